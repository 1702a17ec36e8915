// Rows of a table in a form: what is wrong with them, and how they are read from CSV. No page, no network.
//
// A table is {columns, key, fixed, leftOut}:
//   columns  [{name, label, required, choices, suggestions, pattern, hint, longest, decimal, unique, info, given}]; required may be a
//            function of the row; choices is {VALUE: 'Label'}, and nothing else is right; suggestions likewise, but any word is;
//            an info column is shown, but neither read from CSV nor submitted; a given one is not asked, either; what stands in a unique column stands in one row
//   key      the names of the columns that together tell one row from another
//   fixed    the rows are given: CSV fills them in, none is added or removed; otherwise it changes rows of the same key and adds others
//   leftOut  says of a row that it is not submitted, so that it may be incomplete

import {t} from './language.js';

const text = value => (value === undefined || value === null ? '' : String(value).trim());

const LONGEST = 1000;

const keyOf = (row, table) => table.key.map(name => text(row[name])).join('/');

const hasKey = (row, table) => table.key.every(name => text(row[name]));

const written = table => table.columns.filter(column => !column.info);

/** A row of the record as words, as a form shows them. */
export function words(row) {
  const answer = {true: 'yes', false: 'no'};
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, answer[value] || text(value)]));
}

/** What is wrong with one cell, or undefined. */
function problem(row, column) {
  const value = text(row[column.name]);
  if (!value) {
    const required = typeof column.required === 'function' ? column.required(row) : column.required;
    return required ? t('{0} is missing', column.label) : undefined;
  }
  if (column.choices && !(value in column.choices)) {
    return t('{0} must be one of {1}', column.label, Object.keys(column.choices).join(', '));
  }
  if (column.decimal && !/^\d+(\.\d+)?$/.test(value)) {
    return t('{0} must be a number such as 12.5', column.label);
  }
  if (column.pattern && !column.pattern.test(value)) {
    return t('{0} must be written like {1}', column.label, column.hint);
  }
  const longest = column.longest || LONGEST;
  if (value.length > longest) return t('{0} is longer than {1} characters', column.label, longest);
}

/** Tells of each row, one after the other, what stands in a unique column and has stood there before, and at which place. */
function uniquely(table) {
  const seen = new Map(written(table).filter(column => column.unique).map(column => [column, new Map()]));
  return (row, at) => [...seen].flatMap(([column, places]) => {
    const value = text(row[column.name]);
    const place = places.get(value);
    if (value && place === undefined) places.set(value, at);
    return value && place !== undefined ? [{column, value, place}] : [];
  });
}

/** For each row an object of column name to message; empty when nothing is wrong. */
export function check(rows, table) {
  const seen = new Map();
  const taken = uniquely(table);
  return rows.map((row, index) => {
    const problems = {};
    if (!(table.leftOut && table.leftOut(row))) {
      for (const column of written(table)) {
        const message = problem(row, column);
        if (message) problems[column.name] = message;
      }
      taken(row, index + 1).forEach(({column, value, place}) => {
        problems[column.name] = problems[column.name] || t('{0} is already in row {1}', value, place);
      });
    }
    const key = keyOf(row, table);
    if (hasKey(row, table)) {
      if (!seen.has(key)) seen.set(key, index);
      else problems[table.key[table.key.length - 1]] = t('{0} is already in row {1}', key, seen.get(key) + 1);
    }
    return problems;
  });
}

const isSubmitted = (row, table) => !(table.leftOut && table.leftOut(row));

/** The rows as they are submitted: without info columns, empty cells and rows left out. */
export function submitted(rows, table) {
  return rows
    .filter(row => isSubmitted(row, table))
    .map(row => {
      const clean = {};
      for (const column of written(table)) {
        const value = text(row[column.name]);
        if (value) clean[column.name] = column.decimal ? Number(value) : value;
      }
      return clean;
    });
}

/** The row that is submitted as the line of a number, from 1: the server names its lines so. */
export function lineOf(rows, number, table) {
  return rows.filter(row => isSubmitted(row, table))[number - 1];
}

const bare = word => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** A word may be written as it is or as its label, in any case. */
function wordOf(value, column) {
  const known = column.choices || column.suggestions;
  if (!known || !bare(value)) return value;
  return Object.keys(known).find(word => bare(word) === bare(value) || bare(known[word]) === bare(value)) || value;
}

/** Cells of every line that is not blank, with the number of the line in the file (a quoted cell may span lines). */
function linesOf(csv, Papa) {
  const lines = [];
  const faults = [];
  let delimiter;
  let line = 1;
  let start = 0;
  Papa.parse(csv, {
    delimitersToGuess: [',', ';', '\t'],
    step: ({data, errors, meta}) => {
      delimiter = meta.delimiter;
      if (data.some(cell => cell.trim())) lines.push({line, cells: data});
      errors.filter(error => error.type === 'Quotes')
        .forEach(() => faults.push({line, what: t('a quote is not closed, or stands within a cell')}));
      line += csv.slice(start, meta.cursor).split(/\r\n|\n|\r/).length - 1;
      start = meta.cursor;
    }
  });
  return {lines, faults, delimiter};
}

/** The columns that the first line names; what is wrong with it goes to faults. */
function headerOf(first, columns, faults) {
  const fault = what => faults.push({line: first.line, what});
  const names = first.cells.map(cell => cell.trim());
  const isNamed = (column, name) => bare(name) && [column.name, column.label].some(each => bare(each) === bare(name));
  const header = names.map(name => columns.find(column => isNamed(column, name)));
  if (!header.some(Boolean)) {
    fault(t('the first line does not name the columns; they are {0}', columns.map(({name}) => name).join(', ')));
    return undefined;
  }
  names.forEach((name, index) => {
    if (!header[index] && name) {
      fault(t('unknown column "{0}"; the columns are {1}', name, columns.map(column => column.name).join(', ')));
    } else if (header[index] && header.indexOf(header[index]) < index) {
      fault(t('column {0} is there twice', header[index].name));
    }
  });
  columns.filter(column => column.required === true && !header.includes(column))
    .forEach(column => fault(t('column {0} is missing', column.name)));
  return header;
}

/**
 * Reads CSV with a first line of column names in any order. Gives {rows: [{line, row}], faults: [{line, what}]}: every faulty line
 * with its number in the file, in order.
 */
export function readCsv(csv, table, Papa) {
  if (csv.includes('\uFFFD')) {
    return {rows: [], faults: [{what: t('The file is not UTF-8 text: save it as CSV UTF-8.')}]};
  }
  const columns = written(table);
  const {lines, faults, delimiter} = linesOf(csv.replace(/^\uFEFF/, ''), Papa);
  if (!lines.length) return {rows: [], faults};
  const header = headerOf(lines.shift(), columns, faults);
  if (!header) return {rows: [], faults};
  if (!lines.length) return {rows: [], faults: [...faults, {what: t('There is no line below the column names.')}]};

  const seen = new Map();
  const taken = uniquely(table);
  const rows = lines.map(({line, cells}) => {
    const fault = what => faults.push({line, what});
    const row = {};
    cells.forEach((cell, index) => {
      const column = header[index];
      const value = cell.trim().replace(/\s+/g, ' ');
      // Where cells are separated by semicolons, numbers have a comma.
      if (column) row[column.name] = wordOf(column.decimal && delimiter === ';' ? value.replace(',', '.') : value, column);
      else if (value && index >= header.length) fault(t('"{0}" stands in no column', value));
    });
    for (const column of columns.filter(each => header.includes(each))) {
      const message = problem(row, column);
      if (message) fault(message);
    }
    const key = keyOf(row, table);
    if (hasKey(row, table) && seen.has(key)) fault(t('{0} is already on line {1}', key, seen.get(key)));
    else seen.set(key, line);
    taken(row, line).forEach(({value, place}) => fault(t('{0} is already on line {1}', value, place)));
    return {line, row};
  });
  return {rows, faults: faults.sort((a, b) => a.line - b.line)};
}

/**
 * Puts rows read from CSV to rows that are there. Gives {rows, faults, news}: faults when a row has no place in a fixed table; news says
 * of each row that was read whether it is new, and which of its columns change.
 */
export function put(read, rows, table) {
  const result = rows.map(row => ({...row}));
  const places = new Map(result.map((row, index) => [keyOf(row, table), index]));
  const faults = [];
  const news = [];
  for (const {line, row} of read) {
    const place = places.get(keyOf(row, table));
    const there = place === undefined ? {} : result[place];
    const misfit = Boolean(place === undefined && table.fixed);
    const columns = Object.keys(row).filter(name => text(row[name]) !== text(there[name]));
    news.push({misfit, added: place === undefined && !misfit, columns});
    if (place !== undefined) Object.assign(there, row);
    else if (misfit) faults.push({line, what: t('{0} is not in the table', keyOf(row, table))});
    else result.push({...row});
  }
  return {rows: result, faults, news};
}
