//! Questions about a window, as they were asked. May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::nota_questions;
use super::scope::{OrgScope, RegionScope};
use super::types::{self, AsText, BadRow};
use crate::domain::ids::{QuestionId, WindowId};
use crate::domain::motivation::Motivation;
use crate::domain::nota::{Question, State};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = nota_questions)]
pub struct QuestionRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// The window it is about.
    pub window_id: String,
    /// The aanbieder that asked; none where the team wrote down a question that came in otherwise.
    pub org_id: Option<String>,
    /// Who asked, or wrote it down.
    pub asked_by: String,
    /// How it came in, where the team wrote it down; else empty.
    pub came_in: String,
    /// What it is about.
    pub subject: String,
    /// The same, as people call it.
    pub subject_title: String,
    /// The question, as asked.
    pub body: String,
    /// When.
    pub asked_at: NaiveDateTime,
    /// Where it is.
    pub state: AsText<State>,
    /// The answer it is taken into.
    pub item_id: Option<String>,
    /// Why it gets no answer, where it gets none.
    pub reason: String,
    /// When it was answered, declined or taken back.
    pub settled_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

/// Add a question.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &QuestionRow) -> QueryResult<()> {
    diesel::insert_into(nota_questions::table).values(row).execute(conn).map(drop)
}

/// The questions about a window, the oldest first.
///
/// # Errors
/// What the database says.
pub fn of_window(conn: &mut DbConn, scope: &RegionScope, window: &WindowId) -> QueryResult<Vec<QuestionRow>> {
    nota_questions::table
        .filter(nota_questions::region_id.eq(scope.key()))
        .filter(nota_questions::window_id.eq(window.as_str()))
        .order((nota_questions::asked_at, nota_questions::id))
        .select(QuestionRow::as_select())
        .load(conn)
}

/// The questions of a region whose answer is not published yet: of each the window, and when it was asked.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(String, NaiveDateTime)>> {
    nota_questions::table
        .filter(nota_questions::region_id.eq(scope.key()))
        .filter(nota_questions::state.eq_any([State::Asked, State::Grouped].map(AsText)))
        .order((nota_questions::window_id, nota_questions::asked_at))
        .select((nota_questions::window_id, nota_questions::asked_at))
        .load(conn)
}

/// One question of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &QuestionId) -> QueryResult<QuestionRow> {
    nota_questions::table
        .find(id.as_str())
        .filter(nota_questions::region_id.eq(scope.key()))
        .select(QuestionRow::as_select())
        .first(conn)
}

/// The questions of an aanbieder in every region, the last first.
///
/// # Errors
/// What the database says.
pub fn of_org(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<QuestionRow>> {
    nota_questions::table
        .filter(nota_questions::org_id.eq(scope.key()))
        .filter(nota_questions::procedure_id.like(scope.procedures()))
        .order((nota_questions::asked_at.desc(), nota_questions::id.desc()))
        .select(QuestionRow::as_select())
        .load(conn)
}

/// One question of an aanbieder.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn own(conn: &mut DbConn, scope: &OrgScope, id: &QuestionId) -> QueryResult<QuestionRow> {
    nota_questions::table
        .find(id.as_str())
        .filter(nota_questions::org_id.eq(scope.key()))
        .filter(nota_questions::procedure_id.like(scope.procedures()))
        .select(QuestionRow::as_select())
        .first(conn)
}

/// Keep what became of a question; `false` when somebody else did something with it since `row` was read.
///
/// # Errors
/// What the guards refuse.
pub fn step(
    conn: &mut DbConn,
    row: &QuestionRow,
    life: &Question,
    settled_at: Option<NaiveDateTime>,
) -> QueryResult<bool> {
    let reason = match life {
        Question::Declined { reason } => reason.as_str(),
        Question::Asked | Question::Grouped { .. } | Question::Answered { .. } | Question::Withdrawn => "",
    };
    diesel::update(nota_questions::table.find(&row.id).filter(nota_questions::version.eq(row.version)))
        .set((
            nota_questions::state.eq(AsText(life.state())),
            nota_questions::item_id.eq(life.item().map(|item| item.as_str())),
            nota_questions::reason.eq(reason),
            nota_questions::settled_at.eq(settled_at),
            nota_questions::version.eq(row.version + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// The life that a row tells.
///
/// # Errors
/// A [`BadRow`] where the parts do not fit.
pub fn life(row: &QuestionRow) -> QueryResult<Question> {
    let bad = |what: &str| BadRow { table: "nota_questions", id: row.id.clone(), what: what.to_owned() };
    let item = || {
        let id = row.item_id.as_deref().ok_or_else(|| bad("no answer"))?;
        types::id("nota_questions", id)
    };
    Ok(match row.state.0 {
        State::Asked => Question::Asked,
        State::Grouped => Question::Grouped { item: item()? },
        State::Answered => Question::Answered { item: item()? },
        State::Declined => {
            let reason = Motivation::parse(&row.reason).map_err(|_| bad("reason"))?;
            Question::Declined { reason }
        }
        State::Withdrawn => Question::Withdrawn,
    })
}
