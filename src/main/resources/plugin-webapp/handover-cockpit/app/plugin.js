// What Cockpit lacks for an operator of handovers. Cockpit shows each part where its pluginPoint says.
import { showSection } from "./board.js";
import { linkToEnded, showEnded, showEndedInstance } from "./ended.js";
import { showLoad } from "./load.js";
import { speak } from "./page.js";
import { showRepairs } from "./repairs.js";
import { showRoad } from "./road.js";
import { startInTable, startOnPage } from "./start.js";

// The names of the tabs are asked for before the first page is drawn.
const api = { cockpitApi: new URL(document.querySelector("base").getAttribute("cockpit-api"), location.href).pathname.replace(/\/$/, "") };
const say = await speak(api).catch(() => (key) => key);

const part = (id, pluginPoint, render, rest = {}) => ({
  id: `handover-${id}`,
  pluginPoint,
  // Cockpit takes what render returns for something to call.
  render: (...given) => {
    render(...given).catch((error) => console.error(`handover-${id}`, error));
  },
  unmount: () => {},
  ...rest,
});

const tab = (section, priority) =>
  part(
    section,
    "cockpit.processInstance.runtime.tab",
    (node, { api, processInstanceId }) => showSection(node, api, processInstanceId, section),
    { priority, properties: { label: say(`tab.${section}`) } },
  );

export default [
  part("start", "cockpit.processDefinition.runtime.action", (node, { api, processDefinitionId }) =>
    startOnPage(node, api, processDefinitionId),
  ),
  part("start-in-table", "cockpit.processes.action", (node, { api, processDefinitionId }) =>
    startInTable(node, api, processDefinitionId),
  ),
  tab("account", 13),
  tab("custody", 12),
  tab("cases", 11),
  part("load-of-definition", "cockpit.processDefinition.diagram.plugin", (viewer, { api, processDefinitionId }) =>
    showLoad(viewer, api, `definition/${encodeURIComponent(processDefinitionId)}`),
  ),
  part("load-of-instance", "cockpit.processInstance.diagram.plugin", (viewer, { api, processInstanceId }) =>
    showLoad(viewer, api, `instance/${encodeURIComponent(processInstanceId)}`),
  ),
  part(
    "road",
    "cockpit.processInstance.runtime.tab",
    (node, { api, processInstanceId }) => showRoad(node, api, processInstanceId),
    { priority: 10, properties: { label: say("tab.road") } },
  ),
  part(
    "repairs",
    "cockpit.processInstance.runtime.tab",
    (node, { api, processInstanceId }) => showRepairs(node, api, processInstanceId),
    { priority: 9, properties: { label: say("tab.repairs") } },
  ),
  part("ended", "cockpit.route", (node, { api }) => showEnded(node, api), { properties: { path: "/ended" } }),
  part("ended-instance", "cockpit.route", (node, { api }) => showEndedInstance(node, api), {
    properties: { path: "/ended/:id" },
  }),
  part("ended-link", "cockpit.navigation", async (node) => linkToEnded(node, say), {
    priority: 50,
    properties: { path: "/ended" },
  }),
  part(
    "ended-of-definition",
    "cockpit.processDefinition.runtime.tab",
    (node, { api, processDefinitionId }) => showEnded(node, api, processDefinitionId.split(":")[0]),
    { priority: 5, properties: { label: say("tab.ended") } },
  ),
];
