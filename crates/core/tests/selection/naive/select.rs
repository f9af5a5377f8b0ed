//! Selection (reference, sections 1.2, 1.5, 3.3, 5.4 and decisions 1 to 11), step by step, in order of priority and id.

use super::conditions::Matched;
use super::{list, text, texts, truth};
use crate::generate::{Shop, Visit};
use serde_json::Value;

/// A shop and a visit.
#[derive(Clone, Copy)]
pub(crate) struct Naive<'a> {
    pub(crate) shop: &'a Value,
    pub(crate) visit: &'a Visit,
}

/// A card: its SKU, and the kind, the rule and the anchor that brought it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct NaiveCard {
    pub(crate) sku: String,
    pub(crate) kind: &'static str,
    pub(crate) rule: String,
    pub(crate) anchor: String,
}

/// A rule that speaks, and the anchors that it matches, each with its number.
pub(crate) type Speaking<'a> = (&'a Value, Vec<(usize, &'a Value)>);

impl<'a> Naive<'a> {
    pub(crate) fn of(Shop(shop): &'a Shop, visit: &'a Visit) -> Naive<'a> {
        Naive { shop, visit }
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.shop["logic"] == "plain"
    }

    pub(crate) fn group(&self) -> Option<&str> {
        self.visit.group.as_deref()
    }

    /// The declared type of an attribute; `-` where there is none.
    pub(crate) fn kind(&self, attribute: &str) -> &str {
        self.shop["attribute-types"][attribute].as_str().unwrap_or("-")
    }

    pub(crate) fn products(&self) -> &'a [Value] {
        list(&self.shop["products"])
    }

    /// The product of that SKU; else the first that has it as a variant.
    fn product(&self, sku: &str) -> Option<&'a Value> {
        let own = self.products().iter().find(|product| text(&product["sku"]) == sku);
        own.or_else(|| self.products().iter().find(|product| texts(&product["variants"]).iter().any(|own| own == sku)))
    }

    pub(crate) fn unit(&self) -> &'a Value {
        &self.shop["units"][self.visit.relation.name()]
    }

    pub(crate) fn limit(&self) -> usize {
        let default = match self.visit.relation.name() {
            "related" => 6,
            "up-sell" => 8,
            _ => 5,
        };
        let limit = self.visit.limit.map(u64::from).or_else(|| self.unit()["limit"].as_u64());
        usize::try_from(limit.unwrap_or(default)).unwrap_or(usize::MAX)
    }

    pub(crate) fn anchors(&self) -> Vec<&'a Value> {
        let skus: Vec<&String> = match self.visit.relation.name() {
            "cross-sell" => self.visit.cart.iter().collect(),
            _ => self.visit.viewed.iter().collect(),
        };
        let mut anchors: Vec<&Value> = Vec::new();
        for product in skus.into_iter().filter_map(|sku| self.product(sku)) {
            if !anchors.iter().any(|anchor| anchor["sku"] == product["sku"]) {
                anchors.push(product);
            }
        }
        anchors
    }

    /// Whether a product can be bought, by the feed and by what the page knows.
    pub(crate) fn is_in_stock(&self, product: &Value) -> bool {
        truth(product, "in-stock", true) && !self.visit.sold_out.iter().any(|sku| sku == text(&product["sku"]))
    }

    /// Whether a product may show on account of an anchor.
    pub(crate) fn may_show(&self, product: &Value, anchor: &Value) -> bool {
        let sku = text(&product["sku"]);
        let variants = texts(&product["variants"]);
        let is_among = |skus: &[String]| skus.iter().any(|known| known == sku || variants.contains(known));
        truth(product, "visible", true)
            && (self.is_in_stock(product) || truth(self.shop, "show-out-of-stock", false))
            && !self.is_about(product)
            && (truth(self.unit(), "show-repeated", false) || !is_among(&self.visit.shown))
            && (truth(self.unit(), "show-bought", false) || !is_among(&self.visit.bought))
            && self.passes_filters(product, anchor)
    }

    /// Whether a product is what the unit is about: the viewed one or one in the cart, its parent or its variant.
    pub(crate) fn is_about(&self, product: &Value) -> bool {
        let sku = text(&product["sku"]);
        let variants = texts(&product["variants"]);
        let named = match self.visit.relation.name() {
            "cross-sell" => self.visit.cart.clone(),
            _ => self.visit.viewed.iter().cloned().collect(),
        };
        let is_named = named.iter().any(|named| named == sku || variants.contains(named));
        is_named
            || self.anchors().iter().any(|anchor| {
                texts(&anchor["variants"]).iter().any(|variant| variant == sku)
                    || variants.contains(&text(&anchor["sku"]).into())
            })
    }

    /// All of `include`, none of `exclude`; nothing where they need a price that the anchor lacks.
    pub(crate) fn passes_filters(&self, product: &Value, anchor: &Value) -> bool {
        let [include, exclude] = ["include", "exclude"].map(|key| list(&self.unit()[key]));
        let is_relative =
            include.iter().chain(exclude).any(|filter| filter.to_string().contains(r#""matched":"price""#));
        if is_relative && super::values::price(anchor, self.group()).is_none() {
            return false;
        }
        let matched = Matched { product: anchor, products_to_match: &Value::Null };
        let accepts = |filter: &Value| self.accepts(filter, product, matched);
        include.iter().all(accepts) && !exclude.iter().any(accepts)
    }

    /// The rules that have something to say here, by priority.
    pub(crate) fn speaking(&self) -> Vec<Speaking<'a>> {
        let mut rules: Vec<&Value> = list(&self.shop["rules"]).iter().collect();
        rules.sort_by_key(|rule| rule["priority"].as_u64().unwrap_or(1));
        rules.retain(|rule| self.speaks(rule));
        let anchors = self.anchors();
        let matched = |rule: &'a Value| -> Speaking<'a> {
            let matches = |(_, anchor): &(usize, &Value)| self.matches(rule, anchor);
            (rule, anchors.iter().copied().enumerate().filter(matches).collect())
        };
        rules.into_iter().map(matched).filter(|(_, anchors)| !anchors.is_empty()).collect()
    }

    fn speaks(&self, rule: &Value) -> bool {
        let in_dates = match (&self.visit.today, rule["from"].as_str(), rule["to"].as_str()) {
            (_, None, None) => true,
            (None, ..) => false,
            (Some(today), from, to) => {
                from.is_none_or(|from| from <= today.as_str()) && to.is_none_or(|to| today.as_str() <= to)
            }
        };
        let segments = texts(&rule["segments"]);
        let in_segment = segments.is_empty() || segments.iter().any(|segment| self.visit.segments.contains(segment));
        rule["relation"] == self.visit.relation.name() && truth(rule, "active", true) && in_dates && in_segment
    }

    /// Whether a rule is about a product.
    pub(crate) fn matches(&self, rule: &Value, anchor: &Value) -> bool {
        self.accepts(&rule["match"], anchor, matched_by(rule, anchor))
    }

    /// Whether a rule would show a product on account of an anchor that it matches, if nothing else stood in the way.
    pub(crate) fn displays(&self, rule: &Value, product: &Value, anchor: &Value) -> bool {
        self.accepts(&rule["display"], product, matched_by(rule, anchor))
    }

    /// The cards, in order of priority and then of the feed.
    pub(crate) fn select(&self) -> Vec<NaiveCard> {
        let mut cards: Vec<NaiveCard> = Vec::new();
        let show = text(&self.unit()["show"]);
        if !truth(self.unit(), "active", true) {
            return cards;
        }
        if show != "rules" {
            self.add_links(&mut cards);
            if self.visit.relation.name() == "up-sell" {
                self.add_bundles(&mut cards);
            }
        }
        if show != "selected" {
            let brought = self.brought(&cards);
            cards.extend(brought);
        }
        cards.truncate(self.limit());
        cards
    }

    /// The last added product's links by position, then all the others' by position.
    fn add_links(&self, cards: &mut Vec<NaiveCard>) {
        let anchors = self.anchors();
        let (first, others) = anchors.split_at(anchors.len().min(1));
        for anchors in [first, others] {
            let mut links: Vec<(u64, &Value, &str)> = Vec::new();
            for anchor in anchors {
                for (place, link) in (1..).zip(list(&anchor[self.visit.relation.name()])) {
                    let sku = link.as_str().unwrap_or(text(&link["sku"]));
                    links.push((link["position"].as_u64().unwrap_or(place), anchor, sku));
                }
            }
            links.sort_by_key(|(position, ..)| *position);
            for (_, anchor, sku) in links {
                if let Some(product) = self.product(sku) {
                    self.add(cards, product, anchor, "link", "");
                }
            }
        }
    }

    /// Bundles that contain the viewed product, behind the links.
    fn add_bundles(&self, cards: &mut Vec<NaiveCard>) {
        let Some(viewed) = self.anchors().first().copied() else { return };
        let mut own = texts(&viewed["variants"]);
        own.push(text(&viewed["sku"]).into());
        let n_links = cards.len();
        for bundle in self.products().iter().filter(|product| product["type"] == "bundle") {
            let n_bundles = (cards.len() - n_links) as u64;
            let has_room = self.unit()["bundles"].as_u64().is_none_or(|most| n_bundles < most);
            if has_room && texts(&bundle["contains"]).iter().any(|sku| own.contains(sku)) {
                self.add(cards, bundle, viewed, "bundle", "");
            }
        }
    }

    fn add(&self, cards: &mut Vec<NaiveCard>, product: &Value, anchor: &Value, kind: &'static str, rule: &str) {
        let sku = text(&product["sku"]);
        if self.may_show(product, anchor) && !cards.iter().any(|card| card.sku == sku) {
            cards.push(NaiveCard { sku: sku.into(), kind, rule: rule.into(), anchor: text(&anchor["sku"]).into() });
        }
    }

    /// What the rules bring: each at most its limit, all at most the real limit; then in order.
    fn brought(&self, cards: &[NaiveCard]) -> Vec<NaiveCard> {
        let speaking = self.speaking();
        let limit_of = |rule: &Value| rule["limit"].as_u64().unwrap_or(20) as usize;
        let real_limit = self.limit() + speaking.iter().map(|(rule, _)| limit_of(rule)).max().unwrap_or(0);
        // What shows already counts as taken; the cards of the pool come behind it.
        let mut taken: Vec<NaiveCard> = cards.iter().take(self.limit()).cloned().collect();
        let mut pool: Vec<(u64, usize, usize, NaiveCard)> = Vec::new();
        for (rule, anchors) in speaking {
            let mut brought = Vec::new();
            for (anchor_number, anchor) in anchors {
                for (place, product) in self.products().iter().enumerate() {
                    let n_taken = taken.len();
                    if brought.len() < limit_of(rule) && self.displays(rule, product, anchor) {
                        self.add(&mut taken, product, anchor, "rule", text(&rule["name"]));
                    }
                    if taken.len() > n_taken {
                        let priority = rule["priority"].as_u64().unwrap_or(1);
                        brought.push((priority, anchor_number, place, taken[n_taken].clone()));
                    }
                }
            }
            pool.extend(brought);
        }
        pool.truncate(real_limit);
        pool.sort_by_key(|(priority, anchor, place, _)| (*priority, *anchor, *place));
        pool.into_iter().map(|(.., card)| card).collect()
    }
}

fn matched_by<'a>(rule: &'a Value, anchor: &'a Value) -> Matched<'a> {
    Matched { product: anchor, products_to_match: &rule["match"] }
}
