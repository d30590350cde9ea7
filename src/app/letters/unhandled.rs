//! Putting the letter together that says what of an application is not handled, and what was missing.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::compose::{Decided, decided, envelope, lot_name, remedy, signatory};
use super::repair::last_day;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::app::{schemes, unhandled};
use crate::domain::letter::{GemeentePart, LetterContent, LetterKind, NotHandledLetter, RemedyTrack};
use crate::domain::terms::local_day;
use crate::domain::words::decide as words;
use crate::storage::applications::ApplicationRow;
use crate::storage::regions::{self, GemeenteRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope};

/// The letter about everything that is not handled of an application, dated `date`.
///
/// # Errors
/// [`Error::Internal`] when the parts make no lawful letter.
pub(super) fn compose(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationRow,
    number: &str,
    date: NaiveDate,
) -> Result<LetterContent> {
    let version = types::id("applications", &application.scheme_version_id)?;
    let scheme = schemes::of_version(conn, scope, &version)?.scheme;
    let decided = decided(conn, application, (LetterKind::NotHandled, number))?;
    let unused = unhandled::unused(conn, application)?;
    let (asked, last) = unused
        .iter()
        .map(|row| (local_day(instant(row.asked_at)), last_day(row)))
        .reduce(|(first, last), (asked, until)| (first.min(asked), last.max(until)))
        .ok_or(Error::NotFound)?;
    let region = regions::find(conn, scope)?;
    let calendar = national::calendar(conn, scope, TermOf::Provider)?;
    let (mut parts, mut covering) = (Vec::new(), None);
    for gemeente in regions::gemeenten_of(conn, scope)? {
        let own: Vec<&Decided> = decided.iter().filter(|one| one.lot.gemeente == gemeente.code).collect();
        let Some(first) = own.first() else { continue };
        let signatory = signatory(conn, scope, &first.decision)?;
        covering.get_or_insert_with(|| (signatory.clone(), gemeente.clone()));
        parts.push(GemeentePart {
            gemeente: gemeente.name.clone(),
            lots: own.iter().map(|one| lot_name(&scheme, &gemeente, &one.lot, &one.choice)).collect(),
            remedy: remedy(&scheme, &gemeente, date, &calendar)?,
            signatory,
        });
    }
    let (signatory, sending): (_, GemeenteRow) = covering.ok_or(Error::NotFound)?;
    let motivation = decided.first().map(|one| one.decision.note.clone()).unwrap_or_default();
    let letter = NotHandledLetter {
        envelope: envelope(conn, scope, application, &scheme, (&region, &sending), (number, date))?,
        asked_on: asked,
        last_day: last,
        missing: unhandled::missing(conn, &scheme, application)?,
        motivation,
        ground: ground(scheme.remedy().track.into()).to_owned(),
        parts,
        covering: signatory,
    };
    letter.compose().map_err(Error::internal)
}

fn ground(track: RemedyTrack) -> &'static str {
    match track {
        RemedyTrack::Civiel => words::REPAIR_GROUND,
        RemedyTrack::Awb => words::UNHANDLED_ARTICLE,
    }
}
