//! What the evaluator is measured on: an invented shop, the same for Kindred and for json-logic-js.
//!
//! [`shop`] draws products and rules from a seed. [`feed`] writes them as a feed, [`json_logic`] as plain objects and
//! json-logic expressions that select the same products. Compiled to wasm, the crate is what the page of
//! `cargo xtask bench` calls, and nothing else of it is in there.

#[cfg(not(target_arch = "wasm32"))]
pub mod catalogue;
#[cfg(not(target_arch = "wasm32"))]
pub mod feed;
#[cfg(not(target_arch = "wasm32"))]
pub mod json_logic;
#[cfg(not(target_arch = "wasm32"))]
pub mod orders;
#[cfg(target_arch = "wasm32")]
pub mod page;
#[cfg(not(target_arch = "wasm32"))]
pub mod rules;
#[cfg(not(target_arch = "wasm32"))]
pub mod shop;
#[cfg(not(target_arch = "wasm32"))]
pub mod views;
