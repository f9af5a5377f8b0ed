//! Selection over random shops: what always holds, and that a second, naive evaluator comes to the same result.
#![cfg(feature = "write")]

mod agreement;
mod candidates;
mod examples;
mod generate;
mod logic;
mod naive;
mod properties;
mod recommendations;
mod spread;
mod traces;
