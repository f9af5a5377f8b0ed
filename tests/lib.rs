//! What holds the documents to the code, and the code to the house's rules.
#![cfg(not(target_arch = "wasm32"))]

mod contract;
mod docs;
mod source;
mod tidy;
mod words;
