// Camunda's own place for settings of Tasklist; in place of the file of the same name in Camunda's jar.
import { language } from "./language.js";

// Camunda's loader gives up on a file after seven seconds, and Tasklist then stays blank for good: a slow line takes longer.
if (window.require) window.require.config({ waitSeconds: 0 });

export default {
  app: { name: "Tasklist", vendor: "Handover" },
  disableWelcomeMessage: true,
  // Only the person's own: Tasklist would take the browser's.
  locales: { availableLocales: [language], fallbackLocale: language },
  // Relative to the folder of the app, without .js.
  customScripts: ["scripts/no-drafts", "scripts/order", "scripts/words", "scripts/start-forms"],
  shortcuts: {
    claimTask: { key: "ctrl+alt+c", description: "claims the currently selected task" },
    focusFilter: { key: "ctrl+shift+f", description: "set the focus to the first filter in the list" },
    focusList: { key: "ctrl+alt+l", description: "sets the focus to the first task in the list" },
    focusForm: { key: "ctrl+alt+f", description: "sets the focus to the first input field in a task form" },
    startProcess: { key: "ctrl+alt+p", description: "opens the start process modal dialog" },
  },
};
