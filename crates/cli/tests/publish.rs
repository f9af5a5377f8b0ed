//! What lies in the folder of a feed after one build and after the next.

use kindred_cli::publish::{BuildId, Encoding, PublishError, PublishOptions, Published, Publisher};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::thread;
use tempfile::TempDir;

/// Publishes these files, and a pointer that names their build.
fn publish(options: &PublishOptions, files: &[(&str, &str)]) -> Published {
    let publisher = Publisher::begin(options).unwrap();
    files.iter().for_each(|(path, text)| publisher.add(path, text.as_bytes()).unwrap());
    publisher.finish(pointer).unwrap()
}

fn pointer(id: &BuildId) -> String {
    format!("{{\"format\":1,\"build\":\"{id}\"}}")
}

const FILES: [(&str, &str); 3] = [("chunk/0.json", "{\"a\":1}"), ("chunk/1.json", "{}"), ("lookup/0.json", "{}")];
const OTHER_FILES: [(&str, &str); 1] = [("chunk/0.json", "{\"a\":2}")];

fn options(folder: &TempDir) -> PublishOptions {
    PublishOptions::new(folder.path())
}

/// Every file below the folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    files.map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap())).collect()
}

fn names(folder: &TempDir) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A build of its own for each number.
fn build(options: &PublishOptions, number: usize) -> BuildId {
    publish(options, &[("chunk/0.json", &number.to_string())]).build.unwrap()
}

fn listed(folder: &TempDir) -> Vec<String> {
    serde_json::from_slice(&fs::read(folder.path().join("builds.json")).unwrap()).unwrap()
}

#[test]
fn a_build_lies_under_its_id_and_the_pointer_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let published = publish(&options(&folder), &FILES);
    let id = published.build.clone().unwrap();
    let mut expected = vec!["builds.json".to_owned(), "feed.json".to_owned(), id.to_string()];
    expected.sort();
    assert_eq!(names(&folder), expected, "nothing else lies there");
    let files = files(folder.path());
    assert_eq!(files["feed.json"], pointer(&id).into_bytes());
    for (path, text) in FILES {
        assert_eq!(files[&format!("{id}/{path}")], text.as_bytes());
    }
    assert_eq!((published.n_files, published.bytes), (4, 11 + files["feed.json"].len() as u64));
    assert_eq!(published.feed, folder.path().join("feed.json"));
    assert!(!published.unchanged && published.pruned.is_empty());
}

#[test]
fn the_id_is_of_paths_and_contents_and_of_nothing_else() {
    let id = |files: &[(&str, &str)]| publish(&options(&tempfile::tempdir().unwrap()), files).build.unwrap();
    let mut reversed = FILES;
    reversed.reverse();
    assert_eq!(id(&FILES), id(&reversed), "the order of adding does not matter");
    let compressed = PublishOptions { compress: Encoding::ALL.into(), ..options(&tempfile::tempdir().unwrap()) };
    assert_eq!(id(&FILES), publish(&compressed, &FILES).build.unwrap());
    let others: [&[(&str, &str)]; 4] = [
        &[("chunk/0.json", "{\"a\":1}"), ("chunk/1.json", "{}"), ("lookup/1.json", "{}")],
        &[("chunk/0.json", "{}"), ("chunk/1.json", "{\"a\":1}"), ("lookup/0.json", "{}")],
        &FILES[..2],
        &[("chunk/0.json", "{\"a\":1}{}"), ("chunk/1.json", ""), ("lookup/0.json", "{}")],
    ];
    for other in others {
        assert_ne!(id(&FILES), id(other), "{other:?}");
    }
    assert_eq!(id(&FILES).as_str(), "a941ddb747fa80d5", "an id that changes makes every shop's visitors load all anew");
}

#[test]
fn unchanged_input_leaves_every_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    for compress in [vec![], vec![Encoding::Gz, Encoding::Br, Encoding::Gz]] {
        let options = PublishOptions { compress, ..options(&folder) };
        let first = publish(&options, &FILES);
        let times = || {
            let entries = walkdir::WalkDir::new(folder.path()).min_depth(1).into_iter().map(Result::unwrap);
            let mut times: Vec<_> =
                entries.map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap())).collect();
            times.sort();
            times
        };
        let before = (files(folder.path()), times());
        let second = publish(&options, &FILES);
        assert!(!first.unchanged && second.unchanged);
        assert_eq!(Published { unchanged: false, ..second }, first);
        assert_eq!((files(folder.path()), times()), before);
    }
}

#[test]
fn of_old_builds_the_newest_stay() {
    let folder = tempfile::tempdir().unwrap();
    let ids: Vec<BuildId> = (0..5).map(|number| build(&options(&folder), number)).collect();
    let newest: Vec<&str> = ids.iter().rev().take(3).map(BuildId::as_str).collect();
    assert_eq!(listed(&folder), newest);
    assert_eq!(names(&folder).len(), 2 + 3);
    let published = publish(&PublishOptions { keep: 1, ..options(&folder) }, &[("chunk/0.json", "4")]);
    assert!(published.unchanged, "pruning does not touch the feed");
    assert_eq!(published.pruned, [ids[3].clone(), ids[2].clone()]);
    assert_eq!(listed(&folder), [ids[4].as_str()]);
    let nothing_kept = PublishOptions { keep: 0, ..options(&folder) };
    assert_eq!(publish(&nothing_kept, &FILES).pruned, [ids[4].clone()], "the build itself always stays");
}

#[test]
fn a_build_that_comes_back_is_the_newest_again() {
    let folder = tempfile::tempdir().unwrap();
    let ids: Vec<BuildId> = (0..3).map(|number| build(&options(&folder), number)).collect();
    assert_eq!(build(&options(&folder), 0), ids[0]);
    assert_eq!(listed(&folder), [ids[0].as_str(), ids[2].as_str(), ids[1].as_str()]);
}

#[test]
fn nothing_is_removed_that_the_list_does_not_name() {
    let folder = tempfile::tempdir().unwrap();
    let keep_one = PublishOptions { keep: 1, ..options(&folder) };
    let theirs = ["0123456789abcdef/shop.txt", "pictures/a.txt", "feed.json.bak", ".kindred/notes.txt"];
    for path in theirs {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        fs::write(folder.path().join(path), "theirs").unwrap();
    }
    build(&keep_one, 0);
    let outside = folder.path().join("pictures");
    let list = format!("[\"../{}\", \"pictures\", \"{}\", \"\"]", folder.path().display(), outside.display());
    fs::write(folder.path().join("builds.json"), list).unwrap();
    build(&keep_one, 1);
    for list in ["none", "{}", "[1]", ""] {
        fs::write(folder.path().join("builds.json"), list).unwrap();
        build(&keep_one, 2);
    }
    for path in theirs {
        assert_eq!(fs::read_to_string(folder.path().join(path)).unwrap(), "theirs", "{path}");
    }
}

#[test]
fn the_build_that_visitors_have_now_outlives_one_that_was_killed_before_its_turn() {
    let folder = tempfile::tempdir().unwrap();
    let two = PublishOptions { keep: 2, ..options(&folder) };
    let served = build(&two, 0);
    let old_pointer = fs::read(folder.path().join("feed.json")).unwrap();
    let never_served = build(&two, 1);
    fs::write(folder.path().join("feed.json"), old_pointer).unwrap();
    let published = publish(&two, &FILES);
    assert_eq!(published.pruned, [never_served]);
    assert_eq!(listed(&folder), [published.build.unwrap().as_str(), served.as_str()]);
}

#[test]
fn a_feed_of_one_file_is_published_alone_and_leaves_old_builds_to_open_pages() {
    let folder = tempfile::tempdir().unwrap();
    let inline =
        |options: &PublishOptions, text: &str| Publisher::begin(options).unwrap().finish(|_| text.to_owned()).unwrap();
    let first = inline(&options(&folder), "{}");
    assert_eq!((first.build.clone(), first.n_files, first.bytes, first.unchanged), (None, 1, 2, false));
    assert_eq!(names(&folder), ["feed.json"]);
    assert!(inline(&options(&folder), "{}").unchanged);
    let ids: Vec<BuildId> = (0..3).map(|number| build(&options(&folder), number)).collect();
    assert!(inline(&options(&folder), "{}").pruned.is_empty());
    assert_eq!(fs::read(folder.path().join("feed.json")).unwrap(), b"{}");
    let pruned = inline(&PublishOptions { keep: 1, ..options(&folder) }, "{}").pruned;
    assert_eq!(pruned, [ids[1].clone(), ids[0].clone()]);
}

#[test]
fn files_lie_compressed_beside_themselves_and_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let both = PublishOptions { compress: Encoding::ALL.into(), ..options(&folder) };
    let published = publish(&both, &FILES);
    assert_eq!(published.n_files, 3 * (FILES.len() + 1));
    let there = files(folder.path());
    for (path, text) in there.iter().filter(|(path, _)| path.ends_with(".json") && *path != "builds.json") {
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(there[&format!("{path}.gz")].as_slice()).read_to_end(&mut unpacked).unwrap();
        assert_eq!(&unpacked, text, "{path}.gz");
        unpacked.clear();
        brotli::Decompressor::new(there[&format!("{path}.br")].as_slice(), 4096).read_to_end(&mut unpacked).unwrap();
        assert_eq!(&unpacked, text, "{path}.br");
    }
    assert_eq!(
        published.bytes,
        there.iter().filter(|(path, _)| *path != "builds.json").map(|it| it.1.len() as u64).sum::<u64>()
    );
}

#[test]
fn a_pointer_never_lies_beside_an_old_one_that_is_compressed() {
    let folder = tempfile::tempdir().unwrap();
    let both = PublishOptions { compress: Encoding::ALL.into(), ..options(&folder) };
    publish(&both, &FILES);
    publish(&options(&folder), &OTHER_FILES);
    let there = files(folder.path());
    assert!(there.keys().all(|path| !path.starts_with("feed.json.")), "{:?}", there.keys());
    let published = publish(&PublishOptions { compress: vec![Encoding::Gz], ..options(&folder) }, &OTHER_FILES);
    assert!(!published.unchanged, "what is asked for is added to a build that is there");
    let there = files(folder.path());
    let id = published.build.unwrap();
    assert!(there.contains_key("feed.json.gz") && there.contains_key(&format!("{id}/chunk/0.json.gz")));
}

#[test]
fn a_build_that_somebody_damaged_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let id = publish(&options(&folder), &FILES).build.unwrap();
    let whole = files(folder.path());
    let build = folder.path().join(id.as_str());
    fs::write(build.join("chunk/0.json"), "").unwrap();
    fs::remove_dir_all(build.join("lookup")).unwrap();
    assert!(!publish(&options(&folder), &FILES).unchanged);
    assert_eq!(files(folder.path()), whole);
}

#[test]
fn two_builds_keep_apart() {
    let folder = tempfile::tempdir().unwrap();
    let first = Publisher::begin(&options(&folder)).unwrap();
    first.add("chunk/0.json", b"1").unwrap();
    let second = Publisher::begin(&options(&folder)).unwrap_err();
    assert!(matches!(second, PublishError::InUse { .. }));
    let expected = "expected a folder to itself, found another build writing to it; wait until that one is done";
    assert_eq!(second.to_string(), format!("{}: {expected}", folder.path().display()));
    first.finish(pointer).unwrap();
    publish(&options(&folder), &OTHER_FILES);
}

#[test]
fn what_a_killed_build_left_goes_and_a_build_that_is_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    publish(&options(&folder), &FILES);
    let before = files(folder.path());
    fs::create_dir_all(folder.path().join(".kindred-unfinished-1-build/chunk")).unwrap();
    fs::write(folder.path().join(".kindred-unfinished-1-build/chunk/0.json"), "half").unwrap();
    fs::write(folder.path().join(".kindred-unfinished-1-feed.json"), "half").unwrap();
    fs::write(folder.path().join(".kindred-lock"), "").unwrap();
    let given_up = Publisher::begin(&options(&folder)).unwrap();
    given_up.add("chunk/0.json", b"new").unwrap();
    drop(given_up);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn paths_that_lead_elsewhere_and_second_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let publisher = Publisher::begin(&options(&folder)).unwrap();
    for path in ["../feed.json", "/feed.json", "a/../b", ""] {
        let refused = publisher.add(path, b"");
        assert!(matches!(refused, Err(PublishError::Path { .. })), "{path}");
    }
    publisher.add("a.json", b"1").unwrap();
    assert!(publisher.add("a.json", b"1").is_err());
}

#[test]
fn many_threads_add_many_files() {
    let folder = tempfile::tempdir().unwrap();
    let publisher = Publisher::begin(&options(&folder)).unwrap();
    thread::scope(|scope| {
        for part in 0..4 {
            let publisher = &publisher;
            scope.spawn(move || {
                for number in 0..250 {
                    let number = part * 250 + number;
                    publisher.add(&format!("chunk/{number}.json"), number.to_string().as_bytes()).unwrap();
                }
            });
        }
    });
    let published = publisher.finish(pointer).unwrap();
    assert_eq!(published.n_files, 1001);
    let build = folder.path().join(published.build.unwrap().as_str());
    for number in 0..1000 {
        assert_eq!(fs::read_to_string(build.join(format!("chunk/{number}.json"))).unwrap(), number.to_string());
    }
}
