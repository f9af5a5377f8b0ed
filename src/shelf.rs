//! The cards of one unit on the page. A card that stays keeps its element; when the one with keyboard focus leaves,
//! focus goes to the card that takes its place.

use crate::browser::count::{count, number};
use crate::browser::dom::{HostElement, Stage};
use crate::browser::money::Money;
use crate::browser::observe::{Listener, Watch};
use crate::browser::template::OwnCard;
use crate::view::{self, Action, CardText, Frame, Layout, Mounted, MountedUnit, Way};
use crate::words::Words;
use kindred_core::paging;
use kindred_core::price::Price;
use std::rc::Rc;

/// A unit's frame and cards. The fields are dropped in order: what watches and reads before what is read.
pub(crate) struct Shelf {
    _size: Watch,
    sight: Watch,
    _listener: Listener,
    /// What each says, and how it is on the page: as ours, or as the page's own.
    cards: Vec<(CardText, Option<Mounted>, Option<OwnCard>)>,
    unit: MountedUnit,
    stage: Stage,
    way: Way,
    layout: Layout,
    money: Money,
    ticked: Vec<String>,
    frame: Frame,
}

/// What holds for all cards of a shelf.
pub(crate) struct Terms {
    /// The words around what it says.
    pub(crate) words: Rc<Words>,
    /// The heading.
    pub(crate) heading: String,
    /// What the unit says to the shopper.
    pub(crate) message: String,
    /// Whether a form takes ticked products to the cart.
    pub(crate) has_form: bool,
    /// How prices are written.
    pub(crate) money: Money,
}

impl Shelf {
    /// Puts an empty shelf into the host, in place of its fallback; `None` where the host has no shadow root.
    pub(crate) fn open(
        host: &HostElement,
        way: Way,
        layout: Layout,
        act: impl Fn(Action) + Copy + 'static,
    ) -> Option<Shelf> {
        let stage = Stage::open(host)?;
        let (frame, money) = (Frame::default(), Money::none());
        let unit = view::mount_unit(stage.element(), way, layout, &frame);
        let listener = Listener::new(stage.element().clone(), act);
        let size = Watch::size(move || act(Action::Scrolled))?;
        size.add(&stage.track()?.into());
        let sight = Watch::sight(move |skus| act(Action::Seen(skus)))?;
        let (cards, ticked) = (Vec::new(), Vec::new());
        let _size = size;
        Some(Shelf { _size, sight, _listener: listener, cards, unit, stage, way, layout, money, ticked, frame })
    }

    /// How the cards lie.
    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }

    /// Shows these cards; whether they are others than before. Ticks of cards that leave go with them; what joins a
    /// bundle is ticked.
    pub(crate) fn set(&mut self, texts: Vec<CardText>, terms: Terms) -> bool {
        let focus = self.focus();
        let changed = !self.cards.iter().map(|(text, ..)| text).eq(&texts);
        if self.layout == Layout::Bundle {
            let is_known = |sku: &String| self.cards.iter().any(|(known, ..)| known.sku == *sku);
            self.ticked.extend(texts.iter().map(|text| &text.sku).filter(|sku| !is_known(sku)).cloned());
        }
        self.money = terms.money;
        self.ticked.retain(|sku| texts.iter().any(|text| text.sku == *sku));
        self.lay(texts);
        self.lay_frame(terms.words, terms.heading, terms.message, terms.has_form);
        self.keep_focus(focus);
        changed
    }

    /// Where keyboard focus is, for whoever is about to change what is there.
    pub(crate) fn focus(&self) -> Option<u32> {
        self.stage.focus()
    }

    /// Sees to it that the focus that was there stays in the unit.
    pub(crate) fn keep_focus(&self, focus: Option<u32>) {
        if let Some(place) = focus {
            self.stage.keep_focus(place);
        }
    }

    /// Takes away the cards that leave and puts the new ones in their places; the others are not touched.
    fn lay(&mut self, texts: Vec<CardText>) {
        self.cards.retain(|(known, ..)| texts.contains(known));
        let Some(track) = self.stage.track() else { return };
        for (place, text) in texts.into_iter().enumerate() {
            if self.cards.get(place).is_some_and(|(known, ..)| *known == text) {
                continue;
            }
            self.cards.retain(|(known, ..)| *known != text);
            let own = OwnCard::mount(self.stage.host(), &track, &text);
            let ours = own.is_none().then(|| view::mount_card(&track, self.way, self.layout, &text));
            if let Some(card) = track.last_element_child() {
                self.sight.add(&card);
            }
            self.stage.move_last_card(place as u32);
            self.cards.insert(place, (text, ours, own));
        }
        self.stage.set_ticks(&self.ticked);
    }

    /// Ticks one card, or takes its tick away.
    pub(crate) fn tick(&mut self, sku: String, on: bool) {
        self.ticked.retain(|known| *known != sku);
        self.ticked.extend(on.then_some(sku));
        self.update();
    }

    /// Ticks every card that can be added; takes the ticks away where all have one.
    pub(crate) fn tick_all(&mut self) {
        let addable = self.skus_of(CardText::is_addable);
        self.set_ticks(if self.ticked.len() == addable.len() { Vec::new() } else { addable });
    }

    /// Ticks what was ticked at first: all of a bundle, else nothing.
    pub(crate) fn untick(&mut self) {
        let is_bundle = self.layout == Layout::Bundle;
        self.set_ticks(self.skus_of(|_| is_bundle));
    }

    fn skus_of(&self, test: impl Fn(&CardText) -> bool) -> Vec<String> {
        self.cards.iter().filter(|(text, ..)| test(text)).map(|(text, ..)| text.sku.clone()).collect()
    }

    fn set_ticks(&mut self, skus: Vec<String>) {
        self.ticked = skus;
        self.stage.set_ticks(&self.ticked);
        self.update();
    }

    /// The SKUs of the cards.
    pub(crate) fn skus(&self) -> impl Iterator<Item = String> {
        self.cards.iter().map(|(text, ..)| text.sku.clone())
    }

    /// The SKUs that are ticked.
    pub(crate) fn ticked(&self) -> &[String] {
        &self.ticked
    }

    /// The SKUs that the unit's form takes along, whoever submits it. A bundle has its own button for that: what is
    /// ticked before anybody has asked for it must not follow the viewed product into the cart.
    pub(crate) fn carried(&self) -> &[String] {
        if self.layout == Layout::Bundle { &[] } else { &self.ticked }
    }

    /// The SKUs that are ticked beside the viewed product, which the form has itself.
    pub(crate) fn companions(&self) -> Vec<String> {
        self.skus_of(|text| !text.is_this && self.ticked.contains(&text.sku))
    }

    /// What is ticked costs together; only in a bundle.
    fn total(&self) -> Option<String> {
        if self.layout != Layout::Bundle {
            return None;
        }
        let ticked = self.cards.iter().filter(|(text, ..)| self.ticked.contains(&text.sku));
        let sum = ticked.fold(0, |sum: i64, (text, ..)| sum.saturating_add(text.amount));
        Price::from_ten_thousandths(sum).and_then(|sum| self.money.write(sum))
    }

    /// Scrolls by what can be seen: back (-1) or on (1).
    pub(crate) fn scroll(&self, windows: i32) {
        self.stage.scroll(windows);
    }

    /// Brings the frame in step with the cards, the ticks and the scrolling.
    pub(crate) fn update(&mut self) {
        let focus = self.focus();
        let Frame { words, heading, message, has_form, .. } = &self.frame;
        self.lay_frame(words.clone(), heading.clone(), message.clone(), *has_form);
        self.keep_focus(focus);
    }

    fn lay_frame(&mut self, words: Rc<Words>, heading: String, message: String, has_form: bool) {
        let n_cards = self.cards.len();
        let seen = if self.layout.scrolls() { self.stage.measure(n_cards as i32).map(paging::view) } else { None };
        let n_ticked = self.ticked.len();
        let add_all = match self.layout {
            Layout::Bundle => words.count("bundle-add", n_ticked as u32, count),
            _ => String::new(),
        };
        let frame = Frame {
            position: seen.map_or_else(String::new, |seen| position(&words, seen, n_cards)),
            words,
            heading,
            has_form,
            n_cards,
            n_addable: self.cards.iter().filter(|(text, ..)| text.is_addable()).count(),
            n_ticked,
            total: self.total(),
            add_all,
            message,
            seen,
        };
        if frame != self.frame {
            self.unit.update(&frame);
            self.frame = frame;
        }
    }
}

/// Which of the cards can be seen, in words.
fn position(words: &Words, seen: paging::View, n_cards: usize) -> String {
    let written = |n: f64| number(words.language(), n);
    let (first, last, n) = (written(seen.first.into()), written(seen.last.into()), written(n_cards as f64));
    words.fill("position", &[("first", &first), ("last", &last), ("n", &n)])
}
