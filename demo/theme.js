// The theme page: its controls turn the properties of the units beside them, and what was turned becomes CSS. What can
// be turned, and what it is for, comes from the table of docs/theming.md; the address remembers the choices.

const root = document.documentElement;
const find = (name) => document.querySelector(`[data-${name}]`);
const form = document.querySelector("#controls");
const rows = [...document.querySelectorAll("[data-property]")];

// Ranges in rem or em, from, to and step; everything that has no entry and no choices is a colour.
const RANGES = {
  "--kindred-radius": [0, 2, 0.125, "rem"],
  "--kindred-button-radius": [0, 2, 0.125, "rem"],
  "--kindred-gap": [0, 2.5, 0.125, "rem"],
  "--kindred-padding": [0, 3, 0.25, "rem"],
  "--kindred-card-width": [7, 22, 0.5, "rem"],
  "--kindred-card-padding": [0, 2, 0.125, "rem"],
  "--kindred-font-size": [0.75, 1.5, 0.0625, "rem"],
  "--kindred-heading-size": [0.875, 2.5, 0.125, "rem"],
  "--kindred-arrow-size": [2.75, 4, 0.25, "rem"],
  "--kindred-room": [0, 10, 0.25, "rem"],
  "--kindred-card-room": [0, 10, 0.25, "rem"],
  "--kindred-picture-bleed": [0, 2, 0.125, "rem"],
};
const SANS = 'system-ui, "Segoe UI", Roboto, sans-serif';
const SERIF = '"Iowan Old Style", Palatino, "P052", Georgia, serif';
const MONO = 'ui-monospace, "DejaVu Sans Mono", monospace';
const FONTS = { "the page's": "inherit", sans: SANS, serif: SERIF, monospace: MONO };
const CHOICES = {
  "--kindred-rows": { 1: "1", 2: "2", 3: "3", 4: "4" },
  "--kindred-picture-ratio": { square: "1", "4 to 5": "4 / 5", "3 to 4": "3 / 4", "2 to 3": "2 / 3", "4 to 3": "4 / 3" },
  "--kindred-picture-fit": { "fill the frame": "cover", "whole picture": "contain" },
  "--kindred-heading-weight": { light: "300", normal: "400", medium: "500", semibold: "600", bold: "700" },
  "--kindred-font": FONTS,
  "--kindred-heading-font": FONTS,
  "--kindred-card-border": { none: "none", thin: "1px solid var(--kindred-border, #d9d9d9)", strong: "2px solid currentColor" },
  "--kindred-card-shadow": { none: "none", soft: "0 2px 10px #0000001f", deep: "0 8px 24px #00000033" },
};
/** What the table calls by a name is another property's value. */
const NAMED = { "the accent": "--kindred-accent", "the surface": "--kindred-surface", "the radius": "--kindred-radius", "the page's": "inherit" };

/** What has been turned, by property. */
const turned = new Map();

const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
/** A colour as the browser reads it, with nothing of it shining through. */
const rgbOf = (css, below = [255, 255, 255]) => {
  pixel.fillStyle = `rgb(${below})`;
  pixel.fillRect(0, 0, 1, 1);
  pixel.fillStyle = css;
  pixel.fillRect(0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data.slice(0, 3)];
};
const hex = (rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** What a property is now: turned, the theme's, or its default. */
function valueOf(name) {
  const said = getComputedStyle(root).getPropertyValue(name).trim();
  if (said) return said;
  const fallback = rows.find((row) => row.dataset.property === name)?.dataset.default ?? "";
  const other = NAMED[fallback] ?? fallback;
  if (other.startsWith("--")) return valueOf(other);
  return other.replace(/var\(--_([a-z-]+)\)/g, (_, short) => valueOf(`--kindred-${short}`));
}

/** A length in rem, as it is on this page just now. */
function remOf(css) {
  const probe = document.createElement("i");
  probe.style.cssText = `position:absolute;inline-size:${css.replace(/([\d.]+)em\b/g, "$1rem")}`;
  form.append(probe);
  const rem = probe.getBoundingClientRect().width / parseFloat(getComputedStyle(root).fontSize);
  probe.remove();
  return Math.round(rem * 16) / 16;
}

/** Gives each property a control of its kind. */
function furnish() {
  const group = (title, isOpen) => {
    const details = document.createElement("details");
    details.className = "group";
    details.open = isOpen;
    details.append(Object.assign(document.createElement("summary"), { textContent: title }));
    find("properties").append(details);
    return details;
  };
  // On a phone the units must not be far below.
  const isWide = matchMedia("(min-width: 60rem)").matches;
  const groups = { colours: group("Colours", isWide), sizes: group("Sizes and shapes", isWide), rest: group("Type, lines and pictures", false) };
  for (const row of rows) {
    const name = row.dataset.property;
    const [from, to, step] = RANGES[name] ?? [];
    let control;
    if (CHOICES[name]) {
      control = document.createElement("select");
      for (const [text, value] of Object.entries(CHOICES[name])) control.append(new Option(text, value));
    } else {
      const range = { type: "range", min: from, max: to, step };
      control = Object.assign(document.createElement("input"), RANGES[name] ? range : { type: "color" });
    }
    control.dataset.control = name;
    row.append(control);
    if (RANGES[name]) row.append(document.createElement("output"));
    (CHOICES[name] ? groups.rest : RANGES[name] ? groups.sizes : groups.colours).append(row);
  }
}

/** Brings the controls in step with what the properties are. */
function readBack() {
  for (const row of rows) {
    const name = row.dataset.property;
    const control = row.querySelector("[data-control]");
    const value = valueOf(name);
    if (CHOICES[name]) {
      const known = [...control.options].some((option) => option.value === value);
      control.querySelector("[data-own]")?.remove();
      if (!known) {
        control.append(new Option("the theme's", value));
        control.lastElementChild.setAttribute("data-own", "");
      }
      control.value = value;
    } else if (RANGES[name]) {
      control.value = String(remOf(value));
      row.querySelector("output").value = `${Number(control.value)} rem`;
    } else {
      control.value = hex(rgbOf(value));
    }
    row.classList.toggle("is-set", turned.has(name));
  }
}

const luminance = (rgb) => {
  const [red, green, blue] = rgb.map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

/** What is too faint: what stands on what, and how much contrast it has and needs. */
function faint() {
  const page = rgbOf(form.elements.page.value);
  const of = (name, below) => rgbOf(valueOf(`--kindred-${name}`), below);
  const unit = of("background", page);
  const card = of("card-background", unit);
  const pairs = [
    ["text on a card", of("text", card), card, 4.5],
    ["the heading", of("text", unit), unit, 4.5],
    ["muted text", of("muted", card), card, 4.5],
    ["“select all”", of("accent", unit), unit, 4.5],
    ["a button's words", of("button-text", card), of("button-background", card), 4.5],
    ["a button's words below a pointer", of("button-hover-text", card), of("button-hover-background", card), 4.5],
    ["badges", of("on-badge", card), of("badge", card), 4.5],
    ["sale badges", of("on-sale", card), of("sale", card), 4.5],
    ["arrows", of("text", card), of("surface", card), 4.5],
    ["stars", of("star", card), card, 3],
    ["focus", of("focus", card), card, 3],
  ];
  return pairs
    .map(([what, upper, lower, needs]) => ({ what, has: contrast(upper, lower), needs }))
    .filter(({ has, needs }) => has < needs);
}

function judge() {
  const found = faint();
  const line = document.createElement("div");
  line.className = found.length ? "" : "is-good";
  line.textContent = found.length ? "Hard to read:" : "Everything has the contrast it needs.";
  const list = document.createElement("ul");
  for (const { what, has, needs } of found) {
    // Rounded down, so that what falls short never looks as if it did not.
    const text = `${what}: ${Math.floor(has * 10) / 10} to 1, should be ${needs} to 1`;
    list.append(Object.assign(document.createElement("li"), { textContent: text }));
  }
  if (found.length) line.append(list);
  const before = find("verdict");
  if (before.textContent !== line.textContent) before.replaceChildren(line);
}

function write() {
  const theme = form.elements.theme.value;
  const link = theme ? `/* With <link rel="stylesheet" href="/kindred/themes/${theme}.css"> */\n` : "";
  const lines = [...turned].map(([name, value]) => `  ${name}: ${value};\n`);
  const none = theme ? "" : "/* Nothing has been changed. */\n";
  find("css").value = link + (lines.length ? `:root {\n${lines.join("")}}\n` : none);
}

/** The theme's link stands before everything, as a page's own styles come last. */
function wear(theme) {
  const known = document.querySelector("link[data-theme]");
  if (known?.dataset.theme === theme || (!known && !theme)) return Promise.resolve();
  if (!theme) return Promise.resolve(known.remove());
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/kindred/themes/${theme}.css` });
  link.dataset.theme = theme;
  return new Promise((done) => {
    link.onload = link.onerror = () => done(known?.remove());
    document.head.prepend(link);
  });
}

function remember() {
  const { theme, dir, page, language } = form.elements;
  const query = new URLSearchParams();
  for (const { name, value, selectedIndex } of [theme, dir, page, language]) if (selectedIndex > 0) query.set(name, value);
  for (const [name, value] of turned) query.set(name, value);
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text && `?${text}`));
}

async function refresh() {
  const { theme, dir, page } = form.elements;
  await wear(theme.value);
  const stage = find("stage");
  stage.dir = dir.value;
  stage.style.setProperty("--stage", page.value);
  stage.style.setProperty("--on-stage", luminance(rgbOf(page.value)) < 0.2 ? "#c7cfcc" : "#566760");
  for (const name of rows.map((row) => row.dataset.property)) {
    if (turned.has(name)) root.style.setProperty(name, turned.get(name));
    else root.style.removeProperty(name);
  }
  readBack();
  judge();
  write();
  remember();
}

/** Takes up what the address says. */
function recall() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name.startsWith("--") && rows.some((row) => row.dataset.property === name)) turned.set(name, value);
    const select = form.elements[name];
    if ([...(select?.options ?? [])].some((option) => option.value === value)) select.value = value;
  }
}

async function copy() {
  const area = find("css");
  try {
    await navigator.clipboard.writeText(area.value);
    find("copied").textContent = "Copied.";
  } catch {
    // A page that may not write to the clipboard can still make it one key away.
    area.focus();
    area.select();
    find("copied").textContent = "Selected: press Ctrl+C or ⌘C.";
  }
}

furnish();
recall();
// Kindred reads the page's language when it begins; the page around the units stays English.
root.lang = form.elements.language.value;
for (const element of [form, ...document.querySelectorAll("header, footer, .skip, .visitor, .sample-name")]) element.lang = "en";
await refresh();

form.addEventListener("input", ({ target }) => {
  const name = target.dataset.control;
  if (name) turned.set(name, target.value + (RANGES[name]?.[3] ?? ""));
  refresh();
});
form.elements.language.addEventListener("change", () => {
  remember();
  location.reload();
});
form.addEventListener("reset", () => {
  turned.clear();
  // The controls go back after this event.
  setTimeout(refresh);
});
find("copy").addEventListener("click", copy);
