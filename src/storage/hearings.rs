//! Zienswijzen: what an aanbieder was asked before a refusal, what it said, and what the team thinks of that.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{applications, decisions, hearing_decisions, hearings};
use super::scope::{OrgScope, RegionScope};
use super::types::{self, AsText, BadRow, instant, stored};
use crate::domain::decision::hearing::{Asked, Hearing, Said, State};
use crate::domain::ids::{ApplicationId, DecisionId, HearingId, LotApplicationId};
use crate::domain::motivation::Motivation;

/// A zienswijze.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = hearings)]
pub struct HearingRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// Where it is.
    pub state: AsText<State>,
    /// When it was asked.
    pub asked_at: Option<NaiveDateTime>,
    /// The first moment that is too late.
    pub due_at: Option<NaiveDateTime>,
    /// What the aanbieder thinks.
    pub given: String,
    /// Who said so.
    pub given_by: Option<String>,
    /// When.
    pub given_at: Option<NaiveDateTime>,
    /// What the team thinks of that.
    pub weighed: String,
    /// Who said so.
    pub weighed_by: Option<String>,
    /// When.
    pub weighed_at: Option<NaiveDateTime>,
}

impl HearingRow {
    /// A new one, not asked yet.
    #[must_use]
    pub fn new(id: &HearingId, scope: &RegionScope, application: &ApplicationId) -> Self {
        Self {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            application_id: application.to_string(),
            state: AsText(State::Preparing),
            asked_at: None,
            due_at: None,
            given: String::new(),
            given_by: None,
            given_at: None,
            weighed: String::new(),
            weighed_by: None,
            weighed_at: None,
        }
    }

    /// What the row tells.
    ///
    /// # Errors
    /// A [`BadRow`] where the parts do not fit.
    pub fn life(&self) -> QueryResult<Hearing> {
        let bad = |what: &str| BadRow { table: "hearings", id: self.id.clone(), what: what.to_owned() };
        let asked = match (self.asked_at, self.due_at) {
            (Some(at), Some(due)) => Some(Asked { at: instant(at), due: instant(due) }),
            _ => None,
        };
        let asked = || asked.ok_or_else(|| bad("when it was asked"));
        let given =
            || said(&self.given, self.given_by.as_deref(), self.given_at).ok_or_else(|| bad("zienswijze"));
        let weighed = || {
            said(&self.weighed, self.weighed_by.as_deref(), self.weighed_at).ok_or_else(|| bad("response"))
        };
        Ok(match self.state.0 {
            State::Preparing => Hearing::Preparing,
            State::Asked => Hearing::Asked(asked()?),
            State::Given => Hearing::Given { asked: asked()?, given: given()? },
            State::Weighed => Hearing::Weighed { asked: asked()?, given: given()?, weighed: weighed()? },
        })
    }
}

fn said(text: &str, by: Option<&str>, at: Option<NaiveDateTime>) -> Option<Said> {
    let by = types::id("hearings", by?).ok()?;
    Some(Said { by, at: instant(at?), text: Motivation::parse(text).ok()? })
}

/// Begin one.
///
/// # Errors
/// A unique violation where another one is being prepared.
pub fn insert(conn: &mut DbConn, row: &HearingRow) -> QueryResult<()> {
    diesel::insert_into(hearings::table).values(row).execute(conn).map(drop)
}

/// A proposal is one that the aanbieder is heard about.
///
/// # Errors
/// A unique violation where it was noted before.
pub fn attach(
    conn: &mut DbConn,
    scope: &RegionScope,
    hearing: &str,
    decision: &DecisionId,
) -> QueryResult<()> {
    diesel::insert_into(hearing_decisions::table)
        .values((
            hearing_decisions::decision_id.eq(decision.as_str()),
            hearing_decisions::region_id.eq(scope.key()),
            hearing_decisions::hearing_id.eq(hearing),
        ))
        .execute(conn)
        .map(drop)
}

/// Keep the step it took; `false` when it was not where it was read any more.
///
/// # Errors
/// What the database says.
pub fn step(conn: &mut DbConn, before: &HearingRow, next: &Hearing) -> QueryResult<bool> {
    let row = hearings::table.find(&before.id).filter(hearings::state.eq(before.state));
    let state = hearings::state.eq(AsText(next.state()));
    let rows = match next {
        Hearing::Preparing => 0,
        Hearing::Asked(asked) => diesel::update(row)
            .set((
                state,
                hearings::asked_at.eq(Some(stored(asked.at))),
                hearings::due_at.eq(Some(stored(asked.due))),
            ))
            .execute(conn)?,
        Hearing::Given { given, .. } => diesel::update(row)
            .set((
                state,
                hearings::given.eq(given.text.as_str()),
                hearings::given_by.eq(Some(given.by.to_string())),
                hearings::given_at.eq(Some(stored(given.at))),
            ))
            .execute(conn)?,
        Hearing::Weighed { weighed, .. } => diesel::update(row)
            .set((
                state,
                hearings::weighed.eq(weighed.text.as_str()),
                hearings::weighed_by.eq(Some(weighed.by.to_string())),
                hearings::weighed_at.eq(Some(stored(weighed.at))),
            ))
            .execute(conn)?,
    };
    Ok(rows == 1)
}

/// The zienswijzen of an application, the first first.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<HearingRow>> {
    hearings::table
        .filter(hearings::region_id.eq(scope.key()))
        .filter(hearings::application_id.eq(application.as_str()))
        .order(hearings::id)
        .select(HearingRow::as_select())
        .load(conn)
}

/// The zienswijze about a decision, if the aanbieder is heard about it.
///
/// # Errors
/// What the database says.
pub fn of_decision(
    conn: &mut DbConn,
    scope: &RegionScope,
    decision: &str,
) -> QueryResult<Option<HearingRow>> {
    hearing_decisions::table
        .inner_join(hearings::table)
        .filter(hearing_decisions::region_id.eq(scope.key()))
        .filter(hearing_decisions::decision_id.eq(decision))
        .select(HearingRow::as_select())
        .first(conn)
        .optional()
}

/// The last zienswijze about a lot, with the decision it was about.
///
/// # Errors
/// What the database says.
pub fn of_lot(
    conn: &mut DbConn,
    scope: &RegionScope,
    lot: &LotApplicationId,
) -> QueryResult<Option<(HearingRow, super::decisions::DecisionRow)>> {
    hearing_decisions::table
        .inner_join(hearings::table)
        .inner_join(decisions::table)
        .filter(hearing_decisions::region_id.eq(scope.key()))
        .filter(decisions::lot_application_id.eq(lot.as_str()))
        .order(decisions::seq.desc())
        .select((HearingRow::as_select(), super::decisions::DecisionRow::as_select()))
        .first(conn)
        .optional()
}

/// The decisions that a zienswijze is about, in the order of their lots.
///
/// # Errors
/// What the database says.
pub fn decisions_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    hearing: &str,
) -> QueryResult<Vec<super::decisions::DecisionRow>> {
    hearing_decisions::table
        .inner_join(decisions::table)
        .filter(hearing_decisions::region_id.eq(scope.key()))
        .filter(hearing_decisions::hearing_id.eq(hearing))
        .order(decisions::lot_application_id)
        .select(super::decisions::DecisionRow::as_select())
        .load(conn)
}

/// A zienswijze that was asked of an organisation.
///
/// # Errors
/// `NotFound`, also for one that is not asked yet; what the database says.
pub fn find_asked(
    conn: &mut DbConn,
    scope: &OrgScope,
    (application, id): (&ApplicationId, &HearingId),
) -> QueryResult<HearingRow> {
    hearings::table
        .inner_join(applications::table)
        .filter(hearings::id.eq(id.as_str()))
        .filter(hearings::application_id.eq(application.as_str()))
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .filter(hearings::state.ne(AsText(State::Preparing)))
        .select(HearingRow::as_select())
        .first(conn)
}

/// The zienswijze that a letter asks, for the mail that tells of the letter.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn of_letter(conn: &mut DbConn, id: &str) -> QueryResult<HearingRow> {
    hearings::table.find(id).select(HearingRow::as_select()).first(conn)
}

/// Let the term of a voornemen that waits for its zienswijze end later, because its letter did not arrive; `false` when it does not wait.
///
/// # Errors
/// What the database says.
pub fn restart(conn: &mut DbConn, id: &str, due: DateTime<Utc>) -> QueryResult<bool> {
    diesel::update(hearings::table.find(id).filter(hearings::state.eq(AsText(State::Asked))))
        .set(hearings::due_at.eq(Some(stored(due))))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// What waits for a zienswijze in a region, and ends at a moment.
///
/// # Errors
/// What the database says.
pub fn ending(conn: &mut DbConn, scope: &RegionScope, due: DateTime<Utc>) -> QueryResult<Vec<HearingRow>> {
    hearings::table
        .filter(hearings::region_id.eq(scope.key()))
        .filter(hearings::state.eq(AsText(State::Asked)))
        .filter(hearings::due_at.eq(stored(due)))
        .order(hearings::id)
        .select(HearingRow::as_select())
        .load(conn)
}
