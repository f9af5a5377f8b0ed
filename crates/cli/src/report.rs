//! The summary: what was read, what is in the feed, and what is not and why, in words for a merchandiser.

mod json;

use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::LaidOut;
use crate::learn::{LogAccount, Why};
use crate::write::BROTLI_QUALITY;
use kindred_core::link::Relation;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use crate::compile::links::{Dropped, DroppedLink, DroppedLinks, LinkCounts, RelationCounts};
pub use crate::lists::ListCounts;
pub use crate::write::Weight;

/// What became of everything that was read. Its [`Display`](fmt::Display) is the summary.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Every table, in the order of reading.
    pub files: Vec<FileUse>,
    /// What the import passed over.
    pub notes: ImportNotes,
    /// What became of the SKUs.
    pub products: ProductCounts,
    /// What became of the links.
    pub links: LinkCounts,
    /// What became of the lines of orders and events, where there were some.
    pub log: Option<Arc<LogAccount>>,
    /// What became of the lists of recommendations.
    pub lists: ListCounts,
    /// Rules in the feed.
    pub n_rules: usize,
    /// The currency of the feed.
    pub currency: String,
    /// Whether neither the catalogue nor the command line names the currency.
    pub currency_assumed: bool,
    /// Everything that is wrong with the input.
    pub diagnostics: Vec<Diagnostic>,
    /// What the feed weighs.
    pub weight: Weight,
    /// How it lies in its folder, if it was written.
    pub laid_out: Option<LaidOut>,
    /// The path of the feed, if it was written.
    pub written_to: Option<String>,
}

/// What became of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileUse {
    /// The file.
    pub file: String,
    /// What became of it.
    pub usage: Usage,
}

/// What became of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Usage {
    /// It was read.
    Read {
        /// What it holds: `products`, `related links`.
        what: &'static str,
        /// How many rows it has, broken ones included.
        rows: usize,
    },
    /// It was not.
    NotUsed {
        /// Why not.
        why: String,
    },
}

/// What the import passed over, or made of the files as a whole.
#[derive(Clone, Debug, Default)]
pub struct ImportNotes {
    /// Files in folders whose names are not those of catalogues.
    pub other_files: usize,
    /// Rows with the texts of a single store view.
    pub store_view_rows: usize,
    /// Special prices that a feed cannot promise.
    pub specials_left_out: usize,
    /// The root that was taken off every category.
    pub category_root: Option<String>,
    /// What the config says about files that they do not have; nothing is built with it.
    pub(crate) config_problems: Vec<Diagnostic>,
}

/// What became of the SKUs.
#[derive(Clone, Debug, Default)]
pub struct ProductCounts {
    /// All of them.
    pub skus: usize,
    /// Products with a page of their own.
    pub with_page: usize,
    /// Variants that are shown as their parent.
    pub variants: usize,
    /// Products with variants.
    pub parents: usize,
    /// Products without a page of their own that are no variants: in the feed, but never shown.
    pub hidden: usize,
    /// Products that are switched off.
    pub disabled: usize,
    /// Products with a page and no price.
    pub without_price: usize,
    /// Products with a page and no picture.
    pub without_picture: usize,
    /// Categories that products are in, those above them included.
    pub categories: usize,
}

/// How many SKUs stand for a reason in the summary.
const N_EXAMPLES: usize = 4;

/// What to know of so many files.
fn note_on_files(n_files: usize) -> &'static str {
    if n_files <= MANY_FILES {
        return "";
    }
    "\nSome hosts take 20,000 files at most: recommendation types that no page shows need none with \"active\": false"
}

impl Report {
    /// How many things were left out because something was wrong with them.
    pub fn n_skipped(&self) -> usize {
        let of_log = self.log.as_ref().map_or(0, |log| log.dropped(Why::Unreadable));
        self.skipped().count() + usize::try_from(of_log).unwrap_or(usize::MAX)
    }

    /// How many things are odd, but were used.
    pub fn n_warnings(&self) -> usize {
        self.diagnostics.len() - self.skipped().count()
    }

    /// What is said of things that were left out.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = &Diagnostic> + Clone {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Skipped)
    }

    /// How many things and links were left out: what `--strict` does not allow.
    pub(crate) fn n_left_out(&self) -> usize {
        let n_dropped = |relation| self.links.of(relation).read - self.links.of(relation).kept;
        self.n_skipped() + Relation::ALL.into_iter().map(n_dropped).sum::<usize>()
    }

    /// What there is to say of each dropped link.
    pub(crate) fn dropped_links(&self) -> Vec<Diagnostic> {
        let dropped = Relation::ALL.into_iter().flat_map(|relation| {
            let reasons = self.links.of(relation).dropped.iter();
            reasons.flat_map(move |(why, dropped)| dropped.links.iter().map(move |link| why.diagnostic(relation, link)))
        });
        dropped.collect()
    }
}

/// Where a free plan of a large host stops (design, section 4).
const MANY_FILES: usize = 20_000;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_products(f)?;
        self.write_links(f)?;
        self.write_lists(f)?;
        self.write_files(f)?;
        self.write_remarks(f)?;
        let Weight { raw, brotli } = self.weight;
        let name = self.written_to.as_deref().unwrap_or("The feed (not written)");
        match &self.laid_out {
            Some(LaidOut { published, page }) if published.build.is_some() => {
                let files = counted(published.n_files, "file", "files");
                writeln!(f, "\n{name}: {files}, {} in all", kilobytes(published.bytes as usize))?;
                let [median, most] = [page.median, page.most].map(|weight| kilobytes(weight.brotli));
                let requests = page.requests;
                write!(
                    f,
                    "A product's page loads {requests} of them: {median} with brotli {BROTLI_QUALITY}, {most} at most"
                )?;
                f.write_str(note_on_files(published.n_files))
            }
            _ => write!(f, "\n{name}: {}, {} with brotli {BROTLI_QUALITY}", kilobytes(raw), kilobytes(brotli)),
        }
    }
}

impl Report {
    fn write_products(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = &self.products;
        let mut parts = vec![counted(counts.skus, "SKU", "SKUs")];
        if counts.variants > 0 {
            let parents = counted(counts.parents, "parent", "parents");
            parts.push(format!("{} folded into {parents}", counted(counts.variants, "variant", "variants")));
        }
        if counts.hidden > 0 {
            parts.push(format!("{} without a page of their own", number(counts.hidden)));
        }
        if counts.disabled > 0 {
            parts.push(format!("{} switched off", number(counts.disabled)));
        }
        let products = counted(counts.with_page, "product with a page of its own", "products with a page of their own");
        writeln!(f, "{products} ({})", parts.join("; "))?;
        let categories = counted(counts.categories, "category", "categories");
        let assumed = if self.currency_assumed { " (assumed; say --currency)" } else { "" };
        let rules = counted(self.n_rules, "rule", "rules");
        writeln!(f, "{categories}, {rules}, prices in {}{assumed}", self.currency)
    }

    fn write_links(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nLinks           read    kept   (through a parent)   dropped")?;
        for relation in Relation::ALL {
            let counts = self.links.of(relation);
            let dropped = counts.read - counts.kept;
            let [read, kept, through, dropped] = [counts.read, counts.kept, counts.through_parent, dropped].map(number);
            writeln!(f, "  {:<12}{read:>6}{kept:>8}{through:>21}{dropped:>10}", relation.name())?;
        }
        let dropped = || {
            Relation::ALL.into_iter().flat_map(|relation| {
                self.links.of(relation).dropped.iter().map(move |(reason, links)| (relation, reason, links))
            })
        };
        if dropped().next().is_some() {
            writeln!(f, "\nDropped links")?;
        }
        for (relation, reason, links) in dropped() {
            let examples = examples(&links.skus);
            writeln!(f, "{:>7} {:<11} {reason}: {examples}", number(links.count), relation.name())?;
        }
        Ok(())
    }

    fn write_lists(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ListCounts { kept, dropped, unknown } = self.lists;
        if let Some(log) = &self.log {
            writeln!(f, "\n{log}")?;
        }
        if kept + dropped == 0 {
            return Ok(());
        }
        writeln!(f, "\nRecommendation lists")?;
        writeln!(f, "{:>7} in the feed", number(kept))?;
        if dropped > 0 {
            writeln!(f, "{:>7} left out: nobody sees the product, or nothing of the list is left", number(dropped))?;
        }
        if unknown > 0 {
            writeln!(f, "{:>7} entries left out: the feed has no such product, or nobody sees it", number(unknown))?;
        }
        Ok(())
    }

    fn write_files(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut read: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for file in &self.files {
            if let Usage::Read { what, rows } = file.usage {
                let (n_files, n_rows) = read.entry(what).or_default();
                (*n_files, *n_rows) = (*n_files + 1, *n_rows + rows);
            }
        }
        writeln!(f, "\nFiles read")?;
        for (what, (files, rows)) in read {
            let rows = counted(rows, "row ", "rows");
            writeln!(f, "  {what:<20}{rows:>13} in {}", counted(files, "file", "files"))?;
        }
        let not_used: Vec<&FileUse> =
            self.files.iter().filter(|file| matches!(file.usage, Usage::NotUsed { .. })).collect();
        if !not_used.is_empty() || self.notes.other_files > 0 {
            writeln!(f, "\nFiles not used")?;
        }
        let folder = common_folder(self.files.iter().map(|file| file.file.as_str()));
        for FileUse { file, usage } in not_used {
            writeln!(f, "  {}: {usage}", file.strip_prefix(folder).unwrap_or(file))?;
        }
        if self.notes.other_files > 0 {
            writeln!(f, "  {} of another kind", counted(self.notes.other_files, "file", "files"))?;
        }
        Ok(())
    }

    fn write_remarks(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let notes = &self.notes;
        let mut remarks = Vec::new();
        let mut remark = |count: usize, one: &str, many: &str| {
            if count > 0 {
                remarks.push(counted(count, one, many));
            }
        };
        remark(
            self.n_skipped(),
            "thing was left out, because something is wrong with it; the message names its place",
            "things were left out, because something is wrong with them; the messages name their places",
        );
        remark(
            self.n_warnings(),
            "thing is odd, but was used; the message names its place",
            "things are odd, but were used; the messages name their places",
        );
        remark(
            notes.store_view_rows,
            "row for a single store view was passed over",
            "rows for single store views were passed over",
        );
        remark(
            notes.specials_left_out,
            "special price was left out, since it is for certain days or is no amount",
            "special prices were left out, since they are for certain days or are no amounts",
        );
        remark(self.products.without_price, "product has no price", "products have no price");
        remark(self.products.without_picture, "product has no picture", "products have no picture");
        if let Some(root) = &notes.category_root {
            remarks.push(format!("Categories are named from below \"{root}\""));
        }
        if !remarks.is_empty() {
            writeln!(f, "\nTo know")?;
        }
        remarks.iter().try_for_each(|remark| writeln!(f, "  {remark}"))
    }
}

impl fmt::Display for FileUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.usage)
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Usage::Read { what, rows } => write!(f, "{what}, {}", counted(*rows, "row", "rows")),
            Usage::NotUsed { why } => f.write_str(why),
        }
    }
}

/// The folder that all files lie in, with its slash; empty where there is none.
pub(crate) fn common_folder<'a>(mut files: impl Iterator<Item = &'a str>) -> &'a str {
    let folder = |file: &'a str| &file[..file.rfind('/').map_or(0, |slash| slash + 1)];
    let Some(mut common) = files.next().map(folder) else {
        return "";
    };
    for file in files {
        while !file.starts_with(common) {
            common = folder(common.trim_end_matches('/'));
        }
    }
    common
}

/// `1 product`, `2,046 products`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// A number with commas between thousands: `58,214`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(crate) fn number(number: usize) -> String {
    grouped(number as u64)
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", number(bytes / 1000), bytes % 1000 / 100)
}

/// The first few SKUs: `A, B, C, D and 9 more`.
pub(crate) fn examples(skus: &[impl AsRef<str>]) -> String {
    let shown: Vec<&str> = skus.iter().take(N_EXAMPLES).map(AsRef::as_ref).collect();
    let more = skus.len() - shown.len();
    let more = if more > 0 { format!(" and {} more", number(more)) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{grouped, note_on_files};

    #[test]
    fn more_files_than_some_hosts_take_are_worth_a_note() {
        assert_eq!(note_on_files(20_000), "");
        assert!(note_on_files(20_001).contains("20,000 files at most"));
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
