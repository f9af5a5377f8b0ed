//! What each list is made of: the one place that the counting here and the SQL for a warehouse take their numbers from.

use super::list_type::ListType;
use crate::learn::log::Deed;

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;
/// Seconds of an hour.
pub(crate) const HOUR: i64 = 3_600;

/// How far back a list looks, and how fast it forgets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recency {
    /// Whole days before the end.
    pub window_days: u32,
    /// After so many days something counts half; 0: it counts the same until the window ends.
    pub half_life_days: u32,
}

/// Which products are taken together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Together {
    /// Those of one basket: an order, or a session.
    Basket,
    /// What a visitor looked at in so many days before an order, with what is in the order.
    Before {
        /// Days.
        days: u32,
    },
}

/// What it means that two products stand close to each other in a basket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Closeness {
    /// Nothing.
    Same,
    /// Weights are divided by the fourth root of the distance.
    FourthRoot,
    /// Weights are divided by the distance.
    Inverse,
}

/// What it means that a basket has many products.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// Nothing.
    Same,
    /// Weights are divided by the root of their number.
    Root,
    /// Weights are divided by the fourth root of their number.
    FourthRoot,
}

/// What the weight of a pair is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
    /// The weight of the product on the page: which share of its baskets has the other one too.
    OfPage,
    /// The root of both weights' product: the cosine of their baskets.
    Cosine,
}

/// How a list of pairs is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PairRule {
    /// What was done with the product on the page.
    pub from: Deed,
    /// What was done with those that are recommended.
    pub to: Deed,
    /// When the two belong together.
    pub together: Together,
    /// What a product that came before the one on the page counts, in thousandths of one that came after it.
    pub backward: u32,
    /// Window and half-life.
    pub recency: Recency,
    /// Pairs further apart are not counted, so that a basket of a thousand products gives no million pairs.
    pub reach: u32,
    /// What distance means up to there.
    pub closeness: Closeness,
    /// What the size of a basket means.
    pub size: Size,
    /// What the weight of a pair is compared with.
    pub share: Share,
    /// So many baskets of today are added to those of the product on the page: few baskets say little.
    pub prior: u32,
    /// Who is bought more in this half-life than in the whole window goes up, by the root of the ratio; 0: nobody does.
    pub rise_days: u32,
    /// How many entries a product has at most.
    pub length: u32,
}

/// How a list of what most did is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CountRule {
    /// What they did.
    pub deed: Deed,
    /// Window and half-life.
    pub recency: Recency,
    /// How many entries it has at most.
    pub length: u32,
}

/// How a list of shares of sessions is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RateRule {
    /// What is done after a view.
    pub deed: Deed,
    /// The window that the session began in.
    pub window_days: u32,
    /// So many sessions with the shop's mean share are added to each product's.
    pub prior: u32,
    /// How many entries it has at most.
    pub length: u32,
}

/// How the list of what is on the rise is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TrendRule {
    /// The last hours.
    pub hours: u32,
    /// The hours that they are compared with, which they are part of.
    pub background_hours: u32,
    /// So many sessions of the last hours at least.
    pub min_sessions: u32,
    /// So many standard deviations above what was to be expected, in thousandths.
    pub min_score: u32,
    /// How many entries it has at most.
    pub length: u32,
}

/// How one list is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// Of pairs.
    Pairs(PairRule),
    /// Of counts.
    Count(CountRule),
    /// Of shares of sessions.
    Rate(RateRule),
    /// Of a rise.
    Trend(TrendRule),
}

/// How many entries a product's list has where nothing else is said: as many as a unit may show.
pub const LENGTH: u32 = 20;
/// How many the list of the shop has: units that filter it, such as the best sellers of a department, look far down.
pub const SHOP_LENGTH: u32 = 1_000;
/// Six months.
const HALF_A_YEAR: u32 = 183;
/// What was bought together a year ago is in season again.
const YEAR: u32 = 365;
const WEEK: u32 = 7;

const BOUGHT_BOUGHT: PairRule = PairRule {
    from: Deed::Purchase,
    to: Deed::Purchase,
    together: Together::Basket,
    backward: 1000,
    recency: Recency { window_days: YEAR, half_life_days: 180 },
    reach: 50,
    closeness: Closeness::FourthRoot,
    size: Size::Root,
    share: Share::OfPage,
    prior: 1,
    rise_days: 14,
    length: LENGTH,
};

impl Rule {
    /// How a list is made where the settings say nothing else.
    pub fn of(list: ListType) -> Rule {
        let count = |deed| {
            let recency = Recency { window_days: WEEK, half_life_days: 0 };
            Rule::Count(CountRule { deed, recency, length: SHOP_LENGTH })
        };
        let rate = |deed| Rule::Rate(RateRule { deed, window_days: WEEK, prior: 20, length: SHOP_LENGTH });
        match list {
            ListType::ViewedViewed => Rule::Pairs(PairRule {
                from: Deed::View,
                to: Deed::View,
                recency: Recency { window_days: HALF_A_YEAR, ..BOUGHT_BOUGHT.recency },
                ..BOUGHT_BOUGHT
            }),
            ListType::ViewedBought => Rule::Pairs(PairRule {
                from: Deed::View,
                together: Together::Before { days: 30 },
                recency: Recency { window_days: HALF_A_YEAR, ..BOUGHT_BOUGHT.recency },
                ..BOUGHT_BOUGHT
            }),
            ListType::BoughtBought => Rule::Pairs(BOUGHT_BOUGHT),
            ListType::NextItem => Rule::Pairs(PairRule {
                recency: Recency { half_life_days: 90, ..BOUGHT_BOUGHT.recency },
                reach: 10,
                closeness: Closeness::Inverse,
                backward: 500,
                size: Size::FourthRoot,
                ..BOUGHT_BOUGHT
            }),
            ListType::MostViewed => count(Deed::View),
            ListType::MostPurchased => count(Deed::Purchase),
            ListType::MostAddedToCart => count(Deed::AddToCart),
            ListType::Trending => Rule::Trend(TrendRule {
                hours: 24,
                background_hours: 72,
                min_sessions: 3,
                min_score: 1000,
                length: SHOP_LENGTH,
            }),
            ListType::ViewToPurchase => rate(Deed::Purchase),
            ListType::ViewToCart => rate(Deed::AddToCart),
        }
    }
}
