//! The evaluation as a table.

use super::{Evaluation, MethodEvaluation, TypeEvaluation};
use crate::learn::account::day;
use crate::report::grouped;
use std::fmt;

impl fmt::Display for Evaluation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Evaluation { split, end, n_learned, n_held_out, types, .. } = self;
        let (learned, held_out) = (grouped(*n_learned), grouped(*n_held_out));
        writeln!(out, "Learned from {learned} events up to {}, and asked about {held_out}", day(split - 1))?;
        writeln!(out, "from {} to {}, which the lists know nothing of.", day(*split), day(end - 1))?;
        types.iter().try_for_each(|evaluated| write!(out, "\n{evaluated}"))
    }
}

impl fmt::Display for TypeEvaluation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (baskets, pages) = (grouped(self.n_baskets), grouped(self.n_pages));
        writeln!(out, "{}: {baskets} baskets, {pages} pages", self.list)?;
        writeln!(out, "{}", self.protocol)?;
        let names = ["at", "hit rate", "by page", "recall", "MRR", "coverage", "popularity"];
        write!(out, "  {:<18}", "")?;
        names.iter().try_for_each(|name| write!(out, "{name:>11}"))?;
        writeln!(out)?;
        self.methods.iter().try_for_each(|method| write!(out, "{method}"))
    }
}

impl fmt::Display for MethodEvaluation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for at in &self.at {
            write!(out, "  {:<18}{:>11}", self.method, at.at)?;
            let shares = [at.hit_rate, at.hit_rate_by_page, at.recall, at.mrr, at.coverage, at.popularity];
            shares.iter().try_for_each(|share| write!(out, "{share:>11.3}"))?;
            writeln!(out)?;
        }
        Ok(())
    }
}
