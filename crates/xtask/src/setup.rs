//! Sees that every tool is there, and installs those that are not.
//!
//! A tool is taken for installed only when it answers with the version we want: an installation that was interrupted
//! does not count. Tools that cargo builds lie in a folder per user, each under its version, so that several
//! checkouts share them and an older checkout keeps its own.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser::{self, Browser};
use crate::tools::{self, CargoTool, Dependencies};
use crate::{node, process, progress};

/// What the tools are for.
pub(crate) enum Purpose {
    /// Building the release files and the demo shop.
    Build,
    /// That, and running tests in a browser.
    BrowserTests,
}

/// Where among the tools they are built. They share dependencies, and one that was interrupted goes on from there.
const BUILD_FOLDER: &str = "build";

/// The tools, ready to be used.
pub(crate) struct Toolbox {
    /// The `PATH` on which programs find each other.
    path: OsString,
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
    browser: Option<Browser>,
}

impl Toolbox {
    /// A program, by its name or its path, that finds our tools before the system's.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = process::command(program);
        command.env("PATH", &self.path);
        command
    }

    /// A program of an npm package.
    pub(crate) fn npm(&self, program: &str) -> Command {
        self.command(Path::new("node_modules/.bin").join(program))
    }

    /// Trunk.
    pub(crate) fn trunk(&self) -> Command {
        self.command(self.trunk.join("trunk"))
    }

    /// What writes the glue.
    pub(crate) fn wasm_bindgen(&self) -> Command {
        self.command(self.wasm_bindgen.join("wasm-bindgen"))
    }

    /// What runs a test binary of the widget in the browser.
    pub(crate) fn wasm_test_runner(&self) -> PathBuf {
        self.wasm_bindgen.join("wasm-bindgen-test-runner")
    }

    /// The browser, which only a toolbox for browser tests has.
    pub(crate) fn browser(&self) -> Result<&Browser> {
        self.browser.as_ref().context("this command was set up without a browser")
    }
}

/// Sets up everything that any command needs.
pub(crate) fn everything() -> Result<()> {
    code_checks()?;
    run(Purpose::BrowserTests)?;
    println!("every tool is there");
    Ok(())
}

/// Sets up everything that the purpose needs.
pub(crate) fn run(purpose: Purpose) -> Result<Toolbox> {
    let cache = cache()?;
    ensure_wasm_target()?;
    ensure_std_source()?;
    // Node and the browser come before what takes minutes: where they cannot be installed, a person learns it at once.
    let newer_node = node::ensure(&cache)?;
    node::ensure_packages()?;
    let browser = match purpose {
        Purpose::Build => None,
        Purpose::BrowserTests => Some(browser::ensure()?),
    };
    let wasm_bindgen = ensure_cargo_tool(&cache, &tools::WASM_BINDGEN)?;
    let trunk = ensure_cargo_tool(&cache, &tools::TRUNK)?;
    remove(&cache.join(BUILD_FOLDER))?;
    let ours = newer_node.into_iter().chain([wasm_bindgen.clone(), PathBuf::from("node_modules/.bin")]);
    Ok(Toolbox { path: path_with(ours)?, trunk, wasm_bindgen, browser })
}

/// Sets up what checks the code without running it.
pub(crate) fn code_checks() -> Result<()> {
    ensure_component("rustfmt", "fmt")?;
    ensure_component("clippy", "clippy")
}

/// The folder for tools that cargo builds.
fn cache() -> Result<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    let home = || std::env::home_dir().map(|home| home.join(".cache"));
    if let Some(tools) = variable("KINDRED_TOOLS") {
        return std::path::absolute(tools).context("$KINDRED_TOOLS is no path");
    }
    let cache = variable("XDG_CACHE_HOME").or_else(home).context("no home folder: set $KINDRED_TOOLS to a folder")?;
    Ok(cache.join("kindred").join("tools"))
}

fn path_with(ours: impl Iterator<Item = PathBuf>) -> Result<OsString> {
    let absolute = ours.map(std::path::absolute).collect::<Result<Vec<_>, _>>().context("finding the tools")?;
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(absolute.into_iter().chain(std::env::split_paths(&inherited)))
        .context("a tool's folder has a character that the PATH cannot hold")
}

fn ensure_wasm_target() -> Result<()> {
    let target = tools::WASM_TARGET;
    let libraries = process::answer(process::command("rustc").args(["--print", "target-libdir", "--target", target]));
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    progress::step(&format!("installing Rust's target {target} (seconds)"), || rustup(&["target", "add", target]))
}

/// The source of the standard library, which the release files are built with.
fn ensure_std_source() -> Result<()> {
    let sysroot = process::answer(process::command("rustc").args(["--print", "sysroot"]));
    if sysroot.is_some_and(|folder| Path::new(&folder).join("lib/rustlib/src/rust/library").is_dir()) {
        return Ok(());
    }
    progress::step("installing the source of Rust's standard library (seconds)", || {
        rustup(&["component", "add", "rust-src"])
    })
}

fn ensure_component(component: &str, subcommand: &str) -> Result<()> {
    if process::answer(process::command("cargo").args([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    progress::step(&format!("installing Rust's component {component} (seconds)"), || {
        rustup(&["component", "add", component])
    })
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if process::find("rustup").is_none() {
        bail!("rustup is missing, which `rustup {}` needs; install Rust by rustup", arguments.join(" "));
    }
    process::run(process::command("rustup").args(arguments))
}

/// Installs a tool unless it is there, and answers with the folder of its programs.
fn ensure_cargo_tool(cache: &Path, tool: &CargoTool) -> Result<PathBuf> {
    let home = cache.join(tool.folder());
    let programs = home.join("bin");
    if answers(&programs, tool) {
        return Ok(programs);
    }
    let headline = format!("installing {} {} ({}, once)", tool.package, tool.version, tool.patience);
    progress::step(&headline, || install(cache, tool, &home))?;
    if !answers(&programs, tool) {
        bail!("{} was installed in {}, but does not say that it is {}", tool.package, home.display(), tool.version);
    }
    Ok(programs)
}

fn answers(programs: &Path, tool: &CargoTool) -> bool {
    let answer = process::answer(process::command(programs.join(tool.program)).arg("--version"));
    answer.is_some_and(|answer| tools::version_in(&answer) == Some(tool.version))
}

/// Builds a tool quickly rather than well: it runs for seconds, and optimising it would take ten minutes more.
fn install(cache: &Path, tool: &CargoTool, home: &Path) -> Result<()> {
    let unfinished = cache.join(format!("{}.unfinished", tool.folder()));
    fs::create_dir_all(cache).with_context(|| format!("creating {}", cache.display()))?;
    remove(&unfinished)?;
    let mut cargo = process::command("cargo");
    // On its PATH, so that cargo does not ask for it to be put there.
    cargo.current_dir(cache).env("PATH", path_with([unfinished.join("bin")].into_iter())?);
    for name in ["CARGO_BUILD_TARGET", "CARGO_BUILD_RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"] {
        cargo.env_remove(name);
    }
    cargo
        .env("CARGO_TARGET_DIR", cache.join(BUILD_FOLDER))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_STRIP", "symbols")
        .args(["install", tool.package, "--version", tool.version, "--no-default-features", "--root"])
        .arg(&unfinished);
    if tool.dependencies == Dependencies::Locked {
        cargo.arg("--locked");
    }
    process::run(&mut cargo)?;
    remove(home)?;
    fs::rename(&unfinished, home).with_context(|| format!("naming {}", home.display()))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", folder.display()))
        }
        _ => Ok(()),
    }
}
