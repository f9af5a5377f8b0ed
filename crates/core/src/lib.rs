//! The pure core of Kindred: what a feed says, and which products belong together.
//!
//! It knows no browser, no clock, no dice and no files: today, the cart and the viewed product arrive in
//! [`context::Context`]. The same code runs on the page, in the `kindred` command and in the tests, so the same
//! feed and the same context give the same cards everywhere.
#![no_std]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic))]

extern crate alloc;
#[cfg(any(test, feature = "write"))]
extern crate std;

pub mod amount;
pub mod candidates;
mod classes;
pub mod condition;
pub mod context;
#[cfg(feature = "explain")]
pub mod explain;
pub mod fact;
pub mod feed;
pub mod hash;
pub mod json;
pub mod link;
pub mod node;
mod number;
pub mod operator;
mod order;
pub mod paging;
pub mod price;
pub mod product;
pub mod rating;
pub mod recommend;
mod rotate;
pub mod rule;
pub mod select;
pub mod text;
pub mod url;
pub mod value;
