//! Builds that are killed and uploads that break off, at any moment: a reader finds the old feed or the new one, whole.
//!
//! The moments are drawn from a seed that is printed; `KINDRED_SEED=N` draws the same again.

use kindred_cli::publish::{BuildId, PublishOptions, Publisher};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

const N_FILES: usize = 200;
const FILE_SIZE: usize = 1000;
const N_KILLS: usize = 40;
/// Fewer than there are kills, so that old builds are being removed too when the process is killed.
const KEEP: usize = 2;

/// What the process that is killed is told: the folder, the version of the shop, and the order of writing.
const JOB: &str = "KINDRED_TEST_JOB";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// As the command does it.
    PointerLast,
    /// As it must not be done: the test has to notice it.
    PointerFirst,
}

/// When a process is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    After(Duration),
    /// As soon as the new build has its name, and before anything names it.
    OnceNamed,
    /// As soon as `feed.json` is another.
    OncePointed,
}

/// The files of a version of the shop.
fn shop(version: usize) -> BTreeMap<String, String> {
    let file = |number: usize| (format!("chunk/{number}.json"), format!("{version}.{number} ").repeat(FILE_SIZE / 8));
    (0..N_FILES).map(file).collect()
}

/// The id of files, by the definition that hosts and people can check it by.
fn id_of(files: &BTreeMap<String, String>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, text) in files {
        hasher.update(&(path.len() as u64).to_le_bytes());
        hasher.update(path.as_bytes());
        hasher.update(blake3::hash(text.as_bytes()).as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

fn pointer(id: &str) -> String {
    format!("{{\"format\":1,\"build\":\"{id}\",\"end\":true}}")
}

/// The id that a reader finds in the folder, once sure that everything it names is there and whole.
fn read(folder: &Path) -> Result<String, String> {
    let text = fs::read_to_string(folder.join("feed.json")).map_err(|error| format!("feed.json: {error}"))?;
    let json: serde_json::Value = serde_json::from_str(&text).map_err(|error| format!("feed.json: {error}"))?;
    let id = json["build"].as_str().ok_or("feed.json names no build")?.to_owned();
    if text != pointer(&id) {
        return Err(format!("feed.json is not whole: {text}"));
    }
    read_build(folder, &id)?;
    Ok(id)
}

/// Makes sure that a build is there and whole.
fn read_build(folder: &Path, id: &str) -> Result<(), String> {
    let (build, mut files) = (folder.join(id), BTreeMap::new());
    for entry in walkdir::WalkDir::new(&build) {
        let entry = entry.map_err(|error| error.to_string())?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&build).unwrap().to_string_lossy().replace('\\', "/");
            files.insert(path, fs::read_to_string(entry.path()).map_err(|error| error.to_string())?);
        }
    }
    let found = id_of(&files);
    if found == id { Ok(()) } else { Err(format!("{} files of build {id} hash to {found}", files.len())) }
}

/// Publishes a version of the shop in this process.
fn publish(folder: &Path, version: usize) -> BuildId {
    let publisher = Publisher::begin(&PublishOptions { keep: KEEP, ..PublishOptions::new(folder) }).unwrap();
    shop(version).iter().for_each(|(path, text)| publisher.add(path, text.as_bytes()).unwrap());
    publisher.finish(|id| pointer(id.as_str())).unwrap().build.unwrap()
}

/// Not a test, but the process that the tests below kill: this very program, told what to do.
#[test]
fn the_process_that_is_killed() {
    let Ok(job) = env::var(JOB) else { return };
    let [version, order, folder] = job.splitn(3, ' ').collect::<Vec<_>>().try_into().unwrap();
    let (version, folder) = (version.parse().unwrap(), Path::new(folder));
    if order == "first" {
        fs::write(folder.join("part"), pointer(&id_of(&shop(version)))).unwrap();
        fs::rename(folder.join("part"), folder.join("feed.json")).unwrap();
    }
    publish(folder, version);
}

fn start(folder: &Path, version: usize, order: Order) -> Child {
    let order = if order == Order::PointerFirst { "first" } else { "last" };
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "the_process_that_is_killed"])
        .env(JOB, format!("{version} {order} {}", folder.display()))
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Starts to publish a version and kills the process at that moment, unless it is done before.
fn kill(folder: &Path, version: usize, order: Order, moment: Moment) {
    let (before, new) = (fs::read(folder.join("feed.json")).unwrap(), folder.join(id_of(&shop(version))));
    let started = Instant::now();
    let mut child = start(folder, version, order);
    loop {
        let has_come = match moment {
            Moment::After(delay) => started.elapsed() >= delay,
            Moment::OnceNamed => new.exists(),
            Moment::OncePointed => fs::read(folder.join("feed.json")).is_ok_and(|now| now != before),
        };
        if has_come || child.try_wait().unwrap().is_some() {
            break;
        }
        thread::sleep(Duration::from_micros(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Numbers that are the same for the same seed.
struct Dice(u64);

impl Dice {
    /// Seeded anew in every run: each run looks at other moments.
    fn seeded() -> Dice {
        let given = env::var("KINDRED_SEED").ok().map(|seed| seed.parse().expect("KINDRED_SEED is a number"));
        let clock = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos().into();
        let seed = given.unwrap_or_else(clock);
        eprintln!("KINDRED_SEED={seed}");
        Dice(seed)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn moment(&mut self, whole: Duration) -> Moment {
        match self.below(6) {
            0 => Moment::OnceNamed,
            1 => Moment::OncePointed,
            _ => Moment::After(Duration::from_micros(self.below(whole.as_micros() as u64))),
        }
    }
}

/// A folder with a first version, and how long it takes to publish the next in a process of its own.
fn published() -> (tempfile::TempDir, Duration) {
    let folder = tempfile::tempdir().unwrap();
    publish(folder.path(), 0);
    let started = Instant::now();
    assert!(start(folder.path(), 1, Order::PointerLast).wait().unwrap().success());
    (folder, started.elapsed())
}

/// What is in the folder and is not a feed.
fn remains(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.')).collect()
}

fn builds(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| BuildId::parse(name).is_some()).collect()
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_the_old_feed_or_the_new_one() {
    let (mut dice, (folder, whole)) = (Dice::seeded(), published());
    let (folder, mut n_old, mut n_remains) = (folder.path(), 0, 0);
    let mut served = read(folder).unwrap();
    for version in 2..2 + N_KILLS {
        let (moment, new) = (dice.moment(whole), id_of(&shop(version)));
        kill(folder, version, Order::PointerLast, moment);
        let found = read(folder).unwrap_or_else(|broken| panic!("killed {moment:?}: {broken}"));
        assert!(found == served || found == new, "killed {moment:?}: found {found}, which is neither old nor new");
        n_old += usize::from(found == served);
        n_remains += usize::from(!remains(folder).is_empty());
        served = found;
    }
    eprintln!("{N_KILLS} kills: {n_old} times the old feed, {n_remains} times remains");
    assert!(n_old > 0 && n_old < N_KILLS && n_remains > 0, "the moments do not lie within the build");
    let last = publish(folder, 2 + N_KILLS);
    assert_eq!(read(folder).as_deref(), Ok(last.as_str()));
    assert_eq!(remains(folder), [""; 0], "a build that ends clears what the killed ones left");
    assert_eq!(builds(folder).len(), KEEP, "and the builds that never came to be served");
}

#[test]
fn a_pointer_that_is_written_first_is_noticed() {
    let (folder, _) = published();
    kill(folder.path(), 2, Order::PointerFirst, Moment::OncePointed);
    let broken = read(folder.path()).unwrap_err();
    assert!(broken.contains(&id_of(&shop(2))) && !broken.contains("feed.json"), "{broken}");
}

/// A build of the command itself: of a version of a small catalogue, into that folder, in one layout after the other.
fn command(catalogues: &Path, version: usize, out: &Path) -> Command {
    let catalogue = catalogues.join(format!("{version}.json"));
    let product = |number: usize| format!(r#"{{ "sku": "P-{number}", "name": "Mug {version}", "price": {number} }}"#);
    let products: Vec<String> = (0..500).map(product).collect();
    fs::write(&catalogue, format!(r#"{{ "currency": "EUR", "products": [{}] }}"#, products.join(","))).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kindred"));
    let layout = if version.is_multiple_of(3) { "inline" } else { "chunked" };
    command.arg("build").arg(catalogue).arg("--out").arg(out).args(["--layout", layout]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The text of `feed.json`, once sure that the build that it names, if any, is there and whole.
fn read_any(folder: &Path) -> Result<String, String> {
    let text = fs::read_to_string(folder.join("feed.json")).map_err(|error| format!("feed.json: {error}"))?;
    let json: serde_json::Value = serde_json::from_str(&text).map_err(|error| format!("feed.json: {error}"))?;
    json["build"].as_str().map_or(Ok(()), |id| read_build(folder, id))?;
    Ok(text)
}

#[test]
fn the_command_that_is_killed_at_any_moment_leaves_the_old_feed_or_the_new_one() {
    let (mut dice, files) = (Dice::seeded(), tempfile::tempdir().unwrap());
    let (out, elsewhere) = (files.path().join("out"), files.path().join("elsewhere"));
    let started = Instant::now();
    assert!(command(files.path(), 0, &out).status().unwrap().success());
    let (whole, mut served) = (started.elapsed(), read_any(&out).unwrap());
    for version in 1..=N_KILLS / 2 {
        assert!(command(files.path(), version, &elsewhere).status().unwrap().success());
        let (new, delay) = (read_any(&elsewhere).unwrap(), dice.below(whole.as_micros() as u64));
        let mut child = command(files.path(), version, &out).spawn().unwrap();
        thread::sleep(Duration::from_micros(delay));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = read_any(&out).unwrap_or_else(|broken| panic!("killed after {delay} µs: {broken}"));
        assert!(found == served || found == new, "killed after {delay} µs: neither old nor new");
        served = found;
    }
    assert!(command(files.path(), 0, &out).status().unwrap().success());
    assert_eq!(remains(&out), [""; 0]);
}

/// The files of a folder in the order in which docs/hosting.md says to upload them.
fn order_of_upload(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let path = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    let mut files: Vec<String> = files.map(|entry| path(entry.path())).filter(|path| path != "builds.json").collect();
    files.sort_by_key(|path| path == "feed.json");
    files
}

/// Uploads that many files, and half of the one after them; what is there already is passed over.
fn upload(from: &Path, to: &Path, order: &[String], n_whole: usize) {
    for (index, path) in order.iter().enumerate().take(n_whole + 1) {
        fs::create_dir_all(to.join(path).parent().unwrap()).unwrap();
        let bytes = fs::read(from.join(path)).unwrap();
        if fs::read(to.join(path)).is_ok_and(|there| there == bytes) {
            continue;
        }
        if index < n_whole {
            fs::write(to.join(path), bytes).unwrap();
        } else if path != "feed.json" {
            // A single small file is replaced at once, by every way of uploading that the document names.
            fs::write(to.join(path), &bytes[..bytes.len() / 2]).unwrap();
        }
    }
}

/// What a reader finds on a host that has the old feed, after each possible end of an upload of the new one.
fn ends_of_uploads(sort: impl Fn(&mut Vec<String>)) -> (String, String, Vec<Result<String, String>>) {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let old = publish(here.path(), 0).to_string();
    let mut order = order_of_upload(here.path());
    upload(here.path(), there.path(), &order, order.len());
    let new = publish(here.path(), 1).to_string();
    order = order_of_upload(here.path());
    sort(&mut order);
    let mut ends = Vec::new();
    // Each goes on where the one before broke off, as a second try does.
    for n_whole in (0..=order.len()).step_by(7).chain([order.len() - 1, order.len()]) {
        upload(here.path(), there.path(), &order, n_whole);
        ends.push(read(there.path()));
    }
    (old, new, ends)
}

#[test]
fn an_upload_that_breaks_off_leaves_the_old_feed_or_the_new_one() {
    let (old, new, ends) = ends_of_uploads(|_| ());
    let whole: Vec<&str> = ends.iter().map(|end| end.as_deref().unwrap()).collect();
    let n_old = whole.iter().filter(|id| **id == old).count();
    assert!(whole[..n_old].iter().all(|id| *id == old) && whole[n_old..].iter().all(|id| *id == new));
    assert_eq!(whole.last(), Some(&new.as_str()));
}

#[test]
fn an_upload_in_another_order_is_noticed() {
    let (_, _, ends) = ends_of_uploads(|order| order.sort_by_key(|path| path != "feed.json"));
    assert!(ends.iter().any(Result::is_err));
}
