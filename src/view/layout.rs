//! How the cards of a unit lie.

/// How the cards of a unit lie.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Layout {
    /// Side by side; they scroll where they do not fit.
    #[default]
    Carousel,
    /// In rows of as many as fit.
    Grid,
    /// One below the other, picture beside text; side by side where there is much room.
    List,
    /// The viewed product and what goes with it, with a price for all that is ticked and one button.
    Bundle,
}

impl Layout {
    const ALL: [(&'static str, Layout); 4] =
        [("carousel", Layout::Carousel), ("grid", Layout::Grid), ("list", Layout::List), ("bundle", Layout::Bundle)];

    /// The layout of that name; a carousel where there is none.
    pub fn named(name: &str) -> Layout {
        Layout::ALL.into_iter().find(|(known, _)| *known == name).map_or(Layout::Carousel, |(_, layout)| layout)
    }

    /// The layout's word in attributes.
    pub fn name(self) -> &'static str {
        Layout::ALL.into_iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// Whether cards that do not fit are scrolled to.
    pub fn scrolls(self) -> bool {
        matches!(self, Layout::Carousel | Layout::Bundle)
    }
}
