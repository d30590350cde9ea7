//! Admissions, the agreements behind them, and what they offer.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::capacity_statements;
use super::db::DbConn;
use super::schema::{admission_capacity, admission_products, admissions, agreements, regions};
use super::scope::{OrgScope, RegionScope};
use super::suspensions;
use super::types::{self, AsText, BadRow, stored};
use crate::domain::admission::{
    Admission, Agreement, Granted, Running, Signatories, SignedAgreement, Source, SourceKind, State,
};
use crate::domain::ids::{AdmissionId, AgreementId, OrgId, ProcedureId};
use crate::domain::text::fold_key;

/// A toelating.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = admissions)]
pub struct AdmissionRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// The organisation.
    pub org_id: String,
    /// Its name in the register.
    pub org_name: String,
    /// The folded name.
    pub org_name_key: String,
    /// Product group.
    pub product_group: String,
    /// Gemeente, CBS code.
    pub gemeente: String,
    /// Where it comes from.
    pub source: AsText<SourceKind>,
    /// The decision it comes from.
    pub decision_id: Option<String>,
    /// Where it is.
    pub state: AsText<State>,
    /// Why it is where it is; never public.
    pub reason: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// The day on which a suspended one is active again.
    pub until: Option<NaiveDate>,
    /// When it was granted.
    pub granted_at: NaiveDateTime,
    /// Since when it is where it is.
    pub state_since: NaiveDateTime,
    /// For optimistic locking.
    pub version: i64,
}

/// Places for a doelgroep in one admission.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = admission_capacity)]
pub struct CapacityRow {
    /// The admission.
    pub admission_id: String,
    /// The region.
    pub region_id: String,
    /// Doelgroep, a code of the scheme.
    pub target_group: String,
    /// Places.
    pub places: i32,
    /// How many of them are free.
    pub free: i32,
    /// As of which day.
    pub as_of: NaiveDate,
    /// In how many days somebody new can start; none where it was not stated.
    pub waiting_days: Option<i32>,
}

/// Add an admission with its products and places.
///
/// # Errors
/// A unique violation where the organisation is admitted to this lot already.
pub fn insert(
    conn: &mut DbConn,
    row: &AdmissionRow,
    products: &[String],
    capacity: &[CapacityRow],
) -> QueryResult<()> {
    diesel::insert_into(admissions::table).values(row).execute(conn)?;
    insert_products(conn, row, products)?;
    for places in capacity {
        diesel::insert_into(admission_capacity::table).values(places).execute(conn)?;
        capacity_statements::keep(conn, places)?;
    }
    Ok(())
}

/// The products of an admission, and its places.
///
/// # Errors
/// What the database says.
pub fn offer(conn: &mut DbConn, row: &AdmissionRow) -> QueryResult<(Vec<String>, Vec<CapacityRow>)> {
    let products = admission_products::table
        .filter(admission_products::admission_id.eq(&row.id))
        .order(admission_products::product)
        .select(admission_products::product)
        .load(conn)?;
    let capacity = admission_capacity::table
        .filter(admission_capacity::admission_id.eq(&row.id))
        .order(admission_capacity::target_group)
        .select(CapacityRow::as_select())
        .load(conn)?;
    Ok((products, capacity))
}

/// Correct what was taken over of a contract: its first day and its products; `false` when somebody changed it since `row` was read.
///
/// # Errors
/// What the database says.
pub fn correct(
    conn: &mut DbConn,
    row: &AdmissionRow,
    since: NaiveDate,
    products: &[String],
) -> QueryResult<bool> {
    let seen = admissions::table.find(&row.id).filter(admissions::version.eq(row.version));
    let corrected = (admissions::starts_on.eq(since), admissions::version.eq(row.version + 1));
    if diesel::update(seen).set(corrected).execute(conn)? == 0 {
        return Ok(false);
    }
    let before = admission_products::table.filter(admission_products::admission_id.eq(&row.id));
    diesel::delete(before).execute(conn)?;
    insert_products(conn, row, products)?;
    Ok(true)
}

/// An organisation is called otherwise: so it stands in the register, in every region.
///
/// # Errors
/// What the database says.
pub fn rename(conn: &mut DbConn, scope: &OrgScope, name: &str) -> QueryResult<()> {
    diesel::update(admissions::table.filter(admissions::org_id.eq(scope.key())))
        .set((admissions::org_name.eq(name), admissions::org_name_key.eq(fold_key(name))))
        .execute(conn)
        .map(drop)
}

fn insert_products(conn: &mut DbConn, row: &AdmissionRow, products: &[String]) -> QueryResult<()> {
    for product in products {
        diesel::insert_into(admission_products::table)
            .values((
                admission_products::admission_id.eq(&row.id),
                admission_products::region_id.eq(&row.region_id),
                admission_products::product.eq(product),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The admission of an organisation to a lot that is granted, active or suspended.
///
/// # Errors
/// What the database says.
pub fn running(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    org: &OrgId,
    (product_group, gemeente): (&str, &str),
) -> QueryResult<Option<AdmissionRow>> {
    admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .filter(admissions::org_id.eq(org.as_str()))
        .filter(admissions::product_group.eq(product_group))
        .filter(admissions::gemeente.eq(gemeente))
        .filter(admissions::state.eq_any([State::Granted, State::Active, State::Suspended].map(AsText)))
        .filter(admissions::source.ne(AsText(SourceKind::Bridging)))
        .select(AdmissionRow::as_select())
        .first(conn)
        .optional()
}

/// Who is admitted to a lot: granted, active or suspended.
///
/// # Errors
/// What the database says.
pub fn orgs_in_lot(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    (product_group, gemeente): (&str, &str),
) -> QueryResult<Vec<String>> {
    admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .filter(admissions::product_group.eq(product_group))
        .filter(admissions::gemeente.eq(gemeente))
        .filter(admissions::state.eq_any([State::Granted, State::Active, State::Suspended].map(AsText)))
        .order(admissions::org_id)
        .select(admissions::org_id)
        .load(conn)
}

/// One admission of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &AdmissionId) -> QueryResult<AdmissionRow> {
    admissions::table
        .find(id.as_str())
        .filter(admissions::region_id.eq(scope.key()))
        .select(AdmissionRow::as_select())
        .first(conn)
}

/// One admission of an organisation.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find_own(conn: &mut DbConn, scope: &OrgScope, id: &AdmissionId) -> QueryResult<AdmissionRow> {
    admissions::table
        .find(id.as_str())
        .filter(admissions::org_id.eq(scope.key()))
        .filter(admissions::procedure_id.like(scope.procedures()))
        .select(AdmissionRow::as_select())
        .first(conn)
}

/// The admissions of an organisation under which care may be given now, with the place of their region in addresses, by region and lot.
///
/// # Errors
/// What the database says.
pub fn running_own(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<(AdmissionRow, String)>> {
    admissions::table
        .inner_join(regions::table)
        .filter(admissions::org_id.eq(scope.key()))
        .filter(admissions::procedure_id.like(scope.procedures()))
        .filter(admissions::state.eq_any([State::Active, State::Suspended].map(AsText)))
        .order((regions::slug, admissions::product_group, admissions::gemeente, admissions::id))
        .select((AdmissionRow::as_select(), regions::slug))
        .load(conn)
}

/// The admissions of an organisation in a region, by lot.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<Vec<AdmissionRow>> {
    admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::org_id.eq(org.as_str()))
        .order((admissions::product_group, admissions::gemeente, admissions::granted_at, admissions::id))
        .select(AdmissionRow::as_select())
        .load(conn)
}

/// Granted admissions of all regions whose first day has come: work for the runner.
///
/// # Errors
/// What the database says.
pub fn due_to_start(conn: &mut DbConn, today: NaiveDate) -> QueryResult<Vec<AdmissionRow>> {
    admissions::table
        .filter(admissions::state.eq(AsText(State::Granted)))
        .filter(admissions::starts_on.le(today))
        .order(admissions::id)
        .select(AdmissionRow::as_select())
        .load(conn)
}

/// An admission as a life, with the agreement that covers it. Of one that is over nothing more can happen.
///
/// # Errors
/// What the database says, or a [`BadRow`] where it is over or the parts do not fit.
pub fn life(conn: &mut DbConn, row: &AdmissionRow) -> QueryResult<Admission> {
    let bad = |what: &str| BadRow { table: "admissions", id: row.id.clone(), what: what.to_owned() };
    let decision = row.decision_id.as_deref().map(|id| types::id("admissions", id)).transpose()?;
    let agreement = agreement_for(conn, row)?.map_or(Ok(Agreement::Awaited), |found| signed(&found))?;
    let running = |source| Running { source, since: row.starts_on };
    Ok(match (row.state.0, row.source.0, decision, agreement) {
        (State::Granted, SourceKind::Decision, Some(decision), agreement) => {
            Admission::Granted(Granted { decision, starts_on: row.starts_on, agreement })
        }
        (
            State::Active | State::Suspended,
            SourceKind::Decision,
            Some(decision),
            Agreement::Recorded(agreement),
        ) => in_force(conn, row, running(Source::Decision { decision, agreement }))?,
        (State::Active | State::Suspended, SourceKind::TakenOver, None, _) => {
            in_force(conn, row, running(Source::TakenOver))?
        }
        _ => return Err(bad("over, bridging, or without its decision or overeenkomst").into()),
    })
}

fn in_force(conn: &mut DbConn, row: &AdmissionRow, running: Running) -> QueryResult<Admission> {
    if row.state.0 == State::Active {
        return Ok(Admission::Active(running));
    }
    Ok(Admission::Suspended { running, suspension: suspensions::running(conn, row)? })
}

/// Keep the step an admission took; `false` when somebody changed it since `row` was read.
///
/// # Errors
/// What the database says.
pub fn step(
    conn: &mut DbConn,
    row: &AdmissionRow,
    next: &Admission,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let until = match next {
        Admission::Suspended { suspension, .. } => Some(suspension.until),
        Admission::Granted(_) | Admission::Active(_) | Admission::Ended { .. } | Admission::Lapsed { .. } => {
            None
        }
    };
    diesel::update(admissions::table.find(&row.id).filter(admissions::version.eq(row.version)))
        .set((
            admissions::state.eq(AsText(next.state())),
            admissions::until.eq(until),
            admissions::state_since.eq(stored(now)),
            admissions::version.eq(row.version + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// A signed overeenkomst of one gemeente with one organisation.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = agreements)]
pub struct AgreementRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The organisation.
    pub org_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// The version of the overeenkomst that was signed.
    pub document_id: String,
    /// The gemeente.
    pub gemeente: String,
    /// The day of the last signature.
    pub signed_on: NaiveDate,
    /// Who signed for the aanbieder.
    pub signatory_provider: String,
    /// Who signed for the gemeente.
    pub signatory_gemeente: String,
    /// The signed paper.
    pub sha256: String,
    /// Its file name.
    pub file_name: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: NaiveDateTime,
}

/// Record a signed overeenkomst.
///
/// # Errors
/// A unique violation where this version is recorded for this gemeente already.
pub fn insert_agreement(conn: &mut DbConn, row: &AgreementRow) -> QueryResult<()> {
    diesel::insert_into(agreements::table).values(row).execute(conn).map(drop)
}

/// One agreement of an organisation in a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn agreement(
    conn: &mut DbConn,
    scope: &RegionScope,
    org: &OrgId,
    id: &AgreementId,
) -> QueryResult<AgreementRow> {
    agreements::table
        .find(id.as_str())
        .filter(agreements::region_id.eq(scope.key()))
        .filter(agreements::org_id.eq(org.as_str()))
        .select(AgreementRow::as_select())
        .first(conn)
}

/// One agreement of an organisation.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn own_agreement(conn: &mut DbConn, scope: &OrgScope, id: &AgreementId) -> QueryResult<AgreementRow> {
    agreements::table
        .find(id.as_str())
        .filter(agreements::org_id.eq(scope.key()))
        .select(AgreementRow::as_select())
        .first(conn)
}

fn agreement_for(conn: &mut DbConn, row: &AdmissionRow) -> QueryResult<Option<AgreementRow>> {
    agreements::table
        .filter(agreements::region_id.eq(&row.region_id))
        .filter(agreements::procedure_id.eq(&row.procedure_id))
        .filter(agreements::org_id.eq(&row.org_id))
        .filter(agreements::gemeente.eq(&row.gemeente))
        .order((agreements::signed_on.desc(), agreements::id.desc()))
        .select(AgreementRow::as_select())
        .first(conn)
        .optional()
}

fn signed(row: &AgreementRow) -> QueryResult<Agreement> {
    Ok(Agreement::Recorded(SignedAgreement {
        agreement: types::id("agreements", &row.id)?,
        document: types::id("agreements", &row.document_id)?,
        signed_on: row.signed_on,
        signatories: Signatories {
            provider: row.signatory_provider.clone(),
            gemeente: row.signatory_gemeente.clone(),
        },
        recorded_by: types::id("agreements", &row.recorded_by)?,
    }))
}
