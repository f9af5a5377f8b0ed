//! Serves what is being worked on, for this machine only: the demo shop, and the pages of the browser tests.

use std::path::Path;

use anyhow::Result;
use kindred_cli::serve::{self, Manner, ServeOptions, Server};

pub(crate) use kindred_cli::serve::ANY_PORT;

/// Serves the folder at the port, or at the next that is free.
pub(crate) fn start(site: &Path, port: u16) -> Result<Server> {
    Ok(serve::start(&ServeOptions::new(site, port, Manner::Workbench))?)
}
