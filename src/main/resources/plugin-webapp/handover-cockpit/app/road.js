// The road that an instance took: on its diagram, and who did what when.
import { viewerClass } from "/forms/libraries.js";
import { askPlugin, element, speak } from "./page.js";

export const when = (say, instant) =>
  instant
    ? element("time", {
        dateTime: instant,
        textContent: new Date(instant).toLocaleString(say.language, {
          dateStyle: "medium",
          timeStyle: "short",
        }),
      })
    : "";

/** The zone in which the times of a page are shown, by name. */
export const zone = (say) =>
  element("p", {
    className: "handover-quiet",
    textContent: say("zone", Intl.DateTimeFormat().resolvedOptions().timeZone),
  });

export async function showRoad(node, api, instance) {
  const say = await speak(api);
  const road = await askPlugin(api, `road/${encodeURIComponent(instance)}`);
  node.replaceChildren(element("div", { className: "handover-road", lang: say.language }, ...drawRoad(road, say)));
  return road;
}

function drawRoad(road, say) {
  const diagram = element("div", {
    className: "handover-diagram",
    role: "img",
    "aria-label": say("road.diagram", road.passed.length, road.open.length),
  });
  // The viewer measures the place it is put into.
  requestAnimationFrame(() => draw(diagram, road));
  const legend = element(
    "p",
    { className: "handover-legend" },
    element("span", { className: "handover-key handover-key-passed", textContent: say("road.passed") }),
    road.open.length
      ? element("span", { className: "handover-key handover-key-open", textContent: say("road.open") })
      : null,
  );
  return [legend, diagram, zone(say), acts(road, say)];
}

async function draw(place, road) {
  const Viewer = await viewerClass();
  const viewer = new Viewer({ container: place, width: "100%", height: "100%" });
  await viewer.importXML(road.diagram);
  const canvas = viewer.get("canvas");
  const registry = viewer.get("elementRegistry");
  // Parts that hold others stay as they are: the steps in them tell the road.
  const shown = (id) => registry.get(id) && !registry.get(id).children?.length;
  const mark = (ids, marker) => ids.filter(shown).forEach((id) => canvas.addMarker(id, marker));
  mark([...road.passed, ...road.flows], "handover-passed");
  mark(road.open, "handover-open");
  canvas.zoom("fit-viewport", "auto");
}

function acts({ acts }, say) {
  if (acts.length === 0) {
    return element("p", { className: "handover-empty", textContent: say("road.noActs") });
  }
  return element(
    "table",
    { className: "table table-condensed handover-table" },
    element("caption", { textContent: say("road.acts") }),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ["task", "who", "from", "to", "outcome"].map((column) =>
          element("th", { scope: "col", textContent: say(`road.${column}`) }),
        ),
      ),
    ),
    element(
      "tbody",
      {},
      acts.map((act) =>
        element(
          "tr",
          {},
          element("td", { textContent: act.name ?? act.step }),
          element("td", { textContent: act.who ?? say("road.nobody") }),
          element("td", {}, when(say, act.started)),
          element("td", {}, when(say, act.ended)),
          element("td", { textContent: outcome(act, say) }),
        ),
      ),
    ),
  );
}

function outcome({ ended, outcome }, say) {
  if (!ended) {
    return say("road.stillOpen");
  }
  return outcome === "completed" ? say("road.completed") : say("road.withdrawn");
}
