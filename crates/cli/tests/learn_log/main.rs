//! Logs of orders and events: every format gives the same log, every line is kept or dropped for a reason, and what is
//! broken is said.

mod command;
#[path = "../common/mod.rs"]
mod common;
mod formats;
mod hostile;
mod online_retail;
mod random;

use kindred_cli::learn::log::{Deed, Event, Log};
use kindred_cli::learn::{LearnOptions, LogRead, Why, read_log};
use kindred_cli::pipeline::{BuildError, BuildOptions};
use std::path::Path;

/// What is read of the files `orders*` and `events*` of a folder, and of its `kindred.toml` if it has one.
fn try_read(folder: &Path) -> Result<LogRead, BuildError> {
    let of = |start: &str| {
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        names.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(start)).collect::<Vec<_>>()
    };
    let config = Some(folder.join("kindred.toml")).filter(|path| path.exists());
    let build = BuildOptions { config, ..BuildOptions::default() };
    read_log(&LearnOptions { build, orders: of("orders"), events: of("events"), memory: None }, &mut |_| {})
}

/// The same of files that a test makes up.
fn read(files: &[(&str, &[u8])]) -> LogRead {
    let folder = common::folder(files);
    try_read(folder.path()).unwrap_or_else(|error| panic!("{error}"))
}

/// All events of a log, each with the SKU of its product, in the order of time.
fn events(log: &Log) -> Vec<(Event, String)> {
    let all = (0..log.n_partitions()).flat_map(|number| log.partition(number).unwrap());
    let mut all: Vec<(Event, String)> =
        all.map(|event| (event, log.products[event.product as usize].clone())).collect();
    all.sort_by_key(|(event, sku)| (event.time, event.visitor, event.line, sku.clone()));
    all
}

/// What was done with which product, in the order of time.
fn deeds(read: &LogRead) -> Vec<(Deed, String)> {
    events(&read.log).into_iter().map(|(event, sku)| (event.deed, sku)).collect()
}

/// The lines that were dropped, by reason.
fn dropped(read: &LogRead) -> Vec<(Why, u64)> {
    assert_eq!(read.account.n_lines, read.account.kept.events() + read.account.n_dropped(), "{}", read.account);
    let counts = Why::ALL.into_iter().map(|why| (why, read.account.dropped(why)));
    counts.filter(|(_, count)| *count > 0).collect()
}

/// The messages, without the folder's name.
fn messages(read: &LogRead) -> Vec<String> {
    let without_folder = |message: String| message[message.find("orders").unwrap_or_default()..].to_owned();
    read.account.messages.kept().map(|message| without_folder(message.to_string())).collect()
}
