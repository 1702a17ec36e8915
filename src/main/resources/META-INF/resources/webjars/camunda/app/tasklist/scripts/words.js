// Puts Tasklist's words where it looks for them first, before it starts: it draws its list of tasks without waiting for them, and would
// show DUE_DATE for good.
import { language } from "./language.js";

const KEPT = "camunda-web";
const FOLDER = `${document.querySelector("base").getAttribute("app-root")}/app/tasklist/locales/`;

async function keep() {
  const answer = await fetch(`${FOLDER}${language}.json`);
  if (!answer.ok) return;
  const kept = JSON.parse(localStorage.getItem(KEPT) || "{}");
  kept[`${FOLDER}_locales_data_${language}_${window.bust}`] = JSON.stringify(await answer.json());
  localStorage.setItem(KEPT, JSON.stringify(kept));
}

// Without them Tasklist reads them itself, if late.
await keep().catch(() => {});
