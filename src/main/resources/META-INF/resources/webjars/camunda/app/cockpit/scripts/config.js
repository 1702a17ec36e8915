// Camunda's own place for settings of Cockpit; in place of the file of the same name in Camunda's jar.
export default {
  app: { name: "Cockpit", vendor: "Handover" },
  disableWelcomeMessage: true,
};
