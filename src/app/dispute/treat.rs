//! Treating a dispute: by somebody who had no hand in what it is about, up to its outcome or until it is taken back.
//! May import: app, auth, domain, storage.

use chrono::{DateTime, NaiveDate, Utc};

use super::about::About;
use super::register::why_back;
use super::tell;
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::decide::{Case, grant_for, grants};
use crate::app::error::{Error, FieldError, Result};
use crate::app::review::Opened;
use crate::app::writing::{needed, only};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::dispute::{Command, Kind, Outcome, Refusal, Roll, Zitting};
use crate::domain::ids::{ApplicationId, DisputeId, UserId};
use crate::domain::letter::RemedyTrack;
use crate::domain::terms::local_day;
use crate::domain::words::dispute as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::disputes::{self, Kept};
use crate::storage::types;
use crate::storage::{DbConn, OrgScope, RegionScope, decisions};

/// A zitting as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    /// When it begins; nothing where the form gave no moment.
    pub at: Option<DateTime<Utc>>,
    /// Where.
    pub place: String,
    /// The rolnummer of a kort geding.
    pub roll: String,
    /// The version of the dispute that the person saw.
    pub seen: i64,
}

/// An outcome as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Ruled {
    /// Its code.
    pub outcome: String,
    /// The day of it.
    pub on: Option<NaiveDate>,
    /// Why.
    pub motivation: String,
    /// The version of the dispute that the person saw.
    pub seen: i64,
}

/// A dispute that somebody has open to take a step.
struct Treated {
    opened: Opened,
    kept: Kept,
    by: UserId,
}

impl Treated {
    /// A dispute of the region, by somebody who is not tied to the aanbieder.
    fn load(
        conn: &mut DbConn,
        ctx: &Ctx,
        scope: &RegionScope,
        (application, id): (&ApplicationId, &DisputeId),
    ) -> Result<Self> {
        let opened = Opened::load(conn, ctx, scope, application)?;
        let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
        opened.free(conn, scope, &by)?;
        let kept = disputes::find(conn, scope, (application, id))?;
        Ok(Self { opened, kept, by })
    }

    /// Take a step, as somebody who saw version `seen`; what it is then.
    fn step(
        mut self,
        conn: &mut DbConn,
        ctx: &Ctx,
        scope: &RegionScope,
        (command, seen, event): (Command, i64, Event),
    ) -> Result<Self> {
        let hands = decisions::hands(conn, self.opened.id.as_str())?;
        let next = self.kept.life.apply(command, ctx.now, &hands).map_err(refused)?;
        let letter = types::id("disputes", &self.kept.row.letter_id)?;
        let filed = next.filed();
        let about = About::load(conn, scope, &self.opened, &letter)?;
        let due = about.due(conn, scope, (&filed.matter, &filed.arrival, filed.extended.is_some()))?;
        // A day that was told stays as it is, until more time is taken.
        let due_on = match &event {
            Event::DisputeExtended { .. } => due.map(|due| due.last_day),
            _ => self.kept.row.due_on,
        };
        self.kept.row.version = seen;
        if !disputes::step(conn, &self.kept.row, (&next, due_on))? {
            return Err(Error::Stale);
        }
        ctx.record(conn, &self.opened.place(scope)?, event)?;
        self.kept.row.due_on = due_on;
        self.kept.life = next;
        Ok(self)
    }

    fn tell(
        &self,
        conn: &mut DbConn,
        ctx: &Ctx,
        to: (&RegionScope, &PublicUrl),
        (mail, why): (&'static str, &str),
    ) -> Result<()> {
        let id: DisputeId = types::id("disputes", &self.kept.row.id)?;
        tell(conn, ctx, to, (&self.opened, mail, why), (&id, &self.kept.life, self.kept.row.due_on))
    }
}

/// A refusal that belongs to a field stands beside that field.
fn refused(why: Refusal) -> Error {
    match why {
        Refusal::HearingInThePast(_) => Error::field("dag", why.in_dutch()),
        Refusal::NoRoll => Error::field("rolnummer", why.in_dutch()),
        Refusal::InTheFuture(_) | Refusal::DecidedBeforeReceived { .. } => Error::field("op", why.in_dutch()),
        why => Error::refused(why.in_dutch()),
    }
}

/// It is this person's work.
///
/// # Errors
/// [`Error::Refused`] for who had a hand in the decision or is tied to the aanbieder, and when it is over; [`Error::Stale`];
/// [`Error::NotFound`].
pub fn take(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    at: (&ApplicationId, &DisputeId),
    seen: i64,
) -> Result<()> {
    let Treated { opened, mut kept, by } = Treated::load(conn, ctx, scope, at)?;
    let state = kept.life.state();
    if !state.runs() {
        return Err(refused(Refusal::NotPossible { from: state, step: "take" }));
    }
    let hands = decisions::hands(conn, opened.id.as_str())?;
    hands.may_treat(&by).map_err(|why| refused(why.into()))?;
    kept.row.version = seen;
    if !disputes::take(conn, &kept.row, &by)? {
        return Err(Error::Stale);
    }
    let event = Event::DisputeTaken { subject: at.1.clone() };
    Ok(ctx.record(conn, &opened.place(scope)?, event)?)
}

/// Plan a zitting or a hearing, or move it; the aanbieder is told.
///
/// # Errors
/// [`Error::Invalid`] with every mistake in the form; [`Error::Refused`] for who had a hand in the decision, and when it is over;
/// [`Error::Stale`]; [`Error::NotFound`].
pub fn plan_hearing(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    at: (&ApplicationId, &DisputeId),
    form: &Planned,
) -> Result<()> {
    let one = Treated::load(conn, ctx, scope, at)?;
    let mut mistakes = Vec::new();
    if form.at.is_none() {
        mistakes.push(FieldError::new("dag", words::SAY_MOMENT));
    }
    let place = needed("plaats", &form.place, words::SAY_PLACE, &mut mistakes);
    let roll = match form.roll.trim() {
        "" => None,
        text => Some(Roll::parse(text)),
    };
    if let Some(Err(_)) = roll {
        mistakes.push(FieldError::new("rolnummer", words::SAY_ROLL));
    }
    let (Some(moment), Some(place), true) = (form.at, place, mistakes.is_empty()) else {
        return Err(Error::Invalid(mistakes));
    };
    let zitting = Zitting { at: moment, place };
    let command = Command::PlanHearing { by: one.by.clone(), zitting, roll: roll.and_then(Result::ok) };
    let event = Event::DisputeHearingPlanned { subject: at.1.clone(), at: moment };
    let one = one.step(conn, ctx, scope, (command, form.seen, event))?;
    one.tell(conn, ctx, (scope, portal), ("dispute_hearing", ""))
}

/// There will be no zitting after all.
///
/// # Errors
/// [`Error::Refused`] where none is planned; [`Error::Stale`]; [`Error::NotFound`].
pub fn cancel_hearing(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    at: (&ApplicationId, &DisputeId),
    seen: i64,
) -> Result<()> {
    let one = Treated::load(conn, ctx, scope, at)?;
    let command = Command::CancelHearing { by: one.by.clone() };
    let event = Event::DisputeHearingCancelled { subject: at.1.clone() };
    let one = one.step(conn, ctx, scope, (command, seen, event))?;
    one.tell(conn, ctx, (scope, portal), ("dispute_hearing", ""))
}

/// A bezwaar takes six weeks more, once; the aanbieder is told why.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Refused`] for another kind, a second time, and after the term; [`Error::Stale`];
/// [`Error::NotFound`].
pub fn extend(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    at: (&ApplicationId, &DisputeId),
    (why, seen): (&str, i64),
) -> Result<()> {
    let one = Treated::load(conn, ctx, scope, at)?;
    let why = only("waarom", why, words::SAY_WHY_LONGER)?;
    let today = local_day(ctx.now);
    let filed = one.kept.life.filed();
    if filed.matter.kind() != Kind::Bezwaar {
        return Err(refused(Refusal::NotExtendable));
    }
    let letter = types::id("disputes", &one.kept.row.letter_id)?;
    let about = About::load(conn, scope, &one.opened, &letter)?;
    let longer = about.due(conn, scope, (&filed.matter, &filed.arrival, true))?.ok_or(Error::NotFound)?;
    let due = one.kept.row.due_on.ok_or(Error::NotFound)?;
    let command = Command::Extend { by: one.by.clone(), why: why.clone(), due, today };
    let event = Event::DisputeExtended { subject: at.1.clone(), from: due, to: longer.last_day };
    let one = one.step(conn, ctx, scope, (command, seen, event))?;
    one.tell(conn, ctx, (scope, portal), ("dispute_extended", why.as_str()))
}

/// Write down what came of it. What the region itself decides is decided by who may sign for the gemeenten it is about; a vonnis is written
/// down as it is. The aanbieder is told.
///
/// # Errors
/// [`Error::Invalid`] with every mistake in the form; [`Error::Refused`] for who had a hand in the decision, without mandaat for a bezwaar,
/// before the zitting, and a second time; [`Error::Stale`]; [`Error::NotFound`].
pub fn decide(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    at: (&ApplicationId, &DisputeId),
    form: &Ruled,
) -> Result<()> {
    let one = Treated::load(conn, ctx, scope, at)?;
    let mut mistakes = Vec::new();
    let outcome = Outcome::from_code(&form.outcome);
    if outcome.is_none() {
        mistakes.push(FieldError::new("uitkomst", words::SAY_OUTCOME));
    }
    if form.on.is_none() {
        mistakes.push(FieldError::new("op", words::SAY_DAY));
    }
    let motivation = needed("motivering", &form.motivation, words::SAY_MOTIVATION, &mut mistakes);
    let (Some(outcome), Some(on), Some(motivation), true) =
        (outcome, form.on, motivation, mistakes.is_empty())
    else {
        return Err(Error::Invalid(mistakes));
    };
    if one.kept.row.kind.0.track() == RemedyTrack::Awb && one.kept.life.state().runs() {
        may_sign(conn, ctx, scope, &one)?;
    }
    let command = Command::Decide {
        by: one.by.clone(),
        outcome,
        on,
        today: local_day(ctx.now),
        motivation: motivation.clone(),
    };
    let event = Event::DisputeDecided { subject: at.1.clone(), outcome: Token::of(outcome), on };
    let one = one.step(conn, ctx, scope, (command, form.seen, event))?;
    one.tell(conn, ctx, (scope, portal), ("dispute_decided", motivation.as_str()))
}

/// A beslissing op bezwaar is a besluit of the college: it is taken under mandaat for that gemeente.
fn may_sign(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, one: &Treated) -> Result<()> {
    let grants = grants(conn, scope, &one.by)?;
    let today = local_day(ctx.now);
    for decision in disputes::decisions_of(conn, scope, &one.kept.row.id)? {
        let lot = types::id("decisions", &decision.lot_application_id)?;
        let case = Case::load(conn, ctx, scope, &lot)?;
        let grant = grant_for(&case, &grants, today).map_err(|none| Error::refused(none.in_dutch()))?;
        case.covered(&one.by, &grant, today).map_err(|why| Error::refused(why.in_dutch()))?;
    }
    Ok(())
}

/// The team writes down that it was taken back: everybody may, because it is the aanbieder's own.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Refused`] when it is over; [`Error::Stale`]; [`Error::NotFound`].
pub fn withdraw(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    at: (&ApplicationId, &DisputeId),
    (why, seen): (&str, i64),
) -> Result<()> {
    let one = Treated::load(conn, ctx, scope, at)?;
    let command = Command::Withdraw { by: one.by.clone(), why: why_back(why)? };
    let event = Event::DisputeWithdrawn { subject: at.1.clone() };
    one.step(conn, ctx, scope, (command, seen, event)).map(drop)
}

/// The aanbieder takes back what it sent in itself, or what came in for it outside the portal; a kort geding is taken back by its lawyer.
///
/// # Errors
/// As [`withdraw`]; [`Error::NotFound`] for another organisation's, and for a kort geding.
pub fn withdraw_own(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    at: (&ApplicationId, &DisputeId),
    (why, seen): (&str, i64),
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let own = disputes::own(conn, scope, at.0)?;
    let kept = own.into_iter().find(|one| one.row.id == at.1.as_str()).ok_or(Error::NotFound)?;
    if kept.row.kind.0 == Kind::KortGeding {
        return Err(Error::NotFound);
    }
    let region = access::for_system(types::id("disputes", &kept.row.region_id)?);
    let opened = Opened::load(conn, ctx, &region, at.0)?;
    let one = Treated { opened, kept, by: by.clone() };
    let command = Command::Withdraw { by, why: why_back(why)? };
    let event = Event::DisputeWithdrawn { subject: at.1.clone() };
    one.step(conn, ctx, &region, (command, seen, event)).map(drop)
}
