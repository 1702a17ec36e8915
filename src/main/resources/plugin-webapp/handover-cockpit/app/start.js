// Starts an instance from Cockpit with the start form of the process, drawn by the same library as in Tasklist and sent as Tasklist sends it.
import { formClass } from "/forms/libraries.js";
import { learn } from "/forms/language.js";
import { refusals, speak as speakOfFields } from "/forms/messages.js";
import { ask, askPlugin, element, speak, token } from "./page.js";

let newest;

/** What somebody wrote and did not send, as long as the page is open; nothing of it is stored in the browser. */
const drafts = new Map();

/** The button on the page of a definition. */
export async function startOnPage(node, api, definition) {
  const [startable] = await askPlugin(api, `startable/${encodeURIComponent(definition)}`);
  if (startable) {
    await button(node, api, startable, "btn btn-default handover-start");
  }
}

/** The button in the table, whose rows share one question. */
export async function startInTable(node, api, definition) {
  if (!newest || newest.asked < Date.now() - 30_000) {
    newest = { asked: Date.now(), answer: askPlugin(api, "startable") };
  }
  const startable = (await newest.answer).find((each) => each.id === definition);
  if (startable) {
    await button(node, api, startable, "btn btn-default btn-xs handover-start");
  }
}

async function button(node, api, startable, className) {
  const say = await speak(api);
  const start = element("button", {
    type: "button",
    className,
    "aria-label": say("start.hint", startable.name),
    title: say("start.hint", startable.name),
    textContent: say("start"),
    onclick: () => new StartDialog(api, say, startable).open(),
  });
  node.replaceChildren(start);
}

class StartDialog {
  constructor(api, say, startable) {
    this.api = api;
    this.say = say;
    this.startable = startable;
    this.address = `${api.engineApi}/process-definition/${encodeURIComponent(startable.id)}`;
    this.note = element("div", { className: "handover-note", role: "alert" });
    this.body = element("div", { className: "handover-dialog-body" });
    this.submit = element("button", { type: "button", className: "btn btn-primary", textContent: say("start") });
    this.submit.onclick = () => this.send();
    const cancel = element("button", { type: "button", className: "btn btn-default", textContent: say("start.cancel") });
    cancel.onclick = () => this.dialog.close();
    this.dialog = element(
      "dialog",
      { className: "handover-dialog", "aria-labelledby": "handover-dialog-title" },
      element(
        "header",
        {},
        element("h3", { id: "handover-dialog-title", textContent: say("start.title", startable.name) }),
        element("span", { textContent: say("start.version", startable.version) }),
      ),
      this.body,
      this.note,
      element("footer", {}, cancel, this.submit),
    );
    this.dialog.lang = say.language;
    this.dialog.onclose = () => this.leave();
  }

  async open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.body.append(element("p", { className: "handover-quiet", textContent: this.say("start.loading") }));
    try {
      await this.draw();
    } catch (error) {
      this.body.replaceChildren();
      this.submit.disabled = true;
      this.tell(this.say("start.failed"), [error.message]);
    }
  }

  async draw() {
    const { form } = this.startable;
    const content = element("div");
    let schema = null;
    if (form === "CAMUNDA") {
      schema = await ask(`${this.address}/deployed-start-form`);
    } else {
      const hint = form === "OWN" ? "start.ownForm" : "start.noForm";
      content.append(element("p", { className: "handover-quiet", textContent: this.say(hint) }));
      this.submit.disabled = form === "OWN";
    }
    const draft = drafts.get(this.startable.id) ?? {};
    if (form !== "OWN" && !schema?.components.some((field) => field.key === "businessKey")) {
      this.businessKey = element("input", {
        id: "handover-business-key",
        className: "form-control",
        value: draft.businessKey ?? "",
        maxLength: 255,
        autocomplete: "off",
      });
      this.businessKey.onkeydown = (event) => event.key === "Enter" && this.send();
      content.append(
        element(
          "div",
          { className: "form-group handover-field" },
          element("label", { htmlFor: "handover-business-key", textContent: this.say("start.businessKey") }),
          this.businessKey,
          element("p", { className: "help-block", textContent: this.say("start.businessKey.help") }),
        ),
      );
    }
    if (schema) {
      const Form = await formClass();
      const place = element("div");
      content.append(place);
      this.form = new Form({ container: place });
      await speakOfFields(this.form);
      await this.form.importSchema(schema, draft.values ?? {});
      this.fields = new Map(schema.components.filter((field) => field.key).map((field) => [field.key, field]));
    }
    this.body.replaceChildren(content);
    this.body.querySelector("input, textarea, select")?.focus();
  }

  async send() {
    if (this.submit.disabled) {
      return;
    }
    this.tell(null);
    const { data = {}, errors = {} } = this.form?.submit() ?? {};
    if (Object.keys(errors).length > 0) {
      this.tell(this.say("start.check"));
      this.showFirst();
      return;
    }
    this.submit.disabled = true;
    this.submit.textContent = this.say("start.busy");
    try {
      const instance = await ask(`${this.address}/submit-form`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-XSRF-TOKEN": token(this.api) },
        body: JSON.stringify({
          variables: variables(data),
          businessKey: this.businessKey?.value.trim() || undefined,
        }),
      });
      this.started = true;
      this.dialog.close();
      window.location.hash = instance.ended
        ? `#/ended/${instance.id}`
        : `#/process-instance/${instance.id}/runtime`;
    } catch (error) {
      await this.refused(error);
    } finally {
      this.submit.disabled = false;
      this.submit.textContent = this.say("start");
    }
  }

  /** A refusal names each field that is wrong, and says what would be right. */
  async refused(error) {
    if (!error.status) {
      this.tell(this.say("start.silent"));
      return;
    }
    const said = await error.answer.json().catch(() => ({}));
    await learn("/forms/");
    const atFields = {};
    const others = [];
    for (const { name, what, line } of refusals(said.message ?? error.message)) {
      const field = this.fields?.get(name);
      if (field) {
        (atFields[field.id] ??= []).push(what);
      } else {
        others.push(line);
      }
    }
    this.form?._setState({ errors: atFields });
    const refused = error.status < 500 && said.type !== "ProcessEngineException";
    this.tell(this.say(refused ? "start.refused" : "start.failed"), others);
    this.showFirst();
  }

  tell(text, lines = []) {
    this.note.replaceChildren(
      ...(text ? [element("strong", { textContent: text })] : []),
      ...(lines.length ? [element("ul", {}, lines.map((line) => element("li", { textContent: line })))] : []),
    );
  }

  showFirst() {
    requestAnimationFrame(() => {
      const field = this.body.querySelector(".fjs-form-field.fjs-has-errors");
      field?.scrollIntoView({ block: "center" });
      field?.querySelector("input, textarea, select")?.focus({ preventScroll: true });
    });
  }

  leave() {
    if (this.started) {
      drafts.delete(this.startable.id);
    } else {
      drafts.set(this.startable.id, { businessKey: this.businessKey?.value, values: this.form?._getState().data });
    }
    this.form?.destroy();
    this.dialog.remove();
  }
}

/** As Tasklist sends them: lists and objects as JSON, everything else as it is. */
function variables(data) {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      value !== null && typeof value === "object" ? { type: "Json", value: JSON.stringify(value) } : { value },
    ]),
  );
}
