//! Asking what a regeling wants some time after the start, once an admission has started: of a combinatie whoever does not meet it.
//! May import: app, auth, domain, storage.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::make::{New, make, tell};
use crate::app::admissions::{Later, Starting};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::app::schemes;
use crate::auth::origin::PublicUrl;
use crate::domain::admission::State;
use crate::domain::ids::{AdmissionId, OrgId};
use crate::domain::policy_code::RequirementCode;
use crate::storage::{DbConn, RegionScope, admissions, applications, evidence_requests as kept, types};

/// Ask what is due some time after the start of an admission that became active on a day. One request for an eis is enough for
/// every lot of the aanbieder, so what was asked before is not asked again; nothing is asked of who has sent it already.
///
/// # Errors
/// [`Error::NotFound`] for another region's; what the database says.
pub fn ask_after_start(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, on): (&AdmissionId, NaiveDate),
    portal: &PublicUrl,
) -> Result<()> {
    let row = admissions::find(conn, scope, id)?;
    if !matches!(row.state.0, State::Active | State::Suspended) {
        return Ok(());
    }
    let decision = row.decision_id.as_deref().ok_or(Error::NotFound)?;
    let application = applications::of_decision(conn, scope, &types::id("admissions", decision)?)?;
    let version = types::id("applications", &application.scheme_version_id)?;
    let procedure = types::id("admissions", &row.procedure_id)?;
    let mut asked_of: BTreeMap<OrgId, Vec<Later>> = BTreeMap::new();
    for one in Starting::on(on).later(conn, scope, &row)? {
        for whom in &one.of {
            asked_of.entry(whom.org.clone()).or_default().push(one.clone());
        }
    }
    let scheme = schemes::of_version(conn, scope, &version)?.scheme;
    let calendar = national::calendar(conn, scope, TermOf::Provider)?;
    for (org, mut later) in asked_of {
        let before = kept::asked_before(conn, scope, &org, (&procedure, &version))?;
        later.retain(|one| !before.iter().any(|code| code == one.requirement.as_str()));
        if later.is_empty() {
            continue;
        }
        let due_on = |one: &Later| national::last_day(on, one.within, scheme.remedy().rule(), &calendar);
        let asked: Vec<(&RequirementCode, NaiveDate)> =
            later.iter().map(|one| Ok((&one.requirement, due_on(one)?))).collect::<Result<_>>()?;
        let new = New { procedure: &procedure, version: &version, org: &org };
        make(conn, ctx, scope, &new, &asked)?;
        tell(conn, ctx, (scope, &scheme), &new, ("evidence_after_start", &asked), portal)?;
    }
    Ok(())
}
