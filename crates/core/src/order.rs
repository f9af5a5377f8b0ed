//! One stable sort for all that is sorted in the page: the standard library's is copied for every type it sorts, and
//! each copy is 5 kB of wasm.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// The numbers 0 to `n - 1` in the order that `compare` gives; equals keep theirs. A merge sort from the bottom up:
/// n log n comparisons for any input.
pub(crate) fn stable(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut merged = Vec::with_capacity(n);
    let mut width = 1;
    while width < n {
        for pair in order.chunks(width * 2) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some((first_left, rest_left)), Some((first_right, rest_right))) =
                (left.split_first(), right.split_first())
            {
                if compare(*first_left, *first_right).is_le() {
                    merged.push(*first_left);
                    left = rest_left;
                } else {
                    merged.push(*first_right);
                    right = rest_right;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        core::mem::swap(&mut order, &mut merged);
        merged.clear();
        width *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::stable;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(keys in proptest::collection::vec(0u8..9, 0..70)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|index| keys[*index]);
            prop_assert_eq!(stable(keys.len(), &|a, b| keys[a].cmp(&keys[b])), expected);
        }
    }
}
