// Opens an embedded form of Tasklist: its fields, its table with CSV beside it, and what is submitted. A form says what
// it asks, with tables.js for what several forms share; the rest is here, in template.js (the page) and rows.js (the rows).
// See open() at the end.

import {check, put, readCsv, submitted, words} from './rows.js';
import {FORM} from './template.js';

export * from './tables.js';

const ROOT = new URL('..', import.meta.url).pathname;
const PAPA = ROOT + 'webjars/papaparse/5.5.3/papaparse.min.js';
const PAGE = 50;
const MAX_FILE = 2000000;

const PROBLEMS = {
  int: value => (/^\d{1,9}$/.test(value) ? undefined : 'A whole number, 0 or more.'),
  date: value => (value >= '1900' ? undefined : 'A date with its full year.')
};

const VARIABLES = {
  int: value => ({type: 'Long', value: Number(value)})
};

/** The day that a date input shows, as an ISO date. */
function isoDate(date) {
  return [String(date.getFullYear()).padStart(4, '0'), date.getMonth() + 1, date.getDate()]
    .map(number => String(number).padStart(2, '0')).join('-');
}

function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${url} cannot be loaded`));
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
  if (!response.ok) throw new Error(`The record cannot be read (${response.status}).`);
  return response.json();
}

/** What a form can show of the record, for its handover and container. */
function record({reference, item}) {
  const handover = 'handovers/' + encodeURIComponent(reference);
  return {
    item,
    // What a witness sent back is not there any more.
    containers: async () => ((await read(`${handover}/containers`)) || []).filter(({state}) => state !== 'REFUSED'),
    specimens: () => read(`${handover}/specimens`),
    draft: kind => read(`${handover}/drafts/${kind}` + (item ? '?item=' + encodeURIComponent(item) : ''))
  };
}

class State {
  constructor(spec, camForm, scope, variables) {
    this.camForm = camForm;
    this.scope = scope;
    this.form = scope[camForm.formElement.attr('name')];
    this.parts = spec.parts;
    this.table = spec.parts.find(part => part.rows);
    this.record = record(variables);
    this.user = scope.$root.authentication.name;
    this.what = [variables.reference, variables.item].filter(Boolean).join('/');
    this.text = typeof spec.text === 'function' ? spec.text(variables) : spec.text;
    this.values = {};
    this.touched = {};
    this.touchedCells = new Set();
    this.rows = [];
    this.csv = {text: '', rows: [], faults: [], clashes: []};
    this.page = 0;
    this.saved = 'handover-form:' + camForm.taskId;
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

  value(part, values = this.values) {
    const value = values[part.name] || '';
    return value instanceof Date ? isoDate(value) : value.trim();
  }

  touch(part) {
    this.afterClick(() => { this.touched[part.name] = true; });
  }

  /** A message that comes when a field is left must not move the button that is being clicked. */
  afterClick(act) {
    setTimeout(() => this.scope.$apply(act), 200);
  }

  shown(part) {
    return Boolean(this.problems[part.name] && (this.touched[part.name] || this.value(part)));
  }

  problem(part) {
    const value = this.value(part);
    if (!value) return this.required(part) ? 'This is needed.' : undefined;
    if (part.pattern && !part.pattern.test(value)) return `Write it like ${part.hint}.`;
    return PROBLEMS[part.type] && PROBLEMS[part.type](value);
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
    return (column.choices && column.choices[row[column.name]]) || row[column.name];
  }

  touchCell(index, column) {
    this.afterClick(() => this.touchedCells.add(`${index} ${column.name}`));
  }

  /** What is wrong with a cell; of an empty one only once somebody was there. */
  wrong(index, column) {
    const shown = this.value({name: column.name}, this.rows[index]) || this.touchedCells.has(`${index} ${column.name}`);
    return shown && this.rowProblems[index] && this.rowProblems[index][column.name];
  }

  plural(number) {
    return number === 1 ? '1 row' : `${number} rows`;
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
    this.csv = {text: '', rows: [], faults: [], clashes: [], taken};
    this.changed();
  }

  async preview() {
    this.csv = {text: this.csv.text, rows: [], faults: [], clashes: []};
    this.form.$setDirty();
    this.changed();
    try {
      if (!window.Papa) await loadScript(PAPA);
      if (this.csv.text && this.csv.text.trim()) {
        Object.assign(this.csv, readCsv(this.csv.text, this.table, window.Papa));
        this.csv.clashes = put(this.csv.rows, this.rows, this.table).faults;
      }
    } catch (error) {
      this.csv.faults = [error.message];
    }
    this.scope.$applyAsync();
  }

  async upload(file) {
    if (!file) return;
    if (file.size > MAX_FILE) {
      this.clear();
      this.csv.faults = ['The file is larger than 2 MB.'];
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
    this.clear(`${this.plural(this.csv.rows.length)} taken over.`);
  }

  // the whole

  /** Checks everything again; Complete stays disabled until nothing is left to do. */
  changed() {
    this.refusal = null;
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
    if (this.failure || this.loading) this.todo.push('the record has to be read');
    else if (this.table && !this.table.readonly) {
      this.rowProblems = check(this.rows, this.table);
      const wrong = this.rowProblems.map((problems, index) => Object.keys(problems).length && index + 1).filter(Boolean);
      const label = this.table.label.toLowerCase();
      if (wrong.length === 1) this.todo.push(`row ${wrong[0]} of ${label}`);
      else if (wrong.length) this.todo.push(`${wrong.length} rows of ${label}, the first is row ${wrong[0]}`);
      else if (!this.rows.length && !this.none) this.todo.push(`rows of ${label}`);
    }
    if (this.csv.text) this.todo.push('take over the CSV text, or clear it');
    this.form.$setValidity('complete', !this.todo.length);
  }

  async load() {
    this.failure = null;
    this.loading = Boolean(this.table && this.table.load);
    this.changed();
    if (!this.loading) return;
    try {
      const {rows, errors = [], by, on} = await this.table.load(this.record);
      this.rows = this.savedRows || rows.map(words);
      this.refused = errors;
      this.by = by && `Last submitted by ${by}${on ? ` on ${on}` : ''}.`;
      this.own = this.table.readonly && by === this.user && 'You submitted this yourself. Somebody else has to answer here.';
    } catch (error) {
      this.failure = error.message;
    }
    this.loading = false;
    this.changed();
    this.scope.$applyAsync();
  }

  // Half-filled forms are kept for this tab only: Tasklist's own store would leave them on the computer's disk.

  save() {
    this.camForm.storePrevented = true;
    const values = {};
    this.parts.filter(part => part.name).forEach(part => { values[part.name] = this.value(part); });
    const rows = this.table && !this.table.readonly ? this.rows : undefined;
    sessionStorage.setItem(this.saved, JSON.stringify({values, rows, none: this.none}));
  }

  restore() {
    const {values = {}, rows, none} = JSON.parse(sessionStorage.getItem(this.saved) || '{}');
    this.parts.filter(part => values[part.name]).forEach(part => {
      const value = values[part.name];
      this.values[part.name] = part.type === 'date' ? new Date(value + 'T00:00') : value;
    });
    this.savedRows = rows;
    this.none = none;
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

/**
 * Opens a form.
 *
 * spec: {text, parts}. text says what the step is for; it may be a function of the variables reference, item and
 * those that spec.variables names. Each part is a field
 *   {name, label, type, required, show, choices, pattern, hint, help, half}
 * with type text (the default), area, choice, yesno, int or date; required and show may be functions of the values; a
 * field that isn't shown is neither checked nor submitted; or, at most once, a table
 *   {rows: variable name, label, help, none, columns, key, fixed, fill, leftOut, readonly, summary, load}
 * as rows.js knows it: load reads {rows, errors, by, on} from the record, none says what an empty table means.
 */
export async function open(camForm, $scope, spec) {
  loadStyle(ROOT + 'forms/forms.css');
  const fetched = await camForm.client.resource('task').formVariables(
    {id: camForm.taskId, names: ['reference', 'item', ...(spec.variables || [])], deserializeValues: false});
  const variables = {};
  Object.keys(fetched).forEach(name => { variables[name] = fetched[name].value; });

  const state = new State(spec, camForm, $scope, variables);
  camForm.on('store', () => state.save());
  camForm.on('submit', () => state.submit());
  camForm.on('submit-failed', (form, error) => {
    // The engine puts the task's id before what is wrong.
    state.refusal = String(error).replace(/^(Error: )?(Cannot submit task form \S+: )?/, '');
    $scope.$applyAsync();
    setTimeout(() => {
      const refusal = element[0].querySelector('.hf-refusal');
      if (refusal) refusal.scrollIntoView({block: 'center'});
    }, 100);
  });
  camForm.on('submit-success', () => sessionStorage.removeItem(state.saved));

  const element = camForm.formElement;
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
  $scope.$applyAsync(() => state.load());
}
