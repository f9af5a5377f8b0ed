//! The system's own packages: installed by `apt-get` where we may, asked for in plain words where we may not.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Result, bail};

use crate::{process, progress};

/// Something that a Debian package brings.
pub(crate) struct Wanted {
    /// What a person calls it.
    pub(crate) what: &'static str,
    /// The Debian packages that bring it.
    pub(crate) packages: &'static [&'static str],
    /// What to do on another system.
    pub(crate) elsewhere: &'static str,
}

/// Installs the packages, or says exactly what is missing and how to get it.
pub(crate) fn install(wanted: &Wanted) -> Result<()> {
    let Some(prefix) = apt_prefix() else { bail!("{}", refusal(wanted)) };
    progress::step(&format!("installing {} by apt-get (a minute or two, once)", wanted.what), || {
        // The lists are read once in a run: a bare machine has none, or old ones.
        static LISTS: OnceLock<()> = OnceLock::new();
        if LISTS.get().is_none() {
            process::run(apt(prefix).arg("update"))?;
            let _ = LISTS.set(());
        }
        process::run(apt(prefix).args(["install", "-y", "--no-install-recommends"]).args(wanted.packages))
    })
}

/// Whether some font lies where programs look for fonts.
pub(crate) fn has_fonts() -> bool {
    let home = std::env::home_dir().unwrap_or_default();
    ["/usr/share/fonts", "/usr/local/share/fonts"]
        .map(PathBuf::from)
        .into_iter()
        .chain([home.join(".local/share/fonts"), home.join(".fonts")])
        .any(|folder| has_font(&folder))
}

fn has_font(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().map(|entry| entry.path()).any(|path| match path.extension() {
        _ if path.is_dir() => has_font(&path),
        Some(extension) => ["ttf", "otf", "ttc"].iter().any(|known| extension.eq_ignore_ascii_case(known)),
        None => false,
    })
}

fn refusal(wanted: &Wanted) -> String {
    let Wanted { what, packages, elsewhere } = wanted;
    let packages = packages.join(" ");
    format!(
        "{what} is missing, and only an administrator can install it; on Debian and its kin run \
         `sudo apt-get install --no-install-recommends {packages}`, elsewhere {elsewhere}; then run this again"
    )
}

/// What to write before `apt-get`, if we may use it at all.
fn apt_prefix() -> Option<&'static [&'static str]> {
    process::find("apt-get")?;
    if process::answer(process::command("id").arg("-u"))? == "0" {
        return Some(&[]);
    }
    process::answer(process::command("sudo").args(["-n", "true"])).map(|_| &["sudo", "-n"][..])
}

fn apt(prefix: &[&str]) -> Command {
    // `env` carries the variable through sudo, which would drop it.
    let mut words = prefix.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut command = process::command(words.next().unwrap_or("apt-get"));
    command.args(words).args(["-q", "-o", "DPkg::Lock::Timeout=300"]);
    // It tells of every file it unpacks: a person may watch that, a log need not have it. Errors go elsewhere.
    if !std::io::stdout().is_terminal() {
        command.stdout(Stdio::null());
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_to_install_and_where_to_get_it() {
        let wanted = Wanted { what: "Chromium", packages: &["chromium", "chromium-driver"], elsewhere: "set $CHROME" };
        assert_eq!(
            refusal(&wanted),
            "Chromium is missing, and only an administrator can install it; on Debian and its kin run \
             `sudo apt-get install --no-install-recommends chromium chromium-driver`, elsewhere set $CHROME; \
             then run this again"
        );
    }
}
