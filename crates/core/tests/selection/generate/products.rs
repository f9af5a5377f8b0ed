//! Random products.

use super::{ATTRIBUTES, one_of, sku, variant};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Values that an attribute of this type meets in catalogues, and some that it should not.
pub(super) fn values(kind: &str) -> Value {
    match kind {
        "text" => {
            json!(["red", "RED", "Red wine", "wine", "ÄPPLE", "äpple", "01", "1", "", ["red", "wine"], ["red"], []])
        }
        "number" => json!([1, 2, "1.0", "01", "12", -3, 2.5, "2.50", "heavy", ""]),
        "date" => json!([
            "2026-01-01",
            "2026-01-01 00:00",
            "2026-01-01T12:00",
            "2026-01-02",
            "2026-02-30",
            "soon",
            "",
            ["2026-01-01"]
        ]),
        "select" => json!(["red", "blue", "Red", "", ["red"]]),
        "boolean" => json!([true, false, "1", 0]),
        "multi-select" => json!(["S", "S,M", "S, M", "S;M", ["S"], ["M", "L"], ["s"], ["1"], [], ""]),
        _ => json!([
            "red",
            "RED",
            "dark red",
            "1",
            "1.0",
            "01",
            "2",
            2,
            12,
            true,
            "",
            " red",
            "red,blue",
            "ΟΔΟΣ",
            "οδοσ",
            ["red"],
            ["red", "blue"],
            ["RED"],
            ["1", "2"],
            ["1.0"],
            []
        ]),
    }
}

pub(super) fn categories() -> Value {
    json!(["Gear", "Gear/Bags", "Gear/Bags/Duffels", "Gear/Watches", "Gearbox", "Sale", "Food"])
}

pub(super) fn prices() -> Value {
    json!([10, 10, "10.00", 12, 12.5, "12.50", 19.99, 20, 0, 5, "9.9999", -1, "x"])
}

/// A product without its SKU.
pub(super) fn product() -> impl Strategy<Value = Value> {
    let own = ATTRIBUTES.map(|(_, kind)| proptest::option::weighted(0.75, one_of(values(kind))));
    let visibility = proptest::option::weighted(0.2, one_of(json!(["catalog", "search", "both"])));
    let money = (proptest::option::weighted(0.85, one_of(prices())), proptest::option::weighted(0.3, one_of(prices())));
    let truths = [0.95, 0.9, 0.25].map(proptest::bool::weighted);
    let kind = one_of(json!(["simple", "simple", "configurable", "bundle", "bundle", "bundle", "grouped", "virtual"]));
    let name = one_of(json!(["Red mug", "Blue mug", "Mug", "12"]));
    let lists = (
        proptest::collection::vec(one_of(categories()), 0..3),
        proptest::collection::vec(sku(), 0..4),
        proptest::collection::vec(prop_oneof![3 => variant(), 1 => sku()], 0..2),
        [links(), links(), links()],
    );
    (own, visibility, money, truths, (kind, name), lists).prop_map(
        |(own, visibility, (price, trade), [visible, in_stock, low_stock], (kind, name), lists)| {
            let (categories, contains, variants, [related, up_sell, cross_sell]) = lists;
            let mut attributes: Map<String, Value> = Map::new();
            for ((attribute, _), value) in ATTRIBUTES.into_iter().zip(own) {
                attributes.extend(value.map(|value| (attribute.into(), value)));
            }
            attributes.extend(visibility.map(|value| ("visibility".into(), value)));
            let mut product = json!({
                "name": name, "type": kind, "visible": visible, "in-stock": in_stock, "low-stock": low_stock,
                "categories": categories, "contains": contains, "variants": variants, "attributes": attributes,
                "related": related, "up-sell": up_sell, "cross-sell": cross_sell,
            });
            if let Some(price) = price {
                product["price"] = price;
            }
            if let Some(trade) = trade {
                product["group-prices"] = json!({ "trade": trade });
            }
            product
        },
    )
}

fn links() -> impl Strategy<Value = Vec<Value>> {
    let link = (sku(), proptest::option::weighted(0.5, 0u32..4)).prop_map(|(sku, position)| match position {
        Some(position) => json!({ "sku": sku, "position": position }),
        None => json!(sku),
    });
    proptest::collection::vec(link, 0..3)
}
