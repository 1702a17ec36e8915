// Camunda's own place for settings of Admin; in place of the file of the same name in Camunda's jar.
export default {
  app: { name: "Admin", vendor: "Handover" },
  disableWelcomeMessage: true,
};
