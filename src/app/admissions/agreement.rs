//! Recording the signed overeenkomst of one gemeente with an aanbieder.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::{place, start};
use crate::app::ctx::Ctx;
use crate::app::dispute;
use crate::app::error::{Error, Result};
use crate::domain::admission::{self, State};
use crate::domain::audit::Event;
use crate::domain::digest::Digest;
use crate::domain::ids::{AgreementId, DecisionId, DocumentId, OrgId, ProcedureId};
use crate::domain::terms::local_day;
use crate::domain::words::contracts as words;
use crate::domain::words::dispute::SIGNING_WAITS;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::admissions::{self, AdmissionRow, AgreementRow};
use crate::storage::types::{self, stored};
use crate::storage::{DbConn, RegionScope, blobs, documents};

/// Kind of document, a code of the scheme, of which a signed copy makes an admission start.
pub const AGREEMENT: &str = "overeenkomst";

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
/// [`Error::Refused`] when it is signed in the future or a signatory has no name, and while the judge must speak; [`Error::Invalid`] for a document of
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
        admissions::life(conn, row)?
            .apply(admission::Command::Record(agreement.clone()), today)
            .map_err(|refusal| Error::refused(refusal.in_dutch()))?;
    }
    if granted.is_empty() {
        return Err(Error::NotFound);
    }
    judge_has_spoken(conn, scope, &granted)?;
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
    start::activate_due(conn, ctx, &granted, today)?;
    Ok(id)
}

/// Refuse while a kort geding runs, in time, about the decisions that these admissions rest on.
fn judge_has_spoken(conn: &mut DbConn, scope: &RegionScope, granted: &[AdmissionRow]) -> Result<()> {
    let decided = granted.iter().filter_map(|row| row.decision_id.as_deref());
    let decided: Vec<DecisionId> = decided.map(|id| types::id("admissions", id)).collect::<Result<_, _>>()?;
    match dispute::waits_for_judge(conn, scope, &decided)? {
        true => Err(Error::refused(SIGNING_WAITS)),
        false => Ok(()),
    }
}
