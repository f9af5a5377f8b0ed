//! The hash FNV-1a: a text's number, which is the same on every machine and in every version.

/// The number of no byte at all.
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The number of what a number stands for with these bytes behind it.
pub(crate) fn with(hash: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{START, with};

    #[test]
    fn the_numbers_are_those_that_the_hash_is_published_with() {
        assert_eq!(with(START, *b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(with(START, *b"foobar"), 0x8594_4171_f739_67e8);
    }
}
