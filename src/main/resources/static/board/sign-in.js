// The server never sees what stands behind #, where the web apps keep which instance or task is open: it goes along by hand.
const field = document.querySelector('input[name="to"]');
if (field && location.hash) {
  field.value = field.value.split("#")[0] + location.hash;
}
const onward = document.querySelector("a.continue");
if (onward && location.hash) {
  onward.hash = location.hash;
}
for (const link of document.querySelectorAll("[data-language]")) {
  const here = new URL(location.href);
  here.pathname = "/sign-in";
  here.searchParams.set("language", link.dataset.language);
  link.href = here.href;
}

// Half-filled forms of Tasklist stay in the tab, where a session that has only run out finds them again: static/forms/drafts.js.
// After a sign-out, here or at an OpenID provider, nothing of them stays.
const { searchParams } = new URL(location.href);
if (searchParams.has("left") || searchParams.get("state") === "left") {
  for (const key of Object.keys(sessionStorage).filter((each) => each.startsWith("handover-form:"))) {
    sessionStorage.removeItem(key);
  }
}
