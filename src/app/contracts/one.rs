//! What a region has with one aanbieder: its admissions, what they wait for, what was signed and what was seen.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::waiting::{Waits, needed};
use super::{gemeenten, scheme_of, suspension, title};
use crate::app::admissions::{AGREEMENT, Due, Starting};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::evidence_requests;
use crate::domain::admission::Suspension;
use crate::domain::ids::{DocumentId, OrgId, ProcedureId};
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::terms::local_day;
use crate::storage::admissions::AdmissionRow;
use crate::storage::views::admissions::{self, Recorded};
use crate::storage::{DbConn, RegionScope, documents, regions, seen, types};

/// An admission with its words.
#[derive(Debug, Clone)]
pub struct Named {
    /// Title of the product group.
    pub group: String,
    /// Name of the gemeente.
    pub gemeente: String,
    /// The admission.
    pub row: AdmissionRow,
    /// What it waits for, while it is granted.
    pub waits: Option<Waits>,
    /// How it is suspended, while it is.
    pub suspension: Option<Suspension>,
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

/// An eis at the start of one procedure that is not met yet, and the gemeenten where admissions wait for it.
#[derive(Debug, Clone)]
pub struct Open {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The eis.
    pub due: Due,
    /// Names of the gemeenten.
    pub gemeenten: Vec<String>,
}

/// Evidence that was seen.
#[derive(Debug, Clone)]
pub struct SeenLine {
    /// Title of its kind.
    pub title: String,
    /// The day of the look.
    pub seen_on: NaiveDate,
    /// Who looked.
    pub by: String,
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
    /// The eisen at the start that are not met yet.
    pub open: Vec<Open>,
    /// What is due when, a sentence each.
    pub needed: Vec<String>,
    /// What was recorded.
    pub recorded: Vec<Recorded>,
    /// What was seen, the last first.
    pub seen: Vec<SeenLine>,
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
    let names: BTreeMap<String, String> = gemeenten(conn, scope)?.into_iter().collect();
    let mut starting = Starting::on(local_day(ctx.now));
    let mut named = Vec::new();
    for row in rows {
        let scheme = scheme_of(conn, ctx, scope, &row.procedure_id)?;
        let group = title(&scheme, &row.product_group);
        let gemeente = names.get(&row.gemeente).unwrap_or(&row.gemeente).clone();
        let agreed = recorded.iter().any(|one| one.covers(&row));
        let waits = Waits::of(conn, &mut starting, scope, &row, agreed)?;
        let suspension = suspension(conn, &row)?;
        named.push(Named { group, gemeente, row, waits, suspension });
    }
    let awaiting = awaiting(conn, scope, &named)?;
    let requests = evidence_requests::of_region(conn, scope, Some(org))?;
    Ok(Contract {
        org: org.clone(),
        name,
        open: open(&named)?,
        needed: needed(named.iter().filter_map(|one| one.waits.as_ref()), &requests),
        versions: versions(conn, ctx, scope, &awaiting)?,
        seen: sightings(conn, ctx, scope, org)?,
        admissions: named,
        awaiting,
        recorded,
    })
}

fn awaiting(conn: &mut DbConn, scope: &RegionScope, named: &[Named]) -> Result<Vec<Awaiting>> {
    let mut awaiting: Vec<Awaiting> = Vec::new();
    for Named { row, gemeente, .. } in
        named.iter().filter(|one| one.waits.as_ref().is_some_and(|w| w.agreement))
    {
        let procedure: ProcedureId = types::id("admissions", &row.procedure_id)?;
        if awaiting.iter().any(|one| one.procedure == procedure && one.gemeente == row.gemeente) {
            continue;
        }
        let title = regions::procedure(conn, scope, &procedure)?.title;
        awaiting.push(Awaiting { procedure, title, gemeente: row.gemeente.clone(), name: gemeente.clone() });
    }
    Ok(awaiting)
}

fn open(named: &[Named]) -> Result<Vec<Open>> {
    let mut open: Vec<Open> = Vec::new();
    for one in named {
        let procedure: ProcedureId = types::id("admissions", &one.row.procedure_id)?;
        for due in one.waits.iter().flat_map(|waits| &waits.due) {
            let same =
                |known: &&mut Open| known.procedure == procedure && known.due.requirement == due.requirement;
            match open.iter_mut().find(same) {
                Some(known) if known.gemeenten.contains(&one.gemeente) => {}
                Some(known) => known.gemeenten.push(one.gemeente.clone()),
                None => open.push(Open {
                    procedure: procedure.clone(),
                    due: due.clone(),
                    gemeenten: vec![one.gemeente.clone()],
                }),
            }
        }
    }
    Ok(open)
}

fn versions(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    awaiting: &[Awaiting],
) -> Result<Vec<(DocumentId, String)>> {
    let mut procedures: Vec<&ProcedureId> = awaiting.iter().map(|one| &one.procedure).collect();
    procedures.dedup();
    let mut versions: Vec<(DocumentId, String)> = Vec::new();
    for procedure in procedures {
        for (row, _) in documents::published(conn, scope, procedure, ctx.now)? {
            let id = types::id("documents", &row.id)?;
            if row.kind == AGREEMENT && !versions.iter().any(|(known, _)| *known == id) {
                versions.push((id, format!("{}, {}", row.title, row.version)));
            }
        }
    }
    Ok(versions)
}

fn sightings(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, org: &OrgId) -> Result<Vec<SeenLine>> {
    let mut lines = Vec::new();
    for (row, by) in seen::of_org(conn, scope, org)? {
        let scheme = scheme_of(conn, ctx, scope, &row.procedure_id)?;
        let def = EvidenceKindCode::parse(&row.kind).ok();
        let def = def.as_ref().and_then(|kind| scheme.evidence_def(kind));
        let title = def.map_or(row.kind, |def| def.title.clone());
        lines.push(SeenLine { title, seen_on: row.seen_on, by });
    }
    Ok(lines)
}
