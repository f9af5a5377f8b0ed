//! TOML, by the spans that its parser keeps.

use super::{Located, Member, NoTree, Tree};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The tree of a text.
pub(crate) fn from_toml(text: &str) -> Result<Located, NoTree> {
    let table = DeTable::parse(text).map_err(|error| {
        let message = format!("expected TOML, found a mistake: {}", error.message().replace('\n', "; "));
        NoTree { span: error.span().unwrap_or_default(), message }
    })?;
    let span = table.span();
    Ok(Located { span, value: object(table.get_ref()) })
}

fn tree(value: &Spanned<DeValue<'_>>) -> Located {
    let tree = match value.get_ref() {
        DeValue::String(text) => Tree::Text(text.to_string()),
        DeValue::Integer(number) => match i128::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Tree::Number(number.to_string()),
            Err(_) => Tree::Text(number.to_string()),
        },
        DeValue::Float(number) => float(number.as_str()),
        DeValue::Boolean(truth) => Tree::Truth(*truth),
        // A date needs no quotes in TOML.
        DeValue::Datetime(time) => Tree::Text(time.to_string()),
        DeValue::Array(elements) => Tree::List(elements.iter().map(tree).collect()),
        DeValue::Table(table) => object(table),
    };
    Located { span: value.span(), value: tree }
}

fn object(table: &DeTable<'_>) -> Tree {
    let member = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| Member {
        key: key.get_ref().to_string(),
        key_span: key.span(),
        value: tree(value),
    };
    let mut members: Vec<Member> = table.iter().map(member).collect();
    // The parser sorts them by key.
    members.sort_by_key(|member| member.key_span.start);
    Tree::Object(members)
}

/// JSON has no exponent that we read, no infinity and no plus sign: a number that is more than digits and a point is
/// a text, of which the reader says that it is no number.
fn float(written: &str) -> Tree {
    let number = written.strip_prefix('+').unwrap_or(written);
    let digits = number.strip_prefix('-').unwrap_or(number);
    if digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        Tree::Number(number.to_owned())
    } else {
        Tree::Text(number.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::from_toml;

    #[test]
    fn toml_s_own_ways_of_writing_become_those_of_json() {
        let text =
            "from = 2026-11-22\nat = 2026-11-22T10:30:00\nlimit = 0x0A\nprice = +1_000.50\nfar = inf\nbig = 1e3\n";
        let expected =
            r#"{"from":"2026-11-22","at":"2026-11-22T10:30:00","limit":10,"price":1000.50,"far":"inf","big":"1e3"}"#;
        assert_eq!(from_toml(text).unwrap().to_json(), expected);
    }

    #[test]
    fn a_mistake_has_its_place() {
        let error = from_toml("name = \"A\"\nlimit = = 3\n").unwrap_err();
        assert_eq!(error.span.start, 19, "{error:?}");
        assert!(error.message.starts_with("expected TOML, found a mistake: "), "{error:?}");
    }
}
