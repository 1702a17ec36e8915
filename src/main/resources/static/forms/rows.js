// Rows of a table in a form: what is wrong with them, and how they are read from CSV. No page, no network.
//
// A table is {columns, key, fixed, fill, leftOut}:
//   columns  [{name, label, required, choices, pattern, hint, decimal, info}]; required may be a function of the row;
//            choices is {VALUE: 'Label'}; an info column is shown but neither read from CSV nor submitted
//   key      the names of the columns that together tell one row from another
//   fixed    the rows are given: CSV fills them in, none is added or removed
//   fill     CSV may fill in a row that is already there, and add others
//   leftOut  says of a row that it is not submitted, so that it may be incomplete

const text = value => (value === undefined || value === null ? '' : String(value).trim());

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
    return required ? `${column.label} is missing` : undefined;
  }
  if (column.choices && !(value in column.choices)) {
    return `${column.label} must be one of ${Object.keys(column.choices).join(', ')}`;
  }
  if (column.decimal && !/^\d+(\.\d+)?$/.test(value)) {
    return `${column.label} must be a number such as 12.5`;
  }
  if (column.pattern && !column.pattern.test(value)) {
    return `${column.label} must be written like ${column.hint}`;
  }
}

/** For each row an object of column name to message; empty when nothing is wrong. */
export function check(rows, table) {
  const seen = new Map();
  return rows.map((row, index) => {
    const problems = {};
    if (!(table.leftOut && table.leftOut(row))) {
      for (const column of written(table)) {
        const message = problem(row, column);
        if (message) problems[column.name] = message;
      }
    }
    const key = keyOf(row, table);
    if (hasKey(row, table)) {
      if (seen.has(key)) problems[table.key[table.key.length - 1]] = `${key} is already in row ${seen.get(key) + 1}`;
      else seen.set(key, index);
    }
    return problems;
  });
}

/** The rows as they are submitted: without info columns, empty cells and rows left out. */
export function submitted(rows, table) {
  return rows
    .filter(row => !(table.leftOut && table.leftOut(row)))
    .map(row => {
      const clean = {};
      for (const column of written(table)) {
        const value = text(row[column.name]);
        if (value) clean[column.name] = column.decimal ? Number(value) : value;
      }
      return clean;
    });
}

const bare = word => word.toLowerCase().replace(/[^a-z]/g, '');

/** A choice may be written as its word or its label, in any case. */
function choice(value, column) {
  if (!column.choices) return value;
  const same = Object.keys(column.choices).find(
    word => bare(word) === bare(value) || bare(column.choices[word]) === bare(value));
  return same || value;
}

/** Cells of every line that is not blank, with the number of the line in the file (a quoted cell may span lines). */
function linesOf(csv, Papa) {
  const lines = [];
  const faults = [];
  let line = 1;
  let start = 0;
  Papa.parse(csv, {
    delimitersToGuess: [',', ';', '\t'],
    step: ({data, errors, meta}) => {
      if (data.some(cell => cell.trim())) lines.push({line, cells: data});
      errors.filter(error => error.type === 'Quotes').forEach(() => faults.push(`line ${line}: a quote is not closed`));
      line += csv.slice(start, meta.cursor).split(/\r\n|\n|\r/).length - 1;
      start = meta.cursor;
    }
  });
  return {lines, faults};
}

/** Reads CSV with a first line of column names in any order. Gives {rows: [{line, row}], faults: ['line 17: …']}. */
export function readCsv(csv, table, Papa) {
  if (csv.includes('\uFFFD')) return {rows: [], faults: ['The file is not UTF-8 text: save it as CSV UTF-8.']};
  const columns = written(table);
  const {lines, faults} = linesOf(csv.replace(/^\uFEFF/, ''), Papa);
  if (!lines.length) return {rows: [], faults};

  const first = lines.shift();
  const names = first.cells.map(cell => cell.trim());
  const header = names.map(name => columns.find(column => bare(column.name) === bare(name)));
  names.forEach((name, index) => {
    if (!header[index] && name) {
      faults.push(`line ${first.line}: unknown column "${name}"; the columns are ${columns.map(c => c.name).join(', ')}`);
    } else if (header[index] && header.indexOf(header[index]) < index) {
      faults.push(`line ${first.line}: column ${header[index].name} is there twice`);
    }
  });
  columns.filter(column => column.required === true && !header.includes(column))
    .forEach(column => faults.push(`line ${first.line}: column ${column.name} is missing`));
  if (faults.length) return {rows: [], faults};

  const seen = new Map();
  const rows = lines.map(({line, cells}) => {
    const row = {};
    cells.forEach((cell, index) => {
      const column = header[index];
      if (column) row[column.name] = choice(cell.trim().replace(/\s+/g, ' '), column);
      else if (cell.trim()) faults.push(`line ${line}: "${cell.trim()}" stands in no column`);
    });
    for (const column of columns) {
      const message = problem(row, column);
      if (message) faults.push(`line ${line}: ${message}`);
    }
    const key = keyOf(row, table);
    if (hasKey(row, table) && seen.has(key)) faults.push(`line ${line}: ${key} is already on line ${seen.get(key)}`);
    else seen.set(key, line);
    return {line, row};
  });
  return {rows, faults};
}

/** Puts rows read from CSV to rows that are there. Gives {rows, faults}; faults when one stands in the other's way. */
export function put(read, rows, table) {
  const result = rows.map(row => ({...row}));
  const places = new Map(result.map((row, index) => [keyOf(row, table), index]));
  const faults = [];
  for (const {line, row} of read) {
    const place = places.get(keyOf(row, table));
    if (place === undefined && table.fixed) faults.push(`line ${line}: ${keyOf(row, table)} is not in the table`);
    else if (place === undefined) result.push(row);
    else if (table.fixed || table.fill) Object.assign(result[place], row);
    else faults.push(`line ${line}: ${keyOf(row, table)} is already in row ${place + 1}`);
  }
  return {rows: result, faults};
}
