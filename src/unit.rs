//! One unit: reads its options and the page, has the core select, and keeps what is shown in step with the outcome.

use crate::browser::count;
use crate::browser::dom::{self, HostElement, Internals};
use crate::browser::money::Money;
use crate::browser::page;
use crate::card_text::{Speech, card_text};
use crate::client::{self, Answer, Failure};
use crate::events::{self, List};
use crate::offer::Offer;
use crate::options::Options;
use crate::overlay::{self, Known};
use crate::shelf::{Shelf, Terms};
use crate::store::{self, Told, told};
use crate::view::{Action, CardText, Layout, Way};
use kindred_core::context::Context;
use kindred_core::feed::{self, Feed, Rotation, Settings};
use kindred_core::link::Relation;
use kindred_core::product::Product;
use kindred_core::select::select_for;
use kindred_core::text::{concat, texts};
use std::rc::Rc;
use std::task::{Poll, ready};

/// A unit on the page, from mount to unmount.
pub(crate) struct Unit {
    number: usize,
    host: HostElement,
    internals: Internals,
    /// None, where it recommends.
    relation: Option<Relation>,
    shown: Shown,
    list: List,
    /// The SKUs of cards that have been in sight.
    seen: Vec<String>,
    #[cfg(feature = "explain")]
    explanation: Option<crate::explain::Explanation>,
}

/// What stands in the unit's place.
enum Shown {
    /// The fallback, in the room reserved for cards.
    Waiting,
    /// Cards.
    Cards(Box<Shelf>),
    /// The fallback for good: nothing belongs here.
    Nothing,
    /// The fallback for good: something went wrong.
    Failed(Failure),
}

impl Unit {
    /// A unit that shows nothing yet; its number is the store's.
    pub(crate) fn new(number: usize, host: HostElement, internals: Internals, relation: Option<Relation>) -> Unit {
        Unit {
            number,
            host,
            internals,
            relation,
            shown: Shown::Waiting,
            list: List::default(),
            seen: Vec::new(),
            #[cfg(feature = "explain")]
            explanation: None,
        }
    }

    /// The element on the page.
    pub(crate) fn host(&self) -> &HostElement {
        &self.host
    }

    /// Adds the SKUs of the cards.
    pub(crate) fn add_shown(&self, skus: &mut Vec<String>) {
        if let Shown::Cards(shelf) = &self.shown {
            skus.extend(shelf.skus());
        }
    }

    /// Selects again and shows the outcome; `shown` are the SKUs that earlier units show.
    pub(crate) fn refresh(&mut self, shown: &[String]) {
        let options = Options::of(&self.host);
        match self.outlook(&options, shown) {
            // What stands there stays until more is known.
            Poll::Pending => {}
            Poll::Ready(Err(failure)) => self.fail(failure),
            Poll::Ready(Ok((feed, mut context))) => {
                let Some(unit) = self.settings(&options, &feed.settings) else { return };
                let may_show = || candidates(&feed, unit, &options, &context);
                let Poll::Ready(known) = overlay::known(self.number, may_show) else { return };
                context.sold_out = known.sold_out();
                self.show(&options, &feed, unit, &context, &known);
                #[cfg(feature = "explain")]
                self.explain(&feed, unit, &options, &context);
            }
        }
    }

    /// The merchant's settings for it.
    fn settings<'a>(&self, options: &Options, settings: &'a Settings) -> Option<&'a feed::Unit> {
        settings.unit_named(self.relation.map(Relation::name).or(options.name.as_deref())?)
    }

    /// The feed, and the situation to select for.
    fn outlook(&self, options: &Options, shown: &[String]) -> Answer<(Rc<Feed>, Context)> {
        // A page may still be naming its product while the feed is on its way.
        let opened = ready!(client::opened())?;
        let Some(settings) = opened.settings() else { return Poll::Pending };
        let Some(unit) = self.settings(options, settings) else {
            let name = options.name.as_deref().unwrap_or_default();
            return Poll::Ready(Err(unknown("unknown-unit", "a type of recommendation or a unit", name)));
        };
        let by_chance = unit.rotation != Rotation::PriorityThenId;
        let mut context = Context {
            today: page::today(settings.time_zone.as_deref()),
            seed: if by_chance { store::seed() } else { 0 },
            shown: shown.to_vec(),
            ..Context::new(page::lower_case)
        };
        turn_to(unit, options, &mut context)?;
        let feed = ready!(client::feed(&opened, unit, &unit.wants(options.limit, &context)))?;
        if self.relation.is_some()
            && let Some(sku) = context.viewed.as_ref().filter(|sku| feed.product(sku).is_none())
        {
            return Poll::Ready(Err(unknown("unknown-sku", "a SKU", sku)));
        }
        Poll::Ready(Ok((feed, context)))
    }

    /// What a shopper did in this unit.
    pub(crate) fn act(&mut self, action: Action) {
        let Shown::Cards(shelf) = &mut self.shown else {
            return;
        };
        match action {
            Action::Tick(sku, on) => shelf.tick(sku, on),
            Action::TickAll => shelf.tick_all(),
            Action::Untick => shelf.untick(),
            Action::Add(sku) => return self.list.tell(&self.host, events::ADD_TO_CART, &[sku]),
            // The form has the viewed product itself.
            Action::AddTicked
                if shelf.layout() == Layout::Bundle
                    && dom::submit(&self.host, &self.internals, &shelf.companions()) =>
            {
                return;
            }
            Action::AddTicked => return self.list.tell(&self.host, events::ADD_TO_CART, shelf.ticked()),
            Action::Follow(sku) => return self.list.tell(&self.host, events::CLICK, &[sku]),
            Action::Seen(mut skus) => {
                let offered = self.list.skus();
                skus.retain(|sku| offered.contains(sku) && !self.seen.contains(sku));
                if !skus.is_empty() {
                    self.seen.extend_from_slice(&skus);
                    self.list.tell(&self.host, events::VIEW, &skus);
                }
                return;
            }
            Action::Scroll(windows) => return shelf.scroll(windows),
            Action::Scrolled => return shelf.update(),
        }
        dom::set_form_value(&self.host, &self.internals, shelf.carried());
    }

    #[cfg(feature = "explain")]
    fn explain(&mut self, feed: &Feed, unit: &feed::Unit, options: &Options, context: &Context) {
        // The one before leaves first.
        self.explanation = None;
        use kindred_core::explain::Scope;
        let trace = kindred_core::explain::explain_for(feed, unit, options.limit, context, Scope::Candidates);
        self.explanation = crate::explain::Explanation::open(&self.host, &trace);
    }

    fn fail(&mut self, failure: Failure) {
        #[cfg(feature = "explain")]
        {
            self.explanation = None;
        }
        if matches!(&self.shown, Shown::Failed(known) if *known == failure) {
            return;
        }
        events::error(&self.host, &failure);
        self.show_none(Shown::Failed(failure));
    }

    fn show_none(&mut self, shown: Shown) {
        self.shown = shown;
        self.seen.clear();
        dom::release_room(&self.host);
        dom::set_form_value(&self.host, &self.internals, &[]);
    }

    fn show(&mut self, options: &Options, feed: &Feed, unit: &feed::Unit, context: &Context, known: &Known) {
        let group = context.group.as_deref();
        // What a product costs here and now: by the page's own word, else by the feed.
        let offer_of = |product: &Product| Offer::of(product, group, known.fresh(&product.sku));
        // A cart is no product that others could go with.
        let is_bundle = options.layout == Layout::Bundle && context.viewed.is_some();
        let layout = if options.layout == Layout::Bundle && !is_bundle { Layout::Carousel } else { options.layout };
        let mut cards = select_for(feed, unit, options.limit.filter(|_| !is_bundle), context);
        let has_form = dom::has_form(&self.internals);
        let mut this = None;
        if is_bundle {
            // What is in it goes into the cart by one button, for a price that is known before.
            let is_ready = |product: &Product| {
                let offer = offer_of(product);
                (offer.is_addable, offer.price.is_some())
            };
            cards.retain(|card| is_ready(card.product) == (true, true));
            cards.truncate(options.limit.unwrap_or(COMPANIONS) as usize);
            this = context.viewed.as_deref().and_then(|sku| feed.product(sku));
            this = this.filter(|this| matches!(is_ready(this), (is_addable, true) if is_addable || has_form));
        }
        if cards.is_empty() {
            return self.show_none(Shown::Nothing);
        }
        let words = store::words().under_own(options.labels.clone());
        let own = || {
            unit.heading.clone().unwrap_or_else(|| {
                words.text(&concat(&["heading-", unit.relation().map_or("recommendations", Relation::name)]))
            })
        };
        let heading = options.heading.clone().unwrap_or_else(own);
        let message = options.message.as_deref().map_or_else(String::new, |message| words.message(message));
        let money = Money::of(&words, &feed.settings);
        let write = |price| money.write(price);
        let speech = Speech { words: words.clone(), price: &write, number: count::number, count: count::count };
        let mut list = List::new(unit, &heading, &feed.settings.currency);
        let mut texts = Vec::new();
        if let Some(this) = this {
            let offer = offer_of(this);
            list.add(this, &offer, None);
            texts.push(CardText { is_this: true, ..card_text(this, &offer, &speech) });
        }
        for card in &cards {
            let offer = offer_of(card.product);
            list.add(card.product, &offer, Some(&card.reason));
            texts.push(card_text(card.product, &offer, &speech));
        }
        let mut focus = None;
        if !matches!(&self.shown, Shown::Cards(shelf) if shelf.layout() == layout) {
            if let Shown::Cards(shelf) = &self.shown {
                focus = shelf.focus();
            }
            // What stands there leaves before its successor comes.
            self.shown = Shown::Waiting;
            let number = self.number;
            match Shelf::open(&self.host, Way::of(self.relation), layout, move |action| store::act(number, action)) {
                Some(shelf) => self.shown = Shown::Cards(Box::new(shelf)),
                None => return,
            }
        }
        let Shown::Cards(shelf) = &mut self.shown else {
            return;
        };
        let changed = shelf.set(texts, Terms { words, heading, message, has_form, money });
        shelf.keep_focus(focus);
        let skus = list.skus();
        self.list = list;
        self.seen.retain(|sku| skus.contains(sku));
        dom::set_form_value(&self.host, &self.internals, shelf.carried());
        // Said once per change, so that a page that answers with another cart comes to rest.
        if changed {
            self.list.tell(&self.host, events::RENDER, &skus);
        }
    }
}

/// How many products a bundle has beside the viewed one, where nobody says.
const COMPANIONS: u32 = 3;

/// What the unit is about, and who looks at it, as far as the page says.
fn turn_to(unit: &feed::Unit, options: &Options, context: &mut Context) -> Result<(), Failure> {
    // Recommendations say what page they are for, or are about whatever the page is about.
    let (takes_product, needs_product) = match unit.relation() {
        Some(relation) => (relation != Relation::CrossSell, true),
        None => (matches!(&*unit.page, "" | "product") && options.cart.is_none(), false),
    };
    if takes_product {
        context.viewed = options.sku.clone().or_else(page::sku);
        if needs_product && context.viewed.is_none() {
            let message = "expected a product on the page, found none".into();
            return Err(Failure { code: "no-sku", message });
        }
    }
    context.cart = match &options.cart {
        Some(skus) => texts(skus, |byte| matches!(byte, b',' | b' ')),
        None => told(if unit.page == "confirmation" { Told::Order } else { Told::Cart }),
    };
    context.segments = told(Told::Segments);
    context.group = told(Told::Group).pop();
    context.bought = told(Told::Purchases);
    context.bought.append(&mut told(Told::Bought));
    context.history = told(Told::History);
    Ok(())
}

/// The SKUs of what may show: the cards, and as many again to take the place of some that are sold out.
fn candidates(feed: &Feed, unit: &feed::Unit, options: &Options, context: &Context) -> Vec<String> {
    let is_bundle = options.layout == Layout::Bundle;
    // A bundle leaves out what cannot be added, so that any of the unit's may be in it.
    let limit = options.limit.filter(|_| !is_bundle).unwrap_or(unit.limit);
    // Where chance decides, more room is not only room for more.
    let mut skus = Vec::new();
    for limit in [limit, limit.saturating_mul(2)] {
        let cards = select_for(feed, unit, Some(limit), context);
        skus.extend(cards.iter().map(|card| card.product.sku.clone()));
    }
    skus.extend(context.viewed.clone().filter(|_| is_bundle));
    skus
}

fn unknown(code: &'static str, what: &str, found: &str) -> Failure {
    Failure { code, message: concat(&["expected ", what, " of the feed, found \"", found, "\""]) }
}
