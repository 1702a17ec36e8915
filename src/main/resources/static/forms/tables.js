// The tables that more than one form shows. rows.js says what a table is.

import {EXCEPTION, KINDS, METHODS, SIDES, STRENGTHS, YES_NO} from './choices.js';
import {t} from './language.js';
import {counted} from './shows.js';

export const MANIFEST = [
  {name: 'number', label: 'Container', required: true, pattern: /^C-\d{2,}$/, hint: 'C-07'},
  {name: 'seal', label: 'Seal', required: true, longest: 60, unique: true},
  {name: 'theirLabel', label: 'Their label', longest: 400},
  {name: 'condition', label: 'Condition'},
  {name: 'recoverySite', label: 'Recovery site', longest: 400},
  {name: 'effects', label: 'Effects'}
];

export const INVENTORY = [
  {name: 'designator', label: 'Designator', required: true, hint: '12', longest: 40},
  {name: 'kind', label: 'Kind', required: true, choices: KINDS},
  {name: 'element', label: 'Element', required: row => ['BONE', 'TOOTH'].includes(row.kind), longest: 200},
  {name: 'side', label: 'Side', choices: SIDES},
  {name: 'completeness', label: 'Completeness', longest: 200},
  {name: 'zones', label: 'Zones', hint: '1 2 5', longest: 400},
  {name: 'mass', label: 'Mass (g)', decimal: true},
  {name: 'human', label: 'Human', required: row => row.kind !== 'MATERIAL_EVIDENCE', choices: YES_NO}
];

const CONTAINER = {name: 'container', label: 'Container', required: true, given: true, pattern: /^C-\d{2,}$/, hint: 'C-07'};
const DESIGNATOR = {name: 'designator', label: 'Designator', required: true, given: true, longest: 40};
const INDIVIDUAL = {name: 'individual', label: 'Individual', pattern: /^I-\d{3,}$/, hint: 'I-012'};
const METHOD = {name: 'method', label: 'Method', required: true, suggestions: METHODS};
const STRENGTH = {name: 'strength', label: 'Strength', required: true, suggestions: STRENGTHS};

/** What is not human, or no remains at all, belongs to no individual. */
const ofSomebody = specimen => specimen.kind !== 'MATERIAL_EVIDENCE' && specimen.human !== 'NO';

function summary(rows) {
  const grouped = rows.filter(row => row.individual);
  const individuals = new Set(grouped.map(row => row.individual)).size;
  return t('{0} of {1} in {2}', grouped.length, counted(rows.length, 'SPECIMENS'), counted(individuals, 'INDIVIDUALS'));
}

/** The table in which specimens are grouped: what was grouped before a return, then every specimen without an individual. */
export const toGroup = kind => ({
  rows: 'grouping',
  label: 'Grouping',
  none: 'No specimen belongs to an individual.',
  help: 'A row without an individual is left out: the specimen stays unassigned. CSV fills in the rows that are there.',
  columns: [
    CONTAINER,
    DESIGNATOR,
    {name: 'element', label: 'Element', info: true},
    {name: 'side', label: 'Side', info: true, choices: SIDES},
    INDIVIDUAL,
    METHOD,
    STRENGTH
  ],
  key: ['container', 'designator'],
  fixed: true,
  leftOut: row => !row.individual,
  summary,
  load: async record => {
    const draft = (await record.draft(kind)) || {rows: []};
    const same = row => other => row.container === other.container && row.designator === other.designator;
    const specimens = ((await record.specimens()) || [])
      .filter(specimen => ofSomebody(specimen) && !specimen.individual);
    const grouped = draft.rows.map(row => ({...specimens.find(same(row)), ...row}));
    return {...draft, rows: [...grouped, ...specimens.filter(specimen => !draft.rows.some(same(specimen)))]};
  }
});

/** Rows that name specimens, with the bones that these are. */
async function described(rows, record) {
  const specimens = new Map(((await record.specimens()) || []).map(each => [`${each.container}/${each.designator}`, each]));
  return rows.map(row => {
    const {element, side} = specimens.get(`${row.container}/${row.designator}`) || {};
    return {element, side, ...row};
  });
}

/** The grouping as it was submitted, for the second scientist. */
export const toReview = kind => ({
  rows: 'grouping',
  label: 'Grouping',
  readonly: true,
  none: 'The grouping assigns no specimen to an individual.',
  columns: [
    INDIVIDUAL,
    CONTAINER,
    DESIGNATOR,
    {name: 'element', label: 'Element', info: true},
    {name: 'side', label: 'Side', info: true, choices: SIDES},
    METHOD,
    STRENGTH
  ],
  beside: [{name: 'method', label: 'Method'}, {name: 'estimate', label: 'Individuals estimated'}],
  summary,
  load: async record => {
    const grouping = await record.draft(kind);
    if (!grouping || !grouping.by) throw new Error(t('There is no grouping to review.'));
    const rows = (await described(grouping.rows, record))
      .sort((a, b) => String(a.individual).localeCompare(String(b.individual)));
    return {...grouping, errors: [], rows};
  }
});

function moves(rows) {
  const moved = rows.filter(row => (row.individual || '') !== (row.from || ''));
  return t('{0} of {1} move', moved.length, counted(rows.length, 'SPECIMENS'));
}

const FROM = {name: 'from', label: 'Belongs to', info: true};

/** The table in which specimens move between individuals: every one that belongs to somebody or to nobody yet. */
export const toMove = kind => ({
  rows: 'regrouping',
  label: 'Moves',
  none: 'No specimen moves.',
  help: 'Give a row another individual to move it; an individual that is not there yet is a new one. Clear the individual, and it belongs '
    + 'to nobody. Rows left as they are do not move.',
  columns: [
    CONTAINER,
    DESIGNATOR,
    {name: 'element', label: 'Element', info: true},
    {name: 'side', label: 'Side', info: true, choices: SIDES},
    FROM,
    INDIVIDUAL,
    {...METHOD, required: row => !!row.individual},
    {...STRENGTH, required: row => !!row.individual}
  ],
  key: ['container', 'designator'],
  fixed: true,
  leftOut: row => (row.individual || '') === (row.from || ''),
  summary: moves,
  load: async record => {
    const draft = (await record.draft(kind)) || {rows: []};
    const same = row => other => row.container === other.container && row.designator === other.designator;
    const specimens = ((await record.specimens()) || [])
      .filter(ofSomebody)
      .map(specimen => ({...specimen, from: specimen.individual}));
    const moved = draft.rows.map(row => ({...specimens.find(same(row)), ...row}));
    return {...draft, rows: [...moved, ...specimens.filter(specimen => !draft.rows.some(same(specimen)))]};
  }
});

/** The moves as they were submitted, for the second scientist. */
export const toReviewMoves = kind => ({
  rows: 'regrouping',
  label: 'Moves',
  readonly: true,
  none: 'No specimen moves.',
  columns: [
    CONTAINER,
    DESIGNATOR,
    {name: 'element', label: 'Element', info: true},
    {name: 'side', label: 'Side', info: true, choices: SIDES},
    FROM,
    {...INDIVIDUAL, label: 'Moves to'},
    METHOD,
    STRENGTH
  ],
  beside: [{name: 'reason', label: 'Reason'}],
  load: async record => {
    const regrouping = await record.draft(kind);
    if (!regrouping || !regrouping.by) throw new Error(t('There is no regrouping to review.'));
    return {...regrouping, errors: [], rows: await described(regrouping.rows, record)};
  }
});

/**
 * The table with which the second of two people signs, item by item.
 *
 * @param columns what is shown of each item
 * @param load gives the items
 * @param key the columns that name an item
 */
export const toSign = (label, columns, load, key = [{name: 'number', label: 'Container'}]) => ({
  rows: 'lines',
  label,
  none: 'There is nothing to sign for.',
  help: 'A row without remarks is signed as it is. Say what is wrong with a row that you refuse.',
  columns: [
    ...key.map(each => ({...each, required: true, given: true})),
    ...columns,
    {name: 'refused', label: 'Refused', choices: YES_NO},
    {name: 'remarks', label: 'Remarks', required: row => !!row.refused}
  ],
  key: key.map(({name}) => name),
  fixed: true,
  leftOut: row => !row.refused && !row.remarks,
  load: async record => ({rows: await load(record)})
});

const SPECIMEN = {name: 'specimen', label: 'Specimen', longest: 120};

/** What leaves with an individual, for the evidence coordinator who signs it out: as it was sent back, or anew. */
export const toSignOut = {
  rows: 'lines',
  label: 'What leaves',
  none: 'Nothing of this individual is left in the laboratory.',
  help: 'A row without remarks is signed out as it is. Say of one that is not in its place where you looked.',
  columns: [
    {...SPECIMEN, required: true, given: true},
    {name: 'kind', label: 'Kind', info: true, choices: KINDS},
    {name: 'element', label: 'Element', info: true},
    {name: 'side', label: 'Side', info: true, choices: SIDES},
    {name: 'missing', label: 'Not in its place', choices: YES_NO},
    {name: 'remarks', label: 'Remarks', required: row => !!row.missing}
  ],
  key: ['specimen'],
  fixed: true,
  leftOut: row => !row.missing && !row.remarks,
  load: async record => {
    const draft = (await record.draft('sign-out')) || {rows: []};
    const leaving = (await record.read('/cases/' + encodeURIComponent(record.item) + '/leaving')) || [];
    const rows = leaving.map(each => {
      const {present, remarks} = draft.rows.find(({specimen}) => specimen === each.specimen) || {};
      return {...each, remarks, missing: present === 'no' ? 'yes' : undefined};
    });
    return draft.by ? {...draft, rows} : {rows};
  }
};

/** What the laboratory has signed out, for the one who takes it over. */
export const toTakeOver = {
  ...toSign('Signed out', [{name: 'remarksOut', label: 'The laboratory says', info: true}],
    async record => ((await record.draft('sign-out')).rows || [])
      .filter(({present}) => present === 'yes')
      .map(({specimen, remarks}) => ({specimen, remarksOut: remarks})), [SPECIMEN]),
  none: 'Nothing has to leave: the receiver has all of it.'
};

/** What was not in its place, and stays with the laboratory. */
export const NOT_IN_PLACE = {
  title: 'Not in its place',
  open: true,
  none: 'Everything was in its place.',
  columns: [SPECIMEN, {name: 'remarks', label: 'Remarks'}],
  load: async record => ((await record.draft('sign-out')).rows || []).filter(({present}) => present === 'no')
};

/** What does not match when an aircraft has left or landed. */
export const EXCEPTIONS = {
  rows: 'exceptions',
  label: 'What does not match',
  none: 'Every case is aboard, under the seal on record.',
  help: 'Name each container that is not aboard, and each whose seal is broken or another one.',
  columns: [
    {name: 'number', label: 'Container', required: true, pattern: /^C-\d{2,}$/, hint: 'C-07', unique: true},
    {name: 'what', label: 'What', required: true, choices: EXCEPTION},
    {name: 'seal', label: 'Seal found', longest: 60},
    {name: 'remarks', label: 'Remarks', required: true}
  ],
  key: ['number']
};
