// Instances that ended, which Cockpit itself does not show: a page of all of them, the page of one, and a tab on the page of a definition.
import { ask, askPlugin, element, speak } from "./page.js";
import { showRoad, when, zone } from "./road.js";

export function linkToEnded(node, say) {
  node.replaceChildren(element("a", { href: "#/ended", textContent: say("ended.title") }));
}

export async function showEnded(node, api, process) {
  const say = await speak(api);
  await new EndedList(node, api, say, process).open();
}

class EndedList {
  constructor(node, api, say, process) {
    Object.assign(this, { node, api, say, process, page: 1 });
    this.table = element("div", { ariaLive: "polite" });
  }

  async open() {
    const { say } = this;
    this.key = element("input", {
      id: "handover-ended-key",
      className: "form-control",
      type: "search",
      placeholder: "KOR-2018-01",
    });
    this.of = element("select", { id: "handover-ended-process", className: "form-control" });
    const form = element(
      "form",
      { className: "handover-filter" },
      this.process
        ? null
        : element("label", { htmlFor: "handover-ended-process", textContent: say("ended.process") }),
      this.process ? null : this.of,
      element("label", { htmlFor: "handover-ended-key", textContent: say("ended.businessKey") }),
      this.key,
      element("button", { type: "submit", className: "btn btn-default", textContent: say("ended.search") }),
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      this.show(1);
    };
    this.of.onchange = () => this.show(1);
    const title = this.process ? null : element("h3", { textContent: say("ended.heading") });
    this.node.replaceChildren(
      element(
        "div",
        { className: this.process ? "handover-ended" : "handover-ended handover-page", lang: say.language },
        title,
        form,
        this.table,
      ),
    );
    const listed = this.show(1);
    if (!this.process) {
      const definitions = await ask(`${this.api.engineApi}/process-definition?latestVersion=true&sortBy=name&sortOrder=asc`);
      this.of.append(
        element("option", { value: "", textContent: say("ended.all") }),
        ...definitions.map(({ key, name }) => element("option", { value: key, textContent: name ?? key })),
      );
    }
    await listed;
  }

  async show(page) {
    const { say } = this;
    const asked = new URLSearchParams({
      process: this.process ?? this.of.value,
      businessKey: this.key.value,
      page,
    });
    const { rows, more } = await askPlugin(this.api, `ended?${asked}`);
    if (rows.length === 0) {
      this.table.replaceChildren(element("p", { className: "handover-empty", textContent: say("ended.none") }));
      return;
    }
    this.table.replaceChildren(zone(say), this.rows(rows), this.pager(page, more));
  }

  rows(rows) {
    const { say } = this;
    const columns = ["businessKey", "process", "version", "started", "ended", "state"];
    return element(
      "table",
      { className: "table table-hover handover-table" },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          columns.map((column) => element("th", { scope: "col", textContent: say(`ended.${column}`) })),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((row) =>
          element(
            "tr",
            {},
            element(
              "th",
              { scope: "row" },
              element("a", { href: `#/ended/${row.id}`, textContent: row.businessKey ?? row.id }),
            ),
            element("td", { textContent: row.name }),
            element("td", { textContent: row.version }),
            element("td", {}, when(say, row.started)),
            element("td", {}, when(say, row.ended)),
            element("td", { textContent: say(`ended.${row.state}`) }),
          ),
        ),
      ),
    );
  }

  pager(page, more) {
    const { say } = this;
    const step = (text, to, shown) =>
      shown
        ? element("button", {
            type: "button",
            className: "btn btn-default btn-sm",
            textContent: text,
            onclick: () => this.show(to),
          })
        : null;
    return element(
      "nav",
      { className: "handover-pager", ariaLabel: say("ended.pages") },
      step(say("ended.previous"), page - 1, page > 1),
      page > 1 || more ? element("span", { textContent: say("ended.page", page) }) : null,
      step(say("ended.next"), page + 1, more),
    );
  }
}

export async function showEndedInstance(node, api) {
  const say = await speak(api);
  const id = decodeURIComponent(/^#\/ended\/([^/?]+)/.exec(window.location.hash)[1]);
  const place = element("div");
  const head = element("div");
  node.replaceChildren(
    element(
      "div",
      { className: "handover-page", lang: say.language },
      element("p", {}, element("a", { href: "#/ended", textContent: say("ended.toAll") })),
      head,
      place,
    ),
  );
  let road;
  try {
    road = await showRoad(place, api, id);
  } catch (error) {
    place.replaceChildren(element("p", { className: "handover-empty", textContent: say("ended.unknown") }));
    return;
  }
  const { instance } = road;
  const facts = [
    ["ended.process", `${instance.name}, ${say("start.version", instance.version)}`],
    ["ended.started", when(say, instance.started)],
    ["ended.ended", instance.ended ? when(say, instance.ended) : say("ended.running")],
    ["ended.state", say(`ended.${instance.state}`)],
    ["ended.reason", instance.reason],
    ["ended.id", instance.id],
  ];
  const reference = instance.businessKey?.split("/")[0];
  head.replaceChildren(
    element("h3", { textContent: instance.businessKey ?? instance.id }),
    element(
      "dl",
      { className: "handover-facts" },
      facts
        .filter(([, value]) => value)
        .map(([key, value]) => element("div", {}, element("dt", { textContent: say(key) }), element("dd", {}, value))),
    ),
    reference
      ? element(
          "p",
          {},
          element("a", { href: `/handovers/${encodeURIComponent(reference)}`, textContent: say("ended.board", reference) }),
        )
      : "",
  );
}
