// On the diagram: how many wait at each step, and how many of them are overdue or stalled. One question for the whole diagram.
import { askPlugin, element, speak } from "./page.js";

/** Of one size on the screen, however small the diagram is drawn. */
const PLACE = { position: { top: -14, right: 8 }, scale: { min: 1, max: 1 } };

export async function showLoad(viewer, api, which) {
  const [say, steps] = await Promise.all([speak(api), askPlugin(api, `load/${which}`)]);
  const overlays = viewer.get("overlays");
  const elements = viewer.get("elementRegistry");
  const place = () => {
    overlays.remove({ type: "handover-load" });
    for (const step of steps.filter((each) => elements.get(each.step))) {
      overlays.add(step.step, "handover-load", { ...PLACE, html: badges(step, say) });
    }
  };
  place();
  viewer.get("eventBus").on("import.done", place);
}

function badges({ waiting, overdue, stalled, oldest }, say) {
  const texts = [say("load.waiting", waiting)];
  const shown = [element("span", { className: "handover-waiting", textContent: waiting })];
  if (overdue > 0) {
    texts.push(say("load.overdue", overdue));
    shown.push(element("span", { className: "handover-overdue", textContent: say("load.overdue", overdue) }));
  }
  if (stalled > 0) {
    texts.push(say("load.stalled", stalled));
    shown.push(element("span", { className: "handover-stalled", textContent: say("load.stalled", stalled) }));
  }
  if (oldest) {
    texts.push(say("load.oldest", new Date(oldest).toLocaleString(say.language, { timeZoneName: "short" })));
  }
  return element("div", { className: "handover-load", title: texts.join("\n") }, shown);
}
