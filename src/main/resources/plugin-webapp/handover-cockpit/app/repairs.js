// Repairs of an instance: what was proposed and done, a new one with what its dry run found, and the approval of what somebody else proposed.
import { ask, askPlugin, element, speak, token } from "./page.js";
import { when, zone } from "./road.js";

const REPAIRS = "/api/repairs";

export async function showRepairs(node, api, instance) {
  const tab = new RepairTab(node, api, instance);
  tab.say = await speak(api);
  await tab.show();
}

class RepairTab {
  constructor(node, api, instance) {
    this.node = node;
    this.api = api;
    this.instance = instance;
  }

  async show(note) {
    const { say, instance } = this;
    const repairs = await ask(`${REPAIRS}?instance=${encodeURIComponent(instance)}`);
    const { definitionId } = await ask(`${this.api.engineApi}/process-instance/${encodeURIComponent(instance)}`);
    const { bpmn20Xml } = await ask(`${this.api.engineApi}/process-definition/${encodeURIComponent(definitionId)}/xml`);
    this.steps = steps(bpmn20Xml);
    this.open = (await askPlugin(this.api, `load/instance/${encodeURIComponent(instance)}`)).map(({ step }) => step);
    this.note = element("div", { className: "handover-note", role: "alert", ariaLive: "polite" }, note ?? "");
    this.node.replaceChildren(
      element(
        "div",
        { className: "handover-repairs", lang: say.language },
        element("p", { className: "handover-quiet", textContent: say("repairs.what") }),
        this.note,
        this.form(),
        repairs.length
          ? [zone(say), this.list(repairs)]
          : element("p", { className: "handover-empty", textContent: say("repairs.none") }),
      ),
    );
  }

  name(step) {
    return this.steps.get(step) ? `${this.steps.get(step)} (${step})` : step;
  }

  form() {
    const { say } = this;
    const field = (key, control) =>
      element("label", {}, element("span", { textContent: say(`repairs.${key}`) }), control);
    const options = (values, text) => values.map((value) => element("option", { value, textContent: text(value) }));
    const kind = element(
      "select",
      { name: "kind", className: "form-control" },
      options(["MOVE", "MIGRATE", "DELETE"], (each) => say(`repairs.${each}`)),
    );
    const from = element(
      "select",
      { name: "from", className: "form-control" },
      options([...new Set(this.open)], (each) => this.name(each)),
    );
    const to = element(
      "select",
      { name: "to", className: "form-control" },
      options([...this.steps.keys()], (each) => this.name(each)),
    );
    from.onchange = () => {
      to.value = from.value;
    };
    from.onchange();
    const move = [field("from", from), field("to", to)];
    kind.onchange = () => move.forEach((each) => (each.hidden = kind.value !== "MOVE"));
    const reason = element("textarea", { name: "reason", className: "form-control", required: true, maxLength: 2000, rows: 2 });
    const form = element(
      "form",
      { className: "handover-repair-form" },
      field("kind", kind),
      move,
      field("reason", reason),
      element("button", { type: "submit", className: "btn btn-default", textContent: say("repairs.propose") }),
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      const moved = kind.value === "MOVE" ? { from: from.value, to: to.value } : {};
      this.send(REPAIRS, { instance: this.instance, kind: kind.value, ...moved, reason: reason.value });
    };
    return form;
  }

  list(repairs) {
    const { say } = this;
    const head = ["kind", "effects", "why", "proposed", "approved"];
    return element(
      "table",
      { className: "table table-condensed handover-table" },
      element("caption", { textContent: say("repairs.list") }),
      element(
        "thead",
        {},
        element("tr", {}, head.map((column) => element("th", { scope: "col", textContent: say(`repairs.${column}`) }))),
      ),
      element("tbody", {}, repairs.map((repair) => this.row(repair))),
    );
  }

  row(repair) {
    const { say } = this;
    const way = repair.from ? `: ${this.name(repair.from)} → ${this.name(repair.to)}` : "";
    const approval = repair.approvedBy
      ? [repair.approvedBy, " ", when(say, repair.approvedAt)]
      : element("button", {
          type: "button",
          className: "btn btn-default btn-sm",
          textContent: say("repairs.approve"),
          onclick: () => this.send(`${REPAIRS}/${repair.id}/approval`),
        });
    return element(
      "tr",
      {},
      element("td", { textContent: say(`repairs.${repair.kind}`) + way }),
      element(
        "td",
        {},
        repair.effects.length
          ? element("ul", {}, repair.effects.map((effect) => element("li", { textContent: effect })))
          : say("repairs.same"),
      ),
      element("td", { textContent: repair.reason }),
      element("td", {}, repair.proposedBy, " ", when(say, repair.proposedAt)),
      element("td", {}, approval),
    );
  }

  async send(address, body) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-XSRF-TOKEN": token(this.api) },
      body: body && JSON.stringify(body),
    }).catch(() => undefined);
    if (answer?.ok) {
      // An instance that is gone has no page any more.
      await this.show().catch(() => window.location.assign("#/processes"));
    } else {
      const problem = await answer?.json().catch(() => undefined);
      this.note.replaceChildren(problem?.detail ?? this.say("board.silent"));
      this.note.scrollIntoView({ block: "nearest" });
    }
  }
}

/** The names of a model's steps by their ids. */
function steps(xml) {
  const found = new Map();
  for (const each of new DOMParser().parseFromString(xml, "text/xml").getElementsByTagName("*")) {
    if (/Task$|^callActivity$|^intermediateCatchEvent$/.test(each.localName) && each.getAttribute("id")) {
      found.set(each.getAttribute("id"), each.getAttribute("name"));
    }
  }
  return found;
}
