// Words: ten languages, and every one of them replaced by the shop's own.

import { readFileSync } from "node:fs";
import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { openSmallPage, scriptWith } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "sv"];
const wordsOf = (language) =>
  JSON.parse(readFileSync(new URL(`../../embed/words/${language}.json`, import.meta.url), "utf8"));

const [a, b, c, d, e, ...others] = manySkus(13);
const FEED = smallFeed([
  { sku: a, related: [b, c], "cross-sell": [e, d], "up-sell": others },
  { sku: b, price: 8, "regular-price": 10 },
  c,
  e,
  { sku: d, type: "configurable" },
  ...others,
]);
const RELATED = `<kindred-related sku="${a}"></kindred-related>`;
const UP_SELL = `<kindred-up-sell sku="${a}"></kindred-up-sell>`;
const CROSS_SELL = `<kindred-cross-sell cart="${a}"></kindred-cross-sell>`;
const MY_WORDS = "/my-words.json";

/** Narrow enough for arrows. */
test.use({ viewport: { width: 760, height: 900 } });

/** Opens a page with a unit of related products; its unit. */
async function open(page, { root = 'lang="en"', script = "", body = RELATED } = {}) {
  await openSmallPage(page, { feed: FEED, root, script: scriptWith(script), body });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  return unit;
}

const isWordsFile = (path) => path.includes("/words/");

for (const language of LANGUAGES) {
  test(`a page in ${language} is spoken to in ${language}`, async ({ page, heard }) => {
    const words = wordsOf(language);
    const root = `lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"`;
    const related = await open(page, { root, body: RELATED + UP_SELL + CROSS_SELL });
    await expect(related.heading).toHaveText(words["heading-related"]);
    await expect(related.host.locator("label").first()).toHaveText(`${words.tick} Product ${b}`);
    const before = related.card(b).locator("[part=regular-price]");
    const price = new Intl.NumberFormat(language, { style: "currency", currency: "EUR" }).format(10);
    await expect(before).toHaveText(`${words.was} ${price}`);
    const tickAll = related.host.locator("[part=tick-all]");
    await expect(tickAll).toContainText(`${words["check-items"]} ${words["select-all"]}`);
    await related.tickAll.click();
    await expect(related.tickAll).toHaveText(words["unselect-all"]);
    await expect(tickAll.getByRole("button", { name: words["add-selected"] })).toBeVisible();

    const upSell = new Unit(page, "up-sell");
    await expect(upSell.heading).toHaveText(words["heading-up-sell"]);
    await expect(upSell.host.getByRole("button", { name: words.previous, exact: true })).toBeVisible();
    await expect(upSell.host.getByRole("button", { name: words.next, exact: true })).toBeVisible();
    const place = { first: 1, last: 3, n: others.length };
    await expect(upSell.position).toHaveText(words.position.replaceAll(/{(\w+)}/g, (_, name) => place[name]));

    const crossSell = new Unit(page, "cross-sell");
    await expect(crossSell.heading).toHaveText(words["heading-cross-sell"]);
    await expect(crossSell.card(e).getByRole("button")).toHaveText(`${words["add-to-cart"]} Product ${e}`);
    await expect(crossSell.card(d).locator("a[part=button]")).toHaveText(`${words["choose-options"]} Product ${d}`);

    const asked = language === "en" ? [] : [`/kindred/words/${language}.json`];
    expect(heard.requests.filter(isWordsFile)).toEqual(asked);
  });
}

for (const { root, script, language } of [
  { root: 'lang="de-AT"', language: "de" },
  { root: 'lang="SV-fi"', language: "sv" },
  { root: 'lang="zh"', language: "en" },
  { root: 'lang="den"', language: "en" },
  { root: 'lang="../de"', language: "en" },
  { root: "", language: "en" },
  { root: 'lang="en"', script: 'data-language="fr-CA"', language: "fr" },
  { root: 'lang="de"', script: 'data-language="en"', language: "en" },
  { root: 'lang="de"', script: 'data-language=""', language: "de" },
]) {
  test(`a page of ${root || "no language"} with ${script ?? "no other"} speaks ${language}`, async ({ page, heard }) => {
    const unit = await open(page, { root, script });
    await expect(unit.heading).toHaveText(wordsOf(language)["heading-related"]);
    expect(heard.requests.filter(isWordsFile).length).toBe(language === "en" ? 0 : 1);
    expect(await heard.codes()).toEqual([]);
  });
}

test("every unit of a page speaks the page's language, whatever its element says", async ({ page }) => {
  const body = `<div lang="fr">${RELATED}</div>${CROSS_SELL.replace(" ", ' lang="pl" ')}`;
  await open(page, { root: 'lang="sv"', body });
  const words = wordsOf("sv");
  await expect(new Unit(page, "related").heading).toHaveText(words["heading-related"]);
  await expect(new Unit(page, "cross-sell").heading).toHaveText(words["heading-cross-sell"]);
});

for (const [what, answer] of [
  ["is not there", { status: 404 }],
  ["does not come", undefined],
  ["is no JSON", { body: "<!doctype html>" }],
  ["is no object", { body: "[]" }],
]) {
  test(`where the file of a language ${what}, units speak English`, async ({ page, heard }) => {
    await page.route("**/words/de.json", (route) => (answer ? route.fulfill(answer) : route.abort()));
    const unit = await open(page, { root: 'lang="de"' });
    await expect(unit.heading).toHaveText("Related products");
    await expect(unit.card(b).locator("[part=price]")).toHaveText("8,00\u00a0€");
    expect(await heard.codes()).toEqual([]);
    expect(heard.warnings.length).toBe(answer?.body ? 1 : 0);
  });
}

test("no card shows before its words are there", async ({ page }) => {
  await page.addInitScript(() => {
    window.headings = [];
    document.addEventListener("kindred:render", ({ target }) =>
      window.headings.push(target.shadowRoot.querySelector("[part=heading]").textContent),
    );
  });
  let release;
  const held = new Promise((done) => (release = done));
  await page.route("**/words/de.json", async (route) => {
    await held;
    await route.continue();
  });
  const wasm = page.waitForResponse("**/*.wasm").then((answer) => answer.finished());
  await openSmallPage(page, { feed: FEED, root: 'lang="de"', body: RELATED });
  await wasm;
  // What the wasm would show by itself, it shows within two frames.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const unit = new Unit(page, "related");
  await expect(unit.cards).toHaveCount(0);
  release();
  await unit.shows([b, c]);
  expect(await page.evaluate(() => window.headings)).toEqual([wordsOf("de")["heading-related"]]);
});

test("a file of the page's own lies over the language's, and may say as little as it likes", async ({ page, heard }) => {
  const own = { "heading-related": "Und dazu?", "select-all": "alles", position: "{first}-{last}/{n}" };
  await page.route(`**${MY_WORDS}`, (route) => route.fulfill({ json: own }));
  const unit = await open(page, { root: 'lang="de"', script: `data-words="${MY_WORDS}"`, body: RELATED + UP_SELL });
  await expect(unit.heading).toHaveText("Und dazu?");
  await expect(unit.host.locator("[part=tick-all]")).toContainText("ankreuzen oder alles");
  const upSell = new Unit(page, "up-sell");
  await expect(upSell.heading).toHaveText(wordsOf("de")["heading-up-sell"]);
  await expect(upSell.position).toHaveText(`1-3/${others.length}`);
  expect(heard.requests.filter((path) => path === MY_WORDS).length).toBe(1);
});

test("a language that Kindred does not know can be taught", async ({ page }) => {
  await page.route(`**${MY_WORDS}`, (route) => route.fulfill({ json: { "heading-related": "Související zboží" } }));
  const unit = await open(page, { root: 'lang="cs"', script: `data-words="${MY_WORDS}"` });
  await expect(unit.heading).toHaveText("Související zboží");
  await expect(unit.tickAll).toHaveText("select all");
  await expect(unit.card(b).locator("[part=price]")).toHaveText("8,00\u00a0€");
});

for (const address of ["/nowhere.json", "http://", "https://127.0.0.1:1/words.json"]) {
  test(`words of the page's own that cannot be had at ${address} keep nothing from showing`, async ({ page, heard }) => {
    const unit = await open(page, { root: 'lang="de"', script: `data-words="${address}"` });
    await expect(unit.heading).toHaveText(wordsOf("de")["heading-related"]);
    expect(await heard.codes()).toEqual([]);
  });
}

test("an attribute replaces a word of one element", async ({ page }) => {
  const labels = 'label-select-all="the lot" label-tick="Take" label-heading-related="Take these too" label-nonsense="?"';
  const body = `<kindred-related sku="${a}" limit="1" ${labels}></kindred-related>${RELATED}`;
  await openSmallPage(page, { feed: FEED, root: 'lang="sv"', body });
  const [labelled, plain] = [1, 2].map((place) => new Unit(page, `related:nth-of-type(${place})`));
  await labelled.shows([b]);
  await expect(labelled.heading).toHaveText("Take these too");
  await expect(labelled.tickAll).toHaveText("the lot");
  await expect(labelled.host.locator("label")).toHaveText(`Take Product ${b}`);
  await expect(labelled.host.locator("[part=tick-all]")).toContainText(wordsOf("sv")["check-items"]);
  await plain.shows([c]);
  await expect(plain.heading).toHaveText(wordsOf("sv")["heading-related"]);
  await expect(plain.tickAll).toHaveText(wordsOf("sv")["select-all"]);
});

test("an element's heading comes before its word for one, and words follow at the next selection", async ({ page }) => {
  const body = `<kindred-related sku="${a}" heading="Mine" label-heading-related="Yours"></kindred-related>`;
  const unit = await open(page, { body });
  await expect(unit.heading).toHaveText("Mine");
  await unit.host.evaluate((host) => {
    host.setAttribute("label-tick", "Take");
    host.removeAttribute("heading");
  });
  await expect(unit.heading).toHaveText("Yours");
  await expect(unit.host.locator("label").first()).toHaveText(`Take Product ${b}`);
});

test("words are text, whatever stands in them", async ({ page }) => {
  const own = { "heading-related": "<img src=x onerror='window.ran = true'>{n}" };
  await page.route(`**${MY_WORDS}`, (route) => route.fulfill({ json: own }));
  const unit = await open(page, { script: `data-words="${MY_WORDS}"` });
  await expect(unit.heading).toHaveText(own["heading-related"]);
  await expect(unit.host.locator("img")).toHaveCount(0);
});

// The digits of ar-EG are written out, as they are hard to tell apart.
const [ONE, THREE, FOUR, FIVE] = [1, 3, 4, 5].map((n) => String.fromCharCode(0x660 + n));

for (const { language, heard } of [
  { language: "en", heard: { 1: "4.5 out of 5, 1 review", 2: "4.5 out of 5, 2 reviews", 1234: "4.5 out of 5, 1,234 reviews" } },
  { language: "de", heard: { 1: "4,5 von 5, 1 Bewertung", 1234: "4,5 von 5, 1.234 Bewertungen" } },
  {
    language: "pl",
    heard: { 1: "4,5 na 5, 1 opinia", 3: "4,5 na 5, 3 opinie", 5: "4,5 na 5, 5 opinii", 22: "4,5 na 5, 22 opinie" },
  },
  { language: "ja", heard: { 1: "5点満点中4.5点、レビュー1件", 3: "5点満点中4.5点、レビュー3件" } },
  {
    language: "ar",
    heard: {
      1: "4.5 من 5، تقييم واحد",
      2: "4.5 من 5، تقييمان",
      3: "4.5 من 5، 3 تقييمات",
      11: "4.5 من 5، 11 تقييمًا",
      100: "4.5 من 5، 100 تقييم",
    },
  },
  {
    language: "ar-EG",
    heard: { 3: `${FOUR}٫${FIVE} من ${FIVE}، ${THREE} تقييمات`, 11: `${FOUR}٫${FIVE} من ${FIVE}، ${ONE}${ONE} تقييمًا` },
  },
  // Units speak English here, and count as the English do.
  { language: "zh", heard: { 1: "4.5 out of 5, 1 review", 2: "4.5 out of 5, 2 reviews" } },
]) {
  test(`in ${language} reviews are counted as one counts there`, async ({ page }) => {
    const rated = Object.keys(heard).map((n) => ({ sku: `R-${n}`, rating: "4.5", reviews: Number(n) }));
    const feed = smallFeed([{ sku: a, related: rated.map(({ sku }) => sku) }, ...rated]);
    await openSmallPage(page, { feed, root: `lang="${language}"`, body: RELATED });
    for (const [n, words] of Object.entries(heard)) {
      const rating = new Unit(page, "related").card(`R-${n}`).locator("[part=rating]");
      await expect(rating).toHaveAttribute("aria-label", words);
    }
  });
}

for (const { language, label, options, button } of [
  { language: "pl", options: ["2 opcje", "5 opcji"], button: ["Dodaj 3 produkty do koszyka", "Dodaj 2 produkty do koszyka"] },
  { language: "ar", options: ["خياران", "5 خيارات"], button: ["أضف 3 منتجات إلى السلة", "أضف منتجين إلى السلة"] },
  {
    language: "sv",
    label: 'label-options="{n} sorter" label-bundle-add="Köp alla {n}"',
    options: ["2 sorter", "5 sorter"],
    button: ["Köp alla 3", "Köp alla 2"],
  },
]) {
  test(`in ${language} options and bundles are counted ${label ? "in an element's own words" : "too"}`, async ({ page }) => {
    const products = [{ sku: a, related: [b, c], "up-sell": [d, e] }, b, c, { sku: d, options: 2 }, { sku: e, options: 5 }];
    const units = [RELATED.replace(" ", ' layout="bundle" '), UP_SELL].map((unit) => unit.replace(" ", ` ${label ?? ""} `));
    await openSmallPage(page, { feed: smallFeed(products), root: `lang="${language}"`, body: units.join("") });
    const [related, upSell] = ["related", "up-sell"].map((relation) => new Unit(page, relation));
    await expect(upSell.host.locator("[part=options]")).toHaveText(options);
    const addAll = related.host.locator("[part~=add-all]");
    await expect(addAll).toHaveText(button[0]);
    await related.card(c).getByRole("checkbox").click();
    await expect(addAll).toHaveText(button[1]);
  });
}
