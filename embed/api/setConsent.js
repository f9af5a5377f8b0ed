// Whether the shopper lets this browser remember what was looked at and bought.

export { consent as default } from "../history.js";
