//! `openhuis serve`
//! May import: config, clock, auth, files, render, storage, jobs, web, cli.

use std::net::SocketAddr;
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::TimeDelta;
use clap::Args;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::{Installation, Outcome, Unusable, installation, output};
use crate::app::availability::{self, Beat};
use crate::app::pace::Pace;
use crate::app::tlog::NotaryError;
use crate::app::{self, Ctx, attempts};
use crate::auth::random::Source;
use crate::clock::Clock;
use crate::config::{LogFormat, Settings};
use crate::domain::access::{Actor, Via};
use crate::domain::failure::BEAT_SECONDS;
use crate::files::Serving;
use crate::jobs;
use crate::render::{self, RenderError};
use crate::storage::db::Kind;
use crate::storage::migrate::{self, MigrateError};
use crate::web::server::{self, Application};
use crate::web::site::Site;

/// How long the piece of work under way may take after the last request.
const LAST_WORK: Duration = Duration::from_secs(30);
/// How far the times of files may lag behind the clock.
const TICK: TimeDelta = TimeDelta::milliseconds(10);
/// Between two measurements of our clock.
const MINUTE: Duration = Duration::from_secs(60);
/// The same, while it cannot be relied on.
const SOON: Duration = Duration::from_secs(5);

/// What `serve` can be told beside its environment.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Listen here instead of on OPENHUIS_LISTEN.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    installation: Installation,
}

/// Serve until a signal says stop.
///
/// # Errors
/// Settings that cannot be used, a database at another schema or without its guards, an address that is taken.
pub fn run(arguments: &Arguments) -> Result<Outcome, Unusable> {
    let mut settings = installation::settings(&arguments.installation)?;
    if let Some(listen) = arguments.listen {
        settings.listen = listen;
    }
    with(&settings, clock()?)
}

/// Serve with these settings on this clock until a signal says stop.
///
/// # Errors
/// As [`run`].
pub fn with(settings: &Settings, clock: Clock) -> Result<Outcome, Unusable> {
    // Before and beside everything else: nothing at the start takes longer.
    let templates = std::thread::spawn(render::prepare);
    log(settings)?;
    let site = installation::site(settings, clock, Source::system())?;
    check_database(settings)?;
    check_log(settings, &site)?;
    // Held until the end: it says to others that this process serves from the folder.
    let _serving = tidy_up(settings, &site)?;
    actix_web::rt::System::new().block_on(serve(site, settings, templates))
}

/// What a process that was killed left behind goes away, beside the first requests. Only with SQLite: several nodes may
/// share a folder with PostgreSQL, on file systems whose locks reach no further than one machine; there the work of the
/// day takes what is a day old.
fn tidy_up(settings: &Settings, site: &Site) -> Result<Option<Serving>, Unusable> {
    if installation::database_url(settings)?.kind() != Kind::Sqlite {
        return Ok(None);
    }
    let (serving, alone) = match site.store.serve() {
        Ok(known) => known,
        Err(error) => {
            tracing::warn!(%error, "the data folder has no locks; unfinished uploads stay for a day");
            return Ok(None);
        }
    };
    if let Some(alone) = alone {
        let (store, database) = (site.store.clone(), site.database.clone());
        // The clock of the file system: the demo may show another day.
        let before = Clock::system().now() - TICK;
        std::thread::spawn(move || {
            match jobs::sweep(&store, &database, before) {
                Ok(swept) => tracing::info!(?swept, "tidied up after the last time"),
                Err(error) => tracing::warn!(%error, "not everything could be tidied up"),
            }
            drop(alone);
        });
    }
    Ok(Some(serving))
}

/// The templates, once they are compiled.
type Templates = JoinHandle<Result<(), RenderError>>;

async fn serve(site: Site, settings: &Settings, templates: Templates) -> Result<Outcome, Unusable> {
    if let Some(listen) = settings.metrics_listen {
        let metrics = server::metrics(&site, listen);
        let metrics = metrics.map_err(|error| Unusable(format!("{listen} for /metrics: {error}")))?;
        actix_web::rt::spawn(metrics);
    }
    let site = keep_pace(site);
    keep_beating(site.clone());
    let worker = installation::worker(settings, &site)?;
    let application = Application::build(site, settings.listen)
        .map_err(|error| Unusable(format!("cannot listen on {}: {error}", settings.listen)))?;
    let address = application.address();
    // It starts its threads while the templates are being compiled; a page waits for those.
    let serving = actix_web::rt::spawn(application.run());
    let compiled = tokio::task::spawn_blocking(|| templates.join()).await;
    compiled
        .map_err(Unusable::because)?
        .map_err(|_| Unusable("the templates were not compiled".to_owned()))?
        .map_err(Unusable::because)?;
    output::say(&format!("listening on {address} for {}", settings.public_url.as_str()));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = actix_web::rt::spawn(async move {
        worker
            .run(async {
                // Told to stop, or nobody is left who could tell: both mean stop.
                let _ = stopped.await;
            })
            .await;
    });
    let served = serving.await.map_err(Unusable::because)?;
    // The piece of work under way is finished first; one that is broken off is done again after the next start.
    drop(stop);
    let _ = tokio::time::timeout(LAST_WORK, working).await;
    served.map_err(Unusable::because)?;
    Ok(Outcome::Good)
}

/// Compare our clock with that of the database, now and every minute; until that worked, `/readyz` says no.
fn keep_pace(site: Site) -> Site {
    // The clock of a test, or of the demo on another day, is not meant to keep pace.
    if !site.clock.is_the_machines() {
        return site;
    }
    let site = Site { pace: Pace::unknown(), ..site };
    let (pace, database, clock) = (site.pace.clone(), site.database.clone(), site.clock.clone());
    actix_web::rt::spawn(async move {
        loop {
            let (mine, theirs, own) = (pace.clone(), database.clone(), clock.clone());
            let measured = tokio::task::spawn_blocking(move || mine.measure(&theirs, &own)).await;
            if let Ok(Err(error)) = measured {
                tracing::warn!(%error, "our clock was not compared with that of the database");
            }
            let sure = pace.check(clock.of_this_node());
            if let Err(why) = sure {
                tracing::error!(%why, "this node is not ready");
            }
            tokio::time::sleep(if sure.is_ok() { MINUTE } else { SOON }).await;
        }
    });
    site
}

/// Say every few seconds that this process can take submissions, while it can; and put what could not be kept meanwhile into the database.
fn keep_beating(site: Site) {
    actix_web::rt::spawn(async move {
        let mut last = None;
        loop {
            if site.pace.check(site.clock.of_this_node()).is_ok() {
                let (one, before) = (site.clone(), last.clone());
                match tokio::task::spawn_blocking(move || beat(&one, before)).await {
                    Ok(Ok(beat)) => last = Some(beat),
                    Ok(Err(error)) => tracing::warn!(%error, "this process could not say that it is at work"),
                    Err(error) => tracing::error!(%error, "saying that this process is at work fell"),
                }
            }
            tokio::time::sleep(Duration::from_secs(BEAT_SECONDS)).await;
        }
    });
}

/// One sign of life. Blocking.
fn beat(site: &Site, last: Option<Beat>) -> app::Result<Beat> {
    let ctx = Ctx::new(site.clock.now(), Actor::system(Via::Job), site.source.clone());
    let beat = site.database.light(|conn| availability::beat(conn, &ctx, last))?;
    match attempts::take_in(&site.database, &site.store, &ctx) {
        Ok(0) => {}
        Ok(taken) => tracing::info!(taken, "attempts to send in that had been noted are in the database"),
        Err(error) => tracing::warn!(%error, "attempts to send in stay noted beside the blobs"),
    }
    Ok(beat)
}

/// Refuse a database that is there but not fit. One that is away may come back: the portal then says 503 until it does. A file that
/// was never there is one without a schema, so the pool, which makes no file, is not asked.
fn check_database(settings: &Settings) -> Result<(), Unusable> {
    let mut conn = match installation::database_url(settings)?.connect() {
        Ok(conn) => conn,
        Err(error) => {
            tracing::error!(%error, "the database does not answer; pages say 503 until it does");
            return Ok(());
        }
    };
    match migrate::check(&mut conn) {
        Err(error @ (MigrateError::Pending | MigrateError::MissingGuard(_))) => Err(Unusable::because(error)),
        Err(error) => Err(Unusable(format!("the database cannot be used: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// Refuse a log that is not the one that was signed. A database that is away is asked again by who signs, each minute.
fn check_log(settings: &Settings, site: &Site) -> Result<(), Unusable> {
    let notary = installation::notary(settings)?;
    notary.prepare(&Source::system()).map_err(Unusable::because)?;
    match notary.check(&site.database) {
        Err(NotaryError::App(error)) => {
            tracing::error!(%error, "the log could not be compared with the head that was signed last");
            Ok(())
        }
        Err(error @ NotaryError::Disagrees { .. }) => Err(Unusable(format!(
            "{error}. Put the newest database or the right file back; or, when this is the best there is, run: openhuis log accept"
        ))),
        Err(error) => Err(Unusable::because(error)),
        Ok(()) => Ok(()),
    }
}

#[cfg(not(feature = "test-clock"))]
fn clock() -> Result<Clock, Unusable> {
    Ok(Clock::system())
}

/// For tests of real processes: the file named by `OPENHUIS_TEST_CLOCK` says what time it is.
#[cfg(feature = "test-clock")]
fn clock() -> Result<Clock, Unusable> {
    match std::env::var_os("OPENHUIS_TEST_CLOCK") {
        Some(path) => {
            Clock::file(path.into()).map_err(|error| Unusable(format!("OPENHUIS_TEST_CLOCK: {error}")))
        }
        None => Ok(Clock::system()),
    }
}

fn log(settings: &Settings) -> Result<(), Unusable> {
    let targets: Targets = settings.log_filter.parse().map_err(|_| {
        Unusable("OPENHUIS_LOG cannot be used: write info, or openhuis=debug,warn".to_owned())
    })?;
    let (log, lines) = (tracing_subscriber::registry().with(targets), tracing_subscriber::fmt::layer());
    let lines = lines.with_writer(std::io::stderr);
    match settings.log_format {
        LogFormat::Text => log.with(lines).init(),
        LogFormat::Json => log.with(lines.json()).init(),
    }
    Ok(())
}
