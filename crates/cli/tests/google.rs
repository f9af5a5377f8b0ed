//! Google Merchant feeds, in both XML forms and as tab-separated text.

mod common;

use common::{built_of, item, product, skus};
use kindred_cli::pipeline::Built;
use kindred_core::product::ProductType;
use kindred_core::value::Value;
use std::fmt::Write;

const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
<channel>
<title>Shop</title>
<item>
<g:id>MUG-1</g:id>
<title>Stoneware mug</title>
<g:description>&lt;p&gt;Holds&amp;nbsp;0.3 l.&lt;/p&gt;&lt;p&gt;Dishwasher-safe.&lt;/p&gt;</g:description>
<link>https://shop.example/mug?a=1&amp;b=2</link>
<g:image_link>https://cdn.example/mug.jpg</g:image_link>
<g:additional_image_link>https://cdn.example/mug-2.jpg</g:additional_image_link>
<g:additional_image_link>https://cdn.example/mug-3.jpg</g:additional_image_link>
<g:availability>in_stock</g:availability>
<g:price>1,234.50 EUR</g:price>
<g:sale_price>999.00 EUR</g:sale_price>
<g:product_type>Home &amp; Garden > Kitchen > Mugs</g:product_type>
<g:google_product_category>2169</g:google_product_category>
<g:brand>T&ouml;pfer</g:brand>
<g:gtin>4006381333931</g:gtin>
<g:condition>new</g:condition>
<g:custom_label_0><![CDATA[Winter & more]]></g:custom_label_0>
<g:shipping><g:country>DE</g:country><g:price>4.90 EUR</g:price></g:shipping>
</item>
</channel>
</rss>"#;

fn values<'a>(built: &'a Built, sku: &str, name: &str) -> Vec<&'a str> {
    match item(built, sku).attributes.get(name) {
        None => Vec::new(),
        Some(Value::One(text)) => vec![text],
        Some(Value::Many(texts)) => texts.iter().map(String::as_str).collect(),
    }
}

fn assert_mug(built: &Built) {
    let mug = product(built, "MUG-1");
    assert_eq!((mug.name.as_str(), mug.url.as_str()), ("Stoneware mug", "https://shop.example/mug?a=1&b=2"));
    let amount = |price: Option<kindred_core::price::Price>| price.map(|price| price.to_string());
    assert_eq!((amount(mug.price), amount(mug.regular_price)), (Some("999".into()), Some("1234.5".into())));
    assert_eq!(mug.categories, ["Home & Garden/Kitchen/Mugs"]);
    assert_eq!(item(built, "MUG-1").description, "Holds 0.3 l.\nDishwasher-safe.");
    assert_eq!(
        item(built, "MUG-1").images,
        ["mug", "mug-2", "mug-3"].map(|name| format!("https://cdn.example/{name}.jpg"))
    );
    for (name, value) in [
        ("brand", "Töpfer"),
        ("gtin", "4006381333931"),
        ("condition", "new"),
        ("google_product_category", "2169"),
        ("custom_label_0", "Winter & more"),
    ] {
        assert_eq!(values(built, "MUG-1", name), [value], "{name}");
    }
    assert_eq!(built.feed.currency, "EUR", "as the prices have it");
}

/// One item for each of these bodies, in RSS.
fn rss(items: &[&str]) -> String {
    let mut text = "<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\"><channel>\n".to_owned();
    for item in items {
        writeln!(text, "<item>{item}</item>").unwrap();
    }
    text + "</channel></rss>\n"
}

fn of_rss(items: &[&str]) -> (Built, Vec<String>) {
    built_of(&[("feed.xml", rss(items).as_bytes())])
}

#[test]
fn an_offer_in_rss_says_what_a_product_says() {
    let (built, messages) = built_of(&[("feed.xml", RSS.as_bytes())]);
    assert_eq!(messages, [""; 0]);
    assert_mug(&built);
}

#[test]
fn atom_and_text_say_the_same_as_rss() {
    let atom = RSS
        .replace("<rss version=\"2.0\"", "<feed xmlns=\"http://www.w3.org/2005/Atom\"")
        .replace("</rss>", "</feed>")
        .replace("<channel>", "")
        .replace("</channel>", "")
        .replace("item>", "entry>")
        .replace(
            "<link>https://shop.example/mug?a=1&amp;b=2</link>",
            "<link href=\"https://shop.example/mug?a=1&amp;b=2\"/>",
        );
    let (built, messages) = built_of(&[("feed.xml", atom.as_bytes())]);
    assert_eq!(messages, [""; 0]);
    assert_mug(&built);
    let tsv = "id\ttitle\tdescription\tlink\timage link\tadditional_image_link\tavailability\tprice\tsale price\tproduct_type\t\
        google_product_category\tbrand\tgtin\tcondition\tcustom_label_0\n\
        MUG-1\tStoneware mug\t<p>Holds&nbsp;0.3 l.</p><p>Dishwasher-safe.</p>\thttps://shop.example/mug?a=1&b=2\t\
        https://cdn.example/mug.jpg\thttps://cdn.example/mug-2.jpg,https://cdn.example/mug-3.jpg\tin stock\t1,234.50 EUR\t\
        999.00 EUR\tHome & Garden > Kitchen > Mugs\t2169\tTöpfer\t4006381333931\tnew\tWinter & more\n";
    let (built, messages) = built_of(&[("feed.txt", tsv.as_bytes())]);
    assert_eq!(messages, [""; 0]);
    assert_mug(&built);
}

#[test]
fn what_shares_an_item_group_is_one_product_with_variants() {
    let variant = |sku: &str, color: &str, price: &str, stock: &str| {
        format!(
            "<g:id>{sku}</g:id><g:item_group_id>SOCKS</g:item_group_id><title>Wool socks - {color}</title>\
            <link>/socks?v={sku}</link><g:image_link>/{sku}.jpg</g:image_link><g:color>{color}</g:color>\
            <g:size>M</g:size><g:gtin>{sku}</g:gtin><g:price>{price} EUR</g:price><g:availability>{stock}</g:availability>"
        )
    };
    let red = variant("S1", "red", "9.00", "out_of_stock");
    let lamp = "<g:id>LAMP</g:id><g:item_group_id>ALONE</g:item_group_id><title>Lamp</title>";
    let (blue, green) = (variant("S2", "blue", "12.00", "in_stock"), variant("S3", "green", "11.00", "preorder"));
    let (built, messages) = of_rss(&[&red, lamp, &blue, &green]);
    assert_eq!(messages, [""; 0]);
    assert_eq!(skus(&built), ["SOCKS", "LAMP"]);
    let socks = product(&built, "SOCKS");
    assert_eq!(
        (socks.name.as_str(), socks.url.as_str(), socks.image.as_str()),
        ("Wool socks", "/socks?v=S2", "/S2.jpg")
    );
    assert_eq!(socks.price.unwrap().to_string(), "11", "what can be bought");
    assert_eq!(socks.variants, ["S1", "S2", "S3"]);
    assert_eq!((socks.product_type, socks.in_stock, socks.needs_options), (ProductType::Configurable, true, true));
    assert_eq!(values(&built, "SOCKS", "color"), ["red", "blue", "green"]);
    assert_eq!(values(&built, "SOCKS", "size"), ["M"]);
    assert_eq!(values(&built, "SOCKS", "gtin"), [""; 0], "a number of one variant says nothing about the others");
    assert_eq!((built.report.products.variants, built.report.products.parents), (3, 1));
}

#[test]
fn an_offer_whose_id_is_its_group_s_stands_for_the_group() {
    let offer = |sku: &str, price: &str, stock: &str| {
        format!(
            "<g:id>{sku}</g:id><g:item_group_id>A</g:item_group_id><title>Axe</title><link>/{sku}</link>\
            <g:price>{price} EUR</g:price><g:availability>{stock}</g:availability>"
        )
    };
    let (built, messages) = of_rss(&[&offer("A", "9", "in_stock"), &offer("A-2", "7", "in_stock")]);
    assert_eq!((messages.len(), skus(&built)), (0, vec!["A"]));
    let axe = product(&built, "A");
    assert_eq!((axe.variants.as_slice(), axe.price.unwrap().to_string().as_str()), (&["A-2".to_owned()][..], "7"));
    let (built, _) = of_rss(&[&offer("A", "9", "in_stock"), &offer("A-2", "7", "out_of_stock")]);
    assert!(product(&built, "A").in_stock);
    assert_eq!(product(&built, "A").price.unwrap().to_string(), "9");
}

#[test]
fn a_sale_price_that_ends_is_left_out_and_counted() {
    let (built, messages) =
        of_rss(&["<g:id>A</g:id><title>Axe</title><g:price>9 EUR</g:price><g:sale_price>7 EUR</g:sale_price>\
        <g:sale_price_effective_date>2026-11-01T00:00Z/2026-11-30T23:59Z</g:sale_price_effective_date>"]);
    assert_eq!(messages, [""; 0]);
    let axe = product(&built, "A");
    assert_eq!((axe.price.unwrap().to_string(), axe.regular_price), ("9".into(), None));
    assert_eq!(built.report.notes.specials_left_out, 1);
}

#[test]
fn what_is_wrong_with_an_offer_is_said_at_its_place_and_the_others_stand() {
    let (built, messages) = of_rss(&[
        "<title>No id</title>",
        "<g:id>A</g:id>\n<title>Axe</title> <g:price>twelve</g:price>",
        "<g:id>B</g:id><title>Bow</title><link>javascript:alert(1)</link><g:availability>soon</g:availability>",
        "<g:id>C</g:id><title>Cup</title><g:price>5 EUR</g:price>",
        "<g:id>C</g:id><title>Cup again</title>",
        "<g:id>D</g:id><title>Dish</title><g:price>5 USD</g:price>",
    ]);
    assert_eq!(skus(&built), ["B", "C", "D"]);
    let expected = [
        "feed.xml:2:1: id: expected an id, found nothing",
        "feed.xml:4:20: price: expected an amount such as 12.50 or 12.50 EUR, found \"twelve\"",
        "feed.xml:5:39: link: expected an address that begins with http, https or a path, found \"javascript:alert(1)\"",
        "feed.xml:5:71: warning: availability: expected in_stock, out_of_stock, preorder or backorder, found \"soon\"",
        "feed.xml:7:1: id: expected a SKU of its own, found \"C\", which is the product at feed.xml:6:1",
        "feed.xml:8:40: warning: price: expected an amount in EUR, found \"5 USD\"",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn broken_xml_ends_the_reading_at_its_place_and_what_came_before_stays() {
    let text = rss(&["<g:id>A</g:id><title>Axe</title>", "<g:id>B</g:id>\n<title>Bow</titel>"]);
    let (built, messages) = built_of(&[("feed.xml", text.as_bytes())]);
    assert_eq!(skus(&built), ["A"]);
    assert!(messages[0].starts_with("feed.xml:4:11: expected well-formed XML, found a mistake: "), "{messages:?}");
    let (built, messages) = built_of(&[("feed.xml", &text.as_bytes()[..text.find("<title>Bow").unwrap()])]);
    assert_eq!(skus(&built), ["A"]);
    assert_eq!(messages, ["feed.xml:3:1: expected the end of this product, found none"]);
}

#[test]
fn entities_are_never_expanded_so_that_a_document_cannot_grow() {
    let mut text = "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">".to_owned();
    for (entity, before) in ('b'..='j').zip('a'..) {
        write!(text, "<!ENTITY {entity} \"{}\">", format!("&{before};").repeat(10)).unwrap();
    }
    text += "]>\n";
    text += &rss(&["<g:id>A</g:id><title>Axe &j; &unknown;</title>"]);
    let (built, messages) = built_of(&[("feed.xml", text.as_bytes())]);
    assert_eq!((messages.len(), product(&built, "A").name.as_str()), (0, "Axe &j; &unknown;"));
}

#[test]
fn a_text_longer_than_any_ends_the_reading_and_does_not_fill_the_memory() {
    let long = "x".repeat(20 << 20);
    let (built, messages) =
        of_rss(&["<g:id>A</g:id><title>Axe</title>", &format!("<g:id>B</g:id><title>{long}</title>")]);
    assert_eq!(skus(&built), ["A"]);
    assert_eq!(messages[0], "feed.xml:3:28: expected at most 8 MiB between two tags, found more");
}

#[test]
fn a_loose_ampersand_is_one() {
    let (built, messages) = of_rss(&["<g:id>A</g:id><title>Salt & pepper&co</title>"]);
    assert_eq!((messages.len(), product(&built, "A").name.as_str()), (0, "Salt & pepper&co"));
}

#[test]
fn other_xml_is_not_taken_for_a_feed() {
    let blog = b"<rss version='2.0'><channel><item><title>News</title></item></channel></rss>";
    let (built, _) = built_of(&[("blog.xml", blog), ("shop.json", br#"[{ "sku": "A", "name": "Axe" }]"#)]);
    let summary = built.report.to_string();
    assert!(summary.contains("no product feed: its root, <rss>, does not name Google's namespace"), "{summary}");
}

#[test]
fn a_feed_in_another_currency_than_the_catalogue_is_not_taken_for_that() {
    let feed = rss(&["<g:id>A</g:id><title>Axe</title><g:price>5 EUR</g:price>"]);
    let settings = br#"{ "currency": "SEK", "products": [] }"#;
    let (_, messages) = built_of(&[("feed.xml", feed.as_bytes()), ("settings.json", settings)]);
    assert_eq!(messages, ["feed.xml:2:1: currency: expected an amount in SEK, found \"EUR\"; say --currency"]);
}
