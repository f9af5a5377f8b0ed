//! `kindred serve`: a small server of static files, for trying a feed and for tests. It sends what a real host sends:
//! types, compression, and for how long each file may be kept, as `docs/hosting.md` asks hosts to.

use crate::publish::BuildId;
use crate::write::FEED_NAME;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use std::error::Error;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// What a build's files may say: another content has another id, so they never change.
pub const KEEP_FOR_EVER: &str = "public, max-age=31536000, immutable";
/// What `feed.json` may say: a page takes the one it has for a minute, and for ten more while it asks for the next.
pub const KEEP_A_MINUTE: &str = "public, max-age=60, stale-while-revalidate=600";
/// What every other file may say: keep it, but ask each time whether it is still the same.
pub const ASK_ALWAYS: &str = "no-cache";

/// How hosts compress what they compress as they send it.
const QUALITY: CompressionLevel = CompressionLevel::Precise(5);

/// How many ports to try after the one asked for.
const PORTS_TRIED: u16 = 50;

/// Any port that is free.
pub const ANY_PORT: u16 = 0;

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The folder.
    pub folder: PathBuf,
    /// The address to listen at; without it only this machine reaches the server.
    pub host: IpAddr,
    /// The port, or the first free one after it.
    pub port: u16,
    /// How it is served.
    pub manner: Manner,
}

/// How files are served.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// As a host does it: compressed, and kept by browsers and pages of other sites as they should be.
    Host,
    /// What is being worked on: as it lies there, and asked for every time.
    Workbench,
}

impl ServeOptions {
    /// The folder, for this machine only.
    pub fn new(folder: impl Into<PathBuf>, port: u16, manner: Manner) -> ServeOptions {
        ServeOptions { folder: folder.into(), host: Ipv4Addr::LOCALHOST.into(), port, manner }
    }
}

/// Why nothing is served.
#[derive(Debug)]
pub enum ServeError {
    /// No folder is there.
    Folder {
        /// The path.
        path: PathBuf,
    },
    /// Every port that was tried is taken.
    Taken {
        /// The first of them.
        first: u16,
        /// The last of them.
        last: u16,
    },
    /// The address cannot be listened at.
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// The server broke down.
    Broken(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Folder { path } => write!(f, "{}: expected a folder, found none", path.display()),
            ServeError::Taken { first, last } => {
                write!(f, "--port: expected a free port, found each from {first} to {last} taken; name another")
            }
            ServeError::Listen { address, error } => write!(f, "{address}: cannot be listened at: {error}"),
            ServeError::Broken(error) => write!(f, "the server cannot go on: {error}"),
        }
    }
}

impl Error for ServeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            ServeError::Listen { error, .. } | ServeError::Broken(error) => Some(error),
            ServeError::Folder { .. } | ServeError::Taken { .. } => None,
        }
    }
}

/// A server that runs until the program ends.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    thread: JoinHandle<io::Result<()>>,
}

impl Server {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the site is, such as `http://127.0.0.1:4000`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits as long as it serves.
    ///
    /// # Errors
    ///
    /// When the server breaks down.
    pub fn wait(self) -> Result<(), ServeError> {
        let ended = self.thread.join().unwrap_or_else(|_| Err(io::Error::other("its thread ended")));
        ended.map_err(ServeError::Broken)
    }
}

/// Starts to serve.
///
/// # Errors
///
/// When there is no such folder, and when the address cannot be listened at.
pub fn start(options: &ServeOptions) -> Result<Server, ServeError> {
    if !options.folder.is_dir() {
        return Err(ServeError::Folder { path: options.folder.clone() });
    }
    let listener = listen(options.host, options.port)?;
    let address = listener.local_addr().map_err(ServeError::Broken)?;
    listener.set_nonblocking(true).map_err(ServeError::Broken)?;
    let router = router(&options.folder, options.manner);
    let thread = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        runtime.block_on(async { axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await })
    });
    Ok(Server { address, thread })
}

fn listen(host: IpAddr, first: u16) -> Result<TcpListener, ServeError> {
    let last = if first == ANY_PORT { first } else { first.saturating_add(PORTS_TRIED) };
    for port in first..=last {
        let address = SocketAddr::new(host, port);
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(ServeError::Listen { address, error }),
        }
    }
    Err(ServeError::Taken { first, last })
}

fn router(folder: &Path, manner: Manner) -> Router {
    // A site's own page for what is not found, where it has one.
    let files = || ServeDir::new(folder);
    let not_found = ServeFile::new(folder.join("404.html"));
    match manner {
        Manner::Workbench => Router::new()
            .fallback_service(files().not_found_service(not_found))
            .layer(always(header::CACHE_CONTROL, ASK_ALWAYS)),
        Manner::Host => Router::new()
            .fallback_service(files().precompressed_br().precompressed_gzip().not_found_service(not_found))
            .layer(CompressionLayer::new().quality(QUALITY))
            .layer(middleware::from_fn(say_how_long_to_keep))
            // The feed may be on another host than the shop, and holds nothing but what the shop shows everyone.
            .layer(always(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")),
    }
}

fn always(name: header::HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

async fn say_how_long_to_keep(request: Request, next: Next) -> Response {
    let keep = how_long_to_keep(request.uri().path());
    let mut response = next.run(request).await;
    let status = response.status();
    let is_file = status.is_success() || status == axum::http::StatusCode::NOT_MODIFIED;
    // What is missing may be there the next time.
    let keep = if is_file { keep } else { ASK_ALWAYS };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

/// For how long a browser may keep the file at a path.
fn how_long_to_keep(path: &str) -> &'static str {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    if folders.split('/').any(|folder| BuildId::parse(folder).is_some()) {
        KEEP_FOR_EVER
    } else if name == FEED_NAME {
        KEEP_A_MINUTE
    } else {
        ASK_ALWAYS
    }
}
