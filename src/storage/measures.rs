//! Measures against who is admitted, with the admissions and the final facts they are about, and who did what with them.
//! May import: diesel, domain.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::admissions::AdmissionRow;
use super::db::DbConn;
use super::schema::{
    admissions, letters, measure_admissions, measure_findings, measure_letters, measure_steps, measure_views,
    measures, organisations, users,
};
use super::scope::{OrgScope, RegionScope};
use super::types::{self, AsJson, AsText, BadRow, instant, stored};
use crate::domain::ids::{LetterId, MeasureId};
use crate::domain::letter::LetterContent;
use crate::domain::money::Cents;
use crate::domain::motivation::Motivation;
use crate::domain::supervision::Discipline;
use crate::domain::supervision::measure::{
    Advised, Clients, Done, Measure, MeasureKind, Plan, Proposed, State, Taken, View, Wish,
};

/// A measure.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = measures)]
pub struct MeasureRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// Against whom.
    pub org_id: String,
    /// In which gemeente, CBS code.
    pub gemeente: String,
    /// Which toezicht advised it.
    pub discipline: AsText<Discipline>,
    /// The version of the regeling on which the admissions rest.
    pub scheme_version_id: String,
    /// Where it is.
    pub state: AsText<State>,
    /// What was advised.
    pub advised_kind: AsText<MeasureKind>,
    /// Why.
    pub advice: String,
    /// By whom.
    pub advised_by: String,
    /// When.
    pub advised_at: NaiveDateTime,
    /// What was proposed.
    pub kind: Option<AsText<MeasureKind>>,
    /// The article of the overeenkomst.
    pub article: Option<String>,
    /// The day on which it is over.
    pub until_on: Option<NaiveDate>,
    /// What is claimed back, in cents.
    pub amount_cents: Option<i64>,
    /// Whether each client has another aanbieder.
    pub transferred: bool,
    /// Why, and what the aanbieder must do.
    pub motivation: Option<String>,
    /// Why a lighter measure does not do.
    pub lighter: Option<String>,
    /// Who proposed it.
    pub proposed_by: Option<String>,
    /// When.
    pub proposed_at: Option<NaiveDateTime>,
    /// The first moment at which it is too late for a zienswijze.
    pub due_at: Option<NaiveDateTime>,
    /// Under which mandate it was decided.
    pub mandate_id: Option<String>,
    /// Why, and what was made of the zienswijze.
    pub decision: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<NaiveDateTime>,
    /// When toezicht looks again.
    pub recheck_on: Option<NaiveDate>,
    /// Who closed it, lifted it or did not follow.
    pub ended_by: Option<String>,
    /// When.
    pub ended_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

/// A final fact.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = measure_findings)]
pub struct FindingRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The measure.
    pub measure_id: String,
    /// Its place, from 1.
    pub seq: i32,
    /// Where it was.
    pub location: String,
    /// What was found.
    pub fact: String,
    /// Where it comes from.
    pub source: String,
    /// The investigation whose finding it repeats.
    pub investigation_id: Option<String>,
    /// The norm of that finding.
    pub norm: Option<String>,
}

/// What somebody did with a measure, and why.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = measure_steps)]
pub struct StepRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The measure.
    pub measure_id: String,
    /// Name of the step.
    pub step: String,
    /// The day on which toezicht looks again.
    pub on_day: Option<NaiveDate>,
    /// Why.
    pub why: String,
    /// Who.
    pub taken_by: String,
    /// When.
    pub taken_at: NaiveDateTime,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = measure_views)]
struct ViewRow {
    measure_id: String,
    region_id: String,
    text: String,
    given_by: String,
    given_at: NaiveDateTime,
}

#[derive(Insertable)]
#[diesel(table_name = measure_admissions)]
struct Reaches<'a> {
    measure_id: &'a str,
    admission_id: &'a str,
    region_id: &'a str,
}

/// Keep an advice with the admissions and the facts it is about.
///
/// # Errors
/// What the database says.
pub fn insert(
    conn: &mut DbConn,
    row: &MeasureRow,
    reached: &[AdmissionRow],
    findings: &[FindingRow],
) -> QueryResult<()> {
    diesel::insert_into(measures::table).values(row).execute(conn)?;
    for one in reached {
        let link = Reaches { measure_id: &row.id, admission_id: &one.id, region_id: &row.region_id };
        diesel::insert_into(measure_admissions::table).values(link).execute(conn)?;
    }
    for finding in findings {
        diesel::insert_into(measure_findings::table).values(finding).execute(conn)?;
    }
    Ok(())
}

/// Keep a step; `false` when somebody changed the measure since the row was read.
///
/// # Errors
/// What the database says.
pub fn step(
    conn: &mut DbConn,
    before: &MeasureRow,
    next: &Measure,
    told: Option<&StepRow>,
) -> QueryResult<bool> {
    let row = changed(before, next);
    let seen = measures::table.find(&before.id).filter(measures::version.eq(before.version));
    let changed = diesel::update(seen)
        .set((
            (measures::state.eq(row.state), measures::kind.eq(row.kind), measures::article.eq(row.article)),
            (measures::until_on.eq(row.until_on), measures::amount_cents.eq(row.amount_cents)),
            (measures::transferred.eq(row.transferred), measures::motivation.eq(row.motivation)),
            (measures::lighter.eq(row.lighter), measures::proposed_by.eq(row.proposed_by)),
            (measures::proposed_at.eq(row.proposed_at), measures::due_at.eq(row.due_at)),
            (measures::mandate_id.eq(row.mandate_id), measures::decision.eq(row.decision)),
            (measures::decided_by.eq(row.decided_by), measures::decided_at.eq(row.decided_at)),
            (measures::recheck_on.eq(row.recheck_on), measures::ended_by.eq(row.ended_by)),
            (measures::ended_at.eq(row.ended_at), measures::version.eq(before.version + 1)),
        ))
        .execute(conn)?;
    if changed != 1 {
        return Ok(false);
    }
    if let Some(step) = told {
        diesel::insert_into(measure_steps::table).values(step).execute(conn)?;
    }
    Ok(true)
}

/// Keep what the aanbieder said.
///
/// # Errors
/// A unique violation where it said something before.
pub fn insert_view(conn: &mut DbConn, measure: &MeasureRow, view: &View) -> QueryResult<()> {
    let row = ViewRow {
        measure_id: measure.id.clone(),
        region_id: measure.region_id.clone(),
        text: view.text.as_str().to_owned(),
        given_by: view.done.by.to_string(),
        given_at: stored(view.done.at),
    };
    diesel::insert_into(measure_views::table).values(row).execute(conn).map(drop)
}

/// A row as it is after a step.
fn changed(before: &MeasureRow, next: &Measure) -> MeasureRow {
    let mut row = MeasureRow { state: AsText(next.state()), ..before.clone() };
    if let Some(Proposed { plan, done }) = next.proposed() {
        let wish = plan.wish();
        row.kind = Some(AsText(wish.kind));
        row.article = Some(plan.article().to_owned());
        row.until_on = wish.until;
        row.amount_cents = wish.amount.map(Cents::get);
        row.transferred = wish.clients == Clients::Transferred;
        row.motivation = Some(wish.motivation.as_str().to_owned());
        row.lighter = wish.lighter.as_ref().map(|text| text.as_str().to_owned());
        row.proposed_by = Some(done.by.to_string());
        row.proposed_at = Some(stored(done.at));
    }
    if let Measure::Hearing { due, .. } = next {
        row.due_at = Some(stored(*due));
    }
    if let Some(taken) = next.taken() {
        row.mandate_id = Some(taken.mandate.to_string());
        row.decision = Some(taken.motivation.as_str().to_owned());
        row.decided_by = Some(taken.done.by.to_string());
        row.decided_at = Some(stored(taken.done.at));
    }
    if let Measure::RecheckPlanned { on, .. } = next {
        row.recheck_on = Some(*on);
    }
    if let Measure::Closed { done, .. } | Measure::Lifted { done, .. } | Measure::NotFollowed { done, .. } =
        next
    {
        row.ended_by = Some(done.by.to_string());
        row.ended_at = Some(stored(done.at));
    }
    row
}

/// A measure as a life.
///
/// # Errors
/// What the database says, or a [`BadRow`] where the parts do not fit.
pub fn life(conn: &mut DbConn, row: &MeasureRow) -> QueryResult<Measure> {
    let bad = |what: &str| diesel::result::Error::from(row.bad(what));
    let advised =
        Advised { kind: row.advised_kind.0, done: row.done(Some(&row.advised_by), Some(row.advised_at))? };
    let proposed = row.proposed()?;
    let view = view(conn, row)?;
    let need = |one: Option<Proposed>| one.ok_or_else(|| bad("what was proposed"));
    let taken = |advised, proposed, view| -> QueryResult<Taken> {
        let mandate = row.mandate_id.as_deref().ok_or_else(|| bad("under which mandate"))?;
        Ok(Taken {
            advised,
            proposed: need(proposed)?,
            view,
            mandate: types::id("measures", mandate)?,
            motivation: row.text(row.decision.as_deref())?,
            done: row.done(row.decided_by.as_deref(), row.decided_at)?,
        })
    };
    let ended = || row.done(row.ended_by.as_deref(), row.ended_at);
    Ok(match row.state.0 {
        State::Advised => Measure::Advised(advised),
        State::Proposed => Measure::Proposed { advised, proposed: need(proposed)? },
        State::Hearing => {
            let due = instant(row.due_at.ok_or_else(|| bad("until when it is heard"))?);
            Measure::Hearing { advised, proposed: need(proposed)?, due, view }
        }
        State::InForce => Measure::InForce(taken(advised, proposed, view)?),
        State::RecheckPlanned => {
            let on = row.recheck_on.ok_or_else(|| bad("when toezicht looks again"))?;
            Measure::RecheckPlanned { taken: taken(advised, proposed, view)?, on }
        }
        State::Closed => Measure::Closed { taken: taken(advised, proposed, view)?, done: ended()? },
        State::Lifted => Measure::Lifted { taken: taken(advised, proposed, view)?, done: ended()? },
        State::NotFollowed => Measure::NotFollowed { advised, proposed, view, done: ended()? },
    })
}

fn view(conn: &mut DbConn, row: &MeasureRow) -> QueryResult<Option<View>> {
    let found: Option<ViewRow> = measure_views::table
        .find(&row.id)
        .filter(measure_views::region_id.eq(&row.region_id))
        .select(ViewRow::as_select())
        .first(conn)
        .optional()?;
    found
        .map(|one| {
            let done = row.done(Some(&one.given_by), Some(one.given_at))?;
            Ok(View { text: row.text(Some(&one.text))?, done })
        })
        .transpose()
}

impl MeasureRow {
    fn bad(&self, what: &str) -> BadRow {
        BadRow { table: "measures", id: self.id.clone(), what: what.to_owned() }
    }

    fn text(&self, text: Option<&str>) -> QueryResult<Motivation> {
        Motivation::parse(text.unwrap_or_default()).map_err(|_| self.bad("a text").into())
    }

    fn done(&self, by: Option<&str>, at: Option<NaiveDateTime>) -> QueryResult<Done> {
        let (Some(by), Some(at)) = (by, at) else { return Err(self.bad("who and when").into()) };
        Ok(Done { by: types::id("measures", by)?, at: instant(at) })
    }

    fn proposed(&self) -> QueryResult<Option<Proposed>> {
        let Some(kind) = self.kind else { return Ok(None) };
        let lighter = self.lighter.as_deref().map(|text| self.text(Some(text))).transpose()?;
        let wish = Wish {
            kind: kind.0,
            until: self.until_on,
            amount: self.amount_cents.map(Cents::new),
            clients: if self.transferred { Clients::Transferred } else { Clients::AsTheyAre },
            motivation: self.text(self.motivation.as_deref())?,
            lighter,
        };
        let plan = Plan::kept(wish, self.article.clone().unwrap_or_default());
        Ok(Some(Proposed { plan, done: self.done(self.proposed_by.as_deref(), self.proposed_at)? }))
    }
}

/// One measure of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &MeasureId) -> QueryResult<MeasureRow> {
    measures::table
        .find(id.as_str())
        .filter(measures::region_id.eq(scope.key()))
        .select(MeasureRow::as_select())
        .first(conn)
}

/// One measure against an organisation that it was told of: what burdens it when it was proposed, the rest when it was decided.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find_own(conn: &mut DbConn, scope: &OrgScope, id: &MeasureId) -> QueryResult<MeasureRow> {
    measures::table
        .find(id.as_str())
        .filter(measures::org_id.eq(scope.key()))
        .filter(measures::procedure_id.like(scope.procedures()))
        .filter(measures::due_at.is_not_null().or(measures::decided_at.is_not_null()))
        .select(MeasureRow::as_select())
        .first(conn)
}

/// The measures that an organisation was told of, the last first.
///
/// # Errors
/// What the database says.
pub fn own(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<Vec<MeasureRow>> {
    measures::table
        .filter(measures::org_id.eq(scope.key()))
        .filter(measures::procedure_id.like(scope.procedures()))
        .filter(measures::due_at.is_not_null().or(measures::decided_at.is_not_null()))
        .order((measures::advised_at.desc(), measures::id.desc()))
        .select(MeasureRow::as_select())
        .load(conn)
}

/// At most this many are listed.
pub const MOST: i64 = 200;

/// The measures of a region with the name of the aanbieder, the last first.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(MeasureRow, String)>> {
    measures::table
        .inner_join(organisations::table)
        .filter(measures::region_id.eq(scope.key()))
        .order((measures::advised_at.desc(), measures::id.desc()))
        .limit(MOST)
        .select((MeasureRow::as_select(), organisations::name))
        .load(conn)
}

/// The admissions that a measure is about, by product group.
///
/// # Errors
/// What the database says.
pub fn reached(conn: &mut DbConn, row: &MeasureRow) -> QueryResult<Vec<AdmissionRow>> {
    admissions::table
        .inner_join(measure_admissions::table)
        .filter(measure_admissions::region_id.eq(&row.region_id))
        .filter(measure_admissions::measure_id.eq(&row.id))
        .order((admissions::product_group, admissions::id))
        .select(AdmissionRow::as_select())
        .load(conn)
}

/// The facts on which a measure rests.
///
/// # Errors
/// What the database says.
pub fn findings(conn: &mut DbConn, row: &MeasureRow) -> QueryResult<Vec<FindingRow>> {
    measure_findings::table
        .filter(measure_findings::region_id.eq(&row.region_id))
        .filter(measure_findings::measure_id.eq(&row.id))
        .order(measure_findings::seq)
        .select(FindingRow::as_select())
        .load(conn)
}

/// The measures of a region that rest on findings of an investigation, with the name of the aanbieder, the first first.
///
/// # Errors
/// What the database says.
pub fn resting_on(
    conn: &mut DbConn,
    scope: &RegionScope,
    investigation: &str,
) -> QueryResult<Vec<(MeasureRow, String)>> {
    let resting = measure_findings::table
        .filter(measure_findings::investigation_id.eq(investigation))
        .select(measure_findings::measure_id);
    measures::table
        .inner_join(organisations::table)
        .filter(measures::region_id.eq(scope.key()))
        .filter(measures::id.eq_any(resting))
        .order((measures::advised_at, measures::id))
        .select((MeasureRow::as_select(), organisations::name))
        .load(conn)
}

/// What was done with a measure, with names, the first first.
///
/// # Errors
/// What the database says.
pub fn steps(conn: &mut DbConn, row: &MeasureRow) -> QueryResult<Vec<(StepRow, String)>> {
    measure_steps::table
        .inner_join(users::table)
        .filter(measure_steps::region_id.eq(&row.region_id))
        .filter(measure_steps::measure_id.eq(&row.id))
        .order((measure_steps::taken_at, measure_steps::id))
        .select((StepRow::as_select(), users::name))
        .load(conn)
}

/// Whether another measure holds one of the admissions of this one after a day.
///
/// # Errors
/// What the database says.
pub fn is_held(
    conn: &mut DbConn,
    scope: &RegionScope,
    row: &MeasureRow,
    today: NaiveDate,
) -> QueryResult<bool> {
    let reached: Vec<String> = reached(conn, row)?.into_iter().map(|one| one.id).collect();
    Ok(holding(conn, scope, &reached, today)?.iter().any(|id| *id != row.id))
}

/// The measures that hold one of these admissions after a day.
///
/// # Errors
/// What the database says.
pub fn holding(
    conn: &mut DbConn,
    scope: &RegionScope,
    admissions: &[String],
    today: NaiveDate,
) -> QueryResult<Vec<String>> {
    let kinds = [MeasureKind::IntakeStop, MeasureKind::Suspension].map(|kind| Some(AsText(kind)));
    measures::table
        .inner_join(measure_admissions::table)
        .filter(measures::region_id.eq(scope.key()))
        .filter(measures::state.eq_any([State::InForce, State::RecheckPlanned].map(AsText)))
        .filter(measures::kind.eq_any(kinds))
        .filter(measures::until_on.gt(today))
        .filter(measure_admissions::admission_id.eq_any(admissions))
        .order(measures::decided_at)
        .select(measures::id)
        .load(conn)
}

/// Note that a letter tells of a measure.
///
/// # Errors
/// What the database says.
pub fn link_letter(conn: &mut DbConn, row: &MeasureRow, letter: &LetterId) -> QueryResult<()> {
    diesel::insert_into(measure_letters::table)
        .values((
            measure_letters::letter_id.eq(letter.as_str()),
            measure_letters::region_id.eq(&row.region_id),
            measure_letters::measure_id.eq(&row.id),
        ))
        .execute(conn)
        .map(drop)
}

/// The measure that a letter tells of.
///
/// # Errors
/// What the database says.
pub fn of_letter(
    conn: &mut DbConn,
    scope: &RegionScope,
    letter: &LetterId,
) -> QueryResult<Option<MeasureRow>> {
    measures::table
        .inner_join(measure_letters::table)
        .filter(measure_letters::region_id.eq(scope.key()))
        .filter(measure_letters::letter_id.eq(letter.as_str()))
        .select(MeasureRow::as_select())
        .first(conn)
        .optional()
}

/// The letters about a measure that its aanbieder received, the last first: identifier and subject.
///
/// # Errors
/// What the database says.
pub fn letters_of(
    conn: &mut DbConn,
    scope: &OrgScope,
    row: &MeasureRow,
) -> QueryResult<Vec<(LetterId, String)>> {
    let found: Vec<(String, AsJson<LetterContent>)> = letters::table
        .inner_join(measure_letters::table)
        .filter(measure_letters::measure_id.eq(&row.id))
        .filter(letters::org_id.eq(scope.key()))
        .filter(letters::state.eq("dispatched"))
        .order((letters::created_at.desc(), letters::id.desc()))
        .select((letters::id, letters::content_json))
        .load(conn)?;
    found.into_iter().map(|(id, content)| Ok((types::id("letters", &id)?, content.0.subject))).collect()
}
