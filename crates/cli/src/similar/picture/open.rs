//! Opens a picture that comes from outside: nothing that is too large is unpacked, and everything that is no picture is
//! refused with a reason.

use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, Rgba, RgbaImage};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// A small version of a picture.
pub(crate) struct Raster {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Red, green, blue and opacity, row by row.
    pub(crate) pixels: Vec<[u8; 4]>,
}

/// Why a picture is not used.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It cannot be read.
    Unread(io::Error),
    /// It is not what was expected.
    Unexpected { expected: &'static str, found: String },
    /// It is broken.
    Broken { said: String },
}

/// The largest file.
const MOST_BYTES: u64 = 10 * 1000 * 1000;
/// The longest side.
const LONGEST_SIDE: u32 = 16_384;
/// The shortest side; what is smaller shows nothing.
const SHORTEST_SIDE: u32 = 16;
/// How many pixels are unpacked at most.
const MOST_PIXELS: u64 = 40_000_000;
/// What unpacking may take.
const MOST_MEMORY: u64 = 512 << 20;
/// The longest side of the small version.
const SIDE: usize = 128;

/// Opens a picture, makes it small, and turns it as its camera was held: in this order, since the whole of it may be half
/// a gigabyte.
pub(crate) fn open(path: &Path) -> Result<Raster, Refused> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Refused::Unread)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(Refused::Unread)?;
    if bytes.len() as u64 > MOST_BYTES {
        let found = "a larger one".to_owned();
        return Err(Refused::Unexpected { expected: "a picture of at most 10 MB", found });
    }
    let (picture, orientation) = unpacked(&bytes)?;
    Ok(Raster::of(&picture).turned(orientation))
}

fn unpacked(bytes: &[u8]) -> Result<(DynamicImage, Orientation), Refused> {
    let broken = |error: image::ImageError| Refused::Broken { said: error.to_string() };
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(Refused::Unread)?;
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif];
    if !reader.format().is_some_and(|format| formats.contains(&format)) {
        let found = "something else".to_owned();
        return Err(Refused::Unexpected { expected: "a PNG, JPEG, WebP or GIF picture", found });
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(LONGEST_SIDE), Some(LONGEST_SIDE));
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let found = format!("{width} × {height}");
        return Err(Refused::Unexpected { expected: "at most 40 million pixels", found });
    }
    if width.min(height) < SHORTEST_SIDE {
        let found = format!("{width} × {height}");
        return Err(Refused::Unexpected { expected: "a picture of at least 16 × 16 pixels", found });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(broken)?, orientation))
}

impl Raster {
    /// The means of the pixels that fall together.
    fn of(picture: &DynamicImage) -> Raster {
        let (full_width, full_height) = (picture.width() as usize, picture.height() as usize);
        let longest = full_width.max(full_height).max(SIDE);
        let (width, height) = ((full_width * SIDE / longest).max(1), (full_height * SIDE / longest).max(1));
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let rows = y * full_height / height..((y + 1) * full_height / height).max(y * full_height / height + 1);
            for x in 0..width {
                let start = x * full_width / width;
                let columns = start..((x + 1) * full_width / width).max(start + 1);
                let in_row = |row: usize| columns.clone().map(move |column| (column as u32, row as u32));
                let (mut sums, mut opacity, mut count) = ([0u64; 3], 0, 0);
                for (column, row) in rows.clone().flat_map(in_row) {
                    let pixel = picture.get_pixel(column, row);
                    let alpha = u64::from(pixel[3]);
                    (0..3).for_each(|part| sums[part] += u64::from(pixel[part]) * alpha);
                    opacity += alpha;
                    count += 1;
                }
                // What cannot be seen lies on white.
                let mean =
                    |part: usize| ((sums[part] + 255 * (count * 255 - opacity) + count * 127) / (count * 255)) as u8;
                pixels.push([mean(0), mean(1), mean(2), (opacity / count) as u8]);
            }
        }
        Raster { width, height, pixels }
    }

    fn turned(self, orientation: Orientation) -> Raster {
        let Raster { width, height, pixels } = self;
        let pixel = |x: u32, y: u32| Rgba(pixels[y as usize * width + x as usize]);
        let mut small = DynamicImage::from(RgbaImage::from_fn(width as u32, height as u32, pixel));
        small.apply_orientation(orientation);
        let small = small.into_rgba8();
        let (width, height) = (small.width() as usize, small.height() as usize);
        Raster { width, height, pixels: small.pixels().map(|pixel| pixel.0).collect() }
    }
}
