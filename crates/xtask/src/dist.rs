//! The release files, `dist/kindred`: the loader, the glue and the wasm, as small as they get.
//!
//! Trunk builds the wasm and its glue, [`shrink`] makes them smaller. The folder is replaced as a whole, and only when
//! something that goes into it has changed.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

use crate::setup::Toolbox;
use crate::shrink::{self, Files};
use crate::{process, progress, stamp, tools};

/// Where the release files are.
pub(crate) const FOLDER: &str = "dist/kindred";

/// Where Trunk lays the page with its scripts.
const TRUNK_OUTPUT: &str = "target/trunk/kindred";
/// Where what comes between lies.
const SHRINK_WORK: &str = "target/shrink";
/// Where we lay the files before they take their place.
const UNFINISHED: &str = "target/dist-unfinished";
/// Locked while they are made.
const LOCK: &str = "target/dist-lock";
/// What the files were made from, and what they were then.
const STAMP: &str = "target/dist-stamp";

const LOADER: &str = "kindred.js";
const GLUE: &str = "kindred_widget.js";
const WASM: &str = "kindred_widget_bg.wasm";

/// Everything that the files are made from, and how.
const INPUTS: [&str; 15] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates/core/Cargo.toml",
    "crates/core/src",
    "crates/xtask/src/dist.rs",
    "crates/xtask/src/shrink",
    "crates/xtask/src/shrink.rs",
    "crates/xtask/src/tools.rs",
    "embed",
    "index.html",
    "package-lock.json",
    "src",
    "style",
];

/// Builds the release files, unless they are there and would be the same.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<()> {
    // One at a time: a demo and a test run, say, would pull the folders from under each other.
    fs::create_dir_all("target").context("creating target")?;
    let lock = File::create(LOCK).with_context(|| format!("creating {LOCK}"))?;
    lock.lock().with_context(|| format!("locking {LOCK}"))?;
    let compiler = process::answer(process::command("rustc").arg("-vV")).context("rustc does not answer")?;
    let inputs = stamp::fingerprint(&INPUTS, &compiler)?;
    let finished = || Ok::<_, anyhow::Error>(format!("{inputs} {}\n", stamp::fingerprint(&[FOLDER], "")?));
    if fs::read_to_string(STAMP).is_ok_and(|stamp| finished().is_ok_and(|finished| finished == stamp)) {
        eprintln!("{FOLDER} is up to date");
        return Ok(());
    }
    progress::step("building the widget (a minute or two)", || build_wasm(toolbox))?;
    progress::step(&format!("making {FOLDER}"), || make_release_files(toolbox))?;
    fs::write(STAMP, finished()?).with_context(|| format!("writing {STAMP}"))
}

/// Renames what wasm-bindgen made, in the folder that Trunk is about to publish: Trunk names it after the package,
/// `kindred`, but that is the loader's name.
pub(crate) fn name_glue() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").context("only Trunk's hook calls this")?;
    let site = Path::new(&staging);
    let (glue, scripts) = (site.join("glue"), site.join("kindred"));
    let text = fs::read_to_string(glue.join("kindred.js")).context("reading the glue")?;
    fs::write(scripts.join(GLUE), text.replace("kindred_bg.wasm", WASM)).context("writing the glue")?;
    fs::rename(glue.join("kindred_bg.wasm"), scripts.join(WASM)).context("moving the wasm")?;
    if glue.join("snippets").exists() {
        fs::rename(glue.join("snippets"), scripts.join("snippets")).context("moving the snippets")?;
    }
    fs::remove_dir_all(&glue).context("removing what was moved")
}

fn build_wasm(toolbox: &Toolbox) -> Result<()> {
    // Trunk works offline, so what it builds must be here before.
    let mut fetch = process::command("cargo");
    fetch.args(["fetch", "--quiet", "--target", tools::WASM_TARGET]);
    if std::env::var_os("CI").is_some() {
        fetch.arg("--locked");
    }
    process::run(&mut fetch)?;
    let mut trunk = toolbox.trunk();
    trunk.args(["build", "--release", "--offline", "true", "--color", "auto"]);
    process::run(trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", short_source_paths()))
}

/// Flags that take the folder of downloaded crates out of the places that panics name. They would differ from one
/// machine to the next, in length too, and shoppers would load them.
fn short_source_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let Some(home) = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))) else {
        return String::new();
    };
    let Ok(registries) = fs::read_dir(home.join("registry/src")) else {
        return String::new();
    };
    let folders = registries.flatten().map(|registry| registry.path().display().to_string());
    // The variable separates flags by spaces and knows no quotes.
    let flags = folders.filter(|folder| !folder.contains(' ')).map(|folder| format!("--remap-path-prefix={folder}="));
    flags.collect::<Vec<_>>().join(" ")
}

fn make_release_files(toolbox: &Toolbox) -> Result<()> {
    let unfinished = Path::new(UNFINISHED);
    if unfinished.exists() {
        fs::remove_dir_all(unfinished).context("clearing the release files")?;
    }
    fs::create_dir_all(unfinished).context("making the release files")?;
    let files = |folder: &Path| [LOADER, GLUE, WASM].map(|file| folder.join(file));
    let ([loader, glue, wasm], [to_loader, to_glue, to_wasm]) = (files(Path::new(TRUNK_OUTPUT)), files(unfinished));
    let from = Files { loader: &loader, glue: &glue, wasm: &wasm };
    let to = Files { loader: &to_loader, glue: &to_glue, wasm: &to_wasm };
    shrink::shrink(toolbox, &from, Path::new(SHRINK_WORK), &to)?;

    let folder = Path::new(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(folder).context("removing the old release files")?;
    }
    fs::create_dir_all(folder.parent().unwrap_or(folder)).context("making the release folder")?;
    fs::rename(unfinished, folder).context("publishing the release files")
}
