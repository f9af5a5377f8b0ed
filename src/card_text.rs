//! From a product of the feed to the finished texts of its card.

use crate::offer::Offer;
use crate::view::{CardText, says};
use crate::words::{Counting, Words};
use kindred_core::price::Price;
use kindred_core::product::Product;
use kindred_core::rating::Rating;
use kindred_core::text::digits;
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
    let text = price.and_then(write);
    let discount = price.zip(reduced_from).and_then(|(now, was)| discount(now, was));
    let number = |n| (speech.number)(words.language(), n);
    let address = |address, purpose| safe(address, purpose).map(String::from);
    let stock = match (in_stock, product.low_stock) {
        (false, _) => Some(says::OUT_OF_STOCK),
        (true, true) => Some(says::LOW_STOCK),
        (true, false) => None,
    };
    let mut fields = Vec::new();
    let mut says = |name, text: Option<String>| fields.extend(text.map(|text| (name, text)));
    says(says::NAME, Some(product.name.clone()));
    says(says::URL, address(&product.url, Purpose::Link));
    says(says::IMAGE, address(&product.image, Purpose::Picture));
    says(says::IMAGE_2, address(&product.image_2, Purpose::Picture));
    says(says::PRICE, if price_to.is_some() { text.map(|text| words.fill("from", &[("price", &text)])) } else { text });
    says(says::REGULAR_PRICE, reduced_from.and_then(write));
    says(says::DISCOUNT, discount.map(|percent| words.fill("discount", &[("percent", &number(percent))])));
    product.badges.iter().for_each(|badge| says(says::BADGE, Some(badge.clone())));
    says(says::RATING, product.rating.map(|rating| heard_rating(rating, product.reviews, speech)));
    says(says::STARS, product.rating.map(|rating| digits(rating.tenths().into())));
    says(says::REVIEWS, (product.reviews > 0).then(|| number(product.reviews.into())));
    says(stock.unwrap_or_default(), stock.map(|key| words.text(key)));
    says(says::OPTIONS, (product.options > 1).then(|| words.count("options", product.options, speech.count)));
    says(says::ADDABLE, is_addable.then(|| YES.into()));
    says(says::CHOOSABLE, (in_stock && !is_addable).then(|| YES.into()));
    CardText {
        sku: product.sku.clone(),
        fields,
        is_this: false,
        amount: price.map_or(0, Price::ten_thousandths).saturating_mul(product.min_quantity.into()),
        words: words.clone(),
    }
}

/// What a card says where there is only a yes.
const YES: &str = "true";

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
