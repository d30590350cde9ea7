//! Publishing a wijziging as the next version of the regeling, by another person than who proposed it. Windows that run take it over
//! only by a published nota van inlichtingen; who sent something in under the older version is told.
//! May import: app, auth, domain, storage.

use serde::Serialize;

use super::opened::{Opened, actor};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::policy::{FirstStates, News, TwoPeople, judgeable, tell_followers};
use crate::app::schemes;
use crate::app::{apply, evidence_requests, nota};
use crate::auth::origin::PublicUrl;
use crate::domain::amendment::{Amendment, Command, Proposed};
use crate::domain::audit::Event;
use crate::domain::decision::ReviewPlan;
use crate::domain::digest::Digest;
use crate::domain::ids::{AmendmentId, NotaId, SchemeVersionId, WindowId};
use crate::domain::letter::NotaChange;
use crate::domain::scheme::{ProductGroup, compare};
use crate::domain::terms::local_day;
use crate::domain::windows::{Phase, Window};
use crate::domain::words::dates::long_date;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::{amendment as words, comparison};
use crate::storage::calendar::{self, WindowRow};
use crate::storage::regions::{self, SchemeVersionRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope};

/// A running window that takes the new version over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rectified {
    /// The window.
    pub window: WindowId,
    /// The nota van inlichtingen that announces it, and is published with it; a window that is not public yet needs none.
    pub nota: Option<NotaId>,
    /// Whether somebody looked at what may tell who asked something in that nota.
    pub looked: bool,
}

/// How a window that has not closed stands towards a new version.
#[derive(Debug, Clone)]
pub struct Running {
    /// The window.
    pub id: WindowId,
    /// Its title.
    pub title: String,
    /// What it is now.
    pub window: Window,
    /// What it would be: with a later close, maybe; or why it keeps its version.
    pub rectified: std::result::Result<Window, String>,
    /// Whether nobody can read it yet.
    pub unpublished: bool,
}

#[derive(Serialize)]
struct Announced<'a> {
    title: &'a str,
    effective: String,
    motivation: &'a str,
}

/// The windows of the procedure that have not closed.
///
/// # Errors
/// What the database says.
pub fn running(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, opened: &Opened) -> Result<Vec<Running>> {
    let rows = calendar::every_window_of(conn, scope, &opened.procedure)?;
    let open = rows.into_iter().filter(|row| types::instant(row.closes_at) > ctx.now);
    open.map(|row| {
        let window = apply::window_of(&row)?;
        Ok(Running {
            id: types::id("windows", &row.id)?,
            title: row.title,
            rectified: window.rectify(ctx.now).map_err(|no| no.in_dutch()),
            unpublished: window.phase_at(ctx.now) == Phase::Unpublished,
            window,
        })
    })
    .collect()
}

/// Publish what waits.
///
/// # Errors
/// [`Error::Refused`] for who proposed it, when its moment has come already, when another version was published meanwhile, or when a
/// window is frozen; [`Error::Stale`].
pub fn publish(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, seen): (&AmendmentId, i64),
    windows: &[Rectified],
    portal: &PublicUrl,
) -> Result<SchemeVersionId> {
    let by = actor(ctx)?;
    let opened = Opened::load(conn, scope, id)?;
    let Amendment::Proposed(proposed) = opened.life.clone() else {
        return Err(Error::refused(words::NOT_PROPOSED));
    };
    let people = TwoPeople::new(proposed.by.clone(), by.clone())?;
    if schemes::newest(conn, scope, &opened.procedure)?.id != opened.base.id {
        return Err(Error::refused(words::OLD_BASE));
    }
    let version: SchemeVersionId = ctx.id();
    insert(conn, ctx, scope, &opened, &proposed, (&version, &people))?;
    let opened = opened.step(conn, ctx, scope, seen, Command::Publish { version: version.clone(), by })?;
    let place = opened.place(scope);
    ctx.record(
        conn,
        &place,
        Event::AmendmentPublished { subject: opened.id.clone(), version: version.clone() },
    )?;
    let known = |group: &ProductGroup| opened.base.scheme.group(&group.code).is_some();
    let fresh: Vec<ProductGroup> =
        opened.scheme.groups().iter().filter(|group| !known(group)).cloned().collect();
    let first = FirstStates {
        place,
        scheme: &opened.scheme,
        motivation: proposed.motivation.as_str(),
        people: &people,
        effective_from: proposed.effective,
    };
    first.lay_down(conn, ctx, &opened.procedure, &fresh)?;
    for one in windows {
        bring(conn, ctx, scope, &opened, (one, &version), (&proposed, &people), portal)?;
        rectify(conn, ctx, scope, &opened, one, &version)?;
        apply::tell_of_version(conn, ctx, scope, portal, &one.window)?;
    }
    evidence_requests::ask(conn, ctx, scope, &opened, (&version, proposed.effective), portal)?;
    let about = Announced {
        title: opened.scheme.title(),
        effective: long_date(local_day(proposed.effective)),
        motivation: proposed.motivation.as_str(),
    };
    let news = News { kind: "scheme_published", page: "/regeling", at: ctx.now, portal, about };
    tell_followers(conn, ctx, scope, &opened.procedure, &news)?;
    Ok(version)
}

fn insert(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    proposed: &Proposed,
    (version, people): (&SchemeVersionId, &TwoPeople),
) -> Result<()> {
    regions::insert_scheme(
        conn,
        &SchemeVersionRow {
            id: version.to_string(),
            region_id: scope.key().to_owned(),
            procedure_id: opened.procedure.to_string(),
            seq: opened.base.seq.saturating_add(1),
            sha256: opened.row.sha256.clone(),
            source: opened.row.source.clone(),
            motivation: proposed.motivation.as_str().to_owned(),
            published_by: people.by().to_string(),
            confirmed_by: people.confirmed_by().to_string(),
            published_at: stored(ctx.now),
            effective_from: stored(proposed.effective),
            assessors: ReviewPlan::from(opened.scheme.review_plan()).panel.assessors().into(),
        },
    )?;
    let digest = Digest::of(opened.row.source.as_bytes());
    let event = Event::SchemePublished {
        subject: version.clone(),
        digest,
        effective: local_day(proposed.effective),
        approved_by: vec![people.by().clone(), people.confirmed_by().clone()],
    };
    Ok(ctx.record(conn, &opened.place(scope).manifest(digest), event)?)
}

/// Publish the nota of a window that takes the version over, with what it changes.
fn bring(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    (one, version): (&Rectified, &SchemeVersionId),
    (proposed, people): (&Proposed, &TwoPeople),
    portal: &PublicUrl,
) -> Result<()> {
    let Some(announced) = &one.nota else { return Ok(()) };
    let known = nota::announced(conn, scope, &opened.id)?;
    if !known.iter().any(|(window, id)| *window == one.window && id == announced) {
        return Err(Error::NotFound);
    }
    let (base, scheme) = (&opened.base.scheme, &opened.scheme);
    let told = comparison::told(base, scheme, &compare(base, scheme));
    let change = NotaChange {
        version: opened.base.seq.saturating_add(1),
        effective: proposed.effective,
        motivation: proposed.motivation.as_str().to_owned(),
        told: told.into_iter().map(|one| (one.head, one.lines)).collect(),
    };
    let bringing = nota::Bringing { version: version.clone(), change, people, looked: one.looked };
    nota::publish_with(conn, ctx, scope, (&one.window, announced), &bringing, portal)
}

fn rectify(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    one: &Rectified,
    version: &SchemeVersionId,
) -> Result<()> {
    let row: WindowRow = calendar::every_window_of(conn, scope, &opened.procedure)?
        .into_iter()
        .find(|row| row.id == one.window.as_str())
        .ok_or(Error::NotFound)?;
    let window = apply::window_of(&row)?;
    let changed = window.rectify(ctx.now).map_err(|no| Error::refused(no.in_dutch()))?;
    if one.nota.is_none() && window.phase_at(ctx.now) != Phase::Unpublished {
        return Err(Error::field("vensters", words::NOTA_MISSING));
    }
    judgeable(conn, scope, &opened.scheme, changed.phases())?;
    let (was, closes) = (window.phases().closes, changed.phases().closes);
    if !calendar::rectify(conn, &row, version, closes)? {
        return Err(Error::Stale);
    }
    let place = opened.place(scope);
    let event = Event::WindowSchemeChanged {
        subject: one.window.clone(),
        from: types::id("windows", &row.scheme_version_id)?,
        to: version.clone(),
        nota: one.nota.clone(),
    };
    ctx.record(conn, &place, event)?;
    if closes > was {
        let event = Event::WindowExtended { subject: one.window.clone(), from: was, to: closes };
        ctx.record(conn, &place, event)?;
    }
    Ok(())
}
