//! Asking exactly those of whom the region does not know that they meet what a new version asks of running admissions.
//! May import: app, auth, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::make::{New, make, tell};
use crate::app::amend::{Opened, population};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::auth::origin::PublicUrl;
use crate::domain::ids::{OrgId, SchemeVersionId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::rules::{ReferenceDates, Shared, Stage, newly_asked};
use crate::domain::scheme::{AppliesTo, Scheme};
use crate::domain::supply::SupplySnapshot;
use crate::domain::terms::{Calendar, local_day};
use crate::storage::types;
use crate::storage::views::admitted;
use crate::storage::{DbConn, RegionScope};

/// Whom a wijziging asks for evidence when it counts from a moment on, and about which eisen.
type Asked = BTreeMap<String, Vec<RequirementCode>>;

/// How many aanbieders, and who take part beside them, a wijziging would ask for evidence when it counts from a moment on.
///
/// # Errors
/// What the database says.
pub fn count(conn: &mut DbConn, scope: &RegionScope, opened: &Opened, from: DateTime<Utc>) -> Result<usize> {
    Ok(asked(conn, scope, opened, from)?.len())
}

fn asked(conn: &mut DbConn, scope: &RegionScope, opened: &Opened, from: DateTime<Utc>) -> Result<Asked> {
    if opened.scheme.requirements().iter().all(|one| one.applies_to == AppliesTo::New) {
        return Ok(Asked::new());
    }
    let admitted = admitted::all(conn, scope, &opened.procedure)?;
    let everybody = population(&opened.base.scheme, &admitted, str::to_owned)?.applicants;
    let on = local_day(from);
    let supply = SupplySnapshot::new(on, Vec::new());
    let national = national::of_region(conn, scope)?;
    let dates = ReferenceDates { submission: on, close: on, start: on };
    let shared = Shared { national: &national, dates, stage: Stage::Running, supply: &supply };
    let mut asked: BTreeMap<String, BTreeSet<RequirementCode>> = BTreeMap::new();
    for one in &everybody {
        // An aanbieder may take part beside another too: it is asked once.
        for (org, codes) in newly_asked(&opened.base.scheme, &opened.scheme, one, &shared) {
            asked.entry(org).or_default().extend(codes);
        }
    }
    Ok(asked.into_iter().map(|(org, codes)| (org, codes.into_iter().collect())).collect())
}

/// Ask them, in the transaction that publishes the version.
///
/// # Errors
/// What the database says.
pub(in crate::app) fn ask(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    (version, from): (&SchemeVersionId, DateTime<Utc>),
    portal: &PublicUrl,
) -> Result<()> {
    let calendar = national::calendar(conn, scope, TermOf::Provider)?;
    for (org, codes) in asked(conn, scope, opened, from)? {
        let org: OrgId = types::id("organisations", &org)?;
        let new = New { procedure: &opened.procedure, version, org: &org };
        let due_on = |code| Ok((code, due_on(&opened.scheme, code, from, &calendar)?));
        let asked = codes.iter().map(due_on).collect::<Result<Vec<_>>>()?;
        make(conn, ctx, scope, &new, &asked)?;
        tell(conn, ctx, (scope, &opened.scheme), &new, ("evidence_asked", &asked), portal)?;
    }
    Ok(())
}

/// The last day of the transition that the contract gives who is admitted already.
fn due_on(
    scheme: &Scheme,
    code: &RequirementCode,
    from: DateTime<Utc>,
    calendar: &Calendar,
) -> Result<NaiveDate> {
    let requirement = scheme.requirement(code).ok_or(Error::NotFound)?;
    let AppliesTo::Running { transition, .. } = &requirement.applies_to else { return Err(Error::NotFound) };
    national::last_day(local_day(from), *transition, scheme.remedy().rule(), calendar)
}
