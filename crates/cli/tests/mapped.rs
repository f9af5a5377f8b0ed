//! Any CSV, by what a config file says about its columns; and the config file itself.

mod common;

use common::{folder, item, product, skus};
use kindred_cli::pipeline::{BuildOptions, Built, build};
use kindred_core::value::Value;
use tempfile::TempDir;

/// What the build makes of a folder with a `kindred.toml` in it, and what it says.
fn build_in(folder: &TempDir, options: BuildOptions) -> Result<(Built, Vec<String>), String> {
    let config = Some(folder.path().join("kindred.toml"));
    let prefix = format!("{}/", folder.path().display());
    match build(&BuildOptions { catalogue: vec![folder.path().to_owned()], config, ..options }) {
        Ok(built) => {
            let messages = built.report.diagnostics.iter().map(|found| found.to_string().replace(&prefix, ""));
            let messages = messages.collect();
            Ok((built, messages))
        }
        Err(error) => Err(error.to_string().replace(&prefix, "")),
    }
}

fn built_with(config: &str, files: &[(&str, &[u8])]) -> (Built, Vec<String>) {
    refused_or_built(config, files).unwrap()
}

fn refused(config: &str, files: &[(&str, &[u8])]) -> Vec<String> {
    refused_or_built(config, files).unwrap_err().lines().map(str::to_owned).collect()
}

fn refused_or_built(config: &str, files: &[(&str, &[u8])]) -> Result<(Built, Vec<String>), String> {
    let files = [&[("kindred.toml", config.as_bytes())], files].concat();
    build_in(&folder(&files), common::everything())
}

fn value<'a>(built: &'a Built, sku: &str, name: &str) -> Option<&'a Value> {
    item(built, sku).attributes.get(name)
}

fn one(text: &str) -> Value {
    Value::One(text.to_owned())
}

/// The quirks of the Icecat files, by hand.
const CAMERAS: &str = "sku;family;categories;zoom;functions;description-fr_FR-print;description-en_US-print;\
    description-en_US-mobile;name;picture;price;vendor\n\
    C-1;cameras;compact,sale;5;copy,scan;Petit;\"Small; <b>light</b>.\\n\\n- 12 MP\";Small;\"Snap 1\";pics/c 1.jpg;\
    \"29.56 EUR,662 USD\";acme\n\
    C-2;cameras;compact;10;scan;Grand;;Large;\"Snap 2\";;\"31.75 USD\";zenith\n\
    C-3;cameras;nowhere;;;;;;\"Snap 3\";;;\n";
const CATEGORIES: &str = "code;parent;label-en_US;label-fr_FR\nshop;;Shop;Boutique\ncompact;photo;\"Compact cameras\";Compacts\n\
    photo;shop;\"Photo/Video\";Photo\nsale;shop;Sale;Soldes\n";
const VENDORS: &str = "code;label\nacme;Acme & Sons\n";
const CAMERA_MAP: &str = r#"
currency = "EUR"

[[csv]]
files = "cameras*.csv"
delimiter = ";"
locale = "en_US"
channel = "print"
line-break = '\n'
category-tree = "codes/categories.csv"

[csv.columns]
description = "description"
image = "picture"
price = "price"
categories = "categories"

[csv.attributes]
family = "family"
zoom = { type = "number" }
functions = { type = "multi-select" }
vendor = { labels = "codes/vendors.csv" }
"#;

fn camera_files() -> [(&'static str, &'static [u8]); 4] {
    [
        ("kindred.toml", CAMERA_MAP.as_bytes()),
        ("cameras-1.csv", CAMERAS.as_bytes()),
        ("codes/categories.csv", CATEGORIES.as_bytes()),
        ("codes/vendors.csv", VENDORS.as_bytes()),
    ]
}

#[test]
fn columns_mean_what_the_config_says() {
    let (built, messages) = build_in(&folder(&camera_files()), common::everything()).unwrap();
    assert_eq!(skus(&built), ["C-1", "C-2", "C-3"]);
    let camera = product(&built, "C-1");
    assert_eq!((camera.name.as_str(), camera.price.unwrap().to_string().as_str()), ("Snap 1", "29.56"));
    assert_eq!(camera.image, "pics/c 1.jpg", "as it is written, where no pattern of addresses is given");
    assert_eq!(camera.categories, ["Shop/Photo-Video/Compact cameras", "Shop/Sale"]);
    assert_eq!(item(&built, "C-1").description, "Small; light.\n- 12 MP");
    assert_eq!(value(&built, "C-1", "vendor"), Some(&one("Acme & Sons")));
    assert_eq!(value(&built, "C-1", "functions"), Some(&Value::Many(vec!["copy".into(), "scan".into()])));
    assert_eq!(value(&built, "C-1", "description-fr_fr-print"), None, "only what the config names");
    assert_eq!((product(&built, "C-2").price, built.feed.currency.as_str()), (None, "EUR"));
    let expected = [
        "cameras-1.csv:3:52: warning: price: expected an amount in EUR, found \"31.75 USD\"",
        "cameras-1.csv:3:64: warning: vendor: expected a code of the labels, found \"zenith\"",
        "cameras-1.csv:4:13: categories: expected a category of the category file, found \"nowhere\"",
    ];
    assert_eq!(messages, expected);
    let summary = built.report.to_string();
    assert!(summary.contains("categories                 4 rows in 1 file"), "{summary}");
    assert!(summary.contains("labels                     1 row  in 1 file"), "{summary}");
}

#[test]
fn an_option_goes_before_what_the_config_says() {
    let files = folder(&camera_files());
    let options =
        BuildOptions { currency: Some("USD".into()), picture_url: Some("/media{path}".into()), ..common::everything() };
    let (built, _) = build_in(&files, options).unwrap();
    let price = |sku| product(&built, sku).price.unwrap().to_string();
    assert_eq!((price("C-1"), price("C-2"), built.feed.currency.as_str()), ("662".into(), "31.75".into(), "USD"));
    assert_eq!(product(&built, "C-1").image, "/media/pics/c%201.jpg");
}

#[test]
fn a_config_may_name_everything_and_its_paths_begin_at_its_folder() {
    let config = "catalogue = ['shop']\nrules = 'rules.toml'\nproduct-url = '/p/{sku}'\nlow-stock = 2\nlanguage = 'sv'\n\
        time-zone = 'Europe/Stockholm'\n[[csv]]\n[csv.columns]\nquantity = 'left'\n";
    let rules = "[[rules]]\nname = 'All'\nrelation = 'related'\n";
    let files = folder(&[
        ("kindred.toml", config.as_bytes()),
        ("rules.toml", rules.as_bytes()),
        ("shop/list.csv", b"sku,name,left\nA,Axe,1\nB,Bow,0\n"),
    ]);
    let config = Some(files.path().join("kindred.toml"));
    let built = build(&BuildOptions { config, ..common::everything() }).unwrap();
    let axe = product(&built, "A");
    assert_eq!((axe.url.as_str(), axe.low_stock, product(&built, "B").in_stock), ("/p/A", true, false));
    assert_eq!((built.feed.rules.len(), built.feed.language.as_deref()), (1, Some("sv")));
}

#[test]
fn a_locale_stands_in_for_one_that_has_no_text() {
    let map = CAMERA_MAP.replace("\"en_US\"", "[\"de_DE\", \"fr_FR\", \"en_US\"]");
    let mut files = camera_files();
    files[0].1 = map.as_bytes();
    let (built, _) = build_in(&folder(&files), common::everything()).unwrap();
    assert_eq!((item(&built, "C-1").description.as_str(), item(&built, "C-3").description.as_str()), ("Petit", ""));
    assert_eq!(product(&built, "C-1").categories[1], "Boutique/Soldes");
}

#[test]
fn numbers_are_read_with_the_mark_that_the_config_names_and_no_other() {
    let map = "[[csv]]\ndelimiter = ';'\ndecimal-mark = ','\n[csv.columns]\nprice = 'Preis'\n[csv.attributes]\n\
        weight = { type = 'number' }\n";
    let rows = "SKU;Name;Preis;Weight\nA;Axe;1.234,56 EUR;0,5\nB;Bow;29.56;-2\nC;Cup;5;12 kg\n";
    let (built, messages) = built_with(map, &[("shop.csv", rows.as_bytes())]);
    assert_eq!(product(&built, "A").price.unwrap().to_string(), "1234.56");
    assert_eq!((value(&built, "A", "weight"), value(&built, "C", "weight")), (Some(&one("0.5")), Some(&one("12 kg"))));
    assert_eq!((skus(&built), built.feed.currency.as_str()), (vec!["A", "C"], "EUR"));
    assert_eq!(messages, ["shop.csv:3:7: preis: expected an amount such as 12,50 or 12,50 EUR, found \"29.56\""]);
}

#[test]
fn every_column_that_nothing_else_is_made_of_is_an_attribute_unless_the_config_lists_them() {
    let map = "[[csv]]\nlocale = 'en_US'\nchannel = 'print'\n[csv.columns]\ndescription = 'text'\n";
    let rows = "sku,name,text-en_US,text-de_DE,color-en_US,color-de_DE,weight,weight-unit,note-print\n\
        A,Axe,Sharp,Scharf,Red,Rot,2,KILOGRAM,New\n";
    let (built, messages) = built_with(map, &[("shop.csv", rows.as_bytes())]);
    let attributes: Vec<(&str, &Value)> =
        item(&built, "A").attributes.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let expected =
        [("color", one("Red")), ("note", one("New")), ("weight", one("2")), ("weight-unit", one("KILOGRAM"))];
    assert_eq!(attributes, expected.iter().map(|(name, value)| (*name, value)).collect::<Vec<_>>());
    assert_eq!((messages.len(), item(&built, "A").description.as_str()), (0, "Sharp"));
}

#[test]
fn variants_links_paths_and_stock_have_columns_too() {
    let map = "[[csv]]\nlist-separator = '|'\npath-separator = '>'\n[csv.columns]\nsku = 'id'\nname = 'title'\n\
        parent = 'parent'\nrelated = 'goes with'\nup-sell = 'better'\ncategories = 'group'\nin-stock = 'available'\n\
        regular-price = 'was'\nprice = 'now'\nurl = 'page'\n[csv.attributes]\nsize = {}\n";
    let rows = "id,title,parent,goes with,better,group,available,was,now,page,size\n\
        S,Shirt,,H|GONE,,Men > Tops|Men > A/B|Men,,,,/shirt,\n\
        S-1,Shirt S,S,,,,no,,9,,S\nS-2,Shirt M,S,,,,yes,12,8,,M\n\
        H,Hat,,,S-1,Hats,Yes,,5,javascript:x,\nT,Tie,NOBODY,,,,maybe,,,,\nU,Umbrella,NOBODY,,,,,,,,\n";
    let (built, messages) = built_with(map, &[("shop.csv", rows.as_bytes())]);
    assert_eq!(skus(&built), ["S", "H", "U"]);
    let shirt = product(&built, "S");
    assert_eq!((shirt.variants.as_slice(), shirt.in_stock), (&["S-1".to_owned(), "S-2".to_owned()][..], true));
    assert_eq!((shirt.price.unwrap().to_string(), shirt.regular_price.unwrap().to_string()), ("8".into(), "12".into()));
    assert_eq!(shirt.categories, ["Men/Tops", "Men/A-B"]);
    assert_eq!(value(&built, "S", "size"), Some(&Value::Many(vec!["S".into(), "M".into()])));
    assert_eq!((shirt.related.len(), product(&built, "H").up_sell[0].sku.as_str()), (1, "S"));
    let expected = [
        "shop.csv:5:25: page: expected an address that begins with http, https or a path, found \"javascript:x\"",
        "shop.csv:6:17: available: expected 1 or 0, yes or no, found \"maybe\"",
        "shop.csv:7:12: warning: parent: expected the SKU of a product, found \"NOBODY\"",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn a_column_that_no_file_has_stops_the_build_and_the_nearest_is_named() {
    let map = "[[csv]]\n[csv.columns]\nprice = 'prise'\nimage = 'photo'\n[csv.attributes]\ncolour = 'color'\n";
    let shop: (&str, &[u8]) = ("shop.csv", b"sku,name,price,colour\nA,Axe,5,Red\n");
    let expected = [
        "kindred.toml:3:9: csv[0].columns.price: expected a column of the CSV files, found \"prise\"; did you mean \"price\"?",
        "kindred.toml:4:9: csv[0].columns.image: expected a column of the CSV files, found \"photo\"",
        "kindred.toml:6:10: csv[0].attributes.colour: expected a column of the CSV files, found \"color\"; did you mean \"colour\"?",
    ];
    assert_eq!(refused(map, &[shop]), expected);
    let some_have_it = [shop, ("more.csv", b"sku,name,prise,photo,color\n")];
    assert_eq!(built_with(map, &some_have_it).0.report.products.skus, 1);
}

#[test]
fn a_wrong_delimiter_is_recognised_by_the_one_column_that_it_makes() {
    let map = "[[csv]]\nfiles = '*.csv'\ndelimiter = ','\n";
    let expected = "kindred.toml:3:13: csv[0].delimiter: expected several columns, found one, \"sku;name;price\"; is the delimiter ';'?";
    assert_eq!(refused(map, &[("shop.csv", b"sku;name;price\nA;Axe;5\n")]), [expected]);
}

#[test]
fn a_map_that_is_for_no_file_says_so() {
    let expected = "kindred.toml:2:9: csv[0].files: expected a CSV file of the catalogue that this is for, found none";
    assert_eq!(refused("[[csv]]\nfiles = '*.txt'\n", &[("shop.json", br#"[{"sku":"A","name":"Axe"}]"#)]), [expected]);
}

#[test]
fn everything_that_is_wrong_with_a_config_is_said_in_one_run() {
    let config = "curency = 'EUR'\nlanguage = 'en_US'\nlow-stock = 'few'\nproduct-url = '/p/{id}'\nencoding = 'utf-99'\n\
        [[csv]]\ndelimiter = ';;'\nlist-separator = ''\ndecimal-mark = ';'\nfiles = ['*.csv', '[']\ndelimeter = ';'\n\
        [csv.columns]\nprices = 'price'\nname = 5\n[csv.attributes]\nsize = { typ = 'text' }\ncolour = { type = 'multiselect' }\n\
        price = 'cost'\n";
    let expected = [
        "kindred.toml:1:1: curency: expected a key of the schema, found one it does not have; did you mean \"currency\"?",
        "kindred.toml:2:12: language: expected a language such as en or de-AT, found \"en_US\"",
        "kindred.toml:3:13: low-stock: expected a whole number, found string \"few\"",
        "kindred.toml:4:15: product-url: /p/{id}: expected {sku} or {slug} or {url_key}, found {id}",
        "kindred.toml:5:12: encoding: expected an encoding such as windows-1252, found \"utf-99\"",
        "kindred.toml:7:13: csv[0].delimiter: expected one character such as ; or \\t, found \";;\"",
        "kindred.toml:8:18: csv[0].list-separator: expected at least one character, found \"\"",
        "kindred.toml:9:16: csv[0].decimal-mark: expected a point or a comma, found \";\"",
        "kindred.toml:10:19: csv[0].files[1]: expected a pattern such as *.csv, found \"[\"",
        "kindred.toml:11:1: csv[0].delimeter: expected a key of the schema, found one it does not have; did you mean \"delimiter\"?",
        "kindred.toml:13:1: csv[0].columns.prices: expected a key of the schema, found one it does not have; did you mean \"price\"?",
        "kindred.toml:14:8: csv[0].columns.name: expected a string, found integer `5`",
        "kindred.toml:16:10: csv[0].attributes.size.typ: expected a key of the schema, found one it does not have; did you mean \"type\"?",
        "kindred.toml:17:19: csv[0].attributes.colour.type: expected one of `text`, `number`, `date`, `select`, `boolean`, `multi-select`, found `multiselect`; did you mean \"multi-select\"?",
        "kindred.toml:18:1: csv[0].attributes.price: expected a name that rules do not know already, found \"price\"",
    ];
    let messages = refused(config, &[]);
    assert_eq!(messages, expected, "{messages:#?}");
}

#[test]
fn a_file_of_codes_needs_its_columns() {
    let mut files = camera_files();
    files[2].1 = b"id;parent;label\nshop;;Shop\n";
    let message = build_in(&folder(&files), common::everything()).unwrap_err();
    let expected = "kindred.toml:10:17: csv[0].category-tree.code: expected a column of codes/categories.csv, found \"code\": \
        its columns are id, parent, label";
    assert_eq!(message, expected);
}

#[test]
fn categories_that_are_above_each_other_in_a_circle_end_somewhere() {
    let mut files = camera_files();
    files[2].1 = b"code;parent;label\ncompact;sale;Compact\nsale;compact;Sale\nnowhere;;Nowhere\n";
    let (built, _) = build_in(&folder(&files), common::everything()).unwrap();
    assert!(product(&built, "C-1").categories.iter().all(|path| path.len() < 400));
}

#[test]
fn huge_cells_and_broken_rows_cost_no_more_than_themselves() {
    let rows = format!("sku,name,price\nA,{},5\nB,Bow\nC,\"Cup\"\"\n,Dish,5\nE,Egg,6 EUR\n", "x".repeat(5 << 20));
    let (built, messages) = built_with("[[csv]]\n[csv.columns]\nprice = 'price'\n", &[("shop.csv", rows.as_bytes())]);
    assert_eq!(skus(&built), ["A", "E"]);
    assert!(messages.len() >= 2, "{messages:?}");
}

#[test]
fn a_file_that_a_shop_system_is_known_by_is_that_system_s_unless_the_config_names_it() {
    let magento: (&str, &[u8]) = ("magento.csv", b"sku,name,product_type,price\nM,Mug,simple,5\n");
    let own: (&str, &[u8]) = ("own.csv", b"sku,name,cost\nO,Oak,7\n");
    let map = "[[csv]]\n[csv.columns]\nprice = 'cost'\n";
    let (built, _) = built_with(map, &[magento, own]);
    let price = |sku| product(&built, sku).price.map(|price| price.to_string());
    assert_eq!((price("M"), price("O")), (Some("5".into()), Some("7".into())));
    let named = "[[csv]]\nfiles = 'magento.csv'\n[csv.attributes]\nkind = 'product_type'\n";
    let (built, _) = built_with(named, &[magento]);
    assert_eq!((product(&built, "M").price, value(&built, "M", "kind")), (None, Some(&one("simple"))));
}

#[test]
fn a_column_of_other_locales_and_channels_asks_for_them() {
    let map = "[[csv]]\nlocale = 'sv_SE'\n[csv.columns]\ndescription = 'text'\n";
    let expected = "kindred.toml:4:15: csv[0].columns.description: expected its locale and channel beside \"text\", \
        found it only as text-de_de, text-en_us";
    assert_eq!(refused(map, &[("shop.csv", b"sku,name,text-en_US,text-de_DE\nA,Axe,Sharp,Scharf\n")]), [expected]);
}

#[test]
fn a_catalogue_must_be_named_somewhere() {
    let files = folder(&[("kindred.toml", b"currency = 'EUR'\n")]);
    let config = Some(files.path().join("kindred.toml"));
    let message = build(&BuildOptions { config, ..common::everything() }).unwrap_err().to_string();
    let expected = "kindred.toml:1:1: catalogue: expected files or folders, here or on the command line, found nothing";
    assert!(message.ends_with(expected), "{message}");
}
