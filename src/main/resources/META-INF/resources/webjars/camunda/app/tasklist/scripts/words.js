// Puts an app's words where it looks for them first, before it starts: the apps draw their tables and lists without waiting for them, and
// would show DUE_DATE for good. Only Tasklist speaks Korean. Cockpit and Admin load this from here.
import { language } from "./language.js";

const KEPT = "camunda-web";
const base = document.querySelector("base");
const [, app] = /\/app\/(\w+)\//.exec(base.href);
const words = app === "tasklist" ? language : "en";
const folder = `${base.getAttribute("app-root")}/app/${app}/locales/`;

async function keep() {
  const answer = await fetch(`${folder}${words}.json`);
  if (!answer.ok) return;
  const kept = JSON.parse(localStorage.getItem(KEPT) || "{}");
  kept[`${folder}_locales_data_${words}_${window.bust}`] = JSON.stringify(await answer.json());
  localStorage.setItem(KEPT, JSON.stringify(kept));
}

// Without them the app reads them itself, if late.
await keep().catch(() => {});
