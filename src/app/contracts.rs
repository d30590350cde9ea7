//! What the contractmanager sees and records: admissions of a region, the overeenkomsten they wait for, and those that were signed.
//! May import: app, domain, storage.

use std::sync::Arc;

use super::admissions::AGREEMENT;
use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::schemes;
use crate::domain::admission::State;
use crate::domain::audit::Event;
use crate::domain::ids::{AgreementId, DocumentId, OrgId, ProcedureId};
use crate::domain::policy_code::GroupCode;
use crate::domain::scheme::Scheme;
use crate::storage::admissions::{AdmissionRow, AgreementRow};
use crate::storage::blobs::BlobRow;
use crate::storage::views::admissions::{self, AdmissionLine, OwnAdmission, Recorded, Wanted};
use crate::storage::{DbConn, OrgScope, RegionScope, admissions as kept, blobs, documents, regions, types};

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

/// Admissions of one gemeente by one procedure that wait for their overeenkomst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaiting {
    /// The procedure.
    pub procedure: ProcedureId,
    /// Its title.
    pub title: String,
    /// Gemeente, CBS code.
    pub gemeente: String,
    /// Its name.
    pub name: String,
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
    /// What waits for an overeenkomst.
    pub awaiting: Vec<Awaiting>,
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
    let mut awaiting: Vec<Awaiting> = Vec::new();
    for row in rows.iter().filter(waits) {
        let procedure: ProcedureId = types::id("admissions", &row.procedure_id)?;
        if awaiting.iter().any(|one| one.procedure == procedure && one.gemeente == row.gemeente) {
            continue;
        }
        let title = regions::procedure(conn, scope, &procedure)?.title;
        let (gemeente, name) = (row.gemeente.clone(), name_of(&row.gemeente));
        awaiting.push(Awaiting { procedure, title, gemeente, name });
    }
    let mut procedures: Vec<&Awaiting> = awaiting.iter().collect();
    procedures.dedup_by(|one, other| one.procedure == other.procedure);
    let mut versions: Vec<(DocumentId, String)> = Vec::new();
    for one in procedures {
        for (row, _) in documents::published(conn, scope, &one.procedure, ctx.now)? {
            let id = types::id("documents", &row.id)?;
            if row.kind == AGREEMENT && !versions.iter().any(|(known, _)| *known == id) {
                versions.push((id, format!("{}, {}", row.title, row.version)));
            }
        }
    }
    let mut named = Vec::new();
    for row in rows {
        let scheme = scheme_of(conn, ctx, scope, &row.procedure_id)?;
        let (group, gemeente) = (title(&scheme, &row.product_group), name_of(&row.gemeente));
        named.push(Named { group, gemeente, row });
    }
    Ok(Contract { org: org.clone(), name, admissions: named, awaiting, recorded, versions })
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

/// The recorded overeenkomsten of an organisation, in every region, newest first.
///
/// # Errors
/// What the database says.
pub fn own_recorded(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Recorded>> {
    Ok(admissions::own_recorded(conn, scope)?)
}

/// The file of an overeenkomst, for the team that recorded it; the download is noted.
///
/// # Errors
/// [`Error::NotFound`] for another region's or another organisation's.
pub fn download(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    org: &OrgId,
    id: &AgreementId,
) -> Result<(AgreementRow, BlobRow)> {
    let row = kept::agreement(conn, scope, org, id)?;
    hand_out(conn, ctx, row, id)
}

/// The file of an overeenkomst, for the organisation that signed it; the download is noted.
///
/// # Errors
/// [`Error::NotFound`] for another organisation's.
pub fn download_own(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &AgreementId,
) -> Result<(AgreementRow, BlobRow)> {
    let row = kept::own_agreement(conn, scope, id)?;
    hand_out(conn, ctx, row, id)
}

fn hand_out(
    conn: &mut DbConn,
    ctx: &Ctx,
    row: AgreementRow,
    id: &AgreementId,
) -> Result<(AgreementRow, BlobRow)> {
    let blob = blobs::find(conn, &row.sha256)?;
    let place = Place::of_region(&types::id("agreements", &row.region_id)?)
        .procedure(&types::id("agreements", &row.procedure_id)?)
        .about(&types::id("agreements", &row.org_id)?);
    ctx.record(conn, &place, Event::AgreementDownloaded { subject: id.clone() })?;
    Ok((row, blob))
}
