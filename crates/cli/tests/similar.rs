//! Lists that come from the catalogue alone: hand-made shops with known neighbours, what holds of every list, and real
//! catalogues, of which the figures are lower bounds. The real ones are not part of the repository: where they are absent,
//! these tests say so and pass.

mod common;

use common::{built_of, folder};
use kindred_cli::catalogue::Catalogue;
use kindred_cli::pipeline::{BuildOptions, read_items};
use kindred_cli::similar::{self, List, MoreLikeThis, Settings, SimilarItem};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn data(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !folder.is_dir() {
        println!("skipped: ../shared/data/{name} is not here");
    }
    std::fs::canonicalize(folder).ok()
}

/// The SKUs of a product's list, with their scores.
fn list<'a>(items: &[SimilarItem<'a>], lists: &[List], sku: &str) -> Vec<(&'a str, u16)> {
    let of_product = lists.iter().find(|list| items[list.product as usize].sku == sku).unwrap();
    of_product.entries.iter().map(|(item, score)| (items[*item as usize].sku, *score)).collect()
}

fn skus<'a>(list: &[(&'a str, u16)]) -> Vec<&'a str> {
    list.iter().map(|(sku, _)| *sku).collect()
}

fn texts(items: &[SimilarItem<'_>], settings: &MoreLikeThis) -> Vec<List> {
    similar::more_like_this(items, settings, &mut |_| {})
}

const SHOP: &str = r#"{"sku":"RIM-15","name":"Rim pot 15 cm","categories":["Pots/Clay"],"attributes":{"material":"Terracotta","diameter":"15 cm"}}
{"sku":"RIM-18","name":"Rim pot 18 cm","categories":["Pots/Clay"],"attributes":{"material":"Terracotta","diameter":"18 cm"}}
{"sku":"RIM-30","name":"Rim pot 30 cm","categories":["Pots/Clay"],"attributes":{"material":"Terracotta","diameter":"30 cm"}}
{"sku":"URN","name":"Urn pot","categories":["Pots/Clay"],"attributes":{"material":"Terracotta","diameter":"22 cm"}}
{"sku":"BOWL","name":"Glazed bowl","categories":["Pots/Glazed"],"attributes":{"material":"Stoneware","diameter":"24 cm"}}
{"sku":"VASE","name":"Glazed vase","categories":["Pots/Glazed"],"attributes":{"material":"Stoneware","diameter":"12 cm"}}
{"sku":"FERN","name":"Fern in a clay pot","categories":["Plants"],"attributes":{"light":"shade"}}
{"sku":"IVY","name":"Ivy","categories":["Plants"],"attributes":{"light":"shade"}}
{"sku":"ROSE","name":"Rose","categories":["Plants"],"attributes":{"light":"sun"}}
{"sku":"OFF","name":"Rim pot 9 cm","categories":["Pots/Clay"],"visible":false}
"#;

fn with_shop(check: impl FnOnce(&[SimilarItem<'_>])) {
    let (built, messages) = built_of(&[("shop.jsonl", SHOP.as_bytes())]);
    assert_eq!(messages, [] as [&str; 0]);
    check(&similar::items(&built.catalogue));
}

#[test]
fn a_list_has_what_is_alike_the_most_alike_first() {
    with_shop(|items| {
        let lists = texts(items, &MoreLikeThis::default());
        assert_eq!(list(items, &lists, "BOWL")[0].0, "VASE");
        assert_eq!(list(items, &lists, "IVY")[0].0, "FERN");
        assert_eq!(list(items, &lists, "URN")[0].0, "RIM-18", "of the three sizes the nearest");
        assert!(list(items, &lists, "URN").is_sorted_by(|a, b| a.1 >= b.1));
    });
}

#[test]
fn products_that_a_shopper_cannot_see_are_on_neither_side() {
    with_shop(|items| {
        assert!(items.iter().all(|item| item.sku != "OFF"));
        assert_eq!(texts(items, &MoreLikeThis::default()).len(), 9);
    });
}

#[test]
fn another_size_of_a_product_is_in_a_list_once() {
    with_shop(|items| {
        let lists = texts(items, &MoreLikeThis::default());
        let rims = |sku| skus(&list(items, &lists, sku)).iter().filter(|sku| sku.starts_with("RIM")).count();
        assert_eq!((rims("URN"), rims("RIM-15")), (1, 1));
        let lists = texts(items, &MoreLikeThis { same_name: 9, ..MoreLikeThis::default() });
        let rims = |sku| skus(&list(items, &lists, sku)).iter().filter(|sku| sku.starts_with("RIM")).count();
        assert_eq!((rims("URN"), rims("RIM-15")), (3, 2));
    });
}

#[test]
fn settings_say_what_counts() {
    with_shop(|items| {
        let only = MoreLikeThis {
            name_weight: 0,
            description_weight: 0,
            categories_weight: 0,
            attributes_weight: 1,
            other_categories: 100,
            ..MoreLikeThis::default()
        };
        assert_eq!(list(items, &texts(items, &only), "FERN"), [("IVY", 1000)]);
        let without = MoreLikeThis { without_attributes: vec!["light".into()], ..only };
        assert!(
            texts(items, &without)
                .iter()
                .all(|found| items[found.product as usize].sku != "FERN" || found.entries.is_empty())
        );
        let own = MoreLikeThis { other_categories: 0, ..MoreLikeThis::default() };
        assert_eq!(skus(&list(items, &texts(items, &own), "FERN")), ["IVY", "ROSE"]);
        let short = MoreLikeThis { length: 1, ..MoreLikeThis::default() };
        assert!(texts(items, &short).iter().all(|list| list.entries.len() <= 1));
        let strict = MoreLikeThis { least_score: 400, ..MoreLikeThis::default() };
        assert!(texts(items, &strict).iter().flat_map(|list| &list.entries).all(|(_, score)| *score >= 400));
    });
}

#[test]
fn names_without_blanks_between_words_are_compared_too() {
    let shop = r#"{"sku":"A","name":"陶瓷花盆"}
{"sku":"B","name":"大陶瓷花盆"}
{"sku":"C","name":"木椅子"}
{"sku":"D","name":"CAFÉ木椅"}
{"sku":"E","name":"cafe"}
"#;
    let (built, _) = built_of(&[("shop.jsonl", shop.as_bytes())]);
    let items = similar::items(&built.catalogue);
    let lists = texts(&items, &MoreLikeThis::default());
    let list = |sku| skus(&list(&items, &lists, sku));
    assert_eq!((list("A"), list("C"), list("E")), (vec!["B"], vec!["D"], vec!["D"]));
}

#[test]
fn nothing_and_next_to_nothing_have_empty_lists() {
    assert!(texts(&[], &MoreLikeThis::default()).is_empty());
    let (built, _) = built_of(&[("shop.jsonl", b"{\"sku\":\"A\",\"name\":\"!\"}\n{\"sku\":\"B\",\"name\":\"Bee\"}")]);
    let lists = texts(&similar::items(&built.catalogue), &MoreLikeThis::default());
    assert!(lists.len() == 2 && lists.iter().all(|list| list.entries.is_empty()));
}

/// Seven hundred products made of few words, so that many are alike.
fn many() -> Catalogue {
    let mut lines = String::new();
    for number in 0..700u32 {
        let [a, b, c] = [7, 11, 13].map(|step| number * number % 101 * step % 17);
        let (price, shelf) = (number * 37 % 90, number * number % 5);
        writeln!(
            lines,
            r#"{{"sku":"P{number}","name":"Word{a} word{b} thing{number}","description":"Of word{c} and word{a}.","categories":["Shelf {shelf}"],"attributes":{{"color":"c{b}","weight":{price}}}}}"#
        )
        .unwrap();
    }
    let files = folder(&[("shop.jsonl", lines.as_bytes())]);
    let options = BuildOptions { catalogue: vec![files.path().to_owned()], ..BuildOptions::default() };
    read_items(&options, &mut |_| {}).unwrap()
}

/// What holds of every list.
fn check_lists(lists: &[List], length: usize) {
    let scores: std::collections::BTreeMap<(u32, u32), u16> = lists
        .iter()
        .flat_map(|list| list.entries.iter().map(|(other, score)| ((list.product, *other), *score)))
        .collect();
    for list in lists {
        assert!(list.entries.len() <= length && list.entries.is_sorted_by(|a, b| a.1 >= b.1));
        assert!(list.entries.iter().all(|(other, score)| *other != list.product && (1..=1000).contains(score)));
        assert_eq!(list.entries.iter().map(|(other, _)| other).collect::<BTreeSet<_>>().len(), list.entries.len());
    }
    let both = scores.iter().filter_map(|((a, b), score)| scores.get(&(*b, *a)).map(|other| (score, other)));
    assert!(both.clone().count() > 0 && both.clone().all(|(a, b)| a == b), "the same score from either side");
}

#[test]
fn no_list_has_its_own_product_or_one_twice_and_scores_are_the_same_from_either_side() {
    let catalogue = many();
    let lists = texts(&similar::items(&catalogue), &MoreLikeThis::default());
    assert!(lists.iter().map(|list| list.product).eq(0..700));
    check_lists(&lists, 20);
}

#[test]
fn the_order_of_the_files_does_not_change_a_score() {
    let mut catalogue = many();
    let settings = MoreLikeThis { length: 699, same_name: 699, ..MoreLikeThis::default() };
    let scores = |catalogue: &Catalogue| {
        let items = similar::items(catalogue);
        let lists = texts(&items, &settings);
        let named =
            |list: &List| (items[list.product as usize].sku.to_owned(), list.entries.first().map(|(_, score)| *score));
        lists.iter().map(named).collect::<BTreeSet<_>>()
    };
    let before = scores(&catalogue);
    catalogue.items.reverse();
    assert_eq!(before, scores(&catalogue));
}

const DIGEST: &str = "the lists are ";

#[test]
fn one_core_makes_the_lists_that_many_make() {
    let lists = format!("{:?}", texts(&similar::items(&many()), &MoreLikeThis::default()));
    let digest = format!("{DIGEST}{}", blake3::hash(lists.as_bytes()));
    println!("{digest}");
    if std::env::var_os("KINDRED_ONE_CORE").is_some() {
        return;
    }
    let this = std::env::current_exe().unwrap();
    let name = "one_core_makes_the_lists_that_many_make";
    let mut alone = Command::new("taskset");
    alone.args(["-c", "0"]).arg(this).args(["--exact", name, "--nocapture"]).env("KINDRED_ONE_CORE", "1");
    match alone.output() {
        Err(_) => println!("skipped: taskset is not here"),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(said.contains(DIGEST) && said.contains(&digest), "{said}");
        }
    }
}

#[test]
fn a_config_has_the_settings_and_says_what_cannot_be_meant() {
    let config = "[more-like-this]\nname-weight = 5\nlength = 8\n\n[visual-similarity]\nshape-weight = 0\n";
    let files = folder(&[
        ("good.toml", config.as_bytes()),
        ("bad.toml", b"[more-like-this]\nname-wait = 1\nother-categories = 101\n[visual-similarity]\nlength = -1\n"),
    ]);
    let settings = Settings::read(Some(&files.path().join("good.toml"))).unwrap();
    assert_eq!((settings.more_like_this.name_weight, settings.more_like_this.length), (5, 8));
    assert_eq!((settings.visual_similarity.shape_weight, settings.visual_similarity.length), (0, 20));
    assert_eq!(Settings::read(None).unwrap(), Settings::default());
    let wrong = Settings::read(Some(&files.path().join("bad.toml"))).unwrap_err().to_string();
    for part in
        ["name-wait: expected a key", "did you mean \"name-weight\"?", "a part of a hundred, found \"101\"", "length"]
    {
        assert!(wrong.contains(part), "{part}: {wrong}");
    }
}

#[test]
fn settings_that_would_leave_every_list_empty_are_refused() {
    for table in ["more-like-this", "visual-similarity"] {
        let config = format!("[{table}]\nsame-name = 0\nleast-score = 1001\nlength = 0\n");
        let files = folder(&[("kindred.toml", config.as_bytes())]);
        let wrong = Settings::read(Some(&files.path().join("kindred.toml"))).unwrap_err().to_string();
        for (key, expected) in [
            ("same-name", "expected a number from 1 on, found \"0\""),
            ("least-score", "expected a score from 0 to 1000, found \"1001\""),
            ("length", "expected a number from 1 to 100, found \"0\""),
        ] {
            assert!(wrong.contains(&format!("{table}.{key}: {expected}")), "{wrong}");
        }
    }
}

/// Of the first ten of each list, how many are as `alike` says, and how many products are in some list; in percent.
fn quality(
    items: &[SimilarItem<'_>],
    lists: &[List],
    alike: impl Fn(&SimilarItem<'_>, &SimilarItem<'_>) -> bool,
) -> (usize, usize) {
    let mut shown = BTreeSet::new();
    let (mut n_alike, mut n) = (0, 0);
    for list in lists {
        for (other, _) in &list.entries {
            n += 1;
            n_alike += usize::from(alike(&items[list.product as usize], &items[*other as usize]));
            shown.insert(other);
        }
    }
    (100 * n_alike / n, 100 * shown.len() / items.len())
}

/// Categories do not count: whether they are found again is the measure.
fn blind(without: &str) -> MoreLikeThis {
    MoreLikeThis {
        categories_weight: 0,
        other_categories: 100,
        without_attributes: vec![without.to_owned()],
        length: 10,
        ..MoreLikeThis::default()
    }
}

#[test]
fn names_descriptions_and_attributes_find_the_family_of_a_real_product() {
    let Some(data) = data("icecat") else { return };
    let config = include_str!("fixtures/icecat.toml").replace("DATA", &data.to_string_lossy());
    let files = folder(&[("kindred.toml", config.as_bytes())]);
    let options = BuildOptions { config: Some(files.path().join("kindred.toml")), ..BuildOptions::default() };
    let catalogue = read_items(&options, &mut |_| {}).unwrap();
    let items: Vec<SimilarItem<'_>> = similar::items(&catalogue).into_iter().step_by(4).collect();
    let lists = texts(&items, &blind("family"));
    let family = |item: &SimilarItem<'_>| item.attributes.get("family").cloned();
    let (same_family, shown) = quality(&items, &lists, |a, b| family(a) == family(b));
    assert!(same_family >= FAMILY && shown >= 88, "{same_family} % of the same family, {shown} % shown");
    check_lists(&lists, 10);
}

/// In percent, of a quarter of the products; of all of them it is 89.
const FAMILY: usize = 75;

#[test]
fn magento_s_sample_data_keeps_to_its_kinds() {
    let Some(data) = data("luma/fixtures") else { return };
    let options = BuildOptions { catalogue: vec![data], ..BuildOptions::default() };
    let catalogue = read_items(&options, &mut |_| {}).unwrap();
    let items = similar::items(&catalogue);
    assert_eq!(items.len(), 187, "no variants, and nothing hidden");
    let share =
        |a: &SimilarItem<'_>, b: &SimilarItem<'_>| a.categories.iter().any(|category| b.categories.contains(category));
    let (same_category, shown) = quality(&items, &texts(&items, &blind("attribute-set")), share);
    assert!(same_category >= 65 && shown >= 97, "{same_category} % of the same category, {shown} % shown");
    let lists = texts(&items, &MoreLikeThis { length: 10, ..MoreLikeThis::default() });
    let (same_category, shown) = quality(&items, &lists, share);
    assert!(same_category >= 95 && shown >= 97, "{same_category} % of the same category, {shown} % shown");
    check_lists(&lists, 10);
}
