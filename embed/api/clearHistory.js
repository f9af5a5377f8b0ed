// Forgets what this browser remembers.

export { clear as default } from "../history.js";
