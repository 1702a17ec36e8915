// Camunda's own place for settings of Welcome; in place of the file of the same name in Camunda's jar.
// Camunda's loader gives up on a file after seven seconds, and the app then stays blank for good: a slow line takes longer.
window.require?.config?.({ waitSeconds: 0 });

export default {
  app: { name: "Welcome", vendor: "Handover" },
  disableWelcomeMessage: true,
  // Every page has its link to the status board in its frame.
  links: [],
};
