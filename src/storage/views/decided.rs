//! Decisions that were made known in the gemeenten that somebody watches.
//! May import: diesel, domain, storage.

use chrono::NaiveDateTime;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::supervision::Area;
use crate::domain::code::Code as _;
use crate::domain::decision::{Outcome, State};
use crate::domain::ids::DecisionId;
use crate::domain::letter::LetterKind;
use crate::domain::text::fold_key;
use crate::storage::db::{DbConn, MultiBackend};
use crate::storage::decisions::DecisionRow;
use crate::storage::schema::{
    applications, decisions, letter_decisions, letters, lot_applications, organisations,
};
use crate::storage::types::AsText;

/// A decision in the list.
#[derive(Debug, Clone, Queryable)]
pub struct Line {
    /// The decision.
    pub id: String,
    /// What was decided.
    pub outcome: AsText<Outcome>,
    /// When it was signed.
    pub signed_at: Option<NaiveDateTime>,
    /// The decision it came in the place of.
    pub revises: Option<String>,
    /// Product group.
    pub group: String,
    /// CBS code.
    pub gemeente: String,
    /// Number of the application.
    pub number: String,
    /// The aanbieder as it was called when it applied.
    pub name: String,
}

/// Which decisions to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words of the name of the aanbieder, or the number of the application; nothing limits nothing.
    pub typed: String,
    /// Only with this outcome.
    pub outcome: Option<Outcome>,
    /// Those before this one.
    pub after: Option<(NaiveDateTime, String)>,
}

type Known<'a> = decisions::BoxedQuery<'a, MultiBackend>;

/// What the aanbieder was told too: signed, and its letter has gone out.
fn known<'a>(area: &'a Area) -> Known<'a> {
    let kinds = LetterKind::ALL.iter().copied().filter(|kind| kind.is_about_decisions());
    let told = letter_decisions::table
        .inner_join(letters::table)
        .filter(letter_decisions::decision_id.eq(decisions::id))
        .filter(letters::kind.eq_any(kinds.map(AsText)))
        .filter(letters::state.eq("dispatched"));
    let query = decisions::table
        .filter(decisions::region_id.eq(area.scope.key()))
        .filter(decisions::state.eq(AsText(State::Signed)))
        .filter(exists(told))
        .into_boxed::<MultiBackend>();
    if area.gemeenten.is_empty() {
        return query;
    }
    let here = lot_applications::table
        .filter(lot_applications::id.eq(decisions::lot_application_id))
        .filter(lot_applications::gemeente.eq_any(&area.gemeenten));
    query.filter(exists(here))
}

/// Decisions, the last one first.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, area: &Area, wanted: &Wanted, most: i64) -> QueryResult<Vec<Line>> {
    let mut query = known(area);
    if let Some(outcome) = wanted.outcome {
        query = query.filter(decisions::outcome.eq(AsText(outcome)));
    }
    if !wanted.typed.is_empty() {
        // A folded key holds letters, digits and spaces only: no wildcard can come in.
        let named = organisations::name_key.like(format!("%{}%", fold_key(&wanted.typed)));
        let about = lot_applications::table
            .inner_join(applications::table.inner_join(organisations::table))
            .filter(lot_applications::id.eq(decisions::lot_application_id))
            .filter(applications::number.eq(&wanted.typed).or(named));
        query = query.filter(exists(about));
    }
    if let Some((at, id)) = &wanted.after {
        let same = decisions::signed_at.eq(at).and(decisions::id.lt(id));
        query = query.filter(decisions::signed_at.lt(at).or(same));
    }
    let rows: Vec<DecisionRow> = query
        .order((decisions::signed_at.desc(), decisions::id.desc()))
        .limit(most)
        .select(DecisionRow::as_select())
        .load(conn)?;
    let lots: Vec<&str> = rows.iter().map(|row| row.lot_application_id.as_str()).collect();
    let about: Vec<(String, String, String, String, String)> = lot_applications::table
        .inner_join(applications::table)
        .filter(lot_applications::id.eq_any(lots))
        .select((
            lot_applications::id,
            lot_applications::product_group,
            lot_applications::gemeente,
            applications::number,
            applications::org_name,
        ))
        .load(conn)?;
    let line = |row: DecisionRow| {
        let (_, group, gemeente, number, name) =
            about.iter().find(|(lot, ..)| *lot == row.lot_application_id)?.clone();
        let DecisionRow { id, outcome, signed_at, revises, .. } = row;
        Some(Line { id, outcome, signed_at, revises, group, gemeente, number, name })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// One decision.
///
/// # Errors
/// `NotFound` for one of elsewhere, and for one that was not made known; what the database says.
pub fn find(conn: &mut DbConn, area: &Area, id: &DecisionId) -> QueryResult<DecisionRow> {
    known(area).filter(decisions::id.eq(id.as_str())).select(DecisionRow::as_select()).first(conn)
}
