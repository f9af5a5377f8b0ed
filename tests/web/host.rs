//! A host of feed files in place of a real one. What it does not have yet is on its way; what it was asked for stands
//! in its log.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Where its feed is.
pub(crate) const FEED: &str = "/feed.json";

// What the loader does, as far as the widget sees it: a text, or a thrown status in place of one.
const HOST: &str = r#"
    const files = new Map(), waiting = new Map(), asked = [], failing = new Set();
    const give = (path) => {
        const answer = files.get(path);
        if (failing.delete(path) || answer === null) throw new TypeError("no network");
        if (typeof answer === "number") throw answer;
        return answer;
    };
    return {
        asked,
        failing,
        put(path, answer) {
            files.set(path, answer);
            for (const go of waiting.get(path) ?? []) go();
            waiting.delete(path);
        },
        async get(path, cache) {
            asked.push(`${cache} ${path}`);
            if (!files.has(path)) await new Promise((go) => waiting.set(path, [...(waiting.get(path) ?? []), go]));
            return give(path);
        },
    };
"#;

#[wasm_bindgen]
extern "C" {
    type JsHost;

    #[wasm_bindgen(method, getter)]
    fn asked(this: &JsHost) -> Array;

    #[wasm_bindgen(method, getter)]
    fn failing(this: &JsHost) -> js_sys::Set;

    #[wasm_bindgen(method)]
    fn put(this: &JsHost, path: &str, answer: JsValue);
}

pub(crate) struct Host(JsHost);

impl Host {
    /// A host on which everything is slow.
    pub(crate) fn new() -> Host {
        Host(Function::new_no_args(HOST).call0(&JsValue::UNDEFINED).unwrap().unchecked_into())
    }

    /// A host that has a feed.
    pub(crate) fn with(feed: &str) -> Host {
        let host = Host::new();
        host.put(FEED, feed);
        host
    }

    /// From here on it has a file.
    pub(crate) fn put(&self, path: &str, text: &str) {
        self.0.put(path, text.into());
    }

    /// From here on it answers with a status in place of the file.
    pub(crate) fn refuse(&self, path: &str, status: u16) {
        self.0.put(path, status.into());
    }

    /// From here on there is no answer.
    pub(crate) fn fail(&self, path: &str) {
        self.0.put(path, JsValue::NULL);
    }

    /// There is no answer once.
    pub(crate) fn fail_once(&self, path: &str) {
        self.0.failing().add(&path.into());
    }

    /// What it was asked for since this was called last: how far a cache might answer, and the path.
    pub(crate) fn asked(&self) -> Vec<String> {
        let asked = self.0.asked();
        let words = asked.iter().map(|line| line.as_string().unwrap()).collect();
        asked.set_length(0);
        words
    }

    /// The function that the loader gives to the widget.
    pub(crate) fn get(&self) -> Function {
        Reflect::get(&self.0, &"get".into()).unwrap().unchecked_into()
    }
}

/// Waits until promises have been kept and changes are on the page.
pub(crate) async fn settle() {
    let wait = Function::new_no_args("return new Promise((done) => setTimeout(done, 30))");
    let promise: Promise = wait.call0(&JsValue::UNDEFINED).unwrap().unchecked_into();
    JsFuture::from(promise).await.unwrap();
}
