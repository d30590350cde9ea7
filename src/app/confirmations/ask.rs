//! Asking who is admitted when the year begins, and reminding who did not confirm: one mail, whatever the number of lots and questions.
//! May import: app, auth, domain, storage.

use serde::Serialize;

use super::place;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::app::outbox;
use crate::app::schemes::{self, Version};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{ConfirmationId, OrgId, ProcedureId};
use crate::domain::reminder::{REMINDERS, reminder_is_due};
use crate::domain::scheme::YearlyConfirmation;
use crate::domain::terms::local_day;
use crate::domain::words::dates::long_date;
use crate::storage::confirmations::{self as kept, ConfirmationRow};
use crate::storage::{DbConn, RegionScope, regions, types};

#[derive(Serialize)]
struct About {
    last_day: String,
    link: String,
}

/// Ask whoever is admitted since the day on which the year of the regeling began, and remind whoever should hear of it today; how many got
/// a mail. Doing it twice tells nobody twice.
///
/// # Errors
/// What the database says.
pub fn ask(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, portal: &PublicUrl) -> Result<usize> {
    let mut told = 0;
    for procedure in regions::procedures_of(conn, scope)? {
        let procedure: ProcedureId = types::id("procedures", &procedure.id)?;
        let version = match schemes::in_force(conn, scope, &procedure, ctx.now) {
            // Nobody is admitted under a regeling that does not count yet.
            Err(Error::NotFound) => continue,
            version => version?,
        };
        if let Some(yearly) = version.scheme.confirmation() {
            told += begin(conn, ctx, scope, (&procedure, &version, yearly), portal)?;
        }
    }
    Ok(told + remind(conn, ctx, scope, portal)?)
}

/// Ask everybody who was not asked in the year that began. Whoever is asked later has the whole term too, but a year that is over for everybody
/// else begins for nobody.
fn begin(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (procedure, version, yearly): (&ProcedureId, &Version, &YearlyConfirmation),
    portal: &PublicUrl,
) -> Result<usize> {
    let today = local_day(ctx.now);
    let Some(began_on) = yearly.began(today) else { return Ok(0) };
    let (calendar, rule) =
        (national::calendar(conn, scope, TermOf::Provider)?, version.scheme.remedy().rule());
    if today > national::last_day(began_on, yearly.within, rule, &calendar)? {
        return Ok(0);
    }
    let due_on = national::last_day(today, yearly.within, rule, &calendar)?;
    let orgs = kept::to_ask(conn, scope, procedure, began_on)?;
    for org in &orgs {
        let (id, org): (ConfirmationId, OrgId) = (ctx.id(), types::id("admissions", org)?);
        let row = ConfirmationRow {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            procedure_id: procedure.to_string(),
            version_id: version.id.to_string(),
            org_id: org.to_string(),
            began_on,
            due_on,
            heard_on: today,
            confirmed_at: None,
            confirmed_by: None,
            notable: false,
            taken_by: None,
            version: 1,
        };
        kept::insert(conn, &row)?;
        let event = Event::ConfirmationAsked {
            subject: id,
            organisation: org,
            version: version.id.clone(),
            due: due_on,
        };
        ctx.record(conn, &place(&row)?, event)?;
        tell(conn, ctx, scope, ("confirmation_asked", &row), portal)?;
    }
    Ok(orgs.len())
}

fn remind(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, portal: &PublicUrl) -> Result<usize> {
    let today = local_day(ctx.now);
    let mut told = 0;
    for row in kept::unconfirmed(conn, scope, today)? {
        if !reminder_is_due(&REMINDERS, row.due_on, row.heard_on, today) {
            continue;
        }
        kept::heard(conn, &row, today)?;
        let subject = types::id("confirmations", &row.id)?;
        ctx.record(conn, &place(&row)?, Event::ConfirmationReminded { subject, due: row.due_on })?;
        tell(conn, ctx, scope, ("confirmation_reminder", &row), portal)?;
        told += 1;
    }
    Ok(told)
}

fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (mail, row): (&'static str, &ConfirmationRow),
    portal: &PublicUrl,
) -> Result<()> {
    let link = format!("{}/aanbieder/toelatingen/bevestigen/{}", portal.as_str(), row.id);
    let about = About { last_day: long_date(row.due_on), link };
    outbox::tell(conn, ctx, mail, (scope, &types::id("confirmations", &row.org_id)?), &about)
}
