// Half-filled forms, which hold personal data. They are kept for this tab only: Tasklist's own store would leave them on the computer's
// disk for whoever sits there next. They go when the form is completed, when the person signs out, and when the tab is closed; and
// nobody finds those of somebody else.

const DRAFT = 'handover-form:';

const keyOf = (user, task) => `${DRAFT}${user}/${task}`;

function drop(which) {
  Object.keys(sessionStorage).filter(key => key.startsWith(DRAFT) && which(key)).forEach(key => sessionStorage.removeItem(key));
}

export function keep(user, task, draft) {
  sessionStorage.setItem(keyOf(user, task), JSON.stringify(draft));
}

export function read(user, task) {
  return JSON.parse(sessionStorage.getItem(keyOf(user, task)) || '{}');
}

export function remove(user, task) {
  sessionStorage.removeItem(keyOf(user, task));
}

let watching = false;

/** From now on a sign-out leaves nothing; what somebody else left is removed. */
export function watch(rootScope, user) {
  drop(key => !key.startsWith(`${DRAFT}${user}/`));
  if (watching) return;
  watching = true;
  rootScope.$on('authentication.logout.success', () => drop(() => true));
}
