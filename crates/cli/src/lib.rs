//! The `kindred` command as a library: a merchant's catalogue and rules in, a checked feed and a full account out.
//!
//! Everything in the input is either in the feed or counted in the [`report::Report`] with its reason, and the same
//! input gives the same bytes.

mod address;
pub mod catalogue;
mod compile;
pub mod diagnostic;
mod import;
mod json_text;
pub mod pipeline;
pub mod report;
mod rules;
mod settings;
mod write;
