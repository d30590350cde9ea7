//! The letters about a measure, as it stands when they are made. May import: app, domain, storage.

use chrono::{NaiveDate, TimeDelta};

use super::compose::{outside, remedy};
use super::new::{New, number_of_notice, prepare};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::app::schemes;
use crate::domain::access::StaffRole;
use crate::domain::ids::{LetterId, OrgId, ProcedureId, UserId};
use crate::domain::letter::{LetterContent, LetterKind, MeasureLetter, MeasureTold, Signatory};
use crate::domain::policy_code::GroupCode;
use crate::domain::scheme::Scheme;
use crate::domain::supervision::measure::{Measure, MeasureKind, Proposed};
use crate::domain::terms::local_day;
use crate::domain::words;
use crate::storage::letters::LetterRow;
use crate::storage::measures::{self, MeasureRow};
use crate::storage::regions::{self, GemeenteRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope, mandates, users};

/// The last day on which the aanbieder can say what it thinks.
///
/// # Errors
/// [`Error::NotFound`] where it is not asked.
pub fn measure_last_day(row: &MeasureRow) -> Result<NaiveDate> {
    let due = instant(row.due_at.ok_or(Error::NotFound)?);
    Ok(local_day(due - TimeDelta::microseconds(1)))
}

/// Prepare the letter that tells of a measure what was done with it last, and have it rendered.
///
/// # Errors
/// [`Error::Internal`] when the letter cannot be put together: then nothing is done either.
pub fn prepare_measure(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, row: &MeasureRow) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let life = measures::life(conn, row)?;
    let kind = match &life {
        Measure::Hearing { .. } => LetterKind::MeasureIntended,
        Measure::Lifted { .. } | Measure::NotFollowed { .. } => LetterKind::MeasureEnded,
        _ => LetterKind::MeasureTaken,
    };
    let number = number_of_notice(conn, ctx, scope)?;
    let content = compose(conn, scope, (row, &life), kind, (&number, local_day(ctx.now)))?;
    let to: OrgId = types::id("measures", &row.org_id)?;
    let letter = prepare(conn, ctx, scope, New::notice(to, content, by))?;
    Ok(measures::link_letter(conn, row, &letter)?)
}

/// What a letter about a measure says under a number when it leaves on a day; none for another letter.
pub(super) fn told_on(
    conn: &mut DbConn,
    scope: &RegionScope,
    letter: &LetterRow,
    dated: (&str, NaiveDate),
) -> Result<Option<LetterContent>> {
    let id: LetterId = types::id("letters", &letter.id)?;
    let Some(row) = measures::of_letter(conn, scope, &id)? else { return Ok(None) };
    let life = measures::life(conn, &row)?;
    compose(conn, scope, (&row, &life), letter.kind.0, dated).map(Some)
}

fn compose(
    conn: &mut DbConn,
    scope: &RegionScope,
    (row, life): (&MeasureRow, &Measure),
    kind: LetterKind,
    (number, date): (&str, NaiveDate),
) -> Result<LetterContent> {
    let version = types::id("measures", &row.scheme_version_id)?;
    let scheme = schemes::of_version(conn, scope, &version)?.scheme;
    let gemeente = regions::gemeenten_of(conn, scope)?.into_iter().find(|one| one.code == row.gemeente);
    let gemeente = gemeente.ok_or(Error::NotFound)?;
    let (procedure, org): (ProcedureId, OrgId) =
        (types::id("measures", &row.procedure_id)?, types::id("measures", &row.org_id)?);
    let Proposed { plan, done } = life.proposed().ok_or(Error::NotFound)?;
    let wish = plan.wish();
    let (step, signatory) = told(conn, scope, (row, life, kind), (&scheme, &gemeente, date), &done.by)?;
    let findings = measures::findings(conn, row)?.into_iter();
    let letter = MeasureLetter {
        envelope: outside(conn, scope, (&procedure, &scheme), (&gemeente, &org), (number, date))?,
        number: crate::app::measures::number(&row.id),
        kind: wish.kind,
        gemeente: gemeente.name.clone(),
        groups: groups(conn, &scheme, row)?,
        article: plan.article().to_owned(),
        until: wish.until,
        amount: wish.amount,
        facts: findings.map(|one| [one.location, one.fact, one.source]).collect(),
        motivation: wish.motivation.as_str().to_owned(),
        lighter: wish.lighter.as_ref().map(|text| text.as_str().to_owned()),
        step,
        signatory,
    };
    letter.compose().map_err(Error::internal)
}

fn groups(conn: &mut DbConn, scheme: &Scheme, row: &MeasureRow) -> Result<Vec<String>> {
    let title = |code: &str| {
        let found = GroupCode::parse(code).ok().and_then(|code| scheme.group(&code));
        found.map_or_else(|| code.to_owned(), |group| group.title.clone())
    };
    Ok(measures::reached(conn, row)?.iter().map(|one| title(&one.product_group)).collect())
}

/// What is told, and who tells it.
fn told(
    conn: &mut DbConn,
    scope: &RegionScope,
    (row, life, kind): (&MeasureRow, &Measure, LetterKind),
    (scheme, gemeente, date): (&Scheme, &GemeenteRow, NaiveDate),
    proposer: &UserId,
) -> Result<(MeasureTold, Signatory)> {
    if kind == LetterKind::MeasureIntended {
        let last_day = measure_last_day(row)?;
        return Ok((MeasureTold::Intended { last_day }, informing(conn, proposer)?));
    }
    if kind == LetterKind::MeasureEnded {
        let why = measures::steps(conn, row)?.pop().map(|(step, _)| step.why).unwrap_or_default();
        let by = types::id("measures", row.ended_by.as_deref().ok_or(Error::NotFound)?)?;
        let step = match life {
            Measure::Lifted { .. } => MeasureTold::Lifted { why },
            _ => MeasureTold::NotFollowed { why },
        };
        return Ok((step, informing(conn, &by)?));
    }
    let taken = life.taken().ok_or(Error::NotFound)?;
    let calendar = national::calendar(conn, scope, TermOf::Provider)?;
    let binds = taken.proposed.plan.wish().kind > MeasureKind::Recommendation;
    let remedy = binds.then(|| remedy(scheme, gemeente, date, &calendar)).transpose()?;
    let (mandate, name) = mandates::find(conn, scope, &taken.mandate)?;
    let signatory = Signatory { name, role: mandate.function_title, power: Some(mandate.reference) };
    Ok((MeasureTold::Taken { decision: taken.motivation.as_str().to_owned(), remedy }, signatory))
}

/// Who tells something without using anybody's power.
fn informing(conn: &mut DbConn, by: &UserId) -> Result<Signatory> {
    let role = words::roles::staff_role(StaffRole::ContractManager).to_owned();
    Ok(Signatory { name: users::find(conn, by)?.name, role, power: None })
}
