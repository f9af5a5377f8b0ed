//! Which addresses of a feed may reach the page (design, section 7): web addresses and relative ones, nothing that
//! runs.

use crate::text::cut;

/// What an address is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// The target of a link.
    Link,
    /// The source of a picture, which may also be `data:image/...`.
    Picture,
}

/// The address if it is safe to put on the page: `http:`, `https:` or relative, and `data:image/` for pictures.
///
/// Browsers drop tabs and line breaks inside a scheme and blanks before it, so an address with any control
/// character or leading blank is refused rather than cleaned.
pub fn safe(address: &str, purpose: Purpose) -> Option<&str> {
    if address.is_empty() || address.starts_with(' ') || address.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return None;
    }
    let Some((scheme, rest)) = cut(address, b':') else {
        return Some(address);
    };
    if scheme.bytes().any(|byte| matches!(byte, b'/' | b'?' | b'#')) {
        return Some(address);
    }
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    let starts_with_image = || rest.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("image/"));
    let allowed = is("http") || is("https") || (purpose == Purpose::Picture && is("data") && starts_with_image());
    allowed.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::{Purpose, safe};

    #[test]
    fn web_and_relative_addresses_pass() {
        for address in
            ["https://a.example/p?x=1:2", "HTTP://a", "/p/1", "p.html", "../a:b", "?q=a:b", "#x:y", "//cdn/p"]
        {
            assert_eq!(safe(address, Purpose::Link), Some(address));
        }
        let picture = "data:image/svg+xml,%3Csvg/%3E";
        assert_eq!(safe(picture, Purpose::Picture), Some(picture));
    }

    #[test]
    fn what_could_run_does_not() {
        for address in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "data:image/png,x",
            "blob:x",
            "file:///etc",
            "",
        ] {
            assert_eq!(safe(address, Purpose::Link), None, "{address:?}");
        }
        assert_eq!(safe("data:text/html,x", Purpose::Picture), None);
    }
}
