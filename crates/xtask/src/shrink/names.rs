//! The names between the glue and the wasm, as text: which there are, and shorter ones for them.
//!
//! The glue is JavaScript without comments as esbuild writes it, the wasm is text as wasm-dis writes it. Only places
//! that can be nothing else are renamed: a key of the object of imports, and a property of `wasm`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};

/// How the name ends by which the wasm calls the glue.
const GLUE_MODULE_END: &str = "_bg.js";
/// What the wasm calls it afterwards.
const SHORT_MODULE: &str = "a";

/// Every word of a script.
pub(super) fn words(script: &str) -> BTreeSet<&str> {
    places(script).map(|place| place.word).collect()
}

/// The exports of the wasm that the glue uses.
pub(super) fn used_exports(wasm: &str, glue: &str) -> Vec<String> {
    let used: BTreeSet<_> = places(glue).filter(Place::is_property_of_wasm).map(|place| place.word).collect();
    wasm.lines().filter_map(export).filter(|name| used.contains(name)).map(str::to_owned).collect()
}

/// Shorter names for what the wasm takes from the glue, and for what it gives.
pub(super) struct Names {
    /// The module name that stands for the glue.
    module: String,
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

impl Names {
    /// A short name for each; what the scripts name that call the glue keeps its own.
    pub(super) fn short(wasm: &str, callers: &str) -> Result<Names> {
        let imports = wasm.lines().filter_map(import).filter(|(module, _)| module.ends_with(GLUE_MODULE_END));
        let imports: Vec<_> = imports.collect();
        let (module, _) = *imports.first().context("the wasm imports nothing from the glue")?;
        let kept = words(callers);
        let exports = wasm.lines().filter_map(export).filter(|name| !kept.contains(name));
        Ok(Names {
            module: module.to_owned(),
            imports: with_short_names(imports.iter().map(|(_, name)| *name)),
            exports: with_short_names(exports),
        })
    }

    /// The wasm with the short names.
    pub(super) fn in_wasm(&self, wasm: &str) -> String {
        let mut text = String::with_capacity(wasm.len());
        for line in wasm.lines() {
            text.push_str(&self.in_wasm_line(line));
            text.push('\n');
        }
        text
    }

    /// The glue with the short names; an error where a name is not found in its one place.
    pub(super) fn in_glue(&self, glue: &str) -> Result<String> {
        let (mut imports, mut exports) = (BTreeSet::new(), BTreeSet::new());
        let mut text = String::with_capacity(glue.len());
        let mut copied = 0;
        for place in places(glue) {
            let (known, found) = match () {
                () if place.is_property_of_wasm() => (&self.exports, &mut exports),
                () if place.is_key() => (&self.imports, &mut imports),
                () => continue,
            };
            let Some(short) = known.get(place.word) else {
                continue;
            };
            if !found.insert(place.word) && place.is_key() {
                bail!("the glue has {} twice: its form has changed with wasm-bindgen's version", place.word);
            }
            text.push_str(&glue[copied..place.start]);
            text.push_str(short);
            copied = place.start + place.word.len();
        }
        text.push_str(&glue[copied..]);
        if (imports.len(), exports.len()) != (self.imports.len(), self.exports.len()) {
            bail!("the glue lacks names of the wasm: its form has changed with wasm-bindgen's version");
        }
        Ok(text.replace(&format!("{:?}", self.module), &format!("{SHORT_MODULE:?}")))
    }

    fn in_wasm_line(&self, line: &str) -> String {
        if let Some((_, name)) = import(line).filter(|(module, _)| *module == self.module) {
            let short = self.imports.get(name).map_or(name, String::as_str);
            let names = |module, name| format!("\"{module}\" \"{name}\"");
            return line.replacen(&names(self.module.as_str(), name), &names(SHORT_MODULE, short), 1);
        }
        match export(line).and_then(|name| Some((name, self.exports.get(name)?))) {
            Some((name, short)) => line.replacen(&format!("\"{name}\""), &format!("\"{short}\""), 1),
            None => line.to_owned(),
        }
    }
}

/// A word of a script, and where it is.
struct Place<'a> {
    script: &'a str,
    start: usize,
    word: &'a str,
}

impl Place<'_> {
    /// Whether it is a property of `wasm`, the exports.
    fn is_property_of_wasm(&self) -> bool {
        let owner = self.script[..self.start].strip_suffix("wasm.");
        owner.is_some_and(|before| !before.ends_with(is_in_word) && !before.ends_with('.'))
    }

    /// Whether it is a key of an object.
    fn is_key(&self) -> bool {
        let (before, after) = (&self.script[..self.start], &self.script[self.start + self.word.len()..]);
        before.ends_with(['{', ',']) && after.starts_with(':')
    }
}

fn places(script: &str) -> impl Iterator<Item = Place<'_>> {
    let mut end = 0;
    script.split_inclusive(|character| !is_in_word(character)).filter_map(move |piece| {
        let start = end;
        end += piece.len();
        let word = piece.trim_end_matches(|character| !is_in_word(character));
        (!word.is_empty()).then_some(Place { script, start, word })
    })
}

fn is_in_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

/// The module and the name of an import, if the line is one.
fn import(line: &str) -> Option<(&str, &str)> {
    let (module, rest) = line.trim_start().strip_prefix("(import \"")?.split_once("\" \"")?;
    Some((module, rest.split_once('"')?.0))
}

/// The name of an export, if the line is one.
fn export(line: &str) -> Option<&str> {
    Some(line.trim_start().strip_prefix("(export \"")?.split_once('"')?.0)
}

fn with_short_names<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    names.enumerate().map(|(index, name)| (name.to_owned(), short_name(index))).collect()
}

/// One letter for the first 52, then two.
fn short_name(index: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = char::from(LETTERS[index % LETTERS.len()]);
    match index / LETTERS.len() {
        0 => letter.to_string(),
        more => short_name(more - 1) + &letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WASM: &str = r#"(module
 (import "./kindred_bg.js" "__wbg_get_d717" (func $fimport$0 (param externref i32) (result externref)))
 (import "./kindred_bg.js" "__wbg_set_a410" (func $fimport$1))
 (memory $0 18)
 (data $0 (i32.const 1048576) "(export \"memory\"")
 (export "memory" (memory $0))
 (export "mount" (func $30))
 (export "free_everything" (func $31))
)
"#;

    const GLUE: &str = "let wasm;function memory(){return wasm.memory.buffer}function mount(a){wasm.mount(a)}\
        const import0={__proto__:null,__wbg_get_d717:function(a){return get(a,memory)},__wbg_set_a410:function(){}};\
        export default {\"./kindred_bg.js\":import0};";

    const LOADER: &str = "const { mount } = await glue; mount(element);";

    fn names() -> Names {
        Names::short(WASM, LOADER).expect("the wasm imports from the glue")
    }

    #[test]
    fn exports_that_the_glue_takes_from_the_wasm_are_used() {
        assert_eq!(used_exports(WASM, GLUE), ["memory", "mount"]);
    }

    #[test]
    fn the_wasm_gets_short_names_but_for_what_scripts_name() {
        let text = names().in_wasm(WASM);
        assert!(text.contains(r#"(import "a" "a" (func $fimport$0"#), "{text}");
        assert!(text.contains(r#"(import "a" "b" (func $fimport$1"#), "{text}");
        assert!(text.contains(r#" (export "a" (memory $0))"#), "{text}");
        assert!(text.contains(r#" (export "mount" (func $30))"#), "{text}");
        assert!(text.contains(r#""(export \"memory\"")"#), "data is no place for names: {text}");
    }

    #[test]
    fn the_glue_gets_the_same_names_only_where_it_speaks_of_the_wasm() {
        let used = WASM.replace(" (export \"free_everything\" (func $31))\n", "");
        let names = Names::short(&used, LOADER).expect("the wasm imports from the glue");
        assert_eq!(
            names.in_glue(GLUE).expect("the glue has every name"),
            "let wasm;function memory(){return wasm.a.buffer}function mount(a){wasm.mount(a)}\
             const import0={__proto__:null,a:function(a){return get(a,memory)},b:function(){}};\
             export default {\"a\":import0};"
        );
    }

    #[test]
    fn a_glue_that_lacks_a_name_of_the_wasm_is_an_error() {
        assert!(names().in_glue(GLUE).is_err(), "it has no free_everything");
        assert!(names().in_glue("").is_err());
    }

    #[test]
    fn a_glue_that_has_an_import_twice_is_an_error() {
        assert!(names().in_glue(&GLUE.repeat(2)).is_err());
    }

    #[test]
    fn short_names_are_letters_and_never_the_same() {
        assert_eq!([0, 25, 26, 51, 52, 53].map(short_name), ["a", "z", "A", "Z", "aa", "ab"]);
        let many: BTreeSet<_> = (0..5000).map(short_name).collect();
        assert_eq!(many.len(), 5000);
    }

    #[test]
    fn words_are_what_javascript_calls_names() {
        let found: Vec<_> = words("let $a = b_1.c(\"d-é\");").into_iter().collect();
        assert_eq!(found, ["$a", "b_1", "c", "d", "let", "é"]);
    }
}
