//! Makes the style sheets small that the widget carries: their comments and line breaks would weigh 700 bytes of brotli.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=style");
    let out = env::var("OUT_DIR")?;
    for name in ["base.css", "unit.css", "explain.css"] {
        let text = fs::read_to_string(Path::new("style").join(name))?;
        fs::write(Path::new(&out).join(name), small(&text))?;
    }
    Ok(())
}

/// Without comments, and without space where it means nothing.
fn small(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let text = parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, rest)| rest));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    ["{", "}", ";", ","]
        .into_iter()
        .fold(text, |text, sign| text.replace(&format!(" {sign}"), sign).replace(&format!("{sign} "), sign))
}
