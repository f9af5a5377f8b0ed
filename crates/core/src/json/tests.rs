//! The reader against `serde_json`, on random values and on what both must refuse.

use super::read;
use alloc::string::{String, ToString};
use alloc::{format, vec};
use proptest::prelude::*;
use serde_json::Value;

/// `serde_json`'s view of a value, with fractions as text, as our reader gives them.
fn fractions_as_text(value: Value) -> Value {
    match value {
        Value::Array(values) => Value::Array(values.into_iter().map(fractions_as_text).collect()),
        Value::Object(members) => {
            Value::Object(members.into_iter().map(|(key, value)| (key, fractions_as_text(value))).collect())
        }
        Value::Number(number) if number.as_i64().is_none() => Value::String(number.to_string()),
        other => other,
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1_000_000i64..1_000_000, 1i32..5).prop_map(|(digits, places)| {
            let value = digits as f64 / 10f64.powi(places) + 0.000_01;
            Value::from(value)
        }),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            proptest::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn every_document_is_read_as_serde_json_reads_it(value in any_json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        prop_assert_eq!(read::<Value>(&text).unwrap(), fractions_as_text(value));
    }

    #[test]
    fn any_text_is_accepted_or_refused_as_by_serde_json(text in r#"[\[\]{}:,"\\unul0-9eE+.\- truefals]{0,12}"#) {
        // Past the range of a float serde_json refuses a number; here it is only text.
        let theirs = serde_json::from_str::<Value>(&text);
        let out_of_range = matches!(&theirs, Err(error) if error.to_string().contains("out of range"));
        if !out_of_range {
            prop_assert_eq!(read::<Value>(&text).is_ok(), theirs.is_ok(), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = read::<Value>(&text);
    }
}

#[test]
fn a_truncated_document_is_refused_at_every_length() {
    let text = r#"{"a":[1,2.5,"x\u00e9\ud83d\ude00"],"b":{"c":null,"d":true}}"#;
    assert!(read::<Value>(text).is_ok());
    for end in (1..text.len()).filter(|end| text.is_char_boundary(*end)) {
        assert!(read::<Value>(&text[..end]).is_err(), "{}", &text[..end]);
    }
}

#[test]
fn halves_of_surrogate_pairs_are_refused() {
    for text in [r#""\ud83d""#, r#""\ude00""#, r#""\ud83d\n""#, r#""\ud83dx""#, r#""\ud83d\u0041""#] {
        assert!(read::<String>(text).is_err(), "{text}");
    }
}

#[test]
fn deep_nesting_is_refused_without_deep_recursion() {
    let deep = "[".repeat(100_000);
    assert_eq!(read::<Value>(&deep).unwrap_err().message, "expected at most 64 levels, found `[`");
    let deep = format!("{}1{}", "[".repeat(64), "]".repeat(64));
    assert!(read::<Value>(&deep).is_ok());
}

#[test]
fn errors_say_what_was_expected_and_where() {
    let cases = vec![
        ("", "expected a value, found the end of the text", 0),
        ("[1,2", "expected `,` or `]`, found the end of the text", 4),
        ("{\"a\":1,}", "expected a value after the comma, found `}`", 7),
        ("{a:1}", "expected a key in quotes, found `a`", 1),
        ("\"a\nb\"", "expected the closing quote, found `\n`", 2),
        ("01", "expected the end of the text, found `1`", 1),
        ("tru", "expected a value, found `t`", 0),
    ];
    for (text, message, offset) in cases {
        let error = read::<Value>(text).unwrap_err();
        assert_eq!((error.message.as_str(), error.offset), (message, offset), "{text:?}");
    }
    let error = read::<String>(r#" 5"#).unwrap_err();
    assert_eq!((error.message.as_str(), error.offset), ("expected a string", 1));
}

proptest! {
    #[test]
    fn passing_over_a_value_accepts_what_reading_it_accepts(text in r#"[\[\]{}:,"a0. truefalsn]{0,14}"#) {
        let skipped = read::<serde::de::IgnoredAny>(&text).is_ok();
        prop_assert_eq!(skipped, read::<Value>(&text).is_ok(), "{}", text);
    }
}
