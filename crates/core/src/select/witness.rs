//! Who hears of what a selection leaves out. A page wants cards and nothing else: its witness is `()`, and the compiler
//! takes every word to it away.

use super::{Obstacle, Reason};
use crate::feed::Product;
use crate::rule::{Rule, Silence};

/// Hears of everything that stops a product or a rule.
pub(crate) trait Witness<'feed> {
    /// Whether to look at every candidate, also behind the last that can show.
    const THOROUGH: bool;

    /// Whether to hear also of the products that are no candidates: what keeps them out holds on every page.
    fn asks_for_all(&self) -> bool;

    /// A link leads to a SKU that the feed does not have.
    fn unknown(&mut self, reason: Reason<'feed>, sku: &'feed str);
    /// Something stopped a product.
    fn stopped(&mut self, reason: Reason<'feed>, product: &'feed Product, obstacle: Obstacle);
    /// A rule has nothing to say in this context.
    fn silent(&mut self, rule: &'feed Rule, silence: Silence);
    /// The rules before this one have enough to show, so it is not asked.
    fn has_enough(&mut self, rule: &'feed Rule);
    /// A rule has something to say in this context, about some products.
    fn speaks(&mut self, rule: &'feed Rule);
    /// Whether the rule that spoke last is about this anchor.
    fn asked(&mut self, rule: &'feed Rule, anchor: &'feed Product, matches: bool);
}

impl<'feed> Witness<'feed> for () {
    const THOROUGH: bool = false;

    fn asks_for_all(&self) -> bool {
        false
    }

    fn unknown(&mut self, _: Reason<'feed>, _: &'feed str) {}
    fn stopped(&mut self, _: Reason<'feed>, _: &'feed Product, _: Obstacle) {}
    fn silent(&mut self, _: &'feed Rule, _: Silence) {}
    fn has_enough(&mut self, _: &'feed Rule) {}
    fn speaks(&mut self, _: &'feed Rule) {}
    fn asked(&mut self, _: &'feed Rule, _: &'feed Product, _: bool) {}
}
