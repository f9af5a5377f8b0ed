//! One way to put texts together: the standard library's `concat` is ready for separators of any length, which is 1 kB
//! of wasm.

use alloc::string::String;

/// The parts, one behind the other.
pub fn concat(parts: &[&str]) -> String {
    let mut whole = String::new();
    parts.iter().for_each(|part| whole.push_str(part));
    whole
}
