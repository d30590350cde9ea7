//! The register of mandaten and volmachten: recording and ending.
//! May import: app::{ctx, error}, domain, storage.

use chrono::NaiveDate;

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::domain::access::StaffRole;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::decision::GrantKind;
use crate::domain::ids::{MandateId, UserId};
use crate::domain::terms::local_day;
use crate::domain::words::admin as words;
use crate::storage::mandates::{self, MandateRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, RegionScope, regions, staff};

/// An entry to be recorded.
#[derive(Debug, Clone)]
pub struct NewMandate {
    /// Who may sign.
    pub holder: UserId,
    /// For which gemeente, CBS code.
    pub gemeente: String,
    /// Mandaat or volmacht.
    pub kind: GrantKind,
    /// Product groups; empty for all.
    pub product_groups: Vec<String>,
    /// The decision that gives the power.
    pub reference: String,
    /// The function of the holder.
    pub function_title: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// Record who may sign what.
///
/// # Errors
/// [`Error::Invalid`] with every mistake.
pub fn record_mandate(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    new: &NewMandate,
) -> Result<MandateId> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let mistakes = mistakes(conn, scope, new)?;
    if !mistakes.is_empty() {
        return Err(Error::Invalid(mistakes));
    }
    let id: MandateId = ctx.id();
    let row = MandateRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        user_id: new.holder.to_string(),
        gemeente: new.gemeente.clone(),
        kind: AsText(new.kind),
        product_groups: new.product_groups.join(" "),
        reference: new.reference.clone(),
        function_title: new.function_title.clone(),
        valid_from: new.from,
        valid_until: new.until,
        recorded_by: by.to_string(),
        recorded_at: stored(ctx.now),
        ended_at: None,
    };
    mandates::insert(conn, &row)?;
    let event = Event::MandateRecorded {
        subject: id.clone(),
        user: new.holder.clone(),
        gemeente: Token::parse(&new.gemeente).map_err(Error::internal)?,
        track: Token::parse(new.kind.code()).map_err(Error::internal)?,
        from: new.from,
        until: new.until,
    };
    ctx.record(conn, &Place::of_region(scope.region()), event)?;
    Ok(id)
}

fn mistakes(conn: &mut DbConn, scope: &RegionScope, new: &NewMandate) -> Result<Vec<FieldError>> {
    let team = staff::team(conn, scope)?;
    let decides = team.iter().any(|member| {
        member.role.user_id == new.holder.as_str() && member.role.role.0 == StaffRole::DecisionMaker
    });
    let known = regions::gemeenten_of(conn, scope)?.iter().any(|row| row.code == new.gemeente);
    let checks = [
        (!decides, "houder", words::NOT_A_DECISION_MAKER),
        (!known, "gemeente", words::GEMEENTE_UNKNOWN),
        (new.reference.is_empty(), "besluit", words::REFERENCE_MISSING),
        (new.function_title.is_empty(), "functie", words::FUNCTION_MISSING),
        (new.until.is_some_and(|until| until < new.from), "tot_day", words::TERM_WRONG),
    ];
    Ok(checks
        .into_iter()
        .filter(|(wrong, _, _)| *wrong)
        .map(|(_, field, text)| FieldError::new(field, text))
        .collect())
}

/// End an entry. What was signed under it stays signed.
///
/// # Errors
/// [`Error::NotFound`] when it has ended.
pub fn end_mandate(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &MandateId) -> Result<()> {
    let (row, _) = mandates::find(conn, scope, id)?;
    if !mandates::end(conn, scope, id, ctx.now)? {
        return Err(Error::NotFound);
    }
    let user = types::id("mandates", &row.user_id)?;
    let event = Event::MandateEnded { subject: id.clone(), user, on: local_day(ctx.now) };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}
