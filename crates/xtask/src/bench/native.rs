//! What criterion measures without a browser: it writes its estimates as JSON, and we read the medians.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use kindred_bench::feed::ROTATIONS;
use kindred_bench::shop::{N_ANCHORS, SIZES};
use serde::Deserialize;

use super::browser::N_RELATIONS;
use super::statistics::Summary;
use crate::process;

/// Where criterion keeps what it finds.
const HOME: &str = "target/criterion";

/// A selection of one unit natively, in milliseconds.
pub(super) struct Native {
    pub(super) products: usize,
    pub(super) rotation: &'static str,
    /// The median with the ends of its 95 % confidence interval.
    pub(super) milliseconds: Summary,
}

#[derive(Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    point_estimate: f64,
    confidence_interval: Interval,
}

#[derive(Deserialize)]
struct Interval {
    lower_bound: f64,
    upper_bound: f64,
}

/// Runs the benchmarks and reads what they found.
pub(super) fn measure() -> Result<Vec<Native>> {
    let home = std::path::absolute(HOME).context("finding target")?;
    let mut cargo = process::command("cargo");
    cargo.args(["bench", "--package", "kindred-bench", "--bench", "select", "--"]);
    process::run(cargo.env("CRITERION_HOME", &home))?;
    let kinds = SIZES.into_iter().flat_map(|products| ROTATIONS.map(|rotation| (products, rotation)));
    kinds.map(|(products, rotation)| read(&home, products, rotation)).collect()
}

fn read(home: &Path, products: usize, rotation: &'static str) -> Result<Native> {
    let file = home.join("select").join(rotation).join(products.to_string()).join("new/estimates.json");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let Estimates { median } = serde_json::from_str(&text).with_context(|| format!("reading {}", file.display()))?;
    Ok(Native { products, rotation, milliseconds: per_unit(&median) })
}

/// Criterion counts nanoseconds of an iteration, in which every product has all its units.
fn per_unit(median: &Estimate) -> Summary {
    let per_unit = |nanoseconds: f64| nanoseconds / 1e6 / (N_ANCHORS * N_RELATIONS) as f64;
    let Interval { lower_bound, upper_bound } = median.confidence_interval;
    Summary { lower: per_unit(lower_bound), median: per_unit(median.point_estimate), upper: per_unit(upper_bound) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_read_and_divided_among_the_units() {
        let text = r#"{"mean":{},"median":{"confidence_interval":{"confidence_level":0.95,"lower_bound":45000000.0,
            "upper_bound":180000000.0},"point_estimate":90000000.0,"standard_error":1.0}}"#;
        let estimates: Estimates = serde_json::from_str(text).expect("criterion writes it so");
        assert_eq!(per_unit(&estimates.median), Summary { lower: 0.5, median: 1.0, upper: 2.0 });
    }
}
