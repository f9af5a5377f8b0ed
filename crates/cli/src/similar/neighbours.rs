//! Nearest neighbours among points of many dimensions, by the angle between them: each with each in a small shop; in a
//! large one the points are gathered around some of them, and a search looks at the gatherings that are nearest.
//!
//! Which points others gather around is decided by their places, never by chance.

use super::search::Hit;
use super::terms::mixed;
use super::vectors::SAME;
use crate::cores::jobs;
use crate::pipeline::Meter;

/// Where a point lies, seen from the origin, as whole numbers from -127 to 127.
pub(crate) struct Direction(Box<[i8]>);

/// Points of which only the directions count.
#[derive(Debug, Default)]
pub(crate) struct Points {
    dimension: usize,
    numbers: Vec<i8>,
    /// How far each is from the origin.
    lengths: Vec<f64>,
}

/// How to search.
#[derive(Clone, Copy)]
pub(crate) struct Manner<'a> {
    /// Where each number of the mirrored point is, if mirror images are alike.
    pub(crate) mirrored: Option<&'a [u32]>,
    /// The likeness that any two points have, in thousandths: it counts as none.
    pub(crate) unlike: u32,
    /// Up to how many points each is compared with each.
    pub(crate) exact: usize,
}

/// Up to so many points are compared each with each.
pub(crate) const EXACT: usize = 10_000;
/// How many gatherings a point belongs to.
const HOMES: usize = 2;
/// How many gatherings a search looks at.
const PROBES: usize = 8;
/// How many points a search compares at most.
const MOST_COMPARED: usize = 32_768;
/// How many a search gives.
const KEPT: usize = 256;
/// So many searches at a time.
const BLOCK: usize = 128;

impl Direction {
    /// That of a point, if it has one: the origin has none, nor has what is no number.
    pub(crate) fn of(numbers: &[f32]) -> Option<Direction> {
        let largest = numbers.iter().fold(0.0, |largest: f32, number| largest.max(number.abs()));
        let is_point = largest > 0.0 && numbers.iter().all(|number| number.is_finite());
        // At most 127, so it has room.
        is_point.then(|| Direction(numbers.iter().map(|number| (number / largest * 127.0).round() as i8).collect()))
    }

    fn length(&self) -> f64 {
        let squares: i64 = self.0.iter().map(|number| i64::from(*number) * i64::from(*number)).sum();
        (squares as f64).sqrt()
    }
}

impl Points {
    /// No points yet, of that dimension.
    pub(crate) fn new(dimension: usize) -> Points {
        Points { dimension, ..Points::default() }
    }

    /// Adds a point of that dimension.
    pub(crate) fn push(&mut self, direction: &Direction) {
        self.numbers.extend_from_slice(&direction.0);
        self.lengths.push(direction.length());
    }

    /// Puts another in the place of a point.
    pub(crate) fn replace(&mut self, point: usize, direction: &Direction) {
        let place = point * self.dimension..(point + 1) * self.dimension;
        self.numbers[place].copy_from_slice(&direction.0);
        self.lengths[point] = direction.length();
    }

    /// Moves each point to the place that is named for it, without room for a second copy of all.
    pub(crate) fn rearrange(&mut self, mut places: Vec<usize>) {
        for point in 0..places.len() {
            while places[point] != point {
                let place = places[point];
                self.swap(point, place);
                places.swap(point, place);
            }
        }
    }

    fn swap(&mut self, a: usize, b: usize) {
        let (before, behind) = self.numbers.split_at_mut(a.max(b) * self.dimension);
        before[a.min(b) * self.dimension..][..self.dimension].swap_with_slice(&mut behind[..self.dimension]);
        self.lengths.swap(a, b);
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.lengths.len()
    }

    fn at(&self, point: usize) -> &[i8] {
        &self.numbers[point * self.dimension..(point + 1) * self.dimension]
    }

    /// The cosine of the angle between a point and another, or its mirror image.
    fn likeness(&self, point: usize, mirror: Option<&[i8]>, other: usize) -> f64 {
        let product = times(self.at(point), self.at(other));
        let product = mirror.map_or(product, |mirror| product.max(times(mirror, self.at(other))));
        f64::from(product) / (self.lengths[point] * self.lengths[other])
    }

    /// For each point what `finish` makes of those that are nearest to it.
    pub(crate) fn nearest<T: Send>(
        &self,
        manner: Manner<'_>,
        meter: &Meter,
        finish: impl Fn(u32, Vec<Hit>) -> T + Sync,
    ) -> Vec<T> {
        let gatherings = (self.len() > manner.exact).then(|| Gatherings::of(self));
        let blocks = jobs(self.len().div_ceil(BLOCK), |block| {
            let points = block * BLOCK..self.len().min((block + 1) * BLOCK);
            let of_point = |point: usize| {
                let others = gatherings.as_ref().map(|gatherings| gatherings.around(self, point));
                finish(point as u32, self.search(point, others, manner))
            };
            let found: Vec<T> = points.map(of_point).collect();
            meter.add(found.len(), 0);
            found
        });
        blocks.into_iter().flatten().collect()
    }

    fn search(&self, point: usize, others: Option<Vec<u32>>, manner: Manner<'_>) -> Vec<Hit> {
        let mirror = |places: &[u32]| places.iter().map(|place| self.at(point)[*place as usize]).collect::<Vec<i8>>();
        let mirror = manner.mirrored.map(mirror);
        let nothing = f64::from(manner.unlike) / 1000.0;
        let hit = |other: u32| {
            let likeness = self.likeness(point, mirror.as_deref(), other as usize);
            let above = ((likeness - nothing) / (1.0 - nothing)).clamp(0.0, 1.0);
            Hit { place: other, likeness: (above * SAME as f64) as u64 }
        };
        let is_other = |other: &u32| *other as usize != point;
        let mut hits: Vec<Hit> = match others {
            Some(others) => others.into_iter().filter(is_other).map(hit).collect(),
            None => (0..self.len() as u32).filter(is_other).map(hit).collect(),
        };
        if hits.len() > KEPT {
            hits.select_nth_unstable_by_key(KEPT, |hit| (SAME - hit.likeness, hit.place));
            hits.truncate(KEPT);
        }
        hits
    }
}

/// Sums up the products of numbers that stand at the same place.
fn times(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(i16::from(*a) * i16::from(*b))).sum()
}

/// Points around points.
struct Gatherings {
    middles: Vec<u32>,
    /// Those of one gathering after those of another.
    members: Vec<u32>,
    /// Where in `members` those of each gathering begin, and at last where they end.
    starts: Vec<usize>,
}

impl Gatherings {
    fn of(points: &Points) -> Gatherings {
        let n_middles = points.len().isqrt().max(1);
        let mut shuffled: Vec<u32> = (0..points.len() as u32).collect();
        shuffled.sort_unstable_by_key(|point| (mixed(u64::from(*point) + 1), *point));
        shuffled.truncate(n_middles);
        let mut gatherings = Gatherings { middles: shuffled, members: Vec::new(), starts: Vec::new() };
        let homes = jobs(points.len().div_ceil(BLOCK), |block| {
            let block = block * BLOCK..points.len().min((block + 1) * BLOCK);
            block.map(|point| gatherings.nearest_middles(points, point, HOMES)).collect::<Vec<_>>()
        });
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (point, homes) in (0u32..).zip(homes.into_iter().flatten()) {
            pairs.extend(homes.into_iter().map(|home| (home, point)));
        }
        pairs.sort_unstable();
        gatherings.starts = (0..=n_middles as u32).map(|home| pairs.partition_point(|pair| pair.0 < home)).collect();
        gatherings.members = pairs.into_iter().map(|(_, point)| point).collect();
        gatherings
    }

    /// The points of the gatherings that are nearest to a point, each once; those of the nearest first, as far as there
    /// is room.
    fn around(&self, points: &Points, point: usize) -> Vec<u32> {
        let mut around = Vec::new();
        for home in self.nearest_middles(points, point, PROBES) {
            let members = &self.members[self.starts[home as usize]..self.starts[home as usize + 1]];
            let room = MOST_COMPARED - around.len();
            around.extend_from_slice(&members[..members.len().min(room)]);
        }
        around.sort_unstable();
        around.dedup();
        around
    }

    /// The numbers of the gatherings whose middles are nearest.
    fn nearest_middles(&self, points: &Points, point: usize, n: usize) -> Vec<u32> {
        let likeness = |middle: u32| points.likeness(point, None, middle as usize);
        let mut near: Vec<(f64, u32)> =
            (0u32..).zip(&self.middles).map(|(home, middle)| (likeness(*middle), home)).collect();
        let nearer = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if near.len() > n {
            near.select_nth_unstable_by(n, nearer);
            near.truncate(n);
        }
        near.sort_unstable_by(nearer);
        near.into_iter().map(|(_, home)| home).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, Manner, Points};
    use crate::pipeline::Meter;
    use crate::similar::terms::mixed;
    use std::collections::BTreeSet;

    /// Points in 64 clouds of 24 dimensions.
    fn clouds(n: u64) -> Points {
        let mut points = Points::new(24);
        let at = |seed: u64| (mixed(seed) % 2001) as f32 / 1000.0 - 1.0;
        for point in 0..n {
            let numbers: Vec<f32> = (0..24)
                .map(|place| at((point % 64) * 100 + place + 1) + 0.4 * at(1_000_000 + point * 100 + place))
                .collect();
            points.push(&Direction::of(&numbers).unwrap());
        }
        points
    }

    fn nearest(points: &Points, exact: usize) -> Vec<BTreeSet<u32>> {
        let manner = Manner { mirrored: None, unlike: 0, exact };
        points.nearest(manner, &Meter::default(), |_, mut hits| {
            hits.sort_by_key(|hit| (u64::MAX - hit.likeness, hit.place));
            hits.into_iter().take(10).map(|hit| hit.place).collect()
        })
    }

    #[test]
    fn gatherings_find_nearly_all_that_comparing_each_with_each_finds() {
        let points = clouds(1_500);
        let (exact, pruned) = (nearest(&points, usize::MAX), nearest(&points, 0));
        let found: usize = exact.iter().zip(&pruned).map(|(exact, pruned)| exact.intersection(pruned).count()).sum();
        assert!(found >= 95 * 1_500 * 10 / 100, "{found} of 15,000");
        assert_eq!(pruned, nearest(&points, 0));
    }

    #[test]
    fn what_has_no_direction_is_no_point() {
        let taken =
            [[0.0, 0.0], [f32::NAN, 1.0], [f32::INFINITY, 0.0], [0.0, -2.0]].map(|numbers| Direction::of(&numbers));
        assert_eq!(taken.map(|direction| direction.is_some()), [false, false, false, true]);
    }

    #[test]
    fn points_go_where_they_are_told_to() {
        let mut points = Points::new(2);
        let numbers = |point: usize| [point as f32, 7.0];
        (0..7).for_each(|point| points.push(&Direction::of(&numbers(point)).unwrap()));
        let places = vec![3, 0, 6, 1, 4, 2, 5];
        points.rearrange(places.clone());
        for (point, place) in places.into_iter().enumerate() {
            let direction = Direction::of(&numbers(point)).unwrap();
            assert_eq!((points.at(place), points.lengths[place]), (&*direction.0, direction.length()));
        }
    }
}
