// What only some pages ask for, by attributes of the script tag: the adapter of the shop's cart, scripts that pass events
// on to data layers, and the words of another language than English. None of them keeps cards from showing.

/** Scripts of a folder beside this one, by the names in an attribute. */
const named = (folder, names) =>
  (names?.match(/[\w-]+/g) ?? []).map((name) =>
    import("./" + folder + "/" + name + ".js").catch((error) => console.warn("kindred: " + error)),
  );

const text = async (path, base) => {
  try {
    const answer = await fetch(new URL(path, base));
    return answer.ok ? await answer.text() : undefined;
  } catch {
    // There are words below.
  }
};

/**
 * There when the words are, as texts of files, and what passes events on, which is to miss none. `cart` is a promise: it
 * is kept when the adapter has told of the cart.
 */
const load = async (dataset, language) => {
  const [cart] = named("cart", dataset.cart);
  const hearers = named("events", dataset.events);
  const known = /^(ar|de|es|fr|it|ja|nl|pl|sv)\b/i.exec(language)?.[0].toLowerCase();
  const shipped = known && text("words/" + known + ".json", import.meta.url);
  const own = dataset.words && text(dataset.words, document.baseURI);
  await Promise.all(hearers);
  return { words: [await shipped, await own], cart };
};

export default load;
