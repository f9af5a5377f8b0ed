//! Cuts the thing out of its picture: what begins at the border and goes on without an edge is the background, if most of
//! the border looks the same. Colours are in OKLab, in which distances are about what eyes see.

use super::open::Raster;

/// A picture without its background.
pub(super) struct Cut {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Lightness, and the two axes of colour.
    pub(super) pixels: Vec<[f32; 3]>,
    /// Whether each belongs to the thing.
    pub(super) is_thing: Vec<bool>,
    /// The columns and rows that the thing takes, the ends not included.
    pub(super) frame: [usize; 4],
}

/// Two pixels of the border that are no further apart are the same.
const SAME: f32 = 0.06;
/// So far may the background go, step by step, from where it began.
const NEAR: f32 = 0.16;
/// Between two neighbours in the background there is no edge like this.
const EDGE: f32 = 0.028;
/// How opaque the thing is at least, of 255.
const OPAQUE: u8 = 128;

impl Cut {
    pub(super) fn of(raster: &Raster) -> Cut {
        let (width, height) = (raster.width, raster.height);
        let linear = linear_light();
        let pixels: Vec<[f32; 3]> = raster.pixels.iter().map(|pixel| oklab(pixel, &linear)).collect();
        let mut cut = Cut { width, height, pixels, is_thing: vec![true; width * height], frame: [0, width, 0, height] };
        for (is_thing, pixel) in cut.is_thing.iter_mut().zip(&raster.pixels) {
            *is_thing = pixel[3] >= OPAQUE;
        }
        // A thing that is cut out already needs no second cut.
        if cut.is_thing.iter().all(|is_thing| *is_thing) {
            cut.take_background();
        }
        let n_thing = cut.is_thing.iter().filter(|is_thing| **is_thing).count();
        // Next to nothing left: it was no background after all.
        if n_thing * 50 < width * height {
            cut.is_thing.fill(true);
        }
        cut.frame = cut.find_frame();
        cut
    }

    fn take_background(&mut self) {
        let border: Vec<usize> = (0..self.pixels.len()).filter(|place| self.is_border(*place)).collect();
        let pixels = &self.pixels;
        let n_like =
            |place: usize| border.iter().filter(|other| distance(&pixels[place], &pixels[**other]) < SAME).count();
        let counted = border.iter().step_by(3).map(|place| (n_like(*place), *place));
        let most = counted.max_by_key(|(count, _)| *count);
        let Some((_, place)) = most.filter(|(count, _)| count * 2 >= border.len()) else { return };
        let middle = self.pixels[place];
        let mut next: Vec<usize> =
            border.into_iter().filter(|place| distance(&self.pixels[*place], &middle) < SAME).collect();
        next.iter().for_each(|place| self.is_thing[*place] = false);
        while let Some(place) = next.pop() {
            let (x, y) = (place % self.width, place / self.width);
            let beside = [
                (x > 0).then(|| place - 1),
                (x + 1 < self.width).then_some(place + 1),
                (y > 0).then(|| place - self.width),
                (y + 1 < self.height).then_some(place + self.width),
            ];
            for other in beside.into_iter().flatten() {
                let goes_on = self.is_thing[other]
                    && distance(&self.pixels[place], &self.pixels[other]) < EDGE
                    && distance(&middle, &self.pixels[other]) < NEAR;
                if goes_on {
                    self.is_thing[other] = false;
                    next.push(other);
                }
            }
        }
    }

    fn is_border(&self, place: usize) -> bool {
        let (x, y) = (place % self.width, place / self.width);
        x == 0 || y == 0 || x + 1 == self.width || y + 1 == self.height
    }

    /// The columns and rows in which there is more of the thing than a speck.
    fn find_frame(&self) -> [usize; 4] {
        let at = |x: usize, y: usize| usize::from(self.is_thing[y * self.width + x]);
        let in_column = |x: usize| (0..self.height).map(|y| at(x, y)).sum::<usize>() * 50 >= self.height;
        let in_row = |y: usize| (0..self.width).map(|x| at(x, y)).sum::<usize>() * 50 >= self.width;
        let ends = |mut those: Box<dyn DoubleEndedIterator<Item = usize> + '_>, length: usize| {
            let first = those.next().unwrap_or(0);
            let last = those.next_back().unwrap_or(if first == 0 { length - 1 } else { first });
            (first, last + 1)
        };
        let (left, right) = ends(Box::new((0..self.width).filter(|x| in_column(*x))), self.width);
        let (top, bottom) = ends(Box::new((0..self.height).filter(|y| in_row(*y))), self.height);
        [left, right, top, bottom]
    }

    /// The lightness of a pixel, if it belongs to the thing.
    pub(super) fn lightness(&self, x: usize, y: usize) -> Option<f32> {
        let place = y * self.width + x;
        self.is_thing[place].then(|| self.pixels[place][0])
    }
}

fn distance(a: &[f32; 3], b: &[f32; 3]) -> f32 {
    let square = |part: usize| (a[part] - b[part]) * (a[part] - b[part]);
    (square(0) + square(1) + square(2)).sqrt()
}

/// From a screen's numbers to amounts of light.
fn linear_light() -> [f32; 256] {
    std::array::from_fn(|number| {
        let number = number as f64 / 255.0;
        if number <= 0.04045 {
            return (number / 12.92) as f32;
        }
        let root = root(5, (number + 0.055) / 1.055);
        // To the power of 2.4.
        let square = root * root;
        (square * square * square * square * square * square) as f32
    })
}

/// The n-th root of a number from 0 to 1, by Newton's steps.
fn root(n: i32, number: f64) -> f64 {
    if number <= 0.0 {
        return 0.0;
    }
    let mut guess = 1.0;
    for _ in 0..64 {
        let mut power = 1.0;
        (1..n).for_each(|_| power *= guess);
        guess -= (power * guess - number) / (f64::from(n) * power);
    }
    guess
}

fn oklab(pixel: &[u8; 4], linear: &[f32; 256]) -> [f32; 3] {
    let [red, green, blue] = [0, 1, 2].map(|part: usize| linear[pixel[part] as usize]);
    let long = cube_root(0.412_221_46 * red + 0.536_332_55 * green + 0.051_445_995 * blue);
    let medium = cube_root(0.211_903_5 * red + 0.680_699_5 * green + 0.107_396_96 * blue);
    let short = cube_root(0.088_302_46 * red + 0.281_718_85 * green + 0.629_978_7 * blue);
    [
        0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short,
        1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short,
        0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short,
    ]
}

/// The cube root, by Newton's steps from a guess that its exponent gives.
fn cube_root(number: f32) -> f32 {
    if number <= 0.0 {
        return 0.0;
    }
    let mut guess = f32::from_bits(number.to_bits() / 3 + 0x2a51_19f2);
    for _ in 0..4 {
        guess = (2.0 * guess + number / (guess * guess)) / 3.0;
    }
    guess
}

#[cfg(test)]
mod tests {
    use super::{Cut, cube_root, linear_light, oklab, root};
    use crate::similar::picture::Raster;

    #[test]
    fn colours_are_those_of_oklab() {
        let linear = linear_light();
        let near = |found: [f32; 3], expected: [f32; 3]| {
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.002), "{found:?}, {expected:?}");
        };
        near(oklab(&[255, 255, 255, 255], &linear), [1.0, 0.0, 0.0]);
        near(oklab(&[255, 0, 0, 255], &linear), [0.628, 0.225, 0.126]);
        near(oklab(&[0, 0, 255, 255], &linear), [0.452, -0.032, -0.312]);
        assert!((root(5, 0.5) - f64::powf(0.5, 0.2)).abs() < 1e-9);
        assert!((cube_root(0.3) - f32::powf(0.3, 1.0 / 3.0)).abs() < 1e-6);
    }

    #[test]
    fn a_thing_before_a_plain_wall_is_cut_out_and_a_full_picture_is_not() {
        let paint = |thing: fn(usize, usize) -> bool| Raster {
            width: 40,
            height: 50,
            pixels: (0..2000)
                .map(|place| if thing(place % 40, place / 40) { [200, 30, 30, 255] } else { [240, 240, 235, 255] })
                .collect(),
        };
        let cut = Cut::of(&paint(|x, y| (10..30).contains(&x) && (5..45).contains(&y)));
        assert_eq!((cut.frame, cut.is_thing.iter().filter(|is_thing| **is_thing).count()), ([10, 30, 5, 45], 800));
        let stripes = Cut::of(&paint(|x, y| (x + y) % 8 < 4));
        assert_eq!(stripes.frame, [0, 40, 0, 50]);
        let blank = Cut::of(&paint(|_, _| false));
        assert!(blank.is_thing.iter().all(|is_thing| *is_thing), "a picture of nothing is all there is");
    }
}
