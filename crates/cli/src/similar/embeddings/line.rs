//! One line of a file of embeddings: a JSON object with `sku` and `embedding`, or a row of a SKU and its numbers.

use crate::diagnostic::Reason;
use serde::Deserialize;

/// What a line says.
#[derive(Deserialize, PartialEq, Debug)]
pub(super) struct Embedding {
    pub(super) sku: String,
    #[serde(rename = "embedding")]
    pub(super) numbers: Vec<f32>,
}

/// The most numbers that an embedding has.
const MOST_NUMBERS: usize = 16_384;
/// A little more than a message shows of what was found.
const LONGEST_QUOTE: usize = 64;

const ROW: &str = "a SKU and its numbers, with commas between them";
const OBJECT: &str = "an object such as {\"sku\":\"MUG-1\",\"embedding\":[0.5,-1]}";

/// Reads a line, of which the first may name the columns of a table: that says nothing of a product.
pub(super) fn embedding(text: &str, is_first: bool) -> Result<Option<Embedding>, Reason> {
    let read = if text.starts_with('{') { object(text).map(Some) } else { row(text, is_first) }?;
    if let Some(Embedding { numbers, .. }) = &read {
        if !(1..=MOST_NUMBERS).contains(&numbers.len()) {
            let message = format!("expected from 1 to {MOST_NUMBERS} numbers, found {}", numbers.len());
            return Err(Reason::shape(message));
        }
        if let Some(found) = numbers.iter().find(|number| !number.is_finite()) {
            return Err(Reason::shape(format!("expected numbers that are neither endless nor none, found {found}")));
        }
    }
    Ok(read)
}

/// As much of a text as a message shows.
pub(super) fn cut(text: &str) -> String {
    text.chars().take(LONGEST_QUOTE).collect()
}

fn unexpected(expected: &'static str, found: &str) -> Reason {
    Reason::Unexpected { expected, found: cut(found) }
}

fn object(text: &str) -> Result<Embedding, Reason> {
    let Embedding { sku, numbers } = serde_json::from_str(text).map_err(|_| unexpected(OBJECT, text))?;
    Ok(Embedding { sku: sku.trim().to_owned(), numbers })
}

/// A row of a table; nothing for one that names its columns.
fn row(text: &str, is_first: bool) -> Result<Option<Embedding>, Reason> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let row = reader.records().next().and_then(Result::ok).unwrap_or_default();
    let mut cells = row.iter().map(str::trim);
    let sku = cells.next().unwrap_or_default();
    let numbers: Vec<Result<f32, &str>> = cells.map(|cell| cell.parse().map_err(|_| cell)).collect();
    if numbers.is_empty() || sku.is_empty() {
        return Err(unexpected(ROW, text));
    }
    if is_first && (sku.eq_ignore_ascii_case("sku") || numbers.iter().all(Result::is_err)) {
        return Ok(None);
    }
    let numbers: Result<Vec<f32>, &str> = numbers.into_iter().collect();
    let numbers = numbers.map_err(|cell| unexpected("a number", cell))?;
    Ok(Some(Embedding { sku: sku.to_owned(), numbers }))
}

#[cfg(test)]
mod tests {
    use super::embedding;

    fn is_header(text: &str) -> bool {
        embedding(text, true) == Ok(None)
    }

    fn refused(text: &str) -> String {
        embedding(text, true).unwrap_err().to_string()
    }

    #[test]
    fn a_first_line_names_columns_or_is_a_product() {
        assert!(is_header("SKU,0,1,2") && is_header("product,v1,v2") && is_header("\"sku\",\"a\""));
        assert!(!is_header("A,1,2"));
        assert!(embedding("sku,v1,v2", false).is_err());
    }

    #[test]
    fn a_first_line_that_is_neither_is_said() {
        let row = "expected a SKU and its numbers, with commas between them, found ";
        assert_eq!(refused("MUG-1;0.1;0.2"), format!("{row}\"MUG-1;0.1;0.2\""));
        assert_eq!(refused(",sku,0,1"), format!("{row}\",sku,0,1\""));
        assert_eq!(refused("["), format!("{row}\"[\""));
        assert_eq!(refused("A,1,x"), "expected a number, found \"x\"");
    }

    #[test]
    fn each_mistake_has_words_of_its_own() {
        assert_eq!(refused("D,nan,1"), "expected numbers that are neither endless nor none, found NaN");
        assert_eq!(refused("D,1,1e39"), "expected numbers that are neither endless nor none, found inf");
        assert_eq!(refused(&format!("D{}", ",1".repeat(20_000))), "expected from 1 to 16384 numbers, found 20000");
        assert_eq!(refused(r#"{"sku":"A","embedding":[]}"#), "expected from 1 to 16384 numbers, found 0");
        let said = refused(r#"{"sku":"A","vector":[1]}"#);
        assert_eq!(
            said,
            "expected an object such as {\"sku\":\"MUG-1\",\"embedding\":[0.5,-1]}, found \"{\"sku\":\"A\",\"vector\":[1]}\""
        );
    }

    #[test]
    fn of_a_long_line_a_message_keeps_a_little() {
        let Err(reason) = embedding(&"x".repeat(1_000_000), false) else { panic!("no embedding") };
        assert!(format!("{reason:?}").len() < 200 && reason.to_string().ends_with("…\""), "{reason}");
    }
}
