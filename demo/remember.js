// What this browser may remember of whoever looks around: asked in plain words at the foot of every page, kept in this
// browser, and told to Kindred. Units about what is remembered are on a page only for those who have agreed; where there
// is one for everybody in their stead, that is there for all others.

const KEY = `remember: ${document.body.dataset.shop}`;
const WORDS = {
  yes: "This browser remembers what you look at here. Nothing of it is sent anywhere.",
  no: "This browser remembers nothing of what you look at here.",
};
const find = (name) => document.querySelector(`[data-${name}]`);
const words = find("remember-words");
const forget = find("remember-forget");
const answers = [...document.querySelectorAll("[data-remember-answer]")];

/** Kindred's functions, as soon as they are there. */
const tellKindred = (tell) =>
  customElements.whenDefined("kindred-recommendations").then(() => window.kindred && tell(window.kindred));

const recall = () => {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    // Where nothing can be kept, nothing is remembered either.
    return "";
  }
};

/** The units that are for those who have answered so, behind the templates they are made of. */
function setUnits(answer) {
  for (const template of document.querySelectorAll("template[data-remembered]")) {
    const isFor = template.dataset.remembered === (answer === "yes" ? "yes" : "no");
    const made = template.nextElementSibling?.matches("[data-made]") ? template.nextElementSibling : null;
    if (!isFor) made?.remove();
    if (isFor && !made) {
      const unit = template.content.firstElementChild.cloneNode(true);
      unit.dataset.made = "";
      template.after(unit);
    }
  }
}

function show(answer) {
  setUnits(answer);
  const known = answer in WORDS;
  if (known) words.textContent = WORDS[answer];
  forget.hidden = answer !== "yes";
  for (const button of answers) {
    button.hidden = button.dataset.rememberAnswer === answer;
    if (known) button.textContent = button.dataset.rememberAnswer === "yes" ? "Remember it after all" : "Remember nothing";
  }
}

for (const button of answers) {
  button.addEventListener("click", () => {
    const answer = button.dataset.rememberAnswer;
    try {
      localStorage.setItem(KEY, answer);
    } catch {
      // Then it is asked again on the next page.
    }
    tellKindred((kindred) => kindred.setConsent({ history: answer === "yes" }));
    show(answer);
    // The button that was pressed has gone.
    words.focus({ preventScroll: true });
  });
}

forget.addEventListener("click", () => {
  tellKindred((kindred) => kindred.clearHistory());
  words.textContent = "Forgotten. What you look at from now on is remembered again, in this browser alone.";
});

const answer = recall();
if (answer === "yes") tellKindred((kindred) => kindred.setConsent({ history: true }));
show(answer);
