//! What a toezichthouder saw or heard itself.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::receive::{self, New, Reading};
use super::{area_of, discipline_of};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::ids::{Id, OrgId, SignalId};
use crate::domain::supervision::{Nature, Source};
use crate::domain::terms::local_day;
use crate::domain::words::signals as words;
use crate::storage::DbConn;
use crate::storage::signals::WallScope;
use crate::storage::views::supervision as view;

/// An observation as a form gives it.
#[derive(Debug, Clone)]
pub struct Observation {
    /// The aanbieder.
    pub org: String,
    /// For which toezicht; may be empty where somebody keeps one kind.
    pub discipline: String,
    /// What it is about.
    pub nature: String,
    /// In which gemeente; may be empty.
    pub gemeente: String,
    /// Where; may be empty.
    pub location: String,
    /// When, or what is wrong with the date.
    pub on: Result<Option<NaiveDate>, String>,
    /// What was seen.
    pub text: String,
}

/// Write an observation down.
///
/// # Errors
/// [`Error::Invalid`] with every mistake, also where a text points to a client; [`Error::NotFound`] for an aanbieder that is not watched.
pub fn observe(conn: &mut DbConn, ctx: &Ctx, wall: &WallScope, seen: &Observation) -> Result<SignalId> {
    let mut form = Reading::on(local_day(ctx.now));
    let discipline = discipline_of(wall, &seen.discipline);
    if discipline.is_none() {
        form.wrong("toezicht", words::SAY_OWN_DISCIPLINE);
    }
    let org: Option<OrgId> = Id::parse(&seen.org).ok();
    if org.is_none() {
        form.wrong("aanbieder", words::SAY_PROVIDER);
    }
    let nature = form.choice("waarover", (&seen.nature, Nature::OBSERVED), words::SAY_NATURE);
    let on = form.day("wanneer_day", seen.on.clone(), words::SAY_DAY);
    let location = form.line("waar", &seen.location);
    let text = form.text("wat", &seen.text, words::SAY_SEEN);
    let own = discipline.and_then(|one| wall.watches.get(&one));
    let watched = own
        .is_none_or(|codes| codes.is_empty() || seen.gemeente.is_empty() || codes.contains(&seen.gemeente));
    if !watched || !receive::is_known(conn, &wall.region, &seen.gemeente)? {
        form.wrong("gemeente", words::SAY_GEMEENTE);
    }
    let read = (|| Some((discipline?, org?, nature?, location?, text?)))();
    let (discipline, org, nature, location, text) = form.done(read)?;
    view::organisation(conn, &area_of(wall, discipline)?, &org).map_err(Error::from)?;
    let new = New {
        org,
        source: Source::Observation,
        nature,
        discipline,
        gemeente: seen.gemeente.clone(),
        group: String::new(),
        location,
        on,
        text: text.as_str().to_owned(),
        done: String::new(),
        request: None,
    };
    receive::receive(conn, ctx, &wall.region, (new, None))
}
