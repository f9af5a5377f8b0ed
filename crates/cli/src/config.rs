//! A config file: what a merchant would otherwise say with options, and what the columns of his CSV files mean.
//!
//! An option of the command goes before what the file says. Paths in it begin at its own folder. Everything that is
//! wrong with it is said in one run, and nothing is built: a build from half a config would look right and be wrong.

mod check_logs;
mod file;
mod lists;
mod logs;
mod parse;

use crate::diagnostic::{Diagnostic, Reason};
use crate::learn::Kind;
use crate::located::Located;
use crate::pipeline::{BuildError, BuildOptions};
use crate::source_text::SourceText;
use encoding_rs::UTF_8;
use std::path::{Path, PathBuf};
use std::{fs, sync::Arc};

pub(crate) use file::{AttributeMap, CategoryTree, ConfigFile, CsvMap, Labels};
pub(crate) use logs::{LearnTable, LogColumns, LogMap};

/// A config file, read and checked.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) file: ConfigFile,
    source: SourceText,
    tree: Located,
    /// The folder that its paths begin at.
    folder: PathBuf,
}

impl Config {
    /// Reads the file.
    pub(crate) fn read(path: &Path) -> Result<Config, BuildError> {
        let bytes = fs::read(path).map_err(|error| BuildError::Read { path: path.to_owned(), error })?;
        let name: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
        let refuse = |diagnostics| BuildError::Config { diagnostics };
        let text = crate::import::text_of(&name, bytes, UTF_8).map_err(|diagnostic| refuse(vec![diagnostic]))?;
        let source = SourceText::new(&name, text.trim_start_matches('\u{feff}'));
        let (file, tree) = parse::parse(&source).map_err(refuse)?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Config { file, source, tree, folder })
    }

    /// What to build: what the command line says, else what the file says.
    pub(crate) fn complete(&self, mut options: BuildOptions) -> Result<BuildOptions, BuildError> {
        let file = &self.file;
        if options.catalogue.is_empty() {
            options.catalogue = self.catalogue();
        }
        if options.catalogue.is_empty() {
            let reason = Reason::Missing { expected: "files or folders, here or on the command line" };
            return Err(BuildError::Config { diagnostics: vec![self.wrong("catalogue", reason)] });
        }
        let fill = |option: &mut Option<String>, own: &Option<String>| *option = option.take().or_else(|| own.clone());
        fill(&mut options.product_url, &file.product_url);
        fill(&mut options.picture_url, &file.picture_url);
        fill(&mut options.currency, &file.currency);
        fill(&mut options.language, &file.language);
        fill(&mut options.encoding, &file.encoding);
        fill(&mut options.time_zone, &file.time_zone);
        options.rules = options.rules.or_else(|| file.rules.as_deref().map(|rules| self.path(rules)));
        options.low_stock = options.low_stock.or(file.low_stock);
        options.badges.extend(file.badges.iter().cloned());
        options.second_picture |= file.second_picture;
        Ok(options)
    }

    /// What it says about logs of a kind.
    pub(crate) fn log_maps(&self, kind: Kind) -> &[LogMap] {
        match kind {
            Kind::Orders => &self.file.orders,
            Kind::Events => &self.file.events,
        }
    }

    /// The files and folders of the catalogue.
    pub(crate) fn catalogue(&self) -> Vec<PathBuf> {
        self.file.catalogue.iter().map(|path| self.path(path)).collect()
    }

    /// A path of the file.
    pub(crate) fn path(&self, written: &str) -> PathBuf {
        self.folder.join(written)
    }

    /// The folder that its paths begin at.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Something that is wrong with the value at the end of a path such as `csv[0].columns.price`. What has no place,
    /// because it is left to a default, stands for the part around it.
    pub(crate) fn wrong(&self, path: &str, reason: Reason) -> Diagnostic {
        self.source.skipped(&self.tree.span_of(path), path, reason)
    }
}
