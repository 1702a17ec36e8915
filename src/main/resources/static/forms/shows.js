// What a form shows of the record above its fields, so that nobody has to open anything else. A section is
//   {title, help, none, columns, load}   a table: load gives the rows; or
//   {title, help, none, fields, load}    a list: load gives one object, or null when there is none
// load takes the record as forms.js reads it and the variables of the task. A column or field is {name, label, choices}. What load gives
// is shown as it is; texts it makes itself go through t(). Long sections are folded, unless they are open: true.
//
// Blindness: forms of scientists before their report show no candidate, tag, label or finding. BLIND_CONTAINERS is for them.

import {AIRFIELDS, BORDER, DESTINATIONS, EVERYWHERE, HUMAN, LEVELS, NEXT, OUTCOMES, PARTIES, SAID, YES_NO, ZONES} from './choices.js';
import {t} from './language.js';
import {daysSince, local} from './time.js';

/** A number with its unit; a number nobody knows is said to be unknown. */
export function counted(number, unit, qualifier) {
  if (number === null || number === undefined) return unit ? t('unknown') : t('no number');
  const exactly = {
    SETS: () => (number === 1 ? t('1 set') : t('{0} sets', number)),
    CONTAINERS: () => (number === 1 ? t('1 container') : t('{0} containers', number)),
    SPECIMENS: () => (number === 1 ? t('1 specimen') : t('{0} specimens', number)),
    INDIVIDUALS: () => (number === 1 ? t('1 individual') : t('{0} individuals', number)),
    PERSONS: () => (number === 1 ? t('1 person') : t('{0} persons', number)),
    CASES: () => (number === 1 ? t('1 case') : t('{0} cases', number))
  }[unit]();
  if (qualifier === 'ABOUT') return t('about {0}', exactly);
  return qualifier === 'UP_TO' ? t('up to {0}', exactly) : exactly;
}

const yesNo = value => (value === true ? 'yes' : value === false ? 'no' : value);

const at = (instant, place) => instant && local(instant, ZONES[place] || BORDER);

const last = list => list[list.length - 1];

export const STATEMENTS = {
  title: 'What was said',
  help: 'Statements are kept with who made them. None of these numbers is a count.',
  none: 'Nothing has been said.',
  columns: [
    {name: 'saidOn', label: 'On'},
    {name: 'speaker', label: 'Said by', choices: PARTIES},
    {name: 'relayedBy', label: 'Relayed by', choices: PARTIES},
    {name: 'kind', label: 'As', choices: SAID},
    {name: 'number', label: 'Number'},
    {name: 'text', label: 'In these words'},
    {name: 'source', label: 'Source'}
  ],
  load: async record => ((await record.statements()) || []).map(each => ({
    ...each,
    number: each.number === null ? t('no number') : counted(each.number, each.unit, each.qualifier),
    text: each.contradicted ? `${each.text} (${t('contradicted by the record')})` : each.text
  }))
};

export const AGREEMENT = {
  title: 'What was agreed',
  help: 'A plan, never a receipt.',
  none: 'Nothing has been agreed.',
  fields: [
    {name: 'sets', label: 'Sets agreed'},
    {name: 'handoverOn', label: 'Handover agreed for'},
    {name: 'place', label: 'Place of handover', choices: EVERYWHERE},
    {name: 'destination', label: 'Destination', choices: DESTINATIONS},
    {name: 'fieldOperations', label: 'Joint field operations', choices: YES_NO},
    {name: 'session', label: 'In session'},
    {name: 'planned', label: 'Number to plan with'}
  ],
  load: async record => {
    const {agreed, planningFactor: factor} = await record.account();
    if (!agreed) return null;
    const planned = factor && factor.number !== null && factor.number !== agreed.sets
      ? counted(factor.number, factor.unit, factor.qualifier) : null;
    return {...agreed, sets: counted(agreed.sets, agreed.unit), fieldOperations: yesNo(agreed.fieldOperations), planned};
  }
};

export const STOCK = {
  title: 'Transfer cases in stock',
  help: 'Empty cases. They say nothing of the number of remains.',
  none: 'No case has been staged.',
  fields: [
    {name: 'cases', label: 'Staged'},
    {name: 'stagedOn', label: 'Staged on'},
    {name: 'stagedAt', label: 'Place'},
    {name: 'recalled', label: 'Recalled'}
  ],
  load: async record => {
    const stock = (await record.account()).casesStaged;
    return stock && {
      ...stock,
      cases: counted(stock.number, stock.unit, stock.qualifier),
      recalled: stock.recalled === null ? null : counted(stock.recalled, stock.unit)
    };
  }
};

const SESSION_COLUMNS = [
  {name: 'session', label: 'Session'},
  {name: 'talksOn', label: 'Day'},
  {name: 'level', label: 'Level', choices: LEVELS},
  {name: 'venue', label: 'Venue'}
];

/** Sessions with an outcome. */
export const TALKS = {
  title: 'Talks so far',
  none: 'No session has been recorded yet.',
  columns: [
    ...SESSION_COLUMNS,
    {name: 'outcome', label: 'Outcome', choices: OUTCOMES},
    {name: 'absentParty', label: 'Who did not come', choices: PARTIES},
    {name: 'notes', label: 'Notes'}
  ],
  load: async record => (await record.handover()).sessions
    .filter(({outcome}) => outcome)
    .map(each => ({...each, talksOn: at(each.talksOn)}))
};

/** The session that waits for its outcome. */
export const SESSION = {
  title: 'The session',
  none: 'No session is scheduled.',
  fields: SESSION_COLUMNS,
  load: async record => {
    const open = last((await record.handover()).sessions.filter(({outcome}) => !outcome));
    return open && {...open, talksOn: at(open.talksOn)};
  }
};

export const PLEDGE = {
  title: 'The pledge',
  fields: [
    {name: 'pledgedOn', label: 'Pledged on'},
    {name: 'pledgedBy', label: 'Pledged by', choices: PARTIES},
    {name: 'counterparty', label: 'Counterparty', choices: PARTIES},
    {name: 'continues', label: 'Continues handover'},
    {name: 'days', label: 'Days since the pledge'}
  ],
  load: async record => {
    const handover = await record.handover();
    return {...handover, days: daysSince(handover.pledgedOn, BORDER)};
  }
};

export const DISCREPANCY = {
  title: 'Agreed and received',
  help: 'A set is the counterparty\'s unit, and not a container.',
  none: 'No difference is on record.',
  columns: [
    {name: 'foundOn', label: 'Found on'},
    {name: 'agreed', label: 'Agreed'},
    {name: 'received', label: 'Received'},
    {name: 'explanation', label: 'Explanation'},
    {name: 'next', label: 'What follows', choices: NEXT},
    {name: 'explainedBy', label: 'Explained by'}
  ],
  load: async record => (await record.account()).discrepancies.filter(({item}) => !item).map(each => ({
    ...each,
    agreed: counted(each.agreedSets, 'SETS'),
    received: counted(each.receivedContainers, 'CONTAINERS')
  }))
};

export const RECEIPT = {
  title: 'What was received',
  none: 'No container has been received.',
  fields: [
    {name: 'containers', label: 'Containers received'},
    {name: 'receivedOn', label: 'Received on'},
    {name: 'receivedAt', label: 'Received at', choices: EVERYWHERE}
  ],
  load: async record => {
    const containers = await record.containers();
    return containers.length ? {...last(containers), containers: counted(containers.length, 'CONTAINERS')} : null;
  }
};

/** The manifest with what the other side says of it; not for scientists. */
export const CONTAINERS = {
  title: 'Containers received',
  help: 'Their label and recovery site are the other side\'s claim.',
  none: 'No container has been received.',
  columns: [
    {name: 'number', label: 'Container'},
    {name: 'seal', label: 'Seal'},
    {name: 'theirLabel', label: 'Their label'},
    {name: 'condition', label: 'Condition'},
    {name: 'recoverySite', label: 'Recovery site'},
    {name: 'effects', label: 'Effects'}
  ],
  load: record => record.containers()
};

export const BLIND_CONTAINERS = {
  title: 'Containers received',
  none: 'No container has been received.',
  columns: [
    {name: 'number', label: 'Container'},
    {name: 'seal', label: 'Seal'},
    {name: 'condition', label: 'Condition'},
    {name: 'transferCase', label: 'Transfer case'}
  ],
  load: record => record.containers()
};

/** What flies: every case in custody. */
export const CASES = {
  title: 'Cases in custody',
  none: 'Nothing is in custody.',
  columns: [
    {name: 'transferCase', label: 'Transfer case'},
    {name: 'number', label: 'Container'},
    {name: 'sealIn', label: 'Seal'}
  ],
  load: record => record.containers()
};

const LEG_COLUMNS = [
  {name: 'from', label: 'From', choices: EVERYWHERE},
  {name: 'to', label: 'To', choices: EVERYWHERE},
  {name: 'aircraft', label: 'Aircraft'},
  {name: 'missionNumber', label: 'Mission number'},
  {name: 'departOn', label: 'Planned departure'},
  {name: 'departed', label: 'Departed'},
  {name: 'casesOn', label: 'Cases counted on'}
];

function leg(each) {
  return {
    ...each,
    departed: at(each.departedAt, each.departedFrom),
    arrived: at(each.arrivedAt, each.arrivedAirfield),
    casesOn: each.casesOn === null ? null : counted(each.casesOn, 'CASES'),
    casesOff: each.casesOff === null ? null : counted(each.casesOff, 'CASES')
  };
}

/** The leg that is planned or in the air. */
export const LEG = {
  title: 'The leg',
  none: 'No leg is planned or in the air.',
  fields: LEG_COLUMNS,
  load: async record => {
    const open = last((await record.handover()).legs.filter(({arrivedAt}) => !arrivedAt));
    return open && leg(open);
  }
};

export const LEGS = {
  title: 'Legs flown so far',
  none: 'Nothing has flown yet: the remains are where they were received or reviewed.',
  columns: [
    {name: 'from', label: 'From', choices: EVERYWHERE},
    {name: 'to', label: 'To', choices: EVERYWHERE},
    {name: 'missionNumber', label: 'Mission number'},
    {name: 'departed', label: 'Departed'},
    {name: 'arrivedAirfield', label: 'Airfield of landing', choices: AIRFIELDS},
    {name: 'arrived', label: 'Landed'},
    {name: 'casesOff', label: 'Cases counted off'}
  ],
  load: async record => (await record.handover()).legs.filter(({arrivedAt}) => arrivedAt).map(leg)
};

/** One container at the laboratory: its case and seals. It says nothing of where the container is said to come from. */
export const SEALS = {
  title: 'The container',
  none: 'The container is not on record.',
  fields: [
    {name: 'number', label: 'Container'},
    {name: 'transferCase', label: 'Transfer case'},
    {name: 'seal', label: 'Seal on record'},
    {name: 'sealFound', label: 'Seal found'},
    {name: 'sealIntact', label: 'Intact', choices: YES_NO},
    {name: 'storage', label: 'Storage'},
    {name: 'accessionedOn', label: 'Accessioned on'},
    {name: 'accessionedBy', label: 'Accessioned by'}
  ],
  load: async (record, {item}) => {
    const found = (await record.containers()).find(({number}) => number === item);
    return found && {...found, seal: found.sealIn || found.seal, sealIntact: yesNo(found.sealIntact)};
  }
};

/** What the field review found in one container: not for scientists before their report. */
export const FIELD_REVIEW = {
  title: 'The field review',
  none: 'The container was not reviewed.',
  fields: [
    {name: 'reviewedOn', label: 'Reviewed on'},
    {name: 'human', label: 'Human', choices: HUMAN},
    {name: 'reviewCondition', label: 'Condition'},
    {name: 'anomaly', label: 'Anomaly'}
  ],
  load: async (record, {item}) => (await record.containers()).find(each => each.number === item && each.reviewedOn)
};

/** The joint recovery a task is about. */
export const OPERATION = {
  title: 'The joint recovery',
  none: 'The recovery is not on record.',
  fields: [
    {name: 'agreedOn', label: 'Agreed on'},
    {name: 'site', label: 'Site'},
    {name: 'startOn', label: 'Starts on'},
    {name: 'endOn', label: 'Ends on'},
    {name: 'surveyedOn', label: 'Surveyed on'},
    {name: 'surveyRemarks', label: 'Remarks of the survey'}
  ],
  load: async (record, {item}) => (await record.operations()).find(({number}) => number === item)
};

/** Counts of the laboratory that a grouping rests on. */
export const SPECIMENS = {
  title: 'Specimens on record',
  fields: [
    {name: 'received', label: 'Containers received'},
    {name: 'examined', label: 'Containers examined'},
    {name: 'specimens', label: 'Specimens'},
    {name: 'assigned', label: 'Assigned to an individual'},
    {name: 'unassigned', label: 'Unassigned'},
    {name: 'estimate', label: 'Last estimate'}
  ],
  load: async record => {
    const account = await record.account();
    const tally = ({number, unit}) => counted(number, unit);
    const estimate = last(account.individualsEstimated);
    return {
      received: tally(account.containersReceived),
      examined: tally(account.containersExamined),
      specimens: tally(account.specimens.total),
      assigned: tally(account.specimens.assigned),
      unassigned: tally(account.specimens.unassigned),
      estimate: estimate && `${counted(estimate.number, estimate.unit)}, ${estimate.on}`
    };
  }
};

/** How much is kept that two people ruled not human. */
export const NON_HUMAN = {
  title: 'Kept, and not human',
  fields: [
    {name: 'specimens', label: 'Specimens'},
    {name: 'individuals', label: 'Cases closed as not human'}
  ],
  load: async record => {
    const {specimens, individuals} = await record.account();
    const tally = ({number, unit}) => counted(number, unit);
    return {specimens: tally(specimens.nonHuman), individuals: tally(individuals.dispositions.NON_HUMAN)};
  }
};

/** How a container came to be missing. */
export const MISSED = {
  title: 'How it was missed',
  none: 'It is not missing.',
  columns: [
    {name: 'foundOn', label: 'Found on'},
    {name: 'description', label: 'What was found'},
    {name: 'foundBy', label: 'By'},
    {name: 'explanation', label: 'Explanation'},
    {name: 'explainedBy', label: 'Explained by'}
  ],
  load: async (record, {reference, item}) => (await record.account()).discrepancies
    .filter(each => each.item === `${reference}/${item}`)
};
