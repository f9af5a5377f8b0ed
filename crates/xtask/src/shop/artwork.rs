//! Pictures on disk: a product's own where there is a file for it, else one that we draw.

use super::look::Look;
use super::picture::{self, Colour, Sketch};
use super::write;
use anyhow::{Context, Result};
use kindred_cli::pipeline::Built;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Makes the pictures of a shop.
pub(super) struct Artwork<'a> {
    look: &'a Look,
    folder: Option<PathBuf>,
    out: PathBuf,
    /// How many product pictures were drawn.
    pub(super) n_drawn: usize,
    /// How many were copied.
    pub(super) n_copied: usize,
}

impl<'a> Artwork<'a> {
    /// Pictures in a folder, where there is one, for a site.
    pub(super) fn new(look: &'a Look, folder: Option<PathBuf>, out: &Path) -> Artwork<'a> {
        Artwork { look, folder, out: out.to_path_buf(), n_drawn: 0, n_copied: 0 }
    }

    /// Gives every product of the feed that has a page its picture.
    pub(super) fn hang(&mut self, built: &mut Built) -> Result<()> {
        let tops = top_categories(built);
        for product in built.feed.products.iter_mut().filter(|product| product.visible) {
            if self.copy(&product.image)? {
                self.n_copied += 1;
                if !self.copy(&product.image_2)? {
                    product.image_2.clear();
                }
                continue;
            }
            let top = product.categories.first().and_then(|path| path.split('/').next()).unwrap_or_default();
            let wall = self.look.wall(top, tops.iter().position(|known| known == top).unwrap_or_default());
            product.image = drawn_address(&product.url, "");
            self.n_drawn += 1;
            let file = |address: &str| self.out.join(address.trim_start_matches('/'));
            let Some(sketch) = self.look.pictures.get(&product.sku) else {
                write(&file(&product.image), &picture::unknown(wall, &product.sku))?;
                continue;
            };
            write(&file(&product.image), &picture::product(sketch, wall, &product.sku))?;
            // The same thing on another evening: the light is lower, and it has grown a little otherwise.
            product.image_2 = drawn_address(&product.url, "-evening");
            let evening = picture::product(sketch, wall.darker(0.45), &format!("{} evening", product.sku));
            write(&file(&product.image_2), &evening)?;
        }
        Ok(())
    }

    /// Draws what no product has: the home page's picture, the empty sill and the shop's mark.
    pub(super) fn furnish(&self) -> Result<()> {
        let things: Vec<Sketch> =
            self.look.hero.things.iter().filter_map(|sku| self.look.pictures.get(sku).copied()).collect();
        let file = |name: &str| self.out.join("img").join(name);
        write(&file("hero.svg"), &picture::hero(&things, self.look.sky()))?;
        let wall = Colour(228, 234, 224);
        let empty = if things.is_empty() { picture::unknown(wall, "empty") } else { picture::empty(wall) };
        write(&file("empty.svg"), &empty)?;
        write(&file("mark.svg"), &picture::mark())
    }

    /// Copies the file that an address stands for; `false` where there is none.
    fn copy(&self, address: &str) -> Result<bool> {
        let (Some(folder), Some(path)) = (&self.folder, address.strip_prefix("/img/")) else {
            return Ok(false);
        };
        let path = Path::new(path);
        let stays_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        let (from, to) = (folder.join(path), self.out.join("img").join(path));
        if !stays_inside || !from.is_file() {
            return Ok(false);
        }
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
        }
        fs::copy(&from, &to).with_context(|| format!("copying {}", from.display()))?;
        Ok(true)
    }
}

/// The names of the top categories, in the order in which products first name them.
fn top_categories(built: &Built) -> Vec<String> {
    let mut tops: Vec<String> = Vec::new();
    for path in built.feed.products.iter().filter(|product| product.visible).flat_map(|product| &product.categories) {
        let top = path.split('/').next().unwrap_or_default();
        if !tops.iter().any(|known| known == top) {
            tops.push(top.to_owned());
        }
    }
    tops
}

/// A picture beside a page: `/p/rim-pot.html` has `/img/p/rim-pot.svg`.
fn drawn_address(page: &str, kind: &str) -> String {
    format!("/img{}{kind}.svg", page.strip_suffix(".html").unwrap_or(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_picture_has_its_page_s_name() {
        assert_eq!(drawn_address("/p/rim-pot.html", ""), "/img/p/rim-pot.svg");
        assert_eq!(drawn_address("/p/rim-pot.html", "-evening"), "/img/p/rim-pot-evening.svg");
    }
}
