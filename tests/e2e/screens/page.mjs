// A page with one unit of each relation in a theme and a layout, on the demo's own feed and pictures: for screenshots,
// and for tests of how themes look.

/** What `style/themes` has; a test holds them together. */
export const THEMES = ["atelier", "hearth", "circuit", "bazaar", "night", "contrast"];
export const LAYOUTS = ["carousel", "grid", "list", "bundle"];
export const WIDTHS = [390, 768, 1280];

/** A product of the demo with cards of every relation. */
const SKU = "PL-102";

const unit = (relation, layout, attributes) =>
  `<kindred-${relation} layout="${layout}" ${attributes}><p>Nothing yet.</p></kindred-${relation}>`;

/** The page's text. `theme` is a name, or nothing for the look without one. */
export function pageOf({ theme, layout = "carousel", direction = "ltr", language = "en", heading }) {
  const title = heading ? `heading="${heading}"` : "";
  const link = theme ? `<link rel="stylesheet" href="/kindred/themes/${theme}.css">` : "";
  // A bundle is about the product on the page, so there is none for a cart.
  const ofCart = layout === "bundle" ? "" : unit("cross-sell", layout, `cart="PL-101,PL-105" ${title}`);
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${theme ?? "no theme"}, ${layout}</title>${link}
<script type="module" src="/kindred/kindred.js" data-feed="/kindred-feed/feed.json" data-seed="7"></script>
<style>body { margin: 0; padding: 1.5rem; display: grid; gap: 2rem; font: 1rem/1.5 system-ui, sans-serif; }
body > * { min-inline-size: 0; }</style>
</head>
<body>
${unit("related", layout, `sku="${SKU}" ${title}`)}
${unit("up-sell", layout, `sku="${SKU}" ${title}`)}
${ofCart}
</body>
</html>`;
}

/** Opens it on the demo's address, and waits until every card and picture is there. */
export async function openScreen(page, what) {
  const path = "/screen.html";
  await page.unroute(`**${path}`);
  await page.route(`**${path}`, (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: pageOf(what) }),
  );
  await page.goto(path);
  await page.waitForFunction(() =>
    [...document.querySelectorAll("kindred-related, kindred-up-sell, kindred-cross-sell")].every(
      ({ shadowRoot }) => shadowRoot?.querySelector("[part~=card]"),
    ),
  );
  // What lies outside the window is loaded when somebody gets there.
  await page.evaluate(async () => {
    const units = document.querySelectorAll("kindred-related, kindred-up-sell, kindred-cross-sell");
    const pictures = [...units].flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll("img")]);
    for (const picture of pictures) picture.loading = "eager";
    await Promise.all([document.fonts.ready, ...pictures.map((picture) => picture.decode().catch(() => {}))]);
  });
}
