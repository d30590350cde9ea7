//! Builds the real application on a socket: for `serve`, for the demo and for the tests alike.
//! May import: actix, web.

use std::collections::BTreeMap;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, guard, web};

use super::dispatch;
use super::error::AppError;
use super::route::{self, Method, Route};
use super::routes::ROUTES;
use super::site::Site;

/// Threads that answer; more only wait for the one writer of the database.
const WORKERS: usize = 2;
/// Threads per worker for database work.
const BLOCKING_THREADS: usize = 8;
/// How long requests under way may finish after a signal, in seconds.
const SHUTDOWN_SECONDS: u64 = 30;

/// A portal that listens.
pub struct Application {
    address: SocketAddr,
    server: Server,
}

impl Application {
    /// Listen on `listen` (port 0 takes a free one) and answer for `site`.
    ///
    /// # Errors
    /// When the address is taken, or the table of routes is wrong.
    pub fn build(site: Site, listen: SocketAddr) -> io::Result<Self> {
        Self::of_table(site, listen, ROUTES)
    }

    /// The same with another table: a test that removes a guard must see the walk through the matrix fail.
    ///
    /// # Errors
    /// As [`Self::build`].
    pub fn of_table(site: Site, listen: SocketAddr, table: &'static [Route]) -> io::Result<Self> {
        route::check(table).map_err(io::Error::other)?;
        let listener = TcpListener::bind(listen)?;
        let address = listener.local_addr()?;
        let site = Arc::new(site);
        let server = HttpServer::new(move || {
            let site = Arc::clone(&site);
            App::new().configure(move |app| register(app, &site, table))
        })
        .workers(WORKERS)
        .worker_max_blocking_threads(BLOCKING_THREADS)
        .client_request_timeout(Duration::from_secs(15))
        .keep_alive(Duration::from_secs(30))
        .shutdown_timeout(SHUTDOWN_SECONDS)
        .listen(listener)?
        .run();
        Ok(Self { address, server })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// To stop it from elsewhere.
    #[must_use]
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Answer until SIGTERM, SIGINT or the handle says stop; requests under way finish first.
    ///
    /// # Errors
    /// When a worker cannot go on.
    pub async fn run(self) -> io::Result<()> {
        self.server.await
    }
}

impl std::fmt::Debug for Application {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Application on {}", self.address)
    }
}

/// The only place where routes meet actix.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the table of web/routes.rs becomes actix routes"
)]
fn register(app: &mut web::ServiceConfig, site: &Arc<Site>, table: &'static [Route]) {
    // Those without a parameter first: actix tries one after the other, and comparing texts is cheaper than matching patterns.
    let mut by_path: BTreeMap<(bool, &'static str), Vec<&'static Route>> = BTreeMap::new();
    for route in table {
        by_path.entry((route.path.contains('{'), route.path)).or_default().push(route);
    }
    for ((_, path), routes) in by_path {
        let mut resource = web::resource(path);
        for route in routes {
            let site = Arc::clone(site);
            let entry = match route.method {
                Method::Get => web::route().guard(guard::Any(guard::Get()).or(guard::Head())),
                Method::Post => web::post(),
            };
            resource = resource.route(entry.to(move |http: HttpRequest, payload: web::Payload| {
                dispatch::handle(route, Arc::clone(&site), http, payload.into_inner())
            }));
        }
        app.service(resource.default_service(lost(site, || AppError::Method)));
    }
    app.default_service(lost(site, || AppError::NotFound));
}

fn lost(site: &Arc<Site>, error: fn() -> AppError) -> actix_web::Route {
    let site = Arc::clone(site);
    web::to(move |http: HttpRequest| dispatch::lost(Arc::clone(&site), http, error()))
}

/// Serve `/metrics` on a listener of its own, so that a proxy cannot show it to the world by mistake.
///
/// # Errors
/// When the address is taken.
pub fn metrics(site: &Site, listen: SocketAddr) -> io::Result<Server> {
    let figures = Arc::clone(&site.metrics);
    let server = HttpServer::new(move || {
        let figures = Arc::clone(&figures);
        App::new().default_service(web::to(move |http: HttpRequest| {
            let text = (http.path() == "/metrics").then(|| figures.text());
            async move {
                match text {
                    Some(text) => HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text),
                    None => HttpResponse::NotFound().finish(),
                }
            }
        }))
    });
    Ok(server.workers(1).disable_signals().bind(listen)?.run())
}
