//! Pages of a feed in both layouts. What a browser fetches is looked up in the files that were cut.

use kindred_cli::chunked::{ChunkSize, cut};
use kindred_core::context::Context;
use kindred_core::explain::{Scope, explain_for};
use kindred_core::feed::{self, Chunk, Feed, FeedFile, Opened, Pointer, chunks_of, read_chunk, read_rules};
use kindred_core::link::Relation;
use kindred_core::select::select_for;
use serde_json::json;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Mutex;

/// One feed, whole and cut.
pub(crate) struct Both {
    pub(crate) whole: Feed,
    pub(crate) files: BTreeMap<String, String>,
    pointer: Pointer,
}

impl Both {
    /// Cuts a feed that is written in one piece.
    pub(crate) fn of(text: &str, size: ChunkSize) -> Both {
        let mut header: FeedFile = serde_json::from_str(text).unwrap();
        let products = std::mem::take(&mut header.products);
        let settings = feed::read(&serde_json::to_string(&header).unwrap()).unwrap();
        let files = Mutex::new(BTreeMap::new());
        let sink = |path: &str, text: &[u8]| -> Result<(), Infallible> {
            let before = files.lock().unwrap().insert(path.to_owned(), String::from_utf8(text.to_vec()).unwrap());
            assert_eq!(before, None, "{path} is written twice");
            Ok(())
        };
        let cut = cut(&header, &settings, products, size, &sink, &|_| {}).unwrap();
        let mut pointer = serde_json::to_value(&header).unwrap();
        pointer["build"] = json!("0123456789abcdef");
        pointer["lookup-bits"] = json!(cut.lookup_bits);
        if let Some(lists) = cut.lists {
            pointer["lists"] = json!(lists);
        } else {
            pointer.as_object_mut().unwrap().remove("lists");
        }
        let Opened::Chunked(pointer) = feed::open(&pointer.to_string()).unwrap() else { panic!("not a pointer") };
        Both { whole: feed::read(text).unwrap(), files: files.into_inner().unwrap(), pointer }
    }

    /// What a page about these SKUs has loaded.
    pub(crate) fn chunks(&self, skus: &[String]) -> BTreeMap<u32, Chunk> {
        let numbers = skus.iter().flat_map(|sku| chunks_of(sku, self.file(&self.pointer.lookup_path(sku))).unwrap());
        numbers.map(|number| (number, read_chunk(self.file(&self.pointer.chunk_path(number))).unwrap())).collect()
    }

    /// Asks both for the same unit.
    pub(crate) fn compare(&self, relation: Relation, limit: Option<u32>, context: &Context) {
        self.compare_unit(relation.name(), limit, context);
    }

    /// Asks both for the unit of that name.
    pub(crate) fn compare_unit(&self, name: &str, limit: Option<u32>, context: &Context) {
        let skus = self.pointer.settings.unit_named(name).unwrap().wants(limit, context);
        let lists = self.pointer.list_paths(self.pointer.settings.unit_named(name).unwrap());
        let lists = lists.iter().map(|path| read_chunk(self.file(path)).unwrap());
        let chunks: Vec<Chunk> = lists.chain(self.chunks(&skus).into_values()).collect();
        let part = self.pointer.assemble(chunks.clone(), None);
        let cards = |feed: &Feed| {
            let cards = select_for(feed, feed.settings.unit_named(name).unwrap(), limit, context);
            cards
                .iter()
                .map(|card| (card.product.sku.clone(), format!("{:?}", card.reason.anchor().map(|anchor| &anchor.sku))))
                .collect::<Vec<_>>()
        };
        assert_eq!(cards(&part), cards(&self.whole), "{name} of {skus:?}");
        let rules = read_rules(&self.files["rules.json"]).unwrap();
        let part = self.pointer.assemble(chunks, Some(rules));
        let trace = |feed: &Feed| {
            let unit = feed.settings.unit_named(name).unwrap();
            explain_for(feed, unit, limit, context, Scope::Candidates)
        };
        assert_eq!(trace(&part), trace(&self.whole), "{name} of {skus:?}");
    }

    fn file(&self, path: &str) -> &str {
        &self.files[path.strip_prefix("0123456789abcdef/").unwrap()]
    }
}
