//! A lookup file: which chunks a page about a SKU needs. It is read once, for all the SKUs of a page that it knows.

use super::pointer::lookup_key;
use super::read::{ReadError, parse};
use crate::node::{Node, Problems};
use alloc::string::String;
use alloc::vec::Vec;

/// A lookup file that has been read.
#[derive(Debug)]
pub struct Lookup(Vec<(String, Vec<u32>)>);

impl Lookup {
    /// The numbers of the chunks: none where the feed does not have that SKU, several where it answers for several
    /// products, or where another SKU has the same key.
    pub fn chunks(&self, sku: &str) -> &[u32] {
        let key = lookup_key(sku);
        self.0.iter().find(|(known, _)| *known == key).map_or(&[], |(_, chunks)| chunks)
    }
}

/// Reads a lookup file.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn read_lookup(text: &str) -> Result<Lookup, ReadError> {
    let mut problems = Problems::default();
    let mut lookup = Vec::new();
    let members = parse(text)?.members(&mut problems);
    members.visit_rest(&mut problems, &mut |key, node, problems| {
        let chunks = match node {
            list @ Node::List(_) => list.each(problems, Node::whole),
            one => alloc::vec![one.whole(problems)],
        };
        lookup.push((core::mem::take(key), chunks));
    });
    problems.finish(Lookup(lookup)).map_err(ReadError::Shape)
}

/// The chunks that a lookup file names for a SKU.
///
/// # Errors
///
/// When the text is no lookup file.
pub fn chunks_of(sku: &str, lookup: &str) -> Result<Vec<u32>, ReadError> {
    read_lookup(lookup).map(|lookup| lookup.chunks(sku).to_vec())
}

#[cfg(test)]
mod tests {
    use super::{lookup_key, read_lookup};
    use alloc::format;
    use std::string::ToString;

    #[test]
    fn a_sku_has_one_chunk_or_several_or_is_not_known() {
        let lookup = read_lookup(&format!(r#"{{"{}":7,"{}":[1,2]}}"#, lookup_key("one"), lookup_key("two"))).unwrap();
        assert_eq!((lookup.chunks("one"), lookup.chunks("two")), (&[7][..], &[1, 2][..]));
        assert!(lookup.chunks("three").is_empty());
    }

    #[test]
    fn what_is_no_lookup_file_is_refused_whomever_it_is_about() {
        for (text, error) in [
            ("[]", "expected an object, found a list"),
            (r#"{"a":"b"}"#, "expected a whole number from 0, found a text"),
            (r#"{"a":[1,-2]}"#, "[1]: expected a whole number from 0, found a number"),
            ("{", "1:2: expected a key in quotes, found the end of the text"),
        ] {
            assert_eq!(read_lookup(text).unwrap_err().to_string(), error);
        }
    }
}
