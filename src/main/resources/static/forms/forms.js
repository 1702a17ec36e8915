// Opens an embedded form of Tasklist: its fields, its table with CSV beside it, and what is submitted.
// A form says what it asks; everything else is here and in rows.js. See open() at the end.

import {check, put, readCsv, submitted, words} from './rows.js';

const ROOT = new URL('..', import.meta.url).pathname;
const PAPA = ROOT + 'webjars/papaparse/5.5.3/papaparse.min.js';
const PAGE = 50;
const MAX_FILE = 2000000;

export const YES_NO = {yes: 'Yes', no: 'No'};

const FIELD = `
  <label class="control-label" for="hf-{{p.name}}" id="hf-{{p.name}}-label" ng-if="p.type !== 'yesno'">
    {{p.label}}<span class="hf-star" ng-if="f.required(p)">*</span>
  </label>
  <div ng-switch="p.type">
    <textarea ng-switch-when="area" class="form-control" rows="3" id="hf-{{p.name}}" ng-model="f.values[p.name]"
      ng-change="f.changed()" ng-blur="f.touch(p)" aria-describedby="hf-{{p.name}}-help hf-{{p.name}}-error"
      aria-invalid="{{f.shown(p)}}" aria-required="{{f.required(p)}}"></textarea>
    <select ng-switch-when="choice" class="form-control" id="hf-{{p.name}}" ng-model="f.values[p.name]"
      ng-options="word as label for (word, label) in p.choices" ng-change="f.changed()" ng-blur="f.touch(p)"
      aria-describedby="hf-{{p.name}}-help hf-{{p.name}}-error" aria-invalid="{{f.shown(p)}}"
      aria-required="{{f.required(p)}}"><option value=""></option></select>
    <fieldset ng-switch-when="yesno" aria-describedby="hf-{{p.name}}-help hf-{{p.name}}-error">
      <legend>{{p.label}}<span class="hf-star" ng-if="f.required(p)">*</span></legend>
      <div class="radio" ng-repeat="(word, label) in p.choices">
        <label><input type="radio" name="hf-{{p.name}}" ng-value="word" ng-model="f.values[p.name]"
          ng-change="f.changed()" ng-blur="f.touch(p)"> {{label}}</label>
      </div>
    </fieldset>
    <input ng-switch-when="date" type="date" class="form-control" id="hf-{{p.name}}" ng-model="f.values[p.name]"
      ng-change="f.changed()" ng-blur="f.touch(p)" aria-describedby="hf-{{p.name}}-help hf-{{p.name}}-error"
      aria-invalid="{{f.shown(p)}}" aria-required="{{f.required(p)}}">
    <input ng-switch-default type="text" class="form-control" id="hf-{{p.name}}" ng-model="f.values[p.name]"
      inputmode="{{p.type === 'int' ? 'numeric' : 'text'}}" autocomplete="off"
      ng-change="f.changed()" ng-blur="f.touch(p)" aria-describedby="hf-{{p.name}}-help hf-{{p.name}}-error"
      aria-invalid="{{f.shown(p)}}" aria-required="{{f.required(p)}}">
  </div>
  <p class="help-block" id="hf-{{p.name}}-help" ng-if="p.help">{{p.help}}</p>
  <p class="hf-error" id="hf-{{p.name}}-error" role="alert"><span ng-if="f.shown(p)">{{f.problems[p.name]}}</span></p>`;

const TABLE = `
  <h4 id="hf-rows-label">{{p.label}} <small>{{f.count()}}</small></h4>
  <p class="help-block" ng-if="p.help">{{p.help}}</p>
  <div class="alert alert-danger" role="alert" ng-if="f.refused.length">
    <strong>It could not be recorded as it was. Nothing was written.</strong>
    <ul><li ng-repeat="fault in f.refused track by $index">{{fault}}</li></ul>
  </div>
  <div class="hf-scroll" ng-if="f.rows.length">
    <table class="table table-condensed" aria-labelledby="hf-rows-label">
      <thead><tr>
        <th scope="col" class="hf-line"><span class="sr-only">Row</span></th>
        <th scope="col" ng-repeat="c in p.columns">{{c.label}}<span class="hf-star" ng-if="c.required && !p.readonly && !c.given">*</span></th>
        <th scope="col" class="hf-tool" ng-if="f.editable(p)"><span class="sr-only">Remove</span></th>
      </tr></thead>
      <tbody>
        <tr ng-repeat="row in f.visible() track by $index" ng-init="line = $index">
          <th scope="row" class="hf-line">{{f.from() + line + 1}}</th>
          <td ng-repeat="c in p.columns" ng-class="{'has-error': f.wrong(f.from() + line, c)}">
            <span ng-if="p.readonly || c.info || c.given" class="hf-cell">{{c.choices && c.choices[row[c.name]] || row[c.name]}}</span>
            <select ng-if="!(p.readonly || c.info || c.given) && c.choices" class="form-control input-sm" ng-model="row[c.name]"
              ng-options="word as label for (word, label) in c.choices" ng-change="f.changed()" ng-blur="f.touchCell(f.from() + line, c)"
              aria-label="{{c.label}}, row {{f.from() + line + 1}}"><option value=""></option></select>
            <input ng-if="!(p.readonly || c.info || c.given || c.choices)" type="text" class="form-control input-sm"
              ng-model="row[c.name]" ng-change="f.changed()" ng-blur="f.touchCell(f.from() + line, c)" placeholder="{{c.hint}}" autocomplete="off"
              list="{{c.suggestions && 'hf-list-' + c.name}}" aria-label="{{c.label}}, row {{f.from() + line + 1}}">
            <span class="hf-error" ng-if="f.wrong(f.from() + line, c)">{{f.wrong(f.from() + line, c)}}</span>
          </td>
          <td class="hf-tool" ng-if="f.editable(p)">
            <button type="button" class="btn btn-link btn-sm" ng-click="f.remove(f.from() + line)"
              aria-label="Remove row {{f.from() + line + 1}}"><span class="glyphicon glyphicon-remove" aria-hidden="true"></span></button>
          </td>
        </tr>
      </tbody>
    </table>
  </div>
  <datalist ng-repeat="c in p.columns" ng-if="c.suggestions" id="hf-list-{{c.name}}">
    <option ng-repeat="word in c.suggestions" value="{{word}}"></option>
  </datalist>
  <nav class="hf-pages" aria-label="Pages of the table" ng-if="f.pages() > 1">
    <button type="button" class="btn btn-default btn-sm" ng-click="f.turn(-1)" ng-disabled="f.page === 0">Back</button>
    Rows {{f.from() + 1}} to {{f.from() + f.visible().length}} of {{f.rows.length}}
    <button type="button" class="btn btn-default btn-sm" ng-click="f.turn(1)" ng-disabled="f.page + 1 >= f.pages()">On</button>
  </nav>
  <p ng-if="p.readonly && !f.rows.length && !f.failure" class="hf-none">{{p.none}}</p>
  <div ng-if="!p.readonly">
    <p ng-if="f.editable(p)"><button type="button" class="btn btn-default btn-sm" ng-click="f.add()">Add a row</button></p>
    <div class="checkbox" ng-if="!f.rows.length && p.none">
      <label><input type="checkbox" ng-model="f.none" ng-change="f.changed()"> {{p.none}}</label>
    </div>
    <details class="hf-csv">
      <summary>Paste or upload CSV</summary>
      <p class="help-block">First line: the column names, in any order: <code>{{f.columnNames()}}</code></p>
      <label for="hf-csv-text">CSV text</label>
      <textarea id="hf-csv-text" class="form-control" rows="5" spellcheck="false" ng-model="f.csv.text"
        ng-model-options="{debounce: 250}" ng-change="f.preview()"></textarea>
      <label for="hf-csv-file">or a CSV file</label>
      <input type="file" id="hf-csv-file" accept=".csv,.txt,text/csv,text/plain">
      <div role="status">
        <div class="alert alert-danger" ng-if="f.csv.faults.length">
          <strong>{{f.csv.faults.length === 1 ? 'One fault' : f.csv.faults.length + ' faults'}}. Correct the text above; nothing was taken over.</strong>
          <ul><li ng-repeat="fault in f.csv.faults track by $index">{{fault}}</li></ul>
        </div>
        <p ng-if="f.csv.taken">{{f.csv.taken}}</p>
        <div ng-if="f.csv.rows.length && !f.csv.faults.length">
          <p><strong>{{f.plural(f.csv.rows.length)}} read, no fault.</strong></p>
          <div class="hf-scroll"><table class="table table-condensed">
            <thead><tr><th scope="col" ng-repeat="c in p.columns" ng-if="!c.info">{{c.label}}</th></tr></thead>
            <tbody><tr ng-repeat="read in f.csv.rows | limitTo: 5"><td ng-repeat="c in p.columns" ng-if="!c.info">{{c.choices && c.choices[read.row[c.name]] || read.row[c.name]}}</td></tr></tbody>
          </table></div>
          <p ng-if="f.csv.rows.length > 5">and {{f.csv.rows.length - 5}} more.</p>
          <div class="alert alert-warning" ng-if="f.csv.clashes.length">
            <strong>{{p.fixed ? 'These rows do not fit the table.' : 'These rows cannot be added to those that are there.'}}</strong>
            <ul><li ng-repeat="clash in f.csv.clashes track by $index">{{clash}}</li></ul>
          </div>
          <button type="button" class="btn btn-default" ng-if="!p.fixed" ng-click="f.take(true)">
            {{f.rows.length ? 'Replace the ' + f.plural(f.rows.length) : 'Take over'}}</button>
          <button type="button" class="btn btn-default" ng-if="p.fixed || f.rows.length" ng-disabled="f.csv.clashes.length"
            ng-click="f.take(false)">{{p.fixed ? 'Fill in the table' : 'Add to the ' + f.plural(f.rows.length)}}</button>
        </div>
        <button type="button" class="btn btn-link" ng-if="f.csv.text" ng-click="f.clear()">Clear the CSV text</button>
      </div>
    </details>
  </div>`;

const FORM = `
  <div class="hf">
    <p class="hf-what"><strong>{{f.what}}</strong></p>
    <p class="hf-rule">{{f.text}}</p>
    <div class="alert alert-danger" role="alert" ng-if="f.failure">{{f.failure}}
      <button type="button" class="btn btn-default btn-sm" ng-click="f.load()">Try again</button></div>
    <p class="hf-by" ng-if="f.by">{{f.by}}</p>
    <div class="alert alert-warning" role="alert" ng-if="f.own">{{f.own}}</div>
    <div class="hf-parts">
      <div ng-repeat="p in f.parts" class="form-group" ng-if="f.visiblePart(p)"
        ng-class="{'hf-half': p.half, 'has-error': p.name && f.shown(p)}">
        <div ng-if="p.name">${FIELD}</div>
        <div ng-if="p.rows" class="hf-rows">${TABLE}</div>
      </div>
    </div>
    <p class="hf-todo" role="status"><span ng-if="f.todo.length">Before you can complete: {{f.todo.join('; ')}}.</span></p>
  </div>`;

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
    containers: () => read(`${handover}/containers`),
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
    return part.name ? this.shows(part) : !this.loading;
  }

  required(part) {
    return Boolean(typeof part.required === 'function' ? part.required(this.values) : part.required);
  }

  value(part, values = this.values) {
    const value = values[part.name] || '';
    return value instanceof Date ? isoDate(value) : value.trim();
  }

  touch(part) {
    this.touched[part.name] = true;
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

  touchCell(index, column) {
    this.touchedCells.add(`${index} ${column.name}`);
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
    if (this.table && !this.table.readonly) {
      this.rowProblems = check(this.rows, this.table);
      const wrong = this.rowProblems.map((problems, index) => Object.keys(problems).length && index + 1).filter(Boolean);
      if (wrong.length) this.todo.push(`${this.plural(wrong.length)} of ${this.table.label.toLowerCase()}, from row ${wrong[0]}`);
      else if (!this.rows.length && !this.none) this.todo.push(`rows of ${this.table.label.toLowerCase()}`);
    }
    if (this.csv.text) this.todo.push('take over the CSV text, or clear it');
    if (this.failure || this.loading) this.todo.push('the record');
    this.form.$setValidity('complete', !this.todo.length);
  }

  async load() {
    this.failure = null;
    this.loading = Boolean(this.table && this.table.load);
    this.changed();
    if (!this.loading) return;
    try {
      const {rows, errors = [], by, at} = await this.table.load(this.record);
      this.rows = this.savedRows || rows.map(words);
      this.refused = errors;
      this.by = by && `Last submitted by ${by}` + (at ? ` on ${new Date(at).toLocaleString()}.` : '.');
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
 * as rows.js knows it: load reads {rows, errors, by, at} from the record, none says what an empty table means.
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
