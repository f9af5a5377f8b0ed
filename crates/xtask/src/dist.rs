//! The release files, `dist/kindred`: the loader, and twice a glue with its wasm, as small as they get.
//!
//! Every shopper loads the first pair; the second can say why a card is there, and a page asks for it only where its
//! address has `?kindred=explain`. Trunk builds the first and lays the bench page around it, cargo alone the second;
//! [`shrink`] makes both smaller. Beside them lies what only some pages ask for: scripts, words and themes. The folder
//! is replaced as a whole, and only when something that goes into it has changed.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow};

use crate::setup::Toolbox;
use crate::shrink::{self, Pair};
use crate::{process, progress, stamp, still, tools};

/// Where the release files are.
pub(crate) const FOLDER: &str = "dist/kindred";

/// Where the loader lies, and beside it what some pages ask for.
const EMBED: &str = "embed";
/// Where the themes lie, and their folder among the release files.
const THEMES: [&str; 2] = ["style/themes", "themes"];

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
/// The style sheet for pages with units that `kindred render` has printed.
const STILL_STYLE: &str = "still.css";
/// What the files of the two pairs are called, before `.js` and `_bg.wasm`. The first is also the library's name.
const WIDGET: &str = "kindred_widget";
const EXPLAIN: &str = "kindred_explain";
/// What cargo calls the quick build's way to compile.
const QUICK_PROFILE: &str = "quick";
/// The widget's feature that the second pair is built with.
const EXPLAIN_FEATURE: &str = "explain";

/// Everything that the files are made from, and how.
const INPUTS: [&str; 17] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "crates/core/Cargo.toml",
    "crates/core/src",
    "crates/xtask/src/dist.rs",
    "crates/xtask/src/shrink",
    "crates/xtask/src/shrink.rs",
    "crates/xtask/src/still.rs",
    "crates/xtask/src/tools.rs",
    "embed",
    "index.html",
    "package-lock.json",
    "src",
    "style",
];

/// How much trouble to take over the release files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effort {
    /// As small as they get.
    Release,
    /// The same files for a developer's next test run, ten times as large, and there in seconds.
    Quick,
}

impl Effort {
    /// That of a command with a flag `--quick`.
    pub(crate) fn of(quick: bool) -> Effort {
        if quick { Effort::Quick } else { Effort::Release }
    }
}

/// Builds the release files, unless they are there and would be the same.
pub(crate) fn ensure(toolbox: &Toolbox, effort: Effort) -> Result<()> {
    // One at a time: a demo and a test run, say, would pull the folders from under each other.
    fs::create_dir_all("target").context("creating target")?;
    let lock = File::create(LOCK).with_context(|| format!("creating {LOCK}"))?;
    lock.lock().with_context(|| format!("locking {LOCK}"))?;
    let compiler = process::answer(process::command("rustc").arg("-vV")).context("rustc does not answer")?;
    let inputs = format!("{effort:?} {}", stamp::fingerprint(&INPUTS, &compiler)?);
    let finished = || Ok::<_, anyhow::Error>(format!("{inputs} {}\n", stamp::fingerprint(&[FOLDER], "")?));
    if fs::read_to_string(STAMP).is_ok_and(|stamp| finished().is_ok_and(|finished| finished == stamp)) {
        eprintln!("{FOLDER} is up to date");
        return Ok(());
    }
    match effort {
        Effort::Release => {
            progress::step("building the widget (a minute or two)", || build_widget(toolbox))?;
            progress::step("building the widget that explains (less than a minute)", || build_explain(toolbox))?;
        }
        Effort::Quick => progress::step("building the widget quickly, twice", || build_quickly(toolbox))?,
    }
    progress::step(&format!("making {FOLDER}"), || make_files(toolbox, effort))?;
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
    process::run(for_wasm(cargo_build("release").args(options)))?;
    bind(toolbox, "release", library, folder, name)
}

/// Where cargo lays what it builds must be known, whatever a person has set.
fn cargo_build(profile: &str) -> Command {
    let mut cargo = process::command("cargo");
    cargo.args(["build", "--profile", profile, "--lib", "--target", tools::WASM_TARGET, "--target-dir", "target"]);
    cargo
}

/// Lays the glue and the wasm of a library into a folder.
fn bind(toolbox: &Toolbox, profile: &str, library: &str, folder: &Path, name: &str) -> Result<Pair> {
    clear(folder)?;
    let wasm = Path::new("target").join(tools::WASM_TARGET).join(profile).join(format!("{library}.wasm"));
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
    process::run(with_own_std(&mut fetch))?;
    let mut trunk = toolbox.trunk();
    trunk.args(["build", "--release", "--offline", "true", "--color", "auto"]);
    process::run(for_wasm(&mut trunk))
}

fn build_explain(toolbox: &Toolbox) -> Result<()> {
    let options = ["--package", "kindred", "--features", EXPLAIN_FEATURE, "--offline"];
    build_by_cargo(toolbox, &options, WIDGET, Path::new(EXPLAIN_OUTPUT), EXPLAIN).map(drop)
}

/// Both pairs, neither optimised nor made smaller.
fn build_quickly(toolbox: &Toolbox) -> Result<()> {
    for (name, folder, features) in
        [(WIDGET, TRUNK_OUTPUT, &[][..]), (EXPLAIN, EXPLAIN_OUTPUT, &["--features", EXPLAIN_FEATURE][..])]
    {
        process::run(cargo_build(QUICK_PROFILE).args(["--package", "kindred"]).args(features))?;
        bind(toolbox, QUICK_PROFILE, WIDGET, Path::new(folder), name)?;
    }
    fs::copy(Path::new(EMBED).join(LOADER), Path::new(TRUNK_OUTPUT).join(LOADER)).context("copying the loader")?;
    Ok(())
}

/// What makes the compiler simplify code before it copies it for each of its types, and small functions of other crates
/// where they are called: 3.6 kB of brotli.
const SIMPLER: [&str; 2] = ["-Zmir-opt-level=3", "-Zcross-crate-inline-threshold=always"];

/// Every release build with the same flags: cargo builds the crates below them once.
fn for_wasm(command: &mut Command) -> &mut Command {
    let flags =
        [&[&*short_source_paths(), "-Cpanic=immediate-abort", "-Zunstable-options"], &SIMPLER[..]].concat().join(" ");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    with_own_std(command)
}

/// The standard library is built with the widget, for size and without the words of panics: 3.5 kB of brotli less than
/// the one that Rust brings. Stable Rust does so only when it is told that it may.
fn with_own_std(command: &mut Command) -> &mut Command {
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
}

/// Flags that take the folders of downloaded crates and of the standard library out of the places that panics name. They would differ from one
/// machine to the next, in length too, and shoppers would load them.
fn short_source_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let Some(home) = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))) else {
        return String::new();
    };
    let Ok(registries) = fs::read_dir(home.join("registry/src")) else {
        return String::new();
    };
    let crates = registries.flatten().map(|registry| registry.path().display().to_string());
    let std = process::answer(process::command("rustc").args(["--print", "sysroot"]));
    let folders = crates.chain(std.map(|sysroot| format!("{sysroot}/lib/rustlib/src/rust")));
    // The variable separates flags by spaces and knows no quotes.
    let flags = folders.filter(|folder| !folder.contains(' ')).map(|folder| format!("--remap-path-prefix={folder}="));
    flags.collect::<Vec<_>>().join(" ")
}

fn make_files(toolbox: &Toolbox, effort: Effort) -> Result<()> {
    let unfinished = Path::new(UNFINISHED);
    clear(unfinished)?;
    let loader = Path::new(TRUNK_OUTPUT).join(LOADER);
    shrink::text(toolbox, &loader, &unfinished.join(LOADER))?;
    // A name that only a script beside the loader calls is wanted too.
    let callers: Vec<_> =
        stamp::files(Path::new(EMBED))?.into_iter().filter(|path| is_of_kind(path, &["js"])).collect();
    let make = |built: &str, name: &str| {
        let (from, to) = (named(Path::new(built), name), named(unfinished, name));
        match effort {
            Effort::Release => shrink::pair(toolbox, &callers, &from, &Path::new(SHRINK_WORK).join(name), &to),
            Effort::Quick => copy_pair(&from, &to),
        }
    };
    // Side by side, as most of the tools use one core.
    thread::scope(|scope| {
        let explain = scope.spawn(|| make(EXPLAIN_OUTPUT, EXPLAIN));
        make(TRUNK_OUTPUT, WIDGET)?;
        explain.join().map_err(|_| anyhow!("making the files that explain was broken off"))?
    })?;
    make_extras(toolbox, Path::new(EMBED), unfinished)?;
    let [themes, folder] = THEMES;
    make_extras(toolbox, Path::new(themes), &unfinished.join(folder))?;
    make_still_style(toolbox, unfinished)?;

    let folder = Path::new(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(folder).context("removing the old release files")?;
    }
    fs::create_dir_all(folder.parent().unwrap_or(folder)).context("making the release folder")?;
    fs::rename(unfinished, folder).context("publishing the release files")
}

fn is_of_kind(path: &Path, kinds: &[&str]) -> bool {
    path.extension().is_some_and(|kind| kinds.iter().any(|one| kind == *one))
}

fn copy_pair(from: &Pair, to: &Pair) -> Result<()> {
    for (from, to) in [(&from.glue, &to.glue), (&from.wasm, &to.wasm)] {
        fs::copy(from, to).with_context(|| format!("copying {}", from.display()))?;
    }
    Ok(())
}

/// What pages ask for beside the loader: scripts and style sheets get smaller, other files stay as they are.
fn make_extras(toolbox: &Toolbox, from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    for path in stamp::files(from)?.into_iter().filter(|path| *path != Path::new(EMBED).join(LOADER)) {
        let out = to.join(path.strip_prefix(from).unwrap_or(&path));
        fs::create_dir_all(out.parent().unwrap_or(to)).with_context(|| format!("making {}", out.display()))?;
        if is_of_kind(&path, &["js", "css"]) {
            shrink::text(toolbox, &path, &out)?;
        } else {
            fs::copy(&path, &out).with_context(|| format!("copying {}", path.display()))?;
        }
    }
    Ok(())
}

/// The style sheet for units that were printed beforehand.
fn make_still_style(toolbox: &Toolbox, to: &Path) -> Result<()> {
    let read = |name: &str| {
        let path = Path::new("style").join(name);
        fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    let sheets = [read("base.css")?, read("unit.css")?, read("still.css")?];
    let long = Path::new(SHRINK_WORK).join(STILL_STYLE);
    fs::create_dir_all(SHRINK_WORK).with_context(|| format!("making {SHRINK_WORK}"))?;
    fs::write(&long, still::style(&sheets.each_ref().map(String::as_str))).context("writing the still style sheet")?;
    shrink::text(toolbox, &long, &to.join(STILL_STYLE))
}

/// Empties a folder, and makes it where it is missing.
fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("clearing {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))
}
