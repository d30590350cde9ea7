//! Admissions: granted by a decision, active from the start date once the signed overeenkomst is recorded and the
//! evidence that is due at the start is there. May import: app, domain, storage.

mod agreement;
mod end;
mod seen;
mod start;
mod suspend;
mod withdraw;

use chrono::NaiveDate;

pub use agreement::{AGREEMENT, SignedPaper, record_agreement};
pub use end::{end, has_clients};
pub use seen::{Sighting, asks_expiry, asks_issue, record_seen};
pub use start::{Due, Later, Starting, Whom, activate};
pub use suspend::{Stop, lift, resume, stop_intake, suspend, take_again};
pub use withdraw::withdraw;

use super::ctx::{Ctx, Place};
use super::decide::Case;
use super::error::{Error, Result};
use crate::domain::admission::{Admission, SourceKind, State};
use crate::domain::audit::{Event, Token};
use crate::domain::ids::{AdmissionId, ApplicationId, OrgId, ProcedureId};
use crate::domain::terms::local_day;
use crate::domain::text::fold_key;
use crate::storage::admissions::{self, AdmissionRow, CapacityRow};
use crate::storage::decisions::DecisionRow;
use crate::storage::lots::{self, Choice};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, RegionScope};

/// Grant the admission that a signed decision gives. Who is admitted to the lot already stays admitted by the first.
///
/// # Errors
/// What the database says.
pub fn grant(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    case: &Case,
    decision: &DecisionRow,
) -> Result<()> {
    let procedure: ProcedureId = types::id("applications", &case.application.procedure_id)?;
    let org: OrgId = types::id("applications", &case.application.org_id)?;
    let lot = (case.lot.product_group.as_str(), case.lot.gemeente.as_str());
    if admissions::running(conn, scope, &procedure, &org, lot)?.is_some() {
        return Ok(());
    }
    let starts_on = case.window.phases().starts_on;
    Admission::granted(&case.life, starts_on).map_err(Error::internal)?;
    let application: ApplicationId = types::id("applications", &case.application.id)?;
    let choices = lots::choices(conn, &application)?;
    let choice = choices.into_iter().find(|(row, _)| row.id == case.lot.id).map(|(_, choice)| choice);
    let new = NewAdmission {
        procedure,
        org,
        org_name: case.application.org_name.clone(),
        choice: choice.ok_or(Error::Stale)?,
        source: SourceKind::Decision,
        decision: Some(decision.id.clone()),
        state: State::Granted,
        starts_on,
        occupied: Vec::new(),
        as_of: local_day(ctx.now),
    };
    let id = insert(conn, ctx, scope, &new)?;
    let event = Event::AdmissionGranted {
        subject: id,
        organisation: new.org.clone(),
        decision: types::id("decisions", &decision.id)?,
        lot: lot_token(&new.choice)?,
        starts: Some(starts_on),
    };
    Ok(ctx.record(conn, &place(scope, &new.procedure, &new.org), event)?)
}

/// An admission to be kept.
struct NewAdmission {
    procedure: ProcedureId,
    org: OrgId,
    org_name: String,
    choice: Choice,
    source: SourceKind,
    decision: Option<String>,
    state: State,
    starts_on: NaiveDate,
    /// Places that are taken, per doelgroep.
    occupied: Vec<(String, i32)>,
    /// The day on which this was so.
    as_of: NaiveDate,
}

fn insert(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, new: &NewAdmission) -> Result<AdmissionId> {
    let id: AdmissionId = ctx.id();
    let row = AdmissionRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        procedure_id: new.procedure.to_string(),
        org_id: new.org.to_string(),
        org_name: new.org_name.clone(),
        org_name_key: fold_key(&new.org_name),
        product_group: new.choice.product_group.clone(),
        gemeente: new.choice.gemeente.clone(),
        source: AsText(new.source),
        decision_id: new.decision.clone(),
        state: AsText(new.state),
        reason: String::new(),
        starts_on: new.starts_on,
        until: None,
        granted_at: stored(ctx.now),
        state_since: stored(ctx.now),
        version: 1,
    };
    let capacity: Vec<CapacityRow> = new
        .choice
        .capacity
        .iter()
        .map(|(target_group, places)| {
            let taken =
                new.occupied.iter().find(|(group, _)| group == target_group).map_or(0, |(_, taken)| *taken);
            CapacityRow {
                admission_id: row.id.clone(),
                region_id: row.region_id.clone(),
                target_group: target_group.clone(),
                places: *places,
                free: (*places - taken).max(0),
                as_of: new.as_of,
                waiting_days: None,
            }
        })
        .collect();
    admissions::insert(conn, &row, &new.choice.products, &capacity)?;
    Ok(id)
}

fn place(scope: &RegionScope, procedure: &ProcedureId, org: &OrgId) -> Place {
    Place::of_region(scope.region()).procedure(procedure).about(org)
}

fn lot_token(choice: &Choice) -> Result<Token> {
    Token::parse(&format!("{}/{}", choice.product_group, choice.gemeente)).map_err(Error::internal)
}

/// A running contract taken over from before the portal: it has no decision, and none is invented.
#[derive(Debug, Clone)]
pub struct TakenOver {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The organisation.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Lot, products and places.
    pub choice: Choice,
    /// Places that are taken, per doelgroep.
    pub occupied: Vec<(String, i32)>,
    /// The day on which places and taken places were so.
    pub as_of: NaiveDate,
    /// Since when it runs.
    pub since: NaiveDate,
}

/// Take over a running contract: active at once.
///
/// # Errors
/// [`Error::Stale`] when the organisation is admitted to this lot already.
pub fn take_over(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    contract: TakenOver,
) -> Result<AdmissionId> {
    let new = NewAdmission {
        procedure: contract.procedure,
        org: contract.org,
        org_name: contract.org_name,
        choice: contract.choice,
        source: SourceKind::TakenOver,
        decision: None,
        state: State::Active,
        starts_on: contract.since,
        occupied: contract.occupied,
        as_of: contract.as_of,
    };
    let id = insert(conn, ctx, scope, &new)?;
    let event = Event::AdmissionActivated { subject: id.clone(), on: contract.since };
    ctx.record(conn, &place(scope, &new.procedure, &new.org), event)?;
    Ok(id)
}
