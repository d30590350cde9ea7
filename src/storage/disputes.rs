//! Disputes: klachten, kort gedingen and bezwaren, the decisions they are about and the revisions they led to.
//! May import: diesel, domain.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::db::DbConn;
use super::decisions::DecisionRow;
use super::schema::{applications, decisions, dispute_decisions, dispute_revisions, disputes};
use super::scope::{OrgScope, RegionScope};
use super::types::{self, AsText, BadRow, instant, stored};
use crate::domain::dispute::{
    Arrival, Dispute, Extended, Filed, Kind, Matter, Outcome, Roll, Ruling, Side, Standing, State, Summons,
    Zitting,
};
use crate::domain::ids::{ApplicationId, DecisionId, DisputeId, UserId};
use crate::domain::motivation::Motivation;

/// A dispute.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = disputes)]
pub struct DisputeRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// The aanbieder.
    pub org_id: String,
    /// The letter that made known what it is about.
    pub letter_id: String,
    /// Klacht, kort geding or bezwaar.
    pub kind: AsText<Kind>,
    /// Who brought it in.
    pub side: AsText<Side>,
    /// Where it is.
    pub state: AsText<State>,
    /// The day on which it was received.
    pub received_on: NaiveDate,
    /// The day of the postmark.
    pub posted_on: Option<NaiveDate>,
    /// The last day of the remedy.
    pub last_day: NaiveDate,
    /// Whether it came in within that term.
    pub in_time: bool,
    /// What it says, or where that is kept.
    pub grounds: String,
    /// Why it came in late, or is taken up all the same.
    pub late: String,
    /// The rechtbank of a kort geding.
    pub court: String,
    /// Its rolnummer; empty before the rechtbank gave one.
    pub roll: String,
    /// Whether an adviescommissie advises on a bezwaar.
    pub committee: bool,
    /// Who registered it.
    pub registered_by: String,
    /// When.
    pub registered_at: NaiveDateTime,
    /// Who of the team treats it.
    pub treated_by: Option<String>,
    /// Who took more time.
    pub extended_by: Option<String>,
    /// When.
    pub extended_at: Option<NaiveDateTime>,
    /// Why.
    pub extended_why: String,
    /// The last day for the outcome.
    pub due_on: Option<NaiveDate>,
    /// When the zitting begins.
    pub hearing_at: Option<NaiveDateTime>,
    /// Where it is.
    pub hearing_place: String,
    /// What came of it.
    pub outcome: Option<AsText<Outcome>>,
    /// The day of that.
    pub ruled_on: Option<NaiveDate>,
    /// Why: of the outcome, or of taking it back.
    pub closing: String,
    /// Who wrote that down.
    pub closed_by: Option<String>,
    /// When.
    pub closed_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

/// A dispute with its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The row.
    pub row: DisputeRow,
    /// The life.
    pub life: Dispute,
}

/// Keep a new one with the decisions that it is about.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &DisputeRow, about: &[DecisionId]) -> QueryResult<()> {
    diesel::insert_into(disputes::table).values(row).execute(conn)?;
    for decision in about {
        diesel::insert_into(dispute_decisions::table)
            .values((
                dispute_decisions::dispute_id.eq(&row.id),
                dispute_decisions::region_id.eq(&row.region_id),
                dispute_decisions::decision_id.eq(decision.as_str()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Those of an application, the first first.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<Kept>> {
    let rows: Vec<DisputeRow> = disputes::table
        .filter(disputes::region_id.eq(scope.key()))
        .filter(disputes::application_id.eq(application.as_str()))
        .order((disputes::registered_at, disputes::id))
        .select(DisputeRow::as_select())
        .load(conn)?;
    rows.into_iter().map(kept).collect()
}

/// How those of an application stand, as far as they stop something else.
///
/// # Errors
/// What the database says.
pub fn standing(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<Standing>> {
    let rows: Vec<(AsText<Kind>, AsText<State>, bool)> = disputes::table
        .filter(disputes::region_id.eq(scope.key()))
        .filter(disputes::application_id.eq(application.as_str()))
        .select((disputes::kind, disputes::state, disputes::in_time))
        .load(conn)?;
    Ok(rows.into_iter().map(stands).collect())
}

fn stands((kind, state, in_time): (AsText<Kind>, AsText<State>, bool)) -> Standing {
    Standing { kind: kind.0, state: state.0, in_time }
}

/// One of an application.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(
    conn: &mut DbConn,
    scope: &RegionScope,
    (application, id): (&ApplicationId, &DisputeId),
) -> QueryResult<Kept> {
    let row = disputes::table
        .find(id.as_str())
        .filter(disputes::region_id.eq(scope.key()))
        .filter(disputes::application_id.eq(application.as_str()))
        .select(DisputeRow::as_select())
        .first(conn)?;
    kept(row)
}

/// Those of an application of the aanbieder itself, the last first.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, scope: &OrgScope, application: &ApplicationId) -> QueryResult<Vec<Kept>> {
    let rows: Vec<DisputeRow> = disputes::table
        .inner_join(applications::table)
        .filter(disputes::org_id.eq(scope.key()))
        .filter(disputes::application_id.eq(application.as_str()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .order((disputes::registered_at.desc(), disputes::id))
        .select(DisputeRow::as_select())
        .load(conn)?;
    rows.into_iter().map(kept).collect()
}

/// How those about one of these decisions stand.
///
/// # Errors
/// What the database says.
pub fn about(conn: &mut DbConn, scope: &RegionScope, decisions: &[DecisionId]) -> QueryResult<Vec<Standing>> {
    let decisions: Vec<&str> = decisions.iter().map(|one| one.as_str()).collect();
    let rows: Vec<(AsText<Kind>, AsText<State>, bool)> = dispute_decisions::table
        .inner_join(disputes::table)
        .filter(disputes::region_id.eq(scope.key()))
        .filter(dispute_decisions::decision_id.eq_any(decisions))
        .select((disputes::kind, disputes::state, disputes::in_time))
        .load(conn)?;
    Ok(rows.into_iter().map(stands).collect())
}

/// The decisions that one is about, in the order of their lots.
///
/// # Errors
/// What the database says.
pub fn decisions_of(conn: &mut DbConn, scope: &RegionScope, id: &str) -> QueryResult<Vec<DecisionRow>> {
    dispute_decisions::table
        .inner_join(decisions::table)
        .filter(dispute_decisions::region_id.eq(scope.key()))
        .filter(dispute_decisions::dispute_id.eq(id))
        .order(decisions::lot_application_id)
        .select(DecisionRow::as_select())
        .load(conn)
}

/// Keep a step with the last day for the outcome; `false` when somebody changed it since the row was read.
///
/// # Errors
/// What the database says, and its guards where who had a hand in a decision decides about it.
pub fn step(
    conn: &mut DbConn,
    row: &DisputeRow,
    (next, due_on): (&Dispute, Option<NaiveDate>),
) -> QueryResult<bool> {
    let seen = disputes::table.find(&row.id).filter(disputes::version.eq(row.version));
    let (filed, zitting) = (next.filed(), next.zitting());
    let extended = filed.extended.as_ref();
    let roll = match &filed.matter {
        Matter::KortGeding(summons) => summons.roll.as_ref().map_or("", Roll::as_str),
        Matter::Klacht | Matter::Bezwaar { .. } => "",
    };
    let (ruling, closed) = match next {
        Dispute::Registered(_) | Dispute::HearingPlanned { .. } => (None, None),
        Dispute::Decided { ruling, .. } => {
            (Some((ruling.outcome, ruling.on)), Some((&ruling.by, ruling.at, &ruling.motivation)))
        }
        Dispute::Withdrawn { by, at, why, .. } => (None, Some((by, *at, why))),
    };
    let changed = diesel::update(seen)
        .set((
            disputes::state.eq(AsText(next.state())),
            disputes::roll.eq(roll),
            disputes::extended_by.eq(extended.map(|one| one.by.to_string())),
            disputes::extended_at.eq(extended.map(|one| stored(one.at))),
            disputes::extended_why.eq(extended.map_or("", |one| one.why.as_str())),
            disputes::due_on.eq(due_on),
            disputes::hearing_at.eq(zitting.map(|one| stored(one.at))),
            disputes::hearing_place.eq(zitting.map_or("", |one| one.place.as_str())),
            disputes::outcome.eq(ruling.map(|(outcome, _)| AsText(outcome))),
            disputes::ruled_on.eq(ruling.map(|(_, on)| on)),
            disputes::closing.eq(closed.map_or("", |(_, _, why)| why.as_str())),
            disputes::closed_by.eq(closed.map(|(by, _, _)| by.to_string())),
            disputes::closed_at.eq(closed.map(|(_, at, _)| stored(at))),
            disputes::version.eq(row.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Somebody of the team treats it; `false` when somebody changed it since the row was read.
///
/// # Errors
/// What the database says.
pub fn take(conn: &mut DbConn, row: &DisputeRow, by: &UserId) -> QueryResult<bool> {
    let seen = disputes::table.find(&row.id).filter(disputes::version.eq(row.version));
    let change = (disputes::treated_by.eq(Some(by.as_str())), disputes::version.eq(row.version + 1));
    diesel::update(seen).set(change).execute(conn).map(|rows| rows == 1)
}

/// A decision is looked at again because of a dispute.
///
/// # Errors
/// A unique violation where that was noted before.
pub fn executed(
    conn: &mut DbConn,
    scope: &RegionScope,
    (id, decision): (&DisputeId, &DecisionId),
) -> QueryResult<()> {
    diesel::insert_into(dispute_revisions::table)
        .values((
            dispute_revisions::decision_id.eq(decision.as_str()),
            dispute_revisions::region_id.eq(scope.key()),
            dispute_revisions::dispute_id.eq(id.as_str()),
        ))
        .execute(conn)
        .map(drop)
}

/// Which decisions are looked at again because of a dispute.
///
/// # Errors
/// What the database says.
pub fn revised(conn: &mut DbConn, scope: &RegionScope, id: &str) -> QueryResult<Vec<String>> {
    dispute_revisions::table
        .filter(dispute_revisions::region_id.eq(scope.key()))
        .filter(dispute_revisions::dispute_id.eq(id))
        .order(dispute_revisions::decision_id)
        .select(dispute_revisions::decision_id)
        .load(conn)
}

/// The dispute because of which a decision is looked at again, if one is.
///
/// # Errors
/// What the database says.
pub fn of_revision(
    conn: &mut DbConn,
    scope: &RegionScope,
    decision: &str,
) -> QueryResult<Option<DisputeRow>> {
    dispute_revisions::table
        .inner_join(disputes::table)
        .filter(dispute_revisions::region_id.eq(scope.key()))
        .filter(dispute_revisions::decision_id.eq(decision))
        .select(DisputeRow::as_select())
        .first(conn)
        .optional()
}

/// A row with the life that it tells.
///
/// # Errors
/// A [`BadRow`] where the parts do not fit.
fn kept(row: DisputeRow) -> QueryResult<Kept> {
    let life = row.life()?;
    Ok(Kept { row, life })
}

impl DisputeRow {
    fn bad(&self, what: &str) -> diesel::result::Error {
        BadRow { table: "disputes", id: self.id.clone(), what: what.to_owned() }.into()
    }

    fn words(&self, text: &str, what: &str) -> QueryResult<Motivation> {
        Motivation::parse(text).map_err(|_| self.bad(what))
    }

    fn user(&self, id: Option<&str>, what: &str) -> QueryResult<UserId> {
        types::id("disputes", id.ok_or_else(|| self.bad(what))?)
    }

    fn matter(&self) -> QueryResult<Matter> {
        Ok(match self.kind.0 {
            Kind::Klacht => Matter::Klacht,
            Kind::KortGeding => {
                let roll = match self.roll.as_str() {
                    "" => None,
                    text => Some(Roll::parse(text).map_err(|_| self.bad("roll"))?),
                };
                Matter::KortGeding(Summons { court: self.words(&self.court, "court")?, roll })
            }
            Kind::Bezwaar => Matter::Bezwaar { committee: self.committee },
        })
    }

    fn filed(&self) -> QueryResult<Filed> {
        let extended = match (&self.extended_by, self.extended_at) {
            (Some(by), Some(at)) => Some(Extended {
                by: self.user(Some(by), "extended_by")?,
                at: instant(at),
                why: self.words(&self.extended_why, "extended_why")?,
            }),
            _ => None,
        };
        let late = if self.in_time { None } else { Some(self.words(&self.late, "late")?) };
        Ok(Filed {
            matter: self.matter()?,
            arrival: Arrival { received_on: self.received_on, posted_on: self.posted_on },
            in_time: self.in_time,
            grounds: self.words(&self.grounds, "grounds")?,
            late,
            extended,
        })
    }

    fn life(&self) -> QueryResult<Dispute> {
        let filed = self.filed()?;
        let place = || self.words(&self.hearing_place, "hearing_place");
        let zitting = match self.hearing_at {
            Some(at) => Some(Zitting { at: instant(at), place: place()? }),
            None => None,
        };
        let by = || self.user(self.closed_by.as_deref(), "closed_by");
        let at = || self.closed_at.map(instant).ok_or_else(|| self.bad("closed_at"));
        let why = || self.words(&self.closing, "closing");
        Ok(match self.state.0 {
            State::Registered => Dispute::Registered(filed),
            State::HearingPlanned => {
                Dispute::HearingPlanned { filed, zitting: zitting.ok_or_else(|| self.bad("hearing_at"))? }
            }
            State::Decided => {
                let outcome = self.outcome.ok_or_else(|| self.bad("outcome"))?.0;
                let on = self.ruled_on.ok_or_else(|| self.bad("ruled_on"))?;
                let ruling = Ruling { outcome, on, by: by()?, at: at()?, motivation: why()? };
                Dispute::Decided { filed, zitting, ruling }
            }
            State::Withdrawn => Dispute::Withdrawn { filed, zitting, by: by()?, at: at()?, why: why()? },
        })
    }
}
