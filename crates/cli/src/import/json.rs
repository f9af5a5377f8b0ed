//! Catalogues in our own schema: the keys of a feed, and for each product a `description` and further `images`.

use crate::catalogue::{Catalogue, Item, ItemLink, UrlKey};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::import::text::slug;
use crate::json_text::{Document, Fields, JsonText, Role, fields, known_keys, nearest, parts};
use crate::rules;
use kindred_core::feed::{FORMAT, FeedFile, Product, UnitSettings, Units};
use kindred_core::link::Relation;
use kindred_core::url::{Purpose, safe};
use serde_json::value::RawValue;

/// Keys that only the command line reads.
const COMMAND_LINE_KEYS: [&str; 2] = [DESCRIPTION, IMAGES];
const DESCRIPTION: &str = "description";
const IMAGES: &str = "images";

/// Reads a catalogue; gives the number of its products, or why the file is none of ours.
pub(crate) fn read(
    text: JsonText<'_>,
    catalogue: &mut Catalogue,
    out: &mut Vec<Diagnostic>,
) -> Result<usize, &'static str> {
    let mut top = match text.document() {
        Ok(Document::Object(fields)) => fields,
        Ok(Document::List(products)) => return Ok(read_products(text, &products, catalogue, out)),
        Ok(Document::Other) => return Err("no catalogue: it has neither products nor keys"),
        Err(diagnostic) => {
            out.push(diagnostic);
            return Err("not JSON");
        }
    };
    let Some(products) = top.remove("products") else {
        return Err("no catalogue: it has no key \"products\"");
    };
    read_settings(text, top, catalogue, out);
    match parts(products) {
        Some(products) => Ok(read_products(text, &products, catalogue, out)),
        None => {
            let reason = Reason::Unexpected { expected: "a list of products", found: products.get().to_owned() };
            out.push(Diagnostic::skipped(text.place(products), "products", reason));
            Ok(0)
        }
    }
}

/// What stands beside the products; of several files that say the same thing the first counts.
fn read_settings(text: JsonText<'_>, top: Fields<'_>, catalogue: &mut Catalogue, out: &mut Vec<Diagnostic>) {
    for (key, part) in top {
        let problem = match key.as_str() {
            "format" => match text.read::<u32>(part, &key) {
                Ok(format) if format <= FORMAT => None,
                Ok(format) => {
                    let reason = Reason::Unexpected { expected: "format 1", found: format.to_string() };
                    Some(Diagnostic::skipped(text.place(part), &key, reason))
                }
                Err(problem) => Some(problem),
            },
            "currency" => fill(&mut catalogue.currency, text.read(part, &key)),
            "language" => fill(&mut catalogue.language, text.read(part, &key)),
            "time-zone" => fill(&mut catalogue.time_zone, text.read(part, &key)),
            "units" => {
                let known = [known_keys::<Units>(), known_keys::<UnitSettings>()].concat();
                text.report_unknown_keys::<Units>(part, &[], &known, out);
                fill(&mut catalogue.units, text.check(part, Role::Units, &key).and_then(|()| text.read(part, &key)))
            }
            "rules" => {
                catalogue.rules.extend(rules::read_list(text, part, out));
                None
            }
            _ => {
                let reason = Reason::UnknownKey { nearest: nearest(&key, known_keys::<FeedFile>()) };
                Some(Diagnostic::notice(text.place(part), &key, reason))
            }
        };
        out.extend(problem);
    }
}

fn fill<T>(setting: &mut Option<T>, read: Result<Option<T>, Diagnostic>) -> Option<Diagnostic> {
    match read {
        Ok(value) => {
            *setting = setting.take().or(value);
            None
        }
        Err(problem) => Some(problem),
    }
}

fn read_products(
    text: JsonText<'_>,
    products: &[&RawValue],
    catalogue: &mut Catalogue,
    out: &mut Vec<Diagnostic>,
) -> usize {
    for part in products {
        match read_product(text, part, out) {
            Ok(item) => catalogue.items.push(item),
            Err(problems) => out.extend(problems),
        }
    }
    products.len()
}

fn read_product<'a>(
    text: JsonText<'a>,
    part: &'a RawValue,
    out: &mut Vec<Diagnostic>,
) -> Result<Item, Vec<Diagnostic>> {
    let product = text.check(part, Role::Product, "").and_then(|()| text.read::<Product>(part, ""));
    let product = product.map_err(|problem| vec![problem])?;
    let own = fields(part).unwrap_or_default();
    let known = [known_keys::<Product>(), &COMMAND_LINE_KEYS].concat();
    text.report_unknown_keys::<Product>(part, &COMMAND_LINE_KEYS, &known, out);
    let problems = problems(text, part, &product, &own);
    if !problems.is_empty() {
        return Err(problems);
    }
    let read_own = |key: &str| own.get(key).copied();
    let description = read_own(DESCRIPTION).map(|part| text.read::<String>(part, DESCRIPTION)).transpose();
    let images = read_own(IMAGES).map(|part| text.read::<Vec<String>>(part, IMAGES)).transpose();
    let (description, images) = match (description, images) {
        (Ok(description), Ok(images)) => (description.unwrap_or_default(), images.unwrap_or_default()),
        (description, images) => {
            return Err(description.err().into_iter().chain(images.err()).collect());
        }
    };
    let mut item = item(product, text.place(part));
    item.description = description.trim().to_owned();
    item.images.extend(images);
    let mut shown: Vec<String> = Vec::new();
    for image in std::mem::take(&mut item.images) {
        if shown.contains(&image) || image.is_empty() {
            continue;
        }
        match safe(&image, Purpose::Picture) {
            Some(_) => shown.push(image),
            None => out.push(refused(text, part, &own, "image", image)),
        }
    }
    item.images = shown;
    if !item.url.is_empty() && safe(&item.url, Purpose::Link).is_none() {
        item.url_key = UrlKey::Refused;
        out.push(refused(text, part, &own, "url", std::mem::take(&mut item.url)));
    }
    Ok(item)
}

/// What the schema allows and a shop cannot mean.
fn problems(text: JsonText<'_>, part: &RawValue, product: &Product, own: &Fields<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (key, value, expected) in [("sku", &product.sku, "a SKU"), ("name", &product.name, "a name")] {
        if value.trim().is_empty() {
            let place = text.place(own.get(key).copied().unwrap_or(part));
            problems.push(Diagnostic::skipped(place, key, Reason::Missing { expected }));
        }
    }
    // The page leaves out a price that it cannot read; a merchant wants to know.
    for (key, price) in [("price", product.price), ("regular-price", product.regular_price)] {
        if let (Some(written), None) = (own.get(key).filter(|written| written.get() != "null"), price) {
            let found = written.get().trim_matches('"').to_owned();
            let reason = Reason::Unexpected { expected: "an amount such as 12.50", found };
            problems.push(Diagnostic::skipped(text.place(written), key, reason));
        }
    }
    problems
}

fn refused(text: JsonText<'_>, part: &RawValue, own: &Fields<'_>, key: &str, found: String) -> Diagnostic {
    let place = text.place(own.get(key).copied().unwrap_or(part));
    let expected = "an address that begins with http, https or a path";
    Diagnostic::skipped(place, key, Reason::Unexpected { expected, found })
}

fn item(product: Product, place: Place) -> Item {
    let links = Relation::ALL.into_iter().flat_map(|relation| {
        (1..).zip(product.links(relation)).map(move |(place_in_list, link)| (relation, place_in_list, link))
    });
    let links = links.map(|(relation, place_in_list, link)| ItemLink {
        relation,
        sku: link.sku.clone(),
        position: link.position.unwrap_or(place_in_list),
        place: place.clone(),
    });
    Item {
        links: links.collect(),
        name: product.name.trim().to_owned(),
        url_key: UrlKey::FromName(slug(&product.name)),
        product_type: product.product_type,
        visible: product.visible,
        url: product.url,
        images: vec![product.image],
        price: product.price,
        regular_price: product.regular_price,
        in_stock: product.in_stock,
        needs_options: product.needs_options,
        min_quantity: product.min_quantity,
        categories: product.categories,
        attributes: product.attributes.into_iter().collect(),
        variants: product.variants,
        ..Item::new(&product.sku, place)
    }
}
