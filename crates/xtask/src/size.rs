//! What the release files weigh, held against the budgets (design, section 6).
//!
//! Weights are bytes after brotli, as a good host sends them. Judging is a pure function over the numbers.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use kindred_cli::report::grouped;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::dist::Effort;
use crate::{dist, progress, readme, setup, stamp};

const BUDGETS: &str = "budgets.toml";

/// What to do with the weights beside printing them.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fail above a hard budget, and when the README's figures are out of date
    #[arg(long)]
    check: bool,
    /// Write the figures into README.md
    #[arg(long)]
    write: bool,
}

/// One file and what it weighs, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) file: String,
    pub(crate) raw: u64,
    pub(crate) brotli: u64,
}

/// What some files may weigh together, in bytes after brotli.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    /// What a person calls these files.
    name: String,
    /// The files, and folders that end in `/`; where none is named, all that there are but for those that are apart.
    #[serde(default)]
    files: Vec<String>,
    /// Whether a page with one plain unit loads none of these.
    #[serde(default)]
    apart: bool,
    /// Where we want to be.
    goal: Option<u64>,
    /// What must not be passed.
    hard: Option<u64>,
    /// What a budget that names no file does not count: the files that are apart.
    #[serde(skip)]
    but_for: Vec<String>,
}

impl Budget {
    fn counts(&self, weight: &Weight) -> bool {
        match self.files.as_slice() {
            [] => !self.but_for.iter().any(|known| is_or_has(known, &weight.file)),
            files => files.iter().any(|known| is_or_has(known, &weight.file)),
        }
    }
}

/// Whether a budget that names `known`, a file or a folder such as `cart/`, means that file.
fn is_or_has(known: &str, file: &str) -> bool {
    known == file || (known.ends_with('/') && file.starts_with(known))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    budget: Vec<Budget>,
    /// Those of the feed, which `cargo xtask bench` reads.
    #[serde(rename = "feed")]
    _feed: Option<IgnoredAny>,
}

impl Budgets {
    fn read(text: &str) -> Result<Vec<Budget>> {
        let Budgets { mut budget, .. } = toml::from_str(text)?;
        let apart: Vec<_> =
            budget.iter().filter(|budget| budget.apart).flat_map(|budget| budget.files.clone()).collect();
        for budget in budget.iter_mut().filter(|budget| budget.files.is_empty()) {
            budget.but_for.clone_from(&apart);
        }
        Ok(budget)
    }
}

/// How files stand against their budget.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// Without a goal.
    Watched,
    /// At or below the goal, with this much to spare.
    Met { spare: u64 },
    /// Above the goal by this much, and not above the hard budget.
    Near { above_goal: u64 },
    /// Above the hard budget by this much.
    Broken { above_hard: u64 },
    /// A file that the budget names is not there.
    Missing { file: String },
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Watched => write!(formatter, "watched"),
            Verdict::Met { spare } => write!(formatter, "{} B below the goal", grouped(*spare)),
            Verdict::Near { above_goal } => {
                write!(formatter, "{} B above the goal", grouped(*above_goal))
            }
            Verdict::Broken { above_hard } => write!(formatter, "{} B ABOVE THE HARD BUDGET", grouped(*above_hard)),
            Verdict::Missing { file } => write!(formatter, "{file} IS MISSING"),
        }
    }
}

/// Weighs the release files, and builds them first where they are out of date.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    dist::ensure(&setup::run(setup::Purpose::Build)?, Effort::Release)?;
    let weights = weigh(Path::new(dist::FOLDER))?;
    if arguments.write {
        readme::write(&of_shoppers(&weights)?)?;
    }
    report(&weights)?;
    if arguments.check { hold(&weights) } else { Ok(()) }
}

/// Prints the table, and fails where the weights break a hard budget or the README tells others.
pub(crate) fn check() -> Result<()> {
    let weights = weigh(Path::new(dist::FOLDER))?;
    report(&weights)?;
    hold(&weights)
}

fn hold(weights: &[Weight]) -> Result<()> {
    within_budgets(weights)?;
    readme::check(&of_shoppers(weights)?)
}

/// The files that are not apart.
fn of_shoppers(weights: &[Weight]) -> Result<Vec<Weight>> {
    let budgets = budgets()?;
    let is_apart = |weight: &&Weight| budgets.iter().any(|budget| budget.apart && budget.counts(weight));
    Ok(weights.iter().filter(|weight| !is_apart(weight)).cloned().collect())
}

fn weigh(folder: &Path) -> Result<Vec<Weight>> {
    let mut weights = Vec::new();
    for path in stamp::files(folder)? {
        let contents = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let file = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        weights.push(Weight { file, raw: contents.len() as u64, brotli: brotli_size(&contents)? });
    }
    if weights.is_empty() {
        bail!("{} has no file to weigh", folder.display());
    }
    Ok(weights)
}

fn brotli_size(contents: &[u8]) -> Result<u64> {
    const BUFFER: usize = 4096;
    const QUALITY: u32 = 11;
    const WINDOW: u32 = 22;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW);
    writer.write_all(contents).context("compressing")?;
    Ok(writer.into_inner().len() as u64)
}

fn budgets() -> Result<Vec<Budget>> {
    let text = fs::read_to_string(BUDGETS).with_context(|| format!("reading {BUDGETS}"))?;
    Budgets::read(&text).with_context(|| format!("reading {BUDGETS}"))
}

fn report(weights: &[Weight]) -> Result<()> {
    let budgets = budgets()?;
    let names = weights.iter().map(|weight| weight.file.len()).chain(budgets.iter().map(|budget| budget.name.len()));
    let width = names.max().unwrap_or_default() + "= ".len();
    let row = |name: &str, raw: &str, brotli: &str| format!("{name:<width$}{raw:>10}{brotli:>10}");
    println!("{}", progress::emphasised(&row("bytes", "raw", "brotli")));
    for weight in weights {
        println!("{}", row(&weight.file, &grouped(weight.raw), &grouped(weight.brotli)));
    }
    for budget in &budgets {
        println!("{}", line(budget, weights, width));
    }
    Ok(())
}

/// One budget as a line under the table; names are that wide.
fn line(budget: &Budget, weights: &[Weight], width: usize) -> String {
    let (raw, brotli) = sums(budget, weights);
    let bound = |name: &str, bound: Option<u64>| bound.map(|bytes| format!("{name} {}", grouped(bytes)));
    let bounds: Vec<_> = [bound("goal", budget.goal), bound("hard", budget.hard)].into_iter().flatten().collect();
    let colon = if bounds.is_empty() { "" } else { ": " };
    let judgement = format!("{}{colon}{}", bounds.join(", "), judge(budget, weights));
    let name = format!("= {}", budget.name);
    format!("{name:<width$}{:>10}{:>10}   {judgement}", grouped(raw), grouped(brotli))
}

fn within_budgets(weights: &[Weight]) -> Result<()> {
    let budgets = budgets()?;
    let broken = budgets.iter().map(|budget| (budget, judge(budget, weights)));
    let broken = broken.filter(|(_, verdict)| matches!(verdict, Verdict::Broken { .. } | Verdict::Missing { .. }));
    let sentences: Vec<_> = broken.map(|(budget, verdict)| format!("{}: {verdict}", budget.name)).collect();
    if !sentences.is_empty() {
        bail!("{BUDGETS} is not kept: {}", sentences.join("; "));
    }
    Ok(())
}

/// Holds the files of a budget against it.
fn judge(budget: &Budget, weights: &[Weight]) -> Verdict {
    let is_missing = |file: &&String| !weights.iter().any(|weight| is_or_has(file, &weight.file));
    if let Some(file) = budget.files.iter().find(is_missing) {
        return Verdict::Missing { file: file.clone() };
    }
    let (_, brotli) = sums(budget, weights);
    match (budget.goal, budget.hard) {
        (_, Some(hard)) if brotli > hard => Verdict::Broken { above_hard: brotli - hard },
        (Some(goal), _) if brotli > goal => Verdict::Near { above_goal: brotli - goal },
        (Some(goal), _) => Verdict::Met { spare: goal - brotli },
        (None, _) => Verdict::Watched,
    }
}

/// What the files of a budget weigh together, raw and after brotli.
fn sums(budget: &Budget, weights: &[Weight]) -> (u64, u64) {
    let counted = weights.iter().filter(|weight| budget.counts(weight));
    counted.fold((0, 0), |(raw, brotli), weight| (raw + weight.raw, brotli + weight.brotli))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(file: &str, raw: u64, brotli: u64) -> Weight {
        Weight { file: file.to_owned(), raw, brotli }
    }

    fn budget(files: &[&str], goal: u64, hard: u64) -> Budget {
        let files = files.iter().map(|file| (*file).to_owned()).collect();
        let (goal, hard) = (Some(goal), Some(hard));
        Budget { name: "some".to_owned(), files, apart: false, goal, hard, but_for: Vec::new() }
    }

    #[test]
    fn a_budget_without_files_counts_every_file() {
        let weights = [weight("a.js", 10, 4), weight("b.wasm", 100, 40)];
        assert_eq!(sums(&budget(&[], 0, 0), &weights), (110, 44));
        assert_eq!(sums(&budget(&["a.js"], 0, 0), &weights), (10, 4));
    }

    #[test]
    fn files_that_are_apart_count_for_their_own_budget_alone() {
        let text = "[[budget]]\nname = \"all\"\ngoal = 1\nhard = 2\n\
                    [[budget]]\nname = \"why\"\nfiles = [\"why.js\"]\napart = true\n";
        let [all, why] = <[Budget; 2]>::try_from(Budgets::read(text).expect("it is well formed")).expect("two");
        let weights = [weight("a.js", 10, 4), weight("why.js", 100, 40)];
        assert_eq!((sums(&all, &weights), sums(&why, &weights)), ((10, 4), (100, 40)));
        assert_eq!(judge(&why, &weights), Verdict::Watched);
        assert_eq!(line(&why, &weights, 8), "= why          100        40   watched");
    }

    #[test]
    fn the_verdict_changes_above_the_goal_and_above_the_hard_budget() {
        let weights = [weight("a.js", 100, 20)];
        for (goal, hard, verdict) in [
            (25, 30, Verdict::Met { spare: 5 }),
            (20, 30, Verdict::Met { spare: 0 }),
            (19, 30, Verdict::Near { above_goal: 1 }),
            (10, 20, Verdict::Near { above_goal: 10 }),
            (10, 19, Verdict::Broken { above_hard: 1 }),
        ] {
            assert_eq!(judge(&budget(&["a.js"], goal, hard), &weights), verdict, "goal {goal}, hard {hard}");
        }
    }

    #[test]
    fn a_budget_for_a_file_that_is_not_there_is_not_kept() {
        let missing = Verdict::Missing { file: "c.js".to_owned() };
        assert_eq!(judge(&budget(&["c.js"], 10, 20), &[weight("a.js", 1, 1)]), missing);
    }

    #[test]
    fn a_line_says_how_far_the_files_are_from_the_goal() {
        let line = line(&budget(&[], 1200, 2000), &[weight("a.js", 4000, 1234)], 28);
        assert_eq!(
            line,
            "= some                           4,000     1,234   goal 1,200, hard 2,000: 34 B above the goal"
        );
    }

    #[test]
    fn text_that_repeats_itself_weighs_little() {
        let weight = brotli_size(&b"carousel ".repeat(1000)).expect("compressing works");
        assert!((10..60).contains(&weight), "{weight}");
    }

    #[test]
    fn the_budget_file_is_read_and_its_goals_are_below_its_hard_budgets() {
        let text = fs::read_to_string(crate::root().join(BUDGETS)).expect("the file is there");
        let budgets = Budgets::read(&text).expect("the file has budgets");
        assert!(budgets.iter().all(|budget| budget.goal <= budget.hard));
        assert!(budgets.iter().any(|budget| budget.files.is_empty()), "no budget counts every file");
    }
}
