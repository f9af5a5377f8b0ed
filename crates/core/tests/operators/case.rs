//! One comparison as a whole feed: does the rule show the product?

use kindred_core::context::Context;
use kindred_core::feed;
use kindred_core::link::Relation;
use kindred_core::select::select;

/// A comparison, in the words of a feed. What is empty is left out.
#[derive(Clone, Default)]
pub(crate) struct Case {
    /// `"x":"date"`, the members of `attribute-types`.
    pub(crate) types: String,
    /// The matched product's keys: `"price":12,"attributes":{"x":"red"}`.
    pub(crate) matched: String,
    /// The keys of the product that may show.
    pub(crate) product: String,
    /// The rule's products to match.
    pub(crate) products_to_match: String,
    /// The rule's products to display.
    pub(crate) condition: String,
}

impl Case {
    /// Whether the product shows in adobe logic, and whether it shows in plain logic.
    pub(crate) fn shows(&self) -> [bool; 2] {
        ["adobe", "plain"].map(|logic| {
            let Case { types, matched, product, products_to_match, condition } = self;
            let [matched, product] = [product_of(matched, "matched"), product_of(product, "product")];
            let rule = match products_to_match.as_str() {
                "" => String::new(),
                tree => format!(r#","match":{tree}"#),
            };
            let text = format!(
                r#"{{"format":1,"currency":"EUR","logic":"{logic}","attribute-types":{{{types}}},
                "products":[{matched},{product}],
                "rules":[{{"name":"r","relation":"related"{rule},"display":{condition}}}]}}"#
            );
            let feed = feed::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
            let context = Context { viewed: Some("matched".into()), ..Context::new(|text| text.to_lowercase()) };
            !select(&feed, Relation::Related, None, &context).is_empty()
        })
    }
}

/// A product with those keys, and with what every product needs. Of a key written twice the first counts.
fn product_of(members: &str, sku: &str) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    format!(r#"{{{members}{comma}"sku":"{sku}","name":"{sku}"}}"#)
}

/// The member `attributes` with the value of `x`; nothing for `null`.
pub(crate) fn x(value: &str) -> String {
    if value == "null" { String::new() } else { format!(r#""attributes":{{"x":{value}}}"#) }
}

/// The rows of a table: what is neither empty nor a comment.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// `yes`, `no`, or `no|yes` where adobe and plain logic differ.
pub(crate) fn verdict(text: &str) -> [bool; 2] {
    match text {
        "yes" => [true, true],
        "no" => [false, false],
        "no|yes" => [false, true],
        other => panic!("expected yes, no or no|yes, found {other:?}"),
    }
}

/// Compares all, and says of all which differ.
pub(crate) fn assert_all(found: impl Iterator<Item = (String, [bool; 2], [bool; 2])>) {
    let wrong: Vec<String> = found
        .filter(|(_, found, expected)| found != expected)
        .map(|(name, found, expected)| format!("{name}: [adobe, plain] is {found:?}, expected {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong.join("\n"));
}
