//! What granted admissions wait for: the signed overeenkomst, and what the eisen at the start still ask.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use crate::app::admissions::{Due, Later, Starting};
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::evidence_requests::Line;
use crate::domain::admission::{RequestState, State};
use crate::domain::terms::local_day;
use crate::domain::words::contracts as words;
use crate::storage::admissions::AdmissionRow;
use crate::storage::views::admissions;
use crate::storage::{DbConn, RegionScope};

/// The most granted admissions in the list of a region: what starts first is the work of now.
const MOST: usize = 100;

/// What one granted admission waits for, beside its first day.
#[derive(Debug, Clone)]
pub struct Waits {
    /// The signed overeenkomst.
    pub agreement: bool,
    /// The eisen at the start that are not met.
    pub due: Vec<Due>,
    /// What is asked some time after the start. It does not wait for that.
    pub later: Vec<Later>,
}

impl Waits {
    /// What an admission waits for; nothing when it has started, or never will. `agreed` is whether its overeenkomst is
    /// recorded.
    pub(super) fn of(
        conn: &mut DbConn,
        starting: &mut Starting,
        scope: &RegionScope,
        row: &AdmissionRow,
        agreed: bool,
    ) -> Result<Option<Self>> {
        Ok(match row.state.0 {
            State::Granted => Some(Self {
                agreement: !agreed,
                due: starting.due(conn, scope, row)?,
                later: starting.later(conn, scope, row)?,
            }),
            State::Active | State::Suspended | State::Ended | State::Lapsed => None,
        })
    }

    /// The same in a few words each.
    #[must_use]
    pub fn in_words(&self) -> Vec<String> {
        let agreement = self.agreement.then(|| words::AGREEMENT.to_owned());
        agreement.into_iter().chain(self.due.iter().map(|due| due.title.clone())).collect()
    }
}

/// What is due some time after the start of admissions, each eis once.
fn later<'a>(waits: impl IntoIterator<Item = &'a Waits>) -> Vec<Later> {
    let mut all: Vec<Later> = Vec::new();
    for one in waits.into_iter().flat_map(|waits| &waits.later) {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    all
}

/// What is due when, a sentence each: what is asked after a start that has not come, and what is asked now.
#[must_use]
pub fn needed<'a>(
    waits: impl IntoIterator<Item = &'a Waits>,
    requests: impl IntoIterator<Item = &'a Line>,
) -> Vec<String> {
    let later: Vec<_> = later(waits).into_iter().map(|one| (one.title, one.within)).collect();
    let asked = requests.into_iter().filter(|one| one.row.state.0 == RequestState::Asked);
    let asked: Vec<_> = asked.map(|one| (one.title.clone(), one.row.due_on)).collect();
    let later = (!later.is_empty()).then(|| words::after_start(&later));
    let asked = (!asked.is_empty()).then(|| words::asked_now(&asked));
    later.into_iter().chain(asked).collect()
}

/// The granted admissions of an aanbieder in one gemeente.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The aanbieder.
    pub org: String,
    /// Its name.
    pub org_name: String,
    /// Gemeente, CBS code.
    pub gemeente: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// How many lots.
    pub lots: usize,
    /// What they wait for beside that day.
    pub waits_for: Vec<String>,
}

/// What waits in a region, and whether there is more.
pub(super) fn in_region(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<(Vec<Waiting>, bool)> {
    let (rows, more) = admissions::granted(conn, scope, MOST)?;
    let orgs: Vec<&str> = rows.iter().map(|row| row.org_id.as_str()).collect();
    let agreed = admissions::agreed(conn, scope, &orgs)?;
    let mut starting = Starting::on(local_day(ctx.now));
    let mut waiting: Vec<Waiting> = Vec::new();
    for row in rows {
        let place = (row.procedure_id.clone(), row.org_id.clone(), row.gemeente.clone());
        let waits = Waits::of(conn, &mut starting, scope, &row, agreed.contains(&place))?;
        let words = waits.map(|waits| waits.in_words()).unwrap_or_default();
        let same = |one: &&mut Waiting| {
            one.org == row.org_id && one.gemeente == row.gemeente && one.starts_on == row.starts_on
        };
        match waiting.iter_mut().find(same) {
            Some(one) => {
                one.lots += 1;
                let new = words.into_iter().filter(|word| !one.waits_for.contains(word));
                one.waits_for = one.waits_for.iter().cloned().chain(new).collect();
            }
            None => waiting.push(Waiting {
                org: row.org_id,
                org_name: row.org_name,
                gemeente: row.gemeente,
                starts_on: row.starts_on,
                lots: 1,
                waits_for: words,
            }),
        }
    }
    Ok((waiting, more))
}
