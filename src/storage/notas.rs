//! Notas van inlichtingen with their answers: worked at, and never changed once they are published.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{nota_items, notas};
use super::scope::RegionScope;
use super::types::stored;
use crate::domain::ids::{AmendmentId, NotaId, NotaItemId, WindowId};
use crate::domain::text::fold_key;

/// A nota.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = notas)]
pub struct NotaRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// The window it is about.
    pub window_id: String,
    /// `draft` or `published`.
    pub state: String,
    /// Its number within the window, once it is published.
    pub seq: Option<i32>,
    /// What comes before the answers.
    pub intro: String,
    /// The wijziging of the regeling that it announces.
    pub amendment_id: Option<String>,
    /// The version of the regeling that it brought.
    pub version_id: Option<String>,
    /// What it says, as a document.
    pub content_json: Option<String>,
    /// SHA-256 of that, hexadecimal.
    pub sha256: Option<String>,
    /// The PDF.
    pub pdf_sha256: Option<String>,
    /// Who began it.
    pub started_by: String,
    /// When.
    pub started_at: NaiveDateTime,
    /// Who published it, or proposed what it announces.
    pub published_by: Option<String>,
    /// Who confirmed that, where it changes the regeling.
    pub confirmed_by: Option<String>,
    /// When.
    pub published_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

/// One answer of a nota.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = nota_items)]
pub struct ItemRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The nota.
    pub nota_id: String,
    /// Its number within the nota.
    pub seq: i32,
    /// What it is about.
    pub subject: String,
    /// The same, as people call it.
    pub subject_title: String,
    /// The question without who asked; empty where the region tells something of its own accord.
    pub question: String,
    /// The answer; empty while nobody wrote it.
    pub answer: String,
    /// All of it, folded for search.
    pub search_key: String,
    /// The earlier answer that it corrects.
    pub corrects: Option<String>,
    /// Who changed it last.
    pub changed_by: String,
    /// When.
    pub changed_at: NaiveDateTime,
    /// For optimistic locking.
    pub version: i64,
}

impl ItemRow {
    /// All that it says, folded for search.
    #[must_use]
    pub fn key(&self) -> String {
        fold_key(&format!("{} {} {}", self.subject_title, self.question, self.answer))
    }
}

/// Begin a nota.
///
/// # Errors
/// A unique violation where the window has one that is being worked at.
pub fn insert(conn: &mut DbConn, row: &NotaRow) -> QueryResult<()> {
    diesel::insert_into(notas::table).values(row).execute(conn).map(drop)
}

/// The nota of a window that is being worked at.
///
/// # Errors
/// What the database says.
pub fn draft(conn: &mut DbConn, scope: &RegionScope, window: &WindowId) -> QueryResult<Option<NotaRow>> {
    notas::table
        .filter(notas::region_id.eq(scope.key()))
        .filter(notas::window_id.eq(window.as_str()))
        .filter(notas::state.eq("draft"))
        .select(NotaRow::as_select())
        .first(conn)
        .optional()
}

/// The notas that are being worked at and announce a wijziging: at most one for each window.
///
/// # Errors
/// What the database says.
pub fn announcing(
    conn: &mut DbConn,
    scope: &RegionScope,
    amendment: &AmendmentId,
) -> QueryResult<Vec<NotaRow>> {
    notas::table
        .filter(notas::region_id.eq(scope.key()))
        .filter(notas::amendment_id.eq(amendment.as_str()))
        .filter(notas::state.eq("draft"))
        .order(notas::id)
        .select(NotaRow::as_select())
        .load(conn)
}

/// One nota of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &NotaId) -> QueryResult<NotaRow> {
    notas::table
        .find(id.as_str())
        .filter(notas::region_id.eq(scope.key()))
        .select(NotaRow::as_select())
        .first(conn)
}

/// A nota, for the work that makes its PDF.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn for_work(conn: &mut DbConn, id: &NotaId) -> QueryResult<NotaRow> {
    notas::table.find(id.as_str()).select(NotaRow::as_select()).first(conn)
}

/// The published notas of a window, the first first.
///
/// # Errors
/// What the database says.
pub fn published(conn: &mut DbConn, scope: &RegionScope, window: &WindowId) -> QueryResult<Vec<NotaRow>> {
    let mut rows = notas::table
        .filter(notas::region_id.eq(scope.key()))
        .filter(notas::window_id.eq(window.as_str()))
        .filter(notas::state.eq("published"))
        .select(NotaRow::as_select())
        .load(conn)?;
    rows.sort_by_key(|row| row.seq);
    Ok(rows)
}

/// How many notas each window of a region has published.
///
/// # Errors
/// What the database says.
pub fn counts(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(String, i64)>> {
    notas::table
        .filter(notas::region_id.eq(scope.key()))
        .filter(notas::state.eq("published"))
        .group_by(notas::window_id)
        .select((notas::window_id, diesel::dsl::count_star()))
        .order(notas::window_id)
        .load(conn)
}

/// Keep the introduction of a nota and what it announces; `false` when somebody changed it since.
///
/// # Errors
/// What the guards refuse.
pub fn describe(conn: &mut DbConn, scope: &RegionScope, row: &NotaRow, seen: i64) -> QueryResult<bool> {
    let here =
        notas::table.find(&row.id).filter(notas::region_id.eq(scope.key())).filter(notas::version.eq(seen));
    diesel::update(here)
        .set((
            notas::intro.eq(&row.intro),
            notas::amendment_id.eq(&row.amendment_id),
            notas::version.eq(seen + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Publish a nota as it stands in `row`; `false` when somebody changed it since.
///
/// # Errors
/// A unique violation where another nota of the window got the same number.
pub fn publish(
    conn: &mut DbConn,
    scope: &RegionScope,
    row: &NotaRow,
    at: DateTime<Utc>,
) -> QueryResult<bool> {
    let here = notas::table
        .find(&row.id)
        .filter(notas::region_id.eq(scope.key()))
        .filter(notas::version.eq(row.version));
    diesel::update(here)
        .set((
            notas::state.eq("published"),
            notas::seq.eq(row.seq),
            notas::version_id.eq(&row.version_id),
            notas::content_json.eq(&row.content_json),
            notas::sha256.eq(&row.sha256),
            notas::published_by.eq(&row.published_by),
            notas::confirmed_by.eq(&row.confirmed_by),
            notas::published_at.eq(Some(stored(at))),
            notas::version.eq(row.version + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Note that the PDF of a nota is there; once.
///
/// # Errors
/// What the guards refuse.
pub fn rendered(conn: &mut DbConn, id: &NotaId, sha256: &str) -> QueryResult<()> {
    diesel::update(notas::table.find(id.as_str()).filter(notas::pdf_sha256.is_null()))
        .set(notas::pdf_sha256.eq(Some(sha256)))
        .execute(conn)
        .map(drop)
}

/// The answers of a nota, in order.
///
/// # Errors
/// What the database says.
pub fn items(conn: &mut DbConn, scope: &RegionScope, nota: &str) -> QueryResult<Vec<ItemRow>> {
    nota_items::table
        .filter(nota_items::region_id.eq(scope.key()))
        .filter(nota_items::nota_id.eq(nota))
        .order(nota_items::seq)
        .select(ItemRow::as_select())
        .load(conn)
}

/// The answers of published notas of a window in which all these words stand, those of one nota in order. The words are folded: letters and
/// digits only, so none of them is a wildcard.
///
/// # Errors
/// What the database says.
pub fn search(
    conn: &mut DbConn,
    scope: &RegionScope,
    window: &WindowId,
    words: &[&str],
) -> QueryResult<Vec<ItemRow>> {
    let mut rows = nota_items::table
        .inner_join(notas::table)
        .filter(nota_items::region_id.eq(scope.key()))
        .filter(notas::window_id.eq(window.as_str().to_owned()))
        .filter(notas::state.eq("published"))
        .into_boxed();
    for word in words {
        rows = rows.filter(nota_items::search_key.like(format!("%{word}%")));
    }
    rows.order((nota_items::nota_id, nota_items::seq)).select(ItemRow::as_select()).load(conn)
}

/// One answer of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn item(conn: &mut DbConn, scope: &RegionScope, id: &NotaItemId) -> QueryResult<ItemRow> {
    nota_items::table
        .find(id.as_str())
        .filter(nota_items::region_id.eq(scope.key()))
        .select(ItemRow::as_select())
        .first(conn)
}

/// Add an answer.
///
/// # Errors
/// What the guards refuse.
pub fn insert_item(conn: &mut DbConn, row: &ItemRow) -> QueryResult<()> {
    diesel::insert_into(nota_items::table).values(row).execute(conn).map(drop)
}

/// Keep an answer; `false` when somebody changed it since `seen`.
///
/// # Errors
/// What the guards refuse.
pub fn save_item(conn: &mut DbConn, scope: &RegionScope, row: &ItemRow, seen: i64) -> QueryResult<bool> {
    let here = nota_items::table
        .find(&row.id)
        .filter(nota_items::region_id.eq(scope.key()))
        .filter(nota_items::version.eq(seen));
    diesel::update(here)
        .set((
            nota_items::subject.eq(&row.subject),
            nota_items::subject_title.eq(&row.subject_title),
            nota_items::question.eq(&row.question),
            nota_items::answer.eq(&row.answer),
            nota_items::search_key.eq(row.key()),
            nota_items::corrects.eq(&row.corrects),
            nota_items::changed_by.eq(&row.changed_by),
            nota_items::changed_at.eq(row.changed_at),
            nota_items::version.eq(seen + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Throw an answer away, and let those after it move up.
///
/// # Errors
/// What the guards refuse.
pub fn remove_item(conn: &mut DbConn, scope: &RegionScope, row: &ItemRow) -> QueryResult<()> {
    let own = nota_items::table.filter(nota_items::region_id.eq(scope.key()));
    diesel::delete(own.filter(nota_items::id.eq(&row.id))).execute(conn)?;
    // One at a time from the first on: a number is never there twice.
    for after in items(conn, scope, &row.nota_id)?.into_iter().filter(|one| one.seq > row.seq) {
        diesel::update(nota_items::table.find(&after.id))
            .set(nota_items::seq.eq(after.seq - 1))
            .execute(conn)?;
    }
    Ok(())
}
