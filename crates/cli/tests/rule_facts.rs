//! What rules need to know of a catalogue, brought by each format: what a bundle contains, low stock, visibility, the
//! types of attributes, group prices; and constants written as the catalogue writes its values.

mod common;

use common::{built, built_of, folder, product};
use kindred_cli::pipeline::{BuildOptions, Built, build};
use serde_json::{Value, json};

/// Builds files that a test makes up, with the rules among them.
fn built_with(files: &[(&str, &str)], low_stock: Option<u32>) -> Built {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder(&bytes);
    let is_rules = |name: &str| name.starts_with("rules");
    let path = |(name, _): &(&str, &str)| folder.path().join(name);
    let options = BuildOptions {
        catalogue: files.iter().filter(|(name, _)| !is_rules(name)).map(path).collect(),
        rules: files.iter().find(|(name, _)| is_rules(name)).map(path),
        low_stock,
        ..BuildOptions::default()
    };
    build(&options).unwrap()
}

fn feed(built: &Built) -> Value {
    serde_json::to_value(&built.feed).unwrap()
}

#[test]
fn bundles_and_groups_say_what_they_are_made_of_in_the_spelling_of_the_products() {
    let built = built("shop");
    let contains = |sku: &str| product(&built, sku).contains.clone();
    assert_eq!(contains("CORDS"), ["CORD-1", "CORD-2"]);
    assert_eq!(contains("K-BOX"), ["K-STOVE", "K-MUG-2", "K-MUG-1", "K-SPOON"]);
    assert_eq!(contains("FB"), [""; 0], "its variants are not its parts");
    let own = r#"[{ "sku": "SET", "name": "Set", "type": "bundle", "price": 9, "contains": ["a", "B"] },
        { "sku": "A", "name": "Axe", "in-stock": false }]"#;
    let (built, _) = built_of(&[("shop.json", own.as_bytes())]);
    assert_eq!(product(&built, "SET").contains, ["A", "B"]);
    assert!(product(&built, "SET").in_stock, "the file says no more than the SKUs");
}

const STOCK: &str = "sku,product_type,name,visibility,qty,is_in_stock,configurable_variations\n\
    MANY,simple,Many,4,40,1,\nFEW,simple,Few,4,3,1,\nNONE,simple,None,4,0,0,\nOFF,simple,Off,4,2,0,\nUNKNOWN,simple,Unknown,4,,1,\n\
    P,configurable,Pot,4,0,1,\"sku=P-1,size=1|sku=P-2,size=2\"\nP-1,simple,Pot,1,2,1,\nP-2,simple,Pot,1,1,1,\n";

#[test]
fn stock_is_low_where_a_file_counts_few_and_the_shop_says_how_many_that_is() {
    let low = |low_stock| {
        let built = built_with(&[("shop.csv", STOCK)], low_stock);
        let low = built.feed.products.iter().filter(|product| product.low_stock);
        low.map(|product| product.sku.clone()).collect::<Vec<_>>()
    };
    assert_eq!(low(None), [""; 0]);
    assert_eq!(low(Some(3)), ["FEW", "P"], "three of the variants together");
    assert_eq!(low(Some(2)), [""; 0]);
    let own = r#"[{ "sku": "A", "name": "Axe", "low-stock": true }]"#;
    assert!(built_with(&[("shop.json", own)], None).feed.products[0].low_stock);
}

#[test]
fn where_a_product_is_found_is_an_attribute_unless_it_is_found_everywhere() {
    let rows = "sku,product_type,name,visibility\nA,simple,Axe,\"Catalog, Search\"\nB,simple,Bow,Catalog\nC,simple,Cup,3\nD,simple,Dish,1\n";
    let built = built_with(&[("shop.csv", rows)], None);
    let visibility = |sku: &str| {
        let product = product(&built, sku);
        (
            product.visible,
            product.attributes.iter().find(|(name, _)| name == "visibility").map(|(_, value)| format!("{value:?}")),
        )
    };
    assert_eq!(visibility("A"), (true, None));
    assert_eq!(visibility("B"), (true, Some("One(\"catalog\")".into())));
    assert_eq!(visibility("C"), (false, Some("One(\"search\")".into())));
    assert_eq!(visibility("D"), (false, None));
}

#[test]
fn the_feed_has_the_types_of_the_attributes_that_rules_and_filters_name() {
    let attributes = "attribute_code,frontend_input\nmaterial,multiselect\nfit,select\nsale,boolean\nlaunched,date\nwatts,price\nmotto,text\n";
    let products = "sku,name,attribute_set_code,additional_attributes\nA,Axe,Tool,\"material=Steel,fit=Loose,sale=Yes,launched=2026-01-01,watts=3\"\n";
    let leaf =
        |attribute: &str| format!(r#"{{ "attribute": "{attribute}", "operator": "is", "matched": "{attribute}" }}"#);
    let rules = format!(
        r#"[{{ "name": "R", "relation": "related", "match": {{ "any": [{}, {}] }}, "display": {} }}]"#,
        leaf("material"),
        leaf("launched"),
        leaf("motto")
    );
    let settings = format!(
        r#"{{ "attribute-types": {{ "watts": "number", "material": "text" }}, "products": [],
        "units": {{ "related": {{ "include": [{}], "exclude": [{}] }} }} }}"#,
        leaf("watts"),
        leaf("sale")
    );
    let files = [("a.csv", attributes), ("b.csv", products), ("c.json", &settings), ("rules.json", &rules)];
    let expected = json!({ "launched": "date", "sale": "boolean", "watts": "number" });
    assert_eq!(feed(&built_with(&files, None))["attribute-types"], expected, "our own file has the last word");
}

#[test]
fn settings_of_our_own_schema_pass_through_to_the_feed() {
    let own = r#"{ "logic": "plain", "show-out-of-stock": true,
        "units": { "up-sell": { "active": false, "rotation": "weighted-random", "bundles": 2, "show-repeated": true, "show-bought": true } },
        "products": [{ "sku": "A", "name": "Axe", "group-prices": { "wholesale": 7.5, "staff": "6" } }] }"#;
    let feed = feed(&built_with(&[("shop.json", own)], None));
    assert_eq!((&feed["logic"], &feed["show-out-of-stock"]), (&"plain".into(), &true.into()));
    let unit = json!({ "active": false, "rotation": "weighted-random", "bundles": 2, "show-repeated": true, "show-bought": true });
    assert_eq!(feed["units"]["up-sell"], unit);
    assert_eq!(feed["products"][0]["group-prices"], json!({ "wholesale": "7.5", "staff": 6 }));
}

#[test]
fn settings_that_cannot_be_meant_are_reported_at_their_place() {
    let own = r#"{
  "logic": "plane",
  "attribute-types": { "color": "multiselect" },
  "show-out-of-stock": "no",
  "units": { "related": { "rotation": "weighted" }, "up-sell": {} },
  "products": [{ "sku": "A", "name": "Axe", "group-prices": { "staff": "6,50" } }, { "sku": "B", "name": "Bow" }]
}"#;
    let (built, messages) = built_of(&[("shop.json", own.as_bytes())]);
    assert_eq!(common::skus(&built), ["B"]);
    let expected = [
        "shop.json:3:33: attribute-types: color: expected text, number, date, select, boolean or multi-select, found \"multiselect\"; did you mean \"multi-select\"?",
        "shop.json:2:12: logic: expected adobe or plain, found \"plane\"",
        "shop.json:4:24: show-out-of-stock: expected a boolean, found string \"no\"",
        "shop.json:5:39: units: related.rotation: expected a rotation such as priority-then-random, found \"weighted\"; did you mean \"weighted-random\"?",
        "shop.json:6:72: group-prices.staff: expected an amount such as 12.50, found \"6,50\"",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn constants_are_written_as_the_catalogue_writes_its_values() {
    let own = r#"{ "attribute-types": { "watts": "number" },
        "units": { "related": { "include": [{ "attribute": "price", "operator": "less than", "value": "1.000,50" }] } },
        "products": [{ "sku": "A", "name": "Axe", "attributes": { "watts": 8, "width": "2.5", "colors": ["Sand", "Night"] } }] }"#;
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "any": [
        { "attribute": "watts", "operator": "greater than", "value": "7,5" },
        { "attribute": "watts", "operator": "contains", "value": "7,5" },
        { "attribute": "watts", "operator": "is one of", "value": ["7,5", 8] },
        { "attribute": "watts", "operator": "is one of", "value": "7,8" },
        { "attribute": "width", "operator": "is", "value": "2,5" },
        { "attribute": "name", "operator": "is", "value": "2,5" },
        { "attribute": "colors", "operator": "contains", "value": "SAND" },
        { "attribute": "colors", "operator": "is one of", "value": "night; sand" }
    ] } }]"#;
    let feed = feed(&built_with(&[("shop.json", own), ("rules.json", rules)], None));
    let conditions = feed["rules"][0]["display"]["any"].as_array().unwrap();
    let values: Vec<&Value> = conditions.iter().map(|condition| &condition["value"]).collect();
    let expected = [
        json!("7.5"),
        json!("7,5"),
        json!(["7.5", "8"]),
        json!("7,8"),
        json!("2.5"),
        json!("2,5"),
        json!("Sand"),
        json!("Night,Sand"),
    ];
    assert_eq!(values, expected.iter().collect::<Vec<_>>());
    assert_eq!(feed["units"]["related"]["include"][0]["value"], "1000.50");
}

#[test]
fn rules_in_toml_give_the_feed_that_they_give_in_json() {
    let toml = r#"
[[rules]]
name = "R"
relation = "up-sell"
from = 2026-11-01
limit = 3
segments = ["wholesale"]
match.any = [{ attribute = "sku", operator = "is one of", value = ["A", "B"] }]

[rules.display]
attribute = "price"
operator = "greater than"
matched = "price"
percent = 120
plus = -2.50
"#;
    let json = r#"{ "rules": [{ "name": "R", "relation": "up-sell", "from": "2026-11-01", "limit": 3, "segments": ["wholesale"],
        "match": { "any": [{ "attribute": "sku", "operator": "is one of", "value": ["A", "B"] }] },
        "display": { "attribute": "price", "operator": "greater than", "matched": "price", "percent": 120, "plus": -2.50 } }] }"#;
    let shop = ("shop.json", r#"[{ "sku": "A", "name": "Axe" }]"#);
    let rules = |file: (&str, &str)| feed(&built_with(&[shop, file], None))["rules"].clone();
    assert_eq!(rules(("rules.toml", toml)), rules(("rules.json", json)));
    assert_eq!(rules(("rules.toml", toml)).as_array().unwrap().len(), 1);
}
