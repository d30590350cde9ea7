//! `openhuis log`: the audit log, verified, exported, and signed with another key.
//! May import: app, auth, clock, config, domain, storage, cli.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::log_files as files;
use super::{Installation, Outcome, Unusable, installation, log_witness, output};
use crate::app::tlog::{self, Given, Leaves, Notary, NotaryError, Refusal, Tampered};
use crate::app::{Ctx, Database, Error, access};
use crate::auth::random::Source;
use crate::clock::Clock;
use crate::config::Settings;
use crate::domain::access::{Actor, Via};
use crate::domain::audit::Token;
use crate::domain::ids::RegionId;
use crate::domain::tlog::Bundle;
use crate::storage;

/// What can be done with the log.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Verify an export, one `.tlog-proof`, or the log of an installation: JSON on stdout, 1 when it was tampered with.
    Verify(Verify),
    /// Sign the log as it is now, and write it into a new folder with all that verifies it.
    Export(Export),
    /// Let a new key sign from now on; the one before signs that it does.
    Rotate(Rotate),
    /// Go on with a log that is not the one that was signed; the log tells that it happened.
    Accept(Installation),
    /// Erase what a line of the log commits to; the line stays.
    Erase(Erase),
    /// Watch over the log of somebody else.
    #[command(subcommand)]
    Witness(log_witness::Command),
}

/// What is verified.
#[derive(Debug, Args)]
pub struct Verify {
    /// The folder of an export or of the log in a dossier, or a file `.tlog-proof`. Without it the log of the installation.
    #[arg(value_name = "EXPORT_DIR")]
    what: Option<PathBuf>,
    /// The key that you know from elsewhere: the text, or a file with it.
    #[arg(long, value_name = "VKEY")]
    vkey: Option<String>,
    /// A signed head that you know from elsewhere, which the log must extend. May be given more than once.
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    #[command(flatten)]
    installation: Installation,
}

/// What is exported.
#[derive(Debug, Args)]
pub struct Export {
    /// A new or empty folder.
    #[arg(value_name = "EXPORT_DIR")]
    folder: PathBuf,
    /// Of one region only: the lines of others go along as their hash.
    #[arg(long, value_name = "SLUG")]
    region: Option<String>,
    #[command(flatten)]
    installation: Installation,
}

/// How the key is changed.
#[derive(Debug, Args)]
pub struct Rotate {
    /// The key until now is lost: only the new one signs, and whoever verifies must be told of it.
    #[arg(long)]
    lost: bool,
    #[command(flatten)]
    installation: Installation,
}

/// What is erased.
#[derive(Debug, Args)]
pub struct Erase {
    /// The place of the line.
    #[arg(value_name = "N")]
    n: u64,
    /// The ground, as a code that stands in the log: such as avg-17 or bewaartermijn.
    #[arg(long)]
    ground: String,
    #[command(flatten)]
    installation: Installation,
}

/// Do it.
///
/// # Errors
/// Input that cannot be used, or what the database and the disk say.
pub fn run(command: &Command) -> Result<Outcome, Unusable> {
    match command {
        Command::Verify(asked) => verify(asked),
        Command::Export(asked) => export(asked),
        Command::Rotate(asked) => rotate(asked),
        Command::Accept(installation) => accept(installation),
        Command::Erase(asked) => erase(asked),
        Command::Witness(command) => log_witness::run(command),
    }
}

fn verify(asked: &Verify) -> Result<Outcome, Unusable> {
    match &asked.what {
        Some(path) if path.is_file() => verify_proof(path, asked),
        Some(folder) => verify_export(folder, asked),
        None => verify_installation(&asked.installation),
    }
}

fn verify_export(folder: &Path, asked: &Verify) -> Result<Outcome, Unusable> {
    let key = asked.vkey.as_deref().map(files::key).transpose()?;
    if let Some(of) = files::dossier(folder)? {
        return answer(tlog::verify_dossier(&of.leaves, &of.proofs, &of.head, &of.keys, key.as_ref()));
    }
    let (given, leaves) = files::read(folder)?;
    let known = asked.checkpoint.iter().map(|path| files::note(path)).collect::<Result<_, _>>()?;
    answer(tlog::verify_export(leaves, &Given { known, trusted: key, ..given }))
}

fn verify_proof(path: &Path, asked: &Verify) -> Result<Outcome, Unusable> {
    let bundle = Bundle::parse(&files::text(path)?)
        .map_err(|error| Unusable(format!("{}: {error}", path.display())))?;
    let Some(key) = asked.vkey.as_deref().map(files::key).transpose()? else {
        return Err(Unusable("say with --vkey which key you trust".to_owned()));
    };
    let Some(leaf) = &bundle.extra else {
        return Err(Unusable(format!("{} holds no leaf", path.display())));
    };
    let found = tlog::verify_proof(&bundle, leaf, &key);
    let leaf: serde_json::Value = serde_json::from_slice(leaf).unwrap_or_default();
    answer(found.map(|head| {
        serde_json::json!({ "origin": head.origin.as_str(), "size": head.size, "index": bundle.index, "leaf": leaf })
    }))
}

fn answer<T: serde::Serialize>(found: Result<T, Refusal>) -> Result<Outcome, Unusable> {
    match found {
        Ok(report) => say(&report),
        Err(Refusal::Unreadable(error)) => Err(Unusable::because(Refusal::Unreadable(error))),
        Err(refusal) => {
            output::complain(&refusal.to_string());
            Ok(Outcome::Negative)
        }
    }
}

fn say(found: &impl serde::Serialize) -> Result<Outcome, Unusable> {
    output::say(&serde_json::to_string(found).map_err(Unusable::because)?);
    Ok(Outcome::Good)
}

fn verify_installation(installation: &Installation) -> Result<Outcome, Unusable> {
    let (_, database, notary) = opened(installation)?;
    let found = database.read(|conn| Ok(tlog::verify_stored(conn))).map_err(Unusable::because)?;
    let found = match found {
        Err(Tampered::App(error)) => return Err(Unusable::because(error)),
        Err(tampered) => Err(tampered.to_string()),
        Ok(found) => Ok(found),
    };
    // Both are told: what is wrong inside, and that it is not what was signed.
    let outside = match notary.check(&database) {
        Err(error @ NotaryError::Disagrees { .. }) => Err(error.to_string()),
        Err(error) => return Err(Unusable::because(error)),
        Ok(()) => Ok(()),
    };
    match (found, outside) {
        (Ok(found), Ok(())) => say(&found),
        (found, outside) => {
            for why in found.err().into_iter().chain(outside.err()) {
                output::complain(&why);
            }
            Ok(Outcome::Negative)
        }
    }
}

fn export(asked: &Export) -> Result<Outcome, Unusable> {
    let (_, database, notary) = opened(&asked.installation)?;
    let leaves = match &asked.region {
        None => Leaves::Whole,
        Some(slug) => Leaves::Region(region(&database, slug)?),
    };
    notary.prepare(&Source::system()).map_err(Unusable::because)?;
    notary.sign(&database, Clock::system().now()).map_err(Unusable::because)?;
    let what = database.read(tlog::exported).map_err(files::unsigned)?;
    files::write(&asked.folder, &database, &what, &leaves)?;
    say(&serde_json::json!({ "size": what.head.size, "vkey": what.keys.last().map(ToString::to_string) }))
}

fn region(database: &Database, slug: &str) -> Result<RegionId, Unusable> {
    let found = database.read(|conn| access::public(conn, slug));
    let (scope, _) = found.map_err(|error| match error {
        Error::NotFound => Unusable(format!("there is no region {slug} here")),
        other => Unusable::because(other),
    })?;
    RegionId::parse(scope.key()).map_err(Unusable::because)
}

fn rotate(asked: &Rotate) -> Result<Outcome, Unusable> {
    let (_, database, notary) = opened(&asked.installation)?;
    let key = notary.change_key(&database, &ctx(), asked.lost).map_err(Unusable::because)?;
    say(&serde_json::json!({ "vkey": key.to_string() }))
}

fn accept(installation: &Installation) -> Result<Outcome, Unusable> {
    let (_, database, notary) = opened(installation)?;
    notary.prepare(&Source::system()).map_err(Unusable::because)?;
    let why = notary.accept(&database, &ctx()).map_err(Unusable::because)?;
    say(&serde_json::json!({ "accepted": why.map(|why| why.to_string()) }))
}

fn erase(asked: &Erase) -> Result<Outcome, Unusable> {
    let (_, database, _) = opened(&asked.installation)?;
    let ground = Token::parse(&asked.ground).map_err(Unusable::because)?;
    match database.write(|conn| tlog::erase(conn, &ctx(), asked.n, ground)) {
        Ok(()) => Ok(Outcome::Good),
        Err(Error::NotFound) => Err(Unusable(format!("line {} has no particulars, or no longer", asked.n))),
        Err(error) => Err(Unusable::because(error)),
    }
}

fn opened(installation: &Installation) -> Result<(Settings, Database, Notary), Unusable> {
    let settings = installation::settings(installation)?;
    let database = Database::new(storage::pool(&installation::database_url(&settings)?, 1));
    let notary = installation::notary(&settings)?;
    Ok((settings, database, notary))
}

fn ctx() -> Ctx {
    Ctx::new(Clock::system().now(), Actor::system(Via::Cli), Source::system())
}
