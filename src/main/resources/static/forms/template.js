const DESCRIBED = `aria-describedby="hf-{{p.name}}-help hf-{{p.name}}-error" aria-invalid="{{!!f.message(p)}}"
  aria-required="{{f.required(p)}}" ng-change="f.changed()" ng-blur="f.touch(p)"`;

const STAR = '<span class="hf-star" ng-if="f.required(p)">*</span>';

const FIELD = `
  <label class="control-label" for="hf-{{p.name}}" ng-if="p.type !== 'yesno' && p.type !== 'checklist' && p.type !== 'instant'">
    {{p.label}}${STAR}
  </label>
  <div ng-switch="p.type">
    <textarea ng-switch-when="area" class="form-control" rows="3" maxlength="{{f.longest(p)}}" id="hf-{{p.name}}"
      ng-model="f.values[p.name]" ${DESCRIBED}></textarea>
    <select ng-switch-when="choice" class="form-control" id="hf-{{p.name}}" ng-model="f.values[p.name]"
      ng-options="word as label for (word, label) in p.choices" ${DESCRIBED}><option value=""></option></select>
    <fieldset ng-switch-when="yesno" aria-describedby="hf-{{p.name}}-help hf-{{p.name}}-error">
      <legend>{{p.label}}${STAR}</legend>
      <div class="radio" ng-repeat="(word, label) in p.choices">
        <label><input type="radio" name="hf-{{p.name}}" ng-value="word" ng-model="f.values[p.name]"
          ng-change="f.changed()" ng-blur="f.touch(p)"> {{label}}</label>
      </div>
    </fieldset>
    <fieldset ng-switch-when="checklist" aria-describedby="hf-{{p.name}}-help hf-{{p.name}}-error">
      <legend>{{p.label}}${STAR}</legend>
      <div class="checkbox" ng-repeat="(word, label) in p.choices">
        <label><input type="checkbox" name="hf-{{p.name}}" ng-model="f.values[p.name][word]"
          ng-change="f.changed()" ng-blur="f.touch(p)"> {{label}}</label>
      </div>
    </fieldset>
    <input ng-switch-when="date" type="date" class="form-control" id="hf-{{p.name}}" ng-model="f.values[p.name]" ${DESCRIBED}>
    <div ng-switch-when="instant" class="hf-instant">
      <div>
        <label class="control-label" for="hf-{{p.name}}">{{p.label}}${STAR}</label>
        <input type="date" class="form-control" id="hf-{{p.name}}" ng-model="f.values[p.name]" ${DESCRIBED}>
      </div>
      <div>
        <label class="control-label" for="hf-{{p.name}}-time">{{p.timeLabel}}${STAR}</label>
        <input type="time" class="form-control" id="hf-{{p.name}}-time" ng-model="f.values[p.name + ' time']" ${DESCRIBED}>
      </div>
      <p class="hf-zone">{{f.clock(p) || f.t('The clock of the place: choose that first.')}}</p>
    </div>
    <input ng-switch-default type="text" maxlength="{{f.longest(p)}}" class="form-control" id="hf-{{p.name}}"
      ng-class="{'hf-number': p.type === 'int' || p.type === 'decimal'}" ng-model="f.values[p.name]"
      inputmode="{{p.type === 'int' ? 'numeric' : p.type === 'decimal' ? 'decimal' : 'text'}}" autocomplete="off" ${DESCRIBED}>
  </div>
  <p class="help-block" id="hf-{{p.name}}-help" ng-if="p.help">{{p.help}}</p>
  <p class="hf-error" id="hf-{{p.name}}-error" role="alert"><span ng-if="f.message(p)">{{f.message(p)}}</span></p>`;

const CSV = `
  <details class="hf-csv">
    <summary>{{f.t('Paste or upload CSV')}}</summary>
    <p class="help-block">{{f.t('First line: the column names, in any order:')}} <code>{{f.columnNames()}}</code></p>
    <label for="hf-csv-text">{{f.t('CSV text')}}</label>
    <textarea id="hf-csv-text" class="form-control" rows="5" spellcheck="false" ng-model="f.csv.text"
      ng-model-options="{debounce: 250}" ng-change="f.preview()"></textarea>
    <label for="hf-csv-file">{{f.t('or a CSV file')}}</label>
    <input type="file" id="hf-csv-file" accept=".csv,.txt,text/csv,text/plain">
    <div role="status">
      <div class="alert alert-danger" ng-if="f.csv.faults.length">
        <strong>{{f.csv.faults.length === 1 ? f.t('One fault') : f.t('{0} faults', f.csv.faults.length)}}.
          {{f.t('Nothing is taken over until that is corrected.')}}</strong>
        <div class="hf-faults" tabindex="0">{{f.listed(f.csv.faults)}}</div>
      </div>
      <div class="alert alert-danger" ng-if="f.csv.clashes.length">
        <strong>{{f.t('Lines that do not fit the table')}}</strong>
        <div class="hf-faults" tabindex="0">{{f.listed(f.csv.clashes)}}</div>
      </div>
      <p ng-if="f.csv.taken">{{f.csv.taken}}</p>
      <div ng-if="f.csv.rows.length">
        <p><strong ng-if="!f.csv.faults.length">{{f.t('{0} read, no fault.', f.plural(f.csv.rows.length))}}</strong>
          <strong ng-if="f.csv.faults.length">{{f.t('{0} read.', f.plural(f.csv.rows.length))}}</strong>
          {{f.tally()}}</p>
        <div class="hf-scroll"><table class="table table-condensed hf-preview">
          <thead><tr>
            <th scope="col" class="hf-line">{{f.t('Line')}}</th>
            <th scope="col"><span class="sr-only">{{f.t('What it does')}}</span></th>
            <th scope="col" ng-repeat="c in p.columns" ng-if="!c.info">{{c.label}}</th>
          </tr></thead>
          <tbody>
            <tr ng-repeat="read in f.csvVisible() track by $index" ng-init="at = $index"
              ng-class="{danger: f.csv.faulty.has(read.line)}">
              <th scope="row" class="hf-line">{{read.line}}</th>
              <td class="hf-does">
                <span ng-if="f.csv.faulty.has(read.line)">{{f.t('faulty')}}</span>
                <span ng-if="!f.csv.faulty.has(read.line)">{{f.news(at).added ? f.t('new')
                  : f.news(at).columns.length ? f.t('changed') : f.t('unchanged')}}</span>
              </td>
              <td ng-repeat="c in p.columns" ng-if="!c.info">
                <strong ng-if="!f.news(at).added && f.news(at).columns.includes(c.name)">{{f.label(read.row, c) || f.t('emptied')}}</strong>
                <span ng-if="f.news(at).added || !f.news(at).columns.includes(c.name)">{{f.label(read.row, c)}}</span>
              </td>
            </tr>
          </tbody>
        </table></div>
        <nav class="hf-pages" aria-label="{{f.t('Pages of the preview')}}" ng-if="f.csvPages() > 1">
          <button type="button" class="btn btn-default btn-sm" ng-click="f.csv.page = f.csv.page - 1"
            ng-disabled="f.csv.page === 0">{{f.t('Previous')}}</button>
          {{f.t('Page {0} of {1}', f.csv.page + 1, f.csvPages())}}
          <button type="button" class="btn btn-default btn-sm" ng-click="f.csv.page = f.csv.page + 1"
            ng-disabled="f.csv.page + 1 >= f.csvPages()">{{f.t('Next')}}</button>
        </nav>
        <div ng-if="!f.csv.faults.length">
          <button type="button" class="btn btn-default" ng-if="!p.fixed" ng-click="f.take(true)">
            {{f.rows.length ? f.t('Replace the {0}', f.plural(f.rows.length)) : f.t('Take over')}}</button>
          <button type="button" class="btn btn-default" ng-if="p.fixed || f.rows.length" ng-disabled="f.csv.clashes.length"
            ng-click="f.take(false)">{{p.fixed ? f.t('Fill in the table') : f.t('Add and change')}}</button>
        </div>
      </div>
      <button type="button" class="btn btn-link" ng-if="f.csv.text" ng-click="f.clear()">{{f.t('Clear the CSV text')}}</button>
    </div>
  </details>`;

const TABLE = `
  <h4 id="hf-rows-label">{{p.label}} <small>{{f.count()}}</small></h4>
  <p class="help-block" ng-if="p.help">{{p.help}}</p>
  <div class="alert alert-danger" role="alert" ng-if="f.refused.length">
    <strong ng-if="!f.sentBack">{{f.t('It could not be recorded as it was. Nothing was written.')}}</strong>
    <ul><li ng-repeat="fault in f.refused track by $index">
      <button type="button" class="hf-to" ng-if="fault.row" ng-click="f.goTo(fault)">{{fault.where}}</button><span
        ng-if="fault.row">: </span>{{fault.what}}</li></ul>
  </div>
  <div class="hf-scroll" ng-if="f.rows.length">
    <table class="table table-condensed" aria-labelledby="hf-rows-label">
      <thead><tr>
        <th scope="col" class="hf-line"><span class="sr-only">{{f.t('Row')}}</span></th>
        <th scope="col" ng-repeat="c in p.columns" ng-class="{'hf-words': c.suggestions && !f.still(p, c)}">
          {{c.label}}<span class="hf-star" ng-if="c.required && !f.still(p, c)">*</span>
        </th>
        <th scope="col" class="hf-tool" ng-if="f.editable(p)"><span class="sr-only">{{f.t('Remove')}}</span></th>
      </tr></thead>
      <tbody>
        <tr ng-repeat="row in f.visible() track by $index" ng-init="line = $index">
          <th scope="row" class="hf-line">{{f.from() + line + 1}}
            <span class="hf-error" ng-if="f.wrongRow(f.from() + line)">{{f.wrongRow(f.from() + line)}}</span></th>
          <td ng-repeat="c in p.columns" ng-class="{'has-error': f.wrong(f.from() + line, c)}">
            <span ng-if="f.still(p, c)" class="hf-cell">{{f.label(row, c)}}</span>
            <select ng-if="!f.still(p, c) && c.choices" class="form-control input-sm" ng-model="row[c.name]"
              ng-options="word as label for (word, label) in c.choices" ng-change="f.changed()" data-column="{{c.name}}"
              ng-blur="f.touchCell(f.from() + line, c)" aria-label="{{f.t('{0}, row {1}', c.label, f.from() + line + 1)}}"
              aria-invalid="{{!!f.wrong(f.from() + line, c)}}">
              <option value=""></option>
            </select>
            <input ng-if="!f.still(p, c) && !c.choices" type="text" maxlength="{{c.longest || 1000}}" data-column="{{c.name}}"
              class="form-control input-sm" ng-model="row[c.name]" ng-change="f.changed()"
              ng-blur="f.touchCell(f.from() + line, c)" placeholder="{{c.hint}}" autocomplete="off"
              list="{{c.suggestions && 'hf-list-' + c.name}}" aria-label="{{f.t('{0}, row {1}', c.label, f.from() + line + 1)}}"
              aria-invalid="{{!!f.wrong(f.from() + line, c)}}">
            <span class="hf-error" ng-if="f.wrong(f.from() + line, c)">{{f.wrong(f.from() + line, c)}}</span>
          </td>
          <td class="hf-tool" ng-if="f.editable(p)">
            <button type="button" class="btn btn-link btn-sm" ng-click="f.remove(f.from() + line)"
              aria-label="{{f.t('Remove row {0}', f.from() + line + 1)}}">
              <span class="glyphicon glyphicon-remove" aria-hidden="true"></span>
            </button>
          </td>
        </tr>
      </tbody>
    </table>
  </div>
  <datalist ng-repeat="c in p.columns" ng-if="c.suggestions" id="hf-list-{{c.name}}">
    <option ng-repeat="(word, label) in c.suggestions" value="{{word}}">{{label}}</option>
  </datalist>
  <nav class="hf-pages" aria-label="{{f.t('Pages of the table')}}" ng-if="f.pages() > 1">
    <button type="button" class="btn btn-default btn-sm" ng-click="f.turn(-1)" ng-disabled="f.page === 0">
      {{f.t('Previous')}}</button>
    {{f.t('Rows {0} to {1} of {2}', f.from() + 1, f.from() + f.visible().length, f.rows.length)}}
    <button type="button" class="btn btn-default btn-sm" ng-click="f.turn(1)" ng-disabled="f.page + 1 >= f.pages()">
      {{f.t('Next')}}</button>
  </nav>
  <p ng-if="p.readonly && !f.rows.length">{{p.none}}</p>
  <div ng-if="!p.readonly">
    <p ng-if="f.editable(p)">
      <button type="button" class="btn btn-default btn-sm" ng-click="f.add()">{{f.t('Add a row')}}</button></p>
    <div class="checkbox" ng-if="!f.rows.length && p.none">
      <label><input type="checkbox" ng-model="f.none" ng-change="f.changed()"> {{p.none}}</label>
    </div>
    ${CSV}
  </div>`;

const SECTION = `
  <details class="hf-section" ng-open="!s.folded">
    <summary>{{s.title}} <small ng-if="s.rows.length > 1">{{s.rows.length}}</small></summary>
    <p class="hf-reading" ng-if="s.reading">{{f.t('Reading the record…')}}</p>
    <div class="alert alert-warning" role="alert" ng-if="s.failure">{{s.failure}}
      <button type="button" class="btn btn-default btn-sm" ng-click="f.show(s)">{{f.t('Try again')}}</button></div>
    <div ng-if="!s.reading && !s.failure">
      <p class="hf-none" ng-if="s.empty">{{s.none}}</p>
      <dl ng-if="s.item"><div ng-repeat="p in s.parts"><dt>{{p.label}}</dt><dd>{{s.word(s.item, p)}}</dd></div></dl>
      <div class="hf-scroll" ng-if="s.rows.length" tabindex="0" role="region" aria-label="{{s.title}}">
        <table class="table table-condensed">
          <thead><tr><th scope="col" ng-repeat="p in s.parts">{{p.label}}</th></tr></thead>
          <tbody><tr ng-repeat="row in s.visible() track by $index">
            <td ng-repeat="p in s.parts" ng-class="{'hf-short': s.word(row, p).length < 13}">{{s.word(row, p)}}</td>
          </tr></tbody>
        </table>
      </div>
      <button type="button" class="btn btn-default btn-sm" ng-if="s.visible().length < s.rows.length" ng-click="s.all = true">
        {{f.t('Show all {0}', s.rows.length)}}</button>
      <p class="help-block" ng-if="s.help && !s.empty">{{s.help}}</p>
    </div>
  </details>`;

/** The page of a form; f is its State in forms.js, s a section of the record, p one of its parts, c a column of its table. */
export const FORM = `
  <div class="hf" lang="{{f.language}}">
    <p class="hf-what"><strong>{{f.what}}</strong></p>
    <p class="hf-rule">{{f.text}}</p>
    <div class="alert alert-danger hf-refusal" role="alert" ng-if="f.refusal">
      <strong>{{f.t('It was not accepted. Nothing was written.')}}</strong>
      <ul><li ng-repeat="r in f.refusals track by $index">
        <button type="button" class="hf-to" ng-if="r.where" ng-click="f.goTo(r)">{{r.where}}</button><span
          ng-if="r.where">: </span>{{r.what}}</li></ul>
    </div>
    <div class="hf-sections" ng-if="f.sections.length"><div ng-repeat="s in f.sections">${SECTION}</div></div>
    <div class="alert alert-danger" role="alert" ng-if="f.failure">{{f.failure}}
      <button type="button" class="btn btn-default btn-sm" ng-click="f.load()">{{f.t('Try again')}}</button></div>
    <p class="hf-by" ng-if="f.by">{{f.by}}</p>
    <dl class="hf-beside" ng-if="f.beside.length">
      <div ng-repeat="b in f.beside"><dt>{{b.label}}</dt><dd>{{b.value}}</dd></div>
    </dl>
    <div class="alert alert-warning" role="alert" ng-if="f.own">{{f.own}}</div>
    <p class="hf-reading" ng-if="f.loading">{{f.t('Reading the record…')}}</p>
    <div class="hf-parts">
      <div ng-repeat="p in f.parts" class="form-group" ng-if="f.visiblePart(p)"
        ng-class="{'hf-half': p.half, 'has-error': p.name && f.message(p)}">
        <div ng-if="p.name">${FIELD}</div>
        <div ng-if="p.rows" class="hf-rows">${TABLE}</div>
      </div>
    </div>
    <p class="hf-todo" role="status"><span ng-if="f.todo.length">{{f.t('Before you can complete: {0}.', f.todo.join('; '))}}</span></p>
  </div>`;
