//! Investigations by toezicht, with what was noted, found, answered and weighed: behind the wall between inkoop and toezicht (ADR 29).
//! May import: diesel, domain.

mod life;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::{DbConn, MultiBackend};
use super::schema::{
    frameworks, investigation_findings, investigation_gemeenten, investigation_notes, investigation_steps,
    investigations, organisations, users,
};
use super::scope::{OrgScope, RegionScope};
use super::signals::WallScope;
use super::types::{AsText, stored};
use crate::domain::code::Code as _;
use crate::domain::ids::InvestigationId;
use crate::domain::supervision::Discipline;
use crate::domain::supervision::investigation::{Investigation, Outcome, Scope, State};

/// A toetsingskader as it was.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = frameworks)]
pub struct FrameworkRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// Of the bytes, 64 hexadecimal digits.
    pub digest: String,
    /// The file.
    pub source: String,
    /// When it was first used.
    pub kept_at: NaiveDateTime,
}

/// An investigation. Lists are written in one column: norms, products and gemeenten with a space between them, locations a line each.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = investigations)]
pub struct InvestigationRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The aanbieder.
    pub org_id: String,
    /// The toetsingskader it began with.
    pub framework_id: String,
    /// By which toezicht.
    pub discipline: AsText<Discipline>,
    /// The signal it began with.
    pub signal_id: Option<String>,
    /// The sample it began with.
    pub sample_id: Option<String>,
    /// Codes of norms.
    pub norms: String,
    /// Where.
    pub locations: String,
    /// Codes of products.
    pub products: String,
    /// CBS codes.
    pub gemeenten: String,
    /// Who planned it.
    pub planned_by: String,
    /// When.
    pub planned_at: NaiveDateTime,
    /// When the visit begins.
    pub visit_at: NaiveDateTime,
    /// Where it is.
    pub state: AsText<State>,
    /// The first moment that is too late for wederhoor.
    pub answer_until: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

/// Something that happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = investigation_steps)]
pub struct StepRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The investigation.
    pub investigation_id: String,
    /// Name of the step.
    pub step: String,
    /// Why it was cancelled; empty for every other step.
    pub why: String,
    /// Who.
    pub taken_by: String,
    /// When.
    pub taken_at: NaiveDateTime,
}

/// Something that was noted at the visit.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = investigation_notes)]
pub struct NoteRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The investigation.
    pub investigation_id: String,
    /// Code of the norm.
    pub norm: String,
    /// What.
    pub text: String,
    /// Who.
    pub taken_by: String,
    /// When.
    pub taken_at: NaiveDateTime,
}

/// What was found on a norm.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = investigation_findings)]
pub struct FindingRow {
    /// The investigation.
    pub investigation_id: String,
    /// Code of the norm.
    pub norm: String,
    /// The region.
    pub region_id: String,
    /// Whether it is met.
    pub outcome: AsText<Outcome>,
    /// What was seen.
    pub text: String,
    /// Where.
    pub locations: String,
    /// Codes of products.
    pub products: String,
    /// CBS codes.
    pub gemeenten: String,
    /// What the aanbieder says; empty where it says nothing.
    pub reply: String,
    /// What was made of that; empty until the report is final.
    pub weighing: String,
    /// The outcome after that.
    pub weighed_outcome: Option<AsText<Outcome>>,
}

/// An investigation with its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The row.
    pub row: InvestigationRow,
    /// What happened, the first first, with names.
    pub steps: Vec<(StepRow, String)>,
    /// The life.
    pub life: Investigation,
}

/// The three lists of a scope, as written in columns.
#[must_use]
pub fn columns(scope: &Scope) -> (String, String, String) {
    let join = |all: Vec<&str>, between: &str| all.join(between);
    (
        join(scope.locations().iter().map(|one| one.as_str()).collect(), "\n"),
        join(scope.products().iter().map(|one| one.as_str()).collect(), " "),
        join(scope.gemeenten().iter().map(|one| one.as_str()).collect(), " "),
    )
}

/// The toetsingskader with these bytes, kept now if it was not before.
///
/// # Errors
/// What the database says.
pub fn keep_framework(conn: &mut DbConn, row: &FrameworkRow) -> QueryResult<String> {
    let known: Option<String> = frameworks::table
        .filter(frameworks::region_id.eq(&row.region_id))
        .filter(frameworks::digest.eq(&row.digest))
        .select(frameworks::id)
        .first(conn)
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    diesel::insert_into(frameworks::table).values(row).execute(conn)?;
    Ok(row.id.clone())
}

/// The bytes of the toetsingskader of an investigation.
///
/// # Errors
/// What the database says.
pub fn framework(conn: &mut DbConn, row: &InvestigationRow) -> QueryResult<String> {
    frameworks::table
        .find(&row.framework_id)
        .filter(frameworks::region_id.eq(&row.region_id))
        .select(frameworks::source)
        .first(conn)
}

/// Keep a new one with its first step.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &InvestigationRow, step: &StepRow) -> QueryResult<()> {
    diesel::insert_into(investigations::table).values(row).execute(conn)?;
    for gemeente in row.gemeenten.split(' ') {
        diesel::insert_into(investigation_gemeenten::table)
            .values((
                investigation_gemeenten::investigation_id.eq(&row.id),
                investigation_gemeenten::region_id.eq(&row.region_id),
                investigation_gemeenten::gemeente.eq(gemeente),
            ))
            .execute(conn)?;
    }
    diesel::insert_into(investigation_steps::table).values(step).execute(conn).map(drop)
}

type Behind<'a> = investigations::BoxedQuery<'a, MultiBackend>;

/// The investigations of one discipline that may be read: those in a gemeente that is watched.
fn behind<'a>(region: &'a RegionScope, discipline: Discipline, gemeenten: &'a [String]) -> Behind<'a> {
    let query = investigations::table
        .filter(investigations::region_id.eq(region.key()))
        .filter(investigations::discipline.eq(AsText(discipline)))
        .into_boxed::<MultiBackend>();
    if gemeenten.is_empty() {
        return query;
    }
    let own = investigation_gemeenten::table
        .filter(investigation_gemeenten::region_id.eq(region.key()))
        .filter(investigation_gemeenten::gemeente.eq_any(gemeenten))
        .select(investigation_gemeenten::investigation_id);
    query.filter(investigations::id.eq_any(own))
}

/// One investigation.
///
/// # Errors
/// `NotFound` for one on the other side of the wall, or what the database says.
pub fn find(conn: &mut DbConn, wall: &WallScope, id: &InvestigationId) -> QueryResult<Kept> {
    for (discipline, gemeenten) in &wall.watches {
        let query = behind(&wall.region, *discipline, gemeenten).filter(investigations::id.eq(id.as_str()));
        let found: Option<InvestigationRow> =
            query.select(InvestigationRow::as_select()).first(conn).optional()?;
        if let Some(row) = found {
            return life::kept(conn, row);
        }
    }
    Err(diesel::result::Error::NotFound)
}

/// At most this many are listed of a discipline.
pub const MOST: i64 = 200;

/// Investigations with the name of the aanbieder, whose visit is or was first at the top: those that are open, or else those that are done.
///
/// # Errors
/// What the database says.
pub fn list(
    conn: &mut DbConn,
    wall: &WallScope,
    (over, org): (bool, Option<&str>),
) -> QueryResult<Vec<(InvestigationRow, String)>> {
    let states = State::ALL.iter().filter(|state| state.is_open() != over);
    let states: Vec<AsText<State>> = states.copied().map(AsText).collect();
    let mut rows = Vec::new();
    for (discipline, gemeenten) in &wall.watches {
        let mut query =
            behind(&wall.region, *discipline, gemeenten).filter(investigations::state.eq_any(&states));
        if let Some(org) = org {
            query = query.filter(investigations::org_id.eq(org));
        }
        let found: Vec<InvestigationRow> = query
            .order((investigations::visit_at, investigations::id))
            .limit(MOST)
            .select(InvestigationRow::as_select())
            .load(conn)?;
        rows.extend(named(conn, found)?);
    }
    rows.sort_by(|(one, _), (other, _)| (one.visit_at, &one.id).cmp(&(other.visit_at, &other.id)));
    Ok(rows)
}

/// The investigations by one toezicht that may be read, with a visit between two moments: the aanbieder, and where each is.
///
/// # Errors
/// What the database says.
pub fn visits(
    conn: &mut DbConn,
    wall: &WallScope,
    discipline: Discipline,
    (from, until): (NaiveDateTime, NaiveDateTime),
) -> QueryResult<Vec<(String, AsText<State>)>> {
    let Some(gemeenten) = wall.watches.get(&discipline) else { return Ok(Vec::new()) };
    behind(&wall.region, discipline, gemeenten)
        .filter(investigations::visit_at.ge(from))
        .filter(investigations::visit_at.lt(until))
        .select((investigations::org_id, investigations::state))
        .load(conn)
}

fn named(conn: &mut DbConn, rows: Vec<InvestigationRow>) -> QueryResult<Vec<(InvestigationRow, String)>> {
    let orgs: Vec<&str> = rows.iter().map(|row| row.org_id.as_str()).collect();
    let names: Vec<(String, String)> = organisations::table
        .filter(organisations::id.eq_any(orgs))
        .select((organisations::id, organisations::name))
        .load(conn)?;
    let name =
        |id: &str| names.iter().find(|(one, _)| one == id).map(|(_, name)| name.clone()).unwrap_or_default();
    Ok(rows.into_iter().map(|row| (row.clone(), name(&row.org_id))).collect())
}

/// The investigations that an aanbieder knows of, the last first: announced ones, and those of which it read the report.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<Kept>> {
    let rows: Vec<InvestigationRow> = investigations::table
        .filter(investigations::org_id.eq(scope.key()))
        .order((investigations::visit_at.desc(), investigations::id))
        .select(InvestigationRow::as_select())
        .load(conn)?;
    let mut known = Vec::new();
    for row in rows {
        let one = life::kept(conn, row)?;
        if is_known(&one) {
            known.push(one);
        }
    }
    Ok(known)
}

/// One that an aanbieder knows of.
///
/// # Errors
/// `NotFound` for another's, and for one it may not know of.
pub fn find_own(conn: &mut DbConn, scope: &OrgScope, id: &InvestigationId) -> QueryResult<Kept> {
    let row = investigations::table
        .find(id.as_str())
        .filter(investigations::org_id.eq(scope.key()))
        .select(InvestigationRow::as_select())
        .first(conn)?;
    let one = life::kept(conn, row)?;
    if is_known(&one) { Ok(one) } else { Err(diesel::result::Error::NotFound) }
}

/// An unannounced visit says nothing before its report does.
fn is_known(one: &Kept) -> bool {
    one.row.state.0.is_shown() || one.steps.iter().any(|(step, _)| step.step == "announce")
}

/// Keep a step; `false` when somebody changed the investigation since the row was read.
///
/// # Errors
/// What the database says.
pub fn step(
    conn: &mut DbConn,
    before: &InvestigationRow,
    next: &Investigation,
    taken: &StepRow,
) -> QueryResult<bool> {
    let until = match next {
        Investigation::Hearing(_, _, heard) => Some(stored(heard.until)),
        _ => before.answer_until,
    };
    let seen = investigations::table.find(&before.id).filter(investigations::version.eq(before.version));
    let changed = diesel::update(seen)
        .set((
            investigations::state.eq(AsText(next.state())),
            investigations::visit_at.eq(stored(next.plan().visit_at)),
            investigations::answer_until.eq(until),
            investigations::version.eq(before.version + 1),
        ))
        .execute(conn)?;
    if changed == 1 {
        diesel::insert_into(investigation_steps::table).values(taken).execute(conn)?;
        life::write(conn, before, next)?;
    }
    Ok(changed == 1)
}

/// Keep a note.
///
/// # Errors
/// What the database says.
pub fn note(conn: &mut DbConn, row: &NoteRow) -> QueryResult<()> {
    diesel::insert_into(investigation_notes::table).values(row).execute(conn).map(drop)
}

/// What was noted, with the names of who did, the first first.
///
/// # Errors
/// What the database says.
pub fn notes(conn: &mut DbConn, row: &InvestigationRow) -> QueryResult<Vec<(NoteRow, String)>> {
    investigation_notes::table
        .inner_join(users::table.on(users::id.eq(investigation_notes::taken_by)))
        .filter(investigation_notes::region_id.eq(&row.region_id))
        .filter(investigation_notes::investigation_id.eq(&row.id))
        .order((investigation_notes::taken_at, investigation_notes::id))
        .select((NoteRow::as_select(), users::name))
        .load(conn)
}
