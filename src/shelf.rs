//! The cards of one unit on the page. A card that stays keeps its element; when the one with keyboard focus leaves,
//! focus goes to the card that takes its place.

use crate::browser::count::number;
use crate::browser::dom::{HostElement, Stage};
use crate::browser::observe::{Listener, Watch};
use crate::view::{self, Action, CardText, Frame, Mounted, MountedUnit};
use crate::words::Words;
use kindred_core::link::Relation;
use kindred_core::paging;
use std::rc::Rc;

/// A unit's frame and cards. The fields are dropped in order: what watches and reads before what is read.
pub(crate) struct Shelf {
    _size: Watch,
    sight: Watch,
    _listener: Listener,
    cards: Vec<(CardText, Mounted)>,
    unit: MountedUnit,
    stage: Stage,
    relation: Relation,
    ticked: Vec<String>,
    frame: Frame,
}

impl Shelf {
    /// Puts an empty shelf into the host, in place of its fallback; `None` where the host has no shadow root.
    pub(crate) fn open(host: &HostElement, relation: Relation, act: impl Fn(Action) + Copy + 'static) -> Option<Shelf> {
        let stage = Stage::open(host)?;
        let frame = Frame::default();
        let unit = view::mount_unit(stage.element(), relation, &frame);
        let listener = Listener::new(stage.element().clone(), act);
        let size = Watch::size(move || act(Action::Scrolled))?;
        size.add(&stage.track()?.into());
        let sight = Watch::sight(move |skus| act(Action::Seen(skus)))?;
        let (cards, ticked) = (Vec::new(), Vec::new());
        Some(Shelf { _size: size, sight, _listener: listener, cards, unit, stage, relation, ticked, frame })
    }

    /// Shows these cards; whether they are others than before. Ticks of cards that leave go with them.
    pub(crate) fn set(
        &mut self,
        texts: Vec<CardText>,
        words: Rc<Words>,
        heading: String,
        message: String,
        has_form: bool,
    ) -> bool {
        let focused = self.stage.focused_card();
        let changed = !self.cards.iter().map(|(text, _)| text).eq(&texts);
        self.ticked.retain(|sku| texts.iter().any(|text| text.sku == *sku));
        self.lay(texts);
        if let Some(place) = focused {
            self.stage.focus_card(place);
        }
        self.lay_frame(words, heading, message, has_form);
        changed
    }

    /// Takes away the cards that leave and puts the new ones in their places; the others are not touched.
    fn lay(&mut self, texts: Vec<CardText>) {
        self.cards.retain(|(known, _)| texts.contains(known));
        let Some(track) = self.stage.track() else { return };
        for (place, text) in texts.into_iter().enumerate() {
            if self.cards.get(place).is_some_and(|(known, _)| *known == text) {
                continue;
            }
            self.cards.retain(|(known, _)| *known != text);
            let card = view::mount_card(&track, self.relation, &text);
            if let Some(card) = track.last_element_child() {
                self.sight.add(&card);
            }
            self.stage.move_last_card(place as u32);
            self.cards.insert(place, (text, card));
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
        let addable = self.cards.iter().filter(|(text, _)| text.is_addable);
        let addable: Vec<String> = addable.map(|(text, _)| text.sku.clone()).collect();
        self.set_ticks(if self.ticked.len() == addable.len() { Vec::new() } else { addable });
    }

    /// Takes every tick away.
    pub(crate) fn untick(&mut self) {
        self.set_ticks(Vec::new());
    }

    fn set_ticks(&mut self, skus: Vec<String>) {
        self.ticked = skus;
        self.stage.set_ticks(&self.ticked);
        self.update();
    }

    /// The SKUs of the cards.
    pub(crate) fn skus(&self) -> impl Iterator<Item = String> {
        self.cards.iter().map(|(text, _)| text.sku.clone())
    }

    /// The SKUs that are ticked.
    pub(crate) fn ticked(&self) -> &[String] {
        &self.ticked
    }

    /// Scrolls by what can be seen: back (-1) or on (1).
    pub(crate) fn scroll(&self, windows: i32) {
        self.stage.scroll(windows);
    }

    /// Brings the frame in step with the cards, the ticks and the scrolling.
    pub(crate) fn update(&mut self) {
        let Frame { words, heading, message, has_form, .. } = &self.frame;
        self.lay_frame(words.clone(), heading.clone(), message.clone(), *has_form);
    }

    fn lay_frame(&mut self, words: Rc<Words>, heading: String, message: String, has_form: bool) {
        let n_cards = self.cards.len();
        let seen = self.stage.measure(n_cards as i32).map(paging::view);
        let frame = Frame {
            position: seen.map_or_else(String::new, |seen| position(&words, seen, n_cards)),
            words,
            heading,
            has_form,
            n_cards,
            n_addable: self.cards.iter().filter(|(text, _)| text.is_addable).count(),
            n_ticked: self.ticked.len(),
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
