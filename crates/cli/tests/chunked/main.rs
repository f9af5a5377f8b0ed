//! A feed in chunks decides every page as the whole feed does, and says the same of it.

#[path = "../../../core/tests/selection/generate/mod.rs"]
#[allow(dead_code, reason = "the core's own tests use all of it")]
mod generate;
mod luma;
mod pages;
mod random;
