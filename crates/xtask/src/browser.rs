//! The browsers that the tests run in, and the driver that steers the first of them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::system::{self, Wanted};
use crate::{process, tools};

/// A browser with its driver, and a second one.
pub(crate) struct Browser {
    /// Chromium, or Chrome.
    pub(crate) chrome: PathBuf,
    /// ChromeDriver of the same major version.
    pub(crate) driver: PathBuf,
    /// Firefox, which is steered without a driver.
    pub(crate) firefox: PathBuf,
}

const CHROMIUM: Wanted = Wanted {
    what: "Chromium with its driver",
    packages: &["chromium", "chromium-driver"],
    elsewhere: "install Chrome and the ChromeDriver of the same version, and put both on the PATH or set $CHROME \
                and $CHROMEDRIVER to them",
};

const FIREFOX: Wanted = Wanted {
    what: "Firefox",
    packages: &["firefox-esr"],
    elsewhere: "install Firefox, and put it on the PATH or set $FIREFOX to it",
};

const FONTS: Wanted =
    Wanted { what: "a font", packages: &["fonts-liberation"], elsewhere: "install any TrueType font" };

const CHROME_NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const FIREFOX_NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// Finds the browsers and the driver, and installs them where they are missing.
pub(crate) fn ensure() -> Result<Browser> {
    if cfg!(target_os = "linux") && !system::has_fonts() {
        system::install(&FONTS)?;
    }
    let (chrome, driver) = found_or_installed(&CHROMIUM, find_chrome)?;
    same_version(&chrome, &driver)?;
    let firefox = found_or_installed(&FIREFOX, || found("FIREFOX", &FIREFOX_NAMES))?;
    Ok(Browser { chrome, driver, firefox })
}

fn found_or_installed<T>(wanted: &Wanted, find: impl Fn() -> Result<Option<T>>) -> Result<T> {
    if let Some(found) = find()? {
        return Ok(found);
    }
    system::install(wanted)?;
    find()?.with_context(|| format!("{} is still not found: {}", wanted.what, wanted.elsewhere))
}

fn find_chrome() -> Result<Option<(PathBuf, PathBuf)>> {
    Ok(found("CHROME", &CHROME_NAMES)?.zip(found("CHROMEDRIVER", &["chromedriver"])?))
}

/// The program that a variable names, else the first of these names on the `PATH`.
fn found(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    Ok(named(variable)?.or_else(|| names.iter().find_map(|name| process::find(name))))
}

/// The program that a variable names, if it is set.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(None);
    };
    if !path.is_file() {
        bail!("${variable} is {}, where there is no file", path.display());
    }
    Ok(Some(path))
}

/// A driver steers only browsers of its own major version.
fn same_version(chrome: &Path, driver: &Path) -> Result<()> {
    let (Some(of_chrome), Some(of_driver)) = (version(chrome), version(driver)) else {
        bail!("{} or {} does not say its version", chrome.display(), driver.display());
    };
    if tools::major(&of_chrome) != tools::major(&of_driver) {
        bail!(
            "{} is {of_chrome}, but {} is {of_driver}: their first numbers must be equal; bring the older one up to \
             date",
            chrome.display(),
            driver.display()
        );
    }
    Ok(())
}

fn version(program: &Path) -> Option<String> {
    let answer = process::answer(process::command(program).arg("--version"))?;
    tools::version_in(&answer).map(str::to_owned)
}
