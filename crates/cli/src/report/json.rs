//! The whole account as JSON, for programs: `--report FILE`. `docs/catalogue.md` has the keys.

use super::{DroppedLink, FileUse, ImportNotes, RelationCounts, Report, Usage};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::LaidOut;
use crate::learn::LogAccount;
use crate::publish::{BuildId, PublishError};
use kindred_core::link::Relation;
use serde::{Serialize, Serializer};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// The version of this format.
const FORMAT: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Account<'a> {
    format: u32,
    summary: Summary<'a>,
    files: List<Files<'a>>,
    links: Links<'a>,
    lists: Lists,
    logs: Option<&'a LogAccount>,
    diagnostics: List<Messages<'a>>,
    feed: Option<Feed<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Summary<'a> {
    skus: usize,
    products: usize,
    variants: usize,
    parents: usize,
    hidden: usize,
    disabled: usize,
    without_price: usize,
    without_picture: usize,
    categories: usize,
    rules: usize,
    currency: &'a str,
    currency_assumed: bool,
    skipped: usize,
    warnings: usize,
    links_read: usize,
    links_kept: usize,
    links_dropped: usize,
    other_files: usize,
    store_view_rows: usize,
    special_prices_left_out: usize,
    category_root: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OneFile<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    holds: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_used: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Links<'a> {
    related: OneRelation<'a>,
    up_sell: OneRelation<'a>,
    cross_sell: OneRelation<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Lists {
    kept: usize,
    dropped: usize,
    unknown_entries: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OneRelation<'a> {
    read: usize,
    kept: usize,
    through_parent: usize,
    dropped: Vec<OneReason<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OneReason<'a> {
    reason: &'static str,
    means: String,
    count: usize,
    links: List<DroppedList<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OneLink<'a> {
    from: &'a str,
    to: &'a str,
    file: &'a str,
    line: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Message<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    severity: &'static str,
    subject: &'a str,
    message: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Feed<'a> {
    path: String,
    build: Option<&'a str>,
    n_files: usize,
    bytes: u64,
    pruned: Vec<&'a str>,
    unchanged: bool,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Page {
    requests: usize,
    brotli_median: usize,
    brotli_most: usize,
}

/// A list that is made as it is written: there may be a million entries.
struct List<T>(T);
struct Files<'a>(&'a [FileUse]);
struct Messages<'a>(&'a [Diagnostic]);
struct DroppedList<'a>(&'a [DroppedLink]);

impl Serialize for List<Files<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.0.iter().map(|FileUse { file, usage }| match usage {
            Usage::Read { what, rows } => OneFile { file, holds: Some(what), rows: Some(*rows), not_used: None },
            Usage::NotUsed { why } => OneFile { file, holds: None, rows: None, not_used: Some(why) },
        }))
    }
}

impl Serialize for List<Messages<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.0.iter().map(|found| Message {
            file: &found.place.file,
            line: found.place.line,
            column: found.place.column,
            severity: severity(found.severity),
            subject: &found.subject,
            message: found.message(),
        }))
    }
}

impl Serialize for List<DroppedList<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.0.iter().map(|DroppedLink { place, from, to }| OneLink {
            from,
            to,
            file: &place.file,
            line: place.line,
        }))
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Skipped => "skipped",
        Severity::Useless => "useless",
        Severity::Notice => "warning",
    }
}

fn relation(counts: &RelationCounts) -> OneRelation<'_> {
    let dropped = counts.dropped.iter().map(|(why, dropped)| OneReason {
        reason: why.name(),
        means: why.to_string(),
        count: dropped.count,
        links: List(DroppedList(&dropped.links)),
    });
    OneRelation {
        read: counts.read,
        kept: counts.kept,
        through_parent: counts.through_parent,
        dropped: dropped.collect(),
    }
}

fn summary(report: &Report) -> Summary<'_> {
    let (products, notes): (_, &ImportNotes) = (&report.products, &report.notes);
    let links = |count: fn(&RelationCounts) -> usize| {
        Relation::ALL.into_iter().map(|relation| count(report.links.of(relation))).sum()
    };
    Summary {
        skus: products.skus,
        products: products.with_page,
        variants: products.variants,
        parents: products.parents,
        hidden: products.hidden,
        disabled: products.disabled,
        without_price: products.without_price,
        without_picture: products.without_picture,
        categories: products.categories,
        rules: report.n_rules,
        currency: &report.currency,
        currency_assumed: report.currency_assumed,
        skipped: report.n_skipped(),
        warnings: report.n_warnings(),
        links_read: links(|counts| counts.read),
        links_kept: links(|counts| counts.kept),
        links_dropped: links(|counts| counts.read - counts.kept),
        other_files: notes.other_files,
        store_view_rows: notes.store_view_rows,
        special_prices_left_out: notes.specials_left_out,
        category_root: notes.category_root.as_deref(),
    }
}

impl Report {
    /// Writes all of it as JSON.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write_json(&self, path: &Path) -> Result<(), PublishError> {
        let feed = self.laid_out.as_ref().map(|LaidOut { published, page }| Feed {
            path: published.feed.to_string_lossy().into_owned(),
            build: published.build.as_ref().map(BuildId::as_str),
            n_files: published.n_files,
            bytes: published.bytes,
            pruned: published.pruned.iter().map(BuildId::as_str).collect(),
            unchanged: published.unchanged,
            page: Page { requests: page.requests, brotli_median: page.median.brotli, brotli_most: page.most.brotli },
        });
        let account = Account {
            format: FORMAT,
            summary: summary(self),
            files: List(Files(&self.files)),
            links: Links {
                related: relation(self.links.of(Relation::Related)),
                up_sell: relation(self.links.of(Relation::UpSell)),
                cross_sell: relation(self.links.of(Relation::CrossSell)),
            },
            lists: Lists { kept: self.lists.kept, dropped: self.lists.dropped, unknown_entries: self.lists.unknown },
            logs: self.log.as_deref(),
            diagnostics: List(Messages(&self.diagnostics)),
            feed,
        };
        let written = File::create(path).and_then(|file| {
            let mut file = BufWriter::new(file);
            serde_json::to_writer(&mut file, &account)?;
            writeln!(file)?;
            file.flush()
        });
        written.map_err(PublishError::at(path))
    }
}
