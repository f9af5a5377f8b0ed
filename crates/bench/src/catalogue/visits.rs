//! Half a year of visits to a catalogue, and embeddings of its products: what every type of recommendation is learned from.
//!
//! A visit begins anywhere and mostly goes on among what stands together: seven views of ten are of the same category, two
//! of a category near by, one of what sells well wherever it is. What is bought takes one of three companions with it that
//! its product always has, in another category.

use super::dice::{Dice, scattered};
use super::plan::{Stand, plan};
use super::stand_page;
use std::io::{self, BufWriter, Write};

/// 2026-06-01 00:00:00 UTC, and the seconds of the half year after it.
const FIRST_SECOND: u64 = 1_780_272_000;
const HALF_A_YEAR: u64 = 172 * 86_400;
/// How many products a visit looks at, and how often.
const VIEWS: [(usize, u32); 5] = [(1, 40), (2, 20), (4, 20), (8, 15), (15, 5)];
/// How many categories are near by: an outfit has so many.
const NEAR: usize = 4;
/// How many products go well with one.
const COMPANIONS: usize = 3;
/// How many numbers an embedding has.
const DIMENSIONS: usize = 16;

/// Every page of a catalogue by its number.
struct Pages {
    stands: Vec<Stand>,
    /// The number of the first page of each stand, and of the one that there is not any more.
    begins: Vec<usize>,
}

impl Pages {
    fn of(n_rows: usize) -> Pages {
        let mut stands = plan(n_rows);
        stands.retain(|stand| stand.n_pages() > 0);
        let mut begins = vec![0];
        begins.extend(stands.iter().scan(0, |end, stand| {
            *end += stand.n_pages();
            Some(*end)
        }));
        Pages { stands, begins }
    }

    fn n(&self) -> usize {
        self.begins.last().copied().unwrap_or_default()
    }

    fn stand_of(&self, page: usize) -> usize {
        self.begins.partition_point(|begin| *begin <= page) - 1
    }

    fn sku(&self, page: usize) -> String {
        let stand = self.stand_of(page);
        stand_page(&self.stands[stand], page - self.begins[stand]).unwrap_or_default()
    }

    /// A page of that stand; the first ones are the popular ones.
    fn in_stand(&self, stand: usize, dice: &mut Dice) -> usize {
        let stand = stand % self.stands.len();
        let (begin, n) = (self.begins[stand], self.begins[stand + 1] - self.begins[stand]);
        begin + dice.place(n).min(dice.place(n))
    }

    /// Any page: a few from all over the shop are looked at by many.
    fn anywhere(&self, dice: &mut Dice) -> usize {
        let mut of = self.n();
        while of > 64 && dice.chance(2, 5) {
            of /= 4;
        }
        scattered(dice.place(of), self.n())
    }

    /// Where someone goes from a page.
    fn next(&self, page: usize, dice: &mut Dice) -> usize {
        let stand = self.stand_of(page);
        match dice.below(10) {
            0..7 => self.in_stand(stand, dice),
            7..9 => self.in_stand(stand + 1 + dice.place(NEAR), dice),
            _ => self.anywhere(dice),
        }
    }

    fn companion(&self, page: usize, which: usize, seed: u64) -> usize {
        let mut dice = Dice::at(seed, &[8, page, which]);
        self.in_stand(self.stand_of(page) + 1 + dice.place(NEAR), &mut dice)
    }
}

/// Writes events as CSV, as many as make so many views of each page on average.
///
/// # Errors
///
/// When they cannot be written.
pub fn visits(n_rows: usize, views_of_a_page: usize, seed: u64, out: impl Write) -> io::Result<()> {
    let pages = Pages::of(n_rows);
    let mut out = BufWriter::with_capacity(1 << 16, out);
    out.write_all(b"session_id,event_time,event_name,sku,order_id\n")?;
    let (n_wanted, mut n_views, mut visit) = (pages.n() * views_of_a_page, 0, 0);
    while n_views < n_wanted {
        let mut dice = Dice::at(seed, &[7, visit]);
        let time = FIRST_SECOND + n_views as u64 * HALF_A_YEAR / n_wanted as u64;
        let (mut page, mut bought) = (pages.anywhere(&mut dice), Vec::new());
        let n = dice.drawn(&VIEWS);
        for step in 0..n {
            let now = time + step as u64 * 40;
            let sku = pages.sku(page);
            writeln!(out, "{visit},{now},view,{sku},")?;
            if dice.chance(1, 10) {
                writeln!(out, "{visit},{},add-to-cart,{sku},", now + 20)?;
                bought.push(page);
            }
            page = pages.next(page, &mut dice);
        }
        n_views += n;
        if dice.chance(1, 2) {
            let companions: Vec<usize> =
                bought.iter().map(|page| pages.companion(*page, dice.place(COMPANIONS), seed)).collect();
            for page in bought.iter().chain(&companions) {
                writeln!(out, "{visit},{},purchase,{},{visit}", time + 900, pages.sku(*page))?;
            }
        }
        visit += 1;
    }
    out.flush()
}

/// Writes an embedding of every page as CSV: what stands together is alike.
///
/// # Errors
///
/// When they cannot be written.
pub fn embeddings(n_rows: usize, seed: u64, out: impl Write) -> io::Result<()> {
    let pages = Pages::of(n_rows);
    let mut out = BufWriter::with_capacity(1 << 16, out);
    for page in 0..pages.n() {
        let mut stand = Dice::at(seed, &[9, pages.stand_of(page)]);
        let mut own = Dice::at(seed, &[10, page]);
        out.write_all(pages.sku(page).as_bytes())?;
        for _ in 0..DIMENSIONS {
            let number = i64::from(stand.below(2_001)) - 1_000 + i64::from(own.below(801)) - 400;
            write!(out, ",{number}")?;
        }
        out.write_all(b"\n")?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    const ROWS: usize = 10_000;

    fn log(seed: u64) -> String {
        let mut bytes = Vec::new();
        visits(ROWS, 5, seed, &mut bytes).expect("memory takes it");
        String::from_utf8(bytes).expect("it is text")
    }

    #[test]
    fn a_seed_gives_the_same_visits_and_every_page_is_in_the_catalogue() {
        assert_eq!(log(1), log(1));
        assert_ne!(log(1), log(2));
        let pages = Pages::of(ROWS);
        let known: BTreeSet<String> = (0..pages.n()).map(|page| pages.sku(page)).collect();
        assert_eq!(known.len(), pages.n());
        let log = log(1);
        assert!(log.lines().skip(1).all(|line| line.split(',').nth(3).is_some_and(|sku| known.contains(sku))));
    }

    #[test]
    fn every_page_has_views_and_most_views_stay_in_the_category() {
        let (pages, log) = (Pages::of(ROWS), log(1));
        let stands: BTreeMap<String, usize> =
            (0..pages.n()).map(|page| (pages.sku(page), pages.stand_of(page))).collect();
        let views: Vec<(&str, &str)> = log
            .lines()
            .filter(|line| line.contains(",view,"))
            .filter_map(|line| Some((line.split(',').next()?, line.split(',').nth(3)?)))
            .collect();
        let steps: Vec<_> = views.windows(2).filter(|pair| pair[0].0 == pair[1].0).collect();
        let n_same = steps.iter().filter(|pair| stands[pair[0].1] == stands[pair[1].1]).count();
        assert!((7..9).contains(&(n_same * 10 / steps.len())), "{n_same} of {}", steps.len());
        assert!(views.len() >= pages.n() * 5 && views.len() < pages.n() * 5 + 15);
    }

    #[test]
    fn every_page_has_an_embedding() {
        let mut bytes = Vec::new();
        embeddings(ROWS, 1, &mut bytes).expect("memory takes it");
        let text = String::from_utf8(bytes).expect("it is text");
        assert_eq!(text.lines().count(), Pages::of(ROWS).n());
        assert!(text.lines().all(|line| line.split(',').count() == DIMENSIONS + 1));
    }
}
