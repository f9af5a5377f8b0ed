//! Numbers made of texts, always the same ones: SKUs are spread by them over files and circles.

/// Where a number begins before it has heard a text: FNV-1a's.
pub(crate) const START: u32 = 0x811c_9dc5;

/// The number after one more text: FNV-1a.
pub(crate) fn fold(hash: u32, text: &str) -> u32 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Makes close numbers lie far apart: the finisher of Murmur's hash.
pub(crate) fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// The number of a SKU. The loader computes the same one in JavaScript (`embed/kindred.js`).
pub fn of_sku(sku: &str) -> u32 {
    finish(fold(START, sku))
}

#[cfg(test)]
mod tests {
    use super::of_sku;

    #[test]
    fn numbers_never_change_since_published_files_are_named_by_them() {
        assert_eq!(["", "MUG-1", "24-MB01", "Tasse-ä"].map(of_sku), [2872998923, 3027233790, 714385422, 3993430316]);
    }
}
