//! Addresses of product pages and pictures: the patterns a merchant gives, and unique readable parts for what has
//! none of its own.

use crate::catalogue::{Catalogue, Item, UrlKey};
use crate::cores::{in_parts, on_all_cores};
use crate::diagnostic::{Diagnostic, Reason};
use crate::import::text::slug;
use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashMap, HashSet, HashTable};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;
use std::fmt;
use std::hash::BuildHasher;
use std::ops::Range;

/// Where Magento has its product pages, with its stock settings.
pub(crate) const PRODUCT_URL: &str = "/{url_key}.html";
/// Where Magento has its pictures, with its stock settings.
pub(crate) const PICTURE_URL: &str = "/media/catalog/product{path}";

/// An address with places to fill in: `/p/{slug}.html`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pattern {
    /// Text, and after it the name of a place to fill in; the last has none.
    parts: Vec<(String, Option<String>)>,
}

/// A pattern that cannot be meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PatternError {
    pattern: String,
    /// What the pattern names; empty where a brace is never closed.
    found: String,
    known: &'static [&'static str],
}

/// What a product's address may be made of. `slug` and `url_key` are two names for one thing.
const PRODUCT_PLACES: &[&str] = &["sku", "slug", "url_key"];
const PICTURE_PLACES: &[&str] = &["path"];

/// Everything but the letters, digits and marks that stand for themselves in any part of an address.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const ESCAPED_IN_PATH: &AsciiSet = &ESCAPED.remove(b'/');

impl Pattern {
    /// The pattern of product pages.
    pub(crate) fn product(text: &str) -> Result<Pattern, PatternError> {
        Pattern::parse(text, PRODUCT_PLACES)
    }

    /// The pattern of pictures.
    pub(crate) fn picture(text: &str) -> Result<Pattern, PatternError> {
        Pattern::parse(text, PICTURE_PLACES)
    }

    /// The address of a picture that a file names by a path below the shop's media folder, or by a whole address.
    pub(crate) fn picture_address(&self, path: &str) -> String {
        if path.contains("://") {
            return path.to_owned();
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        let escaped: Cow<'_, str> = utf8_percent_encode(path, ESCAPED_IN_PATH).into();
        let path = if slash.is_empty() { escaped } else { Cow::Owned(format!("{slash}{escaped}")) };
        self.fill(|_| Cow::Borrowed(path.as_ref()))
    }

    fn parse(text: &str, known: &'static [&'static str]) -> Result<Pattern, PatternError> {
        let error = |found: &str| PatternError { pattern: text.to_owned(), found: found.to_owned(), known };
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').ok_or_else(|| error(""))?;
            if !known.contains(&name) {
                return Err(error(name));
            }
            parts.push((before.to_owned(), Some(name.to_owned())));
            rest = behind;
        }
        parts.push((rest.to_owned(), None));
        Ok(Pattern { parts })
    }

    fn fill<'a>(&self, value: impl Fn(&str) -> Cow<'a, str>) -> String {
        let mut address = String::new();
        for (text, place) in &self.parts {
            address.push_str(text);
            place.iter().for_each(|place| address.push_str(&value(place)));
        }
        address.shrink_to_fit();
        address
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<String> = self.known.iter().map(|name| format!("{{{name}}}")).collect();
        match self.found.as_str() {
            "" => write!(f, "{}: expected a closing brace, found none", self.pattern),
            found => write!(f, "{}: expected {}, found {{{found}}}", self.pattern, known.join(" or ")),
        }
    }
}

impl std::error::Error for PatternError {}

/// Gives every product with a page an address, if its file gives none.
///
/// Addresses that come from a file stay as they are. Where two products would get the same readable part from their
/// names, the later one gets `-2`, `-3` and so on.
pub(crate) fn assign(catalogue: &mut Catalogue, pattern: &Pattern, diagnostics: &mut Vec<Diagnostic>) {
    make_up_keys(&mut catalogue.items);
    on_all_cores(&mut catalogue.items, |item| {
        if lacks_address(item)
            && let UrlKey::Given(key) = &item.url_key
        {
            item.url = pattern.fill(|place| match place {
                "sku" => Cow::Owned(utf8_percent_encode(&item.sku, ESCAPED).to_string()),
                _ => Cow::Borrowed(key),
            });
            // It has done its work.
            item.url_key = UrlKey::Given(String::new());
        }
    });
    report_shared(&catalogue.items, diagnostics);
}

fn lacks_address(item: &Item) -> bool {
    item.visible && item.enabled && item.url.is_empty() && item.url_key != UrlKey::Refused
}

/// Gives every item that needs one a readable part that no other has.
fn make_up_keys(items: &mut [Item]) {
    let has_none = |item: &Item| lacks_address(item) && matches!(item.url_key, UrlKey::FromName(_));
    if !in_parts(items.len(), |range| items[range].iter().any(has_none)).contains(&true) {
        return;
    }
    let mut keys = Keys::default();
    for item in items.iter().filter(|item| lacks_address(item)) {
        if let UrlKey::Given(key) = &item.url_key {
            keys.taken.insert(key.clone());
        }
    }
    for item in items.iter_mut().filter(|item| has_none(item)) {
        let key = match &item.url_key {
            UrlKey::FromName(key) if !key.is_empty() => keys.take(key),
            _ => keys.take(&slug(&item.sku)),
        };
        item.url_key = UrlKey::Given(key);
    }
}

/// Products that lie at one address: a page has room for one.
fn report_shared(items: &[Item], diagnostics: &mut Vec<Diagnostic>) {
    let hashes = DefaultHashBuilder::default();
    if all_differ(items, &hashes) {
        return;
    }
    let hash = |item: &u32| hashes.hash_one(items[*item as usize].url.as_str());
    let mut owners: HashTable<u32> = HashTable::with_capacity(items.len());
    for (number, item) in (0u32..).zip(items).filter(|(_, item)| !item.url.is_empty()) {
        let is_there = |known: &u32| items[*known as usize].url == item.url;
        match owners.entry(hash(&number), is_there, hash) {
            Entry::Vacant(free) => _ = free.insert(number),
            Entry::Occupied(owner) => {
                let first = items[*owner.get() as usize].sku.clone();
                let reason = Reason::SharedAddress { address: item.url.clone(), first };
                diagnostics.push(Diagnostic::notice(item.place.clone(), "url", reason));
            }
        }
    }
}

/// Whether it is certain, at a glance, that no two products lie at one address.
fn all_differ(items: &[Item], hashes: &DefaultHashBuilder) -> bool {
    let of_part = |range: Range<usize>| -> Vec<u64> {
        let addresses = items[range].iter().map(|item| item.url.as_str()).filter(|url| !url.is_empty());
        addresses.map(|url| hashes.hash_one(url)).collect()
    };
    let mut all = in_parts(items.len(), of_part).concat();
    all.sort_unstable();
    all.windows(2).all(|pair| pair[0] != pair[1])
}

#[derive(Default)]
struct Keys {
    taken: HashSet<String>,
    /// The number that the next product of that name tries.
    next_number: HashMap<String, u64>,
}

impl Keys {
    fn take(&mut self, wanted: &str) -> String {
        let mut key = wanted.to_owned();
        while !self.taken.insert(key.clone()) {
            let number = self.next_number.entry(wanted.to_owned()).or_insert(2);
            key = format!("{wanted}-{number}");
            *number += 1;
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, assign};
    use crate::catalogue::{Catalogue, Item, UrlKey};
    use crate::diagnostic::Place;

    fn item(sku: &str, key: UrlKey) -> Item {
        Item { url_key: key, ..Item::new(sku, Place::start(&"shop.csv".into())) }
    }

    fn addresses(items: Vec<Item>, pattern: &str) -> Vec<String> {
        let mut catalogue = Catalogue { items, ..Catalogue::default() };
        assign(&mut catalogue, &Pattern::product(pattern).unwrap(), &mut Vec::new());
        catalogue.items.into_iter().map(|item| item.url).collect()
    }

    #[test]
    fn products_of_one_name_get_numbers_and_given_keys_stay() {
        let named = |sku| item(sku, UrlKey::FromName("bag".into()));
        let given = |sku, key: &str| item(sku, UrlKey::Given(key.into()));
        let items =
            vec![named("a"), named("b"), given("c", "bag-2"), named("d"), item("E 1", UrlKey::FromName(String::new()))];
        assert_eq!(
            addresses(items, "/{url_key}.html"),
            ["/bag.html", "/bag-3.html", "/bag-2.html", "/bag-4.html", "/e-1.html"]
        );
    }

    #[test]
    fn what_has_no_page_gets_no_address_and_takes_no_key() {
        let hidden = Item { visible: false, ..item("a", UrlKey::FromName("bag".into())) };
        assert_eq!(addresses(vec![hidden, item("b", UrlKey::FromName("bag".into()))], "/p/{slug}"), ["", "/p/bag"]);
    }

    #[test]
    fn an_address_that_a_file_gives_stays() {
        let own = Item { url: "/own".into(), ..item("a", UrlKey::FromName("bag".into())) };
        assert_eq!(addresses(vec![own], "/p/{slug}"), ["/own"]);
    }

    #[test]
    fn skus_and_paths_are_percent_encoded() {
        assert_eq!(addresses(vec![item("a b/ü?", UrlKey::Given("k".into()))], "/p/{sku}"), ["/p/a%20b%2F%C3%BC%3F"]);
        let pattern = Pattern::picture("/media{path}").unwrap();
        assert_eq!(pattern.picture_address("/m/b/blue bag.jpg"), "/media/m/b/blue%20bag.jpg");
        assert_eq!(pattern.picture_address("m/b.jpg"), "/media/m/b.jpg");
        assert_eq!(pattern.picture_address("https://cdn.example/b.jpg"), "https://cdn.example/b.jpg");
    }

    #[test]
    fn a_pattern_with_an_unknown_place_says_which_there_are() {
        let error = Pattern::product("/p/{id}").unwrap_err().to_string();
        assert_eq!(error, "/p/{id}: expected {sku} or {slug} or {url_key}, found {id}");
        assert_eq!(
            Pattern::picture("/p{path").unwrap_err().to_string(),
            "/p{path: expected a closing brace, found none"
        );
    }
}
