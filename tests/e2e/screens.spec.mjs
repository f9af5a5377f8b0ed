// A few looks, held to pictures of what they were: what lies where, and in which colour. Machines differ in their
// fonts, so words are left out, names are short enough for any typeface, and what is compared are the mean colours of
// squares, with a tolerance. `KINDRED_BLESS=1 cargo xtask test e2e --only screens` takes the pictures anew.

import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./test.mjs";
import { serveFeed, smallFeed } from "./feed.mjs";
import { openScreen } from "./screens/page.mjs";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "screens", "baseline");
/** The side of a square, in pixels. */
const SQUARE = 16;
/** By how much of 255 a square's red, green or blue may differ, and how many squares may differ by more. */
const NEAR = 28;
const FEW = 0.02;

const SCREENS = [
  { layout: "carousel", width: 1280 },
  { theme: "atelier", layout: "carousel", width: 390 },
  { theme: "hearth", layout: "grid", width: 768 },
  { theme: "circuit", layout: "list", width: 1280 },
  { theme: "bazaar", layout: "bundle", width: 768 },
  { theme: "night", layout: "carousel", width: 1280 },
  { theme: "contrast", layout: "grid", width: 390 },
];

const PICTURES = ["PL-101", "PT-101", "SD-401", "WA-103", "TL-106", "SO-203"];
const GOODS = ["PL-102", "PL-103", "PL-104", "PL-106", "PL-107", "PL-108"];

/** Everything that a card can say, in few letters. */
const FEED = smallFeed([
  { sku: "PL-101", name: "P", "cross-sell": GOODS.slice(4) },
  { sku: "PL-105", name: "Q" },
  ...GOODS.map((sku, place) => ({
    sku,
    name: `No ${place}`,
    image: `/img/${PICTURES[place]}.svg`,
    ...(place % 2 ? { "regular-price": 20 } : {}),
    ...(place === 0 ? { related: GOODS.slice(1, 3), "up-sell": GOODS.slice(3, 4) } : {}),
  })),
]);

/** The mean colours of a picture's squares, as a small picture: [width, height, and four bytes for each square]. */
async function squares(page, png, square) {
  return page.evaluate(
    async ({ data, square }) => {
      const picture = await createImageBitmap(await (await fetch(data)).blob());
      const [width, height] = [picture.width, picture.height].map((side) => Math.ceil(side / square));
      const pen = (w, h) => new OffscreenCanvas(w, h).getContext("2d", { willReadFrequently: true });
      const whole = pen(width * square, height * square);
      whole.fillStyle = "#fff";
      whole.fillRect(0, 0, width * square, height * square);
      whole.drawImage(picture, 0, 0);
      const small = pen(width, height);
      const means = small.createImageData(width, height);
      for (let place = 0; place < width * height; place++) {
        const at = [(place % width) * square, Math.floor(place / width) * square];
        const { data } = whole.getImageData(...at, square, square);
        for (let channel = 0; channel < 4; channel++) {
          let sum = 0;
          for (let byte = channel; byte < data.length; byte += 4) sum += data[byte];
          means.data[place * 4 + channel] = sum / (square * square);
        }
      }
      small.putImageData(means, 0, 0);
      const blob = await small.canvas.convertToBlob({ type: "image/png" });
      const bytes = [...new Uint8Array(await blob.arrayBuffer())];
      return { width, height, colours: [...means.data], bytes };
    },
    { data: `data:image/png;base64,${png.toString("base64")}`, square },
  );
}

for (const { theme, layout, width } of SCREENS) {
  const name = `${theme ?? "none"}-${layout}-${width}`;
  test(`${name} looks as it did`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await serveFeed(page, FEED);
    await openScreen(page, { theme, layout, heading: "H" });
    await page.addStyleTag({ content: "body { -webkit-text-fill-color: transparent; }" });
    const found = await squares(page, await page.screenshot({ fullPage: true, animations: "disabled" }), SQUARE);
    const file = join(FOLDER, `${name}.png`);
    if (process.env.KINDRED_BLESS) {
      await mkdir(FOLDER, { recursive: true });
      return writeFile(file, Buffer.from(found.bytes));
    }
    expect(existsSync(file), `${file} is there`).toBe(true);
    const known = await squares(page, await readFile(file), 1);
    expect(found.width).toBe(known.width);
    expect(Math.abs(found.height - known.height), "rows more or less").toBeLessThanOrEqual(1);
    const nSquares = Math.min(found.colours.length, known.colours.length) / 4;
    let nOther = 0;
    for (let place = 0; place < nSquares; place++) {
      const isOther = [0, 1, 2].some(
        (channel) => Math.abs(found.colours[place * 4 + channel] - known.colours[place * 4 + channel]) > NEAR,
      );
      nOther += isOther ? 1 : 0;
    }
    expect(nOther / nSquares, `squares of another colour, ${nOther} of ${nSquares}`).toBeLessThanOrEqual(FEW);
  });
}
