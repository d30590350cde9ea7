//! What the contractmanager sees and records: admissions of a region, the overeenkomsten they wait for, and those that were signed.
//! May import: app, domain, storage.

use std::sync::Arc;

use super::ctx::Ctx;
use super::error::{Error, Result};
use super::schemes;
use crate::domain::admission::State;
use crate::domain::ids::{DocumentId, OrgId, ProcedureId};
use crate::domain::policy_code::GroupCode;
use crate::domain::scheme::Scheme;
use crate::storage::admissions::AdmissionRow;
use crate::storage::views::admissions::{self, AdmissionLine, OwnAdmission, Recorded, Wanted};
use crate::storage::{DbConn, OrgScope, RegionScope, documents, regions, types};

/// Kind of document, a code of the scheme, of which a signed copy makes an admission start.
const AGREEMENT: &str = "overeenkomst";

/// The list of a region.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Granted, and nobody recorded an overeenkomst yet: what starts first comes first.
    pub awaiting: Vec<AdmissionLine>,
    /// Everything that fits, by name of the aanbieder.
    pub lines: Vec<AdmissionLine>,
    /// Whether there are more aanbieders after these.
    pub more: bool,
    /// Code and name of the gemeenten, in the order of the region.
    pub gemeenten: Vec<(String, String)>,
}

/// The admissions of a region.
///
/// # Errors
/// What the database says.
pub fn overview(conn: &mut DbConn, scope: &RegionScope, wanted: &Wanted) -> Result<Overview> {
    let (lines, more) = admissions::list(conn, scope, wanted)?;
    Ok(Overview {
        awaiting: admissions::awaiting(conn, scope)?,
        lines,
        more,
        gemeenten: gemeenten(conn, scope)?,
    })
}

fn gemeenten(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<(String, String)>> {
    Ok(regions::gemeenten_of(conn, scope)?.into_iter().map(|one| (one.code, one.name)).collect())
}

/// An admission with its words.
#[derive(Debug, Clone)]
pub struct Named {
    /// Title of the product group.
    pub group: String,
    /// Name of the gemeente.
    pub gemeente: String,
    /// The admission.
    pub row: AdmissionRow,
}

/// What a region has with one aanbieder.
#[derive(Debug, Clone)]
pub struct Contract {
    /// The aanbieder.
    pub org: OrgId,
    /// Its name, as in the register.
    pub name: String,
    /// Its admissions, by gemeente.
    pub admissions: Vec<Named>,
    /// Code and name of the gemeenten that wait for an overeenkomst.
    pub awaiting: Vec<(String, String)>,
    /// The procedure of the first that waits.
    pub procedure: Option<ProcedureId>,
    /// What was recorded.
    pub recorded: Vec<Recorded>,
    /// The published versions of the overeenkomst, newest first: id, title and version.
    pub versions: Vec<(DocumentId, String)>,
}

/// What the region has with one aanbieder.
///
/// # Errors
/// [`Error::NotFound`] for an aanbieder without an admission here.
pub fn of_org(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, org: &OrgId) -> Result<Contract> {
    let rows = admissions::of_org(conn, scope, org)?;
    let name = rows.first().ok_or(Error::NotFound)?.org_name.clone();
    let recorded = admissions::recorded(conn, scope, org)?;
    let names = gemeenten(conn, scope)?;
    let name_of =
        |code: &str| names.iter().find(|(own, _)| own == code).map_or(code, |(_, name)| name).to_owned();
    let waits = |row: &&AdmissionRow| {
        let covered = |one: &Recorded| {
            one.agreement.gemeente == row.gemeente && one.agreement.procedure_id == row.procedure_id
        };
        row.state.0 == State::Granted && !recorded.iter().any(covered)
    };
    let mut awaiting: Vec<(String, String)> =
        rows.iter().filter(waits).map(|row| (row.gemeente.clone(), name_of(&row.gemeente))).collect();
    awaiting.dedup();
    let procedure: Option<ProcedureId> = match rows.iter().find(waits) {
        Some(row) => Some(types::id("admissions", &row.procedure_id)?),
        None => None,
    };
    let mut versions = Vec::new();
    if let Some(procedure) = &procedure {
        for (row, _) in documents::published(conn, scope, procedure, ctx.now)? {
            if row.kind == AGREEMENT {
                versions.push((types::id("documents", &row.id)?, format!("{}, {}", row.title, row.version)));
            }
        }
    }
    let mut named = Vec::new();
    for row in rows {
        let scheme = scheme_of(conn, ctx, scope, &row.procedure_id)?;
        let (group, gemeente) = (title(&scheme, &row.product_group), name_of(&row.gemeente));
        named.push(Named { group, gemeente, row });
    }
    Ok(Contract { org: org.clone(), name, admissions: named, awaiting, procedure, recorded, versions })
}

fn scheme_of(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, procedure: &str) -> Result<Arc<Scheme>> {
    let procedure = types::id("admissions", procedure)?;
    Ok(schemes::in_force(conn, scope, &procedure, ctx.now)?.scheme)
}

fn title(scheme: &Scheme, code: &str) -> String {
    let found = GroupCode::parse(code).ok().and_then(|code| scheme.group(&code));
    found.map_or_else(|| code.to_owned(), |group| group.title.clone())
}

/// An admission as the aanbieder sees it, with its words.
#[derive(Debug, Clone)]
pub struct Own {
    /// Title of the product group.
    pub group: String,
    /// Name of the gemeente.
    pub gemeente: String,
    /// The admission.
    pub admission: OwnAdmission,
}

/// The admissions of an organisation, in every region.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope) -> Result<Vec<Own>> {
    let mut own = Vec::new();
    for admission in admissions::own(conn, scope)? {
        let region = super::access::for_system(types::id("admissions", &admission.region_id)?);
        let scheme = scheme_of(conn, ctx, &region, &admission.procedure)?;
        let gemeente = scheme.gemeenten().iter().find(|one| one.code.as_str() == admission.gemeente);
        own.push(Own {
            group: title(&scheme, &admission.product_group),
            gemeente: gemeente.map_or_else(|| admission.gemeente.clone(), |one| one.name.clone()),
            admission,
        });
    }
    Ok(own)
}
