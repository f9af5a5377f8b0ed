//! The browser that the tests run in, and the driver that steers it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::system::{self, Wanted};
use crate::{process, tools};

/// A browser and its driver.
pub(crate) struct Browser {
    /// Chromium, or Chrome.
    pub(crate) chrome: PathBuf,
    /// ChromeDriver of the same major version.
    pub(crate) driver: PathBuf,
}

const CHROMIUM: Wanted = Wanted {
    what: "Chromium with its driver",
    packages: &["chromium", "chromium-driver"],
    elsewhere: "install Chrome and the ChromeDriver of the same version, and put both on the PATH or set $CHROME \
                and $CHROMEDRIVER to them",
};

const FONTS: Wanted =
    Wanted { what: "a font", packages: &["fonts-liberation"], elsewhere: "install any TrueType font" };

const CHROME_NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Finds the browser and its driver, and installs them where they are missing.
pub(crate) fn ensure() -> Result<Browser> {
    if cfg!(target_os = "linux") && !system::has_fonts() {
        system::install(&FONTS)?;
    }
    let browser = match find()? {
        Some(browser) => browser,
        None => {
            system::install(&CHROMIUM)?;
            let Some(browser) = find()? else { bail!("Chromium is still not found: {}", CHROMIUM.elsewhere) };
            browser
        }
    };
    same_version(&browser)?;
    Ok(browser)
}

fn find() -> Result<Option<Browser>> {
    let chrome = match named("CHROME")? {
        Some(chrome) => Some(chrome),
        None => CHROME_NAMES.into_iter().find_map(process::find),
    };
    let driver = match named("CHROMEDRIVER")? {
        Some(driver) => Some(driver),
        None => process::find("chromedriver"),
    };
    Ok(chrome.zip(driver).map(|(chrome, driver)| Browser { chrome, driver }))
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
fn same_version(browser: &Browser) -> Result<()> {
    let (chrome, driver) = (version(&browser.chrome), version(&browser.driver));
    let (Some(chrome), Some(driver)) = (&chrome, &driver) else {
        bail!("{} or {} does not say its version", browser.chrome.display(), browser.driver.display());
    };
    if tools::major(chrome) != tools::major(driver) {
        bail!(
            "{} is {chrome}, but {} is {driver}: their first numbers must be equal; bring the older one up to date",
            browser.chrome.display(),
            browser.driver.display()
        );
    }
    Ok(())
}

fn version(program: &Path) -> Option<String> {
    let answer = process::answer(process::command(program).arg("--version"))?;
    tools::version_in(&answer).map(str::to_owned)
}
