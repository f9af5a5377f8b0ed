//! The arithmetic of a carousel, apart from the page: which cards are in view, and whether there are more.

/// Lengths along the carousel, in CSS pixels, all from its inline start.
#[derive(Clone, Copy, Debug)]
pub struct Track {
    /// How far it is scrolled.
    pub scrolled: i32,
    /// The width of what can be seen.
    pub window: i32,
    /// The width of all cards together.
    pub whole: i32,
    /// How many cards there are.
    pub n_cards: i32,
}

/// What can be seen of a carousel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct View {
    /// The first card in view, from 1.
    pub first: i32,
    /// The last card in view.
    pub last: i32,
    /// Whether nothing lies before.
    pub at_start: bool,
    /// Whether nothing lies behind.
    pub at_end: bool,
}

/// What can be seen. A card counts as in view when more than half of it is, and a pixel at either end is forgiven:
/// browsers round what they report.
pub fn view(track: Track) -> View {
    let Track { scrolled, window, whole, n_cards } = track;
    let card = (whole / n_cards.max(1)).max(1);
    let nearest = |length: i32| (length + card / 2) / card;
    let first = nearest(scrolled.max(0)).min(n_cards - 1) + 1;
    let last = nearest(scrolled.max(0) + window).clamp(first, n_cards.max(1));
    View { first, last, at_start: scrolled <= 1, at_end: scrolled + window >= whole - 1 }
}

#[cfg(test)]
mod tests {
    use super::{Track, View, view};

    fn of(scrolled: i32, window: i32) -> View {
        view(Track { scrolled, window, whole: 800, n_cards: 8 })
    }

    #[test]
    fn the_ends_are_the_ends_even_a_pixel_off() {
        assert_eq!(of(0, 300), View { first: 1, last: 3, at_start: true, at_end: false });
        assert_eq!(of(1, 300), View { first: 1, last: 3, at_start: true, at_end: false });
        assert_eq!(of(499, 300), View { first: 6, last: 8, at_start: false, at_end: true });
    }

    #[test]
    fn a_card_mostly_out_of_view_does_not_count() {
        assert_eq!((of(160, 300).first, of(160, 300).last), (3, 5));
        assert_eq!((of(140, 300).first, of(140, 300).last), (2, 4));
    }

    #[test]
    fn what_fits_has_both_ends_in_view() {
        assert_eq!(of(0, 900), View { first: 1, last: 8, at_start: true, at_end: true });
    }

    #[test]
    fn an_empty_or_unlaid_track_does_not_divide_by_zero() {
        let view = view(Track { scrolled: 0, window: 0, whole: 0, n_cards: 0 });
        assert!(view.at_start && view.at_end);
    }
}
