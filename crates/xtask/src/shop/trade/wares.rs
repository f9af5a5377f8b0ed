//! What can be looked at, with how much each visitor wants it on each day, and what goes with it.

use super::calendar::Calendar;
use super::plan::Plan;
use anyhow::{Result, ensure};
use kindred_cli::catalogue::{Catalogue, Item};
use kindred_core::condition::is_in;
use kindred_core::value::Value;

/// A product of which the last piece has gone was still sold so many days ago.
const SOLD_OUT_DAYS: u32 = 21;

/// A product that has a page.
pub(super) struct Ware {
    pub(super) sku: String,
    /// What is bought of it: SKUs with their prices; itself, or its variants.
    pub(super) forms: Vec<(String, String)>,
    /// What it costs, in whole units of the currency.
    pub(super) units: u32,
    /// How much each taste wants it.
    pub(super) wanted: Vec<u32>,
    /// In percent, by month.
    season: [u32; 12],
    /// First and last day on which it is talked of, and how much more it is wanted then.
    news: Vec<(u32, u32, u32)>,
    /// What is taken along, by the places of the others.
    pub(super) along: Vec<u32>,
    /// How often something is, in percent.
    pub(super) along_percent: u32,
    /// Others of its category.
    pub(super) beside: Vec<u32>,
    /// The first day on which it was there, and the last on which it could be bought.
    days: (u32, u32),
}

/// All of them, in the order of the catalogue.
pub(super) struct Wares {
    pub(super) all: Vec<Ware>,
}

impl Wares {
    pub(super) fn of(catalogue: &Catalogue, plan: &Plan, calendar: &Calendar) -> Result<Wares> {
        let shown: Vec<&Item> = catalogue.items.iter().filter(|item| item.enabled && item.visible).collect();
        let seasons = plan.seasons.iter().flat_map(|season| &season.of);
        let tastes = plan.tastes.iter().flat_map(|taste| taste.likes.keys());
        let news = plan.news.iter().flat_map(|news| &news.of);
        let pairs = plan.together.iter().flat_map(|together| together.of.iter().chain(together.take.keys()));
        for name in seasons.chain(tastes).chain(news).chain(pairs) {
            let is_known = shown.iter().any(|item| matches(item, name));
            ensure!(is_known, "expected a SKU or a category of the catalogue in trade.json, found \"{name}\"");
        }
        let all = shown.iter().map(|item| ware(item, &shown, catalogue, plan, calendar)).collect::<Result<_>>()?;
        Ok(Wares { all })
    }

    /// How much each is wanted on a day, by what a visitor likes.
    pub(super) fn wanted(&self, taste: usize, day: u32, month: usize) -> Vec<u32> {
        self.all.iter().map(|ware| ware.wanted_on(taste, day, month)).collect()
    }

    /// How much each is wanted in a month, by what it is wanted for.
    pub(super) fn in_season(&self, weights: &[u32], month: usize) -> Vec<u32> {
        self.all.iter().zip(weights).map(|(ware, weight)| weight * ware.season[month]).collect()
    }
}

impl Ware {
    /// How much it is wanted on a day; not at all before it is there.
    fn wanted_on(&self, taste: usize, day: u32, month: usize) -> u32 {
        if day < self.days.0 {
            return 0;
        }
        let times = self.news.iter().find(|(from, to, _)| (*from..=*to).contains(&day)).map_or(1, |(.., times)| *times);
        self.wanted.get(taste).copied().unwrap_or(1) * self.season[month] * times
    }

    /// Whether it is there on a day.
    pub(super) fn is_there(&self, day: u32) -> bool {
        day >= self.days.0
    }

    /// Whether it can be bought on a day.
    pub(super) fn is_sold(&self, day: u32) -> bool {
        (self.days.0..=self.days.1).contains(&day) && !self.forms.is_empty()
    }
}

fn ware(item: &Item, shown: &[&Item], catalogue: &Catalogue, plan: &Plan, calendar: &Calendar) -> Result<Ware> {
    let named = |names: &[String]| names.iter().any(|name| matches(item, name));
    let likes = |likes: &std::collections::BTreeMap<String, u32>, of: &Item| {
        likes.iter().filter(|(name, _)| matches(of, name)).map(|(_, weight)| *weight).max().unwrap_or_default()
    };
    let mut news = Vec::new();
    for heard in plan.news.iter().filter(|heard| named(&heard.of)) {
        news.push((calendar.day_of(&heard.from)?, calendar.day_of(&heard.to)?, heard.times));
    }
    let together = plan.together.iter().find(|together| named(&together.of));
    let is_other = |other: &&Item| other.sku != item.sku;
    let along =
        |other: &&Item| together.map_or(0, |together| likes(&together.take, other)) * u32::from(is_other(other));
    let beside = |other: &&Item| u32::from(is_other(other) && other.categories.first() == item.categories.first());
    let since = match item.attributes.get("new-from") {
        Some(Value::One(day)) => calendar.day_of(day)?,
        _ => 0,
    };
    let last = calendar.n_days().saturating_sub(if item.in_stock { 1 } else { SOLD_OUT_DAYS });
    Ok(Ware {
        sku: item.sku.clone(),
        forms: forms(item, catalogue),
        units: item.price.and_then(|price| price.to_string().split('.').next()?.parse().ok()).unwrap_or_default(),
        wanted: plan.tastes.iter().map(|taste| 1 + 3 * likes(&taste.likes, item)).collect(),
        season: plan.seasons.iter().find(|season| named(&season.of)).map_or([100; 12], |season| season.months),
        news,
        along: shown.iter().map(along).collect(),
        along_percent: together.map_or(0, |together| together.percent),
        beside: shown.iter().map(beside).collect(),
        days: (since, last),
    })
}

/// What is in a cart when it is bought: a variant where there are some.
fn forms(item: &Item, catalogue: &Catalogue) -> Vec<(String, String)> {
    let of = |item: &Item| Some((item.sku.clone(), item.price?.to_string()));
    let variants = catalogue.items.iter().filter(|other| item.variants.contains(&other.sku) && other.in_stock);
    let variants: Vec<_> = variants.filter_map(of).collect();
    if variants.is_empty() { of(item).into_iter().collect() } else { variants }
}

/// Whether a name is its SKU, or that of a category which it is in.
fn matches(item: &Item, name: &str) -> bool {
    item.sku == name || item.categories.iter().any(|path| is_in(path, name))
}
