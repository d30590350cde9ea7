//! An organisation is in one combinatie only for each product group in each gemeente of a procedure.
//! May import: app, domain, storage.

use super::blockers::name;
use super::lots::{LotDraft, chosen};
use super::opened::Opened;
use crate::app::error::Result;
use crate::domain::application::State;
use crate::domain::ids::OrgId;
use crate::domain::policy_code::LotKey;
use crate::domain::rules::MemberRole;
use crate::storage::applications::ApplicationRow;
use crate::storage::lots as lot_rows;
use crate::storage::members::{self, MemberRow};
use crate::storage::{DbConn, types};

/// Where an organisation is in two combinaties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The organisation.
    pub organisation: OrgId,
    /// The lot, as people call it.
    pub lot: String,
}

/// Where who is asked to take part would be in two combinaties: those that are being filled in count too.
pub(super) fn of_invited(conn: &mut DbConn, opened: &Opened, member: &MemberRow) -> Result<Option<Overlap>> {
    if member.role.0 != MemberRole::Partner {
        return Ok(None);
    }
    first(conn, opened, &opened.org, |_| true)
}

/// Where the penvoerder or a combinant is in another combinatie that was sent in before.
pub(super) fn of_application(conn: &mut DbConn, opened: &Opened) -> Result<Vec<Overlap>> {
    let rows = members::of_application(conn, &opened.id)?;
    let partners: Vec<&MemberRow> = rows.iter().filter(|row| row.role.0 == MemberRole::Partner).collect();
    if partners.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = vec![opened.org.clone()];
    for id in partners.iter().filter_map(|row| row.org_id.as_deref()) {
        all.push(types::id("application_members", id)?);
    }
    let mut found = Vec::new();
    for org in &all {
        found.extend(first(conn, opened, org, |state| state != State::Draft)?);
    }
    Ok(found)
}

fn first(
    conn: &mut DbConn,
    opened: &Opened,
    org: &OrgId,
    counts: fn(State) -> bool,
) -> Result<Option<Overlap>> {
    let own = chosen(conn, &opened.id)?;
    for row in members::combinations(conn, &opened.region, &opened.row, org)? {
        if !counts(row.state.0) {
            continue;
        }
        let theirs = lots_of(conn, &row)?;
        if let Some(both) = own.iter().find(|draft| theirs.contains(&draft.key())) {
            return Ok(Some(Overlap { organisation: org.clone(), lot: name(opened, both) }));
        }
    }
    Ok(None)
}

/// The lots of an application: what was sent in, or what is chosen in a draft.
fn lots_of(conn: &mut DbConn, row: &ApplicationRow) -> Result<Vec<LotKey>> {
    let id = types::id("applications", &row.id)?;
    if row.state.0 == State::Draft {
        return Ok(chosen(conn, &id)?.iter().map(LotDraft::key).collect());
    }
    let rows = lot_rows::of_application(conn, &id)?;
    let left = rows.iter().filter(|row| row.state.0 != crate::domain::application::lot::State::Withdrawn);
    left.map(|row| Ok(row.key()?)).collect()
}
