//! What a toezichthouder makes of a signal, each time with the reason.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::needed;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::ids::SignalId;
use crate::domain::supervision::{Command, Receiver, Refusal};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::signals as words;
use crate::storage::DbConn;
use crate::storage::signals::{self, SignalRow, StepRow, WallScope};
use crate::storage::types::{AsText, stored};

/// A step as a form gives it.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub step: String,
    /// Until when it is watched, or what is wrong with the date.
    pub until: Result<Option<NaiveDate>, String>,
    /// Who goes on with it.
    pub to: String,
    /// Why.
    pub why: String,
    /// The version of the signal that the person saw.
    pub seen: i64,
}

/// Take a step.
///
/// # Errors
/// [`Error::NotFound`] on the other side of the wall; [`Error::Invalid`] with every mistake; [`Error::Refused`] in the words of the rule;
/// [`Error::Stale`].
pub fn take(conn: &mut DbConn, ctx: &Ctx, wall: &WallScope, id: &SignalId, step: &Step) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let mut row = signals::find(conn, wall, id)?;
    let mut mistakes = Vec::new();
    let command = command(&row, step).map_err(|mistake| mistakes.push(mistake)).ok();
    let why = needed("waarom", &step.why, words::SAY_WHY, &mut mistakes);
    let (Some(command), Some(why)) = (command, why) else { return Err(Error::Invalid(mistakes)) };
    let next = row.life()?.apply(&command, by.clone(), ctx.now).map_err(refused)?;
    let discipline = match command {
        Command::HandOver { from } => from.other(),
        _ => row.discipline.0,
    };
    let taken = StepRow {
        id: ctx.id::<crate::domain::ids::kind::SignalStep>().to_string(),
        region_id: row.region_id.clone(),
        signal_id: row.id.clone(),
        step: command.name().to_owned(),
        until_on: if let Command::Watch { until } = command { Some(until) } else { None },
        passed_to: if let Command::PassOn { to } = command { Some(AsText(to)) } else { None },
        why: why.as_str().to_owned(),
        taken_by: by.to_string(),
        taken_at: stored(ctx.now),
    };
    row.version = step.seen;
    if !signals::step(conn, &row, (&next, discipline), &taken)? {
        return Err(Error::Stale);
    }
    let step = Token::parse(command.name()).map_err(Error::internal)?;
    let event = Event::SignalStepped { subject: id.clone(), step };
    Ok(ctx.record(conn, &Place::of_region(wall.region.region()), event)?)
}

fn refused(why: Refusal) -> Error {
    match why {
        Refusal::NotADayToWatch { .. } => Error::field("tot_day", why.in_dutch()),
        Refusal::NotPossible { .. } => Error::refused(why.in_dutch()),
    }
}

fn command(row: &SignalRow, step: &Step) -> std::result::Result<Command, FieldError> {
    let until = || match &step.until {
        Ok(Some(day)) => Ok(*day),
        Ok(None) => Err(FieldError::new("tot_day", words::SAY_UNTIL)),
        Err(message) => Err(FieldError::new("tot_day", message.clone())),
    };
    let to = || Receiver::from_code(&step.to).ok_or_else(|| FieldError::new("aan", words::SAY_RECEIVER));
    Ok(match step.step.as_str() {
        "investigate" => Command::Investigate,
        "watch" => Command::Watch { until: until()? },
        "pass_on" => Command::PassOn { to: to()? },
        "dismiss" => Command::Dismiss,
        "hand_over" => Command::HandOver { from: row.discipline.0 },
        "reopen" => Command::Reopen,
        _ => return Err(FieldError::new("stap", words::SAY_STEP)),
    })
}
