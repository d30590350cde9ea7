//! Letters about what was published: that a lot closes, and that a window has later dates. They decide nothing about who gets them.
//! May import: app, domain, storage.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::compose::{envelope, outside};
use super::new::{New, number, number_of_notice, prepare};
use super::repair::sending;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::domain::access::StaffRole;
use crate::domain::ids::{ApplicationId, OrgId, ProcedureId, UserId};
use crate::domain::letter::{ClosureLetter, LotName, Signatory, Touched, WindowChangedLetter};
use crate::domain::policy_code::LotKey;
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::domain::words;
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::regions::{self, GemeenteRow};
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, admissions, lots, users};

/// A closure that was published.
#[derive(Debug)]
pub struct Closed<'a> {
    /// Of which procedure.
    pub procedure: &'a ProcedureId,
    /// The lot.
    pub lot: &'a LotKey,
    /// Under which regeling.
    pub scheme: &'a Scheme,
    /// From when.
    pub from: DateTime<Utc>,
    /// The day on which it lapses.
    pub review_on: NaiveDate,
    /// Whether it was closed until now too.
    pub stays_closed: bool,
    /// Whether who has added value can still apply.
    pub unless_added_value: bool,
    /// Why.
    pub motivation: &'a str,
    /// Who says so.
    pub by: &'a UserId,
}

/// Write to everybody who is admitted to a lot that closes, and to everybody whose aanmelding for it lies open at the region; how many.
///
/// # Errors
/// What the database says.
pub fn tell_closed(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, closed: &Closed<'_>) -> Result<usize> {
    let lot = (closed.lot.group.as_str(), closed.lot.gemeente.as_str());
    let admitted = admissions::orgs_in_lot(conn, scope, closed.procedure, lot)?;
    let applying = lots::applying(conn, scope, closed.procedure, lot)?;
    let gemeente = regions::gemeenten_of(conn, scope)?.into_iter().find(|one| one.code == lot.1);
    let gemeente = gemeente.ok_or(Error::NotFound)?;
    let mut told = BTreeSet::new();
    for org in admitted {
        let to: OrgId = types::id("admissions", &org)?;
        if told.insert(org) {
            closure(conn, ctx, scope, (closed, &gemeente), (&to, Touched::Admitted))?;
        }
    }
    for application in applying {
        let id: ApplicationId = types::id("applications", &application)?;
        // What is sealed the region does not know of.
        let Ok(row) = applications::find_in_region(conn, scope, &id, ctx.now) else { continue };
        let to: OrgId = types::id("applications", &row.org_id)?;
        if told.insert(row.org_id) {
            closure(conn, ctx, scope, (closed, &gemeente), (&to, Touched::Applies))?;
        }
    }
    Ok(told.len())
}

fn closure(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (closed, gemeente): (&Closed<'_>, &GemeenteRow),
    (to, touched): (&OrgId, Touched),
) -> Result<()> {
    let (number, date) = (number_of_notice(conn, ctx, scope)?, local_day(ctx.now));
    let group = closed.scheme.group(&closed.lot.group);
    let letter = ClosureLetter {
        envelope: outside(conn, scope, (closed.procedure, closed.scheme), (gemeente, to), (&number, date))?,
        lot: LotName {
            product_group: group.map_or_else(|| closed.lot.group.to_string(), |group| group.title.clone()),
            products: Vec::new(),
            gemeente: gemeente.name.clone(),
        },
        from: closed.from,
        stays_closed: closed.stays_closed,
        review_on: closed.review_on,
        unless_added_value: closed.unless_added_value,
        motivation: closed.motivation.to_owned(),
        touched,
        signatory: publisher(conn, closed.by)?,
    };
    let content = letter.compose().map_err(Error::internal)?;
    prepare(conn, ctx, scope, New::notice(to.clone(), content, closed.by.clone())).map(drop)
}

/// Later dates that were published.
#[derive(Debug)]
pub struct Postponed<'a> {
    /// The window, as it was published.
    pub window: &'a str,
    /// Until when aanmelden was possible.
    pub closed: DateTime<Utc>,
    /// Until when it is now.
    pub closes: DateTime<Utc>,
    /// The last day for decisions now.
    pub decisions_due: NaiveDate,
    /// The first day of an admission now.
    pub starts_on: NaiveDate,
    /// Why.
    pub motivation: &'a str,
    /// Who says so.
    pub by: &'a UserId,
}

/// Write to the aanbieder of an application that lies at the region that its window has later dates.
///
/// # Errors
/// [`Error::NotFound`] for a draft and a sealed one: the region does not know of those.
pub fn tell_postponed(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    application: &ApplicationId,
    (changed, scheme): (&Postponed<'_>, &Scheme),
) -> Result<()> {
    let row: ApplicationRow = applications::find_in_region(conn, scope, application, ctx.now)?;
    let (number, date) = (number(conn, scope, &row)?, local_day(ctx.now));
    let (region, gemeente) = (regions::find(conn, scope)?, sending(conn, scope, &row)?);
    let letter = WindowChangedLetter {
        envelope: envelope(conn, scope, &row, scheme, (&region, &gemeente), (&number, date))?,
        window: changed.window.to_owned(),
        closed: changed.closed,
        closes: changed.closes,
        decisions_due: changed.decisions_due,
        starts_on: changed.starts_on,
        motivation: changed.motivation.to_owned(),
        signatory: publisher(conn, changed.by)?,
    };
    prepare(conn, ctx, scope, New::about(&row, letter.compose(), changed.by.clone())?).map(drop)
}

/// Who publishes the dates and the closures of a region.
fn publisher(conn: &mut DbConn, by: &UserId) -> Result<Signatory> {
    let role = words::roles::staff_role(StaffRole::PolicyEditor).to_owned();
    Ok(Signatory { name: users::find(conn, by)?.name, role, power: None })
}
