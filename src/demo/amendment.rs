//! The policy officer of a region works out another number: what the demo shows of changing the rules.
//! May import: app, domain, serde.

use chrono::Datelike as _;
use serde::Deserialize;

use super::DemoError;
use super::days::DemoDays;
use super::region::Region;
use super::teller::Teller;
use crate::app::{self, Ctx, DbConn, amend};
use crate::domain::access::{Role, StaffRole};
use crate::domain::facts::FactValue;
use crate::domain::money::{BasisPoints, Cents};
use crate::domain::scheme::{Edit, Scheme, Scope};

#[derive(Deserialize)]
struct Words {
    #[serde(rename = "motivering")]
    motivation: String,
}

/// Begin a wijziging: the first number of the regeling a quarter higher in one gemeente from next year on, with what that would do.
///
/// # Errors
/// What the use cases refuse.
pub fn work_out(teller: &mut Teller<'_>, region: &Region, days: &DemoDays) -> Result<(), DemoError> {
    let words: Words = serde_json::from_str(include_str!("../../data/demo/wijziging.json"))
        .map_err(|error| DemoError::Data("wijziging.json", error.to_string()))?;
    let Some(edit) = higher(&region.scheme, days)? else { return Ok(()) };
    let by = region.crew.member("beleid")?;
    let mut act = |step: &mut dyn FnMut(&mut DbConn, &Ctx) -> app::Result<()>| {
        teller.person(by, Role::Staff(StaffRole::PolicyEditor), None, |conn, ctx| step(conn, ctx))
    };
    let scope = &region.scope;
    let mut id = None;
    act(&mut |conn, ctx| {
        id = Some(amend::start(conn, ctx, scope, &region.procedure)?);
        Ok(())
    })?;
    let Some(id) = id else { return Ok(()) };
    act(&mut |conn, ctx| amend::edit(conn, ctx, scope, &id, 1, &edit))?;
    act(&mut |conn, ctx| amend::motivate(conn, ctx, scope, &id, 2, &words.motivation))?;
    act(&mut |conn, ctx| {
        let found = amend::find_out(conn, ctx, scope, &id)?;
        amend::keep(conn, ctx, scope, &id, &found).map(drop)
    })
}

fn higher(scheme: &Scheme, days: &DemoDays) -> Result<Option<Edit>, DemoError> {
    let numbers = scheme.parameters().first().and_then(|one| Some((one, one.values.first()?)));
    let Some((parameter, now)) = numbers else { return Ok(None) };
    let more = |number: i64| number.checked_mul(5).and_then(|five| five.checked_div(4));
    let value = match &now.value {
        FactValue::Whole(number) => more(*number).map(FactValue::Whole),
        FactValue::Money(amount) => more(amount.get()).map(|cents| FactValue::Money(Cents::new(cents))),
        FactValue::Percent(share) => more(i64::from(share.get()))
            .and_then(|points| i32::try_from(points).ok())
            .map(|points| FactValue::Percent(BasisPoints::new(points))),
        _ => None,
    };
    // Where an eis that uses it applies, and else anywhere.
    let uses = scheme.requirements().iter().find(|one| one.condition.parameters().contains(&parameter.code));
    let place =
        uses.and_then(|one| one.scope.gemeenten.first()).or(scheme.gemeenten().first().map(|one| &one.code));
    let next_year = days.after_today(366)?.with_month(1).and_then(|day| day.with_day(1));
    Ok(value.zip(place).map(|(value, place)| Edit::Number {
        parameter: parameter.code.clone(),
        from: next_year.unwrap_or(now.from),
        scope: Scope { gemeenten: vec![place.clone()], ..Scope::default() },
        value,
    }))
}
