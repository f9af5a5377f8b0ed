//! Hit rate, recall, reciprocal rank, coverage and popularity of what was recommended.

use super::CUTS;
use super::protocol::Question;
use super::recommender::Recommender;
use serde::Serialize;

/// How a method did with the first few of what it recommends. Shares are between 0 and 1.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AtCut {
    /// How many of what it recommends were looked at.
    pub at: usize,
    /// The share of a basket's pages that showed something looked for, as a mean over baskets: each counts the same.
    pub hit_rate: f64,
    /// The same as a mean over pages, of which a large basket has many.
    pub hit_rate_by_page: f64,
    /// The share of what was looked for that a page showed, as a mean over baskets.
    pub recall: f64,
    /// One divided by the place of the first hit, as a mean over baskets.
    pub mrr: f64,
    /// The share of all products that any page showed.
    pub coverage: f64,
    /// The mean place of what was shown between the least bought (0) and the most bought product (1).
    pub popularity: f64,
}

/// How often each product was bought, put into a cart or looked at before.
pub(super) struct Popularity {
    counts: Vec<u32>,
    /// Between 0, the least, and 1, the most popular.
    places: Vec<f64>,
    n_known: usize,
}

/// Sums over baskets and pages.
pub(super) struct Measure {
    n_baskets: u64,
    n_pages: u64,
    cuts: Vec<Sums>,
}

#[derive(Default)]
struct Sums {
    /// Of means over a basket's pages.
    hits: f64,
    recall: f64,
    ranks: f64,
    /// Of pages.
    page_hits: u64,
    shown: Vec<bool>,
    n_shown: u64,
    popularity: f64,
}

impl Popularity {
    pub(super) fn new(counts: Vec<u32>) -> Popularity {
        let mut sorted: Vec<u32> = counts.iter().filter(|count| **count > 0).copied().collect();
        sorted.sort_unstable();
        let n_known = sorted.len();
        let place = |count: &u32| sorted.partition_point(|other| other < count) as f64 / (n_known.max(2) - 1) as f64;
        Popularity { places: counts.iter().map(place).collect(), counts, n_known }
    }

    /// The most popular products; ties go by SKU.
    pub(super) fn ranked(&self, length: usize) -> Vec<u32> {
        let mut known: Vec<(u32, u32)> = self.counts.iter().copied().zip(0..).filter(|(count, _)| *count > 0).collect();
        known.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        known.into_iter().map(|(_, product)| product).take(length).collect()
    }
}

impl Measure {
    pub(super) fn new(n_products: usize) -> Measure {
        let sums = || Sums { shown: vec![false; n_products], ..Sums::default() };
        Measure { n_baskets: 0, n_pages: 0, cuts: CUTS.map(|_| sums()).into() }
    }

    pub(super) fn n_baskets(&self) -> u64 {
        self.n_baskets
    }

    pub(super) fn n_pages(&self) -> u64 {
        self.n_pages
    }

    /// Asks a question; all of a basket come one after the other.
    pub(super) fn add(&mut self, question: &Question<'_>, recommender: &Recommender<'_>, popularity: &Popularity) {
        let Question { pages, wanted, n_wanted, nth, of_basket } = *question;
        self.n_baskets += u64::from(nth == 0);
        self.n_pages += 1;
        let share = 1.0 / of_basket as f64;
        let answer = recommender.top(pages, CUTS[CUTS.len() - 1]);
        let is_hit: Vec<bool> = answer.iter().map(|product| wanted.binary_search(product).is_ok()).collect();
        for (cut, sums) in CUTS.iter().zip(&mut self.cuts) {
            let is_hit = &is_hit[..is_hit.len().min(*cut)];
            let n_hits = is_hit.iter().filter(|is_hit| **is_hit).count();
            let first = is_hit.iter().position(|is_hit| *is_hit);
            sums.hits += if n_hits > 0 { share } else { 0.0 };
            sums.page_hits += u64::from(n_hits > 0);
            sums.recall += share * n_hits as f64 / n_wanted as f64;
            sums.ranks += first.map_or(0.0, |place| share / (place + 1) as f64);
            for product in answer.iter().take(*cut) {
                sums.shown[*product as usize] = true;
                sums.n_shown += 1;
                sums.popularity += popularity.places[*product as usize];
            }
        }
    }

    pub(super) fn at_cuts(&self, popularity: &Popularity) -> Vec<AtCut> {
        let of = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let (n_baskets, n_pages) = (self.n_baskets as f64, self.n_pages as f64);
        let at_cut = |(at, sums): (&usize, &Sums)| AtCut {
            at: *at,
            hit_rate: of(sums.hits, n_baskets),
            hit_rate_by_page: of(sums.page_hits as f64, n_pages),
            recall: of(sums.recall, n_baskets),
            mrr: of(sums.ranks, n_baskets),
            coverage: of(sums.shown.iter().filter(|shown| **shown).count() as f64, popularity.n_known as f64),
            popularity: of(sums.popularity, sums.n_shown as f64),
        };
        CUTS.iter().zip(&self.cuts).map(at_cut).collect()
    }
}
