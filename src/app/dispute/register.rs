//! A dispute comes in: the aanbieder sends it in the portal, or the team registers what came by post, by mail or by a deurwaarder.
//! May import: app, auth, domain, storage.

use chrono::NaiveDate;

use super::about::{About, ids};
use super::{alert, tell};
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::review::Opened;
use crate::app::writing::{needed, only, perhaps};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::dispute::{Arrival, Dispute, Kind, Matter, Refusal, Roll, Side, State, Summons};
use crate::domain::ids::{ApplicationId, DisputeId, Id, LegalHoldId, LetterId, UserId};
use crate::domain::letter::RemedyTrack;
use crate::domain::motivation::Motivation;
use crate::domain::terms::local_day;
use crate::domain::words::dispute as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::decisions::DecisionRow;
use crate::storage::disputes::{self, DisputeRow};
use crate::storage::legal_holds::{self, HoldRow};
use crate::storage::letters;
use crate::storage::lots::LotRow;
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, OrgScope, RegionScope};

/// A dispute as a form of the team gives it.
#[derive(Debug, Clone, Default)]
pub struct Registered {
    /// The letter that it is about.
    pub letter: String,
    /// The decisions of that letter.
    pub decisions: Vec<String>,
    /// Its kind.
    pub kind: String,
    /// The day on which it was received; nothing where the form gave none.
    pub received_on: Option<NaiveDate>,
    /// The day of the postmark.
    pub posted_on: Option<NaiveDate>,
    /// What it is about, and where it is kept.
    pub grounds: String,
    /// Why it is taken up though it came too late.
    pub late: String,
    /// The rechtbank.
    pub court: String,
    /// Its rolnummer.
    pub roll: String,
    /// Whether an adviescommissie advises.
    pub committee: bool,
}

/// A dispute as the aanbieder sends it in.
#[derive(Debug, Clone, Default)]
pub struct FiledForm {
    /// The decisions that it is about.
    pub decisions: Vec<String>,
    /// Why it does not agree.
    pub grounds: String,
    /// Why it is later than the term.
    pub late: String,
}

/// A dispute as it is going to be kept.
struct New<'a> {
    about: &'a About,
    chosen: Vec<&'a (DecisionRow, LotRow)>,
    side: Side,
    life: Dispute,
}

/// Register what came in outside the portal.
///
/// # Errors
/// [`Error::Invalid`] with every mistake in the form; [`Error::Refused`] where what it is about was not made known, for a kind of the other
/// track, and for who is tied to the aanbieder; [`Error::NotFound`].
pub fn register(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    id: &ApplicationId,
    form: &Registered,
) -> Result<DisputeId> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    opened.free(conn, scope, &by)?;
    let letter: LetterId = Id::parse(&form.letter).map_err(|_| Error::field("brief", words::SAY_LETTER))?;
    let about = About::load(conn, scope, &opened, &letter)?;
    let (matter, received_on, grounds) = read(form, &about)?;
    let arrival = Arrival { received_on, posted_on: form.posted_on };
    let late = perhaps("later", &form.late)?;
    let chosen = about.chosen(&form.decisions);
    let life = begin(conn, ctx, scope, (&opened, &about, &chosen), (matter, arrival), (grounds, late))?;
    let new = New { about: &about, chosen, side: Side::Team, life };
    keep(conn, ctx, (scope, portal), (&opened, &by), new)
}

/// What the team wrote: every mistake at once.
fn read(form: &Registered, about: &About) -> Result<(Matter, NaiveDate, Motivation)> {
    let mut mistakes = Vec::new();
    let kind = Kind::from_code(&form.kind);
    if kind.is_none() {
        mistakes.push(FieldError::new("soort", words::SAY_KIND));
    }
    if about.chosen(&form.decisions).is_empty() {
        mistakes.push(FieldError::new("onderdeel", words::SAY_LOTS));
    }
    if form.received_on.is_none() {
        mistakes.push(FieldError::new("ontvangen", words::SAY_RECEIVED));
    }
    let matter = match kind {
        Some(Kind::KortGeding) => summons(form, &mut mistakes),
        Some(Kind::Bezwaar) => Some(Matter::Bezwaar { committee: form.committee }),
        Some(Kind::Klacht) => Some(Matter::Klacht),
        None => None,
    };
    let grounds = needed("waarover", &form.grounds, words::SAY_GROUNDS, &mut mistakes);
    match (matter, form.received_on, grounds) {
        (Some(matter), Some(on), Some(grounds)) if mistakes.is_empty() => Ok((matter, on, grounds)),
        _ => Err(Error::Invalid(mistakes)),
    }
}

fn summons(form: &Registered, mistakes: &mut Vec<FieldError>) -> Option<Matter> {
    let court = needed("rechtbank", &form.court, words::SAY_COURT, mistakes);
    let roll = match form.roll.trim() {
        "" => None,
        text => match Roll::parse(text) {
            Ok(roll) => Some(roll),
            Err(_) => {
                mistakes.push(FieldError::new("rolnummer", words::SAY_ROLL));
                None
            }
        },
    };
    Some(Matter::KortGeding(Summons { court: court?, roll }))
}

/// The aanbieder sends in what its track knows: a klacht or a bezwaar, about what a letter told it.
///
/// # Errors
/// [`Error::Invalid`] when nothing is chosen or written, or it is later than the term and no reason is given; [`Error::Refused`] where one
/// runs; [`Error::NotFound`] for another organisation's letter.
pub fn file(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&OrgScope, &PublicUrl),
    letter: &LetterId,
    form: &FiledForm,
) -> Result<(ApplicationId, DisputeId)> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let (region, opened) = received(conn, ctx, scope, letter)?;
    let about = About::load(conn, &region, &opened, letter)?;
    let chosen = about.chosen(&form.decisions);
    let mut mistakes = Vec::new();
    if chosen.is_empty() {
        mistakes.push(FieldError::new("onderdeel", words::SAY_LOTS));
    }
    let grounds = needed("waarom", &form.grounds, words::SAY_WHY_NOT, &mut mistakes);
    let (Some(grounds), true) = (grounds, mistakes.is_empty()) else { return Err(Error::Invalid(mistakes)) };
    let track: RemedyTrack = opened.scheme.remedy().track.into();
    let matter = match track {
        RemedyTrack::Civiel => Matter::Klacht,
        RemedyTrack::Awb => Matter::Bezwaar { committee: false },
    };
    let arrival = Arrival::on(local_day(ctx.now));
    let late = perhaps("later", &form.late)?;
    let life = begin(conn, ctx, &region, (&opened, &about, &chosen), (matter, arrival), (grounds, late))?;
    let new = New { about: &about, chosen, side: Side::Provider, life };
    let id = keep(conn, ctx, (&region, portal), (&opened, &by), new)?;
    Ok((opened.id, id))
}

/// A letter that an organisation received, with the region that sent it and the application that it is about.
pub(super) fn received(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    letter: &LetterId,
) -> Result<(RegionScope, Opened)> {
    let row = letters::find_received(conn, scope, letter)?;
    let region = access::for_system(types::id("letters", &row.region_id)?);
    let application = row.application_id.as_deref().ok_or(Error::NotFound)?;
    let opened = Opened::load(conn, ctx, &region, &types::id("letters", application)?)?;
    Ok((region, opened))
}

/// Ask the domain. That it came too late belongs to a field of the form.
fn begin(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, about, chosen): (&Opened, &About, &[&(DecisionRow, LotRow)]),
    new: (Matter, Arrival),
    said: (Motivation, Option<Motivation>),
) -> Result<Dispute> {
    let standing = disputes::about(conn, scope, &ids(chosen)?)?;
    let running: Vec<Kind> = standing.iter().filter(|one| one.state.runs()).map(|one| one.kind).collect();
    let subject = about.subject(opened, chosen)?;
    Dispute::register(new, said, &subject, &running, local_day(ctx.now)).map_err(|why| match why {
        Refusal::SayWhyLate { .. } => Error::field("later", why.in_dutch()),
        Refusal::BeforeMadeKnown { .. } | Refusal::InTheFuture(_) => {
            Error::field("ontvangen", why.in_dutch())
        }
        Refusal::PostedLater => Error::field("verzonden", why.in_dutch()),
        Refusal::OneCollege | Refusal::Runs(_) => Error::field("onderdeel", why.in_dutch()),
        why => Error::refused(why.in_dutch()),
    })
}

/// The row, the hold on the dossier, both leaves and the mail.
fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    (opened, by): (&Opened, &UserId),
    new: New<'_>,
) -> Result<DisputeId> {
    let id: DisputeId = ctx.id();
    let filed = new.life.filed();
    let due = new.about.due(conn, scope, (&filed.matter, &filed.arrival, false))?;
    let due_on = due.map(|due| due.last_day);
    let about = ids(&new.chosen)?;
    let row = row(ctx, scope, (opened, &id, by), &new);
    disputes::insert(conn, &DisputeRow { due_on, ..row }, &about)?;
    let event = Event::DisputeRegistered {
        subject: id.clone(),
        application: opened.id.clone(),
        kind: Token::of(filed.matter.kind()),
        side: Token::of(new.side),
        decisions: about,
        received: filed.arrival.received_on,
        in_time: filed.in_time,
    };
    let place = opened.place(scope)?;
    ctx.record(conn, &place, event)?;
    let hold: LegalHoldId = ctx.id();
    let held = HoldRow {
        id: hold.to_string(),
        region_id: scope.key().to_owned(),
        application_id: opened.id.to_string(),
        dispute_id: Some(id.to_string()),
        reason: words::HELD_BY_DISPUTE.to_owned(),
        placed_by: by.to_string(),
        placed_at: stored(ctx.now),
        lifted_reason: String::new(),
        lifted_by: None,
        lifted_at: None,
    };
    legal_holds::insert(conn, &held)?;
    let event =
        Event::HoldPlaced { subject: hold, application: opened.id.clone(), dispute: Some(id.clone()) };
    ctx.record(conn, &place, event)?;
    let happened = (&id, &new.life, due_on);
    tell(conn, ctx, (scope, portal), (opened, "dispute_received", ""), happened)?;
    if new.side == Side::Provider {
        let lots = new.chosen.iter().map(|(_, lot)| lot.gemeente.as_str()).collect();
        alert(conn, ctx, (scope, portal), (opened, &lots), happened)?;
    }
    Ok(id)
}

fn row(
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, id, by): (&Opened, &DisputeId, &UserId),
    new: &New<'_>,
) -> DisputeRow {
    let filed = new.life.filed();
    let (court, roll, committee) = match &filed.matter {
        Matter::Klacht => (String::new(), String::new(), false),
        Matter::KortGeding(summons) => {
            let roll = summons.roll.as_ref().map_or("", Roll::as_str);
            (summons.court.as_str().to_owned(), roll.to_owned(), false)
        }
        Matter::Bezwaar { committee } => (String::new(), String::new(), *committee),
    };
    DisputeRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        application_id: opened.id.to_string(),
        org_id: opened.row.org_id.clone(),
        letter_id: new.about.letter.id.clone(),
        kind: AsText(filed.matter.kind()),
        side: AsText(new.side),
        state: AsText(State::Registered),
        received_on: filed.arrival.received_on,
        posted_on: filed.arrival.posted_on,
        last_day: new.about.remedy.last_day,
        in_time: filed.in_time,
        grounds: filed.grounds.as_str().to_owned(),
        late: filed.late.as_ref().map_or("", Motivation::as_str).to_owned(),
        court,
        roll,
        committee,
        registered_by: by.to_string(),
        registered_at: stored(ctx.now),
        treated_by: None,
        extended_by: None,
        extended_at: None,
        extended_why: String::new(),
        due_on: None,
        hearing_at: None,
        hearing_place: String::new(),
        outcome: None,
        ruled_on: None,
        closing: String::new(),
        closed_by: None,
        closed_at: None,
        version: 1,
    }
}

/// The reason for taking a dispute back, from the aanbieder itself or as it was written to the team.
pub(super) fn why_back(text: &str) -> Result<Motivation> {
    only("reden", text, words::SAY_WHY_BACK)
}
