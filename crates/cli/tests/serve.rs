//! What `kindred serve` sends: types, compression, for how long to keep it, and nothing from outside its folder.

mod common;

use common::folder;
use kindred_cli::serve::{
    ANY_PORT, ASK_ALWAYS, KEEP_A_MINUTE, KEEP_FOR_EVER, Manner, ServeError, ServeOptions, Server, start,
};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const CHUNK: &str = "/0123456789abcdef/chunk/0.json";

/// What a server answers.
struct Answer {
    status: u16,
    /// By name in lower case.
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }
}

fn ask(address: SocketAddr, request: &str, headers: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{request} HTTP/1.0\r\nHost: localhost\r\n{headers}\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = str::from_utf8(&bytes[..end]).unwrap();
    let (first, rest) = head.split_once("\r\n").unwrap();
    let headers = rest.lines().filter_map(|line| line.split_once(": "));
    Answer {
        status: first.split(' ').nth(1).unwrap().parse().unwrap(),
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
        body: bytes[end + 4..].to_vec(),
    }
}

fn get(server: &Server, path: &str) -> Answer {
    ask(server.address(), &format!("GET {path}"), "")
}

fn get_as(server: &Server, path: &str, headers: &str) -> Answer {
    ask(server.address(), &format!("GET {path}"), headers)
}

fn serve(folder: &Path, manner: Manner) -> Server {
    start(&ServeOptions::new(folder, ANY_PORT, manner)).unwrap()
}

/// A text that is worth compressing.
fn long(start: &str) -> String {
    format!("{start}{}", "and so on ".repeat(500))
}

fn site() -> TempDir {
    let (chunk, script) = (long("{}"), long("//"));
    folder(&[
        ("index.html", b"home"),
        ("bags/index.html", b"bags"),
        ("feed.json", b"{\"format\":1}"),
        ("kindred-feed/feed.json", b"{\"format\":1}"),
        ("builds.json", b"[]"),
        (&CHUNK[1..], chunk.as_bytes()),
        ("kindred.js", script.as_bytes()),
        ("a.wasm", b"\0asm"),
        ("a.css", b"a{}"),
        ("a.svg", b"<svg/>"),
        ("a.png", script.as_bytes()),
        ("a.webp", b"RIFF"),
        ("a.avif", b"ftyp"),
    ])
}

#[test]
fn files_have_the_types_that_browsers_insist_on() {
    let site = site();
    let types = [
        ("/feed.json", "application/json"),
        (CHUNK, "application/json"),
        ("/kindred.js", "text/javascript"),
        ("/a.wasm", "application/wasm"),
        ("/a.css", "text/css"),
        ("/a.svg", "image/svg+xml"),
        ("/a.png", "image/png"),
        ("/a.webp", "image/webp"),
        ("/a.avif", "image/avif"),
        ("/", "text/html"),
    ];
    for manner in [Manner::Host, Manner::Workbench] {
        let server = serve(site.path(), manner);
        for (path, kind) in types {
            assert_eq!(get(&server, path).header("content-type"), kind, "{path}");
        }
    }
}

#[test]
fn a_folder_shows_its_index_and_a_query_changes_nothing() {
    let site = site();
    let server = serve(site.path(), Manner::Workbench);
    for (path, text) in [("/", "home"), ("/?kindred=explain", "home"), ("/bags/", "bags")] {
        assert_eq!(get(&server, path).text(), text);
    }
}

#[test]
fn each_file_says_how_long_it_may_be_kept() {
    let site = site();
    let server = serve(site.path(), Manner::Host);
    let cases = [
        (CHUNK, 200, KEEP_FOR_EVER),
        ("/feed.json", 200, KEEP_A_MINUTE),
        ("/feed.json?fresh", 200, KEEP_A_MINUTE),
        ("/kindred-feed/feed.json", 200, KEEP_A_MINUTE),
        ("/builds.json", 200, ASK_ALWAYS),
        ("/kindred.js", 200, ASK_ALWAYS),
        ("/", 200, ASK_ALWAYS),
        ("/0123456789abcdef/chunk/1.json", 404, ASK_ALWAYS),
        ("/0123456789abcdef", 307, ASK_ALWAYS),
    ];
    for (path, status, keep) in cases {
        let answer = get(&server, path);
        assert_eq!((answer.status, answer.header("cache-control")), (status, keep), "{path}");
    }
    let workbench = serve(site.path(), Manner::Workbench);
    for (path, ..) in cases {
        assert_eq!(get(&workbench, path).header("cache-control"), ASK_ALWAYS, "{path}");
    }
}

/// Values of `Cache-Control` in the examples of a document: `_headers`, command lines and server files.
fn values(text: &str) -> Vec<&str> {
    let values = text.lines().filter_map(|line| {
        let (_, rest) = line.split_once("Cache-Control").or_else(|| line.split_once("--cache-control"))?;
        Some(rest.trim_matches(|letter: char| letter.is_whitespace() || ":'\";".contains(letter)))
    });
    values.collect()
}

#[test]
fn the_document_asks_hosts_for_what_is_served_here() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/hosting.md");
    let document = fs::read_to_string(path).unwrap();
    let section = |heading: &str| {
        let rest = document.split(&format!("\n## {heading}\n")).nth(1).unwrap_or_else(|| panic!("no {heading}"));
        rest.split("\n## ").next().unwrap().to_owned()
    };
    let headers = section("Headers");
    let rows: Vec<Vec<&str>> =
        headers.lines().filter(|line| line.starts_with("| ")).skip(2).map(|line| line.split(" | ").collect()).collect();
    let site = site();
    let server = serve(site.path(), Manner::Host);
    for (row, path) in rows.iter().zip([CHUNK, "/feed.json", "/builds.json"]) {
        let sent = get(&server, path);
        assert_eq!(row[1].trim_matches('`'), sent.header("cache-control"), "{}", row[0]);
        assert!(
            headers.contains(&format!("`Access-Control-Allow-Origin: {}`", sent.header("access-control-allow-origin")))
        );
    }
    assert!(headers.contains(&format!("`{}`", get(&server, CHUNK).header("content-type"))));
    for host in ["Netlify", "Cloudflare Pages", "S3 and CloudFront"] {
        let text = section(host);
        let mut found = values(&text);
        found.retain(|value| value.contains('='));
        found.sort_unstable();
        assert_eq!(found, [KEEP_FOR_EVER, KEEP_A_MINUTE], "{host}");
    }
    assert_eq!(values(&section("nginx")), [ASK_ALWAYS, KEEP_A_MINUTE, KEEP_FOR_EVER]);
}

#[test]
fn a_page_of_another_site_may_read_what_a_host_serves() {
    let site = site();
    let server = serve(site.path(), Manner::Host);
    for path in ["/feed.json", CHUNK, "/missing.json"] {
        let answer = get_as(&server, path, "Origin: https://shop.example\r\n");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
    }
    assert_eq!(get(&serve(site.path(), Manner::Workbench), "/feed.json").header("access-control-allow-origin"), "");
}

#[test]
fn a_browser_that_asks_again_hears_that_nothing_changed() {
    let site = site();
    for manner in [Manner::Host, Manner::Workbench] {
        let server = serve(site.path(), manner);
        for encoding in ["", "Accept-Encoding: br\r\n"] {
            let tag = get_as(&server, "/kindred.js", encoding).header("etag").to_owned();
            assert!(tag.starts_with('"'), "{tag}");
            let again = get_as(&server, "/kindred.js", &format!("{encoding}If-None-Match: {tag}\r\n"));
            assert_eq!((again.status, again.body.len()), (304, 0));
            assert_eq!(again.header("cache-control"), ASK_ALWAYS);
        }
        let other = get_as(&server, "/kindred.js", "If-None-Match: \"other\"\r\n");
        assert_eq!(other.status, 200);
    }
}

#[test]
fn what_is_worth_it_is_compressed_on_the_way() {
    let site = site();
    let server = serve(site.path(), Manner::Host);
    for (path, text) in [(CHUNK, long("{}")), ("/kindred.js", long("//"))] {
        let br = get_as(&server, path, "Accept-Encoding: gzip, deflate, br\r\n");
        assert_eq!((br.header("content-encoding"), br.header("vary")), ("br", "accept-encoding"), "{path}");
        let mut unpacked = String::new();
        brotli::Decompressor::new(br.body.as_slice(), 4096).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let gzip = get_as(&server, path, "Accept-Encoding: gzip\r\n");
        assert_eq!(gzip.header("content-encoding"), "gzip");
        unpacked.clear();
        flate2::read::GzDecoder::new(gzip.body.as_slice()).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        assert!(br.body.len() < text.len() / 10 && gzip.body.len() < text.len() / 10);
        assert_eq!(get(&server, path).text(), text);
    }
    let picture = get_as(&server, "/a.png", "Accept-Encoding: gzip, br\r\n");
    assert_eq!(picture.header("content-encoding"), "", "a picture is compressed already");
    let workbench = serve(site.path(), Manner::Workbench);
    assert_eq!(get_as(&workbench, "/kindred.js", "Accept-Encoding: br\r\n").header("content-encoding"), "");
}

#[test]
fn what_was_compressed_in_advance_is_sent_as_it_lies_there() {
    let site = folder(&[("feed.json", b"plain"), ("feed.json.br", b"brotli"), ("feed.json.gz", b"gzip")]);
    let server = serve(site.path(), Manner::Host);
    for (accepted, encoding, text) in [("br, gzip", "br", "brotli"), ("gzip", "gzip", "gzip"), ("", "", "plain")] {
        let answer = get_as(&server, "/feed.json", &format!("Accept-Encoding: {accepted}\r\n"));
        assert_eq!((answer.header("content-encoding"), answer.text()), (encoding, text));
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("cache-control"), KEEP_A_MINUTE);
    }
}

#[test]
fn what_is_not_there_or_lies_outside_is_not_found() {
    let outside = folder(&[("secret.txt", b"secret"), ("site/index.html", b"home"), ("site/404.html", b"gone")]);
    for manner in [Manner::Host, Manner::Workbench] {
        let server = serve(&outside.path().join("site"), manner);
        for path in ["/nothing.html", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/..\\secret.txt"] {
            let answer = get(&server, path);
            assert_eq!((answer.status, answer.text()), (404, "gone"), "{path}");
        }
    }
    let bare = folder(&[("index.html", b"home")]);
    assert_eq!(get(&serve(bare.path(), Manner::Host), "/nothing.html").status, 404);
}

#[test]
fn nothing_can_be_changed_over_the_net() {
    let site = site();
    let server = serve(site.path(), Manner::Host);
    for method in ["POST", "PUT", "DELETE"] {
        assert_eq!(ask(server.address(), &format!("{method} /feed.json"), "").status, 405, "{method}");
    }
    let head = ask(server.address(), "HEAD /feed.json", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn a_port_that_is_taken_is_passed_over_and_only_this_machine_is_let_in() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, ANY_PORT)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let site = site();
    let server = start(&ServeOptions::new(site.path(), port, Manner::Host)).unwrap();
    assert!(server.address().port() > port);
    assert!(server.address().ip().is_loopback());
    assert_eq!(server.url(), format!("http://127.0.0.1:{}", server.address().port()));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error = start(&ServeOptions::new("no/such/folder", ANY_PORT, Manner::Host)).unwrap_err();
    assert!(matches!(error, ServeError::Folder { .. }));
    assert_eq!(error.to_string(), "no/such/folder: expected a folder, found none");
}

#[test]
fn the_command_says_where_it_serves_and_ends_with_2_where_it_cannot() {
    let site = site();
    let kindred = || Command::new(env!("CARGO_BIN_EXE_kindred"));
    let mut child =
        kindred().arg("serve").arg(site.path()).args(["--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let (_, rest) = line.split_once(" is served at http://").unwrap();
    let (address, rest) = rest.split_once('/').unwrap();
    let answer = ask(address.parse().unwrap(), "GET /feed.json", "");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(rest, " (Ctrl+C ends it)\n");
    assert_eq!(answer.text(), "{\"format\":1}");
    let missing = kindred().args(["serve", "no/such/folder"]).output().unwrap();
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(missing.stderr, b"no/such/folder: expected a folder, found none\n");
}
