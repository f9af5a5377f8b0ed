//! What a year is made of: `trade.json` beside a catalogue. A catalogue without one has no trade.

use crate::shop::beside;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The plan of a year. Products are named by SKUs, or by categories with all below them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::shop) struct Plan {
    /// What the dice begin with.
    pub(super) seed: String,
    /// The day the logs end.
    pub(super) last_day: String,
    /// How many days they have.
    pub(super) days: u32,
    /// How many visits there are.
    pub(super) visits: usize,
    /// How many people come.
    pub(super) visitors: usize,
    /// How busy the shop is, by month.
    pub(super) months: [u32; 12],
    /// When products are looked for.
    pub(super) seasons: Vec<Season>,
    /// How busy the shop is, by hour.
    pub(super) hours: [u32; 24],
    /// What people come for.
    pub(super) tastes: Vec<Taste>,
    /// What is taken along with what.
    pub(super) together: Vec<Together>,
    /// Days on which something is talked of.
    pub(super) news: Vec<News>,
    /// What is untidy.
    pub(super) noise: Noise,
}

/// How much products are looked for, by month, in percent of what a visitor likes them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Season {
    pub(super) of: Vec<String>,
    pub(super) months: [u32; 12],
}

/// What some visitors come for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Taste {
    /// What it is, for whoever reads the plan.
    #[serde(rename = "name")]
    pub(super) _name: String,
    /// Of how many visitors, beside the others.
    pub(super) share: u32,
    /// How much, beside the 1 that every product has.
    pub(super) likes: BTreeMap<String, u32>,
}

/// What is taken along.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Together {
    pub(super) of: Vec<String>,
    /// With which weight.
    pub(super) take: BTreeMap<String, u32>,
    /// How often.
    pub(super) percent: u32,
}

/// Days on which products are looked at so many times as much.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct News {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) of: Vec<String>,
    pub(super) times: u32,
}

/// What real exports have too.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Noise {
    /// Of a hundred orders, how many send something back.
    pub(super) returned_percent: u32,
    /// Lines that stand there twice.
    pub(super) repeated_lines: usize,
    /// What is in orders and is no product.
    pub(super) fees: Vec<String>,
    /// A product without a page that goes with presents.
    pub(super) wrapping: String,
    /// How much a crawler looks at, within an hour.
    pub(super) crawler_views: usize,
}

impl Plan {
    /// The plan that lies beside a catalogue, if one does.
    pub(in crate::shop) fn beside(catalogue: &Path) -> Result<Option<Plan>> {
        let Some(path) = beside(catalogue, "trade.json") else { return Ok(None) };
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).map(Some).with_context(|| format!("reading {}", path.display()))
    }
}
