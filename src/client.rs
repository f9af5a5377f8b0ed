//! The feed's way into the page, in either layout: a unit asks for the feed about its SKUs, and asks again when a file
//! has arrived.
//!
//! An inline feed is one file, the same for everyone. In chunks it is a pointer, then the lookup files of the SKUs,
//! then their chunks; files that do not wait for one another travel side by side, and units about the same products
//! share what is made of them. What no unit asks for any more is forgotten.

mod file;

use crate::browser::http::Cache;
pub(crate) use file::Content;
use file::{FileError, Reads};
use js_sys::Function;
use kindred_core::feed::{self, Feed, Pointer};
use kindred_core::text::concat;
use std::cell::RefCell;
use std::rc::Rc;
use std::task::Poll;
#[cfg(feature = "explain")]
use std::task::ready;

/// Why there are no cards. The code is the `kindred:error` event's, and documented in `docs/errors.md`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Failure {
    /// A short word for programs.
    pub(crate) code: &'static str,
    /// A sentence for people.
    pub(crate) message: String,
}

/// What may be on its way, and may have failed.
pub(crate) type Answer<T> = Poll<Result<T, Failure>>;

/// The files of the feed, as far as the page's units want them.
struct Client {
    /// Where the feed is: `feed.json`.
    url: String,
    /// The loader's way to a file.
    get: Function,
    /// Has the units ask again.
    arrived: fn(),
    files: Vec<File>,
    feeds: Vec<Assembled>,
    /// Counts the beginnings: what an earlier one has asked for is nobody's.
    beginning: u32,
    /// Builds of which a file was missing or broken. Each is a reason to begin again, but only once.
    broken: Vec<String>,
}

/// A file that a unit has asked for.
struct File {
    path: String,
    state: Answer<Rc<Content>>,
    is_wanted: bool,
}

/// What was made of some chunks.
struct Assembled {
    paths: Vec<String>,
    feed: Rc<Feed>,
    is_wanted: bool,
}

thread_local! {
    static CLIENT: RefCell<Option<Client>> = const { RefCell::new(None) };
}

/// Begins with the feed at a URL, in place of any before. `get` is the loader's; `arrived` is called when a unit may
/// get another answer than before.
pub(crate) fn start(url: String, get: Function, arrived: fn()) {
    CLIENT.with_borrow_mut(|client| {
        let beginning = client.as_ref().map_or(0, |client| client.beginning + 1);
        let (files, feeds, broken) = (Vec::new(), Vec::new(), Vec::new());
        *client = Some(Client { url, get, arrived, files, feeds, beginning, broken });
    });
}

/// The feed, or the way to it: there once it can be asked about products.
pub(crate) fn opened() -> Answer<Rc<Content>> {
    ask(Client::opened)
}

/// The feed that decides a unit about these SKUs.
pub(crate) fn feed(opened: &Content, unit: &feed::Unit, skus: &[String]) -> Answer<Rc<Feed>> {
    match opened {
        Content::Inline(feed) => Poll::Ready(Ok(feed.clone())),
        Content::Pointer(pointer) => ask(|client| client.assembled(pointer, unit, skus)),
        _ => Poll::Pending,
    }
}

fn ask<T>(question: impl FnOnce(&mut Client) -> Answer<T>) -> Answer<T> {
    CLIENT.with_borrow_mut(|client| client.as_mut().map_or(Poll::Pending, question))
}

/// Every unit is about to ask. What none of them has asked for by the time of [`forget_unwanted`] goes.
pub(crate) fn want_nothing() {
    CLIENT.with_borrow_mut(|client| {
        if let Some(client) = client {
            client.files.iter_mut().for_each(|file| file.is_wanted = false);
            client.feeds.iter_mut().for_each(|feed| feed.is_wanted = false);
        }
    });
}

/// Every unit has asked. What goes is in the browser's cache, should it be wanted again.
pub(crate) fn forget_unwanted() {
    CLIENT.with_borrow_mut(|client| {
        if let Some(client) = client {
            // Between two views of a page that never reloads there may be no unit at all; the feed stays the same.
            client.files.retain(|file| file.is_wanted || file.path == client.url);
            client.feeds.retain(|feed| feed.is_wanted);
        }
    });
}

/// A file has come, or will not.
fn arrive(beginning: u32, path: &str, answer: Result<Content, FileError>) {
    let arrived = CLIENT.with_borrow_mut(|client| {
        let client = client.as_mut().filter(|client| client.beginning == beginning)?;
        client.take_in(path, answer).then_some(client.arrived)
    });
    if let Some(arrived) = arrived {
        arrived();
    }
}

impl Client {
    fn opened(&mut self) -> Answer<Rc<Content>> {
        self.file(self.url.clone(), file::feed)
    }

    fn assembled(&mut self, pointer: &Pointer, unit: &feed::Unit, skus: &[String]) -> Answer<Rc<Feed>> {
        let mut is_waiting = false;
        let mut paths = pointer.list_paths(unit);
        // In order, each once.
        let mut numbers: Vec<u32> = Vec::new();
        for sku in skus {
            match self.file(pointer.lookup_path(sku), file::lookup)? {
                Poll::Pending => is_waiting = true,
                Poll::Ready(content) => {
                    let Content::Lookup(lookup) = &*content else { continue };
                    for number in lookup.chunks(sku) {
                        if let Err(place) = numbers.binary_search(number) {
                            numbers.insert(place, *number);
                        }
                    }
                }
            }
        }
        paths.extend(numbers.iter().map(|number| pointer.chunk_path(*number)));
        let mut parts = Vec::new();
        for path in &paths {
            match self.file(path.clone(), file::chunk)? {
                Poll::Pending => is_waiting = true,
                Poll::Ready(content) => parts.push(content),
            }
        }
        #[cfg(feature = "explain")]
        parts.push(ready!(self.file(pointer.rules_path(), file::rules))?);
        if is_waiting {
            return Poll::Pending;
        }
        Poll::Ready(Ok(self.shared(pointer, paths, &parts)))
    }

    /// The feed of these chunks, made anew only where nobody has it.
    fn shared(&mut self, pointer: &Pointer, paths: Vec<String>, parts: &[Rc<Content>]) -> Rc<Feed> {
        if let Some(known) = self.feeds.iter_mut().find(|known| known.paths == paths) {
            known.is_wanted = true;
            return known.feed.clone();
        }
        let read = parts.iter().filter_map(|part| part.chunk()).collect();
        let rules = parts.iter().find_map(|part| part.rules());
        let feed = Rc::new(pointer.assemble(read, rules));
        self.feeds.push(Assembled { paths, feed: feed.clone(), is_wanted: true });
        feed
    }

    /// A file, which is asked for unless it is known.
    fn file(&mut self, path: String, reads: Reads) -> Answer<Rc<Content>> {
        if let Some(file) = self.files.iter_mut().find(|file| file.path == path) {
            file.is_wanted = true;
            return file.state.clone();
        }
        let (get, cache, beginning) = (self.get.clone(), self.cache(&path), self.beginning);
        self.files.push(File { path: path.clone(), state: Poll::Pending, is_wanted: true });
        wasm_bindgen_futures::spawn_local(async move {
            let answer = file::load(get, &path, cache, reads).await;
            arrive(beginning, &path, answer);
        });
        Poll::Pending
    }

    /// A build's files never change; but once one of them was not what it should be, a cache is not to be trusted.
    fn cache(&self, path: &str) -> Cache {
        match (path == self.url, self.broken.is_empty()) {
            (true, true) => Cache::Default,
            (true, false) => Cache::Bypassed,
            (false, true) => Cache::Lasting,
            (false, false) => Cache::Checked,
        }
    }

    /// Keeps a file, or what became of it; whether anyone has waited for it.
    fn take_in(&mut self, path: &str, answer: Result<Content, FileError>) -> bool {
        let Some(place) = self.files.iter().position(|file| file.path == path) else { return false };
        if answer.as_ref().is_err_and(FileError::is_of_file) && path != self.url && self.begins_again() {
            return true;
        }
        let state = answer.map(Rc::new).map_err(|error| error.failure(&self.address(path)));
        if let Some(file) = self.files.get_mut(place) {
            file.state = Poll::Ready(state);
        }
        true
    }

    /// Forgets everything, so that the pointer is asked for anew: its build may have been removed while the page was
    /// open. Only once for each build.
    fn begins_again(&mut self) -> bool {
        let build = self.files.iter().find_map(|file| match &file.state {
            Poll::Ready(Ok(content)) => match &**content {
                Content::Pointer(pointer) => Some(pointer.build()),
                _ => None,
            },
            _ => None,
        });
        let Some(build) = build.filter(|build| !self.broken.iter().any(|known| known == build)) else { return false };
        self.broken.push(build.into());
        self.beginning += 1;
        self.files.clear();
        self.feeds.clear();
        true
    }

    /// What people are told of a path, which counts from the feed's URL.
    fn address(&self, path: &str) -> String {
        let is_whole = path.bytes().enumerate().any(|(place, byte)| byte == b':' || (byte == b'/' && place == 0));
        let folder = self.url.bytes().rposition(|byte| byte == b'/').and_then(|slash| self.url.get(..=slash));
        concat(&[folder.filter(|_| !is_whole).unwrap_or_default(), path])
    }
}
