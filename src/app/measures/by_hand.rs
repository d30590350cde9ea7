//! What a contractmanager does to admissions without an advice: never beside a measure, and only what the overeenkomst allows (L025).
//! May import: app, auth, domain, storage.

use super::basis;
use crate::app::admissions::{self, Stop};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::auth::origin::PublicUrl;
use crate::domain::admission::SuspensionKind;
use crate::domain::ids::{AdmissionId, OrgId};
use crate::domain::supervision::measure::{MeasureKind, NoPlan, allowed};
use crate::domain::terms::local_day;
use crate::domain::words::measures as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::admissions::AdmissionRow;
use crate::storage::{DbConn, RegionScope, admissions as kept, measures};

/// Suspend admissions of an aanbieder until a day, under the article of the overeenkomst that allows it.
///
/// # Errors
/// [`Error::Invalid`] where the overeenkomst does not allow it, or not for so long; [`Error::Refused`] where a measure holds one, and in the words
/// of the rule; [`Error::NotFound`] for another organisation's or another region's.
pub fn suspend(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    (org, kind): (&OrgId, SuspensionKind),
    stop: &Stop,
) -> Result<()> {
    let today = local_day(ctx.now);
    let measure = match kind {
        SuspensionKind::IntakeStop => MeasureKind::IntakeStop,
        SuspensionKind::Full => MeasureKind::Suspension,
    };
    for row in free(conn, ctx, scope, org, &stop.admissions)? {
        let scheme = basis::version(conn, ctx, scope, std::slice::from_ref(&row))?.scheme;
        allowed(scheme.measure(measure), measure, Some(stop.until), today).map_err(|why| {
            Error::field(if matches!(why, NoPlan::NoBasis(_)) { "omvang" } else { "tot_day" }, why.in_dutch())
        })?;
    }
    admissions::suspend(conn, ctx, scope, portal, (org, kind), stop)
}

/// Lift suspensions before their time.
///
/// # Errors
/// As [`suspend`].
pub fn resume(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    org: &OrgId,
    chosen: &[AdmissionId],
) -> Result<()> {
    free(conn, ctx, scope, org, chosen)?;
    admissions::lift(conn, ctx, scope, portal, org, chosen)
}

/// Admissions of an aanbieder that no measure holds.
fn free(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    org: &OrgId,
    chosen: &[AdmissionId],
) -> Result<Vec<AdmissionRow>> {
    let mut rows = Vec::new();
    for id in chosen {
        let row = kept::find(conn, scope, id)?;
        if row.org_id != org.as_str() {
            return Err(Error::NotFound);
        }
        rows.push(row);
    }
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    match measures::holding(conn, scope, &ids, local_day(ctx.now))?.first() {
        Some(measure) => Err(Error::refused(words::held_by(&super::number(measure)))),
        None => Ok(rows),
    }
}
