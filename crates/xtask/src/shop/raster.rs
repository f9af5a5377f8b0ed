//! Drawn pictures as pixels, for who compares pictures: shops have photographs, and ours are lines.

use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::fs;
use std::path::Path;

/// How wide a picture becomes: what is compared is smaller still.
const WIDTH: u32 = 128;

/// Draws a picture into a PNG file.
///
/// # Errors
///
/// When it is no picture, or a file cannot be read or written.
pub(super) fn draw(svg: &Path, png: &Path) -> Result<()> {
    let text = fs::read_to_string(svg).with_context(|| format!("reading {}", svg.display()))?;
    let tree = Tree::from_str(&text, &Options::default()).with_context(|| format!("drawing {}", svg.display()))?;
    let size = tree.size();
    let scale = WIDTH as f32 / size.width();
    let height = (size.height() * scale).round() as u32;
    let mut sheet = Pixmap::new(WIDTH, height).with_context(|| format!("{}: no picture is so high", svg.display()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut sheet.as_mut());
    if let Some(folder) = png.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    sheet.save_png(png).with_context(|| format!("writing {}", png.display()))
}

#[cfg(test)]
mod tests {
    use super::draw;
    use std::fs;

    #[test]
    fn a_drawing_becomes_pixels_of_its_colours_in_its_proportions() {
        let folder = tempfile::tempdir().expect("a folder");
        let (svg, png) = (folder.path().join("a.svg"), folder.path().join("pictures/a.png"));
        let drawing = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="500"><rect width="400" height="500" fill="#ff0000"/></svg>"##;
        fs::write(&svg, drawing).expect("a drawing");
        draw(&svg, &png).unwrap_or_else(|error| panic!("{error:#}"));
        let sheet = resvg::tiny_skia::Pixmap::load_png(&png).expect("a picture");
        assert_eq!((sheet.width(), sheet.height()), (128, 160));
        assert_eq!(sheet.pixel(64, 80).map(|pixel| (pixel.red(), pixel.green())), Some((255, 0)));
    }
}
