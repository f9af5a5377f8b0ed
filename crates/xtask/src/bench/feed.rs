//! The feed at scale: generated catalogues of any size, built as a merchant builds them, and viewed as shoppers do.
//!
//! What a build takes is measured on the command itself, in a process of its own, beside a process that does nothing but
//! parse the same CSV. What a page takes is counted in the files that were published.

mod budget;
mod child;
mod report;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use kindred_bench::views::Views;
use kindred_cli::report::grouped;

use super::document;
use crate::process;
use crate::progress::step;
use budget::Budget;
use child::Usage;

/// What is measured where nobody says otherwise.
pub(super) const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// What CI looks at: counts of these say whether anything grows with the catalogue.
const GATE_SIZES: [usize; 2] = [1_000, 10_000];
/// Up to this size the feed is built and viewed with every type of recommendation too: the lists of a million products
/// would not fit on a small disk.
const MOST_RECOMMENDED: usize = 100_000;
/// How often each product was looked at in what these are learned from.
const VIEWS_OF_A_PAGE: usize = 20;
const SEED: u64 = 1;
const N_VIEWS: usize = 1_000;
const N_GATE_VIEWS: usize = 60;
/// How often both programs take turns.
const N_ROUNDS: usize = 3;

const FOLDER: &str = "target/bench/feed";
/// The profile that both programs are built with: the one that merchants run.
const PROFILE: &str = "command";

/// One catalogue and its feed.
struct Measured {
    rows: usize,
    csv_bytes: u64,
    rounds: Vec<Round>,
    files: Files,
    views: Views,
    recommended: Option<Recommended>,
}

/// The same catalogue with every type of recommendation on every page.
struct Recommended {
    learn: Usage,
    build: Usage,
    files: Files,
    views: Views,
}

/// Both programs on the same file.
struct Round {
    parse: Usage,
    build: Usage,
}

/// What was published.
#[derive(Clone, Copy, Default)]
struct Files {
    n: u64,
    bytes: u64,
}

/// Measures, writes the document, and fails where a hard budget is broken.
pub(super) fn run(sizes: &[usize]) -> Result<()> {
    step("building the programs", build_programs)?;
    clear(Path::new(FOLDER))?;
    let measured =
        sizes.iter().map(|rows| step(&format!("{} rows", grouped(*rows as u64)), || measure(*rows, N_ROUNDS, N_VIEWS)));
    let measured: Vec<Measured> = measured.collect::<Result<_>>()?;
    clear(Path::new(FOLDER))?;
    let budget = Budget::read()?;
    let section = report::section(&measured, &budget, SEED)?;
    print!("{section}");
    if sizes == SIZES {
        document::write("feed", &section)?;
    } else {
        println!("\nThe document stands as it is: it has all sizes.");
    }
    hold(&budget, &measured)
}

/// Counts what is exact, on small catalogues, and fails where a hard budget is broken.
pub(crate) fn gate() -> Result<()> {
    build_programs()?;
    // Beside what an earlier run has built, which stays for pages that are open, there would be twice as many files.
    clear(Path::new(FOLDER))?;
    let measured = GATE_SIZES.iter().map(|rows| measure(*rows, 1, N_GATE_VIEWS));
    let measured: Vec<Measured> = measured.collect::<Result<_>>()?;
    print!("{}{}", report::pages(&measured), report::recommended(&measured));
    hold(&Budget::read()?, &measured)
}

fn hold(budget: &Budget, measured: &[Measured]) -> Result<()> {
    let broken = budget.broken(measured);
    if !broken.is_empty() {
        bail!("{}", broken.join("; "));
    }
    Ok(())
}

fn build_programs() -> Result<()> {
    let mut cargo = process::command("cargo");
    cargo.args(["build", "--profile", PROFILE, "--package", "kindred-cli", "--package", "kindred-bench", "--bins"]);
    process::run(cargo.args(["--target-dir", "target"]))
}

/// One of the programs that [`build_programs`] builds.
fn program(name: &str) -> Command {
    process::command(Path::new("target").join(PROFILE).join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

fn measure(rows: usize, n_rounds: usize, n_views: usize) -> Result<Measured> {
    let folder = Path::new(FOLDER).join(rows.to_string());
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let csv = folder.join("catalogue.csv");
    let (rows_text, seed) = (rows.to_string(), SEED.to_string());
    let mut generate = program("catalogue");
    let n_visits = if rows <= MOST_RECOMMENDED { VIEWS_OF_A_PAGE } else { 0 };
    generate.args(["--rows", &rows_text, "--seed", &seed, "--views", &n_visits.to_string(), "--out"]);
    process::run(generate.arg(&csv))?;
    let csv_bytes = on_disk(&csv).with_context(|| format!("reading {}", csv.display()))?;
    let mut rounds = Vec::new();
    // Each into a folder of its own, and none removed in between: file systems are slow to make files for minutes after
    // they have removed many, and a merchant's build would pay for the bench's.
    let out = |round: usize| folder.join(format!("feed-{round}"));
    for round in 0..n_rounds {
        let parse = child::run(program("parse").arg(&csv))?;
        let build = child::run(&mut build(&folder, &out(round)))?;
        rounds.push(Round { parse, build });
    }
    let out = out(0);
    let viewed = |feed: &Path, more: &[&str]| -> Result<Views> {
        let mut views = program("views");
        views.arg(feed).args(["--rows", &rows_text, "--views", &n_views.to_string(), "--seed", &seed]).args(more);
        serde_json::from_slice(&child::answer(&mut views)?).context("reading the views")
    };
    let views = viewed(&out, &[])?;
    let recommended = if n_visits > 0 {
        let lists = folder.join("lists.jsonl");
        let mut learn = program("kindred");
        learn.arg("learn").args([&csv, &folder.join("settings.json")]).arg("--events").arg(folder.join("visits.csv"));
        learn.arg("--embeddings").arg(folder.join("embeddings.csv")).arg("--out").arg(&lists);
        let learn = child::run(&mut learn)?;
        let out = folder.join("feed-recommended");
        let build = child::run(build(&folder, &out).arg("--lists").arg(&lists))?;
        Some(Recommended { learn, build, files: count(&out)?, views: viewed(&out, &["--recommendations"])? })
    } else {
        None
    };
    Ok(Measured { rows, csv_bytes, rounds, files: count(&out)?, views, recommended })
}

/// The command that builds the feed of a folder's catalogue.
fn build(folder: &Path, out: &Path) -> Command {
    let mut build = program("kindred");
    build.arg("build").args([folder.join("catalogue.csv"), folder.join("settings.json")]);
    build.arg("--rules").arg(folder.join("rules.toml")).args(["--layout", "chunked", "--out"]).arg(out);
    build
}

/// The size of a file, once the disk has it and is at rest.
fn on_disk(path: &Path) -> std::io::Result<u64> {
    let file = fs::File::open(path)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("clearing {}", folder.display()))?;
    }
    Ok(())
}

/// Counts what a host has to hold: `builds.json` is for the next build, but it is uploaded like the others.
fn count(folder: &Path) -> Result<Files> {
    let mut files = Files::default();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let found = match entry.file_type()?.is_dir() {
            true => count(&entry.path())?,
            false => Files { n: 1, bytes: entry.metadata()?.len() },
        };
        files = Files { n: files.n + found.n, bytes: files.bytes + found.bytes };
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;
    use kindred_bench::views::View;
    use std::time::Duration;

    /// A catalogue with one page of that many bytes.
    pub(super) fn measured(rows: usize, page_bytes: u64, n_files: u64) -> Measured {
        let usage = |milliseconds| Usage {
            elapsed: Duration::from_millis(milliseconds),
            cpu: Duration::from_millis(milliseconds),
            memory: 1_500_000_000,
        };
        let page = View {
            brotli_11: page_bytes,
            brotli_5: page_bytes + 1_000,
            requests: 3,
            steps: 3,
            cards: [6, 5, 4],
            recommended: 0,
        };
        let with_lists = View { brotli_11: page_bytes + 900, requests: 4, recommended: 50, ..page };
        Measured {
            rows,
            csv_bytes: 160_000_000,
            rounds: vec![Round { parse: usage(500), build: usage(1_000) }],
            files: Files { n: n_files, bytes: 30_000_000 },
            views: Views { pages: vec![page], carts: Vec::new() },
            recommended: (rows < 1_000_000).then(|| Recommended {
                learn: usage(3_000),
                build: usage(2_000),
                files: Files { n: n_files * 4, bytes: 90_000_000 },
                views: Views { pages: vec![with_lists], carts: Vec::new() },
            }),
        }
    }

    #[test]
    fn every_file_of_a_feed_is_counted_however_deep() {
        let folder = Scratch::new("feed-count");
        fs::create_dir_all(folder.join("a/b")).expect("folders can be made");
        for path in ["feed.json", "a/rules.json", "a/b/1.json"] {
            fs::write(folder.join(path), "{}").expect("a file can be written");
        }
        let Files { n, bytes } = count(&folder).expect("it can be read");
        assert_eq!((n, bytes), (3, 6));
    }
}
