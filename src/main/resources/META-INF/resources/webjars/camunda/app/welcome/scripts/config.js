// Camunda's own place for settings of Welcome; in place of the file of the same name in Camunda's jar.
export default {
  app: { name: "Welcome", vendor: "Handover" },
  disableWelcomeMessage: true,
  // Every page has its link to the status board in its frame.
  links: [],
};
