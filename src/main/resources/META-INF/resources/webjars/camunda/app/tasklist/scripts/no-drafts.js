// Tasklist keeps half-filled forms in localStorage, that is on the computer's disk, for whoever sits there next: start forms when a
// session has ended, under camunda-form:undefined, and embedded forms under camForm: and the task's id. They hold personal data, so
// nothing is kept there, and what an older version left is removed. The embedded forms keep their own drafts: forms/drafts.js.
const DRAFT = /^(camForm|camunda-form):/;

Object.keys(localStorage).filter(key => DRAFT.test(key)).forEach(key => localStorage.removeItem(key));

const keep = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (this !== window.localStorage || !DRAFT.test(key)) keep.call(this, key, value);
};

export default {};
