//! The release files, `dist/kindred`: the loader, and twice a glue with its wasm, as small as they get.
//!
//! Every shopper loads the first pair; the second can say why a card is there, and a page asks for it only where its
//! address has `?kindred=explain`. Trunk builds the first and lays the bench page around it, cargo alone the second;
//! [`shrink`] makes both smaller. The folder is replaced as a whole, and only when something that goes into it has
//! changed.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow};

use crate::setup::Toolbox;
use crate::shrink::{self, Pair};
use crate::{process, progress, stamp, tools};

/// Where the release files are.
pub(crate) const FOLDER: &str = "dist/kindred";

/// Where Trunk lays the page with its scripts.
const TRUNK_OUTPUT: &str = "target/trunk/kindred";
/// Where the pair that explains lies before it is made smaller.
const EXPLAIN_OUTPUT: &str = "target/explain";
/// Where what comes between lies, for each pair in a folder of its own.
const SHRINK_WORK: &str = "target/shrink";
/// Where we lay the files before they take their place.
const UNFINISHED: &str = "target/dist-unfinished";
/// Locked while they are made.
const LOCK: &str = "target/dist-lock";
/// What the files were made from, and what they were then.
const STAMP: &str = "target/dist-stamp";

const LOADER: &str = "kindred.js";
/// What the files of the two pairs are called, before `.js` and `_bg.wasm`. The first is also the library's name.
const WIDGET: &str = "kindred_widget";
const EXPLAIN: &str = "kindred_explain";
/// The widget's feature that the second pair is built with.
const EXPLAIN_FEATURE: &str = "explain";

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
    progress::step("building the widget (a minute or two)", || build_widget(toolbox))?;
    progress::step("building the widget that explains (less than a minute)", || build_explain(toolbox))?;
    progress::step(&format!("making {FOLDER}"), || make_release_files(toolbox))?;
    fs::write(STAMP, finished()?).with_context(|| format!("writing {STAMP}"))
}

/// Renames what wasm-bindgen made, in the folder that Trunk is about to publish: Trunk names it after the package,
/// `kindred`, but that is the loader's name.
pub(crate) fn name_glue() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").context("only Trunk's hook calls this")?;
    let site = Path::new(&staging);
    let (glue, scripts) = (site.join("glue"), site.join("kindred"));
    let (from, to) = (named(&glue, "kindred"), named(&scripts, WIDGET));
    let text = fs::read_to_string(&from.glue).context("reading the glue")?;
    fs::write(to.glue, text.replace("kindred_bg.wasm", &wasm_name(WIDGET))).context("writing the glue")?;
    fs::rename(from.wasm, to.wasm).context("moving the wasm")?;
    if glue.join("snippets").exists() {
        fs::rename(glue.join("snippets"), scripts.join("snippets")).context("moving the snippets")?;
    }
    fs::remove_dir_all(&glue).context("removing what was moved")
}

/// Builds a library of the workspace as the widget is built, and lays its glue and wasm, under the name `name`, into a
/// folder. `library` is what the compiler calls it; `options` tell cargo which one it is.
pub(crate) fn build_by_cargo(
    toolbox: &Toolbox,
    options: &[&str],
    library: &str,
    folder: &Path,
    name: &str,
) -> Result<Pair> {
    let mut cargo = process::command("cargo");
    cargo.args(["build", "--release", "--lib", "--target", tools::WASM_TARGET]).args(options);
    // Where cargo lays it must be known, whatever a person has set.
    cargo.args(["--target-dir", "target"]);
    process::run(for_wasm(&mut cargo))?;
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("clearing {}", folder.display()))?;
    }
    let wasm = Path::new("target").join(tools::WASM_TARGET).join("release").join(format!("{library}.wasm"));
    let mut bindgen = toolbox.wasm_bindgen();
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(folder).arg(wasm);
    process::run(&mut bindgen)?;
    Ok(named(folder, name))
}

/// The pair of that name in a folder.
fn named(folder: &Path, name: &str) -> Pair {
    Pair { glue: folder.join(format!("{name}.js")), wasm: folder.join(wasm_name(name)) }
}

fn wasm_name(name: &str) -> String {
    format!("{name}_bg.wasm")
}

fn build_widget(toolbox: &Toolbox) -> Result<()> {
    // Trunk works offline, so what it builds must be here before.
    let mut fetch = process::command("cargo");
    fetch.args(["fetch", "--quiet", "--target", tools::WASM_TARGET]);
    if std::env::var_os("CI").is_some() {
        fetch.arg("--locked");
    }
    process::run(&mut fetch)?;
    let mut trunk = toolbox.trunk();
    trunk.args(["build", "--release", "--offline", "true", "--color", "auto"]);
    process::run(for_wasm(&mut trunk))
}

fn build_explain(toolbox: &Toolbox) -> Result<()> {
    let options = ["--package", "kindred", "--features", EXPLAIN_FEATURE, "--offline"];
    build_by_cargo(toolbox, &options, WIDGET, Path::new(EXPLAIN_OUTPUT), EXPLAIN).map(drop)
}

/// Both builds with the same flags: cargo builds the crates below them once.
fn for_wasm(command: &mut Command) -> &mut Command {
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", short_source_paths())
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
    let loader = Path::new(TRUNK_OUTPUT).join(LOADER);
    shrink::loader(toolbox, &loader, &unfinished.join(LOADER))?;
    let make = |built: &str, name: &str| {
        let work = Path::new(SHRINK_WORK).join(name);
        shrink::pair(toolbox, &loader, &named(Path::new(built), name), &work, &named(unfinished, name))
    };
    // Side by side, as most of the tools use one core.
    thread::scope(|scope| {
        let explain = scope.spawn(|| make(EXPLAIN_OUTPUT, EXPLAIN));
        make(TRUNK_OUTPUT, WIDGET)?;
        explain.join().map_err(|_| anyhow!("making the files that explain was broken off"))?
    })?;

    let folder = Path::new(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(folder).context("removing the old release files")?;
    }
    fs::create_dir_all(folder.parent().unwrap_or(folder)).context("making the release folder")?;
    fs::rename(unfinished, folder).context("publishing the release files")
}
