//! Every tool that is not a crate, with the one version we build with.
//!
//! `Cargo.toml`, `Trunk.toml` and `package.json` must name some of these versions too, each for its own tool. The
//! tests below hold them to this table.

/// A tool that `cargo install` builds.
pub(crate) struct CargoTool {
    /// The crate.
    pub(crate) package: &'static str,
    /// Its version.
    pub(crate) version: &'static str,
    /// A program of it that answers `--version` with that version.
    pub(crate) program: &'static str,
    /// Whether to build with the dependencies that its own lock file names.
    pub(crate) dependencies: Dependencies,
    /// How long it takes on two cores, for a person who waits.
    pub(crate) patience: &'static str,
}

impl CargoTool {
    /// Its folder among the tools: one per version.
    pub(crate) fn folder(&self) -> String {
        let name = self.package.strip_suffix("-cli").unwrap_or(self.package);
        format!("{name}-{}", self.version)
    }
}

/// Which versions of a tool's own dependencies to take.
#[derive(PartialEq, Eq)]
pub(crate) enum Dependencies {
    /// Those of the lock file that comes with it.
    Locked,
    /// The newest that fit: a version in its lock file is not to be had any more.
    Newest,
}

/// Builds the wasm and lays the page; 0.21.14 is the last that builds with Rust 1.95.
pub(crate) const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    version: "0.21.14",
    program: "trunk",
    dependencies: Dependencies::Locked,
    patience: "about 4 minutes",
};

/// Writes the glue, and runs tests in a browser; the same version as the crate `wasm-bindgen`.
pub(crate) const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    program: "wasm-bindgen",
    dependencies: Dependencies::Newest,
    patience: "about 2 minutes",
};

/// The compilation target of the widget.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The oldest Node that Playwright runs on.
pub(crate) const NODE_OLDEST: u32 = 20;

/// The Node that we bring where the system's own is older.
pub(crate) const NODE: &str = "22.23.3";

/// The version in what a program answers to `--version`: its first word that starts with a digit, or a `v` and one.
pub(crate) fn version_in(answer: &str) -> Option<&str> {
    answer
        .split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// The number before a version's first dot.
pub(crate) fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(file: &str) -> toml::Table {
        let path = crate::root().join(file);
        std::fs::read_to_string(path).expect("the file is there").parse().expect("the file is TOML")
    }

    #[test]
    fn a_version_is_found_in_every_tool_s_own_words() {
        for (answer, version) in [
            ("trunk 0.21.14", Some("0.21.14")),
            ("wasm-bindgen 0.2.130", Some("0.2.130")),
            ("v20.20.2", Some("20.20.2")),
            ("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", Some("156.0.8078.79")),
            ("ChromeDriver 156.0.8078.79 (f2d3ce0bd-refs/branch-heads/8078@{#1})", Some("156.0.8078.79")),
            ("wasm-opt version 132 (version_132)", Some("132")),
            ("command not found", None),
        ] {
            assert_eq!(version_in(answer), version, "{answer}");
        }
    }

    #[test]
    fn a_major_version_is_the_number_before_the_first_dot() {
        assert_eq!(major("20.20.2"), Some(20));
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("next"), None);
    }

    #[test]
    fn the_crate_wasm_bindgen_has_the_version_of_its_tool() {
        let lock = table("Cargo.lock");
        let packages = lock["package"].as_array().expect("a lock file lists packages");
        let found = packages.iter().find(|package| package["name"].as_str() == Some("wasm-bindgen"));
        assert_eq!(found.and_then(|package| package["version"].as_str()), Some(WASM_BINDGEN.version));
    }

    #[test]
    fn trunk_asks_for_the_tools_that_we_install() {
        let trunk = table("Trunk.toml");
        let binaryen = format!("version_{}", major(&npm_version("binaryen")).expect("a version has a number"));
        assert_eq!(trunk["tools"]["wasm_bindgen"].as_str(), Some(WASM_BINDGEN.version));
        assert_eq!(trunk["tools"]["wasm_opt"].as_str(), Some(binaryen.as_str()));
    }

    #[test]
    fn npm_packages_are_pinned_to_one_version() {
        for package in ["@playwright/test", "binaryen", "esbuild", "json-logic-js"] {
            let version = npm_version(package);
            assert!(version.starts_with(|first: char| first.is_ascii_digit()), "{package} {version}");
        }
    }

    #[test]
    fn the_npm_lock_file_names_no_download_address() {
        let lock = std::fs::read_to_string(crate::root().join("package-lock.json")).expect("the lock file is there");
        assert!(!lock.contains("\"resolved\""));
        assert!(!lock.contains("://"));
    }

    fn npm_version(package: &str) -> String {
        let text = std::fs::read_to_string(crate::root().join("package.json")).expect("the file is there");
        let manifest: serde_json::Value = serde_json::from_str(&text).expect("the file is JSON");
        manifest["devDependencies"][package].as_str().expect("the package is listed").to_owned()
    }
}
