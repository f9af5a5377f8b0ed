//! A trace as a tree for people.

use super::{Finding, Rejection, Source, Trace, TracedRule};
use crate::feed::{Rotation, Show};
use crate::recommend::Type;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// How many SKUs stand for all that the same thing stopped.
const N_EXAMPLES: usize = 6;

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_head(f)?;
        let n_cards = self.cards.len();
        writeln!(f, "\n{n_cards} {}", if n_cards == 1 { "card" } else { "cards" })?;
        for (number, card) in (1..).zip(&self.cards) {
            writeln!(f, "  {number}. {}  {}", card.sku, card.name)?;
            writeln!(f, "     {}", card.source)?;
            card.conditions.iter().try_for_each(|finding| finding.write(f, 3))?;
        }
        if !self.rules.is_empty() {
            writeln!(f, "\nRules")?;
        }
        self.rules.iter().try_for_each(|rule| rule.fmt(f))?;
        self.write_rejected(f)
    }
}

impl Trace {
    fn write_head(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title())?;
        f.write_str("  ")?;
        f.write_str(&self.settings())?;
        f.write_str("\n")
    }

    /// What the unit is about: `related for MUG-1`.
    pub fn title(&self) -> String {
        let about = if self.anchors.is_empty() { "nothing".into() } else { self.anchors.join(", ") };
        [&self.relation, " for ", &about].concat()
    }

    /// How the unit is set.
    pub fn settings(&self) -> String {
        if !self.active {
            return "the unit is switched off".into();
        }
        if let Some(kind) = self.recommends {
            return alloc::format!("at most {}; {}", self.limit, kind.name());
        }
        let show = match self.show {
            Show::Both => "chosen products, then those of rules",
            Show::Selected => "chosen products only",
            Show::Rules => "products of rules only",
        };
        let rotation = match self.rotation {
            Rotation::PriorityThenId => "by priority, then in the order of the feed",
            Rotation::PriorityThenRandom => "by priority, then by chance",
            Rotation::WeightedRandom => "by chance, a higher priority being likelier",
        };
        alloc::format!("at most {}; {show}; {rotation}", self.limit)
    }

    fn write_rejected(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = self.not_shown();
        if !groups.is_empty() {
            writeln!(f, "\nNot shown")?;
        }
        let mut last = None;
        for group in &groups {
            if last != Some(&group.source) {
                writeln!(f, "  {}", group.source)?;
                last = Some(&group.source);
            }
            writeln!(f, "    {group}")?;
        }
        Ok(())
    }

    /// How many products something could have brought, and do not show.
    pub fn n_not_shown(&self) -> usize {
        let is_shown = |sku: &str| self.cards.iter().any(|card| card.sku == sku);
        let skus: BTreeSet<&str> = self.rejected.iter().map(|rejection| rejection.sku.as_str()).collect();
        skus.into_iter().filter(|sku| !is_shown(sku)).count()
    }

    /// What does not show, by what would have brought it and what stopped it.
    pub fn not_shown(&self) -> Vec<NotShown> {
        let mut groups: Vec<NotShown> = Vec::new();
        for rejection in &self.rejected {
            let (source, why) = (rejection.source.group(), rejection.why_in_full());
            let known = groups.iter_mut().find(|known| known.source == source && known.why == why);
            let group = match known {
                Some(group) => group,
                None => {
                    // Beside what the same source would have brought.
                    let behind = groups.iter().rposition(|known| known.source == source);
                    let place = behind.map_or(groups.len(), |place| place + 1);
                    groups.insert(place, NotShown { source, why, n_products: 0, examples: Vec::new() });
                    let Some(group) = groups.get_mut(place) else { continue };
                    group
                }
            };
            group.n_products += 1;
            if group.examples.len() < N_EXAMPLES {
                group.examples.push(rejection.example());
            }
        }
        groups
    }
}

/// Products that the same thing stopped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotShown {
    /// What would have brought them.
    pub source: String,
    /// What stopped them.
    pub why: String,
    /// How many they are.
    pub n_products: usize,
    /// Some of them, with what the condition found.
    pub examples: Vec<String>,
}

impl fmt::Display for NotShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x {}: {}", self.n_products, self.why, self.examples.join(", "))?;
        match self.n_products.saturating_sub(self.examples.len()) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

impl Rejection {
    /// What stopped it; the condition, if it was one.
    pub fn why_in_full(&self) -> String {
        match &self.condition {
            Some(finding) => [&self.why, ": ", &finding.in_full()].concat(),
            None => self.why.clone(),
        }
    }

    fn example(&self) -> String {
        match self.condition.as_ref().filter(|finding| finding.parts.is_empty()) {
            Some(finding) => {
                alloc::format!("{} ({})", self.sku, finding.found.as_deref().unwrap_or("says nothing"))
            }
            None => self.sku.clone(),
        }
    }
}

impl Source {
    fn group(&self) -> String {
        match self {
            Source::Link { .. } => "linked".into(),
            Source::Bundle { .. } => "bundles".into(),
            Source::List { list, .. } => [list.name(), " lists"].concat(),
            source => source.to_string(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Link { from, position } => write!(f, "linked from {from}, position {position}"),
            Source::Bundle { part } => write!(f, "a bundle that contains {part}"),
            Source::Rule { rule, matched } => write!(f, "rule \"{rule}\", which matches {matched}"),
            // It has no lists of its own, but takes those that other types have.
            Source::List { list: Type::JustForYou, from: Some(from) } => write!(f, "just-for-you by a list of {from}"),
            Source::List { list, from: Some(from) } => write!(f, "{} list of {from}", list.name()),
            Source::List { list, from: None } => write!(f, "{} list of the shop", list.name()),
            Source::History => f.write_str("viewed before"),
            Source::Backup => f.write_str("backup: one of the most viewed"),
        }
    }
}

impl fmt::Display for TracedRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {} \"{}\" ", self.priority, self.rule)?;
        match (self.silent, self.matched.as_slice(), self.not_matched.first()) {
            (Some(why), ..) => writeln!(f, "is silent: {why}"),
            (None, [], Some(not_matched)) => {
                writeln!(f, "does not match {}", not_matched.sku)?;
                not_matched.condition.write(f, 2)
            }
            (None, [], None) => writeln!(f, "has nothing to match"),
            (None, matched, _) => writeln!(f, "matches {}", matched.join(", ")),
        }
    }
}

impl Finding {
    /// The condition, with what it asks of its parts.
    fn in_full(&self) -> String {
        if self.parts.is_empty() {
            return self.condition.clone();
        }
        let parts: Vec<String> = self.parts.iter().map(Finding::in_full).collect();
        alloc::format!("{} ({})", self.condition, parts.join("; "))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        for _ in 0..depth {
            f.write_str("  ")?;
        }
        writeln!(f, " {self}")?;
        self.parts.iter().try_for_each(|part| part.write(f, depth + 1))
    }
}

/// One line, without the parts.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.holds { "yes" } else { "no" };
        write!(f, "{mark:<3} {}", self.condition)?;
        if !self.parts.is_empty() {
            return Ok(());
        }
        write!(f, ": {}", self.found.as_deref().unwrap_or("nothing"))?;
        match &self.against {
            Some(against) => write!(f, ", against {against}"),
            None => Ok(()),
        }
    }
}
