//! Disputes as the team and the aanbieder read them.
//! May import: app, domain, storage.

use super::about::About;
use super::register::received;
use super::view::{Beside, HoldSeen, Holds, LetterSeen, Lot, Own, OwnSeen, Seen, ToFile, ToRegister};
use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::review::Opened;
use crate::app::review::show::{Head, head, place};
use crate::domain::code::Code as _;
use crate::domain::decision::Cause;
use crate::domain::dispute::{Kind, Side, Standstill, State, standstill, waits_for_judge};
use crate::domain::ids::{ApplicationId, DisputeId, LetterId, LotApplicationId};
use crate::domain::letter::RemedyTrack;
use crate::domain::terms::local_day;
use crate::domain::words::dispute as words;
use crate::domain::words::terms::{self, CountedFrom};
use crate::storage::decisions::DecisionRow;
use crate::storage::disputes::{self, Kept};
use crate::storage::lots::LotRow;
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, OrgScope, RegionScope, decisions, legal_holds, users};

fn name(conn: &mut DbConn, id: Option<&str>) -> Result<String> {
    let Some(id) = id else { return Ok(String::new()) };
    Ok(users::names(conn, &[id])?.into_iter().next().map(|(_, name)| name).unwrap_or_default())
}

fn lot(opened: &Opened, (decision, row): &(DecisionRow, LotRow)) -> Lot {
    let place = place(opened, row);
    Lot {
        value: decision.id.clone(),
        label: format!("{place}: {}", words::decided(decision.outcome.0)),
        place,
        outcome: decision.outcome.0.code(),
        reopened: false,
        anew: "",
    }
}

/// The lots of a dispute, with what was decided anew because of it.
fn lots(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    about: &About,
    id: &str,
) -> Result<Vec<Lot>> {
    let chosen = disputes::decisions_of(conn, scope, id)?.into_iter().map(|one| one.id);
    let chosen: Vec<String> = chosen.collect();
    let again = disputes::revised(conn, scope, id)?;
    let mut lots = Vec::new();
    for one in about.chosen(&chosen) {
        let reopened = again.contains(&one.0.id);
        let anew = match reopened {
            true => decisions::that_revises(conn, scope, &one.0.id)?,
            false => None,
        };
        let anew = anew.filter(|row| row.signed_by.is_some()).map_or("", |row| row.outcome.0.code());
        lots.push(Lot { reopened, anew, ..lot(opened, one) });
    }
    Ok(lots)
}

fn seen(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, (opened, kept): (&Opened, &Kept)) -> Result<Seen> {
    let (row, filed) = (&kept.row, kept.life.filed());
    let about = About::load(conn, scope, opened, &types::id("disputes", &row.letter_id)?)?;
    let due = about.due(conn, scope, (&filed.matter, &filed.arrival, filed.extended.is_some()))?;
    let from = match row.kind.0 {
        Kind::Bezwaar if filed.in_time => CountedFrom::RemedyTerm,
        Kind::Bezwaar => CountedFrom::Arrival,
        Kind::Klacht | Kind::KortGeding => CountedFrom::MadeKnown,
    };
    let due_why = match (&due, row.due_on) {
        (Some(due), Some(kept)) => terms::why(from, due, kept),
        _ => Vec::new(),
    };
    let lots = lots(conn, scope, opened, &about, &row.id)?;
    let outcome = row.outcome.map(|outcome| outcome.0);
    let hands = decisions::hands(conn, opened.id.as_str())?;
    let had_a_hand = ctx.actor.user.as_ref().is_some_and(|user| hands.may_treat(user).is_err());
    let hearing_at = row.hearing_at.map(instant);
    Ok(Seen {
        id: row.id.clone(),
        kind: row.kind.0.code(),
        state: row.state.0.code(),
        runs: row.state.0.runs(),
        side: row.side.0.code(),
        letter: about.letter.number.clone(),
        letter_id: row.letter_id.clone(),
        made_known: about.made_known,
        received_on: row.received_on,
        posted_on: row.posted_on,
        last_day: row.last_day,
        why: terms::why(CountedFrom::MadeKnown, &about.remedy, row.last_day),
        in_time: row.in_time,
        late: row.late.clone(),
        grounds: row.grounds.clone(),
        court: row.court.clone(),
        roll: row.roll.clone(),
        committee: row.committee,
        due_on: row.due_on,
        due_why,
        extended_why: row.extended_why.clone(),
        was_heard: hearing_at.is_some_and(|at| at <= ctx.now),
        hearing_at: hearing_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
        hearing_place: row.hearing_place.clone(),
        outcome: outcome.map_or("", |one| one.code()),
        outcome_told: outcome.map_or("", words::outcome_told),
        ruled_on: row.ruled_on,
        closing: row.closing.clone(),
        asks_a_revision: outcome.is_some_and(|one| one.asks_a_revision())
            && lots.iter().all(|lot| !lot.reopened),
        treated_by: name(conn, row.treated_by.as_deref())?,
        had_a_hand,
        version: row.version,
        lots,
    })
}

/// What stands beside a dossier: its disputes, whether it is kept and whether signing waits.
///
/// # Errors
/// [`Error::NotFound`] where the team may not see the application.
pub fn beside(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ApplicationId) -> Result<Beside> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let known: Vec<About> =
        About::all(conn, scope, &opened)?.into_iter().filter(|one| one.made_known.is_some()).collect();
    let mut all = Vec::new();
    for kept in disputes::of_application(conn, scope, id)?.iter().rev() {
        all.push(seen(conn, ctx, scope, (&opened, kept))?);
    }
    let standing = disputes::standing(conn, scope, id)?;
    let track: RemedyTrack = opened.scheme.remedy().track.into();
    let last_day = known.iter().map(|one| one.remedy.last_day).max();
    let waits = last_day.map(|last| standstill(track, last, local_day(ctx.now), &standing));
    Ok(Beside {
        disputes: all,
        can_register: !known.is_empty(),
        held: super::may_destroy(conn, scope, id)?.is_err(),
        signing_from: match waits {
            Some(Standstill::Until(day)) => Some(day),
            Some(Standstill::None | Standstill::Ruling) | None => None,
        },
        waits_for_judge: waits_for_judge(&standing),
    })
}

/// One dispute, with the application.
///
/// # Errors
/// [`Error::NotFound`] for another application's, and where the team may not see the application.
pub fn one(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (application, id): (&ApplicationId, &DisputeId),
) -> Result<(Head, Seen)> {
    let opened = Opened::load(conn, ctx, scope, application)?;
    let kept = disputes::find(conn, scope, (application, id))?;
    Ok((head(conn, ctx, scope, &opened)?, seen(conn, ctx, scope, (&opened, &kept))?))
}

fn letter_seen(ctx: &Ctx, opened: &Opened, about: &About) -> LetterSeen {
    let is_over = local_day(ctx.now) > about.remedy.last_day;
    let number = &about.letter.number;
    LetterSeen {
        value: about.letter.id.clone(),
        label: words::letter(number, about.made_known, (about.remedy.last_day, is_over)),
        number: about.letter.number.clone(),
        made_known: about.made_known,
        last_day: about.remedy.last_day,
        why: terms::why(CountedFrom::MadeKnown, &about.remedy, about.remedy.last_day),
        is_over,
        lots: about.told.iter().map(|one| lot(opened, one)).collect(),
    }
}

/// What is needed to register a dispute about an application.
///
/// # Errors
/// [`Error::NotFound`] where the team may not see the application.
pub fn to_register(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
) -> Result<ToRegister> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let all = About::all(conn, scope, &opened)?;
    let known = all.iter().filter(|one| one.made_known.is_some());
    let letters: Vec<LetterSeen> = known.map(|one| letter_seen(ctx, &opened, one)).collect();
    let several = letters.len() > 1;
    let named = |letter: &LetterSeen, lot: &Lot| match several {
        true => Lot { label: format!("{} ({})", lot.label, letter.number), ..lot.clone() },
        false => lot.clone(),
    };
    let lots = letters.iter().flat_map(|letter| letter.lots.iter().map(|lot| named(letter, lot)));
    let lots: Vec<Lot> = lots.collect();
    let gemeente = all.first().and_then(|one| one.told.first()).map(|(_, lot)| lot.gemeente.clone());
    let mut gemeenten = opened.scheme.gemeenten().iter();
    let court = gemeente.and_then(|code| gemeenten.find(|one| one.code.as_str() == code));
    let track: RemedyTrack = opened.scheme.remedy().track.into();
    Ok(ToRegister {
        head: head(conn, ctx, scope, &opened)?,
        kinds: Kind::of(track).iter().map(|kind| kind.code()).collect(),
        letters,
        lots,
        court: court.map(|one| one.court.clone()).unwrap_or_default(),
    })
}

/// What is needed to send in a dispute about a letter.
///
/// # Errors
/// [`Error::NotFound`] for another organisation's letter, and one that is not about decisions.
pub fn to_file(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, letter: &LetterId) -> Result<ToFile> {
    let (region, opened) = received(conn, ctx, scope, letter)?;
    let about = About::load(conn, &region, &opened, letter)?;
    Ok(ToFile {
        number: opened.row.number.clone(),
        application: opened.id.to_string(),
        kind: Kind::sent_in(opened.scheme.remedy().track.into()).code(),
        letter: letter_seen(ctx, &opened, &about),
        before: own_list(conn, scope, &opened.id)?,
    })
}

/// The disputes of an application of the aanbieder, the last first.
///
/// # Errors
/// What the database says.
pub fn own_list(conn: &mut DbConn, scope: &OrgScope, application: &ApplicationId) -> Result<Vec<OwnSeen>> {
    let all = disputes::own(conn, scope, application)?;
    let seen = |kept: Kept| OwnSeen {
        id: kept.row.id,
        kind: kept.row.kind.0.code(),
        state: kept.row.state.0.code(),
        received_on: kept.row.received_on,
    };
    Ok(all.into_iter().map(seen).collect())
}

/// One as the aanbieder reads it.
///
/// # Errors
/// [`Error::NotFound`] for another organisation's.
pub fn own(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (application, id): (&ApplicationId, &DisputeId),
) -> Result<Own> {
    let all = disputes::own(conn, scope, application)?;
    let kept = all.into_iter().find(|one| one.row.id == id.as_str()).ok_or(Error::NotFound)?;
    let region = access::for_system(types::id("disputes", &kept.row.region_id)?);
    let opened = Opened::load(conn, ctx, &region, application)?;
    let seen = seen(conn, ctx, &region, (&opened, &kept))?;
    Ok(Own {
        number: opened.row.number.clone(),
        can_withdraw: seen.runs && kept.row.kind.0 != Kind::KortGeding,
        seen: as_told(seen),
    })
}

/// What an aanbieder reads of a dispute: not who treats it, and not what the team wrote down for itself about what came in otherwise.
fn as_told(seen: Seen) -> Seen {
    let own = seen.side == Side::Provider.code();
    let only = |text: String| if own { text } else { String::new() };
    Seen { treated_by: String::new(), grounds: only(seen.grounds), late: only(seen.late), ..seen }
}

/// The holds on a dossier.
///
/// # Errors
/// [`Error::NotFound`] where the team may not see the application.
pub fn holds(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ApplicationId) -> Result<Holds> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let reader = ctx.actor.user.as_ref().map(|user| user.as_str());
    let mut holds = Vec::new();
    for row in legal_holds::of_application(conn, scope, id)? {
        holds.push(HoldSeen {
            by: name(conn, Some(&row.placed_by))?,
            at: instant(row.placed_at).to_rfc3339(),
            is_own: reader == Some(row.placed_by.as_str()),
            lifted_by: name(conn, row.lifted_by.as_deref())?,
            lifted_at: row.lifted_at.map(|at| instant(at).to_rfc3339()).unwrap_or_default(),
            id: row.id,
            reason: row.reason,
            lifted_reason: row.lifted_reason,
        });
    }
    let still = super::may_destroy(conn, scope, id)?;
    let standing = disputes::standing(conn, scope, id)?;
    Ok(Holds {
        head: head(conn, ctx, scope, &opened)?,
        holds,
        kept: still.err().map(words::kept).unwrap_or_default(),
        runs: standing.iter().any(|one| one.state.runs()),
    })
}

/// What a dispute fills in on the page of a revision: its lots, its cause and why.
///
/// # Errors
/// [`Error::NotFound`] for another application's; [`Error::Refused`] where the aanbieder was not right.
pub fn to_revise(
    conn: &mut DbConn,
    scope: &RegionScope,
    at: (&ApplicationId, &DisputeId),
) -> Result<(Vec<LotApplicationId>, &'static str, String)> {
    let kept = disputes::find(conn, scope, at)?;
    let right = kept.row.outcome.is_some_and(|one| one.0.asks_a_revision());
    if kept.row.state.0 != State::Decided || !right {
        return Err(Error::refused(crate::domain::words::revision::NOT_FOUNDED));
    }
    let about = disputes::decisions_of(conn, scope, &kept.row.id)?;
    let lots = about.iter().map(|one| types::id("decisions", &one.lot_application_id));
    let cause = Cause::of(kept.row.kind.0).code();
    Ok((lots.collect::<Result<_, _>>()?, cause, kept.row.closing))
}
