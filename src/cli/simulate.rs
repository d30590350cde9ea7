//! `openhuis simulate`: what a changed regeling would do to aanbieders, before anyone adopts it.
//! May import: app::national, domain, cli.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use serde::Deserialize;

use super::{Outcome, Unusable, output, scheme};
use crate::app::national;
use crate::domain::rules::{Applicant, ReferenceDates, Shared, Stage, fictional, simulate};
use crate::domain::supply::SupplySnapshot;

/// The format of a population that this program reads.
const FORMAT: &str = "openhuis-populatie/1";

/// How many aanbieders who do not exist stand in for a population.
const FICTIONAL: usize = 300;

/// A changed regeling against the one in force.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The changed regeling.
    #[arg(long, value_name = "FILE")]
    scheme: PathBuf,
    /// The regeling in force.
    #[arg(long, value_name = "FILE")]
    against: PathBuf,
    /// The dossiers of aanbieders under pseudonyms, as JSON; without it 300 who do not exist.
    #[arg(long, value_name = "FILE")]
    population: Option<PathBuf>,
}

/// A population as JSON: dossiers as they are stored, each under a pseudonym.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Population {
    format: String,
    dates: ReferenceDates,
    applicants: Vec<Applicant>,
}

/// Print the effect per lot as JSON.
///
/// # Errors
/// A file that cannot be read, has mistakes, or is of another format.
pub fn run(arguments: &Arguments) -> Result<Outcome, Unusable> {
    let changed = scheme::scheme(&arguments.scheme)?;
    let in_force = scheme::scheme(&arguments.against)?;
    if changed.code() != in_force.code() {
        return Err(Unusable(format!(
            "{} is of another procedure than {}; compare two versions of one",
            arguments.scheme.display(),
            arguments.against.display()
        )));
    }
    let (dates, applicants) = match &arguments.population {
        Some(file) => population(file)?,
        None => {
            let dates = first_year(in_force.term().from);
            (dates, fictional(&in_force, dates, FICTIONAL, 1))
        }
    };
    let supply = SupplySnapshot::new(dates.submission, Vec::new());
    let shared = Shared {
        national: national::tables().map_err(Unusable::because)?,
        dates,
        stage: Stage::Application,
        supply: &supply,
    };
    let effect = simulate(&in_force, &changed, applicants, &shared);
    output::say(&serde_json::to_string_pretty(&effect).map_err(Unusable::because)?);
    Ok(Outcome::Good)
}

/// Everything on the first day of the contracts.
fn first_year(day: NaiveDate) -> ReferenceDates {
    ReferenceDates { submission: day, close: day, start: day }
}

fn population(file: &std::path::Path) -> Result<(ReferenceDates, Vec<Applicant>), Unusable> {
    let named = |error: &dyn std::fmt::Display| Unusable(format!("{}: {error}", file.display()));
    let read: Population = serde_json::from_slice(&scheme::bytes(file)?).map_err(|error| named(&error))?;
    if read.format != FORMAT {
        return Err(named(&format!("write \"format\": \"{FORMAT}\"")));
    }
    let mut ids: Vec<&str> = read.applicants.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    let before = ids.len();
    ids.dedup();
    if ids.len() < before {
        return Err(named(&"each aanbieder has a pseudonym of its own"));
    }
    Ok((read.dates, read.applicants))
}
