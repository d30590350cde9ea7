//! `openhuis demo`
//! May import: config, auth, clock, demo, files, storage, web, cli.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime};
use clap::Args;

use super::{Installation, Outcome, Unusable, installation, output, serve};
use crate::app::Database;
use crate::auth::origin::PublicUrl;
use crate::auth::second_factor::Policy;
use crate::auth::secret::Secret;
use crate::clock::Clock;
use crate::config::Settings;
use crate::demo::folder::{self, Start};
use crate::demo::{self, Ground, Login, PASSWORD, Size};
use crate::domain::scheme::Reviewers;
use crate::domain::terms::moment;
use crate::storage::{self, migrate};

/// What is said about the second factor, so that nobody takes the demo for how a real installation logs in.
const VOLUNTARY: &str = "\nNobody is asked for a code of a telephone here, as a real installation asks of who decides or administers.\nTry that with OPENHUIS_SECOND_FACTOR=required, or turn it on for yourself on the page of your account.";
const REQUIRED: &str =
    "\nWho decides, administers or edits policy sets up an app with codes at the first login.";
/// What is published stays as it is: another plan needs another demo.
const MADE: &str =
    "the demo in this folder was made already, under its own plan; leave --review-plan out, or add --fresh";

/// What `demo` can be told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Address and port, on this machine.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The folder of the demo; it is used again when it is there.
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    data: PathBuf,
    /// Throw the demo in that folder away first.
    #[arg(long)]
    fresh: bool,
    /// Keep the rows in this database instead of a file in the folder; it must be empty for a new demo.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Show the portal as on this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<NaiveDate>,
    /// Let a new demo have other assessors than the shipped regelingen ask: een, twee_blind or twee_met_moderator.
    #[arg(long, value_name = "WORD", value_parser = reviewers)]
    review_plan: Option<Reviewers>,
}

fn reviewers(word: &str) -> Result<Reviewers, String> {
    let found = Reviewers::WORDS.iter().find(|(one, _)| *one == word).map(|(_, asked)| *asked);
    found.ok_or_else(|| {
        let known: Vec<&str> = Reviewers::WORDS.iter().map(|(one, _)| *one).collect();
        format!("choose one of {}", known.join(", "))
    })
}

/// Make the demo where it is not there yet, tell who can log in, and serve it.
///
/// # Errors
/// A folder with other files, an address that cannot be used, or a step of the demo that was refused.
pub fn run(arguments: &Arguments) -> Result<Outcome, Unusable> {
    let start = folder::prepare(&arguments.data, arguments.fresh).map_err(Unusable::because)?;
    let installation = Installation { data: Some(arguments.data.clone()) };
    let mut settings = installation::settings(&installation)?;
    settings.listen = arguments.listen;
    if let Some(url) = &arguments.database {
        settings.database = Secret::new(url.clone());
    }
    settings.public_url =
        PublicUrl::parse(&format!("http://{}", arguments.listen)).map_err(Unusable::because)?;
    // Its logins stand on the screen and its people have no telephone; who asks for it gets what a real installation has.
    let required = *settings.second_factor.get_or_insert(Policy::Voluntary) == Policy::Required;
    let clock = clock(arguments.on)?;
    let told = match start {
        Start::Existing if arguments.review_plan.is_some() => return Err(Unusable(MADE.to_owned())),
        Start::Existing => folder::told(&arguments.data).map_err(Unusable::because)?,
        Start::Empty => {
            let told = make(&settings, &clock, arguments.review_plan)?;
            folder::finished(&arguments.data, &told).map_err(Unusable::because)?;
            told
        }
    };
    output::say(told.trim_end());
    output::say(if required { REQUIRED } else { VOLUNTARY });
    serve::with(&settings, clock)
}

fn clock(on: Option<NaiveDate>) -> Result<Clock, Unusable> {
    let Some(day) = on else { return Ok(Clock::system()) };
    let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
    moment(day, ten).map(Clock::starting_at).map_err(Unusable::because)
}

fn make(settings: &Settings, clock: &Clock, asked: Option<Reviewers>) -> Result<String, Unusable> {
    let url = installation::database_url(settings)?;
    migrate::migrate(&url).map_err(Unusable::because)?;
    let database = Database::new(storage::pool_for_making(&url, settings.connections));
    let store = installation::store(settings)?;
    let exe = std::env::current_exe()
        .map_err(|error| Unusable(format!("this program cannot find its own file: {error}")))?;
    let ground = Ground { database: &database, store: &store, portal: &settings.public_url, exe: &exe };
    let logins = demo::tell(&ground, clock.now(), &Size::REAL, asked);
    Ok(table(&logins.map_err(Unusable::because)?))
}

/// Who can log in and what they find, for the screen. Who finds the same as a colleague shares one line.
fn table(logins: &[Login]) -> String {
    let mut text = format!("Everybody's password: {PASSWORD}\n");
    let told = || logins.iter().filter(|login| !login.shows.is_empty());
    let mail = told().map(|login| login.mail.len()).max().unwrap_or(0);
    let role = told().map(|login| login.role.chars().count()).max().unwrap_or(0);
    let mut places: Vec<&str> = Vec::new();
    for login in told() {
        if !places.contains(&login.place.as_str()) {
            places.push(&login.place);
        }
    }
    for place in places {
        let _ = writeln!(text, "\n{place}");
        for login in told().filter(|login| login.place == place) {
            let _ = writeln!(text, "  {:mail$}  {:role$}  {}", login.mail, login.role, login.shows);
        }
    }
    let mut hosts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for login in logins.iter().filter(|login| login.shows.is_empty()) {
        if let Some((name, host)) = login.mail.split_once('@') {
            hosts.entry(host).or_default().push(name);
        }
    }
    if !hosts.is_empty() {
        text.push_str("\nColleagues of some aanbieders\n");
    }
    for (host, names) in hosts {
        let _ = writeln!(text, "  {}  @{host}", names.join(", "));
    }
    text
}
