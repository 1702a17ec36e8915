// What the parts of the plugin share: words in the reader's language, requests, and elements.
const PLUGIN = "plugin/handover-cockpit/default";

let words;

/** The texts of messages/cockpit.properties, as a function of a key and what stands in its places {0}, {1}, … */
export function speak(api) {
  words ??= ask(`${api.cockpitApi}/${PLUGIN}/words`).catch((error) => {
    words = undefined;
    throw error;
  }).then((all) => {
    const say = (key, ...values) =>
      (all[key] ?? key).replace(/\{(\d+)\}/g, (place, number) => values[number] ?? place);
    say.language = all.language;
    return say;
  });
  return words;
}

/** JSON from the server; an answer that is not OK is thrown, with its status. */
export async function ask(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  if (!answer.ok) {
    throw Object.assign(new Error(`${answer.status} ${address}`), { status: answer.status, answer });
  }
  return answer.json();
}

/** What the plugin's own part of the server says. */
export function askPlugin(api, path) {
  return ask(`${api.cockpitApi}/${PLUGIN}/${path}`);
}

/** An element with properties, attributes (names with a dash) and children; texts stay texts. */
export function element(name, properties = {}, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in created && !key.includes("-")) {
      created[key] = value;
    } else if (value !== null && value !== undefined) {
      created.setAttribute(key, value);
    }
  }
  created.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return created;
}

/** The token of now: the one that Cockpit was opened with is over after another sign-in. */
export function token(api) {
  return /(?:^|; )XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1] ?? api.CSRFToken;
}
