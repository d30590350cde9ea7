//! `openhuis scheme import` and `export`: between a file and the installation.
//! May import: app, auth, clock, domain, cli.

use std::path::PathBuf;

use clap::Args;

use super::{Installation, Outcome, Unusable, installation, output, scheme};
use crate::app::amend::{self, Imported};
use crate::app::{Ctx, Database, Error};
use crate::auth::random::Source;
use crate::clock::Clock;
use crate::domain::access::{Actor, Via};
use crate::domain::identifiers::EmailAddress;
use crate::storage;

/// A file for an installation.
#[derive(Debug, Args)]
pub struct Import {
    /// The regeling.
    file: PathBuf,
    /// Mail address of whose work it is: a policy editor, or for a new procedure anybody with an account.
    #[arg(long, value_parser = mail)]
    by: EmailAddress,
    /// For a new procedure: mail address of the other person, who confirms it.
    #[arg(long, value_parser = mail, requires = "motivation")]
    confirmed_by: Option<EmailAddress>,
    /// For a new procedure: why, as everybody will read it.
    #[arg(long, requires = "confirmed_by")]
    motivation: Option<String>,
    #[command(flatten)]
    installation: Installation,
}

/// A published version for a file.
#[derive(Debug, Args)]
pub struct Export {
    /// Code of the procedure.
    code: String,
    /// The number of the version; the newest without it.
    #[arg(long, value_name = "N")]
    version: Option<i32>,
    #[command(flatten)]
    installation: Installation,
}

fn mail(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|_| "write a mail address, such as name@example.nl".to_owned())
}

/// Found a procedure, or begin a wijziging of a known one; print where to go on.
///
/// # Errors
/// A file that cannot be used, a person without the role, or what the database says.
pub fn import(arguments: &Import) -> Result<Outcome, Unusable> {
    let source = scheme::bytes(&arguments.file)?;
    let source = String::from_utf8(source).map_err(Unusable::because)?;
    let settings = installation::settings(&arguments.installation)?;
    let database = Database::new(storage::pool(&installation::database_url(&settings)?, 1));
    let ctx = Ctx::new(Clock::system().now(), Actor::system(Via::Cli), Source::system());
    let founding = arguments.confirmed_by.as_ref().zip(arguments.motivation.as_deref());
    let new = amend::Import { source: &source, by: &arguments.by, founding };
    let imported = database.write(|conn| amend::import(conn, &ctx, &new)).map_err(told)?;
    output::say(&match imported {
        Imported::Founded(procedure) => format!("founded {procedure}"),
        Imported::Begun(id) => format!("{}/beheer/regeling/wijzigingen/{id}", settings.public_url.as_str()),
    });
    Ok(Outcome::Good)
}

/// Print the text of a published version, byte for byte.
///
/// # Errors
/// A code that no procedure has, or what the database says.
pub fn export(arguments: &Export) -> Result<Outcome, Unusable> {
    let settings = installation::settings(&arguments.installation)?;
    let database = Database::new(storage::pool(&installation::database_url(&settings)?, 1));
    let row = database.read(|conn| amend::export(conn, &arguments.code, arguments.version));
    let row = row.map_err(|error| match error {
        Error::NotFound => Unusable(format!("no procedure {} has this version", arguments.code)),
        other => told(other),
    })?;
    output::hand_over(&row.source);
    Ok(Outcome::Good)
}

fn told(error: Error) -> Unusable {
    match error {
        Error::Refused(why) => Unusable(why.trim_end().to_owned()),
        other => Unusable::because(other),
    }
}
