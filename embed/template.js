// Cards of the page's own: a template among an element's children, copied for each card and filled with what the card
// says. Only a page with such a template loads this. The copies stay the page's: they are children of the element, shown
// in our list through slots, so that the page's style sheets reach them as they reach everything else on it.
//
// What a feed says becomes text or one of a few attributes, never markup, and an address only if the widget found it safe.

/** Elements that run, or bring in what does, stay out of copies: a feed could name their source or write their text. */
const UNWANTED = "script,style,link,base,iframe,frame,object,embed";
/** What a binding's attribute begins with. */
const BINDING = /^data-kindred-(.+)/;
/** What the attributes with addresses may hold: what the widget has looked at for that use. */
const ADDRESSES = { href: ["url"], src: ["image", "image-2"] };
/** Attributes that may say anything. */
const WORDS = /^(alt|title|value|(aria|data)-.+)$/;

/**
 * Puts a card into the host, and its place at the end of the list; the two elements. `part` is that of the card, `says` all
 * that it says: names and texts, one after another.
 */
const card = (host, list, part, says) => {
  const texts = new Map();
  // Of several under one name, the first counts.
  for (let place = says.length - 2; place >= 0; place -= 2) texts.set(says[place], says[place + 1]);
  const sku = texts.get("sku");
  const make = (tag, attributes) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  };
  const name = "card " + sku;
  const copy = make("div", { slot: name, "data-sku": sku });
  const place = make("li", { part, "data-sku": sku });
  copy.append(host.querySelector(":scope>template[slot=card]").content.cloneNode(true));
  for (const element of copy.querySelectorAll("*")) fill(element, texts);
  place.append(make("slot", { name }));
  list.append(place);
  host.append(copy);
  return [place, copy];
};

/** Has the widget make cards by this. */
export default (makeBy) => makeBy(card);

/** Does what an element's bindings say. */
const fill = (element, texts) => {
  if (element.matches(UNWANTED)) return element.remove();
  for (const attribute of element.getAttributeNames()) {
    const [, bound] = BINDING.exec(attribute) ?? [];
    const name = element.getAttribute(attribute);
    const text = texts.get(name);
    if (bound === "text") element.textContent = text ?? "";
    else if (bound === "if" || bound === "unless") (text === undefined) === (bound === "if") && element.remove();
    else if (bound === "act") element.setAttribute("data-act", name);
    else if (text !== undefined && (ADDRESSES[bound]?.includes(name) || WORDS.test(bound))) element.setAttribute(bound, text);
  }
};
