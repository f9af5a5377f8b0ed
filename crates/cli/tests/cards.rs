//! What cards say beside name, picture and price: second pictures, ratings, badges, from every format that has them.

mod common;

use common::{built_of, folder, product};
use kindred_cli::pipeline::{BuildOptions, Built, build};
use kindred_core::product::Product;

/// The build of one file with second pictures, as a merchant's own build has them.
fn built(name: &str, text: &str) -> Built {
    let files = folder(&[(name, text.as_bytes())]);
    let options =
        BuildOptions { catalogue: vec![files.path().to_owned()], second_picture: true, ..BuildOptions::default() };
    build(&options).unwrap()
}

fn rated(product: &Product) -> (Option<u8>, u32) {
    (product.rating.map(|rating| rating.tenths()), product.reviews)
}

const MAGENTO: &str = "sku,name,product_type,base_image,thumbnail_image,additional_images,rating_summary,reviews_count,additional_attributes\n\
    A,Axe,simple,/a.jpg,/a.jpg,\"/a.jpg,/a-2.jpg,/a-3.jpg\",92,14,\n\
    B,Bow,simple,/b.jpg,/b-small.jpg,,,,\"rating_summary=70,reviews_count=1\"\n\
    C,Cup,simple,/c.jpg,/c.jpg,,300,many,\n";

#[test]
fn magento_says_ratings_in_per_cent_and_second_pictures_beside_the_base_image() {
    let built = built("shop.csv", MAGENTO);
    let pictures = |sku: &str| (product(&built, sku).image.as_str(), product(&built, sku).image_2.as_str());
    assert_eq!(pictures("A"), ("/media/catalog/product/a.jpg", "/media/catalog/product/a-2.jpg"));
    assert_eq!(pictures("B"), ("/media/catalog/product/b.jpg", "/media/catalog/product/b-small.jpg"));
    assert_eq!(pictures("C"), ("/media/catalog/product/c.jpg", ""));
    assert_eq!(["A", "B", "C"].map(|sku| rated(product(&built, sku))), [(Some(46), 14), (Some(35), 1), (None, 0)]);
}

#[test]
fn a_feed_has_second_pictures_only_for_who_asks_for_them() {
    let (built, _) = built_of(&[("shop.csv", MAGENTO.as_bytes())]);
    assert_eq!(product(&built, "A").image_2, "");
    assert_eq!(product(&built, "A").image, "/media/catalog/product/a.jpg");
}

#[test]
fn shopify_has_second_pictures_in_further_rows_and_ratings_in_metafields() {
    let table = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Image Position,\
        Stars (product.metafields.reviews.rating),Number (product.metafields.reviews.rating_count)\n\
        a,Axe,Title,Default Title,2,https://x.example/a.jpg,1,\
        \"{\"\"scale_min\"\":\"\"1.0\"\",\"\"scale_max\"\":\"\"5.0\"\",\"\"value\"\":\"\"4.3\"\"}\",7\n\
        a,,,,,https://x.example/a-2.jpg,2,,\n";
    let built = built("shop.csv", table);
    let axe = product(&built, "a");
    assert_eq!((axe.image_2.as_str(), rated(axe)), ("https://x.example/a-2.jpg", (Some(43), 7)));
    assert_eq!(axe.attributes, []);
}

#[test]
fn woocommerce_has_second_pictures_in_its_list_of_images() {
    let table = "ID,Type,SKU,Name,Regular price,Images\n1,simple,A,Axe,2,\"/a.jpg, /a-2.jpg, /a-3.jpg\"\n";
    let built = built("shop.csv", table);
    assert_eq!(product(&built, "A").image_2, "/media/catalog/product/a-2.jpg");
}

#[test]
fn merchant_feeds_have_second_pictures_and_may_have_ratings() {
    let table = "id\ttitle\tlink\timage_link\tadditional_image_link\tproduct_review_rating\tproduct_review_count\n\
        A\tAxe\t/a\t/a.jpg\t/a-2.jpg,/a-3.jpg\t4.75\t3\n";
    let built = built("shop.tsv", table);
    assert_eq!(product(&built, "A").image_2, "/a-2.jpg");
    assert_eq!(rated(product(&built, "A")), (Some(48), 3));
}

#[test]
fn any_table_has_them_in_the_columns_that_its_map_names() {
    let config = "second-picture = true\n[[csv]]\ndecimal-mark = ','\n\
        columns = { image = 'front', image-2 = 'back', rating = 'stars', reviews = 'votes' }\n\
        [[badges]]\nattribute = 'wood'\nvalue = ['oak', 'elm']\nlabel = 'Solid wood'\n";
    let table = "sku;name;front;back;stars;votes;wood\nA;Axe;/a.jpg;/a-2.jpg;4,4;12;Elm\n\
        B;Bow;;/b-2.jpg;five;some;Ash\n";
    let files = folder(&[("kindred.toml", config.as_bytes()), ("shop.csv", table.as_bytes())]);
    let options = BuildOptions {
        catalogue: vec![files.path().join("shop.csv")],
        config: Some(files.path().join("kindred.toml")),
        ..BuildOptions::default()
    };
    let built = build(&options).unwrap();
    let [axe, bow] = ["A", "B"].map(|sku| product(&built, sku));
    assert_eq!((axe.image.as_str(), axe.image_2.as_str(), rated(axe)), ("/a.jpg", "/a-2.jpg", (Some(44), 12)));
    assert_eq!((bow.image.as_str(), bow.image_2.as_str(), rated(bow)), ("/b-2.jpg", "", (None, 0)));
    assert_eq!((axe.badges.as_slice(), bow.badges.as_slice()), (["Solid wood".to_owned()].as_slice(), [].as_slice()));
    let said: Vec<String> = built.report.diagnostics.iter().map(|found| found.reason.to_string()).collect();
    assert_eq!(said, ["expected a rating from 0 to 5, found \"five\"", "expected a whole number, found \"some\""]);
}

const OWN: &str = r#"{ "badges": [{ "attribute": "peat-free", "value": true, "label": "Peat-free" }],
    "rules": [{ "name": "R", "relation": "related", "display": { "attribute": "size", "operator": "is", "matched": "size" } }],
    "products": [
        { "sku": "A", "name": "Axe", "image": "/a.jpg", "image-2": "/a-2.jpg", "rating": 4.5, "reviews": 2,
          "badges": ["New"], "attributes": { "peat-free": true, "size": "L" } },
        { "sku": "B", "name": "Bow", "image": "/b.jpg", "images": ["/b-2.jpg"], "attributes": { "peat-free": false } },
        { "sku": "V", "name": "Vase", "variants": ["V-1"] },
        { "sku": "V-1", "name": "Vase, blue", "visible": false, "attributes": { "peat-free": "yes" } }] }"#;

#[test]
fn our_own_schema_has_keys_for_all_of_it() {
    let built = built("shop.json", OWN);
    let [axe, bow] = ["A", "B"].map(|sku| product(&built, sku));
    assert_eq!((axe.image_2.as_str(), bow.image_2.as_str()), ("/a-2.jpg", "/b-2.jpg"));
    assert_eq!((rated(axe), rated(bow)), ((Some(45), 2), (None, 0)));
}

#[test]
fn badges_are_made_of_attributes_that_need_not_go_into_the_feed() {
    let built = built("shop.json", OWN);
    let [axe, bow, vase] = ["A", "B", "V"].map(|sku| product(&built, sku));
    assert_eq!(axe.badges, ["New", "Peat-free"]);
    assert_eq!(bow.badges, [] as [&str; 0]);
    assert_eq!(vase.badges, ["Peat-free"], "a parent has what its variants say");
    let names: Vec<&str> = axe.attributes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["size"]);
}
