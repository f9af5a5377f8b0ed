//! Lists that need no log, beside those that do: of products with alike texts, and of products with alike pictures.

use super::lists::write::write_list;
use super::lists::{Entry, List, PageList};
use super::readiness::{Readiness, TypeReadiness};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::pipeline::{BuildError, BuildOptions, Step, read_items};
use crate::similar::{self, Settings, SimilarItem};
use kindred_core::recommend::Type;
use std::io::{self, Write};
use std::path::Path;

/// What products are compared by, beside their texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looks<'a> {
    /// A folder with the pictures.
    pub pictures: Option<&'a Path>,
    /// A file of embeddings, in place of pictures.
    pub embeddings: Option<&'a Path>,
}

/// Lists of the catalogue's products.
#[derive(Debug, Default)]
pub struct Alike {
    /// The products, whose places are those in the lists.
    skus: Vec<String>,
    lists: Vec<(Type, List)>,
    /// What is wrong with pictures and embeddings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compares the products of the catalogue; without a catalogue there is nothing to compare.
///
/// # Errors
///
/// When a file cannot be read, or an option or the config cannot be meant.
pub fn compare(
    build: &BuildOptions,
    looks: Looks<'_>,
    progress: &mut dyn FnMut(Step<'_>),
) -> Result<Alike, BuildError> {
    let config = build.config.as_deref().map(Config::read).transpose()?;
    if build.catalogue.is_empty() && config.is_none_or(|config| config.catalogue().is_empty()) {
        return Ok(Alike::default());
    }
    let catalogue = read_items(build, progress)?;
    let items = similar::items(&catalogue);
    let settings = Settings::read(build.config.as_deref())?;
    let mut alike = Alike { skus: items.iter().map(|item| item.sku.to_owned()).collect(), ..Alike::default() };
    let texts = similar::more_like_this(&items, &settings.more_like_this, progress);
    alike.add(Type::MoreLikeThis, &items, texts);
    let seen = match (looks.embeddings, looks.pictures) {
        (Some(file), _) => Some(similar::by_embeddings(&items, file, &settings, progress)?),
        (None, Some(folder)) => Some(similar::by_pictures(&items, folder, &settings, progress)),
        (None, None) => None,
    };
    if let Some((lists, mut diagnostics)) = seen {
        alike.add(Type::VisualSimilarity, &items, lists);
        alike.diagnostics.append(&mut diagnostics);
    }
    Ok(alike)
}

impl Alike {
    /// Takes lists in, in the order of SKUs as in the rest of the file.
    fn add(&mut self, kind: Type, items: &[SimilarItem<'_>], lists: Vec<similar::List>) {
        let entry = |(product, score): (u32, u16)| Entry { product, number: score.into() };
        let lists = lists.into_iter().filter(|list| !list.entries.is_empty());
        let pages =
            lists.map(|list| PageList { page: list.product, entries: list.entries.into_iter().map(entry).collect() });
        let mut pages: Vec<PageList> = pages.collect();
        pages.sort_by_key(|list| items[list.page as usize].sku);
        self.lists.push((kind, List::Pages(pages)));
    }

    /// Writes the lists behind those that were learned of a log.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for (kind, list) in &self.lists {
            let List::Pages(pages) = list else { continue };
            for page in pages {
                write_list(&self.skus, kind.name(), Some(page.page), &page.entries, out)?;
            }
        }
        Ok(())
    }

    /// Adds how ready they are.
    pub fn tell(&self, readiness: &mut Readiness) {
        for (kind, list) in &self.lists {
            let ready = TypeReadiness::of(kind.name(), Some(list), self.skus.len(), readiness.enough);
            readiness.types.push(ready);
        }
    }
}
