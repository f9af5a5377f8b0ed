//! The link columns of the import format, and what becomes of links that lead astray.

mod common;

use common::{built_of, product};
use kindred_cli::pipeline::Built;
use kindred_cli::report::Dropped;
use kindred_core::link::Relation;

const HEADER: &str =
    "sku,product_type,name,visibility,product_online,configurable_variations,related_skus,related_position\n";

fn build_table(rows: &str) -> (Built, Vec<String>) {
    built_of(&[("shop.csv", format!("{HEADER}{rows}").as_bytes())])
}

fn related(built: &Built, sku: &str) -> Vec<(String, Option<u32>)> {
    product(built, sku).related.iter().map(|link| (link.sku.clone(), link.position)).collect()
}

fn at(links: &[(&str, Option<u32>)]) -> Vec<(String, Option<u32>)> {
    links.iter().map(|(sku, position)| ((*sku).to_owned(), *position)).collect()
}

fn dropped(built: &Built) -> Vec<(Dropped, usize)> {
    built.report.links.of(Relation::Related).dropped.iter().map(|(reason, links)| (*reason, links.count)).collect()
}

const OTHERS: &str = "B,simple,Bow,4,1,,,\nC,simple,Cup,4,1,,,\nD,simple,Dish,4,1,,,\n";

#[test]
fn positions_order_the_links_and_are_written_only_where_the_order_does_not_say_them() {
    let (built, _) = build_table(&format!("A,simple,Axe,4,1,,\"B,C,D\",\"3,1,2\"\n{OTHERS}"));
    assert_eq!(related(&built, "A"), at(&[("C", None), ("D", None), ("B", None)]));
    let (built, _) = build_table(&format!("A,simple,Axe,4,1,,\"B,C,D\",\"10,20,30\"\n{OTHERS}"));
    assert_eq!(related(&built, "A"), at(&[("B", Some(10)), ("C", Some(20)), ("D", Some(30))]));
}

#[test]
fn equal_positions_keep_the_order_they_are_written_in() {
    let (built, _) = build_table(&format!("A,simple,Axe,4,1,,\"D,B,C\",\"7,7,7\"\n{OTHERS}"));
    assert_eq!(related(&built, "A"), at(&[("D", Some(7)), ("B", Some(7)), ("C", Some(7))]));
}

#[test]
fn positions_belong_to_skus_by_their_place_in_the_cell_so_a_dropped_one_shifts_none() {
    let (built, _) = build_table(&format!("A,simple,Axe,4,1,,\"B,GONE,,D\",\"1,2,9,4\"\n{OTHERS}"));
    assert_eq!(related(&built, "A"), at(&[("B", None), ("D", Some(4))]));
    assert_eq!(dropped(&built), [(Dropped::UnknownTarget, 1)]);
}

#[test]
fn without_any_position_the_order_in_the_cell_stands_and_a_single_missing_one_counts_as_0() {
    let (built, _) = build_table(&format!("A,simple,Axe,4,1,,\"D, B ,C\",\n{OTHERS}"));
    assert_eq!(related(&built, "A"), at(&[("D", None), ("B", None), ("C", None)]));
    let (built, messages) = build_table(&format!("A,simple,Axe,4,1,,\"D,B,C\",\"2,first\"\n{OTHERS}"));
    assert_eq!(related(&built, "A"), at(&[("B", Some(0)), ("C", Some(0)), ("D", Some(2))]));
    assert_eq!(messages, ["shop.csv:2:27: warning: related_position: expected a position such as 1, found \"first\""]);
}

#[test]
fn skus_are_found_without_regard_to_letter_case_and_written_as_the_product_spells_them() {
    let (built, _) = build_table(&format!("A,simple,Axe,4,1,,\"b,A,a\",\n{OTHERS}"));
    assert_eq!(related(&built, "A"), at(&[("B", None)]));
    assert_eq!(dropped(&built), [(Dropped::ToItself, 2)]);
}

#[test]
fn a_variant_is_shown_as_its_parent_and_its_own_links_are_the_parents_matter() {
    let rows = "P,configurable,Pot,4,1,\"sku=P-1,size=1|sku=P-2,size=2\",P-1,\n\
        P-1,simple,Pot 1,1,1,,B,\nP-2,simple,Pot 2,1,1,,,\nA,simple,Axe,4,1,,\"P-2,B,P,P-1\",\n";
    let (built, _) = build_table(&format!("{rows}{OTHERS}"));
    assert_eq!(related(&built, "A"), at(&[("P", None), ("B", None)]));
    assert_eq!(related(&built, "P"), []);
    let expected = [(Dropped::VariantSource, 1), (Dropped::ToItselfThroughParent, 1), (Dropped::TwiceThroughParent, 2)];
    assert_eq!(dropped(&built), expected);
}

#[test]
fn a_configurable_parent_stands_for_an_item_before_a_group_and_a_group_before_a_bundle() {
    let header =
        "sku,product_type,name,visibility,associated_skus,bundle_values,configurable_variations,related_skus\n";
    let parts = "BUNDLE,bundle,Box,4,,\"name=One,sku=X|name=Two,sku=Y|name=Three,sku=Z\",,\n\
        GROUP,grouped,Set,4,\"X=1,Y=1\",,,\nPARENT,configurable,Pot,4,,,\"sku=X,size=1\",\n\
        X,simple,X,1,,,,\nY,simple,Y,1,,,,\nZ,simple,Z,1,,,,\n";
    let rows = "A,simple,Axe,4,,,,X\nB,simple,Bow,4,,,,Y\nC,simple,Cup,4,,,,Z\n";
    let (built, _) = built_of(&[("shop.csv", format!("{header}{parts}{rows}").as_bytes())]);
    assert_eq!(related(&built, "A"), at(&[("PARENT", None)]));
    assert_eq!(related(&built, "B"), at(&[("GROUP", None)]));
    assert_eq!(related(&built, "C"), at(&[("BUNDLE", None)]));
}

#[test]
fn a_parent_without_a_page_leads_on_to_its_own_parent() {
    let header = "sku,product_type,name,visibility,associated_skus,configurable_variations,related_skus\n";
    let rows = "GROUP,grouped,Set,4,POT,,\nPOT,configurable,Pot,1,,\"sku=X,size=1\",\nX,simple,X,1,,,\n\
        LOOP,grouped,Loop,1,\"LOOP,X2\",,\nX2,simple,X,1,,,\nA,simple,Axe,4,,,\"X,X2\"\n";
    let (built, _) = built_of(&[("shop.csv", format!("{header}{rows}").as_bytes())]);
    assert_eq!(related(&built, "A"), at(&[("GROUP", None)]));
    assert_eq!(dropped(&built), [(Dropped::HiddenTarget, 1)]);
}

#[test]
fn what_is_switched_off_neither_shows_nor_stands_for_anything() {
    let rows = "OFF,configurable,Off,4,2,\"sku=V,size=1\",B,\nV,simple,V,1,1,,,\nA,simple,Axe,4,1,,\"OFF,V\",\n";
    let (built, _) = build_table(&format!("{rows}{OTHERS}"));
    assert_eq!(related(&built, "A"), []);
    assert!(built.feed.products.iter().all(|product| product.sku != "OFF"));
    assert_eq!(
        dropped(&built),
        [(Dropped::DisabledSource, 1), (Dropped::DisabledTarget, 1), (Dropped::HiddenTarget, 1)]
    );
    assert_eq!(built.report.products.disabled, 1);
}

#[test]
fn a_link_file_whose_name_tells_no_relation_is_not_used() {
    let (built, _) = built_of(&[("links.csv", b"sku,linked_sku\nA,A\n"), ("shop.csv", b"sku,name\nA,Axe\n")]);
    let line = "  links.csv: links, but no relation (related, upsell, crosssell) in the file's name\n";
    assert!(built.report.to_string().contains(line), "{}", built.report);
}
