// Draws the diagram of a handover: the model in its own version, the road taken and where it stands. What it shows stands in words
// beside it; without this script nothing is missing but the picture.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let library;

  function load(address) {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.BpmnJS);
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  async function get(address, accept) {
    const response = await fetch(address, {headers: {Accept: accept}, credentials: "same-origin"});
    if (!response.ok) {
      throw new Error(`${address}: ${response.status}`);
    }
    return response;
  }

  async function draw(canvas) {
    const [Viewer, xml, state] = await Promise.all([
      load(canvas.dataset.library),
      get(canvas.dataset.model, "application/xml").then(answer => answer.text()),
      get(canvas.dataset.state, "application/json").then(answer => answer.json())
    ]);
    const colours = getComputedStyle(canvas);
    canvas.viewer?.destroy();
    const viewer = new Viewer({
      container: canvas,
      keyboard: {bindTo: canvas},
      // Paper does not wait for what follows later.
      canvas: {deferUpdate: false},
      // The page scrolls with the wheel, also over the picture.
      zoomScroll: {enabled: false},
      bpmnRenderer: {
        defaultFillColor: colours.getPropertyValue("--sheet").trim(),
        defaultStrokeColor: colours.getPropertyValue("--edge").trim()
      }
    });
    canvas.viewer = viewer;
    await viewer.importXML(xml);
    mark(viewer, state);
    viewer.get("canvas").zoom("fit-viewport", "auto");
    // On a phone nobody could read the whole of it.
    if (canvas.clientWidth < 640) {
      zoom(viewer, "here");
    }
    canvas.dataset.drawn = "true";
    canvas.parentElement.querySelector(".tools").hidden = false;
  }

  function mark(viewer, state) {
    const canvas = viewer.get("canvas");
    const elements = viewer.get("elementRegistry");
    const overlays = viewer.get("overlays");
    viewer.marked?.forEach(([id, name]) => canvas.removeMarker(id, name));
    viewer.marked = [];
    overlays.clear();
    const put = (id, name) => {
      if (elements.get(id)) {
        canvas.addMarker(id, name);
        viewer.marked.push([id, name]);
      }
    };
    state.flows.forEach(id => put(id, "taken"));
    state.passed.forEach(id => put(id, elements.get(id)?.type === "bpmn:SubProcess" ? "entered" : "passed"));
    if (state.end) {
      put(state.end, "ended");
    }
    viewer.here = [];
    for (const {element, text, title, state: how} of state.marks) {
      if (!elements.get(element)) {
        continue;
      }
      put(element, "here");
      if (how !== "waiting") {
        put(element, "late");
      }
      viewer.here.push(element);
      const token = document.createElement("span");
      token.className = `token ${how}`;
      token.title = title;
      token.textContent = text;
      overlays.add(element, {position: {top: -14, left: -6}, show: {minZoom: 0}, scale: {min: 0.9, max: 1.4}, html: token});
    }
    if (state.end && !viewer.here.length) {
      viewer.here.push(state.end);
    }
  }

  async function again(canvas) {
    const state = await get(canvas.dataset.state, "application/json").then(answer => answer.json());
    mark(canvas.viewer, state);
  }

  function zoom(viewer, how) {
    const canvas = viewer.get("canvas");
    if (how === "fit") {
      canvas.zoom("fit-viewport", "auto");
    } else if (how === "here") {
      const shapes = viewer.here.map(id => viewer.get("elementRegistry").get(id));
      if (!shapes.length) {
        return;
      }
      const left = Math.min(...shapes.map(shape => shape.x));
      const top = Math.min(...shapes.map(shape => shape.y));
      const right = Math.max(...shapes.map(shape => shape.x + shape.width));
      const bottom = Math.max(...shapes.map(shape => shape.y + shape.height));
      const {outer} = canvas.viewbox();
      const scale = Math.min(1, outer.width / (right - left + 200), outer.height / (bottom - top + 160));
      const width = outer.width / scale;
      const height = outer.height / scale;
      canvas.viewbox({x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height});
    } else {
      canvas.zoom(Math.max(0.1, Math.min(4, canvas.zoom() * (how === "in" ? 1.4 : 1 / 1.4))));
    }
  }

  function start(root) {
    const canvas = root.matches?.(".canvas") ? root : root.querySelector?.(".canvas[data-model]");
    if (!canvas) {
      return;
    }
    const tools = canvas.parentElement.querySelector(".tools");
    if (canvas.viewer) {
      tools.hidden = false;
      again(canvas).catch(report);
    } else if (!canvas.dataset.drawing) {
      canvas.dataset.drawing = "true";
      draw(canvas).catch(report);
    }
  }

  // Paper shows all of it, A4 or Letter; afterwards comes back what was looked at.
  function onPaper(canvas) {
    const view = canvas.viewer.get("canvas");
    canvas.seen = view.viewbox();
    canvas.style.width = "680px";
    canvas.style.height = "300px";
    view.resized();
    view.zoom("fit-viewport", "auto");
  }

  function offPaper(canvas) {
    const view = canvas.viewer.get("canvas");
    canvas.style.width = "";
    canvas.style.height = "";
    view.resized();
    view.viewbox(canvas.seen);
  }

  const drawn = what => document.querySelectorAll(".canvas[data-drawn]").forEach(what);
  addEventListener("beforeprint", () => drawn(onPaper));
  addEventListener("afterprint", () => drawn(offPaper));

  // The words beside the picture stay; the picture is left out. Who leaves the page is not told that it was not finished.
  let left = false;
  addEventListener("pagehide", () => left = true);
  addEventListener("beforeunload", () => left = true);

  function report(error) {
    if (!left) {
      console.error("The diagram could not be drawn.", error);
    }
  }

  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-zoom]");
    const viewer = button?.closest(".drawing").querySelector(".canvas").viewer;
    if (viewer) {
      zoom(viewer, button.dataset.zoom);
    }
  });
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", event => start(event.detail.elt));
  dark.addEventListener("change", () => drawn(canvas => draw(canvas).catch(report)));
})();
