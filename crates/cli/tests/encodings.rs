//! Files in other encodings than UTF-8, and packed ones: read as what they are, with a word about what had to be
//! guessed.

mod common;

use common::{built_of, folder, product, skus};
use flate2::{Compression, write::GzEncoder};
use kindred_cli::pipeline::{BuildError, BuildOptions, Built, build};
use std::io::Write;

fn built_as(encoding: &str, files: &[(&str, &[u8])]) -> Result<Built, BuildError> {
    let folder = folder(files);
    let options = BuildOptions {
        catalogue: vec![folder.path().to_owned()],
        encoding: Some(encoding.to_owned()),
        ..BuildOptions::default()
    };
    build(&options)
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn utf_16(text: &str, of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(of).collect()
}

const TEXT: &str = "sku,name,price\nA,Æble,1\nB,\"B\nü\",x\nC,Čaj 茶,2\n";

#[test]
fn utf_16_with_a_byte_order_mark_is_read_in_either_order_with_places_as_ever() {
    for bytes in [utf_16(TEXT, u16::to_le_bytes), utf_16(TEXT, u16::to_be_bytes)] {
        let (built, messages) = built_of(&[("shop.csv", &bytes)]);
        assert_eq!(skus(&built), ["A", "C"]);
        assert_eq!((product(&built, "A").name.as_str(), product(&built, "C").name.as_str()), ("Æble", "Čaj 茶"));
        assert_eq!(messages, ["shop.csv:4:4: price: expected an amount such as 12.50, found \"x\""]);
    }
}

#[test]
fn half_a_letter_of_utf_16_costs_its_row_alone() {
    let mut bytes = utf_16("sku,name\nA,Ax\u{e000}\nB,Bow\n", u16::to_le_bytes);
    let half = bytes.windows(2).position(|pair| pair == [0x00, 0xE0]).unwrap();
    bytes[half + 1] = 0xD8;
    let (built, messages) = built_of(&[("shop.csv", &bytes)]);
    assert_eq!(skus(&built), ["B"]);
    assert_eq!(messages, ["shop.csv:2:3: name: expected UTF-16LE, found bytes that are no letter in it"]);
}

#[test]
fn an_encoding_that_was_recognised_is_named() {
    let rows = b"sku,name,price\nA,Gr\xFC\xDFe aus K\xF6ln,1\nB,Stra\xDFe f\xFCr M\xE4nner,2\n";
    let (built, messages) = built_of(&[("shop.csv", rows)]);
    assert_eq!(product(&built, "A").name, "Grüße aus Köln");
    assert_eq!(product(&built, "B").name, "Straße für Männer");
    let expected = "shop.csv:1:1: warning: expected UTF-8, found what looks like windows-1252, and read it as such; \
        say --encoding";
    assert_eq!(messages, [expected]);
}

#[test]
fn an_encoding_that_the_user_names_is_believed_and_not_spoken_of() {
    let rows: &[u8] = b"sku,name\nA,K\xF6\xF0i\nB,Bow\n";
    for (label, name) in [("windows-1252", "Köði"), ("latin1", "Köði"), ("windows-1254", "Köği")] {
        let built = built_as(label, &[("shop.csv", rows)]).unwrap();
        assert_eq!(product(&built, "A").name, name, "{label}");
        assert_eq!(built.report.diagnostics, []);
    }
    let plain = "sku,name\nA,Æble\n".as_bytes();
    let built =
        built_as("windows-1252", &[("a.csv", rows), ("b.csv", "\u{feff}sku,name\nÆ,Æble\n".as_bytes())]).unwrap();
    assert_eq!(product(&built, "Æ").name, "Æble", "a byte order mark comes before what the user says");
    let built = built_as("utf-8", &[("shop.csv", plain)]).unwrap();
    assert_eq!(product(&built, "A").name, "Æble");
}

#[test]
fn a_name_of_no_encoding_stops_the_build() {
    let error = built_as("klingon", &[("shop.csv", b"sku,name\nA,Axe\n")]).unwrap_err();
    assert_eq!(error.to_string(), "--encoding: expected an encoding such as windows-1252, found \"klingon\"");
    assert_eq!(error.exit_code(), 2);
}

#[test]
fn bytes_that_are_no_letter_of_the_encoding_cost_their_row_alone() {
    let rows = b"sku,name\nA,\xD0\xE1\xE9\xE4\xDF \xAA\nB,\xD0\xE1\xE9\xE4\xDF\n";
    let built = built_as("windows-1253", &[("shop.csv", rows)]).unwrap();
    assert_eq!((skus(&built), product(&built, "B").name.as_str()), (vec!["B"], "Παιδί"));
    let [message] = built.report.diagnostics.as_slice() else { panic!("{:?}", built.report.diagnostics) };
    let expected = "shop.csv:2:3: name: expected windows-1253, found bytes that are no letter in it";
    assert!(message.to_string().ends_with(expected), "{message}");
}

#[test]
fn json_may_be_written_in_anything_too() {
    let json = "{ \"format\": 1, \"products\": [{ \"sku\": \"A\", \"name\": \"Æble\" }] }";
    let (built, messages) = built_of(&[("shop.json", &utf_16(json, u16::to_le_bytes))]);
    assert_eq!((product(&built, "A").name.as_str(), messages), ("Æble", vec![]));
    let broken =
        [b"{ \"format\": 1,\n \"products\": [{ \"sku\": \"A\", \"name\": \"\xC3\x86\xFF".as_slice(), b"\" }] }"]
            .concat();
    let (built, messages) = built_of(&[("a.csv", b"sku,name\nA,Axe\n"), ("b.json", &broken)]);
    assert_eq!(messages, ["b.json:2:39: expected UTF-8, found the byte 0xFF"]);
    assert!(built.report.to_string().contains("\n  b.json: not UTF-8\n"), "{}", built.report);
}

#[test]
fn packed_files_are_read_as_what_is_packed_in_them() {
    let table = packed(TEXT.as_bytes());
    let json = packed(b"{ \"format\": 1, \"products\": [{ \"sku\": \"J\", \"name\": \"Jar\" }] }");
    let wide = packed(&utf_16("sku,name\nW,Wörk\n", u16::to_be_bytes));
    let (built, messages) =
        built_of(&[("a.csv.gz", &table), ("b.JSON.gz", &json), ("c.csv.gz", &wide), ("d.gz", &json)]);
    let mut found = skus(&built);
    found.sort_unstable();
    assert_eq!(found, ["A", "C", "J", "W"]);
    assert_eq!(messages, ["a.csv.gz:4:4: price: expected an amount such as 12.50, found \"x\""]);
    assert!(built.report.to_string().contains("\n  1 file of another kind\n"), "d.gz names no kind of file");
}

#[test]
fn a_packed_file_that_ends_early_stops_the_build() {
    let mut table = packed(&TEXT.repeat(100).into_bytes());
    table.truncate(table.len() / 2);
    let files = folder(&[("shop.csv.gz", &table)]);
    let options = BuildOptions { catalogue: vec![files.path().to_owned()], ..BuildOptions::default() };
    let error = build(&options).unwrap_err();
    assert!(error.to_string().contains("shop.csv.gz: cannot be read: "), "{error}");
    assert_eq!(error.exit_code(), 2);
}

#[test]
fn tables_are_separated_by_what_separates_their_first_row() {
    for delimiter in [";", "\t", "|", ","] {
        let text = "sku~name~description\nA~\"Axe~big\"~x, y; z\n".replace('~', delimiter);
        let text = if delimiter == "," { text.replace("x, y; z", "x") } else { text };
        let text = if delimiter == ";" { text.replace("x, y; z", "x, y, z") } else { text };
        let (built, messages) = built_of(&[("shop.txt", text.as_bytes())]);
        assert_eq!(product(&built, "A").name, format!("Axe{delimiter}big").replace('\t', " "), "{delimiter:?}");
        assert_eq!(messages, [] as [&str; 0]);
    }
}
