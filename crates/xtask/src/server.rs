//! A small server of static files for this machine only: the demo shop, and the pages of the browser tests.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow, bail};
use axum::Router;
use axum::http::{HeaderValue, header};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// How many ports to try after the one asked for.
const PORTS_TRIED: u16 = 50;

/// Any port that is free.
pub(crate) const ANY_PORT: u16 = 0;

/// A server that runs until the program ends.
pub(crate) struct Server {
    address: SocketAddr,
    thread: JoinHandle<Result<()>>,
}

impl Server {
    /// Where the site is, such as `http://127.0.0.1:4173`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits as long as it serves.
    pub(crate) fn wait(self) -> Result<()> {
        self.thread.join().map_err(|_| anyhow!("the server stopped"))?
    }
}

/// Serves the folder at the port, or at the next that is free.
pub(crate) fn start(site: &Path, port: u16) -> Result<Server> {
    let listener = listen(port)?;
    let address = listener.local_addr().context("asking for the server's address")?;
    listener.set_nonblocking(true).context("preparing the server")?;
    let router = router(site);
    let thread = thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_io().build().context("starting the server")?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).context("starting the server")?;
            axum::serve(listener, router).await.context("serving")
        })
    });
    Ok(Server { address, thread })
}

fn router(site: &Path) -> Router {
    // A site's own page for what is not found, where it has one.
    let files = ServeDir::new(site).not_found_service(ServeFile::new(site.join("404.html")));
    // A browser may keep a file, but asks every time whether it is still the same: what we serve is being worked on.
    let ask_always = HeaderValue::from_static("no-cache");
    Router::new().fallback_service(files).layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, ask_always))
}

fn listen(port: u16) -> Result<TcpListener> {
    let last = if port == ANY_PORT { port } else { port.saturating_add(PORTS_TRIED) };
    for port in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(error).with_context(|| format!("listening at port {port}")),
        }
    }
    bail!("every port from {port} to {last} is taken: name another with --port")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;
    use crate::scratch::Scratch;

    fn site(name: &str) -> Scratch {
        let site = Scratch::new(name);
        fs::create_dir_all(site.join("bags")).expect("a folder can be made");
        for (file, text) in [("index.html", "home"), ("bags/index.html", "bags"), ("a.wasm", "\0asm"), ("a.js", "1")] {
            fs::write(site.join(file), text).expect("a file can be written");
        }
        site
    }

    /// The whole answer to a request, headers in lower case.
    fn get(server: &Server, path: &str, header: &str) -> String {
        let mut stream = TcpStream::connect(server.address).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}Connection: close\r\n\r\n")
            .expect("a request can be sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer comes");
        answer.to_lowercase()
    }

    #[test]
    fn files_have_the_types_that_browsers_insist_on() {
        let site = site("types");
        let server = start(&site, ANY_PORT).expect("a port is free");
        assert!(get(&server, "/a.wasm", "").contains("content-type: application/wasm"));
        assert!(get(&server, "/a.js", "").contains("content-type: text/javascript"));
    }

    #[test]
    fn a_folder_shows_its_index_and_a_query_changes_nothing() {
        let site = site("folder");
        let server = start(&site, ANY_PORT).expect("a port is free");
        assert!(get(&server, "/", "").ends_with("home"));
        assert!(get(&server, "/?kindred=explain", "").ends_with("home"));
        assert!(get(&server, "/bags/", "").ends_with("bags"));
    }

    #[test]
    fn what_is_not_there_or_lies_outside_is_not_found() {
        let site = site("missing");
        let server = start(&site, ANY_PORT).expect("a port is free");
        assert!(get(&server, "/nothing.html", "").starts_with("http/1.1 404"));
        assert!(get(&server, "/../../etc/hostname", "").starts_with("http/1.1 404"));
        assert!(get(&server, "/%2e%2e/%2e%2e/etc/hostname", "").starts_with("http/1.1 404"));
    }

    #[test]
    fn a_browser_asks_again_and_hears_that_nothing_changed() {
        let site = site("again");
        let server = start(&site, ANY_PORT).expect("a port is free");
        let first = get(&server, "/a.js", "");
        assert!(first.contains("cache-control: no-cache"));
        let tag = first.lines().find_map(|line| line.strip_prefix("etag: ")).expect("the answer has a tag");
        let second = get(&server, "/a.js", &format!("If-None-Match: {tag}\r\n"));
        assert!(second.starts_with("http/1.1 304"), "{second}");
    }

    #[test]
    fn a_port_that_is_taken_is_passed_over() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, ANY_PORT)).expect("a port is free");
        let port = taken.local_addr().expect("it has an address").port();
        let site = site("taken");
        let server = start(&site, port).expect("a port is free");
        assert!(server.address.port() > port);
    }
}
