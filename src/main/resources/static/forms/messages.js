// What form-js says of a field of a start form that is wrong, and the engine of a start that it refuses, in the reader's words: theirs are
// English, and for developers.

import {learn, refusal, t} from './language.js';

const MESSAGES = [
  [/^Field is required/, () => t('This is needed.')],
  [/^Field must match pattern/, () => t('This is not written as it should be.')],
  [/minimum value of (.+)\.$/, least => t('At least {0}.', least)],
  [/maximum value of (.+)\.$/, most => t('At most {0}.', most)],
  [/minimum length of (.+)\.$/, least => t('At least {0} characters.', least)],
  [/maximum length of (.+)\.$/, most => t('At most {0} characters.', most)]
];

/** What the server calls the business key of the instance that would start. */
const BUSINESS_KEY = ['business key', 'reference'];

function inWords(message) {
  for (const [pattern, words] of MESSAGES) {
    const found = pattern.exec(message);
    if (found) return words(found[1]);
  }
  return message;
}

/** Teaches a form of form-js the reader's language, before its schema is imported. */
export async function speak(form) {
  await learn('/forms/');
  const validator = form.get('validator');
  for (const validate of ['validateField', 'validateFieldInstance']) {
    const original = validator[validate].bind(validator);
    validator[validate] = (...given) => original(...given).map(inWords);
  }
}

/** The lines of a refusal, in a language that was learned before: the name of the field, what is wrong with it, and the whole line. */
export function refusals(message) {
  return message.replace(/^Cannot instantiate process definition [^ ]+: /, '').split('\n').map(line => {
    const [, name, problem] = /^(business key|\w+)(?: \w+)?: (.*)$/s.exec(line) || [];
    const what = refusal(problem || line);
    return BUSINESS_KEY.includes(name) ? {name: 'businessKey', what, line: what} : {name, what, line: refusal(line)};
  });
}
