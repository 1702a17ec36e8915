// Pages that look again when their handover changes. A page says what it follows, and which of its parts look again:
//   <div hx-ext="sse" sse-connect="/live/handovers/KOR-2018-01">
//     <section id="…" hx-get="…" hx-select="#…" hx-trigger="sse:changed" hx-swap="outerHTML">
// The extension connects; here is what it does not do by itself: after a connection was lost the page looks again, and when the server
// has ended the stream the page says so.
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

  window.addEventListener("pageshow", event => {
    if (event.persisted) {
      location.reload();
    }
  });
})();
