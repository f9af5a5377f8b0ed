//! Takes the words of panics out of the wasm.
//!
//! The page never sees them: a panic ends the wasm by a trap, and its message goes to an output that a browser does
//! not have. But the message, the place and the code that puts them together are loaded by every shopper. Functions
//! that only ever panic are emptied here to the trap itself, and what they alone used is then left out.

/// Functions of the standard library that do not return, as the start of their names without hashes.
const NEVER_RETURN: [&str; 12] = [
    "__rustc::rust_begin_unwind",
    "__rustc::rust_panic",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_already",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "std::panicking::panic_with_hook",
];

/// The wasm, as wasm-dis writes it with names, with every function that only panics emptied.
pub(super) fn emptied(wasm: &str) -> String {
    let mut text = String::with_capacity(wasm.len());
    let mut is_in_emptied = false;
    for line in wasm.lines() {
        let is_end = line == " )";
        if !is_in_emptied || is_end {
            text.push_str(line);
            text.push('\n');
        }
        if is_end {
            is_in_emptied = false;
        } else if function(line).is_some_and(|name| never_returns(&name)) {
            is_in_emptied = true;
            text.push_str("  (unreachable)\n");
        }
    }
    text
}

fn never_returns(name: &str) -> bool {
    NEVER_RETURN.iter().any(|start| name.starts_with(start))
}

/// The name of the function that begins in this line, without hashes: `core[c593]::option::unwrap_failed` and
/// `core::option::unwrap_failed::hc593` are the two forms that compilers write.
fn function(line: &str) -> Option<String> {
    let rest = line.strip_prefix(" (func $")?;
    let name = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([' ', ')']).next()?,
    };
    let mut plain = String::new();
    let mut is_in_hash = false;
    for character in name.chars() {
        is_in_hash = (is_in_hash || character == '[') && character != ']';
        if !is_in_hash && character != ']' {
            plain.push(character);
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WASM: &str = r#"(module
 (func $"core[c593]::option::unwrap_failed" (param $0 i32)
  (local $1 i32)
  (block
   (unreachable)
  )
 )
 (func $core::panicking::panic_fmt::h12ab (param $0 i32) (param $1 i32)
  (unreachable)
 )
 (func $"<core[c593]::option::Option<u8>>::map" (param $0 i32) (result i32)
  (local.get $0)
 )
)
"#;

    #[test]
    fn functions_that_only_panic_are_emptied_and_others_are_kept() {
        assert_eq!(
            emptied(WASM),
            r#"(module
 (func $"core[c593]::option::unwrap_failed" (param $0 i32)
  (unreachable)
 )
 (func $core::panicking::panic_fmt::h12ab (param $0 i32) (param $1 i32)
  (unreachable)
 )
 (func $"<core[c593]::option::Option<u8>>::map" (param $0 i32) (result i32)
  (local.get $0)
 )
)
"#
        );
    }

    #[test]
    fn a_name_is_known_without_its_hashes() {
        for (line, name) in [
            (r#" (func $"core[c593]::panicking::panic_fmt" (param $0 i32)"#, Some("core::panicking::panic_fmt")),
            (
                " (func $core::cell::panic_already_borrowed::h1 (param $0 i32)",
                Some("core::cell::panic_already_borrowed::h1"),
            ),
            (" (func $30)", Some("30")),
            ("  (call $core::panicking::panic)", None),
        ] {
            assert_eq!(function(line).as_deref(), name);
        }
    }
}
