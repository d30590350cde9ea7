//! Decisions on lots: proposed, countersigned, signed or returned, one row each, final once signed or returned.
//! May import: diesel, domain.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{assessments, decisions, lot_applications, revisions};
use super::scope::RegionScope;
use super::types::{self, AsJson, AsText, BadRow, instant, stored};
use crate::domain::decision::{
    Countersigned, Decision, Hands, Outcome, Proposal, Proposed, Reason, Returned, Signed, State, Why,
};
use crate::domain::ids::{ApplicationId, DecisionId, LotApplicationId, UserId};
use crate::domain::motivation::Motivation;

/// A decision.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = decisions)]
pub struct DecisionRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The lot.
    pub lot_application_id: String,
    /// 1, 2, … within the lot.
    pub seq: i32,
    /// Where it is.
    pub state: AsText<State>,
    /// Admit or refuse.
    pub outcome: AsText<Outcome>,
    /// What the proposer says to the people after him; not in the letter.
    pub note: String,
    /// The grounds of a refusal.
    pub reasons_json: AsJson<Vec<Reason>>,
    /// Salted hash of the canonical inputs.
    pub inputs_sha256: String,
    /// Who proposed.
    pub proposed_by: String,
    /// When.
    pub proposed_at: NaiveDateTime,
    /// Who countersigned.
    pub countersigned_by: Option<String>,
    /// When.
    pub countersigned_at: Option<NaiveDateTime>,
    /// Who signed.
    pub signed_by: Option<String>,
    /// When.
    pub signed_at: Option<NaiveDateTime>,
    /// Under which mandaat or volmacht.
    pub mandate_id: Option<String>,
    /// Who returned it.
    pub returned_by: Option<String>,
    /// When.
    pub returned_at: Option<NaiveDateTime>,
    /// Why; empty when it was overtaken by a replacement or withdrawal.
    pub returned_reason: String,
    /// The decision it revises.
    pub revises: Option<String>,
}

/// The last decision on a lot, as a life.
///
/// # Errors
/// What the database says, or a [`BadRow`] where the parts do not fit.
pub fn last_of(conn: &mut DbConn, lot_application: &str) -> QueryResult<Option<Decision>> {
    last_row(conn, lot_application)?.map(|row| life(&row)).transpose()
}

/// The last decision on a lot, as a row.
///
/// # Errors
/// What the database says.
pub fn last_row(conn: &mut DbConn, lot_application: &str) -> QueryResult<Option<DecisionRow>> {
    decisions::table
        .filter(decisions::lot_application_id.eq(lot_application))
        .order(decisions::seq.desc())
        .select(DecisionRow::as_select())
        .first(conn)
        .optional()
}

/// Every decision on the lots of an application, by lot and in order.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<DecisionRow>> {
    decisions::table
        .inner_join(lot_applications::table)
        .filter(decisions::region_id.eq(scope.key()))
        .filter(lot_applications::application_id.eq(application.as_str()))
        .order((decisions::lot_application_id, decisions::seq))
        .select(DecisionRow::as_select())
        .load(conn)
}

/// Whether anything was ever proposed on a lot of an application.
///
/// # Errors
/// What the database says.
pub fn any(conn: &mut DbConn, scope: &RegionScope, application: &ApplicationId) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        decisions::table
            .inner_join(lot_applications::table)
            .filter(decisions::region_id.eq(scope.key()))
            .filter(lot_applications::application_id.eq(application.as_str())),
    ))
    .get_result(conn)
}

/// One decision of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &DecisionId) -> QueryResult<DecisionRow> {
    decisions::table
        .find(id.as_str())
        .filter(decisions::region_id.eq(scope.key()))
        .select(DecisionRow::as_select())
        .first(conn)
}

/// The decisions that wait where this one waits, with the same outcome, on any lot of its application; this one too.
///
/// # Errors
/// What the database says.
pub fn beside(conn: &mut DbConn, scope: &RegionScope, id: &DecisionId) -> QueryResult<Vec<DecisionRow>> {
    let row = find(conn, scope, id)?;
    let application: String = lot_applications::table
        .find(&row.lot_application_id)
        .select(lot_applications::application_id)
        .first(conn)?;
    decisions::table
        .inner_join(lot_applications::table)
        .filter(decisions::region_id.eq(scope.key()))
        .filter(lot_applications::application_id.eq(application))
        .filter(decisions::state.eq(row.state))
        .filter(decisions::outcome.eq(row.outcome))
        .order(decisions::id)
        .select(DecisionRow::as_select())
        .load(conn)
}

/// What a row tells.
///
/// # Errors
/// A [`BadRow`] where the parts do not fit.
pub fn life(row: &DecisionRow) -> QueryResult<Decision> {
    let bad = |what: &str| BadRow { table: "decisions", id: row.id.clone(), what: what.to_owned() };
    let proposal = Proposal::stored(row.outcome.0, row.reasons_json.0.clone()).map_err(|_| bad("reasons"))?;
    let proposed = Proposed {
        decision: types::id("decisions", &row.id)?,
        proposal,
        by: types::id("decisions", &row.proposed_by)?,
        at: instant(row.proposed_at),
        revises: row.revises.as_deref().map(|id| types::id("decisions", id)).transpose()?,
    };
    let countersigned = match (&row.countersigned_by, row.countersigned_at) {
        (Some(by), Some(at)) => Some(Countersigned { by: types::id("decisions", by)?, at: instant(at) }),
        _ => None,
    };
    Ok(match row.state.0 {
        State::Proposed => Decision::Proposed(proposed),
        State::Countersigned => Decision::Countersigned {
            proposed,
            countersigned: countersigned.ok_or_else(|| bad("countersigner"))?,
        },
        State::Signed => Decision::Signed {
            proposed,
            countersigned: countersigned.ok_or_else(|| bad("countersigner"))?,
            signed: signed(row)?.ok_or_else(|| bad("signer"))?,
        },
        State::Returned => {
            let (Some(by), Some(at)) = (&row.returned_by, row.returned_at) else {
                return Err(bad("returner").into());
            };
            let why = Motivation::parse(&row.returned_reason).map_or(Why::Overtaken, Why::NotAgreed);
            let returned = Returned { by: types::id("decisions", by)?, at: instant(at), why };
            Decision::Returned { proposed, countersigned, returned }
        }
    })
}

fn signed(row: &DecisionRow) -> QueryResult<Option<Signed>> {
    let (Some(by), Some(at), Some(mandate)) = (&row.signed_by, row.signed_at, &row.mandate_id) else {
        return Ok(None);
    };
    Ok(Some(Signed {
        by: types::id("decisions", by)?,
        mandate: types::id("decisions", mandate)?,
        at: instant(at),
    }))
}

/// A proposal to be kept.
#[derive(Debug)]
pub struct NewProposal<'a> {
    /// The region.
    pub region: &'a str,
    /// The lot.
    pub lot: &'a LotApplicationId,
    /// The life.
    pub proposed: &'a Proposed,
    /// What the proposer says to the people after him.
    pub note: &'a str,
    /// Salted hash of the canonical inputs.
    pub inputs_sha256: &'a str,
}

/// Keep a proposal as the next decision on its lot.
///
/// # Errors
/// A unique violation where another is open; what the guards of the database refuse.
pub fn propose(conn: &mut DbConn, new: &NewProposal<'_>) -> QueryResult<()> {
    let last: Option<i32> = decisions::table
        .filter(decisions::lot_application_id.eq(new.lot.as_str()))
        .select(diesel::dsl::max(decisions::seq))
        .first(conn)?;
    let row = DecisionRow {
        id: new.proposed.decision.to_string(),
        region_id: new.region.to_owned(),
        lot_application_id: new.lot.to_string(),
        seq: last.unwrap_or(0) + 1,
        state: AsText(State::Proposed),
        outcome: AsText(new.proposed.proposal.outcome()),
        note: new.note.to_owned(),
        reasons_json: AsJson(new.proposed.proposal.reasons().to_vec()),
        inputs_sha256: new.inputs_sha256.to_owned(),
        proposed_by: new.proposed.by.to_string(),
        proposed_at: stored(new.proposed.at),
        countersigned_by: None,
        countersigned_at: None,
        signed_by: None,
        signed_at: None,
        mandate_id: None,
        returned_by: None,
        returned_at: None,
        returned_reason: String::new(),
        revises: new.proposed.revises.as_ref().map(ToString::to_string),
    };
    diesel::insert_into(decisions::table).values(row).execute(conn).map(drop)
}

/// Keep the step a decision took from `before`; `false` when it was not there any more.
///
/// # Errors
/// What the guards of the database refuse.
pub fn step(conn: &mut DbConn, before: State, next: &Decision) -> QueryResult<bool> {
    let row =
        decisions::table.find(next.proposed().decision.as_str()).filter(decisions::state.eq(AsText(before)));
    let state = decisions::state.eq(AsText(next.state()));
    let rows = match next {
        Decision::Proposed(_) => 0,
        Decision::Countersigned { countersigned, .. } => diesel::update(row)
            .set((
                state,
                decisions::countersigned_by.eq(Some(countersigned.by.to_string())),
                decisions::countersigned_at.eq(Some(stored(countersigned.at))),
            ))
            .execute(conn)?,
        Decision::Signed { signed, .. } => diesel::update(row)
            .set((
                state,
                decisions::signed_by.eq(Some(signed.by.to_string())),
                decisions::signed_at.eq(Some(stored(signed.at))),
                decisions::mandate_id.eq(Some(signed.mandate.to_string())),
            ))
            .execute(conn)?,
        Decision::Returned { returned, .. } => {
            let reason = match &returned.why {
                Why::NotAgreed(motivation) => motivation.as_str(),
                Why::Overtaken => "",
            };
            diesel::update(row)
                .set((
                    state,
                    decisions::returned_by.eq(Some(returned.by.to_string())),
                    decisions::returned_at.eq(Some(stored(returned.at))),
                    decisions::returned_reason.eq(reason),
                ))
                .execute(conn)?
        }
    };
    Ok(rows == 1)
}

/// Everyone who acted on any lot of an application: assessed or proposed, countersigned, signed; and who did so before a decision
/// was looked at again.
///
/// # Errors
/// What the database says.
pub fn hands(conn: &mut DbConn, application: &str) -> QueryResult<Hands> {
    let reopened: Option<NaiveDateTime> = revisions::table
        .filter(revisions::application_id.eq(application))
        .select(diesel::dsl::max(revisions::opened_at))
        .first(conn)?;
    let mut hands = Hands::default();
    let mut note =
        |who: Option<String>, when: Option<NaiveDateTime>, task: fn(&mut Hands) -> &mut BTreeSet<UserId>| {
            let (Some(who), Some(when)) = (who, when) else { return Ok(()) };
            let who = types::id("decisions", &who)?;
            let before = reopened.is_some_and(|reopened| when < reopened);
            if before {
                hands.earlier.insert(who)
            } else {
                task(&mut hands).insert(who)
            };
            Ok::<(), diesel::result::Error>(())
        };
    let decided: Vec<DecisionRow> = decisions::table
        .inner_join(lot_applications::table)
        .filter(lot_applications::application_id.eq(application))
        .select(DecisionRow::as_select())
        .load(conn)?;
    for row in decided {
        note(Some(row.proposed_by), Some(row.proposed_at), |hands| &mut hands.assessors)?;
        note(row.countersigned_by, row.countersigned_at, |hands| &mut hands.countersigners)?;
        note(row.signed_by, row.signed_at, |hands| &mut hands.signers)?;
    }
    let assessed: Vec<(String, NaiveDateTime)> = assessments::table
        .filter(assessments::application_id.eq(application))
        .group_by(assessments::assessed_by)
        .select((assessments::assessed_by, diesel::dsl::max(assessments::assessed_at).assume_not_null()))
        .load(conn)?;
    for (who, last) in assessed {
        note(Some(who), Some(last), |hands| &mut hands.assessors)?;
    }
    Ok(hands)
}

/// The last decision that revises another, if one was proposed.
///
/// # Errors
/// What the database says.
pub fn that_revises(
    conn: &mut DbConn,
    scope: &RegionScope,
    decision: &str,
) -> QueryResult<Option<DecisionRow>> {
    decisions::table
        .filter(decisions::region_id.eq(scope.key()))
        .filter(decisions::revises.eq(decision))
        .order(decisions::seq.desc())
        .select(DecisionRow::as_select())
        .first(conn)
        .optional()
}
