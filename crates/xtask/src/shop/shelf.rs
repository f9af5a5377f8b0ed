//! What the pages show: products and categories, in the words of shoppers.

mod options;

use super::look::Look;
use anyhow::{Context, Result};
use kindred_cli::catalogue::{Catalogue, Item};
use kindred_cli::pipeline::Built;
use kindred_cli::render::money::Money;
use kindred_core::feed::{self, FeedFile};
use kindred_core::rule::Day;
use kindred_core::value::Value;
use options::{Choice, choices, heading};
use serde::Serialize;
use serde_json::{Map, json};
use std::collections::{BTreeMap, BTreeSet};

/// How many facts a product page lists at most.
const MAX_FACTS: usize = 7;
/// Attributes that say nothing to a shopper.
const HIDDEN_FACTS: [&str; 2] = ["attribute-set", "attribute_set"];
/// What a line of a list begins with.
const BULLET: char = '•';

/// Everything that is for sale.
pub(super) struct Shelf {
    pub(super) currency: String,
    pub(super) language: String,
    /// Products that have a page, in the catalogue's order.
    pub(super) products: Vec<Article>,
    /// Categories of every level, parents before their children.
    pub(super) categories: Vec<Category>,
}

/// A product as its page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Article {
    pub(super) sku: String,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) image: String,
    pub(super) price: Option<String>,
    pub(super) was: Option<String>,
    /// The prices of customer groups that have their own.
    pub(super) group_prices: Vec<GroupPrice>,
    /// Whether the price is the lowest of several.
    pub(super) from: bool,
    pub(super) amount: Option<String>,
    /// Paragraphs of the description.
    pub(super) description: Vec<String>,
    /// Its list, if it has one.
    pub(super) points: Vec<String>,
    pub(super) facts: Vec<Fact>,
    pub(super) option_label: String,
    pub(super) options: Vec<Choice>,
    pub(super) in_stock: bool,
    pub(super) low_stock: bool,
    /// What a bundle is made of, as far as it has pages: names and addresses.
    pub(super) contains: Vec<(String, String)>,
    pub(super) min_quantity: u32,
    pub(super) categories: Vec<String>,
}

/// What a customer group pays.
#[derive(Debug, Serialize)]
pub(super) struct GroupPrice {
    group: String,
    price: String,
    amount: String,
}

/// One line of a product's table.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    label: String,
    value: String,
}

/// A category, at any depth.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Category {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) text: String,
    pub(super) image: String,
    pub(super) n_products: usize,
}

impl Shelf {
    /// What is on the shelf after a build.
    pub(super) fn new(built: &Built, look: &Look) -> Shelf {
        let Built { catalogue, feed, .. } = built;
        let items: BTreeMap<&str, &Item> = catalogue.items.iter().map(|item| (item.sku.as_str(), item)).collect();
        let yes_no = yes_no_attributes(catalogue);
        let language = feed.language.clone().unwrap_or_else(|| "en".into());
        let money = Money::new(&language, &feed.currency);
        let products: Vec<Article> = feed
            .products
            .iter()
            .filter(|product| product.visible)
            .map(|product| article(product, &items, feed, &money, &yes_no, look))
            .collect();
        let categories = categories(&products, look);
        Shelf { currency: feed.currency.clone(), language, products, categories }
    }

    /// The product of that SKU.
    pub(super) fn product(&self, sku: &str) -> Option<&Article> {
        self.products.iter().find(|product| product.sku == sku)
    }

    /// The category of that path.
    pub(super) fn category(&self, path: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.path == path)
    }

    /// Categories on the top level.
    pub(super) fn departments(&self) -> Vec<&Category> {
        self.categories.iter().filter(|category| !category.path.contains('/')).collect()
    }

    /// The products in a category and below it.
    pub(super) fn products_in(&self, path: &str) -> Vec<&Article> {
        self.products.iter().filter(|product| product.is_in(path)).collect()
    }

    /// What the cart page needs to know of every SKU that may lie in a cart, variants included.
    pub(super) fn price_list(&self) -> Result<String> {
        let mut products = Map::new();
        for product in &self.products {
            let groups: Map<String, serde_json::Value> =
                product.group_prices.iter().map(|own| (own.group.clone(), json!(own.amount))).collect();
            let row = |amount: &Option<String>, option: Option<&str>| json!({ "name": product.name, "url": product.url, "image": product.image, "price": amount, "groupPrices": groups, "option": option });
            products.insert(product.sku.clone(), row(&product.amount, None));
            for choice in &product.options {
                products.insert(choice.sku.clone(), row(&choice.amount, Some(&choice.label)));
            }
        }
        let list = json!({ "currency": self.currency, "language": self.language, "products": products });
        serde_json::to_string(&list).context("writing the price list")
    }
}

impl Article {
    fn is_in(&self, path: &str) -> bool {
        self.categories
            .iter()
            .any(|own| own.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }
}

fn article(
    product: &feed::Product,
    items: &BTreeMap<&str, &Item>,
    feed: &FeedFile,
    money: &Money,
    yes_no: &BTreeSet<&str>,
    look: &Look,
) -> Article {
    let item = items.get(product.sku.as_str());
    let (points, description) = item.map(|item| lines(&item.description)).unwrap_or_default();
    let (axes, options) = choices(product, items, money);
    let prices: BTreeSet<&Option<String>> = options.iter().map(|choice| &choice.amount).collect();
    let group_prices = product.group_prices.iter().map(|(group, price)| GroupPrice {
        group: group.clone(),
        price: money.write(*price).unwrap_or_default(),
        amount: price.to_string(),
    });
    let part = |sku: &String| feed.products.iter().find(|part| part.sku == *sku && part.visible);
    let contains = product.contains.iter().filter_map(part).map(|part| (part.name.clone(), part.url.clone()));
    let reduced = product.price.zip(product.regular_price).filter(|(now, was)| now < was).map(|(_, was)| was);
    Article {
        sku: product.sku.clone(),
        name: product.name.clone(),
        url: product.url.clone(),
        image: product.image.clone(),
        price: product.price.and_then(|price| money.write(price)),
        was: reduced.and_then(|price| money.write(price)),
        group_prices: group_prices.collect(),
        from: prices.len() > 1,
        amount: product.price.map(|price| price.to_string()),
        description,
        points,
        facts: item.map(|item| facts(item, &axes, yes_no, look)).unwrap_or_default(),
        option_label: heading(&axes),
        options,
        in_stock: product.in_stock,
        low_stock: product.low_stock,
        contains: contains.collect(),
        min_quantity: product.min_quantity,
        categories: product.categories.clone(),
    }
}

/// The points of a description's list, and its paragraphs.
fn lines(text: &str) -> (Vec<String>, Vec<String>) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (points, paragraphs): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with(BULLET));
    let points = points.into_iter().map(|line| line.trim_start_matches([BULLET, ' ']).to_owned());
    (points.collect(), paragraphs.into_iter().map(str::to_owned).collect())
}

/// Attributes that are 1 or 0 wherever they are named: that is how yes and no are kept.
fn yes_no_attributes(catalogue: &Catalogue) -> BTreeSet<&str> {
    let all = || catalogue.items.iter().flat_map(|item| &item.attributes);
    let is_flag = |value: &Value| matches!(value, Value::One(text) if text == "1" || text == "0");
    let others: BTreeSet<&str> = all().filter(|(_, value)| !is_flag(value)).map(|(name, _)| name.as_str()).collect();
    all().map(|(name, _)| name.as_str()).filter(|name| !others.contains(name)).collect()
}

/// Attributes in words: yes where it is yes, nothing where it is no or what the shopper is asked anyway.
fn facts(item: &Item, asked: &[&str], yes_no: &BTreeSet<&str>, look: &Look) -> Vec<Fact> {
    let says_something = |name: &str| !HIDDEN_FACTS.contains(&name) && !asked.contains(&name);
    let facts = item.attributes.iter().filter(|(name, _)| says_something(name)).filter_map(|(name, value)| {
        let value = match value {
            Value::One(text) if yes_no.contains(name.as_str()) => {
                if text == "1" {
                    "Yes".into()
                } else {
                    String::new()
                }
            }
            Value::One(text) => date_in_words(text).unwrap_or_else(|| text.clone()),
            Value::Many(texts) => texts.join(", "),
        };
        let label = look.labels.get(name).cloned().unwrap_or_else(|| in_words(name));
        (!value.is_empty()).then_some(Fact { label, value })
    });
    facts.take(MAX_FACTS).collect()
}

/// `2026-10-05` as 5 October 2026; `None` for what is no date.
fn date_in_words(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    Day::parse(text)?;
    let mut parts = text.split('-').map(|part| part.parse::<usize>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some(format!("{day} {} {year}", MONTHS.get(month.checked_sub(1)?)?))
}

/// `frost-proof` and `style_bags` as a person would write them.
fn in_words(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn categories(products: &[Article], look: &Look) -> Vec<Category> {
    let mut paths: Vec<&str> = Vec::new();
    for path in products.iter().flat_map(|product| &product.categories) {
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        for ancestor in ends.map(|end| &path[..end]) {
            if !paths.contains(&ancestor) {
                paths.push(ancestor);
            }
        }
    }
    let mut taken = BTreeSet::new();
    paths.into_iter().map(|path| category(path, products, look, &mut taken)).collect()
}

fn category(path: &str, products: &[Article], look: &Look, taken: &mut BTreeSet<String>) -> Category {
    let inside: Vec<&Article> = products.iter().filter(|product| product.is_in(path)).collect();
    let department = look.categories.get(path);
    let thing = department.and_then(|department| inside.iter().find(|product| product.sku == department.thing));
    let photo = inside.iter().find(|product| !product.image.ends_with(".svg"));
    Category {
        path: path.to_owned(),
        name: path.rsplit('/').next().unwrap_or(path).to_owned(),
        url: category_url(path, taken),
        text: department.map(|department| department.text.clone()).unwrap_or_default(),
        image: thing.or(photo).or(inside.first()).map(|product| product.image.clone()).unwrap_or_default(),
        n_products: inside.len(),
    }
}

/// The address of a category's page, unlike any other's.
fn category_url(path: &str, taken: &mut BTreeSet<String>) -> String {
    let steps: Vec<String> = path.split('/').map(slug).collect();
    let plain = format!("/c/{}", steps.join("/"));
    let address = (2..).map(|number| format!("{plain}-{number}.html"));
    let free = std::iter::once(format!("{plain}.html")).chain(address).find(|address| !taken.contains(address));
    let url = free.unwrap_or(plain);
    taken.insert(url.clone());
    url
}

/// A name as a part of an address: `Soil & Feed` is `soil-feed`.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if letter != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "category".into() } else { slug.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_part_of_an_address() {
        assert_eq!(slug("Soil & Feed"), "soil-feed");
        assert_eq!(slug("What's New"), "whats-new");
        assert_eq!(slug("&"), "category");
    }

    #[test]
    fn categories_with_one_slug_get_pages_of_their_own() {
        let mut taken = BTreeSet::new();
        assert_eq!(category_url("Pots/To sit", &mut taken), "/c/pots/to-sit.html");
        assert_eq!(category_url("Pots/To-sit", &mut taken), "/c/pots/to-sit-2.html");
    }

    #[test]
    fn a_date_is_put_into_words_and_nothing_else_is() {
        assert_eq!(date_in_words("2026-10-05").as_deref(), Some("5 October 2026"));
        assert_eq!(date_in_words("2026-10-32"), None);
        assert_eq!(date_in_words("April to June"), None);
    }

    #[test]
    fn an_attribute_s_name_is_put_into_words() {
        assert_eq!(in_words("frost-proof"), "Frost proof");
        assert_eq!(in_words("style_bags"), "Style bags");
    }
}
