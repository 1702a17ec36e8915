// Pages that look again when their handover changes. A page says what it follows, and which of its parts look again:
//   <div hx-ext="sse" sse-connect="/live/handovers/KOR-2018-01">
//     <section id="…" hx-get="…" hx-select="#…" hx-trigger="sse:changed" hx-swap="outerHTML">
// The extension connects; here is what it does not do by itself: after a connection was lost the page looks again, when the server
// has ended the stream the page says so, and whoever reads a part that changes stays where they were.
(() => {
  const lost = new Set();

  function tell(reason) {
    const message = document.querySelector(`#live [data-reason="${reason}"]`);
    if (message) {
      message.hidden = false;
    }
  }

  window.htmx.createEventSource = address => {
    const source = new EventSource(address);
    source.addEventListener("open", () => {
      if (lost.delete(address)) {
        source.dispatchEvent(new MessageEvent("changed", {data: "*"}));
      }
    });
    source.addEventListener("error", () => lost.add(address));
    source.addEventListener("closed", event => {
      source.close();
      tell(event.data);
    });
    // A browser keeps few connections to a server, also for pages that it has left and holds for the way back.
    window.addEventListener("pagehide", () => source.close(), {once: true});
    return source;
  };

  // Where the reader was in a part that is about to be replaced: which element had the focus, how far its tables were scrolled, what was typed and not sent yet,
  // and what was opened.
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  const key = element => [element.tagName, element.id, element.getAttribute("href"), element.getAttribute("name"), element.getAttribute("aria-labelledby")].join(" ");
  const alike = (part, wanted) => [...part.querySelectorAll(FOCUSABLE)].filter(each => key(each) === wanted);
  const fields = part => [...part.querySelectorAll("input:not([type=hidden]), select")];
  const changed = field => field.options
    ? [...field.options].some(each => each.selected !== each.defaultSelected)
    : field.value !== field.defaultValue;
  let place = null;

  document.addEventListener("htmx:beforeSwap", event => {
    const part = event.detail.target;
    const at = document.activeElement;
    const wanted = at && at !== part && part.contains(at) ? key(at) : null;
    place = {
      id: part.id,
      wanted,
      which: wanted ? alike(part, wanted).indexOf(at) : -1,
      scrolled: [...part.querySelectorAll(".scroll")].map(each => each.scrollLeft),
      typed: fields(part).filter(changed).map(each => [key(each), each.value]),
      opened: [...part.querySelectorAll("details")].map(each => each.open)
    };
  });

  // At once: between a swap and its settling nobody may find the focus gone, and another part may be swapped.
  document.addEventListener("htmx:afterSwap", () => {
    const part = place && document.getElementById(place.id);
    if (!part) {
      return;
    }
    const boxes = part.querySelectorAll(".scroll");
    if (boxes.length === place.scrolled.length) {
      boxes.forEach((box, i) => box.scrollLeft = place.scrolled[i]);
    }
    place.typed.forEach(([wanted, value]) => fields(part).filter(each => key(each) === wanted).forEach(each => each.value = value));
    const foldings = part.querySelectorAll("details");
    if (foldings.length === place.opened.length) {
      foldings.forEach((each, i) => each.open = place.opened[i]);
    }
    if (place.wanted && (!document.activeElement || document.activeElement === document.body)) {
      const found = alike(part, place.wanted);
      (found[place.which] || found[0])?.focus({preventScroll: true});
    }
    place = null;
  });

  window.addEventListener("pageshow", event => {
    if (event.persisted) {
      location.reload();
    }
  });
})();
