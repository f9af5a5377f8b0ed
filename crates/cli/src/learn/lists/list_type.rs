//! The lists that are learned from what shoppers did, in the order in which the lists file has them.

use kindred_core::recommend::{NEXT_ITEM, Type};

/// A type of list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ListType {
    /// Viewed this, viewed that.
    ViewedViewed,
    /// Viewed this, bought that.
    ViewedBought,
    /// Bought this, bought that.
    BoughtBought,
    /// What most sessions looked at.
    MostViewed,
    /// What most orders have.
    MostPurchased,
    /// What was put into most carts.
    MostAddedToCart,
    /// What is looked at more than it was just now.
    Trending,
    /// What is bought by most of those who look at it.
    ViewToPurchase,
    /// What is put into the cart by most of those who look at it.
    ViewToCart,
    /// What goes into the cart after these: no type of its own, but what a cart page shows for bought/bought.
    NextItem,
}

impl ListType {
    /// All of them, in the order of the lists file.
    pub const ALL: [ListType; 10] = [
        ListType::ViewedViewed,
        ListType::ViewedBought,
        ListType::BoughtBought,
        ListType::MostViewed,
        ListType::MostPurchased,
        ListType::MostAddedToCart,
        ListType::Trending,
        ListType::ViewToPurchase,
        ListType::ViewToCart,
        ListType::NextItem,
    ];

    /// What units show it, under its own name.
    fn kind(self) -> Option<Type> {
        Some(match self {
            ListType::ViewedViewed => Type::ViewedViewed,
            ListType::ViewedBought => Type::ViewedBought,
            ListType::BoughtBought => Type::BoughtBought,
            ListType::MostViewed => Type::MostViewed,
            ListType::MostPurchased => Type::MostPurchased,
            ListType::MostAddedToCart => Type::MostAddedToCart,
            ListType::Trending => Type::Trending,
            ListType::ViewToPurchase => Type::ViewToPurchase,
            ListType::ViewToCart => Type::ViewToCart,
            ListType::NextItem => return None,
        })
    }

    /// The name that files and settings have for it.
    pub fn name(self) -> &'static str {
        self.kind().map_or(NEXT_ITEM, Type::name)
    }
}
