//! Medians and quartiles: on a machine that does other things too, a mean says more about those.

/// What a list of measurements says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Summary {
    /// A quarter of them are below this.
    pub(super) lower: f64,
    /// The one in the middle.
    pub(super) median: f64,
    /// A quarter of them are above this.
    pub(super) upper: f64,
}

/// The summary of at least one measurement.
pub(super) fn summary(measurements: &[f64]) -> Option<Summary> {
    let mut sorted = measurements.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let at = |quarter: usize| {
        // Between two measurements, as far as the quarter lies between their places.
        let place = quarter * last;
        let (below, rest) = (sorted[place / 4], (place % 4) as f64 / 4.0);
        below + (sorted[(place / 4 + 1).min(last)] - below) * rest
    };
    Some(Summary { lower: at(1), median: at(2), upper: at(3) })
}

/// How many times as long as `ours` `theirs` took, round by round.
pub(super) fn ratios(ours: &[f64], theirs: &[f64]) -> Vec<f64> {
    theirs.iter().zip(ours).map(|(theirs, ours)| theirs / ours).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle_and_quartiles_are_half_way_to_the_ends() {
        let summary_of = |measurements: &[f64]| summary(measurements).expect("there are some");
        assert_eq!(summary_of(&[5.0, 1.0, 2.0, 4.0, 3.0]), Summary { lower: 2.0, median: 3.0, upper: 4.0 });
        assert_eq!(summary_of(&[1.0, 2.0]), Summary { lower: 1.25, median: 1.5, upper: 1.75 });
        assert_eq!(summary_of(&[7.0]), Summary { lower: 7.0, median: 7.0, upper: 7.0 });
        assert_eq!(summary(&[]), None);
    }

    #[test]
    fn ratios_are_taken_within_a_round() {
        assert_eq!(ratios(&[1.0, 2.0], &[10.0, 30.0]), [10.0, 15.0]);
    }
}
