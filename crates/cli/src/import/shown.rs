//! Addresses that a page will show. They come from outside, so one that could do harm is left out.

use crate::catalogue::{Item, UrlKey};
use crate::diagnostic::Reason;
use kindred_core::url::{Purpose, safe};

/// Gives the item the address of its page.
pub(crate) fn set_link(item: &mut Item, link: &str) -> Result<(), Reason> {
    match safe(link, Purpose::Link) {
        Some(link) => item.url = link.to_owned(),
        None if link.is_empty() => {}
        None => {
            item.url_key = UrlKey::Refused;
            return Err(harmful(link));
        }
    }
    Ok(())
}

/// Gives the item one more picture, if it has not got it.
pub(crate) fn add_picture(item: &mut Item, picture: &str) -> Result<(), Reason> {
    match safe(picture, Purpose::Picture) {
        Some(picture) if item.images.iter().all(|known| known != picture) => item.images.push(picture.to_owned()),
        Some(_) => {}
        None if picture.is_empty() => {}
        None => return Err(harmful(picture)),
    }
    Ok(())
}

fn harmful(found: &str) -> Reason {
    let expected = "an address that begins with http, https or a path";
    Reason::Unexpected { expected, found: found.to_owned() }
}
