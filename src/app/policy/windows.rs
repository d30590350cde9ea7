//! Publishing an instroomvenster, by two people.
//! May import: app::{ctx, error, national, policy, schemes, supply}, auth, domain, storage.

use std::collections::BTreeSet;

use serde::Serialize;

use super::followers::{self, News};
use super::{TwoPeople, closing};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::{national, schemes, supply};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::ids::{ProcedureId, SchemeVersionId, WindowId};
use crate::domain::motivation::Motivation;
use crate::domain::rules::wnt_years;
use crate::domain::scheme::{ReferenceDate, Scheme};
use crate::domain::terms::local_day;
use crate::domain::windows::{Minimums, Phases, Sealing, Window, WindowKind};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::{self, dates};
use crate::storage::calendar::{self, WindowRow};
use crate::storage::types::{AsText, stored};
use crate::storage::{DbConn, RegionScope};

/// A window to be published.
#[derive(Debug)]
pub struct NewWindow<'a> {
    /// The procedure.
    pub procedure: &'a ProcedureId,
    /// The one scheme version it uses.
    pub scheme: &'a SchemeVersionId,
    /// Kind.
    pub kind: WindowKind,
    /// Title on screens.
    pub title: &'a str,
    /// Why it is there, and why then.
    pub motivation: &'a Motivation,
    /// Whether the team sees nothing before the close.
    pub sealing: Sealing,
    /// Its phases.
    pub phases: Phases,
    /// What the regeling asks of the phases.
    pub least: Minimums,
    /// Who publishes and who confirms.
    pub people: &'a TwoPeople,
}

#[derive(Serialize)]
struct Announced<'a> {
    title: &'a str,
    opens: String,
    closes: String,
}

/// Publish a window, and tell who follows the procedure.
///
/// # Errors
/// [`Error::Refused`] with every mistake in its phases, and when a national number that the regeling uses is not confirmed.
pub fn publish_window(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    new: &NewWindow<'_>,
    portal: &PublicUrl,
) -> Result<WindowId> {
    let window = Window::new(new.kind, new.sealing, new.phases, &new.least).map_err(|mistakes| {
        Error::refused(mistakes.iter().map(|mistake| mistake.in_dutch()).collect::<Vec<_>>().join(" "))
    })?;
    let phases = window.phases();
    let scheme = schemes::of_version(conn, scope, new.scheme)?.scheme;
    judgeable(conn, scope, &scheme, phases)?;
    let id: WindowId = ctx.id();
    let row = WindowRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        procedure_id: new.procedure.to_string(),
        scheme_version_id: new.scheme.to_string(),
        kind: AsText(new.kind),
        title: new.title.to_owned(),
        motivation: new.motivation.as_str().to_owned(),
        sealed: new.sealing == Sealing::UntilClose,
        published_at: stored(phases.publication),
        questions_until: stored(phases.questions_until),
        answers_at: stored(phases.answers_by),
        opens_at: stored(phases.opens),
        closes_at: stored(phases.closes),
        decisions_due_on: phases.decisions_due,
        starts_on: phases.starts_on,
        closed_at: None,
        version: 1,
    };
    calendar::insert_window(conn, &row)?;
    let event = Event::WindowPublished {
        subject: id.clone(),
        scheme: new.scheme.clone(),
        kind: Token::parse(new.kind.code()).map_err(Error::internal)?,
        opens: phases.opens,
        closes: phases.closes,
    };
    ctx.record(conn, &Place::of_region(scope.region()).procedure(new.procedure), event)?;
    supply::plan_opening(conn, ctx, &id, &row)?;
    closing::plan(conn, ctx, &id, phases.closes)?;
    let about = Announced {
        title: new.title,
        opens: dates::moment(phases.opens),
        closes: dates::moment(phases.closes),
    };
    // Nobody hears of a window before it is public.
    let at = ctx.now.max(phases.publication);
    let news = News { kind: "window_published", page: "/vensters", at, portal, about };
    followers::tell(conn, ctx, scope, new.procedure, &news)?;
    Ok(id)
}

/// Refuse what nobody could judge: on every day that counts in the window, the national numbers that the regeling uses must hold.
///
/// # Errors
/// [`Error::Refused`] that names the years.
pub(in crate::app) fn judgeable(
    conn: &mut DbConn,
    scope: &RegionScope,
    scheme: &Scheme,
    phases: &Phases,
) -> Result<()> {
    lacking(conn, scope, scheme, phases)?.map_or(Ok(()), |why| Err(Error::refused(why)))
}

/// What must be laid down before a window with these phases can be published, in words; none where nothing is lacking.
///
/// # Errors
/// What the database says.
pub fn lacking(
    conn: &mut DbConn,
    scope: &RegionScope,
    scheme: &Scheme,
    phases: &Phases,
) -> Result<Option<String>> {
    let missing = national::missing(conn, scope, &wnt_years_of(scheme, phases))?;
    Ok((!missing.is_empty()).then(|| words::national::missing(&missing)))
}

/// The years of which a window with these phases needs the maxima of the WNT.
#[must_use]
pub fn wnt_years_of(scheme: &Scheme, phases: &Phases) -> BTreeSet<i32> {
    wnt_years(scheme, |on| match on {
        ReferenceDate::Submission => local_day(phases.opens)..=local_day(phases.closes),
        ReferenceDate::Close => local_day(phases.closes)..=local_day(phases.closes),
        ReferenceDate::Start => phases.starts_on..=phases.starts_on,
    })
}
