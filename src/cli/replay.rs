//! `openhuis replay`: whether decisions still follow from what they rest on.
//! May import: app, domain, storage, cli.

use clap::Args;

use super::{Installation, Outcome, Unusable, installation, output};
use crate::app::replay::{self, Found, Replayed};
use crate::app::{Database, Error, access};
use crate::domain::ids::DecisionId;
use crate::storage;

/// Which decisions.
#[derive(Debug, Args)]
pub struct Arguments {
    /// One decision.
    #[arg(value_name = "DECISION_ID", required_unless_present = "all", conflicts_with = "all")]
    decision: Option<String>,
    /// Every decision of every region.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    installation: Installation,
}

/// Evaluate again and print what was found, a line of JSON for each decision. Negative unless all are identical.
///
/// # Errors
/// An identifier that is not one or not of a decision here; what the database says.
pub fn run(arguments: &Arguments) -> Result<Outcome, Unusable> {
    let settings = installation::settings(&arguments.installation)?;
    let database = Database::new(storage::pool(&installation::database_url(&settings)?, 1));
    let identical = match &arguments.decision {
        Some(text) => one(&database, text)?,
        None => every(&database)?,
    };
    Ok(if identical { Outcome::Good } else { Outcome::Negative })
}

fn one(database: &Database, text: &str) -> Result<bool, Unusable> {
    let id = DecisionId::parse(text)
        .map_err(|_| Unusable(format!("{text} is not the identifier of a decision")))?;
    let found = database.read(|conn| {
        for scope in access::every_region(conn)? {
            match replay::decision(conn, &scope, &id) {
                Err(Error::NotFound) => {}
                other => return other,
            }
        }
        Err(Error::NotFound)
    });
    match found {
        Ok(replayed) => {
            say(&replayed);
            Ok(replayed.found == Found::Identical)
        }
        Err(Error::NotFound) => Err(Unusable(format!("there is no decision {id} here"))),
        Err(other) => Err(Unusable::because(other)),
    }
}

fn every(database: &Database) -> Result<bool, Unusable> {
    let deviations = database.read(|conn| {
        let mut deviations = 0;
        for scope in access::every_region(conn)? {
            deviations += replay::every(conn, &scope, say)?.deviations.len();
        }
        Ok(deviations)
    });
    Ok(deviations.map_err(Unusable::because)? == 0)
}

fn say(replayed: &Replayed) {
    match serde_json::to_string(replayed) {
        Ok(line) => output::say(&line),
        Err(why) => output::complain(&why.to_string()),
    }
}
