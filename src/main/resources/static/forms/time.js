// Local times of named zones. The record keeps instants; people write and read the clock of the place.

import {t} from './language.js';

const CLOCKS = {
  'Asia/Seoul': () => t('Seoul time'), 'Asia/Pyongyang': () => t('Pyongyang time'), 'Pacific/Honolulu': () => t('Hawaii time')
};

/** The name of a zone's clock, as on the board. */
export const clock = zone => (CLOCKS[zone] ? CLOCKS[zone]() : zone);

/** Minutes that a zone is ahead of UTC at an instant (milliseconds). */
function offsetAt(instant, zone) {
  const name = new Intl.DateTimeFormat('en-US', {timeZone: zone, timeZoneName: 'longOffset'})
    .formatToParts(instant).find(part => part.type === 'timeZoneName').value;
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name);
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

function written(offset) {
  const minutes = Math.abs(offset);
  return (offset < 0 ? '-' : '+')
    + [Math.floor(minutes / 60), minutes % 60].map(number => String(number).padStart(2, '0')).join(':');
}

/** The instant of a local date and time: 2018-08-01, 14:30, Asia/Seoul give 2018-08-01T14:30:00+09:00. */
export function instant(date, time, zone) {
  const local = Date.parse(`${date}T${time}:00Z`);
  // The offset of the zone at the instant that is looked for: a change of clocks may lie between guess and answer.
  const guess = local - offsetAt(local, zone) * 60000;
  return `${date}T${time}:00${written(offsetAt(guess, zone))}`;
}

/** An instant of the record by the clock of a place: 2018-08-01 14:30 Seoul time. */
export function local(at, zone) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit'
  }).formatToParts(new Date(at)).map(({type, value}) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute} ${clock(zone)}`;
}

/** Whole days from a date to today at a place, as the board counts them; now in milliseconds. */
export const daysSince = (date, zone, now = Date.now()) =>
  Math.floor((now + offsetAt(now, zone) * 60000 - Date.parse(date)) / 86400000);
