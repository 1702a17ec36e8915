// The language of the forms. English is written in the forms themselves and is the key, as with gettext; the other language stands in
// ko/<model>.json, and in ko/common.json what several models say; what the server refuses stands in ko/refusals.json. The same catalogues translate the start forms on the server.
// Only texts are translated: what is submitted are the words of the record.

const COOKIE = 'language';
const LANGUAGES = ['en', 'ko'];
const REFUSALS = 'refusals';
const CATALOGUES = ['common', 'handover', 'container-examination', 'field-operations', 'identification', 'material-evidence-notice'];

/** Keys of a form's spec under which texts stand. */
const TEXTS = ['text', 'label', 'timeLabel', 'title', 'help', 'none', 'message'];

/** Keys under which objects of words and their labels stand. */
const LABELS = ['choices', 'suggestions'];

/** What somebody chose on the board, else what the browser prefers. */
function chosen() {
  const cookie = document.cookie.split('; ').find(each => each.startsWith(COOKIE + '='));
  const wanted = [cookie && cookie.slice(COOKIE.length + 1), ...(navigator.languages || [navigator.language])];
  return wanted.map(each => String(each).slice(0, 2)).find(each => LANGUAGES.includes(each)) || 'en';
}

export let language = 'en';

let catalogue = {};

/** What the server says when it refuses something: [{pattern, korean}]. */
let refusals = [];

/** Those of them that may also stand as a reason within another one. */
let reasons = {};

/** Reads the catalogues when they are needed. Without them the forms speak English. */
export async function learn(folder) {
  const wanted = chosen();
  if (wanted === 'ko' && language !== 'ko') {
    try {
      const [said, ...read] = await Promise.all([REFUSALS, ...CATALOGUES].map(async name => {
        const response = await fetch(`${folder}ko/${name}.json`);
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return response.json();
      }));
      catalogue = Object.assign({}, ...read);
      reasons = said;
      refusals = Object.entries(said).map(([english, korean]) => ({
        pattern: new RegExp('^' + english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d\}/g, '(.+?)') + '$', 's'),
        korean
      }));
    } catch (error) {
      console.warn('The Korean texts cannot be read.', error);
      return;
    }
  }
  language = wanted;
}

/** A text in the language of the form; {0}, {1}, … are the values. FormsIT finds the texts by these calls, so write them out. */
export function t(text, ...values) {
  const known = (language === 'ko' && catalogue[text]) || text;
  return known.replace(/\{(\d)\}/g, (place, index) => (index in values ? values[index] : place));
}

/** A refusal of the server in the language of the form; one that no catalogue knows stays English. */
export function refusal(text) {
  for (const {pattern, korean} of refusals) {
    const found = pattern.exec(text);
    if (found) return korean.replace(/\{(\d)\}/g, (place, index) => reasons[found[Number(index) + 1]] || found[Number(index) + 1]);
  }
  return text;
}

/** A copy of a form's spec with its texts translated. */
export function translated(node, key) {
  if (typeof node === 'string') return TEXTS.includes(key) ? t(node) : node;
  if (Array.isArray(node)) return node.map(each => translated(each, key));
  if (!node || Object.getPrototypeOf(node) !== Object.prototype) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [
    name,
    LABELS.includes(name)
      ? Object.fromEntries(Object.entries(value).map(([word, label]) => [word, t(label)]))
      : translated(value, name)
  ]));
}

/** Every text of a form's spec: what a catalogue needs. */
export function texts(node, key) {
  if (typeof node === 'string') return TEXTS.includes(key) ? [node] : [];
  if (Array.isArray(node)) return node.flatMap(each => texts(each, key));
  if (!node || Object.getPrototypeOf(node) !== Object.prototype) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    LABELS.includes(name) ? Object.values(value) : texts(value, name));
}
