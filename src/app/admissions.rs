//! Admissions: granted by a decision, active from the start date once the signed overeenkomst is recorded.
//! May import: app::{ctx, error, access}, domain, storage.

use chrono::NaiveDate;

use super::access;
use super::ctx::{Ctx, Place};
use super::decide::Case;
use super::error::{Error, Result};
use crate::domain::admission::{self, Admission, SourceKind, State};
use crate::domain::audit::{Event, Token};
use crate::domain::digest::Digest;
use crate::domain::ids::{AdmissionId, AgreementId, ApplicationId, DocumentId, OrgId, ProcedureId};
use crate::domain::terms::local_day;
use crate::domain::text::fold_key;
use crate::domain::words::contracts as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::admissions::{self, AdmissionRow, AgreementRow, CapacityRow};
use crate::storage::decisions::DecisionRow;
use crate::storage::lots::{self, Choice};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, RegionScope, blobs, documents};

/// Kind of document, a code of the scheme, of which a signed copy makes an admission start.
pub const AGREEMENT: &str = "overeenkomst";

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
                as_of: local_day(ctx.now),
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
    };
    let id = insert(conn, ctx, scope, &new)?;
    let event = Event::AdmissionActivated { subject: id.clone(), on: contract.since };
    ctx.record(conn, &place(scope, &new.procedure, &new.org), event)?;
    Ok(id)
}

/// A signed overeenkomst, durable in the store.
#[derive(Debug)]
pub struct SignedPaper {
    /// The organisation.
    pub org: OrgId,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The gemeente.
    pub gemeente: String,
    /// The version of the overeenkomst that was signed.
    pub document: DocumentId,
    /// The day of the last signature.
    pub signed_on: NaiveDate,
    /// Who signed for the aanbieder and for the gemeente.
    pub signatories: admission::Signatories,
    /// Content address of the signed paper.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// Media type.
    pub media_type: &'static str,
    /// File name.
    pub file_name: String,
}

/// Record a signed overeenkomst for every granted admission of an organisation in a gemeente, by one procedure.
///
/// # Errors
/// [`Error::Refused`] when it is signed in the future or a signatory has no name; [`Error::Invalid`] for a document of
/// another procedure, or one that is no overeenkomst; [`Error::NotFound`] when there is nothing it is for.
pub fn record_agreement(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    paper: &SignedPaper,
) -> Result<AgreementId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let id: AgreementId = ctx.id();
    let (document, _) = documents::find(conn, scope, &paper.document, ctx.now)?;
    if document.procedure_id != paper.procedure.as_str() || document.kind != AGREEMENT {
        return Err(Error::field("document", words::OTHER_DOCUMENT));
    }
    let awaits = |row: &AdmissionRow| {
        row.state.0 == State::Granted
            && row.gemeente == paper.gemeente
            && row.procedure_id == paper.procedure.as_str()
    };
    let granted: Vec<AdmissionRow> =
        admissions::of_org(conn, scope, &paper.org)?.into_iter().filter(awaits).collect();
    let agreement = admission::SignedAgreement {
        agreement: id.clone(),
        document: paper.document.clone(),
        signed_on: paper.signed_on,
        signatories: paper.signatories.clone(),
        recorded_by: by.clone(),
    };
    let today = local_day(ctx.now);
    for row in &granted {
        admissions::granted(conn, row)?
            .apply(admission::Command::Record(agreement.clone()), today)
            .map_err(|refusal| Error::refused(refusal.in_dutch()))?;
    }
    if granted.is_empty() {
        return Err(Error::NotFound);
    }
    let size = i64::try_from(paper.size).map_err(Error::internal)?;
    blobs::know(conn, &paper.digest.hex(), size, paper.media_type, false, ctx.now)?;
    admissions::insert_agreement(
        conn,
        &AgreementRow {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            org_id: paper.org.to_string(),
            procedure_id: paper.procedure.to_string(),
            document_id: document.id,
            gemeente: paper.gemeente.clone(),
            signed_on: paper.signed_on,
            signatory_provider: paper.signatories.provider.clone(),
            signatory_gemeente: paper.signatories.gemeente.clone(),
            sha256: paper.digest.hex(),
            file_name: paper.file_name.clone(),
            recorded_by: by.to_string(),
            recorded_at: stored(ctx.now),
        },
    )?;
    let event = Event::AgreementRecorded {
        subject: id.clone(),
        admissions: granted.iter().map(|row| types::id("admissions", &row.id)).collect::<Result<_, _>>()?,
        document: paper.document.clone(),
        evidence: None,
        signed: paper.signed_on,
    };
    ctx.record(conn, &place(scope, &paper.procedure, &paper.org).manifest(paper.digest), event)?;
    activate_due(conn, ctx, &granted, today)?;
    Ok(id)
}

/// Make granted admissions active whose first day has come and whose overeenkomst is there; how many.
///
/// # Errors
/// What the database says.
pub fn activate(conn: &mut DbConn, ctx: &Ctx, today: NaiveDate) -> Result<usize> {
    let due = admissions::due_to_start(conn, today)?;
    activate_due(conn, ctx, &due, today)
}

fn activate_due(conn: &mut DbConn, ctx: &Ctx, rows: &[AdmissionRow], today: NaiveDate) -> Result<usize> {
    let mut activated = 0;
    for row in rows {
        let evidence_due = Vec::new();
        let next =
            admissions::granted(conn, row)?.apply(admission::Command::Activate { evidence_due }, today);
        // Not yet: the overeenkomst is awaited or the day has not come. The next day asks again.
        let Ok(next) = next else { continue };
        if !admissions::step(conn, row, next.state(), ctx.now)? {
            return Err(Error::Stale);
        }
        let scope = access::for_system(types::id("admissions", &row.region_id)?);
        let procedure = types::id("admissions", &row.procedure_id)?;
        let place = place(&scope, &procedure, &types::id("admissions", &row.org_id)?);
        let subject = types::id("admissions", &row.id)?;
        ctx.record(conn, &place, Event::AdmissionActivated { subject, on: today })?;
        activated += 1;
    }
    Ok(activated)
}
