//! Wederhoor: what the aanbieder writes beside the findings.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use super::step;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::signals::Reading;
use crate::domain::ids::InvestigationId;
use crate::domain::supervision::investigation::{By, Command};
use crate::domain::terms::local_day;
use crate::domain::words::investigations as words;
use crate::storage::investigations;
use crate::storage::{DbConn, OrgScope};

/// An answer as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// Code of a norm and what the aanbieder says of the finding.
    pub texts: Vec<(String, String)>,
    /// That it has nothing to say.
    pub nothing: bool,
    /// The version of the investigation that the person saw.
    pub seen: i64,
}

/// Answer, once.
///
/// # Errors
/// [`Error::NotFound`] for what the aanbieder does not know of; [`Error::Invalid`] under `reactie.` with the norm, also where a text points to a
/// client; [`Error::Refused`] after the term, and a second time; [`Error::Stale`].
pub fn answer(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &InvestigationId,
    given: &Answered,
) -> Result<()> {
    let by = By::Provider(ctx.actor.user.clone().ok_or(Error::Forbidden)?);
    let kept = investigations::find_own(conn, scope, id)?;
    let mut form = Reading::on(local_day(ctx.now));
    let mut texts = BTreeMap::new();
    for code in &kept.life.plan().norms {
        let said = given.texts.iter().find(|(norm, _)| norm == code.as_str()).map_or("", |(_, text)| text);
        if !said.trim().is_empty()
            && let Some(text) = form.text(&format!("reactie.{code}"), said, words::SAY_REPLY)
        {
            texts.insert(code.clone(), text);
        }
    }
    match (texts.is_empty(), given.nothing) {
        (true, false) => form.wrong("niets", words::SAY_REPLY),
        (false, true) => form.wrong("niets", words::NOT_BOTH),
        _ => {}
    }
    let texts = form.done(Some(texts))?;
    step(conn, ctx, kept, (Command::Answer(texts), &by, given.seen)).map(drop)
}
