//! The demo: both regions at their real size with people who do not exist, told step by step through the use cases.
//!
//! May import: app, auth, clock, documents, domain, files, storage. The same seed and day give the same rows.

mod days;
mod dice;
mod dossiers;
mod evidence;
pub mod folder;
mod names;
mod paper;
mod people;
mod providers;
mod region;
mod samples;
mod shelf;
mod teller;

use chrono::{DateTime, Utc};

pub use people::{Login, PASSWORD};

use crate::app::{self, Database};
use crate::auth::origin::PublicUrl;
use crate::auth::passwords;
use crate::auth::random::Source;
use crate::files::Store;
use days::{DemoDays, OPEN_SINCE};
use dice::Dice;
use dossiers::{Desk, STAGES};
use names::Names;
use people::Registrar;
use providers::{Founder, fill_vault};
use region::Region;
use teller::Teller;

/// The seed of ids, salts and choices.
pub const SEED: u64 = 2026;

/// The regelingen of the demo, as shipped.
const SCHEMES: [&str; 2] = [
    include_str!("../../data/schemes/wmo-zuidwest-drenthe-2026.yaml"),
    include_str!("../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml"),
];

/// How large the demo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Aanbieders per region.
    pub providers: [usize; 2],
    /// Aanbieders per region with people in every role.
    pub shown: usize,
    /// Aanbieders per region with a filled vault.
    pub vaults: usize,
    /// Files per kind of bewijsstuk.
    pub files: usize,
}

impl Size {
    /// As large as the two regions are.
    pub const REAL: Self = Self { providers: [140, 320], shown: 3, vaults: 16, files: 4 };
    /// Small, for tests.
    pub const SMALL: Self = Self { providers: [12, 12], shown: 1, vaults: 10, files: 2 };
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
    /// The password could not be hashed.
    #[error(transparent)]
    Password(#[from] passwords::PasswordError),
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

/// Tell the whole story into an empty database.
///
/// # Errors
/// What a use case or the store refuses; the database is then useless.
pub fn tell(
    database: &Database,
    store: &Store,
    portal: &PublicUrl,
    now: DateTime<Utc>,
    size: &Size,
) -> Result<Vec<Login>, DemoError> {
    let source = Source::seeded(SEED);
    let days = DemoDays::around(now);
    let names = Names::read()?;
    let hash = passwords::hash_now(PASSWORD, &source.bytes())?;
    let mut registrar = Registrar { names: &names, dice: Dice::new(SEED), hash, logins: Vec::new() };
    let mut teller = Teller::new(database, source, days.founded()?);
    let mut regions = Vec::new();
    for scheme in SCHEMES {
        let region = Region::found(&mut teller, &mut registrar, scheme, &days)?;
        region.publish(&mut teller, store, portal)?;
        regions.push(region);
    }
    let mut founder = Founder { registrar: &mut registrar, made: 0, dice: Dice::new(SEED + 1) };
    let mut applicants = Vec::new();
    for (region, count) in regions.iter().zip(size.providers) {
        let pieces = evidence::make(store, &region.scheme, size.files)?;
        let mut here = Vec::new();
        for number in 0..count {
            let provider = founder.register(&mut teller, region, (number < size.shown).then_some(&days))?;
            // One in ten is new: registered, not admitted anywhere yet.
            if number % 10 != 9 {
                founder.admit(&mut teller, region, &provider, &days)?;
            }
            if number < size.vaults {
                let vault = fill_vault(&mut teller, &provider, &pieces, number, &days)?;
                here.push((provider, vault));
            }
        }
        applicants.push(here);
    }
    let mut windows = Vec::new();
    for region in &regions {
        windows.push(region.open_window(&mut teller, &days)?);
    }
    teller.skip_to(days.ago(OPEN_SINCE - 1)?);
    for ((region, window), here) in regions.iter().zip(&windows).zip(&applicants) {
        for ((provider, vault), stage) in here.iter().zip(STAGES.iter().cycle()) {
            let lots = founder.lots(&region.scheme);
            let desk = Desk { region, window, provider, vault, days: &days, portal };
            desk.apply(&mut teller, &lots, *stage)?;
        }
    }
    Ok(registrar.logins)
}
