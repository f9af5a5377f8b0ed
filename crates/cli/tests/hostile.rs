//! Tables that are broken, in the wrong encoding or out to do harm: what is wrong is reported with its place, and the
//! other rows are kept (design, section 7).

mod common;

use common::{built_of, folder, product, skus};
use kindred_cli::pipeline::{BuildOptions, build};
use tempfile::TempDir;

const HEADER: &str = "sku,name,price,qty\n";

fn build_table(rows: &str) -> (kindred_cli::pipeline::Built, Vec<String>) {
    built_of(&[("shop.csv", format!("{HEADER}{rows}").as_bytes())])
}

#[test]
fn a_price_that_is_no_amount_is_reported_at_its_cell_and_the_row_is_left_out() {
    let (built, messages) = build_table("A,Axe,12.50,1\nB,Bow,\"12,5O\",1\nC,Cup,-3,1\nD,Dish,7,1\n");
    assert_eq!(skus(&built), ["A", "D"]);
    assert_eq!(
        messages,
        [
            "shop.csv:3:7: price: expected an amount such as 12.50, found \"12,5O\"",
            "shop.csv:4:7: price: expected an amount such as 12.50, found \"-3\"",
        ]
    );
}

#[test]
fn everything_that_is_wrong_with_a_row_is_reported_at_once() {
    let (_, messages) = build_table("A,Axe,1,1\n,,x,many\n");
    assert_eq!(
        messages,
        [
            "shop.csv:3:1: sku: expected a SKU, found nothing",
            "shop.csv:3:2: name: expected a name, found nothing",
            "shop.csv:3:3: price: expected an amount such as 12.50, found \"x\"",
            "shop.csv:3:5: qty: expected a quantity such as 2, found \"many\"",
        ]
    );
}

#[test]
fn places_count_lines_inside_cells_and_characters_not_bytes() {
    let (built, messages) = build_table("A,\"An\nax\n\"\"é\"\"\",x,1\r\n\r\nB,Bö,y,1\nC,Cup,1,1\n");
    assert_eq!(skus(&built), ["C"]);
    assert_eq!(
        messages,
        [
            "shop.csv:4:8: price: expected an amount such as 12.50, found \"x\"",
            "shop.csv:6:6: price: expected an amount such as 12.50, found \"y\"",
        ]
    );
}

#[test]
fn quotes_line_breaks_and_formulas_in_cells_are_just_text() {
    let (built, messages) =
        build_table("A,\"12\"\" axe,\nlong\",1,1\n=1+1,\"=HYPERLINK(\"\"http://x\"\")\",1,1\n@b,+c,1,1\n");
    assert_eq!(messages, [] as [&str; 0]);
    assert_eq!(product(&built, "A").name, "12\" axe, long");
    assert_eq!(product(&built, "=1+1").name, "=HYPERLINK(\"http://x\")");
    assert_eq!(product(&built, "=1+1").url, "/hyperlink-http-x.html");
    assert_eq!(product(&built, "@b").name, "+c");
}

#[test]
fn ragged_rows_are_reported_and_the_others_kept() {
    let (built, messages) = build_table("A,Axe,1,1\nB,Bow,1\nC,Cup,1,1,1\nD,Dish,1,1\n");
    assert_eq!(skus(&built), ["A", "D"]);
    assert_eq!(messages, ["shop.csv:3:1: expected 4 columns, found 3", "shop.csv:4:1: expected 4 columns, found 5"]);
}

#[test]
fn a_missing_quote_costs_its_own_row_and_no_other() {
    let (built, messages) = build_table("A,\"Axe,1,1\nB,\"Big\nbow\",1,1\nC,Cup,1,1\nD,\"Dish\",1,1\n");
    assert_eq!(skus(&built), ["B", "C", "D"]);
    assert_eq!(product(&built, "B").name, "Big bow");
    assert_eq!(
        messages,
        ["shop.csv:2:1: expected 4 columns, found 2; reading went on at line 3 (is a quote missing?)"]
    );
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_rest() {
    let (built, messages) = build_table("A,Axe,1,1\nB,\"Bow,1,1\nC,Cup,1,1\nD,Dish,1,1\n");
    assert_eq!(skus(&built), ["A", "C", "D"]);
    assert_eq!(
        messages,
        ["shop.csv:3:1: expected 4 columns, found 2; reading went on at line 4 (is a quote missing?)"]
    );
}

#[test]
fn a_quote_that_is_never_closed_in_a_large_table_does_not_swallow_the_rest() {
    // More than is read of one row, so that memory stays what it is whatever the file.
    let rows: String = (0..360).map(|row| format!("S{row},Spoon,{row:=>50000}\n")).collect();
    let files = folder(&[("shop.csv", format!("sku,name,meta_title\nA,\"Axe,x\n{rows}").as_bytes())]);
    let read = rows_of(&files);
    assert_eq!(
        read,
        (360, vec!["2:1: expected 3 columns, found 2; reading went on at line 3 (is a quote missing?)".into()])
    );
}

#[test]
fn a_line_that_is_longer_than_any_row_is_passed_over() {
    let long = "x".repeat(20_000_000);
    let files = folder(&[("shop.csv", format!("{HEADER}A,Axe,1,1\nB,{long},1,1\nC,Cup,1,1\n").as_bytes())]);
    let (n_products, messages) = rows_of(&files);
    assert_eq!(n_products, 2, "{messages:?}");
    let expected = "3:1: expected 4 columns, found 2; reading went on at line 4 (is a quote missing?)";
    assert_eq!(messages, [expected]);
}

/// How many products there are in one table, and its messages from the line on.
fn rows_of(files: &TempDir) -> (usize, Vec<String>) {
    let options = BuildOptions { catalogue: vec![files.path().join("shop.csv")], ..common::everything() };
    let built = build(&options).unwrap();
    let messages = built.report.diagnostics.iter().map(|diagnostic| {
        diagnostic.to_string().split_once("shop.csv:").map_or_else(String::new, |(_, message)| message.to_owned())
    });
    (built.catalogue.items.len(), messages.collect())
}

#[test]
fn a_short_row_of_several_lines_is_reported_once() {
    let (built, messages) = build_table("A,\"Axe\nwith\na long name\",1\nB,Bow,1,1\n");
    assert_eq!(skus(&built), ["B"]);
    assert_eq!(
        messages,
        ["shop.csv:2:1: expected 4 columns, found 3; reading went on at line 5 (is a quote missing?)"]
    );
}

#[test]
fn a_table_of_nothing_but_open_quotes_is_read_to_its_end() {
    let rows = "A,\"x\n".repeat(10_001);
    let (built, messages) = build_table(&format!("{rows}B,Bow,1,1\n"));
    assert_eq!(skus(&built), ["B"]);
    assert_eq!(
        messages,
        ["shop.csv:2:1: expected 4 columns, found 2; reading went on at line 10003 (is a quote missing?)"]
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_column() {
    let (built, messages) = built_of(&[("shop.csv", b"\xEF\xBB\xBFsku,name,price\nA,Axe,x\nB,Bow,2\n")]);
    assert_eq!(skus(&built), ["B"]);
    assert_eq!(messages, ["shop.csv:2:7: price: expected an amount such as 12.50, found \"x\""]);
}

#[test]
fn bytes_that_are_not_utf_8_are_reported_and_the_other_rows_kept() {
    let (built, messages) = built_of(&[(
        "shop.csv",
        b"sku,name,price\nA,Caf\xE9,1\nB,B\xC3\xB6w,2\nC,\"C\n\xC3\xBCp\xFF\",2\n\nD,Dish,3\n",
    )]);
    assert_eq!(skus(&built), ["B", "D"]);
    assert_eq!(
        messages,
        [
            "shop.csv:2:3: name: expected UTF-8, found the byte 0xE9",
            "shop.csv:4:3: name: expected UTF-8, found the byte 0xFF",
        ]
    );
}

#[test]
fn bytes_that_no_text_has_make_no_table() {
    let (built, messages) = built_of(&[("a.csv", b"\x89PNG\r\n\0\0\0\rIHDR"), ("b.csv", b"sku,name\nB,Bow\n")]);
    assert_eq!((skus(&built), messages), (vec!["B"], vec![]));
    let summary = built.report.to_string();
    assert!(summary.contains("\n  a.csv: no text\n"), "{summary}");
}

#[test]
fn prose_is_no_table_and_is_not_repeated_at_length() {
    let prose = format!("How to use this, {}\nFirst, unpack it.\n", "very carefully ".repeat(50));
    let (built, messages) = built_of(&[
        ("license.txt", b"Free for all\n\n(c) Us, 2026\n"),
        ("readme.txt", prose.as_bytes()),
        ("shop.csv", b"sku,name\nB,Bow\n"),
    ]);
    assert_eq!((skus(&built), messages), (vec!["B"], vec![]));
    let summary = built.report.to_string();
    let expected = "\n  license.txt: no table\n  readme.txt: no product table: its columns are how to use this, \
        very carefully very carefully very caref…\n";
    assert!(summary.contains(expected), "{summary}");
}

#[test]
fn a_sku_that_is_there_already_is_reported_with_the_place_of_the_first() {
    let (built, messages) = built_of(&[("a.csv", b"sku,name\nA,Axe\n"), ("b.csv", b"sku,name\nB,Bow\nA,Other\n")]);
    assert_eq!((skus(&built), product(&built, "A").name.as_str()), (vec!["A", "B"], "Axe"));
    let [message] = messages.as_slice() else { panic!("{messages:?}") };
    assert!(
        message.starts_with("b.csv:3:1: sku: expected a SKU of its own, found \"A\", which is the product at "),
        "{message}"
    );
    assert!(message.ends_with("a.csv:2:1"), "{message}");
}

#[test]
fn pictures_and_prices_of_products_that_do_not_exist_are_reported() {
    let files: [(&str, &[u8]); 3] = [
        ("images.csv", b"sku,image\nX,/x.jpg\nA,/a.jpg\n"),
        ("msrp.csv", b"sku,msrp\nA,\nX,3\n"),
        ("shop.csv", b"sku,name\nA,Axe\n"),
    ];
    let (built, messages) = built_of(&files);
    assert_eq!(product(&built, "A").image, "/media/catalog/product/a.jpg");
    assert_eq!(
        messages,
        [
            "msrp.csv:2:3: msrp: expected an amount such as 12.50, found nothing",
            "images.csv:2:1: sku: expected the SKU of a product, found \"X\"",
            "msrp.csv:3:1: sku: expected the SKU of a product, found \"X\"",
        ]
    );
}

#[test]
fn an_unknown_visibility_leaves_the_row_out_rather_than_showing_it() {
    let (built, messages) = built_of(&[("shop.csv", b"sku,name,visibility\nA,Axe,Sometimes\nB,Bow,4\nC,Cup,3\n")]);
    assert_eq!(skus(&built), ["B", "C"]);
    assert!(!product(&built, "C").visible, "what only the search finds never shows in a unit");
    assert_eq!(
        messages,
        ["shop.csv:2:7: visibility: expected a visibility such as \"Catalog, Search\" or 4, found \"Sometimes\"",]
    );
}
