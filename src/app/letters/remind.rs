//! Reminding of a herstelverzoek or a voornemen that was not answered yet, a few days before its last day.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate};

use super::again::last_of;
use super::compose::{addressee, envelope};
use super::hearing_last_day;
use super::new::{New, number, prepare};
use super::repair::{last_day, sending, signatory};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::{dossier, national};
use crate::domain::ids::{OrgId, UserId};
use crate::domain::letter::{Awaited, Envelope, LetterKind, ReminderLetter};
use crate::domain::policy_code::RequirementCode;
use crate::domain::reminder::REPAIR_AHEAD;
use crate::domain::terms::local_day;
use crate::storage::letters::{self, LetterRow};
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, applications, clarifications, hearings, regions};

/// What waits, since which letter, and until when.
struct Waiting {
    letter: LetterRow,
    awaited: Awaited,
    last_day: NaiveDate,
}

/// Remind whoever has [`REPAIR_AHEAD`] days left and was asked before that; how many. Doing it twice on a day tells nobody twice.
///
/// # Errors
/// What the database says.
pub fn remind(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<usize> {
    let today = local_day(ctx.now);
    let day = today.checked_add_days(Days::new(REPAIR_AHEAD)).unwrap_or(today);
    let mut told = 0;
    for waiting in all(conn, scope, national::after(day)?)? {
        let sent = waiting.letter.dispatched_at.map(types::instant).map(local_day);
        if sent.is_some_and(|sent| sent < today) && !is_reminded(conn, scope, &waiting.letter, today)? {
            tell(conn, ctx, scope, waiting)?;
            told += 1;
        }
    }
    Ok(told)
}

/// What ends at a moment and waits for an answer.
fn all(conn: &mut DbConn, scope: &RegionScope, due: DateTime<chrono::Utc>) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    let mut seen = BTreeSet::new();
    for request in clarifications::ending(conn, scope, due)? {
        let together = clarifications::together(conn, &request)?;
        let ids: Vec<&str> = together.iter().map(|one| one.id.as_str()).collect();
        let Some(first) = letters::of_request(conn, &ids)? else { continue };
        let letter = last_of(conn, &first)?;
        if seen.insert(letter.id.clone()) {
            let application = types::id("clarifications", &request.application_id)?;
            let row = applications::for_letter(conn, scope, &application)?;
            let scheme = dossier::of_row(conn, scope, row)?.scheme;
            let open = together.iter().filter(|one| one.settled_at.is_none());
            let named = open.map(|one| {
                let code = RequirementCode::parse(&one.requirement).map_err(Error::internal)?;
                let title = scheme.requirement(&code).map(|found| found.title.clone());
                Ok((code.to_string(), title.unwrap_or_default()))
            });
            let items = named.collect::<Result<_>>()?;
            waiting.push(Waiting { letter, awaited: Awaited::Repair(items), last_day: last_day(&request) });
        }
    }
    for hearing in hearings::ending(conn, scope, due)? {
        let Some(first) = letters::of_hearing(conn, &hearing.id)? else { continue };
        let letter = last_of(conn, &first)?;
        waiting.push(Waiting { letter, awaited: Awaited::Hearing, last_day: hearing_last_day(&hearing)? });
    }
    Ok(waiting)
}

/// Whether the organisation got a reminder about the application today.
fn is_reminded(conn: &mut DbConn, scope: &RegionScope, letter: &LetterRow, today: NaiveDate) -> Result<bool> {
    let Some(application) = &letter.application_id else { return Ok(true) };
    let all = letters::of_application(conn, scope, &types::id("letters", application)?)?;
    Ok(all.iter().any(|one| {
        one.kind.0 == LetterKind::Reminder
            && one.org_id == letter.org_id
            && local_day(types::instant(one.created_at)) == today
    }))
}

fn tell(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, waiting: Waiting) -> Result<()> {
    let asked = &waiting.letter;
    let id = types::id("letters", asked.application_id.as_deref().ok_or(Error::NotFound)?)?;
    let application = &applications::for_letter(conn, scope, &id)?;
    let scheme = dossier::of_row(conn, scope, application.clone())?.scheme;
    let (number, date) = (number(conn, scope, application)?, local_day(ctx.now));
    let by: UserId = types::id("letters", &asked.created_by)?;
    let to: OrgId = types::id("letters", &asked.org_id)?;
    let region = regions::find(conn, scope)?;
    let gemeente = sending(conn, scope, application)?;
    let outside = envelope(conn, scope, application, &scheme, (&region, &gemeente), (&number, date))?;
    let letter = ReminderLetter {
        envelope: Envelope { addressee: addressee(conn, to.clone())?, ..outside },
        asked: (asked.number.clone(), asked.content_json.0.date),
        awaited: waiting.awaited,
        last_day: waiting.last_day,
        signatory: signatory(conn, &by)?,
    };
    let content = letter.compose().map_err(Error::internal)?;
    prepare(conn, ctx, scope, New { to, ..New::about(application, content, by)? }).map(drop)
}
