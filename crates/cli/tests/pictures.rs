//! Products with alike pictures: drawn pictures with known neighbours, pictures that were changed without another thing
//! being in them, files that are out to do harm, and Magento's sample pictures, which are not part of the repository: where
//! they are absent, that test says so and passes.

mod common;

use common::folder;
use image::{ImageFormat, Rgb, RgbImage, imageops};
use kindred_cli::catalogue::Attributes;
use kindred_cli::diagnostic::Diagnostic;
use kindred_cli::pipeline::Step;
use kindred_cli::similar::{self, List, Settings, SimilarItem, VisualSimilarity};
use std::io::{Cursor, Write};
use std::path::Path;

/// A product of which nothing but its picture is known.
fn item<'a>(name: &'a str, none: &'a Attributes) -> SimilarItem<'a> {
    SimilarItem { sku: name, name: "", description: "", categories: &[], attributes: none, image: name, variants: &[] }
}

/// The lists of pictures by their paths below a folder.
fn lists_of(folder: &Path, names: &[&str], settings: &VisualSimilarity) -> (Vec<List>, Vec<Diagnostic>) {
    let none = Attributes::default();
    let items: Vec<SimilarItem<'_>> = names.iter().map(|name| item(name, &none)).collect();
    let settings = Settings { visual_similarity: settings.clone(), ..Settings::default() };
    similar::by_pictures(&items, folder, &settings, &mut |_| {})
}

/// The names in the list of a picture, with their scores.
fn list<'a>(names: &[&'a str], lists: &[List], name: &str) -> Vec<(&'a str, u16)> {
    let found = lists.iter().find(|list| names[list.product as usize] == name).unwrap();
    found.entries.iter().map(|(item, score)| (names[*item as usize], *score)).collect()
}

const RED: [u8; 3] = [190, 40, 30];
const BLUE: [u8; 3] = [40, 70, 180];
const SIDE: i32 = 200;

fn is_disc(x: i32, y: i32) -> bool {
    x * x + y * y < 70 * 70
}

fn is_bar(x: i32, y: i32) -> bool {
    x.abs() < 18 && y.abs() < 85
}

/// A mug with its handle on the right.
fn is_mug(x: i32, y: i32) -> bool {
    let (handle_x, handle_y) = (x - 45, y);
    let from_middle = handle_x * handle_x + handle_y * handle_y;
    (x.abs() < 45 && y.abs() < 60) || (x >= 45 && (20 * 20..38 * 38).contains(&from_middle))
}

/// A form in the middle of a white sheet.
fn drawn(is_thing: fn(i32, i32) -> bool, colour: [u8; 3]) -> RgbImage {
    RgbImage::from_fn(SIDE as u32, SIDE as u32, |x, y| {
        let (x, y) = (x as i32 - SIDE / 2, y as i32 - SIDE / 2);
        if is_thing(x, y) { Rgb(colour) } else { Rgb([250, 250, 250]) }
    })
}

/// Turned a little around the middle.
fn turned(picture: &RgbImage) -> RgbImage {
    let (cosine, sine) = (0.996_194_7_f32, 0.087_155_74_f32);
    RgbImage::from_fn(SIDE as u32, SIDE as u32, |x, y| {
        let (x, y) = (x as f32 - 100.0, y as f32 - 100.0);
        let at = |place: f32| place.round().clamp(0.0, 199.0) as u32;
        *picture.get_pixel(at(cosine * x + sine * y + 100.0), at(cosine * y - sine * x + 100.0))
    })
}

fn packed(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn png(picture: &RgbImage) -> Vec<u8> {
    packed(picture, ImageFormat::Png)
}

/// The six pictures that the others are compared with.
fn shop() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("red-disc.png", png(&drawn(is_disc, RED))),
        ("blue-disc.png", png(&drawn(is_disc, BLUE))),
        ("red-bar.png", png(&drawn(is_bar, RED))),
        ("blue-bar.png", png(&drawn(is_bar, BLUE))),
        ("red-mug.png", png(&drawn(is_mug, RED))),
        ("blue-mug.png", png(&drawn(is_mug, BLUE))),
    ]
}

/// The lists of those six and some more.
fn with_shop(
    more: &[(&'static str, Vec<u8>)],
    settings: &VisualSimilarity,
) -> (Vec<&'static str>, Vec<List>, Vec<String>) {
    let all: Vec<(&str, Vec<u8>)> = shop().into_iter().chain(more.to_vec()).collect();
    let files: Vec<(&str, &[u8])> = all.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let folder = folder(&files);
    let names: Vec<&'static str> =
        shop().iter().map(|(name, _)| *name).chain(more.iter().map(|(name, _)| *name)).collect();
    let (lists, diagnostics) = lists_of(folder.path(), &names, settings);
    let prefix = format!("{}/", folder.path().display());
    (names, lists, diagnostics.iter().map(|found| found.to_string().replace(&prefix, "")).collect())
}

#[test]
fn the_weights_say_whether_shape_or_colour_counts() {
    let only = |colour_weight, shape_weight| VisualSimilarity {
        colour_weight,
        shape_weight,
        texture_weight: 0,
        ..VisualSimilarity::default()
    };
    let (names, lists, messages) = with_shop(&[], &only(0, 1));
    assert_eq!(messages, [] as [&str; 0]);
    assert_eq!(list(&names, &lists, "red-mug.png")[0].0, "blue-mug.png");
    assert_eq!(list(&names, &lists, "blue-bar.png")[0].0, "red-bar.png");
    let (names, lists, _) = with_shop(&[], &only(1, 0));
    assert!(list(&names, &lists, "red-mug.png").iter().all(|(name, _)| name.starts_with("red")));
}

#[test]
fn a_picture_that_was_changed_stays_near_its_original() {
    let mug = drawn(is_mug, RED);
    let larger = imageops::resize(&mug, 640, 640, imageops::FilterType::Triangle);
    let mut wide = RgbImage::from_pixel(400, 300, Rgb([255, 255, 255]));
    imageops::replace(&mut wide, &mug, 150, 60);
    let changed = [
        ("packed.jpg", packed(&mug, ImageFormat::Jpeg), 930),
        ("packed.webp", packed(&mug, ImageFormat::WebP), 1000),
        ("packed.gif", packed(&mug, ImageFormat::Gif), 930),
        ("larger.png", png(&larger), 900),
        ("wide.png", png(&wide), 800),
        ("mirrored.png", png(&imageops::flip_horizontal(&mug)), 950),
        ("turned.png", png(&turned(&mug)), 700),
    ];
    for (name, bytes, least) in changed {
        let (names, lists, _) = with_shop(&[(name, bytes)], &VisualSimilarity::default());
        let (nearest, score) = list(&names, &lists, name)[0];
        assert!(nearest == "red-mug.png" && score >= least, "{name}: {nearest} {score}");
    }
}

#[test]
fn a_photograph_is_seen_as_its_camera_was_held() {
    let mug = drawn(is_mug, RED);
    let mut bytes = packed(&imageops::rotate270(&mug), ImageFormat::Jpeg);
    let tag = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let head = [&[0xFF, 0xE1, 0, tag.len() as u8 + 2], &tag[..]].concat();
    let sideways = bytes.clone();
    bytes.splice(2..2, head);
    let more = [("held.jpg", bytes), ("sideways.jpg", sideways)];
    let (names, lists, _) = with_shop(&more, &VisualSimilarity::default());
    let near = list(&names, &lists, "red-mug.png");
    assert_eq!(near[0].0, "held.jpg");
    let score = |name: &str| near.iter().find(|(other, _)| *other == name).map_or(0, |(_, score)| *score);
    assert!(score("held.jpg") > 930 && score("sideways.jpg") < 900, "{near:?}");
}

#[test]
fn lists_of_pictures_are_the_same_each_time_and_from_either_side() {
    let (names, lists, _) = with_shop(&[], &VisualSimilarity::default());
    assert_eq!(lists, with_shop(&[], &VisualSimilarity::default()).1);
    for a in &names {
        for (b, score) in list(&names, &lists, a) {
            assert_ne!(*a, b);
            assert!(list(&names, &lists, b).contains(&(a, score)), "{a}, {b}");
        }
    }
}

/// A PNG that says it has so many pixels, and has none.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    for (name, data) in [(b"IHDR", header.as_slice()), (b"IDAT", b"\x78\x9c\x03\0\0\0\0\x01"), (b"IEND", b"")] {
        let mut sum = flate2::Crc::new();
        sum.update(name);
        sum.update(data);
        for part in [&(data.len() as u32).to_be_bytes()[..], name, data, &sum.sum().to_be_bytes()] {
            bytes.extend_from_slice(part);
        }
    }
    bytes
}

#[test]
fn files_that_are_no_pictures_are_named_and_the_others_stand() {
    let whole = png(&drawn(is_mug, RED));
    let bad = [
        ("bomb.png", bomb(60_000, 60_000)),
        ("broken.png", whole[..whole.len() / 2].to_vec()),
        ("cut.jpg", packed(&drawn(is_disc, RED), ImageFormat::Jpeg)[..100].to_vec()),
        ("dot.gif", packed(&RgbImage::new(1, 1), ImageFormat::Gif)),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        ("empty.png", Vec::new()),
        ("heavy.png", [whole, vec![0; 10_000_000]].concat()),
        ("long.webp", b"RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\xff/\xff\xff\xff\xff\xff\xff".to_vec()),
        ("many.png", bomb(15_000, 15_000)),
    ];
    let (_, lists, messages) = with_shop(&bad, &VisualSimilarity::default());
    assert_eq!(lists.len(), 6);
    let expected = [
        "bomb.png:1:1: warning: expected a picture, found a broken one:",
        "broken.png:1:1: warning: expected a picture, found a broken one:",
        "cut.jpg:1:1: warning: expected a picture, found a broken one:",
        "dot.gif:1:1: warning: expected a picture of at least 16 × 16 pixels, found 1 × 1",
        "drawing.svg:1:1: warning: expected a PNG, JPEG, WebP or GIF picture, found something else",
        "empty.png:1:1: warning: expected a PNG, JPEG, WebP or GIF picture, found something else",
        "heavy.png:1:1: warning: expected a picture of at most 10 MB, found a larger one",
        "long.webp:1:1: warning: expected",
        "many.png:1:1: warning: expected at most 40 million pixels, found 15000 × 15000",
    ];
    assert_eq!(messages.len(), expected.len(), "{messages:#?}");
    for (message, expected) in messages.iter().zip(expected) {
        assert!(message.starts_with(expected), "{message}");
    }
}

#[test]
fn a_picture_is_found_by_the_end_of_its_address_and_never_outside_the_folder() {
    let disc = png(&drawn(is_disc, RED));
    let files = folder(&[("pictures/p/red disc.png", &disc), ("outside.png", &disc), ("pictures/top.png", &disc)]);
    let names = [
        "https://shop.example/media/p/red%20disc.png?width=300#top",
        "/deep/down/top.png",
        "../outside.png",
        "/media/%2e%2e/outside.png",
        "/p/missing.png",
    ];
    let (lists, diagnostics) = lists_of(&files.path().join("pictures"), &names, &VisualSimilarity::default());
    let found: Vec<u32> = lists.iter().map(|list| list.product).collect();
    assert_eq!((found, lists[0].entries.as_slice()), (vec![0, 1], &[(1, 1000)][..]));
    let [message] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
    let expected = "expected the pictures of all products, found none of 3 of them, such as ../outside.png";
    assert!(message.to_string().ends_with(expected), "{message}");
}

#[test]
fn a_picture_that_stands_for_a_missing_one_is_of_no_product() {
    let disc = png(&drawn(is_disc, RED));
    let files = folder(&[("none-yet.png", &disc), ("own.png", &disc)]);
    let names: Vec<&str> = std::iter::repeat_n("none-yet.png", 30).chain(["own.png"]).collect();
    let (lists, diagnostics) = lists_of(files.path(), &names, &VisualSimilarity::default());
    assert_eq!(lists.len(), 1);
    let expected = "expected a picture of one product, found the picture of 30 of them";
    assert!(diagnostics[0].to_string().ends_with(expected), "{diagnostics:?}");
}

/// SKUs with their scores.
type Scored = Vec<(&'static str, u16)>;

/// The lists of items by an embeddings file of that name.
fn embedded(name: &str, bytes: &[u8]) -> (Vec<Scored>, Vec<String>) {
    let files = folder(&[(name, bytes)]);
    let none = Attributes::default();
    let variants = ["A-RED", "A-BLUE"].map(str::to_owned);
    let skus = ["A", "B", "C", "D"];
    let item = |sku: &'static str| SimilarItem {
        sku,
        name: "",
        description: "",
        categories: &[],
        attributes: &none,
        image: "",
        variants: if sku == "A" { &variants } else { &[] },
    };
    let items = skus.map(item);
    let path = files.path().join(name);
    let (lists, said) = similar::by_embeddings(&items, &path, &Settings::default(), &mut |_| {}).unwrap();
    let named = |list: &List| list.entries.iter().map(|(item, score)| (skus[*item as usize], *score)).collect();
    let prefix = format!("{}/", files.path().display());
    (lists.iter().map(named).collect(), said.iter().map(|found| found.to_string().replace(&prefix, "")).collect())
}

#[test]
fn embeddings_are_read_as_lines_or_as_a_table_packed_or_not() {
    let lines = b"{\"sku\":\"A\",\"embedding\":[1,0]}\n\n{\"sku\":\"B\",\"embedding\":[2,0.0]}\n{\"sku\":\"C\",\"embedding\":[0,1]}\n";
    let table = b"sku,v1,v2\nA-RED,1,0\n\"B\",2,0\nC,0,1e0\n";
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(table).unwrap();
    let packed = packer.finish().unwrap();
    let expected = vec![vec![("B", 1000)], vec![("A", 1000)], vec![]];
    for (name, bytes) in [("e.jsonl", &lines[..]), ("e.csv", table), ("e.csv.gz", &packed)] {
        assert_eq!(embedded(name, bytes), (expected.clone(), vec![]), "{name}");
    }
}

#[test]
fn lines_that_are_no_embeddings_are_named_and_the_others_stand() {
    let lines = "A,1,0\nB,1\nX,1,0\nC,0,0\nD,nan,1\nC,one,two\n{\"sku\":\"C\"}\nC,1,0.1\nC,0,1\n";
    let (lists, messages) = embedded("e.csv", lines.as_bytes());
    assert_eq!(lists, [[("C", 995)], [("A", 995)]]);
    assert_eq!(
        messages,
        [
            "e.csv:2:1: warning: expected 2 numbers, found 1",
            "e.csv:3:1: warning: expected the SKU of a product, found \"X\"",
            "e.csv:4:1: warning: expected numbers that are not all 0, found nothing else",
            "e.csv:5:1: warning: expected numbers that are neither endless nor none, found NaN",
            "e.csv:6:1: warning: expected a number, found \"one\"",
            "e.csv:7:1: warning: expected an object such as {\"sku\":\"MUG-1\",\"embedding\":[0.5,-1]}, \
             found \"{\"sku\":\"C\"}\"",
            "e.csv:9:1: warning: expected each SKU once, found \"C\" of line 8 again",
        ]
    );
}

#[test]
fn a_product_s_own_line_goes_before_its_variants_and_the_first_variant_before_the_second() {
    let near_b = vec![vec![("B", 1000)], vec![("A", 1000)]];
    for lines in ["B,1,0\nA-RED,0,1\nA,1,0", "A,1,0\nA-BLUE,0,1\nB,1,0", "A-BLUE,0,1\nB,1,0\nA-RED,1,0"] {
        assert_eq!(embedded("e.csv", lines.as_bytes()), (near_b.clone(), vec![]), "{lines}");
    }
}

#[test]
fn a_file_of_something_else_is_refused_and_a_first_line_that_is_no_header_is_named() {
    let (lists, messages) = embedded("e.npy", b"\x93NUMPY\x01\0v\0{'descr': '<f4'}\n\0\0\0\0");
    let expected = "e.npy:1:1: warning: expected JSON Lines or a table, found a file that is no text";
    assert_eq!((lists.len(), messages), (0, vec![expected.to_owned()]));
    let (lists, messages) = embedded("e.csv", b"A;1;0\nB,1,0\nC,1,0");
    let expected =
        "e.csv:1:1: warning: expected a SKU and its numbers, with commas between them, found \"A;1;0\"".to_owned();
    assert_eq!((lists.len(), messages), (2, vec![expected]));
}

#[test]
fn of_a_great_many_mistakes_the_first_are_kept_and_the_others_counted() {
    let lines = "A,1,0\nB,1,0\n".to_owned() + &"A,1,0\n".repeat(1_100);
    let (lists, messages) = embedded("e.csv", lines.as_bytes());
    assert_eq!((lists.len(), messages.len()), (2, 1_001));
    let expected = "e.csv:1:1: warning: expected lines that can be used, found 100 more that cannot";
    assert_eq!(messages[1_000], expected);
}

#[test]
fn each_pass_counts_to_its_own_total() {
    let pictures = shop();
    let files: Vec<(&str, &[u8])> = pictures.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let folder = folder(&files);
    let none = Attributes::default();
    let items: Vec<SimilarItem<'_>> = pictures.iter().map(|(name, _)| item(name, &none)).collect();
    let mut passes = Vec::new();
    similar::by_pictures(&items, folder.path(), &Settings::default(), &mut |step| match step {
        Step::Looking { n_pictures, meter } => passes.push(("looking", n_pictures as u64, meter.clone())),
        Step::Comparing { n_products, meter } => passes.push(("comparing", n_products as u64, meter.clone())),
        other => panic!("{other:?}"),
    });
    let passes: Vec<_> = passes.iter().map(|(name, total, meter)| (*name, *total, meter.rows())).collect();
    assert_eq!(passes, [("looking", 6, 6), ("comparing", 6, 6)]);
}

#[test]
fn in_magento_s_pictures_tops_go_with_tops_and_trousers_with_trousers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/luma/images");
    if !folder.is_dir() {
        println!("skipped: ../shared/data/luma is not here");
        return;
    }
    let files = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    let pictures: Vec<String> = files
        .filter(|path| path.is_file())
        .map(|path| path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned())
        .collect();
    let names: Vec<&str> = pictures.iter().map(String::as_str).collect();
    let (lists, diagnostics) = lists_of(&folder, &names, &VisualSimilarity::default());
    assert_eq!((lists.len(), diagnostics.len()), (43, 0), "{diagnostics:?}");
    let kind = |name: &str| match name.split('/').nth_back(0).and_then(|file| file.get(..2)) {
        Some("wh" | "wj") => "top",
        Some("wp" | "ws") => "trousers",
        _ => "gear",
    };
    let is_alike = |list: &List, rank: usize| {
        list.entries
            .get(rank)
            .is_some_and(|(other, _)| kind(names[list.product as usize]) == kind(names[*other as usize]))
    };
    let first = lists.iter().filter(|list| is_alike(list, 0)).count();
    let three: usize = lists.iter().map(|list| (0..3).filter(|rank| is_alike(list, *rank)).count()).sum();
    assert!(first >= 39 && three >= 43 * 3 * 85 / 100, "{first} first, {three} of the first three");
}
