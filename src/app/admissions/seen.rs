//! "Gezien op": evidence that nobody may send us, such as a VOG. The contract manager looks at it and records the day.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::{Starting, place, start};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::domain::admission::State;
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{OrgId, ProcedureId, SeenEvidenceId};
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::scheme::{EvidenceDef, Manner, Validity};
use crate::domain::terms::local_day;
use crate::domain::words::contracts as words;
use crate::storage::admissions::{self, AdmissionRow};
use crate::storage::seen::{self, SeenRow};
use crate::storage::types::stored;
use crate::storage::{DbConn, RegionScope};

/// One look at evidence of a kind.
#[derive(Debug, Clone)]
pub struct Sighting {
    /// Of whose admissions.
    pub org: OrgId,
    /// Whose: of that aanbieder, or of one that takes part beside it.
    pub of: OrgId,
    /// For admissions of this procedure.
    pub procedure: ProcedureId,
    /// What.
    pub kind: EvidenceKindCode,
    /// The day of the look.
    pub seen_on: NaiveDate,
    /// The day of issue on it; asked where the kind is valid for a while after that.
    pub issued_on: Option<NaiveDate>,
    /// The last day on it; asked where the kind is valid until then.
    pub expires_on: Option<NaiveDate>,
}

/// Record that evidence was seen, for every granted admission of an organisation that waits for it by this procedure.
/// What waited for nothing else starts, if its day has come.
///
/// # Errors
/// [`Error::Invalid`] when the day is yet to come, a date is missing, or nothing waits for this kind; [`Error::NotFound`]
/// for an organisation without a granted admission in this procedure.
pub fn record_seen(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    sighting: &Sighting,
) -> Result<SeenEvidenceId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let today = local_day(ctx.now);
    let granted = granted(conn, scope, sighting)?;
    let def = awaited(conn, scope, &granted, sighting, today)?;
    check(&def, sighting, today)?;
    let id: SeenEvidenceId = ctx.id();
    let row = SeenRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        procedure_id: sighting.procedure.to_string(),
        org_id: sighting.of.to_string(),
        kind: sighting.kind.to_string(),
        seen_on: sighting.seen_on,
        issued_on: sighting.issued_on.filter(|_| asks_issue(&def)),
        expires_on: sighting.expires_on.filter(|_| asks_expiry(&def)),
        seen_by: by.to_string(),
        recorded_at: stored(ctx.now),
    };
    seen::insert(conn, &row)?;
    let event = Event::EvidenceSeen {
        subject: id.clone(),
        organisation: sighting.of.clone(),
        kind: Token::parse(sighting.kind.as_str()).map_err(Error::internal)?,
        on: sighting.seen_on,
    };
    ctx.record(conn, &place(scope, &sighting.procedure, &sighting.of), event)?;
    start::activate_due(conn, ctx, &granted, today)?;
    Ok(id)
}

/// Whether the day of issue is asked for evidence of this kind.
#[must_use]
pub fn asks_issue(def: &EvidenceDef) -> bool {
    matches!(def.validity, Validity::NotOlderThan(_))
}

/// Whether the last day is asked for evidence of this kind.
#[must_use]
pub fn asks_expiry(def: &EvidenceDef) -> bool {
    def.validity == Validity::UntilExpiry
}

fn granted(conn: &mut DbConn, scope: &RegionScope, sighting: &Sighting) -> Result<Vec<AdmissionRow>> {
    let waits =
        |row: &AdmissionRow| row.state.0 == State::Granted && row.procedure_id == sighting.procedure.as_str();
    let rows: Vec<AdmissionRow> =
        admissions::of_org(conn, scope, &sighting.org)?.into_iter().filter(waits).collect();
    if rows.is_empty() { Err(Error::NotFound) } else { Ok(rows) }
}

/// What the regeling says of this kind, where one of the admissions waits for seeing that of this organisation.
fn awaited(
    conn: &mut DbConn,
    scope: &RegionScope,
    granted: &[AdmissionRow],
    sighting: &Sighting,
    today: NaiveDate,
) -> Result<EvidenceDef> {
    let mut starting = Starting::on(today);
    for row in granted {
        let due = starting.due(conn, scope, row)?.into_iter();
        let of = due.filter(|due| due.of.iter().any(|whom| whom.org == sighting.of));
        let seen = |def: &EvidenceDef| def.code == sighting.kind && def.manner == Manner::SeenOnly;
        if let Some(def) = of.flat_map(|due| due.evidence).find(seen) {
            return Ok(def);
        }
    }
    Err(Error::field("soort", words::NOT_AWAITED))
}

fn check(def: &EvidenceDef, sighting: &Sighting, today: NaiveDate) -> Result<()> {
    let mut mistakes = Vec::new();
    if sighting.seen_on > today {
        mistakes.push(FieldError::new("gezien_day", words::SEEN_LATER));
    }
    match sighting.issued_on {
        None if asks_issue(def) => mistakes.push(FieldError::new("afgegeven_day", words::NO_ISSUE)),
        Some(day) if day > sighting.seen_on => {
            mistakes.push(FieldError::new("afgegeven_day", words::ISSUED_LATER));
        }
        _ => {}
    }
    if asks_expiry(def) && sighting.expires_on.is_none() {
        mistakes.push(FieldError::new("geldig_day", words::NO_EXPIRY));
    }
    if mistakes.is_empty() { Ok(()) } else { Err(Error::Invalid(mistakes)) }
}
