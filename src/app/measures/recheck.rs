//! Toezicht looks again: on which day, and what it found. May import: app, domain.

use chrono::NaiveDate;

use super::{Case, Reach};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::{clean, needed};
use crate::domain::ids::MeasureId;
use crate::domain::supervision::measure::Command;
use crate::domain::terms::local_day;
use crate::domain::words::measures as words;
use crate::storage::DbConn;

/// A step of toezicht as a form gives it.
#[derive(Debug, Clone)]
pub struct Recheck {
    /// `plan_recheck`, `fall_short` or `close`.
    pub step: String,
    /// On which day, or what is wrong with the date.
    pub on: std::result::Result<Option<NaiveDate>, String>,
    /// Why, or what was found.
    pub why: String,
    /// The version of the measure that the person saw.
    pub seen: i64,
}

/// Plan to look again, or write down what was found.
///
/// # Errors
/// [`Error::Invalid`] with every mistake; [`Error::Refused`] in the words of the rule; [`Error::Stale`]; [`Error::NotFound`].
pub fn recheck(conn: &mut DbConn, ctx: &Ctx, reach: &Reach, id: &MeasureId, step: &Recheck) -> Result<()> {
    reach.watches()?;
    let case = Case::load(conn, ctx, reach, (id, step.seen))?;
    let mut wrong = Vec::new();
    let command = match (step.step.as_str(), &step.on) {
        ("plan_recheck", Ok(Some(on))) => Some(Command::PlanRecheck { on: *on }),
        ("plan_recheck", Ok(None)) => {
            wrong.push(FieldError::new("op_day", words::SAY_RECHECK));
            None
        }
        ("plan_recheck", Err(message)) => {
            wrong.push(FieldError::new("op_day", message.clone()));
            None
        }
        ("fall_short", _) => Some(Command::FallShort),
        ("close", _) => Some(Command::Close),
        _ => {
            wrong.push(FieldError::new("stap", words::SAY_STEP));
            None
        }
    };
    clean("waarom", &step.why, local_day(ctx.now), &mut wrong);
    let why = needed("waarom", &step.why, words::SAY_FOUND, &mut wrong);
    let (Some(command), Some(why), true) = (command, why, wrong.is_empty()) else {
        return Err(Error::Invalid(wrong));
    };
    let name = command.name();
    case.step(conn, ctx, command, Some(&why))?;
    case.note(conn, ctx, &reach.scope, name)
}
