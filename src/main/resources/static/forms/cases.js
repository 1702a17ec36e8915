// What forms show of one case or of one object, in sections as shows.js says. All of a case comes from one answer of /api, which holds
// back what its reader may not see: names, findings, kin, and everything that a blind analyst must not know. Beyond that, the forms of
// whoever may examine blind take from here only BONES, SAMPLES and THE_SAMPLE.

import {ATTEMPTS, DISPOSITIONS, FINDINGS, KINDS, LINES, METHODS, SIDES, STRENGTHS} from './choices.js';
import {t} from './language.js';

const STAGES = {
  LINES_OF_EVIDENCE: 'Lines of evidence', EXCLUSION: 'Exclusion', PROPOSAL: 'Proposal', REVIEW: 'Review',
  MEDICAL_EXAMINER: 'Medical examiner', JOINT_REVIEW: 'Joint review', IDENTIFICATION: 'Identification', SIGN_OUT: 'Sign-out', OUTCOME: 'Outcome', REOPENING: 'Reopening',
  REVOCATION: 'Revocation', NOTICE_APPROVAL: 'Approval of a notice', LEAK: 'Leak'
};
const DECIDED = {
  SELECTED: 'Selected', NONE_FURTHER: 'None further', CHASED: 'Asked for', RESOLVED: 'Resolved', PROPOSE: 'Proposed',
  CONCUR: 'Concurred', RETURN: 'Sent back', APPROVE: 'Approved', DECLINE: 'Declined', IDENTIFIED: 'Identified',
  RETURNED_TO_FAMILY: 'Returned to the family', TRANSFERRED_TO_PARTNER: 'Transferred to the partner nation',
  RETAINED: 'Retained', NON_HUMAN_RESOLVED: 'Resolved as not human', CONSOLIDATED: 'Consolidated', REOPEN: 'Reopened',
  REVOKE: 'Revoked', SIGNED: 'Signed by both sides', SIGNED_OUT: 'Signed out', REFUSED: 'Refused', REPORTED: 'Reported'
};
const NOTICES = {
  IDENTIFICATION: 'Notice of identification', NAME_RELEASE: 'Release of the name', MATERIAL_EVIDENCE: 'Notice of an object',
  REVOCATION: 'Notice of a revocation', LEAK: 'Notice of a leak'
};
const GIVEN = {...ATTEMPTS, RELEASED: 'Released'};

const theCase = record => record.read('/cases/' + encodeURIComponent(record.item));

const last = list => list[list.length - 1];

/** Who did something, and when: a date is not broken at the end of a line. */
const who = (by, on) => `${by}, ${on.replace(/-/g, '\u2060-\u2060')}`;

/** In the order of time; the first round needs no number while there is no other. */
const round = (file, cycle) => (file.cycle > 1 ? cycle : null);

const linked = file => file.specimens.filter(({ended}) => !ended);

const grams = mass => (mass === null || mass === undefined ? null : `${mass} g`);

/** As forms take it: of another handover the whole key. */
const numberOf = ({handover, container, designator}) => [...(handover ? [handover] : []), container, designator].join('/');

function specimen(each) {
  return {...each, specimen: each.container && numberOf(each), mass: grams(each.mass)};
}

/** The specimens of the individual: nothing of where they are said to come from. */
export const BONES = {
  title: 'Specimens of this individual',
  none: 'No specimen is assigned to this individual.',
  columns: [
    {name: 'specimen', label: 'Specimen'},
    {name: 'kind', label: 'Kind', choices: KINDS},
    {name: 'element', label: 'Element'},
    {name: 'side', label: 'Side', choices: SIDES},
    {name: 'completeness', label: 'Completeness'},
    {name: 'mass', label: 'Mass'},
    {name: 'method', label: 'Linked by', choices: METHODS},
    {name: 'strength', label: 'Strength', choices: STRENGTHS},
    {name: 'consumedOn', label: 'Consumed on'}
  ],
  load: async record => linked(await theCase(record)).map(specimen)
};

/** An exclusion says whether it still stands in the way. */
const REPORTED = {...FINDINGS, EXCLUDES_OPEN: 'Excludes, open', EXCLUDES_RESOLVED: 'Excludes, resolved'};

const reports = file => file.evidence.map(each => ({
  ...each,
  round: round(file, each.cycle),
  finding: each.resolved === null ? each.finding : each.resolved ? 'EXCLUDES_RESOLVED' : 'EXCLUDES_OPEN',
  signed: who(each.by, each.on)
}));

/** The signed reports. */
export const REPORTS = {
  title: 'Signed reports',
  open: true,
  none: 'No report is signed yet.',
  columns: [
    {name: 'round', label: 'Round'},
    {name: 'line', label: 'Line of evidence', choices: LINES},
    {name: 'finding', label: 'Finding', choices: REPORTED},
    {name: 'candidate', label: 'Compared with'},
    {name: 'report', label: 'Report'},
    {name: 'sample', label: 'Sample'},
    {name: 'signed', label: 'Signed'}
  ],
  load: async record => reports(await theCase(record))
};

/** What stands in the way of naming a person. */
export const EXCLUSIONS = {
  title: 'Open exclusions',
  help: 'While one is open, the person it excludes cannot be named. It is resolved in writing, never removed.',
  none: 'No exclusion is open.',
  columns: REPORTS.columns.filter(({name}) => name !== 'finding'),
  load: async record => reports(await theCase(record)).filter(({finding}) => finding === 'EXCLUDES_OPEN')
};

/** What each line of evidence could be made of here. */
export const POSSIBLE = {
  title: 'What is possible',
  open: true,
  help: 'From the inventory and the manifest. Nothing here rules a line out: the analyst says what is not possible.',
  columns: [
    {name: 'line', label: 'Line of evidence', choices: LINES},
    {name: 'ground', label: 'What there is'},
    {name: 'signed', label: 'Signed already', choices: FINDINGS}
  ],
  load: async record => {
    const file = await theCase(record);
    const specimens = linked(file);
    const of = kind => specimens.filter(each => each.kind === kind);
    const named = pattern => specimens.filter(({element}) => pattern.test(element || '')).map(({element}) => element);
    const teeth = of('TOOTH').length;
    const jaws = named(/mandib|maxill|jaw/i);
    const chest = named(/clavic|vertebra|collar|rib\b/i);
    const whole = specimens.filter(({kind, consumedOn}) => kind !== 'MATERIAL_EVIDENCE' && !consumedOn);
    const heaviest = whole.reduce((most, each) => (each.mass > (most ? most.mass : 0) ? each : most), null);
    const dna = heaviest
      ? t('the heaviest specimen, {0}, weighs {1} g', numberOf(heaviest), heaviest.mass)
      : whole.length ? t('{0} specimens, none weighed', whole.length) : t('nothing to cut from');
    const claims = name => file.containers.filter(each => each[name]).map(each => `${each.container}: ${each[name]}`).join('; ');
    const grounds = {
      ANTHROPOLOGY: t('bones: {0}, fragments: {1}', of('BONE').length, of('FRAGMENT').length),
      ODONTOLOGY: t('teeth: {0}, jaws: {1}', teeth, jaws.length),
      CHEST_RADIOGRAPH: chest.length ? chest.join(', ') : t('no clavicle or vertebra is named'),
      MTDNA: dna,
      YSTR: dna,
      AUSTR: dna,
      ISOTOPES: teeth ? t('teeth: {0}, jaws: {1}', teeth, jaws.length) : dna,
      MATERIAL_EVIDENCE: claims('effects') || t('no object is said to be in its containers'),
      HISTORY: claims('recoverySite') || t('no place of recovery is said')
    };
    return Object.entries(grounds).map(([line, ground]) => {
      const signed = last(file.evidence.filter(each => each.line === line));
      return {line, ground, signed: signed && signed.finding};
    });
  }
};

/** What the other side says of the containers it lies in: for historians and those who decide. */
export const CLAIMS = {
  title: 'What is said of its containers',
  help: 'Claims of the other side. A container can hold several people.',
  none: 'It lies in no container on record.',
  columns: [
    {name: 'container', label: 'Container'},
    {name: 'theirLabel', label: 'Their label'},
    {name: 'recoverySite', label: 'Recovery site'},
    {name: 'effects', label: 'Effects'}
  ],
  load: async record => (await theCase(record)).containers
};

const SAMPLE_COLUMNS = [
  {name: 'number', label: 'Sample'},
  {name: 'test', label: 'Test', choices: LINES},
  {name: 'specimen', label: 'Specimen'},
  {name: 'massBefore', label: 'Mass before'},
  {name: 'massAfter', label: 'Mass after'},
  {name: 'cutBy', label: 'Cut by'},
  {name: 'requestedOn', label: 'Requested on'},
  {name: 'receivedOn', label: 'Result on'},
  {name: 'result', label: 'Sequence'}
];

const sample = each => ({...specimen(each), massBefore: grams(each.massBefore), massAfter: grams(each.massAfter)});

/** The samples that were cut. */
export const SAMPLES = {
  title: 'Samples cut so far',
  none: 'No sample has been cut from this individual.',
  columns: SAMPLE_COLUMNS,
  load: async record => (await theCase(record)).samples.filter(({cutBy}) => cutBy).map(sample)
};

/** The sample a task is about. */
export const THE_SAMPLE = {
  title: 'The sample',
  fields: SAMPLE_COLUMNS,
  load: async (record, {sampleNumber, dnaTest}) => {
    const found = (await theCase(record)).samples.find(({number}) => number === sampleNumber);
    return found ? sample(found) : {number: sampleNumber, test: dnaTest};
  }
};

function decided(file, each) {
  return {...each, round: round(file, each.cycle)};
}

const GROUP_FIELDS = [
  {name: 'group', label: 'Group'},
  {name: 'groupPersons', label: 'People of the group'},
  {name: 'groupIndividuals', label: 'In the group'}
];

/** Of a proposal to account for the individual with others. */
const group = (file, {disposition}) => (disposition === 'GROUP_ACCOUNTED' && file.group ? {
  group: file.group.number,
  groupPersons: file.group.persons.join(', '),
  groupIndividuals: file.group.individuals.join(', ')
} : {});

/** The proposal that waits for a review or an approval. */
export const PROPOSAL = {
  title: 'What is proposed',
  none: 'Nothing is proposed.',
  fields: [
    {name: 'disposition', label: 'Disposition', choices: DISPOSITIONS},
    {name: 'person', label: 'Person'},
    {name: 'partner', label: 'Partner nation'},
    {name: 'consolidateInto', label: 'Consolidate into'},
    ...GROUP_FIELDS,
    {name: 'by', label: 'Proposed by'},
    {name: 'on', label: 'Proposed on'},
    {name: 'reason', label: 'Rationale'}
  ],
  load: async record => {
    const file = await theCase(record);
    const proposal = last(file.decisions.filter(({stage, cycle}) => stage === 'PROPOSAL' && cycle === file.cycle));
    return proposal && {...proposal, ...group(file, proposal)};
  }
};

/** What was decided in this round, with everybody who had a part in it. */
export const APPROVAL = {
  title: 'What was decided',
  none: 'Nothing is decided.',
  fields: [
    {name: 'disposition', label: 'Disposition', choices: DISPOSITIONS},
    {name: 'person', label: 'Person'},
    {name: 'partner', label: 'Partner nation'},
    {name: 'consolidateInto', label: 'Consolidate into'},
    ...GROUP_FIELDS,
    {name: 'approved', label: 'Approved by the medical examiner'},
    {name: 'reviewed', label: 'Reviewed by'},
    {name: 'proposed', label: 'Proposed by'},
    {name: 'reason', label: 'Rationale'}
  ],
  load: async record => {
    const file = await theCase(record);
    const own = stage => last(file.decisions.filter(each => each.stage === stage && each.cycle === file.cycle));
    const named = decision => decision && who(decision.by, decision.on);
    const proposal = own('PROPOSAL');
    return proposal && {
      ...proposal,
      ...group(file, proposal),
      proposed: named(proposal),
      reviewed: named(own('REVIEW')),
      approved: named(own('MEDICAL_EXAMINER'))
    };
  }
};

/** What was sent back, and why. */
export const RETURNS = {
  title: 'Sent back before',
  none: 'Nothing has been sent back.',
  columns: [
    {name: 'round', label: 'Round'},
    {name: 'stage', label: 'At', choices: STAGES},
    {name: 'disposition', label: 'Disposition', choices: DISPOSITIONS},
    {name: 'by', label: 'By'},
    {name: 'on', label: 'On day'},
    {name: 'reason', label: 'Reason'}
  ],
  load: async record => {
    const file = await theCase(record);
    return file.decisions.filter(({outcome}) => outcome === 'RETURN').map(each => decided(file, each));
  }
};

/** Every decision on the case. */
export const DECISIONS = {
  title: 'Who decided what',
  none: 'Nothing is decided yet.',
  columns: [
    {name: 'round', label: 'Round'},
    {name: 'on', label: 'On day'},
    {name: 'stage', label: 'At', choices: STAGES},
    {name: 'outcome', label: 'Decision', choices: DECIDED},
    {name: 'disposition', label: 'Disposition', choices: DISPOSITIONS},
    {name: 'person', label: 'Person'},
    {name: 'by', label: 'By'},
    {name: 'reason', label: 'Reason'}
  ],
  load: async record => {
    const file = await theCase(record);
    return file.decisions.map(each => decided(file, each));
  }
};

const NOTICE_COLUMNS = [
  {name: 'kind', label: 'Notice', choices: NOTICES},
  {name: 'on', label: 'On day'},
  {name: 'outcome', label: 'Outcome', choices: GIVEN},
  {name: 'kin', label: 'Next of kin, in order'},
  {name: 'recipient', label: 'Recipient'},
  {name: 'by', label: 'By'},
  {name: 'remarks', label: 'Remarks'}
];

/** Notices and attempts, to the family and the public. */
export const ATTEMPTED = {
  title: 'Notices and attempts so far',
  none: 'No notice has been given or attempted.',
  columns: [{name: 'round', label: 'Round'}, ...NOTICE_COLUMNS],
  load: async record => {
    const file = await theCase(record);
    return file.notices.map(each => decided(file, each));
  }
};

/**
 * For whom a notice is due, in the order of kin: the first of them, and after each search that ended without reaching somebody the next.
 */
function due(attempts) {
  const since = attempts.slice(attempts.findLastIndex(({outcome}) => outcome === 'DELIVERED') + 1);
  const attempt = last(since);
  return {kin: attempt ? (attempt.kin ?? 1) + (attempt.searchEnded ? 1 : 0) : 1};
}

const KIN_DUE = {
  title: 'Who is due',
  fields: [{name: 'kin', label: 'Next of kin, in order'}]
};

const kinDue = kind => ({
  ...KIN_DUE,
  load: async record => {
    const file = await theCase(record);
    return due(file.notices.filter(each => each.kind === kind && each.cycle === file.cycle));
  }
});

export const IDENTIFICATION_DUE = kinDue('IDENTIFICATION');
export const REVOCATION_DUE = kinDue('REVOCATION');
export const LEAK_DUE = kinDue('LEAK');

/** What a revocation takes back. */
export const REVOKED = {
  title: 'What was revoked',
  none: 'No revocation is on record.',
  fields: [
    {name: 'person', label: 'Person'},
    {name: 'by', label: 'Revoked by'},
    {name: 'on', label: 'Revoked on'},
    {name: 'reason', label: 'Reason'}
  ],
  load: async record => last((await theCase(record)).decisions.filter(({stage}) => stage === 'REVOCATION'))
};

const theObject = record => record.read('/objects/' + record.item.split('/').map(encodeURIComponent).join('/'));

/** The object a family is to be told of. */
export const OBJECT = {
  title: 'The object',
  none: 'The object is not on record.',
  fields: [
    {name: 'object', label: 'Object'},
    {name: 'person', label: 'Traced to'},
    {name: 'notes', label: 'How it was traced'},
    {name: 'tracedBy', label: 'Traced by'},
    {name: 'tracedOn', label: 'Traced on'},
    {name: 'container', label: 'Container'},
    {name: 'theirLabel', label: 'Their label'},
    {name: 'recoverySite', label: 'Recovery site'}
  ],
  load: theObject
};

/** Whether and by whom the notice was approved. */
export const OBJECT_DECISIONS = {
  title: 'Approval of the notice',
  none: 'Nothing is decided yet.',
  columns: DECISIONS.columns.filter(({name}) => ['on', 'outcome', 'by', 'reason'].includes(name)),
  load: async record => (await theObject(record)).decisions
};

export const OBJECT_DUE = {...KIN_DUE, load: async record => due((await theObject(record)).notices)};

export const OBJECT_ATTEMPTS = {
  title: 'Notices and attempts so far',
  none: 'No notice has been given or attempted.',
  columns: NOTICE_COLUMNS,
  load: async record => (await theObject(record)).notices
};
