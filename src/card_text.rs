//! From a product of the feed to the finished texts of its card.

use crate::browser::count::{count, number};
use crate::browser::money::Money;
use crate::offer::Offer;
use crate::view::{CardText, Stock};
use crate::words::Words;
use kindred_core::price::Price;
use kindred_core::product::Product;
use kindred_core::rating::Rating;
use kindred_core::url::{Purpose, safe};
use std::rc::Rc;

/// What the view shows of a product and its offer. Addresses that could run are left out, and so are prices
/// nobody can read.
pub(crate) fn card_text(product: &Product, offer: &Offer, money: &Money, words: &Rc<Words>) -> CardText {
    let Offer { price, price_to, reduced_from, in_stock, is_addable } = *offer;
    let is_range = price_to.is_some();
    let text = price.and_then(|price| money.write(price));
    let discount = price.zip(reduced_from).and_then(|(now, was)| discount(now, was));
    CardText {
        sku: product.sku.clone(),
        name: product.name.clone(),
        url: safe(&product.url, Purpose::Link).map(String::from),
        image: safe(&product.image, Purpose::Picture).map(String::from),
        image_2: safe(&product.image_2, Purpose::Picture).map(String::from),
        price: if is_range { text.map(|text| words.fill("from", &[("price", &text)])) } else { text },
        regular_price: reduced_from.and_then(|price| money.write(price)),
        discount: discount.map(|percent| words.fill("discount", &[("percent", &number(words.language(), percent))])),
        badges: product.badges.clone(),
        rating: product.rating.map(|rating| (rating.tenths(), heard_rating(rating, product.reviews, words))),
        reviews: (product.reviews > 0).then(|| number(words.language(), product.reviews.into())),
        stock: match (in_stock, product.low_stock) {
            (false, _) => Stock::Out,
            (true, true) => Stock::Low,
            (true, false) => Stock::Enough,
        },
        options: (product.options > 1).then(|| words.count("options", product.options, count)),
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
fn heard_rating(rating: Rating, n_reviews: u32, words: &Words) -> String {
    let written = |tenths: u8| number(words.language(), f64::from(tenths) / 10.0);
    let heard = words.fill("rating", &[("rating", &written(rating.tenths())), ("best", &written(BEST))]);
    if n_reviews == 0 {
        return heard;
    }
    words.fill("rated", &[("rating", &heard), ("reviews", &words.count("reviews", n_reviews, count))])
}

/// By how many whole per cent a price was reduced; never more than it was, and nothing below one.
fn discount(now: Price, was: Price) -> Option<f64> {
    let [now, was] = [now, was].map(Price::ten_thousandths);
    let percent = (was - now).saturating_mul(100).checked_div(was)?;
    (percent > 0).then_some(percent as f64)
}
