//! The pointer: the one file of a chunked feed whose name never changes. It says what holds for the whole feed, and
//! under which build its other files lie (design, section 4).
//!
//! A SKU's number names the lookup file that knows its chunks; the chunks of all SKUs that a unit is about make a
//! [`Feed`] which decides that unit as the whole feed would.

use super::chunk::{Chunk, RuleFile};
use super::{Feed, Settings, Unit, shape};
use crate::candidates::Ranks;
use crate::hash;
use crate::node::{Members, Problems};
use crate::recommend::Type;
use crate::text::{concat, digits};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// The most bits of a SKU's number that lookup files are named by.
pub const MAX_LOOKUP_BITS: u32 = 12;

/// The last bits of a SKU's number, which are its key in a lookup file.
const KEY: u32 = 0xf_ffff;

/// What `feed.json` turns out to be.
#[derive(Debug)]
pub enum Opened {
    /// All of the feed.
    Inline(Feed),
    /// The way to it.
    Chunked(Pointer),
}

/// The pointer of a chunked feed.
#[derive(Debug)]
pub struct Pointer {
    /// What holds for all of the feed.
    pub settings: Arc<Settings>,
    build: String,
    /// What stands before the paths of the build's files; ends with a slash.
    folder: String,
    lookup_bits: u32,
    /// Whether the shop has lists at all.
    has_lists: bool,
}

impl Pointer {
    pub(super) fn read(mut members: Members, problems: &mut Problems) -> Pointer {
        let build = members.needed("build", problems);
        let base = members.text("base", problems).unwrap_or_default();
        let lookup_bits = members.whole_needed("lookup-bits", problems);
        if lookup_bits > MAX_LOOKUP_BITS {
            problems.note("at most 12 lookup-bits", "more");
        }
        let slash = if base.is_empty() || base.ends_with('/') { "" } else { "/" };
        let folder = concat(&[&base, slash, &build, "/"]);
        let mut settings = shape::settings(&mut members, problems);
        let has_lists = members.has("lists");
        settings.own_lists = members.texts("lists", problems);
        Pointer { settings: Arc::new(settings), build, folder, lookup_bits, has_lists }
    }

    /// The build that its files belong to.
    pub fn build(&self) -> &str {
        &self.build
    }

    /// The lookup file that knows a SKU; relative to the pointer where the feed names no other base.
    pub fn lookup_path(&self, sku: &str) -> String {
        self.path("lookup/", lookup_number(sku, self.lookup_bits))
    }

    /// A chunk; relative as [`Pointer::lookup_path`] is.
    pub fn chunk_path(&self, number: u32) -> String {
        self.path("chunk/", number)
    }

    /// The file of all rules; relative as [`Pointer::lookup_path`] is.
    pub fn rules_path(&self) -> String {
        concat(&[&self.folder, "rules.json"])
    }

    /// The files of the shop's lists that a unit may show; relative as [`Pointer::lookup_path`] is. The first file has
    /// those of the types, each other one that of a unit.
    pub fn list_paths(&self, unit: &Unit) -> Vec<String> {
        let own = self.settings.own_lists.iter().position(|name| *name == unit.name);
        let shows_types = unit.backup || own.is_none() && unit.recommends().is_some_and(Type::is_of_shop);
        let mut paths = Vec::new();
        if self.has_lists && shows_types {
            paths.push(self.path("list/", 0));
        }
        if let Some(place) = own {
            paths.push(self.path("list/", place as u32 + 1));
        }
        paths
    }

    fn path(&self, folder: &str, number: u32) -> String {
        concat(&[&self.folder, folder, &digits(number.into()), ".json"])
    }

    /// The feed that decides the units about the SKUs whose chunks these are. `rules` are all of the feed's rules, for
    /// whoever wants to hear of those too that have nothing to say.
    pub fn assemble(&self, chunks: Vec<Chunk>, rules: Option<RuleFile>) -> Feed {
        let whole = Chunk::joined(chunks, rules);
        let ranks = whole.places.iter().map(|place| place.rank).collect();
        Feed::new(self.settings.clone(), whole.products, whole.rules.rules, whole.lists, Ranks::known(ranks))
    }
}

/// The number of the lookup file that knows a SKU, where they are named by so many bits.
pub fn lookup_number(sku: &str, bits: u32) -> u32 {
    hash::of_sku(sku).checked_shr(u32::BITS - bits).unwrap_or(0)
}

/// The key of a SKU in its lookup file: twenty bits of its number, in base 36.
pub fn lookup_key(sku: &str) -> String {
    lookup_key_of(hash::of_sku(sku))
}

/// The key of the SKU that has a number.
pub fn lookup_key_of(number: u32) -> String {
    let mut number = number & KEY;
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(number % 36, 36).unwrap_or_default());
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}
