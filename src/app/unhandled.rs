//! Applications that are not handled, because a repair term passed unused: on what ground, and until when that can be said.
//! May import: app, domain, storage.

use super::ctx::Ctx;
use super::error::{Error, Result};
use super::letters;
use super::national::{self, TermOf};
use crate::domain::application::clarification::State;
use crate::domain::decision::unhandled_until;
use crate::domain::ids::ApplicationId;
use crate::domain::letter::RemedyTrack;
use crate::domain::policy_code::RequirementCode;
use crate::domain::scheme::Scheme;
use crate::domain::terms::{Deadline, local_day};
use crate::domain::words::{decide, review as words};
use crate::storage::applications::ApplicationRow;
use crate::storage::clarifications::{self, ClarificationRow};
use crate::storage::{DbConn, members, types};

/// The requests for repair whose term passed unused, since the application was taken up.
///
/// # Errors
/// What the database says.
pub fn unused(conn: &mut DbConn, application: &ApplicationRow) -> Result<Vec<ClarificationRow>> {
    let asked = clarifications::of_application(conn, &application.region_id, &application.id)?;
    let counts = |row: &ClarificationRow| {
        row.state.0 == State::Expired && application.taken_up_at.is_some_and(|since| row.asked_at >= since)
    };
    Ok(asked.into_iter().filter(counts).collect())
}

/// What was asked and did not come, in words: of one that takes part no more than the penvoerder may know.
///
/// # Errors
/// What the database says.
pub fn missing(conn: &mut DbConn, scheme: &Scheme, application: &ApplicationRow) -> Result<Vec<String>> {
    let title = |code: &str| {
        let requirement = RequirementCode::parse(code).ok().and_then(|code| scheme.requirement(&code));
        requirement.map_or(code, |one| one.title.as_str()).to_owned()
    };
    let id: ApplicationId = types::id("applications", &application.id)?;
    let members = members::of_application(conn, &id)?;
    let in_words = |row: ClarificationRow| match &row.member_id {
        Some(id) => {
            let member = members.iter().find(|one| one.id == *id);
            decide::missing_of(member.map_or(decide::A_MEMBER, |member| &member.name))
        }
        None => decide::missing(&title(&row.requirement), &row.requirement, &row.question),
    };
    Ok(unused(conn, application)?.into_iter().map(in_words).collect())
}

/// The last day on which it can be made known that an application is not handled, with every step that led there; none where no law sets one, or where no
/// term passed unused.
///
/// # Errors
/// What the database says.
pub fn until(
    conn: &mut DbConn,
    application: &ApplicationRow,
    track: RemedyTrack,
) -> Result<Option<Deadline>> {
    let Some(last) = unused(conn, application)?.iter().map(letters::last_day).max() else { return Ok(None) };
    let calendar = national::calendar_of(conn, &application.region_id, TermOf::Region)?;
    unhandled_until(last, track, &calendar).map_err(Error::internal)
}

/// Why it is too late to leave an application unhandled: then it is judged by what there is.
///
/// # Errors
/// What the database says.
pub fn too_late(
    conn: &mut DbConn,
    ctx: &Ctx,
    application: &ApplicationRow,
    track: RemedyTrack,
) -> Result<Option<String>> {
    let last = until(conn, application, track)?.map(|one| one.last_day);
    let last = last.filter(|last| local_day(ctx.now) > *last);
    Ok(last.map(words::unhandled_too_late))
}
