// form-js and the engine speak English, as to developers, of what is wrong with a start form. Here they speak the reader's language, and what
// the engine refuses is said at the field as well.
import { formClass } from "/forms/libraries.js";
import { refusals, speak } from "/forms/messages.js";

const START = /\/process-definition\/[^/]+\/submit-form$/;

let form;
let fields = new Map();

const Form = await formClass();
const importSchema = Form.prototype.importSchema;
Form.prototype.importSchema = async function (schema, ...more) {
  await speak(this);
  form = this;
  fields = new Map(schema.components.filter((field) => field.key).map((field) => [field.key, field]));
  return importSchema.call(this, schema, ...more);
};

const requests = XMLHttpRequest.prototype;
const open = requests.open;
requests.open = function (method, address, ...more) {
  this.starts = START.test(address);
  if (this.starts) this.addEventListener("load", () => isRefused(this) && atFields(answer.get.call(this)));
  return open.call(this, method, address, ...more);
};

// Tasklist shows the answer as it reads it.
const answer = Object.getOwnPropertyDescriptor(requests, "responseText");
Object.defineProperty(requests, "responseText", {
  ...answer,
  get() {
    const said = answer.get.call(this);
    return isRefused(this) ? inWords(said) : said;
  },
});

function isRefused(request) {
  return request.starts && request.readyState === XMLHttpRequest.DONE && request.status === 400;
}

function inWords(said) {
  const { message, ...rest } = JSON.parse(said);
  const lines = refusals(message).map(({ name, what, line }) => (fields.has(name) ? `${fields.get(name).label}: ${what}` : line));
  return JSON.stringify({ ...rest, message: lines.join("; ") });
}

function atFields(said) {
  const errors = {};
  for (const { name, what } of refusals(JSON.parse(said).message)) {
    const field = fields.get(name);
    if (field) (errors[field.id] ??= []).push(what);
  }
  form._setState({ errors });
}

export default {};
