//! The demo shop: a static site made of a catalogue, with a page for every product, a cart, and Kindred on it.
//!
//! How a shop looks (its name, texts and sketches) is read from `shop.json` beside the catalogue; a catalogue without
//! one, such as a merchant's own, gets a plain shop with plain words.

mod artwork;
mod learned;
mod look;
mod pages;
mod picture;
mod preview;
mod raster;
mod shelf;
mod spots;
mod theme;
mod trade;

use anyhow::{Context, Result};
use kindred_cli::layout::Layout;
use kindred_cli::pipeline::{self, BuildOptions, Built, KeptAttributes};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::stamp;
use artwork::Artwork;
use look::Look;
use pages::Pages;
use shelf::Shelf;

/// Where product pages are.
const PRODUCT_URL: &str = "/p/{slug}.html";
/// Where pictures of the catalogue's own are.
const PICTURE_URL: &str = "/img{path}";

/// What to build the shop of.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// A catalogue: a file, or a folder of files.
    pub(crate) catalogue: PathBuf,
    /// Its rules; `rules.toml` or `rules.json` in or beside the catalogue, where it names none.
    pub(crate) rules: Option<PathBuf>,
    /// The folder of its pictures; `images` in a catalogue that is a folder or beside one that is a file.
    pub(crate) pictures: Option<PathBuf>,
    /// The folder with Kindred's built files.
    pub(crate) dist: PathBuf,
    /// How its feed is laid out.
    pub(crate) layout: Layout,
    /// The folder that becomes the site; what was in it is removed.
    pub(crate) out: PathBuf,
}

/// What was built.
#[derive(Debug)]
pub(crate) struct Summary {
    report: String,
    n_products: usize,
    n_categories: usize,
    n_drawn: usize,
    n_copied: usize,
    n_orders: usize,
    n_events: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.report.trim_end())?;
        write!(
            f,
            "shop: {} product pages, {} categories, {} pictures drawn, {} copied",
            self.n_products, self.n_categories, self.n_drawn, self.n_copied
        )?;
        if self.n_events > 0 {
            write!(f, "; a year of {} order lines and {} events", self.n_orders, self.n_events)?;
        }
        Ok(())
    }
}

/// Builds the site anew.
///
/// # Errors
///
/// When the catalogue cannot be built, or a file cannot be read or written.
pub(crate) fn build(options: &Options) -> Result<Summary> {
    let mut build = BuildOptions {
        catalogue: vec![options.catalogue.clone()],
        rules: options.rules.clone().or_else(|| rules_beside(&options.catalogue)),
        product_url: Some(PRODUCT_URL.into()),
        picture_url: Some(PICTURE_URL.into()),
        // The pages of the shop say everything that the catalogue does.
        attributes: KeptAttributes::All,
        items: true,
        second_picture: true,
        ..BuildOptions::default()
    };
    let run = |build: &BuildOptions| {
        pipeline::build(build).with_context(|| format!("building the feed of {}", options.catalogue.display()))
    };
    let mut hung = run(&build)?;
    let look = Look::beside(&options.catalogue)?;

    clear(&options.out)?;
    let mut artwork = Artwork::new(&look, pictures(options), &options.out);
    artwork.hang(&mut hung)?;
    // Pictures are compared too, so that what there is to recommend is known only now.
    let learned = learned::learn(options, &hung)?;
    build.lists.clone_from(&learned.lists);
    let mut built = run(&build)?;
    take_pictures(&mut built, hung);
    let shelf = Shelf::new(&built, &look);
    // The theme page offers the themes that are there.
    copy_folder(&options.dist, &options.out.join("kindred"))?;
    let pages = Pages::new(&shelf, &look, &built.feed)?;
    pages.write(&mut artwork, &learned.ready, &options.out)?;
    write(&options.out.join("products.json"), &shelf.price_list()?)?;
    let (n_products, n_categories) = (shelf.products.len(), shelf.categories.len());
    let units = built.feed.units.clone();
    preview::show_repeated(&mut built.feed);
    pipeline::publish(&mut built, &options.out.join(preview::FEED), Layout::Inline)?;
    built.feed.units = units;
    // Written here and not by `build`: hanging the pictures gave the products their addresses. Written last: a feed
    // that is cut leaves no products behind.
    pipeline::publish(&mut built, &options.out.join("kindred-feed"), options.layout)?;
    Ok(Summary {
        report: built.report.to_string(),
        n_products,
        n_categories,
        n_drawn: artwork.n_drawn,
        n_copied: artwork.n_copied,
        n_orders: learned.n_orders,
        n_events: learned.n_events,
    })
}

/// The folder of the catalogue's own pictures, if there is one.
fn pictures(options: &Options) -> Option<PathBuf> {
    options.pictures.clone().or_else(|| beside(&options.catalogue, "images"))
}

/// Gives products the pictures that hang, in a build of the same catalogue.
fn take_pictures(built: &mut Built, hung: Built) {
    for (product, hung) in built.feed.products.iter_mut().zip(hung.feed.products) {
        (product.image, product.image_2) = (hung.image, hung.image_2);
    }
}

fn rules_beside(catalogue: &Path) -> Option<PathBuf> {
    ["rules.toml", "rules.json"].into_iter().find_map(|name| beside(catalogue, name))
}

/// A file or folder that belongs to the catalogue: in it where it is a folder, else beside it.
fn beside(catalogue: &Path, name: &str) -> Option<PathBuf> {
    let folder = if catalogue.is_dir() { catalogue } else { catalogue.parent()? };
    Some(folder.join(name)).filter(|path| path.exists())
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("clearing {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))
}

/// Writes a file, and makes the folder it lies in.
fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

/// Copies a folder with those below it.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for path in stamp::files(from)? {
        let copy = to.join(path.strip_prefix(from).unwrap_or(&path));
        fs::create_dir_all(copy.parent().unwrap_or(to)).with_context(|| format!("making {}", to.display()))?;
        fs::copy(&path, copy).with_context(|| format!("copying {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
