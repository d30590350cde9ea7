//! Putting the letter with a voornemen together: what would be refused, and on what that the aanbieder did not give.
//! May import: app::{error, dossier, replay, review}, domain, storage.

use chrono::{NaiveDate, TimeDelta};

use super::compose::{Known, envelope, lot_name};
use super::repair::{sending, signatory};
use crate::app::error::{Error, Result};
use crate::app::{dossier, replay};
use crate::domain::ids::{ApplicationId, UserId};
use crate::domain::letter::{FailedRequirement, Intended, IntentionLetter, LetterContent};
use crate::domain::terms::local_day;
use crate::storage::applications::ApplicationRow;
use crate::storage::decisions::DecisionRow;
use crate::storage::hearings::{self, HearingRow};
use crate::storage::lots::{self, LotRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope, assessments, regions};

/// The letter with a voornemen, dated `date`.
///
/// # Errors
/// [`Error::Internal`] when the parts make no letter.
pub(super) fn compose(
    conn: &mut DbConn,
    scope: &RegionScope,
    (application, hearing): (&ApplicationRow, &HearingRow),
    (number, date): (&str, NaiveDate),
    by: &UserId,
) -> Result<LetterContent> {
    let sent = dossier::of_row(conn, scope, application.clone())?;
    let known = Known::load(conn, scope, application, sent, date)?;
    let region = regions::find(conn, scope)?;
    let gemeente = sending(conn, scope, application)?;
    let letter = IntentionLetter {
        envelope: envelope(conn, scope, application, &known.scheme, (&region, &gemeente), (number, date))?,
        lots: intended(conn, scope, &known, hearing)?,
        last_day: last_day(hearing)?,
        signatory: signatory(conn, by)?,
    };
    letter.compose().map_err(Error::internal)
}

/// The last day for a zienswijze: the term ends with it.
///
/// # Errors
/// [`Error::NotFound`] for one that is not asked yet.
pub fn last_day(hearing: &HearingRow) -> Result<NaiveDate> {
    let due = hearing.due_at.ok_or(Error::NotFound)?;
    Ok(local_day(instant(due) - TimeDelta::seconds(1)))
}

fn intended(
    conn: &mut DbConn,
    scope: &RegionScope,
    known: &Known,
    hearing: &HearingRow,
) -> Result<Vec<Intended>> {
    let id: ApplicationId = types::id("hearings", &hearing.application_id)?;
    let gemeenten = regions::gemeenten_of(conn, scope)?;
    let chosen = lots::choices(conn, &id)?;
    let mut intended = Vec::new();
    for decision in hearings::decisions_of(conn, scope, &hearing.id)? {
        let found = chosen.iter().find(|(lot, _)| lot.id == decision.lot_application_id);
        let (lot, choice) = found.ok_or(Error::NotFound)?;
        let gemeente = gemeenten.iter().find(|one| one.code == lot.gemeente).ok_or(Error::NotFound)?;
        intended.push(Intended {
            lot: lot_name(&known.scheme, gemeente, lot, choice),
            grounds: grounds(conn, scope, known, (&id, lot), &decision)?,
        });
    }
    Ok(intended)
}

/// Each ground of a proposal, with what it rests on that the aanbieder did not give. What is only for one that takes part is not told.
fn grounds(
    conn: &mut DbConn,
    scope: &RegionScope,
    known: &Known,
    (id, lot): (&ApplicationId, &LotRow),
    decision: &DecisionRow,
) -> Result<Vec<(FailedRequirement, String)>> {
    let verdict = replay::verdict(conn, scope, &types::id("decisions", &decision.id)?)?;
    let said = assessments::of_application(conn, scope.key(), id.as_str())?;
    let grounds = decision.reasons_json.0.iter().map(|reason| {
        let about = |row: &&assessments::AssessmentRow| {
            row.requirement == reason.requirement.as_str()
                && row.member_id.is_none()
                && row.lot_application_id.as_deref().is_none_or(|about| about == lot.id)
        };
        let differs = match reason.member {
            None => said.iter().rfind(about).map(|row| row.deviates.clone()).unwrap_or_default(),
            Some(_) => String::new(),
        };
        Ok((known.failed(reason, &verdict, lot)?, differs))
    });
    grounds.collect()
}
