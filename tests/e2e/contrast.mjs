// What of a page's units is too faint to be read or found, by the formulas of WCAG 2.2 (1.4.3 and 1.4.11): colours as
// the browser has computed them, against whatever lies below.

/** Puts the measuring functions on the page, as `window.contrast`. */
function install() {
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colour = (css) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = css;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
  };
  const over = (upper, lower, alpha) => upper.map((part, place) => part * alpha + lower[place] * (1 - alpha));
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const around = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;

  /** What lies behind an element's own text. */
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = around(at)) {
      const layer = colour(getComputedStyle(at).backgroundColor);
      if (layer.alpha) layers.push(layer);
      if (layer.alpha === 1) break;
    }
    return layers.reverse().reduce((below, { rgb, alpha }) => over(rgb, below, alpha), [255, 255, 255]);
  };
  const opacity = (element) => {
    let product = 1;
    for (let at = element; at; at = around(at)) product *= getComputedStyle(at).opacity;
    return product;
  };
  const ofText = (element) => {
    const below = ground(element);
    const { rgb, alpha } = colour(getComputedStyle(element).color);
    return ratio(over(rgb, below, alpha * opacity(element)), below);
  };
  /** How well the edge or the face of a control stands out from what is around it. */
  const ofControl = (element) => {
    const outside = ground(around(element));
    const style = getComputedStyle(element);
    const edge = parseFloat(style.borderTopWidth) ? colour(style.borderTopColor) : { rgb: outside, alpha: 1 };
    return Math.max(ratio(over(edge.rgb, outside, edge.alpha), outside), ratio(ground(element), outside));
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isSeen = (element) =>
    !element.closest(".heard, [hidden], :disabled") && element.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  const name = (element) => `${element.getAttribute("part") ?? element.localName}: ${element.textContent.trim().slice(0, 24)}`;

  window.contrast = {
    ofText,
    ofControl,
    ofFocus: (element) => {
      const outside = ground(around(element));
      return ratio(colour(getComputedStyle(element).outlineColor).rgb, outside);
    },
    /** Every text and every button below a shadow root, each with its contrast. */
    all: (root) => {
      const seen = [...root.querySelectorAll("*")].filter(isSeen);
      const texts = seen.filter(hasText).map((element) => ({ what: name(element), is: "text", ratio: ofText(element) }));
      const buttons = seen.filter((element) => element.matches("[part~=button]"));
      return [...texts, ...buttons.map((element) => ({ what: name(element), is: "control", ratio: ofControl(element) }))];
    },
  };
}

/** Everything on the page's units that has less contrast than `text` or `control` ask for. */
export async function tooFaint(page, { text = 4.5, control = 3 } = {}) {
  await page.evaluate(install);
  const all = await page
    .locator("kindred-related, kindred-up-sell, kindred-cross-sell")
    .evaluateAll((units) => units.flatMap(({ shadowRoot }) => window.contrast.all(shadowRoot)));
  if (all.length < 10) throw new Error(`expected texts to measure, found ${all.length}`);
  return all.filter(({ is, ratio }) => ratio < (is === "text" ? text : control));
}

/** The contrast of one element's text as it is now. */
export async function contrastOf(page, locator, what = "ofText") {
  await page.evaluate(install);
  return locator.evaluate((element, what) => window.contrast[what](element), what);
}
