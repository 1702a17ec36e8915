// What somebody chose on the board, else what the browser prefers: as the server and the forms decide it.
const KNOWN = ["en", "ko"];

const cookie = document.cookie.split("; ").find((each) => each.startsWith("language="));
const wanted = [cookie && cookie.slice("language=".length), ...(navigator.languages || [navigator.language])];

export const language = wanted.map((each) => String(each).slice(0, 2)).find((each) => KNOWN.includes(each)) || "en";
