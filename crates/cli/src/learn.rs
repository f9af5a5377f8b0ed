//! `kindred learn`: what shoppers did, in orders and events, to lists of products that belong together.
//!
//! Reading comes first: whatever the merchant's files look like, one clean log is made of them ([`log::Log`]), and
//! everything after that sees the log only.

pub mod log;
pub(crate) mod spill;
pub mod sql;
