//! Zienswijzen: asked once every lot has its proposal, given by the aanbieder, weighed by who handles the application.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::message::{self, Sender};
use super::opened::Opened;
use super::show;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::national;
use crate::app::writing::only;
use crate::app::{access, letters};
use crate::domain::audit::Event;
use crate::domain::decision::hearing::{self, Command, Hearing, State};
use crate::domain::decision::{Assessment, Reason};
use crate::domain::ids::{ApplicationId, DecisionId, HearingId, LotApplicationId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::review as words;
use crate::domain::words::terms::{self, CountedFrom};
use crate::storage::hearings::{self, HearingRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, OrgScope, RegionScope, letters as sent};

/// The requirements on which a lot is refused for something that the aanbieder did not give.
fn refused_on(opened: &Opened, lot: &LotApplicationId) -> Result<Vec<RequirementCode>> {
    let plain = opened.by_rules();
    let of_lot = opened.of_lot(&plain, opened.lot(lot)?)?;
    let hard = plain.results_of(of_lot).filter(|result| result.counts);
    let refused = hard.filter(|result| {
        let subjects = opened.assessed().subjects(result, lot);
        subjects.iter().any(|one| one.refused_on().is_some())
    });
    Ok(refused.map(|result| result.code.clone()).collect())
}

/// A lot is proposed to be refused: where that rests on something that the aanbieder did not give, it is heard about it. Who was heard
/// about the same before is not asked again.
pub(super) fn prepare(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    opened: &Opened,
    (lot, decision): (&LotApplicationId, &DecisionId),
) -> Result<()> {
    let codes = refused_on(opened, lot)?;
    if codes.is_empty() {
        return Ok(());
    }
    if let Some((earlier, about)) = hearings::of_lot(conn, scope, lot)? {
        let told = |code: &RequirementCode| about.reasons_json.0.iter().any(|one| one.requirement == *code);
        if earlier.state.0 != State::Preparing && codes.iter().all(told) {
            return Ok(hearings::attach(conn, scope, &earlier.id, decision)?);
        }
    }
    let running = hearings::of_application(conn, scope, &opened.id)?;
    let row = match running.into_iter().find(|one| one.state.0 == State::Preparing) {
        Some(row) => row,
        None => {
            let row = HearingRow::new(&ctx.id(), scope, &opened.id);
            hearings::insert(conn, &row)?;
            row
        }
    };
    Ok(hearings::attach(conn, scope, &row.id, decision)?)
}

/// Every lot has its proposal: ask for a zienswijze where one is needed, in one letter.
pub(super) fn ask(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ApplicationId) -> Result<()> {
    let running = hearings::of_application(conn, scope, id)?;
    let Some(row) = running.into_iter().find(|one| one.state.0 == State::Preparing) else { return Ok(()) };
    let opened = Opened::load(conn, ctx, scope, id)?;
    let published = (opened.scheme.terms().hearing, ctx.now);
    let due = national::due_for_provider(conn, scope, &opened.scheme, published)?;
    let row = step(conn, ctx, scope, row, Command::Ask { due })?;
    let decisions = hearings::decisions_of(conn, scope, &row.id)?;
    let decisions = decisions.iter().map(|one| types::id("decisions", &one.id));
    let event = Event::HearingAsked {
        subject: types::id("hearings", &row.id)?,
        application: id.clone(),
        decisions: decisions.collect::<Result<_, _>>()?,
        due,
    };
    ctx.record(conn, &opened.place(scope)?, event)?;
    letters::prepare_intention(conn, ctx, scope, &opened.row, &row)
}

/// Take a step and read what is kept then.
fn step(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    row: HearingRow,
    command: Command,
) -> Result<HearingRow> {
    let next = row.life()?.apply(command, ctx.now).map_err(|why| Error::refused(why.in_dutch()))?;
    if !hearings::step(conn, &row, &next)? {
        return Err(Error::Stale);
    }
    let application = types::id("hearings", &row.application_id)?;
    let all = hearings::of_application(conn, scope, &application)?;
    all.into_iter().find(|one| one.id == row.id).ok_or(Error::NotFound)
}

/// A zienswijze as the aanbieder has it open.
#[derive(Debug)]
pub struct Heard {
    /// The row.
    pub row: HearingRow,
    /// Its life.
    pub life: Hearing,
    /// The application.
    pub opened: Opened,
    /// The letter in which it was asked, once that left.
    pub letter: Option<String>,
    /// Why the last day is that day, in sentences.
    pub why: Vec<String>,
}

/// A zienswijze that an aanbieder was asked for.
///
/// # Errors
/// [`Error::NotFound`] for another organisation's, also of one that takes part.
pub fn heard(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    at: (&ApplicationId, &HearingId),
) -> Result<Heard> {
    let row = hearings::find_asked(conn, scope, at)?;
    let region = access::for_system(types::id("hearings", &row.region_id)?);
    let opened = Opened::load(conn, ctx, &region, at.0)?;
    let asked = row.asked_at.map_or(ctx.now, instant);
    let told = sent::of_hearing(conn, &row.id)?;
    let asked = letters::counted_from(conn, &region, told.as_ref(), asked)?;
    let published = (opened.scheme.terms().hearing, asked);
    let deadline = national::for_provider(conn, &region, &opened.scheme, published)?;
    let why = terms::why(CountedFrom::Request, &deadline, letters::hearing_last_day(&row)?);
    let letter = letters::of_hearing(conn, &region, at)?;
    Ok(Heard { life: row.life()?, row, opened, letter, why })
}

impl Heard {
    /// Whether the aanbieder can answer at a moment.
    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        matches!(self.life.heard(now), hearing::Heard::Until(_))
    }
}

/// A lot that would be refused, as the aanbieder reads it.
#[derive(Debug, Clone, Serialize)]
pub struct Refused {
    /// The lot.
    pub place: String,
    /// The grounds.
    pub grounds: Vec<Ground>,
}

/// A requirement that would ground it.
#[derive(Debug, Clone, Serialize)]
pub struct Ground {
    /// Its title.
    pub title: String,
    /// Why it is not met.
    pub motivation: String,
    /// What is known that the aanbieder did not give; empty where it gave that itself.
    pub differs: String,
}

/// What would be refused, and why. Of what only concerns one that takes part, not more than that.
///
/// # Errors
/// What the database says.
pub fn would_be_refused(conn: &mut DbConn, heard: &Heard) -> Result<Vec<Refused>> {
    let scope = access::for_system(types::id("hearings", &heard.row.region_id)?);
    let opened = &heard.opened;
    let mut refused = Vec::new();
    for decision in hearings::decisions_of(conn, &scope, &heard.row.id)? {
        let found = opened.lots.iter().map(|(lot, _)| lot).find(|lot| lot.id == decision.lot_application_id);
        let Some(lot) = found else { continue };
        let id: LotApplicationId = types::id("lot_applications", &lot.id)?;
        let grounds = decision.reasons_json.0.iter().map(|reason| ground(opened, &id, reason));
        refused.push(Refused { place: show::place(opened, lot), grounds: grounds.collect() });
    }
    Ok(refused)
}

fn ground(opened: &Opened, lot: &LotApplicationId, reason: &Reason) -> Ground {
    let requirement = opened.scheme.requirement(&reason.requirement);
    let about = |one: &&Assessment| {
        one.requirement == reason.requirement
            && one.member.is_none()
            && one.lot.as_ref().is_none_or(|about| about == lot)
    };
    let (motivation, said) = match &reason.member {
        Some(member) => (crate::domain::words::members::why_is_its_own(opened.name_of(Some(member))), None),
        None => (reason.motivation.as_str().to_owned(), opened.assessments.iter().rfind(about)),
    };
    let differs = said.and_then(|one| one.differs.as_ref());
    Ground {
        title: requirement.map_or_else(|| reason.requirement.to_string(), |one| one.title.clone()),
        motivation,
        differs: differs.map(|text| text.as_str().to_owned()).unwrap_or_default(),
    }
}

/// The aanbieder says what it thinks.
///
/// # Errors
/// [`Error::Invalid`] when nothing is written; [`Error::Refused`] after the term, or when it answered before; [`Error::NotFound`].
pub fn give(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    at: (&ApplicationId, &HearingId),
    text: &str,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let heard = heard(conn, ctx, scope, at)?;
    let text = only("zienswijze", text, words::SAY_VIEW)?;
    let region = access::for_system(types::id("hearings", &heard.row.region_id)?);
    step(conn, ctx, &region, heard.row, Command::Give { by, text: text.clone() })?;
    ctx.record(conn, &heard.opened.place(&region)?, Event::HearingGiven { subject: at.1.clone() })?;
    message::keep(conn, ctx, (&heard.opened.row, scope.org()), Sender::Organisation, text.as_str())
}

/// Who handles the application says what the team thinks of the zienswijze.
///
/// # Errors
/// [`Error::Invalid`] when nothing is written; [`Error::Refused`] when it is not this person's work, or nothing was said;
/// [`Error::NotFound`].
pub fn weigh(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, hearing): (&ApplicationId, &HearingId),
    text: &str,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let by = opened.mine(ctx)?;
    opened.free(conn, scope, &by)?;
    let all = hearings::of_application(conn, scope, id)?;
    let row = all.into_iter().find(|one| one.id == hearing.as_str()).ok_or(Error::NotFound)?;
    let text = only("reactie", text, words::SAY_WEIGHED)?;
    step(conn, ctx, scope, row, Command::Weigh { by, text })?;
    Ok(ctx.record(conn, &opened.place(scope)?, Event::HearingWeighed { subject: hearing.clone() })?)
}
