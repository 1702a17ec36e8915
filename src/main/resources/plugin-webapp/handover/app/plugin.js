// The frame of Cockpit, Tasklist, Admin and Welcome: the application's mark and a link to the status board in place of the vendor's notices,
// and the application's one sign-in in place of each app's own. The apps load this before they start.
const SIGN_IN = "/sign-in";

const goTo = (address) => window.location.replace(address);

function toSignIn() {
  const { pathname, search, hash } = window.location;
  const here = pathname + search + (/^#!?\/login/.test(hash) ? "" : hash);
  goTo(`${SIGN_IN}?to=${encodeURIComponent(here)}`);
}

function oneSignIn($rootScope) {
  let leaving = false;
  // An OpenID provider still knows the person: its sign-out comes next.
  $rootScope.$on("authentication.logout.success", (event, answer) => {
    leaving = true;
    event.preventDefault();
    goTo(answer.headers("Location") ?? `${SIGN_IN}?left`);
  });
  // Somebody who signs out elsewhere, or waits too long, comes back to the same place.
  $rootScope.$on("authentication.login.required", (event) => {
    event.preventDefault();
    if (!leaving) {
      leaving = true;
      toSignIn();
    }
  });
  $rootScope.$on("$routeChangeStart", (event, route) => {
    if (route.$$route?.originalPath === "/login" && !$rootScope.authentication) {
      event.preventDefault();
      toSignIn();
    }
  });
}

/** The apps name their first page before their words are there. */
async function title($translate) {
  await $translate.onReady();
  document.title = document.title
    .split(" | ")
    .map((part) => (/^[A-Z_]+$/.test(part) ? $translate.instant(part) : part))
    .join(" | ");
}

/** The name of the status board in the reader's language, for whom it opens. */
async function linkToBoard($rootScope) {
  const answer = await fetch(`${SIGN_IN}/doors`);
  if (answer.ok) {
    const { board } = await answer.json();
    $rootScope.$applyAsync(() => ($rootScope.handoverBoard = board));
  }
}

function replace(text, old, by) {
  const replaced = text.replace(old, () => by);
  if (replaced === text) {
    console.error(`The header has nothing like ${old}`);
  }
  return replaced;
}

function header($delegate) {
  const directive = $delegate[0];
  // Operaton has neither the notice nor a logo.
  let html = directive.template.replace(/<div ng-if="isCommunityEdition"[^]*?<\/div>/, "");
  html = replace(
    html,
    /(<span ng-bind-html="logo" class="brand-logo"><\/span>)?(?=\s*<span class="brand-name")/,
    '<img class="handover-mark" src="/board/mark.svg" alt="" width="26" height="26">',
  );
  html = replace(
    html,
    /<li engine-select><\/li>/,
    `<li engine-select></li>
     <li class="handover-board" ng-if="$root.handoverBoard && authentication.name">
       <a href="/">{{ $root.handoverBoard }}</a>
     </li>`,
  );
  directive.template = html;
  return $delegate;
}

window.angular
  .module("cam.commons.auth")
  .run(["$rootScope", oneSignIn])
  .run(["$rootScope", linkToBoard])
  .run(["$translate", title]);
window.angular
  .module("camunda.common.widgets")
  .decorator("camWidgetHeaderDirective", ["$delegate", header]);

export default [];
