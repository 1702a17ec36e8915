// Opens an embedded form of Tasklist: what it shows of the record, its fields, its table with CSV beside it, and what is submitted.
//
// HOW TO WRITE A FORM. The file bpmn/<model>/<element-in-kebab-case>.html, with formKey="embedded:deployment:<file>" in the model:
//
//   <form role="form" name="form" novalidate>
//     <p class="hf-opening">Opening the form. If this stays, reload the page.</p>
//     <input type="hidden" name="ready" ng-model="ready" required>
//     <script cam-script type="text/form-script">
//       import('/forms/forms.js').then(forms => forms.open(camForm, $scope, {
//         text: 'What the step is for, in a sentence or three.',
//         shows: [forms.AGREEMENT, forms.STATEMENTS],
//         parts: [
//           {name: 'next', label: 'What follows', type: 'choice', required: true, choices: forms.NEXT},
//           {name: 'explanation', label: 'Explanation', type: 'area', required: true, help: 'What is known of it.'}
//         ]
//       }));
//     </script>
//   </form>
//
// shows  sections of the record, above the fields: those of shows.js, or the form's own of the same shape. They say all that the
//        person needs, so that nobody has to open anything else, and no more than that person may see (blindness!).
// parts  the fields, in order:
//        {name, label, type, required, show, choices, pattern, hint, longest, least, zone, timeLabel, wrong, help, half}
//        type      text (the default), area, choice, yesno, int, decimal, date, instant, checklist
//        required, show   true, or a function of the values; a field that is not shown is neither checked nor submitted
//        choices   {WORD: 'Label'} of choice, yesno and checklist; choices.js has those of the record
//        pattern, hint    a RegExp and an example of what fits: hint is shown when it does not
//        longest   characters that are kept: 255 unless told, 4000 of an area; least: the least number, 0 unless told
//        zone      of an instant: 'Asia/Seoul', or a function of the values, undefined while it is not known; timeLabel: its second label
//        wrong     [{when: values => …, message: 'What would be right.'}]: checks between fields
//        half      half the width: two of them stand side by side
//        and at most one table {rows: variable name, label, help, none, columns, key, fixed, leftOut, readonly, beside, summary, load}
//        as rows.js knows it: load reads {rows, fields, errors, by, at} from the record, none says what an empty table means, beside
//        [{name, label}] which fields are shown with a table that is only read.
// variables  names of further variables of the task, which show's load gets beside reference and item.
//
// Texts are written in English and stand, with the Korean, in ko/<model>.json, or in ko/common.json when another model says the same.
// A text is one literal: nothing is put into it. FormsIT names every text without Korean and every Korean text that nobody says.
//
// Submitted are String, Long (int), Double (decimal), Json (checklist, table); an instant is a String with the offset of its zone.
// What the server refuses is shown on top, and at the field or the cell that it names: `field: …`, `table line 17: column: …`.
// A half-filled form stays in this tab only, until it is completed or the person signs out; see drafts.js.

import {ZONES} from './choices.js';
import {read as readDraft, keep as keepDraft, remove as removeDraft, watch as watchDrafts} from './drafts.js';
import {language, learn, refusal, t, translated} from './language.js';
import {check, lineOf, put, readCsv, submitted, words} from './rows.js';
import {FORM} from './template.js';
import {clock, instant} from './time.js';

export * from './cases.js';
export * from './choices.js';
export * from './shows.js';
export * from './tables.js';
export {t, texts} from './language.js';

const ROOT = new URL('..', import.meta.url).pathname;
const PAPA = ROOT + 'webjars/papaparse/5.5.3/papaparse.min.js';
const PAGE = 50;
const LONG = 5;
const MAX_FILE = 2000000;

const least = part => part.least || 0;

const PROBLEMS = {
  int: (value, part) => {
    if (/^\d{1,9}$/.test(value) && Number(value) >= least(part)) return undefined;
    return t('A whole number, {0} or more.', least(part));
  },
  decimal: (value, part) => {
    if (!/^\d{1,9}(\.\d{1,3})?$/.test(value)) return t('A number such as 12.5, with at most three decimals.');
    return Number(value) >= least(part) ? undefined : t('{0} or more.', least(part));
  },
  date: value => (value >= '1900' ? undefined : t('A date with its full year.')),
  instant: value => (/^(19|2\d)\d\d-.*T.*[+-]\d\d:\d\d$/.test(value) ? undefined : t('Date and time are both needed.'))
};

const VARIABLES = {
  int: value => ({type: 'Long', value: Number(value)}),
  decimal: value => ({type: 'Double', value: Number(value)}),
  checklist: value => ({type: 'Json', value: value.split(',')})
};

const two = number => String(number).padStart(2, '0');

/** The day that a date input shows, as an ISO date. */
function isoDate(date) {
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = resolve;
    script.onerror = () => reject(new Error(t('{0} cannot be loaded', url)));
    document.head.append(script);
  });
}

function loadStyle(url) {
  if (document.querySelector(`link[href="${url}"]`)) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = url;
  document.head.append(link);
}

/** Reads the record with the session of the signed-in user. 404 is null: there is none. */
async function read(path) {
  const response = await fetch(ROOT + 'api/' + path, {credentials: 'include', headers: {Accept: 'application/json'}});
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(t('The record cannot be read ({0}).', response.status));
  return response.json();
}

/** What a form can show of the record, for its handover and container. Each path is asked once. */
function record({reference, item}) {
  const asked = new Map();
  const once = path => {
    if (!asked.has(path)) {
      asked.set(path, read(path));
      asked.get(path).catch(() => asked.delete(path));
    }
    return asked.get(path);
  };
  const handover = 'handovers/' + encodeURIComponent(reference);
  return {
    reference,
    item,
    /** Anything else of /api, below the handover: path '/cases' for example. */
    read: path => once(handover + path),
    handover: () => once(handover),
    account: () => once(`${handover}/account`),
    statements: () => once(`${handover}/statements`),
    operations: async () => (await once(`${handover}/field-operations`)) || [],
    // What a witness sent back is not there any more.
    containers: async () => ((await once(`${handover}/containers`)) || []).filter(({state}) => state !== 'REFUSED'),
    specimens: () => once(`${handover}/specimens`),
    draft: kind => once(`${handover}/drafts/${kind}` + (item ? '?item=' + encodeURIComponent(item) : ''))
  };
}

/** A section of the record above the fields. */
class Section {
  constructor(show, context, variables) {
    Object.assign(this, show);
    this.again = async () => {
      this.failure = null;
      this.reading = true;
      try {
        const loaded = await show.load(context, variables);
        this.rows = show.columns ? loaded || [] : [];
        this.item = show.columns ? undefined : loaded;
        // A column or field that says nothing is left out.
        const says = part => (this.item ? [this.item] : this.rows).some(row => this.word(row, part));
        this.parts = (show.columns || show.fields).filter(says);
        this.empty = !this.item && !this.rows.length;
        this.folded = !this.open && this.rows.length > LONG;
      } catch (error) {
        this.failure = error.message;
      }
      this.reading = false;
    };
  }

  word(row, {name, choices}) {
    const value = row[name];
    if (value === null || value === undefined) return '';
    return String((choices && choices[value]) || value);
  }

  /** Rows that are drawn; a section is opened for the rest. */
  visible() {
    return this.all ? this.rows : this.rows.slice(0, PAGE);
  }
}

class State {
  constructor(spec, camForm, scope, variables) {
    this.t = t;
    this.language = language;
    this.camForm = camForm;
    this.scope = scope;
    this.form = scope[camForm.formElement.attr('name')];
    this.parts = spec.parts;
    this.table = spec.parts.find(part => part.rows);
    this.record = record(variables);
    this.user = scope.$root.authentication.name;
    this.what = [variables.reference, variables.item].filter(Boolean).join('/');
    this.text = spec.text;
    this.sections = (spec.shows || []).map(show => new Section(show, this.record, variables));
    this.values = {};
    this.touched = {};
    this.touchedCells = new Set();
    this.rows = [];
    this.csv = {text: '', rows: [], faults: [], clashes: [], news: []};
    this.page = 0;
    this.refusals = [];
  }

  // the record

  async show(section) {
    await section.again();
    this.scope.$applyAsync();
  }

  // fields

  shows(part) {
    return !part.show || part.show(this.values);
  }

  visiblePart(part) {
    return part.name ? this.shows(part) : !this.loading && !this.failure;
  }

  required(part) {
    return Boolean(typeof part.required === 'function' ? part.required(this.values) : part.required);
  }

  longest(part) {
    return part.longest || (part.type === 'area' ? 4000 : 255);
  }

  zone(part) {
    return typeof part.zone === 'function' ? part.zone(this.values) : part.zone;
  }

  clock(part) {
    return clock(this.zone(part));
  }

  /** What a field says, as a word: dates and instants as ISO, ticked choices with commas between them. */
  value(part, values = this.values) {
    const value = values[part.name];
    if (part.type === 'checklist') return Object.keys(part.choices).filter(word => value && value[word]).join(',');
    if (part.type === 'instant') {
      const time = values[part.name + ' time'];
      if (!value && !time) return '';
      const zone = this.zone(part);
      return value && time && zone ? instant(isoDate(value), `${two(time.getHours())}:${two(time.getMinutes())}`, zone) : '?';
    }
    return value instanceof Date ? isoDate(value) : (value || '').trim();
  }

  touch(part) {
    this.afterClick(() => {
      this.touched[part.name] = true;
      // Nothing tells of a date that is only begun: it is as empty as before.
      this.changed();
    });
  }

  /** Whether a date or time is begun and not one yet, as 02/31 or without its year: the browser keeps it to itself. */
  begun(part) {
    return ['hf-' + part.name, `hf-${part.name}-time`]
      .some(id => document.getElementById(id)?.validity?.badInput);
  }

  /** A message that comes when a field is left must not move the button that is being clicked. */
  afterClick(act) {
    setTimeout(() => this.scope.$apply(act), 200);
  }

  /** What is wrong with a field, once somebody was there; or what the server said of it, until it is changed. */
  message(part) {
    if (this.problems[part.name] && (this.touched[part.name] || this.value(part))) return this.problems[part.name];
    const refused = this.refusals.find(each => each.part === part && each.value === this.value(part));
    return refused && refused.what;
  }

  problem(part) {
    if (['date', 'instant'].includes(part.type) && this.begun(part)) return PROBLEMS.date('');
    const value = this.value(part);
    if (!value) return this.required(part) ? t('This is needed.') : undefined;
    if (part.pattern && !part.pattern.test(value)) return t('Write it like {0}.', part.hint);
    const problem = PROBLEMS[part.type] && PROBLEMS[part.type](value, part);
    if (problem) return problem;
    const wrong = (part.wrong || []).find(each => each.when(this.plain()));
    return wrong && wrong.message;
  }

  /** The values as words, for checks between fields. */
  plain() {
    return Object.fromEntries(this.parts.filter(part => part.name).map(part => [part.name, this.value(part)]));
  }

  // rows

  editable(part) {
    return !part.readonly && !part.fixed;
  }

  /** Whether the cells of a column are shown and not asked. */
  still(part, column) {
    return Boolean(part.readonly || column.info || column.given);
  }

  label(row, column) {
    const known = column.choices || (column.suggestions && this.table.readonly && column.suggestions);
    return (known && known[row[column.name]]) || row[column.name];
  }

  touchCell(index, column) {
    this.afterClick(() => this.touchedCells.add(`${index} ${column.name}`));
  }

  /** What is wrong with a cell; of an empty one only once somebody was there. */
  wrong(index, column) {
    const row = this.rows[index];
    const value = this.value({name: column.name}, row);
    const problem = this.rowProblems[index] && this.rowProblems[index][column.name];
    if (problem && (value || this.touchedCells.has(`${index} ${column.name}`))) return problem;
    const refused = this.refusals.find(each => each.row === row && each.column === column.name && each.value === value);
    return refused && refused.what;
  }

  /** What the server said of a whole row. */
  wrongRow(index) {
    const refused = this.refusals.find(each => each.row === this.rows[index] && !each.column);
    return refused && refused.what;
  }

  plural(number) {
    return number === 1 ? t('1 row') : t('{0} rows', number);
  }

  count() {
    return this.table.summary && this.rows.length ? this.table.summary(this.rows) : this.plural(this.rows.length);
  }

  columnNames() {
    return this.table.columns.filter(column => !column.info).map(column => column.name).join(',');
  }

  pages() {
    return Math.ceil(this.rows.length / PAGE);
  }

  from() {
    return this.page * PAGE;
  }

  visible() {
    return this.rows.slice(this.from(), this.from() + PAGE);
  }

  turn(step) {
    this.page += step;
  }

  add() {
    this.rows.push({});
    this.page = this.pages() - 1;
    this.changed();
    setTimeout(() => {
      const cell = this.camForm.formElement[0].querySelector('.hf-rows tbody tr:last-child input');
      if (cell) cell.focus();
    });
  }

  remove(index) {
    this.rows.splice(index, 1);
    this.touchedCells.clear();
    this.page = Math.max(0, Math.min(this.page, this.pages() - 1));
    this.form.$setDirty();
    this.changed();
  }

  // CSV

  clear(taken) {
    this.csv = {text: '', rows: [], faults: [], clashes: [], news: [], taken};
    this.changed();
  }

  async preview() {
    this.csv = {text: this.csv.text, rows: [], faults: [], clashes: [], news: [], page: 0};
    this.form.$setDirty();
    this.changed();
    try {
      if (!window.Papa) await loadScript(PAPA);
      if (this.csv.text && this.csv.text.trim()) {
        Object.assign(this.csv, readCsv(this.csv.text, this.table, window.Papa));
        const {faults, news} = put(this.csv.rows, this.rows, this.table);
        this.csv.clashes = faults;
        this.csv.news = news;
        this.csv.faulty = new Map(this.csv.faults.concat(faults).map(({line, what}) => [line, what]));
      }
    } catch (error) {
      this.csv.faults = [{what: error.message}];
    }
    this.scope.$applyAsync();
  }

  /** Every fault with its line, one under the other. */
  listed(faults) {
    return faults.map(({line, what}) => (line ? t('line {0}: {1}', line, what) : what)).join('\n');
  }

  csvPages() {
    return Math.ceil(this.csv.rows.length / PAGE);
  }

  csvVisible() {
    return this.csv.rows.slice(this.csv.page * PAGE, (this.csv.page + 1) * PAGE);
  }

  /** How many rows are new, are changed, and stay as they are. */
  tally() {
    const news = this.csv.news.filter(each => !each.misfit);
    const added = news.filter(each => each.added).length;
    const changed = news.filter(each => !each.added && each.columns.length).length;
    const parts = [];
    if (added) parts.push(t('{0} new', added));
    if (changed) parts.push(t('{0} changed', changed));
    if (news.length > added + changed) parts.push(t('{0} unchanged', news.length - added - changed));
    return parts.join(', ');
  }

  news(index) {
    return this.csv.news[this.csv.page * PAGE + index] || {columns: []};
  }

  async upload(file) {
    if (!file) return;
    if (file.size > MAX_FILE) {
      this.clear();
      this.csv.faults = [{what: t('The file is larger than 2 MB.')}];
    } else {
      this.csv.text = await file.text();
      await this.preview();
    }
    this.scope.$applyAsync();
  }

  take(replace) {
    const {rows} = put(this.csv.rows, replace ? [] : this.rows, this.table);
    this.rows = rows;
    this.touchedCells.clear();
    this.page = 0;
    this.clear(t('{0} taken over.', this.plural(this.csv.rows.length)));
  }

  // the whole

  /** Checks everything again; Complete stays disabled until nothing is left to do. */
  changed() {
    this.problems = {};
    this.todo = [];
    for (const part of this.parts.filter(each => each.name && this.shows(each))) {
      const message = this.problem(part);
      if (message) {
        this.problems[part.name] = message;
        this.todo.push(part.label.replace(/\?$/, ''));
      }
    }
    this.rowProblems = [];
    if (this.failure || this.loading) this.todo.push(t('the record has to be read'));
    else if (this.table && !this.table.readonly) {
      this.rowProblems = check(this.rows, this.table);
      const wrong = this.rowProblems.map((problems, index) => Object.keys(problems).length && index + 1).filter(Boolean);
      const label = language === 'en' ? this.table.label.toLowerCase() : this.table.label;
      if (wrong.length === 1) this.todo.push(t('row {0} of {1}', wrong[0], label));
      else if (wrong.length) this.todo.push(t('{0} rows of {1}, the first is row {2}', wrong.length, label, wrong[0]));
      else if (!this.rows.length && !this.none) this.todo.push(t('rows of {0}', label));
    }
    if (this.csv.text) this.todo.push(t('take over the CSV text, or clear it'));
    this.form.$setValidity('complete', !this.todo.length);
  }

  async load() {
    this.failure = null;
    this.loading = Boolean(this.table && this.table.load);
    this.changed();
    if (!this.loading) return;
    try {
      const {rows, fields = {}, errors = [], by, at} = await this.table.load(this.record);
      this.rows = this.savedRows || rows.map(words);
      // What was submitted beside a table that came back.
      if (!this.savedRows && !this.table.readonly) this.fill(words(fields));
      this.refused = errors.map(each => this.located(each));
      this.sentBack = errors.some(each => each.startsWith('Sent back by '));
      if (!this.savedRows) this.refusals = this.refused;
      this.beside = (this.table.beside || []).filter(({name}) => fields[name]).map(({name, label}) => ({label, value: fields[name]}));
      this.by = by && (at ? t('Last submitted by {0} on {1}.', by, at) : t('Last submitted by {0}.', by));
      this.own = this.table.readonly && by === this.user
        && t('You submitted this yourself. Somebody else has to answer here.');
    } catch (error) {
      this.failure = error.message;
    }
    this.loading = false;
    this.changed();
    this.scope.$applyAsync();
  }

  // refusals

  /** Where a problem stands that the server names: {what} with the part, or the row and its column, and the value that is wrong. */
  located(problem) {
    const line = this.table && !this.table.readonly
      && new RegExp(`^${this.table.rows} line (\\d+): (?:(\\w+): )?(.*)$`, 's').exec(problem);
    if (line) {
      const row = lineOf(this.rows, Number(line[1]), this.table);
      const column = this.table.columns.find(({name}) => name === line[2]);
      return {
        row,
        column: column && column.name,
        value: row && column && this.value({name: column.name}, row),
        what: column || !line[2] ? refusal(line[3]) : `${line[2]}: ${refusal(line[3])}`,
        where: t('row {0}', this.rows.indexOf(row) + 1) + (column ? `, ${column.label}` : '')
      };
    }
    const [, name, what] = /^(\w+): (.*)$/s.exec(problem) || [];
    const named = this.parts.find(part => part.name && part.name === name);
    if (named) return {part: named, value: this.value(named), what: refusal(what), where: named.label.replace(/\?$/, '')};
    // Said of something else, with the name of a field in it.
    const told = this.parts.find(part => part.name && new RegExp(`\\b${part.name}\\b`).test(problem));
    return told ? {part: told, value: this.value(told), what: refusal(problem)} : {what: refusal(problem)};
  }

  refuse(error) {
    // The engine puts the task's id before what is wrong, and each problem on a line of its own.
    const problems = String(error).replace(/^(Error: )?(Cannot submit task form \S+: )?/, '').split('\n');
    this.refusals = problems.map(each => this.located(each));
    this.refusal = true;
  }

  /** Puts the person where a problem is. */
  goTo(refused) {
    if (refused.row) this.page = Math.floor(this.rows.indexOf(refused.row) / PAGE);
    setTimeout(() => {
      const form = this.camForm.formElement[0];
      const index = refused.row ? this.rows.indexOf(refused.row) - this.from() : -1;
      const place = refused.row
        ? form.querySelectorAll('.hf-rows tbody tr')[index]
          && (form.querySelectorAll('.hf-rows tbody tr')[index].querySelector(`[data-column="${refused.column}"]`)
            || form.querySelectorAll('.hf-rows tbody tr')[index].querySelector('input, select'))
        : form.querySelector(`#hf-${refused.part.name}, [name="hf-${refused.part.name}"]`);
      if (place) {
        place.scrollIntoView({block: 'center'});
        place.focus({preventScroll: true});
      }
    });
  }

  // drafts

  save() {
    this.camForm.storePrevented = true;
    const values = {};
    for (const part of this.parts.filter(each => each.name)) {
      const value = this.values[part.name];
      const time = this.values[part.name + ' time'];
      if (value) values[part.name] = value instanceof Date ? isoDate(value) : value;
      if (time) values[part.name + ' time'] = `${two(time.getHours())}:${two(time.getMinutes())}`;
    }
    const rows = this.table && !this.table.readonly ? this.rows : undefined;
    keepDraft(this.user, this.camForm.taskId, {values, rows, none: this.none});
  }

  restore() {
    const {values = {}, rows, none} = readDraft(this.user, this.camForm.taskId);
    this.fill(values);
    this.savedRows = rows;
    this.none = none;
  }

  fill(values) {
    for (const part of this.parts.filter(each => each.name)) {
      const value = values[part.name];
      const time = values[part.name + ' time'];
      if (value) this.values[part.name] = ['date', 'instant'].includes(part.type) ? new Date(value + 'T00:00') : value;
      if (time) this.values[part.name + ' time'] = new Date(`1970-01-01T${time}`);
    }
  }

  submit() {
    const variables = {};
    for (const part of this.parts.filter(each => each.name && this.shows(each))) {
      const value = this.value(part);
      const variable = VARIABLES[part.type] || (word => ({type: 'String', value: word}));
      if (value) variables[part.name] = {name: part.name, ...variable(value)};
    }
    if (this.table && !this.table.readonly) {
      const name = this.table.rows;
      variables[name] = {name, type: 'Json', value: submitted(this.rows, this.table)};
    }
    this.camForm.variableManager.variables = variables;
  }
}

/** The clock of the place that another field names. */
export const clockOf = name => values => ZONES[values[name]];

/** Opens a form; the head of this file says what a spec is. */
export async function open(camForm, $scope, written) {
  loadStyle(ROOT + 'forms/forms.css');
  const element = camForm.formElement;
  // Before anything is awaited: a sign-out may come at any time.
  watchDrafts($scope.$root, $scope.$root.authentication.name);
  const [fetched] = await Promise.all([
    camForm.client.resource('task').formVariables(
      {id: camForm.taskId, names: ['reference', 'item', ...(written.variables || [])], deserializeValues: false}),
    learn(ROOT + 'forms/')
  ]);
  const variables = {};
  Object.keys(fetched).forEach(name => { variables[name] = fetched[name].value; });

  const state = new State(translated(written), camForm, $scope, variables);
  camForm.on('store', () => state.save());
  camForm.on('submit', () => state.submit());
  camForm.on('submit-failed', (form, error) => {
    state.refuse(error);
    $scope.$applyAsync();
    setTimeout(() => {
      // Tasklist says the same in a box that covers the buttons.
      element.injector().get('Notifications').clear({type: 'danger'});
      $scope.$applyAsync();
      const refusal = element[0].querySelector('.hf-refusal');
      if (refusal) refusal.scrollIntoView({block: 'center'});
    }, 100);
  });
  camForm.on('submit-success', () => removeDraft(state.user, camForm.taskId));

  element[0].insertAdjacentHTML('afterbegin', FORM);
  element[0].querySelector('.hf-opening').remove();
  element[0].addEventListener('change', event => {
    if (event.target.id !== 'hf-csv-file') return;
    state.upload(event.target.files[0]);
    event.target.value = ''; // so that a corrected file of the same name can be chosen again
  });
  $scope.f = state;
  state.restore();
  state.changed();
  element.injector().get('$compile')(element[0].querySelector('.hf'))($scope);
  $scope.ready = true;
  $scope.$applyAsync(() => {
    state.load();
    state.sections.forEach(section => state.show(section));
  });
}
