//! The demo: both regions at their real size with people who do not exist, told step by step through the use cases.
//!
//! May import: app, auth, clock, documents, domain, files, jobs, mail, storage. The same seed and day give the same rows.

mod amendment;
mod cases;
mod contracts;
mod counts;
mod days;
mod desk;
mod dice;
mod draft;
mod evidence;
pub mod folder;
mod followers;
mod inquiry;
mod known;
mod lots;
mod measures;
mod names;
mod night;
mod outage;
mod panel;
mod paper;
mod people;
mod places;
mod play;
mod providers;
mod region;
mod returning;
mod samples;
mod script;
mod shelf;
mod signals;
mod tale;
mod team;
mod teller;
mod together;
mod year;

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, Utc};

pub use people::{Login, PASSWORD};

use crate::app::{self, Database};
use crate::auth::origin::PublicUrl;
use crate::auth::passwords;
use crate::auth::random::Source;
use crate::domain::access::ProviderRole;
use crate::domain::ids::WindowId;
use crate::domain::policy_code::LotKey;
use crate::domain::scheme::Reviewers;
use crate::domain::windows::WindowKind;
use crate::domain::words::roles;
use crate::files::Store;
use crate::storage::lots::Choice;
use cases::{CASES, CLAIMED_TWICE, NEWCOMERS, RIVAL};
use days::DemoDays;
use desk::Desk;
use dice::Dice;
use evidence::Pieces;
use inquiry::Inquiry;
use measures::Measures;
use names::Names;
use night::Night;
use people::Registrar;
use play::Play;
use providers::{Founder, Provider};
use region::Region;
use script::Case;
use signals::{Signals, Toezicht};
use tale::Tale;
use teller::Teller;

/// The seed of ids, salts and choices.
pub const SEED: u64 = 2026;

/// The regelingen of the demo, as shipped.
const SCHEMES: [&str; 2] = [
    include_str!("../../data/schemes/wmo-zuidwest-drenthe-2026.yaml"),
    include_str!("../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml"),
];

/// When toezicht heard of some of them first, in days before today: before the first dossier of this year begins.
const HEARD: u64 = 55;

/// How large the demo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Aanbieders per region.
    pub providers: [usize; 2],
    /// Aanbieders per region with people in every role.
    pub shown: usize,
    /// Files per kind of bewijsstuk.
    pub files: usize,
}

impl Size {
    /// As large as the two regions are.
    pub const REAL: Self = Self { providers: [140, 320], shown: 3, files: 4 };
    /// Small, for tests: nobody but those whose dossiers are told.
    pub const SMALL: Self = Self { providers: [CASES.len(), CASES.len()], shown: 1, files: 1 };
}

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file in data/ does not fit.
    #[error("data/{0} cannot be used: {1}")]
    Data(&'static str, String),
    /// A file could not be made or stored.
    #[error("the file {0} could not be made: {1}")]
    File(String, String),
    /// The team has no such member.
    #[error("nobody in the team is called {0}")]
    Nobody(&'static str),
    /// The day does not lie in the calendar.
    #[error("the demo cannot be shown on this day")]
    Calendar,
    /// A use case refused.
    #[error("a step of the demo was refused: {0} {1}")]
    Refused(String, String),
    /// The runner of the story cannot run.
    #[error("the runner of the demo cannot start: {0}")]
    Runner(String),
    /// A step in one of the dossiers went wrong.
    #[error("the dossier {0}: {1}")]
    Dossier(&'static str, Box<DemoError>),
    /// The password could not be hashed.
    #[error(transparent)]
    Password(#[from] passwords::PasswordError),
}

impl DemoError {
    /// The same, with the dossier in which it went wrong.
    fn within(self, key: &'static str) -> Self {
        Self::Dossier(key, Box::new(self))
    }
}

impl From<app::Error> for DemoError {
    fn from(error: app::Error) -> Self {
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        let detail = match &error {
            app::Error::Invalid(fields) => fields
                .iter()
                .map(|one| format!("{}: {}", one.field, one.message))
                .collect::<Vec<_>>()
                .join("; "),
            _ => cause,
        };
        Self::Refused(error.to_string(), detail)
    }
}

/// What the demo is built on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// An empty database.
    pub database: &'a Database,
    /// The evidence store.
    pub store: &'a Store,
    /// Where the portal will be.
    pub portal: &'a PublicUrl,
    /// This program, to start the child that looks at files.
    pub exe: &'a Path,
}

/// Somebody whose dossier is told, with what is thrown before anything happens.
struct Applicant {
    region: usize,
    number: usize,
    provider: Provider,
    lots: Vec<Choice>,
    case: &'static Case,
}

/// Tell the whole story into an empty database, with who assess as shipped or, where that is asked, otherwise.
///
/// # Errors
/// What a use case or the store refuses; the database is then useless.
pub fn tell(
    ground: &Ground<'_>,
    now: DateTime<Utc>,
    size: &Size,
    asked: Option<Reviewers>,
) -> Result<Vec<Login>, DemoError> {
    let source = Source::seeded(SEED);
    let days = DemoDays::around(now);
    let (names, tale) = (Names::read()?, Tale::read()?);
    let hash = passwords::hash_now(PASSWORD, &source.bytes())?;
    let mut registrar = Registrar { names: &names, dice: Dice::new(SEED), hash, logins: Vec::new() };
    let mut teller = Teller::new(ground.database, source.clone(), days.founded()?);
    let night = Night::new(ground, source, teller.now())?;
    let mut regions = Vec::new();
    for scheme in SCHEMES {
        let region = Region::found(&mut teller, &mut registrar, &panel::under(scheme, asked)?, &days, &tale)?;
        region.publish(&mut teller, ground.store, ground.portal)?;
        regions.push(region);
    }
    let pieces: Result<Vec<Pieces>, DemoError> =
        regions.iter().map(|region| evidence::make(ground.store, &region.scheme, size.files)).collect();
    let pieces = pieces?;
    // Chance of its own, so that who returns changes nothing for anybody else.
    let mut again = Registrar {
        dice: Dice::new(SEED + 3),
        hash: registrar.hash.clone(),
        names: &names,
        logins: Vec::new(),
    };
    let mut founder =
        Founder { registrar: &mut again, made: 0, dice: Dice::new(SEED + 4), files: Dice::new(SEED + 5) };
    let returning =
        returning::tell(ground, &mut founder, &mut teller, &night, (&regions, &pieces), (&days, &tale))?;
    teller.skip_to(days.settled()?);
    let mut founder =
        Founder { registrar: &mut registrar, made: 0, dice: Dice::new(SEED + 1), files: Dice::new(SEED + 2) };
    let applicants = settle(&mut founder, &mut teller, &regions, &days, size)?;
    let mut windows = Vec::new();
    for (at, region) in regions.iter().enumerate() {
        let lots = applicants.iter().filter(|one| one.region == at).flat_map(|one| &one.lots);
        let of_then = returning.get(at).map_or(&[][..], |one| &one.lots);
        let applied: BTreeSet<LotKey> = lots.chain(of_then).filter_map(Choice::key).collect();
        places::close(&mut teller, region, &tale, ground.portal, &applied)?;
        let phases = days.annual(&region.scheme)?;
        windows.push(region.open_window(&mut teller, WindowKind::Annual, phases, ground.portal)?);
        followers::follow(ground, &mut teller, region, &tale)?;
    }
    ask_and_answer(ground, &mut teller, &regions, &windows, &applicants)?;
    keep_toezicht(ground, &mut teller, &regions, &applicants, (&days, true))?;
    let mut plays = Vec::new();
    for one in &applicants {
        let at = one.region;
        let (Some(region), Some(window), Some(pieces)) = (regions.get(at), windows.get(at), pieces.get(at))
        else {
            continue;
        };
        let beside = applicants.iter().find(|next| next.region == at && next.number == one.number + 1);
        let beside = beside.map(|next| &next.provider);
        let (provider, number, lots, case) = (&one.provider, one.number, &one.lots, one.case);
        let role = roles::provider_role(ProviderRole::Tekenbevoegde);
        registrar.tell(&region.scheme.region().name, &provider.mail, role, tale.state(case.key)?);
        plays.push(Play::new(Desk {
            ground,
            region,
            window,
            provider,
            beside,
            number,
            pieces,
            lots,
            case,
            issued: 70,
            days: &days,
            tale: &tale,
        }));
    }
    for (region, one) in regions.iter().zip(&returning) {
        let role = roles::provider_role(ProviderRole::Tekenbevoegde);
        registrar.tell(&region.scheme.region().name, &one.provider.mail, role, tale.state("terug")?);
    }
    registrar.logins.extend(again.logins);
    play::all(&mut plays, &mut teller, &night, &days)?;
    let silent = year::silent(&plays);
    for region in &regions {
        counts::bring_in(&mut teller, region, &days)?;
        amendment::work_out(&mut teller, region, &days)?;
        places::state(&mut teller, region, &mut registrar.dice, &silent)?;
        places::propose(&mut teller, region, &tale)?;
    }
    leave_a_question(ground, &mut teller, &regions, &windows, &days)?;
    keep_toezicht(ground, &mut teller, &regions, &applicants, (&days, false))?;
    year::go_by(&plays, &mut teller, &night, &days)?;
    drop(plays);
    outage::happen(&mut teller, &regions, &days, now)?;
    Ok(registrar.logins)
}

/// In the first region the aanbieders ask about the window before it opens, and everybody reads the answers.
fn ask_and_answer(
    ground: &Ground<'_>,
    teller: &mut Teller<'_>,
    regions: &[Region],
    windows: &[WindowId],
    applicants: &[Applicant],
) -> Result<(), DemoError> {
    let (Some(region), Some(window)) = (regions.first(), windows.first()) else { return Ok(()) };
    let askers: Vec<&Provider> =
        applicants.iter().filter(|one| one.region == 0).map(|one| &one.provider).collect();
    Inquiry::about(ground, region, window)?.hold(teller, &askers)
}

/// Toezicht hears of the aanbieders whose dossiers are told, before that or in the last days; in the end it draws a sample.
fn keep_toezicht(
    ground: &Ground<'_>,
    teller: &mut Teller<'_>,
    regions: &[Region],
    applicants: &[Applicant],
    (days, earlier): (&DemoDays, bool),
) -> Result<(), DemoError> {
    let words = Signals::read()?;
    if earlier {
        teller.skip_to(days.at_work(HEARD)?);
    }
    for (at, region) in regions.iter().enumerate() {
        let providers: Vec<&Provider> =
            applicants.iter().filter(|one| one.region == at).map(|one| &one.provider).collect();
        let toezicht = Toezicht { ground, region, days, words: &words };
        toezicht.hears(teller, &providers, earlier)?;
        if !earlier {
            toezicht.draws(teller)?;
            if at == 0 {
                Measures { region, portal: ground.portal, days }.tell(teller, &providers)?;
            }
        }
    }
    Ok(())
}

/// There a question waits that came in by mail.
fn leave_a_question(
    ground: &Ground<'_>,
    teller: &mut Teller<'_>,
    regions: &[Region],
    windows: &[WindowId],
    days: &DemoDays,
) -> Result<(), DemoError> {
    let (Some(region), Some(window)) = (regions.first(), windows.first()) else { return Ok(()) };
    Inquiry::about(ground, region, window)?.leave_one(teller, days)
}

/// Everybody who is there before the window opens: registered, and most of them with running contracts.
fn settle(
    founder: &mut Founder<'_, '_>,
    teller: &mut Teller<'_>,
    regions: &[Region],
    days: &DemoDays,
    size: &Size,
) -> Result<Vec<Applicant>, DemoError> {
    let mut applicants = Vec::new();
    for (place, (region, count)) in regions.iter().zip(size.providers).enumerate() {
        for number in 0..count {
            let provider = founder.register(teller, region, (number < size.shown).then_some(days))?;
            let case = CASES.get(number);
            let lots = case.map(|case| founder.choose(region, case)).unwrap_or_default();
            if number % NEWCOMERS != NEWCOMERS - 1 {
                founder.admit(teller, region, &provider, days, &lots)?;
            }
            if let Some(case) = case {
                applicants.push(Applicant { region: place, number, provider, lots, case });
            }
        }
    }
    for (place, region) in regions.iter().enumerate() {
        let real = applicants.iter().find(|one| one.region == place && one.number == CLAIMED_TWICE);
        let Some(real) = real else { continue };
        let provider = founder.rival(teller, region, &real.provider)?;
        let (lots, case) = (founder.choose(region, &RIVAL), &RIVAL);
        applicants.push(Applicant { region: place, number: CASES.len(), provider, lots, case });
    }
    Ok(applicants)
}
