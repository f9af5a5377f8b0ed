//! Makes the glue and the wasm smaller together, which no tool does that sees only one of them.
//!
//! wasm-bindgen exports for everybody: what crates deep down declare for a page, and long names with hashes on both
//! sides. We know the page, it is our scripts. So what no script names is left out of the glue; what the glue
//! then does not use is left out of the wasm, with the words of panics; and what is left between the two gets names of
//! one or two letters. Together that takes 11 % off what shoppers load. A glue of another form than we know is an
//! error, never a guess.

mod names;
mod panics;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use self::names::Names;
use crate::process;
use crate::setup::Toolbox;

/// What browsers must understand: those since 2022, which have all that the widget asks of a browser.
const SCRIPT_TARGET: &str = "--target=es2022";

/// What wasm-opt does. Rust lays nothing into the first 1024 bytes of memory. Functions with one caller are left where
/// they are unless they are small: moving them into it saves raw bytes, but the rest compresses worse (by 2 %).
const PASSES: [&str; 6] = [
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=38",
    "--converge",
    "-Oz",
    "--strip-producers",
    "--strip-target-features",
];

/// The two files of one build that belong together.
pub(crate) struct Pair {
    /// What wasm-bindgen wrote.
    pub(crate) glue: PathBuf,
    /// What Rust wrote.
    pub(crate) wasm: PathBuf,
}

/// Makes a script or a style sheet smaller that pages name.
pub(crate) fn text(toolbox: &Toolbox, from: &Path, to: &Path) -> Result<()> {
    run_esbuild(toolbox, "--minify", from, to)
}

/// Makes the files `to` from what wasm-bindgen wrote, `from`, for pages on which only these scripts call them; `work` is
/// a folder for what comes between.
pub(crate) fn pair(toolbox: &Toolbox, callers: &[PathBuf], from: &Pair, work: &Path, to: &Pair) -> Result<()> {
    fs::create_dir_all(work).with_context(|| format!("creating {}", work.display()))?;
    let callers = callers.iter().map(|script| read(script)).collect::<Result<Vec<_>>>()?.join("\n");
    let glue = without_unused(toolbox, &callers, from, work)?;
    let features = features(toolbox, &from.wasm, work)?;
    let wasm = Wasm { toolbox, features: &features, work };
    let text = panics::emptied(&wasm.text(&from.wasm)?);
    let text = wasm.reachable(&text, &names::used_exports(&text, &glue))?;

    let short = Names::short(&text, &callers)?;
    let renamed = work.join("renamed.js");
    write(&renamed, &short.in_glue(&glue)?)?;
    run_esbuild(toolbox, "--minify", &renamed, &to.glue)?;
    wasm.optimise(&short.in_wasm(&text), &to.wasm)
}

/// The glue with its snippets, without comments, and without what neither it nor its callers use.
fn without_unused(toolbox: &Toolbox, callers: &str, from: &Pair, work: &Path) -> Result<String> {
    let folder = from.glue.parent().context("the glue lies in a folder")?;
    // Beside the glue, so that its snippets are found.
    let (marked, entry) = (folder.join("marked.js"), folder.join("entry.js"));
    write(&marked, &marked_as_pure(&read(&from.glue)?))?;
    let exports = wanted_exports(&exports(toolbox, &from.glue, work)?, callers)?;
    write(&entry, &format!("export {{ {} }} from \"./marked.js\";\n", exports.join(", ")))?;
    let shaken = work.join("shaken.js");
    let mut esbuild = esbuild(toolbox);
    esbuild.args(["--bundle", "--minify-whitespace"]).arg(entry).arg(outfile(&shaken));
    process::run(&mut esbuild)?;
    read(&shaken)
}

/// The glue, so marked that esbuild may leave its classes out: their clean-up looks like an effect, but has none where
/// the class is not used.
fn marked_as_pure(glue: &str) -> String {
    let lines = glue.lines().filter(|line| !line.starts_with("if (Symbol.dispose) "));
    let lines =
        lines.map(|line| line.replace("new FinalizationRegistry(", "/* @__PURE__ */ new FinalizationRegistry("));
    lines.collect::<Vec<_>>().join("\n")
}

/// Every name that the glue exports, as esbuild reads it.
fn exports(toolbox: &Toolbox, glue: &Path, work: &Path) -> Result<Vec<String>> {
    let listing = work.join("listing.json");
    let mut esbuild = esbuild(toolbox);
    esbuild.arg(glue).arg(outfile(&work.join("listed.js"))).arg(format!("--metafile={}", listing.display()));
    process::run(&mut esbuild)?;
    let listing: Value = serde_json::from_str(&read(&listing)?).context("reading the glue's exports")?;
    let outputs = listing["outputs"].as_object().into_iter().flatten();
    let names = outputs.filter_map(|(_, output)| output["exports"].as_array()).flatten();
    Ok(names.filter_map(Value::as_str).map(str::to_owned).collect())
}

/// The exports that the scripts name, and the start, which has no other name than `default`.
fn wanted_exports(exports: &[String], callers: &str) -> Result<Vec<String>> {
    if !exports.iter().any(|name| name == "default") {
        bail!("the glue exports no default function: its form has changed with wasm-bindgen's version");
    }
    let named = names::words(callers);
    let wanted = exports.iter().filter(|name| *name == "default" || named.contains(name.as_str()));
    Ok(wanted.cloned().collect())
}

/// Tools for the wasm, all told the same features of the language.
struct Wasm<'a> {
    toolbox: &'a Toolbox,
    features: &'a [String],
    work: &'a Path,
}

impl Wasm<'_> {
    /// The wasm as text.
    fn text(&self, wasm: &Path) -> Result<String> {
        let out = self.work.join("text.wat");
        process::run(self.tool("wasm-dis").arg(wasm).arg("--output").arg(&out))?;
        read(&out)
    }

    /// The wasm, text to text, without what these exports do not reach.
    fn reachable(&self, text: &str, exports: &[String]) -> Result<String> {
        let (graph, whole, out) =
            (self.work.join("graph.json"), self.assemble(text)?, self.work.join("reachable.wasm"));
        let mut nodes = vec![json!({ "name": "page", "root": true, "reaches": exports })];
        nodes.extend(exports.iter().map(|export| json!({ "name": export, "export": export })));
        write(&graph, &Value::from(nodes).to_string())?;
        let mut metadce = self.tool("wasm-metadce");
        metadce.arg(whole).arg("--graph-file").arg(&graph).arg("--output").arg(&out);
        // It lists what it leaves out, which would be long.
        process::run(metadce.stdout(Stdio::null()))?;
        self.text(&out)
    }

    /// Writes the wasm of that text, optimised.
    fn optimise(&self, text: &str, out: &Path) -> Result<()> {
        process::run(self.tool("wasm-opt").arg(self.assemble(text)?).args(PASSES).arg("--output").arg(out))
    }

    fn assemble(&self, text: &str) -> Result<PathBuf> {
        let (source, out) = (self.work.join("assembled.wat"), self.work.join("assembled.wasm"));
        write(&source, text)?;
        process::run(self.tool("wasm-as").arg(source).arg("--output").arg(&out))?;
        Ok(out)
    }

    fn tool(&self, name: &str) -> Command {
        let mut command = self.toolbox.npm(name);
        command.args(self.features);
        command
    }
}

/// The features that the wasm says it uses, as flags.
fn features(toolbox: &Toolbox, wasm: &Path, work: &Path) -> Result<Vec<String>> {
    let mut wasm_opt = toolbox.npm("wasm-opt");
    wasm_opt.arg("--print-features").arg(wasm).arg("--output").arg(work.join("features.wasm"));
    let answer = process::answer(&mut wasm_opt).context("wasm-opt does not tell the wasm's features")?;
    Ok(answer.lines().filter(|line| line.starts_with("--enable-")).map(str::to_owned).collect())
}

fn run_esbuild(toolbox: &Toolbox, mode: &str, script: &Path, out: &Path) -> Result<()> {
    process::run(esbuild(toolbox).arg(mode).arg(script).arg(outfile(out)))
}

fn esbuild(toolbox: &Toolbox) -> Command {
    let mut command = toolbox.npm("esbuild");
    command.args(["--format=esm", SCRIPT_TARGET, "--charset=utf8", "--legal-comments=none", "--log-level=warning"]);
    command
}

fn outfile(path: &Path) -> String {
    format!("--outfile={}", path.display())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_exports_what_scripts_name_and_its_start() {
        let exports = ["IntoUnderlyingSink", "default", "initSync", "mount"].map(str::to_owned);
        let callers = "const { default: init, mount } = await import(\"./kindred_widget.js\");";
        assert_eq!(wanted_exports(&exports, callers).expect("there is a start"), ["default", "mount"]);
    }

    #[test]
    fn a_glue_without_a_start_is_an_error() {
        assert!(wanted_exports(&["mount".to_owned()], "mount").is_err());
    }

    #[test]
    fn a_class_of_the_glue_is_marked_so_that_it_can_be_left_out() {
        let glue = "class A {}\nif (Symbol.dispose) A.prototype[Symbol.dispose] = A.prototype.free;\n\
                    const F = new FinalizationRegistry(free);";
        assert_eq!(marked_as_pure(glue), "class A {}\nconst F = /* @__PURE__ */ new FinalizationRegistry(free);");
    }
}
