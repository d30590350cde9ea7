//! Verdaging: the decision comes later, once, at most as long as the regeling says, and with the reason (Awb 4:14, by analogy in the
//! civil track). May import: app, domain, storage.

use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::needed;
use crate::app::{due, letters};
use crate::domain::audit::Event;
use crate::domain::ids::ApplicationId;
use crate::domain::scheme::{Span, SpanUnit};
use crate::domain::terms::local_day;
use crate::domain::words::extension as words;
use crate::storage::applications;
use crate::storage::extensions::{self, ExtensionRow};
use crate::storage::types::stored;
use crate::storage::{DbConn, RegionScope};

/// An extension as a form gives it.
#[derive(Debug, Clone)]
pub struct Longer {
    /// How many weeks.
    pub weeks: String,
    /// Why: the letter holds it.
    pub motivation: String,
    /// The version of the application that the person saw.
    pub seen: i64,
}

/// The most weeks by which a regeling lets a decision come later. Six at the very most.
#[must_use]
pub fn longest(span: Span) -> i32 {
    const MOST: i32 = 6;
    let weeks = match span.unit {
        SpanUnit::Weeks => i32::try_from(span.count).unwrap_or(MOST),
        SpanUnit::Days => i32::try_from(span.count / 7).unwrap_or(MOST),
        SpanUnit::Months | SpanUnit::Years | SpanUnit::WorkingDays => MOST,
    };
    weeks.clamp(0, MOST)
}

/// Let the decision on an application come later. The aanbieder gets a letter with the reason and the new last day.
///
/// # Errors
/// [`Error::Invalid`] with every mistake; [`Error::Refused`] when it was extended before, the last day is over, or it is not this
/// person's work; [`Error::Stale`]; [`Error::NotFound`].
pub fn extend(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    longer: &Longer,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let by = opened.mine(ctx)?;
    opened.free(conn, scope, &by)?;
    if extensions::of_application(conn, scope, id)?.is_some() {
        return Err(Error::refused(words::ONCE));
    }
    let before = opened.row.decision_due_on.ok_or(Error::NotFound)?;
    if !opened.row.state.0.is_open() {
        return Err(Error::refused(words::DECIDED));
    }
    if local_day(ctx.now) > before {
        return Err(Error::refused(words::too_late(before)));
    }
    let mut mistakes = Vec::new();
    let most = longest(opened.scheme.terms().extension);
    let weeks = longer.weeks.trim().parse::<i32>().ok().filter(|weeks| (1..=most).contains(weeks));
    if weeks.is_none() {
        mistakes.push(FieldError::new("weken", words::say_weeks(most)));
    }
    let motivation = needed("motivering", &longer.motivation, words::SAY_WHY, &mut mistakes);
    let (Some(weeks), Some(motivation)) = (weeks, motivation) else { return Err(Error::Invalid(mistakes)) };
    opened.touch(conn, ctx, longer.seen)?;
    let row = ExtensionRow {
        application_id: id.to_string(),
        region_id: scope.key().to_owned(),
        weeks,
        motivation: motivation.as_str().to_owned(),
        before,
        extended_by: by.to_string(),
        extended_at: stored(ctx.now),
    };
    extensions::insert(conn, &row)?;
    due::renew(conn, &opened.row, &opened.window, &opened.scheme)?;
    let after = applications::find_in_region(conn, scope, id, ctx.now)?;
    let until = after.decision_due_on.ok_or(Error::NotFound)?;
    let event = Event::ApplicationExtended { subject: id.clone(), from: before, to: until };
    ctx.record(conn, &opened.place(scope)?, event)?;
    letters::prepare_extension(conn, ctx, scope, &after, (&row, until))
}
