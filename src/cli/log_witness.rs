//! `openhuis log witness`: watch over somebody else's log, as C2SP tlog-witness says; and what the log sends to its witness.
//! May import: app, auth, clock, domain, storage, cli.

use std::io::Read as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use clap::{Args, Subcommand};

use super::{Installation, Outcome, Unusable, installation, log_files as files, output};
use crate::app::tlog::{Refused, Witness};
use crate::app::{Database, Error};
use crate::auth::log_key::KeyFile;
use crate::auth::random::Source;
use crate::clock::Clock;
use crate::domain::tlog::{Algorithm, KeyName, Note, Request, consistency};
use crate::storage::{self, tlog};

/// No request is larger.
const LARGEST: usize = 64 * 1024;

/// What a witness does, and what is asked of it.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sign the head in a request on stdin: the signature on stdout; 1 when it is refused.
    Sign(Watching),
    /// Answer POST /add-checkpoint until a signal says stop.
    Serve(Serve),
    /// Print what this installation asks of a witness that signed the head of so many leaves last.
    Request(Asking),
}

/// Over which log, and with which key.
#[derive(Debug, Args)]
pub struct Watching {
    /// The folder of the witness: its key, made when missing, and the last head that it signed.
    #[arg(long, value_name = "DIR")]
    state: PathBuf,
    /// The name of the witness, for a new key: an address without https://.
    #[arg(long, default_value = "witness.invalid/openhuis")]
    name: String,
    /// The keys of the log: the text of one, or a file with a line for each.
    #[arg(long, value_name = "VKEY")]
    vkey: String,
}

/// Where a witness listens.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    watching: Watching,
    /// Address and port; put a proxy with TLS before it.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
}

/// What the log tells its witness.
#[derive(Debug, Args)]
pub struct Asking {
    /// As many leaves had the head that the witness signed last.
    #[arg(long, default_value_t = 0)]
    old: u64,
    #[command(flatten)]
    installation: Installation,
}

/// Do it.
///
/// # Errors
/// Input that cannot be used, or what the disk and the database say.
pub fn run(command: &Command) -> Result<Outcome, Unusable> {
    match command {
        Command::Sign(watching) => sign(watching),
        Command::Serve(serving) => serve(serving),
        Command::Request(asking) => request(asking),
    }
}

fn witness(watching: &Watching) -> Result<Witness, Unusable> {
    std::fs::create_dir_all(&watching.state).map_err(Unusable::because)?;
    let name = KeyName::parse(&watching.name).map_err(Unusable::because)?;
    let file = KeyFile::at(&watching.state.join("witness.key"));
    let key = file.load_or_create(&name, Algorithm::Cosignature, &Source::system());
    let log = match files::key(&watching.vkey) {
        Ok(key) if !Path::new(&watching.vkey).exists() => vec![key],
        _ => files::keys(&files::text(Path::new(&watching.vkey))?)?,
    };
    Ok(Witness { log, key: key.map_err(Unusable::because)?, folder: watching.state.clone() })
}

fn sign(watching: &Watching) -> Result<Outcome, Unusable> {
    let witness = witness(watching)?;
    let mut text = String::new();
    std::io::stdin().take(65_536).read_to_string(&mut text).map_err(Unusable::because)?;
    match answer(&witness, &text) {
        (200, signed) => {
            output::say(signed.trim_end());
            Ok(Outcome::Good)
        }
        (_, why) => {
            output::complain(why.trim_end());
            Ok(Outcome::Negative)
        }
    }
}

/// The answer to a request: its status and its text.
fn answer(witness: &Witness, text: &str) -> (u16, String) {
    let seconds = u64::try_from(Clock::system().now().timestamp()).unwrap_or(0);
    let signed = Request::parse(text)
        .map_err(|_| Refused::Unusable)
        .and_then(|request| witness.add(&request, seconds));
    match signed {
        Ok(signature) => (200, format!("{signature}\n")),
        Err(refused) => (refused.status(), format!("{refused}\n")),
    }
}

fn serve(serving: &Serve) -> Result<Outcome, Unusable> {
    let witness = witness(&serving.watching)?;
    let vkey = witness.key.public().to_string();
    let server = move || {
        let witness = witness.clone();
        let config = web::PayloadConfig::new(LARGEST);
        let handler = move |asked: HttpRequest, body: web::Bytes| {
            let witness = witness.clone();
            async move { respond(witness, &asked, body).await }
        };
        App::new().app_data(config).default_service(web::to(handler))
    };
    let bound = HttpServer::new(server).workers(1).bind(serving.listen);
    let bound = bound.map_err(|error| Unusable(format!("cannot listen on {}: {error}", serving.listen)))?;
    for address in bound.addrs() {
        output::say(&format!("listening on {address} as {vkey}"));
    }
    actix_web::rt::System::new().block_on(bound.run()).map_err(Unusable::because)?;
    Ok(Outcome::Good)
}

async fn respond(witness: Witness, asked: &HttpRequest, body: web::Bytes) -> HttpResponse {
    if asked.method() != actix_web::http::Method::POST || asked.path() != "/add-checkpoint" {
        return HttpResponse::NotFound().finish();
    }
    let answered = web::block(move || answer(&witness, &String::from_utf8_lossy(&body))).await;
    let (status, text) = answered.unwrap_or((500, String::new()));
    let kind = if status == 409 { "text/x.tlog.size" } else { "text/plain; charset=utf-8" };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    HttpResponse::build(status).content_type(kind).body(text)
}

fn request(asking: &Asking) -> Result<Outcome, Unusable> {
    let settings = installation::settings(&asking.installation)?;
    let database = Database::new(storage::pool(&installation::database_url(&settings)?, 1));
    let asked = database.read(|conn| {
        let head = tlog::last(conn)?.ok_or(Error::NotFound)?;
        let size = u64::try_from(head.size).map_err(Error::internal)?;
        let proof = consistency(&mut tlog::Tree(conn), asking.old, size)?;
        let note = Note::parse(&head.note).map_err(Error::internal)?;
        Ok(Request { old: asking.old, proof, note })
    });
    output::hand_over(&asked.map_err(files::unsigned)?.to_string());
    Ok(Outcome::Good)
}
