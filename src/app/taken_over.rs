//! What a region knew of an aanbieder when it took over a contract that ran before the portal: gegevens that stand with that admission.
//! May import: app::{ctx, error}, domain, storage.

use chrono::NaiveDate;

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use crate::domain::audit::{Event, Token};
use crate::domain::facts::{FactValue, to_json};
use crate::domain::ids::{AdmissionId, FactId, OrgId};
use crate::domain::policy_code::FactCode;
use crate::domain::scheme::Scheme;
use crate::storage::facts::{self, FactRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, RegionScope, admissions};

/// Where these statements come from, as the ledger stores it.
const SOURCE: &str = "overgenomen_contract";

/// Note what stood in the file of a contract that was taken over.
///
/// # Errors
/// [`Error::NotFound`] for another region's admission; [`Error::Internal`] for an answer that does not fit its question, or one that
/// only named officers may read.
pub fn note(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    admission: &AdmissionId,
    (scheme, as_of): (&Scheme, NaiveDate),
    known: &[(FactCode, FactValue)],
) -> Result<()> {
    let by = ctx.actor.user.as_ref().ok_or(Error::Forbidden)?;
    let row = admissions::find(conn, scope, admission)?;
    let org: OrgId = types::id("admissions", &row.org_id)?;
    let place =
        Place::of_region(scope.region()).procedure(&types::id("admissions", &row.procedure_id)?).about(&org);
    for (code, value) in known {
        let def = scheme.fact(code).filter(|def| def.kind.admits(value) && !def.class.is_restricted());
        let def = def.ok_or_else(|| Error::internal(format!("{code} cannot be taken over")))?;
        let id: FactId = ctx.id();
        facts::insert(
            conn,
            &FactRow {
                id: id.to_string(),
                org_id: row.org_id.clone(),
                subject_kind: "admission".to_owned(),
                subject_id: row.id.clone(),
                code: code.to_string(),
                value_json: to_json(value).map_err(Error::internal)?.to_string(),
                class: AsText(def.class),
                source: SOURCE.to_owned(),
                evidence_id: None,
                as_of,
                valid_until: None,
                recorded_at: stored(ctx.now),
                recorded_by: by.to_string(),
                supersedes: None,
            },
        )?;
        let event = Event::FactRecorded {
            subject: id,
            organisation: org.clone(),
            code: Token::parse(code.as_str()).map_err(Error::internal)?,
            source: Token::parse(SOURCE).map_err(Error::internal)?,
            supersedes: None,
        };
        ctx.record(conn, &place, event)?;
    }
    Ok(())
}
