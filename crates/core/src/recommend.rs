//! Recommendations: the thirteen types, and the lists that they show, which were learned before any shopper came
//! (reference, section 5.1).
//!
//! A list of a pair type belongs to a product: what is bought with it, what looks like it. A list of the other types
//! belongs to the shop, or to one of its units. What this browser remembers has no list: it comes with the context.

use crate::feed::Product;
use crate::node::{Node, Problems};
use alloc::string::String;
use alloc::vec::Vec;

/// What a unit recommends (reference, section 5.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Type {
    /// Recommended for you: from what this shopper has viewed, bought and put in the cart.
    JustForYou,
    /// What this shopper viewed last.
    RecentlyViewed,
    /// Viewed this, viewed that.
    ViewedViewed,
    /// Viewed this, bought that.
    ViewedBought,
    /// Bought this, bought that.
    BoughtBought,
    /// Similar in name, description, categories and attributes.
    MoreLikeThis,
    /// Similar to look at.
    VisualSimilarity,
    /// Viewed in the most visits.
    MostViewed,
    /// Bought most often.
    MostPurchased,
    /// Put in the cart most often.
    MostAddedToCart,
    /// Viewed more than usual.
    Trending,
    /// Bought in the largest share of the visits that viewed it.
    ViewToPurchase,
    /// Put in the cart in the largest share of the visits that viewed it.
    ViewToCart,
}

impl Type {
    /// Every type, in the order of the reference.
    pub const ALL: [Type; 13] = [
        Type::JustForYou,
        Type::RecentlyViewed,
        Type::ViewedViewed,
        Type::ViewedBought,
        Type::BoughtBought,
        Type::MoreLikeThis,
        Type::VisualSimilarity,
        Type::MostViewed,
        Type::MostPurchased,
        Type::MostAddedToCart,
        Type::Trending,
        Type::ViewToPurchase,
        Type::ViewToCart,
    ];

    /// The type's word in feeds, attributes and commands, such as `bought-bought`.
    pub const fn name(self) -> &'static str {
        match self {
            Type::JustForYou => "just-for-you",
            Type::RecentlyViewed => "recently-viewed",
            Type::ViewedViewed => "viewed-viewed",
            Type::ViewedBought => "viewed-bought",
            Type::BoughtBought => "bought-bought",
            Type::MoreLikeThis => "more-like-this",
            Type::VisualSimilarity => "visual-similarity",
            Type::MostViewed => "most-viewed",
            Type::MostPurchased => "most-purchased",
            Type::MostAddedToCart => "most-added-to-cart",
            Type::Trending => "trending",
            Type::ViewToPurchase => "view-to-purchase",
            Type::ViewToCart => "view-to-cart",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Type> {
        Type::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Whether it is about what the shopper did, and not about a product or the whole shop.
    pub fn is_personal(self) -> bool {
        matches!(self, Type::JustForYou | Type::RecentlyViewed)
    }

    /// Whether its lists belong to products: what goes with this one.
    pub fn is_of_product(self) -> bool {
        self > Type::RecentlyViewed && self < Type::MostViewed
    }

    /// Whether its one list belongs to the shop.
    pub fn is_of_shop(self) -> bool {
        self >= Type::MostViewed
    }

    /// Whether the most viewed products fill what it leaves empty (reference, sections 5.1 and 5.7).
    pub const fn has_backup(self) -> bool {
        !matches!(
            self,
            Type::RecentlyViewed
                | Type::MoreLikeThis
                | Type::VisualSimilarity
                | Type::MostViewed
                | Type::MostPurchased
                | Type::MostAddedToCart
        )
    }
}

/// The list that a cart's units of [`Type::BoughtBought`] prefer: what is put in next, in the order of buying. It is no
/// type of its own.
pub const NEXT_ITEM: &str = "next-item";

/// How many cards a unit of recommendations shows where nobody says (reference, section 5.3).
pub const DEFAULT_LIMIT: u32 = 5;

/// How many it shows at most (reference, section 5.3).
pub const MAX_LIMIT: u32 = 20;

/// How many products of a list are kept beyond those that may show: some are in the cart, or an earlier unit shows them.
pub const SPARE: usize = 3;

/// How many of the products that a shopper viewed decide what is recommended for them; and as many of those in the cart,
/// and of those bought.
pub const SOURCES: usize = 3;

/// SKUs by the name of a type, or of a unit; best first.
///
/// How strongly each belongs there is not said: with their scores, lists would weigh half as much again on every page, and
/// where several of them are added up their order tells nearly as much (docs/decisions/recommendations.md).
pub type Lists = Vec<(String, Vec<String>)>;

/// The list of that name; empty where there is none.
pub fn list_of<'a>(lists: &'a Lists, name: &str) -> &'a [String] {
    lists.iter().find(|(known, _)| known == name).map_or(&[], |(_, list)| list)
}

impl Product {
    /// Its list of that name.
    pub fn list(&self, name: &str) -> &[String] {
        list_of(&self.lists, name)
    }
}

pub(crate) fn lists(node: Option<Node>, problems: &mut Problems) -> Lists {
    let mut lists = Vec::new();
    if let Some(node) = node {
        node.members(problems).visit_rest(problems, &mut |name, node, problems| {
            lists.push((name.clone(), node.each(problems, Node::text)));
        });
    }
    lists
}

/// How much a product counts by its place in a list. Whole numbers, so that every browser and the command line reckon alike.
pub fn weight_of_place(place: usize) -> u32 {
    840 / (place as u32 + 2)
}

/// How much the list of a product counts that the shopper turned to, by how many they turned to after it: half as much as
/// the next one's, and nothing from the sixth on.
pub fn weight_of_turn(n_later: usize) -> u32 {
    [16, 8, 4, 2, 1].get(n_later).copied().unwrap_or(0)
}
