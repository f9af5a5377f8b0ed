//! `kindred render`: units as HTML, for one page and for all.

mod common;

use assert_cmd::Command;
use common::{fixture, folder};
use std::fs;
use std::process::Output;

fn render(arguments: &[&str]) -> Output {
    let own = fixture("own");
    let mut command = Command::cargo_bin("kindred").unwrap();
    command.arg("render").arg(own.join("catalogue.json")).arg("--rules").arg(own.join("rules.json"));
    command.args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_unit_is_an_element_with_real_links_in_it() {
    let html = stdout(&render(&["--sku", "LAMP-1", "--unit", "cross-sell", "--on", "2026-12-24"]));
    assert!(html.starts_with("<kindred-cross-sell cart=\"LAMP-1\"><section part=\"unit\""), "{html}");
    assert!(html.trim_end().ends_with("</section></kindred-cross-sell>"), "{html}");
    let links: Vec<_> = html.split("<a part=\"link\" href=\"").skip(1).collect();
    assert_eq!(links.len(), 1, "{html}");
    assert!(
        html.contains("<span part=\"name\">Bulb</span>") && html.contains("<h2 part=\"heading\">More choices</h2>")
    );
    assert!(!html.contains(" id=") && !html.contains("<script") && !html.contains("<!"), "{html}");
}

#[test]
fn the_words_and_prices_are_those_of_the_language() {
    let of = |language| {
        stdout(&render(&["--sku", "LAMP-1", "--unit", "cross-sell", "--on", "2026-12-24", "--language", language]))
    };
    assert!(of("sv").contains("<bdi part=\"price\">0,05\u{a0}kr</bdi>"), "{}", of("sv"));
    assert!(of("de").contains("<bdi part=\"price\">0,05\u{a0}SEK</bdi>"), "{}", of("de"));
    assert!(of("de").contains("<h2 part=\"heading\">Weitere Empfehlungen</h2>"), "{}", of("de"));
}

#[test]
fn what_the_command_line_asks_for_stands_on_the_element_too() {
    let html = stdout(&render(&[
        "--sku",
        "LAMP-1",
        "--unit",
        "cross-sell",
        "--on",
        "2026-12-24",
        "--layout",
        "grid",
        "--limit",
        "1",
        "--heading",
        "\"Bulbs\" & <more>",
    ]));
    let opening = html.split_once('>').unwrap().0;
    assert_eq!(
        opening,
        "<kindred-cross-sell cart=\"LAMP-1\" layout=\"grid\" limit=\"1\" heading=\"&quot;Bulbs&quot; &amp; &lt;more&gt;\""
    );
    assert!(html.contains("<h2 part=\"heading\">\"Bulbs\" &amp; &lt;more&gt;</h2>"), "{html}");
}

#[test]
fn every_page_gets_a_file_for_each_of_its_units() {
    let out = folder(&[]);
    let said = stdout(&render(&["--unit", "cross-sell", "--on", "2026-12-24", "--out", out.path().to_str().unwrap()]));
    let files = fs::read_dir(out.path().join("cross-sell")).unwrap().count();
    assert_eq!(said, format!("{}: {files} units\n", out.path().display()));
    let html = fs::read_to_string(out.path().join("cross-sell/LAMP-1.html")).unwrap();
    assert!(html.contains("Bulb"), "{html}");
    let alone = fs::read_to_string(out.path().join("cross-sell/BULB-1.html")).unwrap();
    assert_eq!(alone, "<kindred-cross-sell cart=\"BULB-1\"></kindred-cross-sell>\n");
}

#[test]
fn a_sku_that_nobody_sells_is_named_with_the_nearest_one() {
    let output = render(&["--sku", "LAMP-7"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("--sku") && said.contains("LAMP-7") && said.contains("LAMP-"), "{said}");
}

#[test]
fn a_recommendation_of_a_product_or_a_cart_is_rendered_with_its_heading_and_says_which_it_is() {
    let shop = r#"{"format":1,"units":{"in-cart":{"type":"bought-bought","page":"cart"},"front":{"type":"trending","page":"home"}},
        "products":[{"sku":"MUG-1","name":"Mug"},{"sku":"TEA-1","name":"Tea"}]}"#;
    let lists = r#"{"type":"bought-bought","sku":"MUG-1","list":["TEA-1",900]}"#;
    let files = folder(&[("shop.json", shop.as_bytes()), ("lists.jsonl", lists.as_bytes())]);
    let render = |unit: &str| {
        let mut command = Command::cargo_bin("kindred").unwrap();
        command.current_dir(files.path()).args(["render", "shop.json", "--lists", "lists.jsonl", "--sku", "MUG-1"]);
        command.args(["--unit", unit]).output().unwrap()
    };
    let html = stdout(&render("bought-bought"));
    assert!(html.starts_with("<kindred-recommendations type=\"bought-bought\" sku=\"MUG-1\"><section"), "{html}");
    assert!(html.contains("<h2 part=\"heading\">Frequently bought together</h2>"), "{html}");
    assert!(html.contains("<span part=\"name\">Tea</span>"), "{html}");
    let html = stdout(&render("in-cart"));
    assert!(html.starts_with("<kindred-recommendations type=\"in-cart\" cart=\"MUG-1\"><section"), "{html}");
    for (unit, expected) in
        [("front", "expected a unit of a product's page or of the cart, found \"front\""), ("relatd", "related?")]
    {
        let output = render(unit);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(expected), "{said}");
    }
}
