// A tab with a section of the status board: the account, the custody and the cases of the handover that an instance belongs to. The board
// draws it; here it stands apart from Cockpit's own styles, and nothing in it runs.
import { ask, element, speak } from "./page.js";

const SHEETS = ["/board/board.css", "/board/handover.css", "/board/cases.css"];

/** Cockpit's text is 14 pixels high; the board counts in the root's size, which Cockpit sets to 10. */
const TEXT = 14;

/** In a tab the board has no page of its own. */
const IN_A_TAB = ".board { min-height: 0; background: none; display: block; }";

let styles;

function boardStyles() {
  styles ??= Promise.all(
    [...SHEETS, null].map(async (address) => {
      const answer = address && (await fetch(address));
      const css = answer ? (answer.ok ? await answer.text() : "") : IN_A_TAB;
      const sheet = new CSSStyleSheet();
      await sheet.replace(
        css
          .replace(/:root\b/g, ":host")
          .replace(/(^|[\s,}])(html|body)(?=\s*[,{])/g, "$1.board")
          .replace(/(\d*\.?\d+)rem\b/g, (size, number) => `${number * TEXT}px`)
          .replace(/font: 16px/g, `font: ${TEXT}px`)
          // Cockpit is light for everybody.
          .replace(/prefers-color-scheme: dark/g, "width < 0"),
      );
      return sheet;
    }),
  );
  return styles;
}

/** Where each tab begins for a business key: at the container's or the individual's own page, when the instance is about one. */
export const sections = {
  account: (reference) => `/handovers/${reference}/account`,
  custody: (reference, item) =>
    /^C-\d+/.test(item) ? `/handovers/${reference}/custody/${item}` : `/handovers/${reference}/custody`,
  cases: (reference, item) =>
    /^I-\d+/.test(item) ? `/handovers/${reference}/cases/${item}` : `/handovers/${reference}/cases`,
};

export async function showSection(node, api, instance, section) {
  const say = await speak(api);
  const { businessKey } = await ask(`${api.engineApi}/process-instance/${encodeURIComponent(instance)}`);
  const [reference, ...item] = (businessKey ?? "").split("/").map(encodeURIComponent);
  if (!reference) {
    node.replaceChildren(element("p", { className: "handover-empty", textContent: say("board.none") }));
    return;
  }
  await new BoardTab(node, say, reference).show(sections[section](reference, item.join("/")));
}

class BoardTab {
  constructor(node, say, reference) {
    this.say = say;
    this.inside = new RegExp(`^/handovers/${reference}/(account|custody|cases)(/|$)`);
    this.road = [];
    this.back = element("button", {
      type: "button",
      className: "btn btn-default btn-sm",
      textContent: say("board.back"),
      onclick: () => this.show(this.road.splice(-2)[0]),
    });
    this.onBoard = element("a", { className: "handover-on-board", textContent: say("board.open") });
    const host = element("div", { className: "handover-board-section", lang: say.language });
    this.shadow = host.attachShadow({ mode: "open" });
    this.content = element("div", { className: "board", ariaLive: "polite" });
    this.shadow.append(this.content);
    this.shadow.addEventListener("click", (event) => this.follow(event));
    this.shadow.addEventListener("submit", (event) => this.filter(event));
    node.replaceChildren(element("div", { className: "handover-board-bar" }, this.back, this.onBoard), host);
  }

  async show(path) {
    this.content.setAttribute("aria-busy", "true");
    if (this.road.length === 0) {
      this.back.style.visibility = "hidden";
      this.content.replaceChildren(element("p", { className: "quiet", textContent: this.say("board.loading") }));
    }
    try {
      this.shadow.adoptedStyleSheets = await boardStyles();
      const answer = await fetch(path, { headers: { "HX-Request": "true" } });
      if (answer.status === 401) {
        window.location.reload();
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      page.querySelectorAll("script, link, style, nav.crumbs").forEach((each) => each.remove());
      const content = page.querySelector("main") ?? page.body;
      if (answer.ok) {
        this.content.replaceChildren(...content.childNodes);
      } else {
        this.tell(content.textContent.trim() || this.say("board.refused"));
      }
      this.road.push(path);
    } catch (error) {
      this.tell(this.say("board.silent"));
    } finally {
      this.content.removeAttribute("aria-busy");
      this.back.style.visibility = this.road.length < 2 ? "hidden" : "visible";
      this.onBoard.href = path;
    }
  }

  tell(text) {
    this.content.replaceChildren(element("p", { className: "notice warn", role: "alert", textContent: text }));
  }

  /** Links between these sections stay in the tab; what stands behind # is scrolled to; all others open the board. */
  follow(event) {
    const link = event.target.closest("a[href]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.target || link.download) {
      return;
    }
    const href = link.getAttribute("href");
    if (href.startsWith("#")) {
      event.preventDefault();
      this.shadow.getElementById(href.slice(1))?.scrollIntoView();
    } else {
      this.go(new URL(href, new URL(this.road.at(-1), window.location.origin)), event);
    }
  }

  filter(event) {
    const form = event.target;
    if (form.method === "get") {
      const address = new URL(
        form.getAttribute("action") ?? this.road.at(-1),
        new URL(this.road.at(-1), window.location.origin),
      );
      address.search = new URLSearchParams(new FormData(form, event.submitter));
      this.go(address, event);
    } else {
      event.preventDefault();
    }
  }

  go(address, event) {
    if (address.origin === window.location.origin && this.inside.test(address.pathname)) {
      event.preventDefault();
      this.show(address.pathname + address.search);
    }
  }
}
