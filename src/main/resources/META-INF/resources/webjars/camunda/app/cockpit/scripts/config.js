// Camunda's own place for settings of Cockpit; in place of the file of the same name in Camunda's jar.
// Camunda's loader gives up on a file after seven seconds, and the app then stays blank for good: a slow line takes longer.
window.require?.config?.({ waitSeconds: 0 });

export default {
  app: { name: "Cockpit", vendor: "Handover" },
  disableWelcomeMessage: true,
  locales: { availableLocales: ["en"], fallbackLocale: "en" },
  // Relative to the folder of the app, without .js.
  customScripts: ["../tasklist/scripts/words"],
};
