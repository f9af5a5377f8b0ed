//! Catalogues in our own schema: the keys of a feed, and for each product a `description` and further `images`.

use crate::catalogue::{Badge, Catalogue, Item, ItemLink, UrlKey};
use crate::diagnostic::{Diagnostic, Objections, Place, Reason};
use crate::import::text::slug;
use crate::json_text::{Document, Fields, fields, parts};
use crate::located::Span;
use crate::nearest::{known_keys, nearest};
use crate::part::{Part, Role, span_of, tree_of};
use crate::rules;
use crate::source_text::SourceText;
use kindred_core::feed::{AttributeType, FORMAT, FeedFile, Product};
use kindred_core::link::Relation;
use kindred_core::price::Price;
use kindred_core::url::{Purpose, safe};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Keys that only the command line reads.
const COMMAND_LINE_KEYS: [&str; 2] = [DESCRIPTION, IMAGES];
const DESCRIPTION: &str = "description";
const IMAGES: &str = "images";

const AMOUNT: &str = "an amount such as 12.50";

/// Reads a catalogue; gives the number of its products, or why the file is none of ours.
pub(crate) fn read(
    source: &SourceText,
    catalogue: &mut Catalogue,
    out: &mut Vec<Diagnostic>,
) -> Result<usize, &'static str> {
    let mut top = match Document::of(source) {
        Ok(Document::Object(fields)) => fields,
        Ok(Document::List(products)) => return Ok(read_products(source, &products, catalogue, out)),
        Ok(Document::Other) => return Err("no catalogue: it has neither products nor keys"),
        Err(diagnostic) => {
            out.push(diagnostic);
            return Err("not JSON");
        }
    };
    let Some(products) = top.remove("products") else {
        return Err("no catalogue: it has no key \"products\"");
    };
    for (key, slice) in top.into_iter().filter(|(key, _)| !key.starts_with('$')) {
        if let Err(Objections(problems)) = read_setting(source, &key, slice, catalogue, out) {
            out.extend(problems);
        }
    }
    match parts(products) {
        Some(products) => Ok(read_products(source, &products, catalogue, out)),
        None => {
            let reason = Reason::Unexpected { expected: "a list of products", found: products.get().to_owned() };
            out.push(source.skipped(&span_of(source, products), "products", reason));
            Ok(0)
        }
    }
}

/// Reads what stands beside the products; of several files that say the same thing the first counts.
fn read_setting(
    source: &SourceText,
    key: &str,
    slice: &RawValue,
    catalogue: &mut Catalogue,
    out: &mut Vec<Diagnostic>,
) -> Result<(), Objections> {
    let part = Part::slice(source, slice);
    match key {
        "format" => {
            let format: u32 = part.read(key)?;
            if format > FORMAT {
                let reason = Reason::Unexpected { expected: "format 1", found: format.to_string() };
                return Err(source.skipped(&part.span(), key, reason).into());
            }
        }
        "currency" => fill(&mut catalogue.currency, part.read(key)?),
        "language" => fill(&mut catalogue.language, part.read(key)?),
        "time-zone" => fill(&mut catalogue.time_zone, part.read(key)?),
        "show-out-of-stock" => fill(&mut catalogue.show_out_of_stock, part.read(key)?),
        "logic" => {
            part.check(Role::Logic, key)?;
            fill(&mut catalogue.logic, part.read(key)?);
        }
        "attribute-types" => {
            part.check(Role::AttributeTypes, key)?;
            for (name, kind) in part.read::<BTreeMap<String, AttributeType>>(key)? {
                catalogue.attribute_types.entry(name).or_insert(kind);
            }
        }
        "units" => {
            let units = rules::read_units(source, tree_of(source, slice)?, out)?;
            fill(&mut catalogue.units, Some(units));
        }
        "badges" => catalogue.badges.extend(part.read::<Vec<Badge>>(key)?),
        "rules" => catalogue.add_rules(rules::read_list(source, &tree_of(source, slice)?, out)),
        _ => {
            let reason = Reason::UnknownKey { nearest: nearest(key, known_keys::<FeedFile>().iter().copied()) };
            out.push(source.notice(&key_span_of(source, slice, key), key, reason));
        }
    }
    Ok(())
}

fn fill<T>(setting: &mut Option<T>, read: Option<T>) {
    *setting = setting.take().or(read);
}

/// Where the key before a value stands.
fn key_span_of(source: &SourceText, value: &RawValue, key: &str) -> Span {
    let span = span_of(source, value);
    let written = format!("\"{key}\"");
    let before = source.as_str()[..span.start].rfind(&written);
    before.map_or(span, |start| start..start + written.len())
}

fn read_products(
    source: &SourceText,
    products: &[&RawValue],
    catalogue: &mut Catalogue,
    out: &mut Vec<Diagnostic>,
) -> usize {
    for slice in products {
        match read_product(source, slice, out) {
            Ok(item) => catalogue.items.push(item),
            Err(problems) => out.extend(problems),
        }
    }
    products.len()
}

/// Reads one product.
pub(crate) fn read_product(
    source: &SourceText,
    slice: &RawValue,
    out: &mut Vec<Diagnostic>,
) -> Result<Item, Vec<Diagnostic>> {
    WrittenProduct { source, slice, own: fields(slice).unwrap_or_default() }.read(out)
}

/// A product and the text of its members.
struct WrittenProduct<'a> {
    source: &'a SourceText,
    slice: &'a RawValue,
    own: Fields<'a>,
}

impl WrittenProduct<'_> {
    fn read(&self, out: &mut Vec<Diagnostic>) -> Result<Item, Vec<Diagnostic>> {
        let part = Part::slice(self.source, self.slice);
        part.check(Role::Product, "").map_err(|Objections(problems)| problems)?;
        let product = part.read::<Product>("").map_err(|problem| vec![problem])?;
        let known = [known_keys::<Product>(), &COMMAND_LINE_KEYS].concat();
        part.report_odd_keys::<Product>("", &COMMAND_LINE_KEYS, &known, out);
        let problems = self.problems(&product);
        if !problems.is_empty() {
            return Err(problems);
        }
        let (description, images) = match (self.read_own::<String>(DESCRIPTION), self.read_own::<Vec<String>>(IMAGES)) {
            (Ok(description), Ok(images)) => (description, images),
            (description, images) => return Err(description.err().into_iter().chain(images.err()).collect()),
        };
        let mut item = item(product, self.source.place(&part.span()));
        item.description = description.trim().to_owned();
        item.images.extend(images);
        self.refuse_addresses(&mut item, out);
        Ok(item)
    }

    /// A key that only the command line reads.
    fn read_own<T: for<'de> Deserialize<'de> + Default>(&self, key: &str) -> Result<T, Diagnostic> {
        self.own.get(key).map_or_else(|| Ok(T::default()), |slice| Part::slice(self.source, slice).read(key))
    }

    /// What the schema allows and a shop cannot mean.
    fn problems(&self, product: &Product) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for (key, value, expected) in [("sku", &product.sku, "a SKU"), ("name", &product.name, "a name")] {
            if value.trim().is_empty() {
                problems.push(self.source.skipped(&self.span_of(key), key, Reason::Missing { expected }));
            }
        }
        // The page leaves out a price that it cannot read; a merchant wants to know.
        let mut refuse = |subject: &str, slice: &RawValue| {
            let reason = Reason::Unexpected { expected: AMOUNT, found: slice.get().trim_matches('"').to_owned() };
            problems.push(self.source.skipped(&span_of(self.source, slice), subject, reason));
        };
        for (key, price) in [("price", product.price), ("regular-price", product.regular_price)] {
            if let (Some(slice), None) = (self.own.get(key).filter(|slice| slice.get() != "null"), price) {
                refuse(key, slice);
            }
        }
        for (group, slice) in self.own.get("group-prices").and_then(|slice| fields(slice)).into_iter().flatten() {
            if Price::parse(slice.get().trim_matches('"')).is_none() && slice.get() != "null" {
                refuse(&format!("group-prices.{group}"), slice);
            }
        }
        problems
    }

    /// Leaves out addresses that could do harm.
    fn refuse_addresses(&self, item: &mut Item, out: &mut Vec<Diagnostic>) {
        let mut refuse = |key: &str, found: String| {
            let expected = "an address that begins with http, https or a path";
            out.push(self.source.skipped(&self.span_of(key), key, Reason::Unexpected { expected, found }));
        };
        let mut shown: Vec<String> = Vec::new();
        for image in std::mem::take(&mut item.images) {
            if shown.contains(&image) || image.is_empty() {
                continue;
            }
            match safe(&image, Purpose::Picture) {
                Some(_) => shown.push(image),
                None => refuse("image", image),
            }
        }
        item.images = shown;
        if !item.url.is_empty() && safe(&item.url, Purpose::Link).is_none() {
            item.url_key = UrlKey::Refused;
            refuse("url", std::mem::take(&mut item.url));
        }
    }

    /// Where the value of a key stands; the product where it has none.
    fn span_of(&self, key: &str) -> Span {
        span_of(self.source, self.own.get(key).copied().unwrap_or(self.slice))
    }
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
        images: vec![product.image, product.image_2],
        price: product.price,
        regular_price: product.regular_price,
        price_to: product.price_to,
        group_prices: product.group_prices,
        in_stock: product.in_stock,
        low_stock: product.low_stock,
        rating: product.rating,
        reviews: product.reviews,
        badges: product.badges,
        needs_options: product.needs_options,
        options: product.options,
        min_quantity: product.min_quantity,
        categories: product.categories,
        attributes: product.attributes.into_iter().collect(),
        variants: product.variants,
        contains: product.contains,
        ..Item::new(&product.sku, place)
    }
}
