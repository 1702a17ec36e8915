// Libraries that Cockpit and Tasklist load for themselves and give no name: start forms and diagrams. They are found by what they offer, so
// that a form looks and checks the same in both, and a diagram is Cockpit's own.
let bundle;

function load() {
  bundle ??= new Promise((resolve) => {
    window.webpackChunkcamunda_bpm_webapp.push([["handover"], {}, resolve]);
  });
  return bundle;
}

async function find(what, pattern, offers) {
  const take = await load();
  const id = Object.keys(take.m).find((each) => pattern.test(take.m[each]));
  const found = id && Object.values(take(id)).find(offers);
  if (!found) {
    throw new Error(`There is no ${what}`);
  }
  return found;
}

/** The class Form of form-js. */
export const formClass = () =>
  find("form library", /\.createFormContainer=/, (each) => /importSchema\(/.test(each) && each.prototype?.importSchema);

/** The class NavigatedViewer of bpmn-js. */
export const viewerClass = () =>
  find("diagrams", /\._moddleExtensions=\{\}[^]*\._navigationModules=\[/, (each) => each?.prototype?._navigationModules);
