//! From a product of the feed to the finished texts of its card.

use crate::offer::Offer;
use crate::view::{CardText, Stock};
use crate::words::{Counting, Words};
use kindred_core::price::Price;
use kindred_core::product::Product;
use kindred_core::rating::Rating;
use kindred_core::url::{Purpose, safe};
use std::rc::Rc;

/// The words of a card, and how numbers among them are written: by the browser, or on the command line.
pub struct Speech<'a> {
    /// The words.
    pub words: Rc<Words>,
    /// An amount of the feed's currency; nothing where nobody could read it.
    pub price: &'a dyn Fn(Price) -> Option<String>,
    /// A number in a language.
    pub number: fn(language: &str, n: f64) -> String,
    /// How many of something.
    pub count: Counting,
}

/// What the view shows of a product and its offer. Addresses that could run are left out, and so are prices
/// nobody can read.
pub fn card_text(product: &Product, offer: &Offer, speech: &Speech<'_>) -> CardText {
    let Speech { words, price: write, .. } = speech;
    let Offer { price, price_to, reduced_from, in_stock, is_addable } = *offer;
    let is_range = price_to.is_some();
    let text = price.and_then(write);
    let discount = price.zip(reduced_from).and_then(|(now, was)| discount(now, was));
    CardText {
        sku: product.sku.clone(),
        name: product.name.clone(),
        url: safe(&product.url, Purpose::Link).map(String::from),
        image: safe(&product.image, Purpose::Picture).map(String::from),
        image_2: safe(&product.image_2, Purpose::Picture).map(String::from),
        price: if is_range { text.map(|text| words.fill("from", &[("price", &text)])) } else { text },
        regular_price: reduced_from.and_then(write),
        discount: discount
            .map(|percent| words.fill("discount", &[("percent", &(speech.number)(words.language(), percent))])),
        badges: product.badges.clone(),
        rating: product.rating.map(|rating| (rating.tenths(), heard_rating(rating, product.reviews, speech))),
        reviews: (product.reviews > 0).then(|| (speech.number)(words.language(), product.reviews.into())),
        stock: match (in_stock, product.low_stock) {
            (false, _) => Stock::Out,
            (true, true) => Stock::Low,
            (true, false) => Stock::Enough,
        },
        options: (product.options > 1).then(|| words.count("options", product.options, speech.count)),
        is_choosable: in_stock && !is_addable,
        is_this: false,
        amount: price.map_or(0, Price::ten_thousandths).saturating_mul(product.min_quantity.into()),
        is_addable,
        min_quantity: product.min_quantity,
        words: words.clone(),
    }
}

/// Five stars, in tenths.
const BEST: u8 = 50;

/// What is read in place of stars.
fn heard_rating(rating: Rating, n_reviews: u32, speech: &Speech<'_>) -> String {
    let words = &speech.words;
    let written = |tenths: u8| (speech.number)(words.language(), f64::from(tenths) / 10.0);
    let heard = words.fill("rating", &[("rating", &written(rating.tenths())), ("best", &written(BEST))]);
    if n_reviews == 0 {
        return heard;
    }
    words.fill("rated", &[("rating", &heard), ("reviews", &words.count("reviews", n_reviews, speech.count))])
}

/// By how many whole per cent a price was reduced; never more than it was, and nothing below one.
fn discount(now: Price, was: Price) -> Option<f64> {
    let [now, was] = [now, was].map(Price::ten_thousandths);
    let percent = (was - now).saturating_mul(100).checked_div(was)?;
    (percent > 0).then_some(percent as f64)
}
