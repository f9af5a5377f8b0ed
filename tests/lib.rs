//! What holds the documents to the code, and the code to the house's rules.
#![cfg(not(target_arch = "wasm32"))]

mod contract;
mod docs;
mod examples;
mod manifest;
mod source;
mod theming;
mod tidy;
mod words;
