const FIELD = `
  <label class="control-label" for="hf-{{p.name}}" id="hf-{{p.name}}-label" ng-if="p.type !== 'yesno'">
    {{p.label}}<span class="hf-star" ng-if="f.required(p)">*</span>
  </label>
  <div ng-switch="p.type">
    <textarea ng-switch-when="area" class="form-control" rows="3" maxlength="4000" id="hf-{{p.name}}"
      ng-model="f.values[p.name]" ng-change="f.changed()" ng-blur="f.touch(p)"
      aria-describedby="hf-{{p.name}}-help hf-{{p.name}}-error" aria-invalid="{{f.shown(p)}}"
      aria-required="{{f.required(p)}}"></textarea>
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
    <input ng-switch-default type="text" maxlength="255" class="form-control" id="hf-{{p.name}}" ng-model="f.values[p.name]"
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
        <th scope="col" ng-repeat="c in p.columns" ng-class="{'hf-words': c.suggestions && !f.still(p, c)}">
          {{c.label}}<span class="hf-star" ng-if="c.required && !f.still(p, c)">*</span>
        </th>
        <th scope="col" class="hf-tool" ng-if="f.editable(p)"><span class="sr-only">Remove</span></th>
      </tr></thead>
      <tbody>
        <tr ng-repeat="row in f.visible() track by $index" ng-init="line = $index">
          <th scope="row" class="hf-line">{{f.from() + line + 1}}</th>
          <td ng-repeat="c in p.columns" ng-class="{'has-error': f.wrong(f.from() + line, c)}">
            <span ng-if="f.still(p, c)" class="hf-cell">{{f.label(row, c)}}</span>
            <select ng-if="!f.still(p, c) && c.choices" class="form-control input-sm" ng-model="row[c.name]"
              ng-options="word as label for (word, label) in c.choices" ng-change="f.changed()"
              ng-blur="f.touchCell(f.from() + line, c)" aria-label="{{c.label}}, row {{f.from() + line + 1}}"
              aria-invalid="{{!!f.wrong(f.from() + line, c)}}">
              <option value=""></option>
            </select>
            <input ng-if="!f.still(p, c) && !c.choices" type="text" maxlength="255" class="form-control input-sm"
              ng-model="row[c.name]" ng-change="f.changed()" ng-blur="f.touchCell(f.from() + line, c)"
              placeholder="{{c.hint}}" autocomplete="off" list="{{c.suggestions && 'hf-list-' + c.name}}"
              aria-label="{{c.label}}, row {{f.from() + line + 1}}" aria-invalid="{{!!f.wrong(f.from() + line, c)}}">
            <span class="hf-error" ng-if="f.wrong(f.from() + line, c)">{{f.wrong(f.from() + line, c)}}</span>
          </td>
          <td class="hf-tool" ng-if="f.editable(p)">
            <button type="button" class="btn btn-link btn-sm" ng-click="f.remove(f.from() + line)"
              aria-label="Remove row {{f.from() + line + 1}}">
              <span class="glyphicon glyphicon-remove" aria-hidden="true"></span>
            </button>
          </td>
        </tr>
      </tbody>
    </table>
  </div>
  <datalist ng-repeat="c in p.columns" ng-if="c.suggestions" id="hf-list-{{c.name}}">
    <option ng-repeat="word in c.suggestions" value="{{word}}"></option>
  </datalist>
  <nav class="hf-pages" aria-label="Pages of the table" ng-if="f.pages() > 1">
    <button type="button" class="btn btn-default btn-sm" ng-click="f.turn(-1)" ng-disabled="f.page === 0">Previous</button>
    Rows {{f.from() + 1}} to {{f.from() + f.visible().length}} of {{f.rows.length}}
    <button type="button" class="btn btn-default btn-sm" ng-click="f.turn(1)" ng-disabled="f.page + 1 >= f.pages()">
      Next</button>
  </nav>
  <p ng-if="p.readonly && !f.rows.length">{{p.none}}</p>
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
          <strong>
            {{f.csv.faults.length === 1 ? 'One fault' : f.csv.faults.length + ' faults'}}.
            Correct the text above; nothing was taken over.
          </strong>
          <ul><li ng-repeat="fault in f.csv.faults track by $index">{{fault}}</li></ul>
        </div>
        <p ng-if="f.csv.taken">{{f.csv.taken}}</p>
        <div ng-if="f.csv.rows.length && !f.csv.faults.length">
          <p><strong>{{f.plural(f.csv.rows.length)}} read, no fault.</strong></p>
          <div class="hf-scroll"><table class="table table-condensed">
            <thead><tr><th scope="col" ng-repeat="c in p.columns" ng-if="!c.info">{{c.label}}</th></tr></thead>
            <tbody>
              <tr ng-repeat="read in f.csv.rows | limitTo: 5">
                <td ng-repeat="c in p.columns" ng-if="!c.info">{{f.label(read.row, c)}}</td>
              </tr>
            </tbody>
          </table></div>
          <p ng-if="f.csv.rows.length > 5">and {{f.csv.rows.length - 5}} more.</p>
          <div class="alert alert-warning" ng-if="f.csv.clashes.length">
            <strong>{{p.fixed ? 'Rows that do not fit the table' : 'Rows that cannot be added'}}</strong>
            <ul><li ng-repeat="clash in f.csv.clashes track by $index">{{clash}}</li></ul>
          </div>
          <button type="button" class="btn btn-default" ng-if="!p.fixed" ng-click="f.take(true)">
            {{f.rows.length ? 'Replace the ' + f.plural(f.rows.length) : 'Take over'}}</button>
          <button type="button" class="btn btn-default" ng-if="p.fixed || f.rows.length" ng-disabled="f.csv.clashes.length"
            ng-click="f.take(false)">
            {{p.fixed || p.fill ? 'Fill in the table' : 'Add to the ' + f.plural(f.rows.length)}}</button>
        </div>
        <button type="button" class="btn btn-link" ng-if="f.csv.text" ng-click="f.clear()">Clear the CSV text</button>
      </div>
    </details>
  </div>`;

/** The page of a form; f is its State in forms.js, p one of its parts, c a column of its table. */
export const FORM = `
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
    <div class="alert alert-danger hf-refusal" role="alert" ng-if="f.refusal">It was not accepted: {{f.refusal}}</div>
    <p class="hf-todo" role="status"><span ng-if="f.todo.length">Before you can complete: {{f.todo.join('; ')}}.</span></p>
  </div>`;
