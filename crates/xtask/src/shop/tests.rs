//! The demo's own catalogue, held to what the demo promises.

use super::look::Look;
use super::spots::Spot;
use super::*;
use kindred_cli::check::{CheckOptions, check};
use kindred_core::context::Context;
use kindred_core::feed::{self, Product, Rotation};
use kindred_core::link::Relation;
use kindred_core::recommend::Type;
use kindred_core::select::{Reason, select};
use std::collections::BTreeSet;

fn demo() -> PathBuf {
    crate::root().join("demo/catalogue.json")
}

pub(super) fn built() -> pipeline::Built {
    let options = BuildOptions {
        catalogue: vec![demo()],
        rules: rules_beside(&demo()),
        product_url: Some(PRODUCT_URL.into()),
        attributes: KeptAttributes::All,
        items: true,
        ..BuildOptions::default()
    };
    let built = pipeline::build(&options).unwrap_or_else(|error| panic!("{error}"));
    // Not strict: the demo has links to a product without a page, which a strict build does not let pass.
    assert_eq!(built.report.n_skipped(), 0, "{:?}", built.report.diagnostics);
    built
}

/// The demo's feed, as a page reads it.
fn read() -> feed::Feed {
    let text = serde_json::to_string(&built().feed).expect("a feed");
    feed::read(&text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_demo_has_sixty_products_and_more_in_several_categories() {
    let built = built();
    let visible: Vec<&Product> = built.feed.products.iter().filter(|product| product.visible).collect();
    let tops: BTreeSet<&str> =
        visible.iter().flat_map(|product| &product.categories).filter_map(|path| path.split('/').next()).collect();
    assert!(visible.len() >= 60, "{} products", visible.len());
    assert!(tops.len() >= 6, "{tops:?}");
}

#[test]
fn every_relation_has_links_and_rules_and_products_without_links_of_their_own() {
    let built = built();
    for relation in Relation::ALL {
        let n_linked = built.feed.products.iter().filter(|product| !product.links(relation).is_empty()).count();
        let n_visible = built.feed.products.iter().filter(|product| product.visible).count();
        assert!(n_linked >= 20, "{}: {n_linked} products have links", relation.name());
        assert!(n_linked < n_visible, "{}: no product is left to the rules", relation.name());
        let n_rules = built.feed.rules.iter().filter(|rule| rule.relation == relation && rule.active).count();
        assert!(n_rules >= 2, "{}: {n_rules} rules", relation.name());
    }
}

#[test]
fn every_rule_of_the_demo_shows_something_to_somebody() {
    let feed = read();
    for rule in feed.rules.iter().filter(|rule| rule.active) {
        let speaks = feed.products.iter().filter(|product| product.visible).any(|product| {
            let context = Context {
                viewed: Some(product.sku.clone()),
                cart: vec![product.sku.clone()],
                today: rule.window.0.clone(),
                segments: rule.segments.clone(),
                ..Context::new(str::to_lowercase)
            };
            select(&feed, rule.relation, None, &context)
                .iter()
                .any(|card| matches!(card.reason, Reason::Rule { rule: speaking, .. } if speaking == rule))
        });
        assert!(speaks, "the rule \"{}\" shows nothing to anybody", rule.name);
    }
}

/// The promise of the demo: whoever wonders what rules can do finds it here, working.
#[test]
fn the_demo_has_one_of_everything_that_rules_and_units_can_do() {
    let (built, feed) = (built(), read());
    for rotation in [Rotation::PriorityThenId, Rotation::PriorityThenRandom, Rotation::WeightedRandom] {
        assert!(feed.settings.units.iter().any(|unit| unit.rotation == rotation), "no unit is set to {rotation:?}");
    }
    let text = serde_json::to_string(&built.feed).expect("a feed");
    for (what, written) in [
        ("a dated rule", r#""from":"20"#),
        ("a rule for a segment", r#""segments":["garden-club"]"#),
        ("a price beside the matched product's", r#""operator":"equals or greater than","matched":"price"}"#),
        ("a percentage of it", r#""percent":200"#),
        ("categories below the matched product's", r#""matched":"child-category""#),
        ("a rule that is switched off", r#""active":false"#),
        ("a filter of a unit", r#""exclude":[{"attribute":"low-stock""#),
        ("a product of which few are left", r#""low-stock":true"#),
        ("a price for a customer group", r#""group-prices":{"trade":"#),
        ("a list that is declared as one", r#""multi-select""#),
        ("a date that is declared as one", r#""new-from":"date""#),
    ] {
        assert!(text.contains(written), "the demo has not {what}: {written}");
    }
    let of_bundles = |product: &Product| {
        let context = Context { viewed: Some(product.sku.clone()), ..Context::new(str::to_lowercase) };
        let cards = select(&feed, Relation::UpSell, None, &context);
        cards.iter().filter(|card| matches!(card.reason, Reason::Bundle { .. })).count()
    };
    assert_eq!(feed.products.iter().map(of_bundles).max(), Some(1), "a bundle as an up-sell, and one at most");
}

#[test]
fn kindred_check_finds_nothing_wrong_with_the_demo() {
    let build = BuildOptions { catalogue: vec![demo()], rules: rules_beside(&demo()), ..BuildOptions::default() };
    let options = CheckOptions { build, on: Some("2026-11-23".into()), strict: true };
    let checked = check(&options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    let said: Vec<String> = checked.diagnostics().map(ToString::to_string).collect();
    assert_eq!(said, [""; 0]);
}

#[test]
fn every_link_of_the_demo_leads_to_a_product_of_it() {
    let built = built();
    let known: BTreeSet<&str> = built.catalogue.items.iter().map(|item| item.sku.as_str()).collect();
    for item in &built.catalogue.items {
        for (_, sku, _) in item.links.iter() {
            assert!(known.contains(sku), "{} leads to {sku}", item.sku);
        }
    }
}

#[test]
fn the_demo_s_look_speaks_of_products_and_categories_that_exist() {
    let built = built();
    let look = Look::beside(&demo()).expect("the demo has a look");
    let visible: BTreeSet<&str> =
        built.feed.products.iter().filter(|product| product.visible).map(|product| product.sku.as_str()).collect();
    let shelf = Shelf::new(&built, &look);
    let things = look.categories.values().map(|department| &department.thing);
    let story = look.story.iter().map(|story| &story.thing);
    for sku in look.selection.skus.iter().chain(&look.hero.things).chain(things).chain(story) {
        assert!(visible.contains(sku.as_str()), "{sku} is no product");
    }
    for category in look.categories.keys().chain([&look.hero.category]) {
        assert!(shelf.category(category).is_some(), "{category} is no category");
    }
    assert!(visible.iter().all(|sku| look.pictures.contains_key(*sku)), "every product has a sketch");
}

#[test]
fn a_shop_has_a_page_for_everything_and_no_link_into_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (dist, out) = (folder.path().join("dist"), folder.path().join("site"));
    fs::create_dir_all(&dist).expect("a folder for Kindred's files");
    fs::write(dist.join("kindred.js"), "").expect("a loader");
    let options =
        Options { catalogue: demo(), rules: None, pictures: None, dist, layout: Layout::Inline, out: out.clone() };
    let summary = build(&options).unwrap_or_else(|error| panic!("{error:#}"));
    assert!(summary.n_products >= 60 && summary.n_drawn == summary.n_products);
    let pages = ["index.html", "cart.html", "thanks.html", "404.html", "theme.html", "recommendations.html"];
    for page in pages.into_iter().chain(["c/pots.html", "c/pots/glazed.html", "p/rim-pot.html"]) {
        let html = fs::read_to_string(out.join(page)).unwrap_or_else(|error| panic!("{page}: {error}"));
        for address in addresses(&html) {
            assert!(address.is_empty() || out.join(address).is_file(), "{page} leads to /{address}");
        }
    }
}

#[test]
fn every_type_of_recommendation_stands_where_it_belongs_and_no_page_has_more_than_three_for_anybody() {
    let look = Look::beside(&demo()).expect("the demo has a look");
    let catalogue = built();
    let kind = |unit: &str| {
        let settings = catalogue.feed.units.recommendations.get(unit);
        settings
            .and_then(|settings| settings.kind)
            .or_else(|| Type::from_name(unit))
            .unwrap_or_else(|| panic!("{unit}"))
    };
    let places = &look.recommendations;
    let of_departments = look.categories.values().map(|department| &department.recommendations);
    let own: Vec<&Vec<Spot>> = of_departments.filter(|own| !own.is_empty()).collect();
    let pages = [&places.home, &places.category, &places.product, &places.sold_out, &places.cart, &places.confirmation];
    let mut seen = BTreeSet::new();
    for page in pages.into_iter().chain(own) {
        assert!((1..=3).contains(&page.len()), "{page:?}");
        seen.extend(page.iter().map(|spot| kind(&spot.unit)));
        seen.extend(page.iter().filter(|spot| !spot.instead.is_empty()).map(|spot| kind(&spot.instead)));
    }
    // The best sellers of a department come with those that all departments have.
    assert!(places.department.len() < 3);
    let best: Vec<&Spot> = look.categories.values().filter_map(|department| department.best.as_ref()).collect();
    assert_eq!(best.len(), look.categories.len());
    seen.extend(best.iter().map(|spot| kind(&spot.unit)));
    seen.extend(places.department.iter().map(|spot| kind(&spot.unit)));
    let missing: Vec<Type> = Type::ALL.into_iter().filter(|kind| !seen.contains(kind)).collect();
    assert_eq!(missing, []);
}

#[test]
fn a_catalogue_without_a_year_has_what_it_is_itself_enough_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let catalogue = folder.path().join("catalogue.json");
    let product = |sku: &str, name: &str| {
        format!(r#"{{ "sku": "{sku}", "name": "{name}", "price": 1, "categories": ["Mugs"] }}"#)
    };
    let products = [product("A", "Red mug"), product("B", "Blue mug"), product("C", "Green mug")].join(",");
    fs::write(&catalogue, format!(r#"{{ "currency": "EUR", "products": [{products}] }}"#)).expect("a catalogue");
    let (dist, out) = (folder.path().join("dist"), folder.path().join("site"));
    fs::create_dir_all(&dist).expect("a folder for Kindred's files");
    build(&Options { catalogue, rules: None, pictures: None, dist, layout: Layout::Inline, out: out.clone() })
        .unwrap_or_else(|error| panic!("{error:#}"));
    let read = |page: &str| fs::read_to_string(out.join(page)).expect("a page");
    assert!(read("p/red-mug.html").contains(r#"type="more-like-this""#));
    assert!(!read("p/red-mug.html").contains(r#"type="bought-bought""#));
    assert!(!read("index.html").contains(r#"type="trending""#));
    assert!(read("recommendations.html").contains("Nothing was learned for it"));
}

/// Where a page's links and pictures lead within the site; empty for the home page.
fn addresses(html: &str) -> Vec<&str> {
    let openings = ["href=\"/", "src=\"/"];
    let rests = openings.into_iter().flat_map(|opening| html.split(opening).skip(1));
    rests.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn names_and_descriptions_of_a_catalogue_stay_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let catalogue = folder.path().join("catalogue.json");
    let hostile = r#"{ "currency": "EUR", "products": [ { "sku": "A\"><b>", "name": "</script><script>alert(1)</script>",
        "price": 1, "categories": ["<i>"], "description": "<img src=x onerror=alert(1)>" } ] }"#;
    fs::write(&catalogue, hostile).expect("a catalogue");
    let (dist, out) = (folder.path().to_path_buf(), folder.path().join("site"));
    build(&Options { catalogue, rules: None, pictures: None, dist, layout: Layout::Inline, out: out.clone() })
        .unwrap_or_else(|error| panic!("{error:#}"));
    let pages = fs::read_dir(out.join("p")).expect("product pages");
    for page in pages.map(|entry| entry.expect("a page").path()).chain([out.join("index.html")]) {
        let html = fs::read_to_string(&page).expect("a page");
        for markup in ["<script>alert", "<img src=x", "<i>", "<b>"] {
            assert!(!html.contains(markup), "{} has {markup}", page.display());
        }
    }
}
