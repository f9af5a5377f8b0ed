//! The `kindred` command as a library: a merchant's catalogue and rules in, a checked feed and a full account out.
//!
//! Everything in the input is either in the feed or counted in the [`report::Report`] with its reason, and the same
//! input gives the same bytes.

mod address;
pub mod catalogue;
pub mod check;
pub mod chunked;
mod compile;
mod config;
mod constants;
mod cores;
pub mod diagnostic;
pub mod explain;
mod fnv;
mod import;
mod json_text;
pub mod layout;
pub mod learn;
mod lint;
mod lists;
mod located;
mod meter;
mod nearest;
mod part;
pub mod pipeline;
pub mod publish;
pub mod render;
pub mod report;
pub mod rules;
pub mod serve;
mod settings;
pub mod similar;
mod source_text;
mod wanted;
mod write;
