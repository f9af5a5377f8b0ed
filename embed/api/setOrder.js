// What was just ordered: on the page that confirms it.

export { order as default } from "../history.js";
