//! What is asked of who is admitted: a paper that soon expires, and once a year whether everything is still so. Some did, some did not.
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::days::DemoDays;
use super::night::Night;
use super::play::Play;
use super::script::Step;
use super::teller::Teller;
use super::{DemoError, providers::Provider};
use crate::app::access;
use crate::app::confirmations::{self, Given, Own};
use crate::app::supply;
use crate::app::vault::{self, Description};
use crate::domain::access::{ProviderRole, Role};
use crate::domain::facts::{FactDef, FactType, Fields};
use crate::domain::ids::{AdmissionId, ConfirmationId, EvidenceId};
use crate::domain::scheme::Scheme;
use crate::storage::types;

/// The paper that soon expires.
const POLIS: &str = "polis_aansprakelijkheid";
/// So many days from now it ends.
const ENDS_IN: u64 = 40;
/// So many days before today another one ended: more than a weekend after the last step of the story.
const ENDED: u64 = 7;
/// Of so many aanbieders that are asked to confirm, one has not done so yet.
const WAITS: usize = 3;
/// Of so many that confirm, one has something to tell.
const TELLS: usize = 4;
/// What it has to tell.
const TOLD: &str = "zorgmaatregel";

/// Let it happen to those whose dossiers were told.
///
/// # Errors
/// What the use cases refuse.
pub fn go_by(
    plays: &[Play<'_>],
    teller: &mut Teller<'_>,
    night: &Night,
    days: &DemoDays,
) -> Result<(), DemoError> {
    for play in plays.iter().filter(|one| one.desk.case.days.iter().any(|(_, step)| *step == Step::Contract))
    {
        shorten(teller, play.desk.provider, days.after_today(ENDS_IN)?)?;
    }
    night.falls(teller.now())?;
    for (number, play) in plays.iter().enumerate() {
        if !waits(number) {
            confirm(teller, play, number.checked_rem(TELLS) == Some(1))?;
        }
    }
    Ok(())
}

/// The organisations that have not confirmed yet, and so have everything still to say.
pub fn silent<'a>(plays: &[Play<'a>]) -> BTreeSet<&'a str> {
    let waiting = plays.iter().enumerate().filter(|(number, _)| waits(*number));
    waiting.map(|(_, play)| play.desk.provider.org.as_str()).collect()
}

fn waits(number: usize) -> bool {
    number.checked_rem(WAITS) == Some(0)
}

/// The polis of an aanbieder turns out to end before today: a newer one is asked, and nobody sends it.
///
/// # Errors
/// What the use case refuses.
pub fn expire(teller: &mut Teller<'_>, provider: &Provider, days: &DemoDays) -> Result<(), DemoError> {
    shorten(teller, provider, days.before_today(ENDED)?)
}

/// The polis in the vault turns out to end on another day.
fn shorten(teller: &mut Teller<'_>, provider: &Provider, on: NaiveDate) -> Result<(), DemoError> {
    let expires_on = Some(on);
    signing(teller, provider, |conn, ctx| {
        let scope = access::for_system_org(provider.org.clone());
        for (piece, _) in vault::shelves(conn, &scope)?.into_iter().filter(|(piece, _)| piece.kind == POLIS) {
            let (id, seen): (EvidenceId, _) = (types::id("evidence", &piece.id)?, piece.version);
            let new = Description { issued_on: piece.issued_on, expires_on, note: piece.note };
            vault::describe(conn, ctx, &scope, &id, seen, &new)?;
        }
        Ok(())
    })
}

/// Confirm whatever is asked this year, with something to tell or nothing.
fn confirm(teller: &mut Teller<'_>, play: &Play<'_>, tells: bool) -> Result<(), DemoError> {
    let (desk, mut answers) = (&play.desk, play.desk.answers()?);
    if tells {
        answers.extend(told(&desk.region.scheme, &desk.tale.answer));
    }
    signing(teller, desk.provider, |conn, ctx| {
        let scope = access::for_system_org(desk.provider.org.clone());
        for line in confirmations::mine(conn, &scope)? {
            if line.row.confirmed_at.is_some() {
                continue;
            }
            let id: ConfirmationId = types::id("confirmations", &line.row.id)?;
            let own = confirmations::own(conn, ctx, &scope, &id)?;
            let given = Given { answers: answers.clone(), places: places(&own) };
            confirmations::give(conn, ctx, &scope, (&id, line.row.version), &given)?;
        }
        Ok(())
    })
}

/// A yes on a ground of exclusion, with what hangs on it.
fn told(scheme: &Scheme, measures: &str) -> Fields {
    let about = scheme.facts().iter().filter(|def| def.code.as_str().starts_with(TOLD));
    let typed = |def: &FactDef| match &def.kind {
        FactType::YesNo => Some("ja".to_owned()),
        FactType::Day(_) => Some(scheme.term().from.format("%-d-%-m-%Y").to_string()),
        FactType::Choice(list) => list.first().map(|one| one.code.clone()),
        _ => Some(measures.to_owned()),
    };
    about.filter_map(|def| Some((def.code.to_string(), vec![typed(def)?]))).collect()
}

fn signing<T>(
    teller: &mut Teller<'_>,
    provider: &Provider,
    step: impl FnOnce(&mut crate::storage::DbConn, &crate::app::Ctx) -> crate::app::Result<T>,
) -> Result<T, DemoError> {
    let user = provider.with(ProviderRole::Tekenbevoegde).ok_or(DemoError::Nobody("tekenbevoegde"))?;
    teller.person(user, Role::Provider(ProviderRole::Tekenbevoegde), Some(&provider.org), step)
}

fn places(own: &Own) -> BTreeMap<(AdmissionId, String), supply::Given> {
    let stated =
        |one: &supply::Own| supply::Given { free: one.free, waiting_days: one.waiting_days.unwrap_or(7) };
    own.places.iter().map(|one| ((one.admission.clone(), one.target.clone()), stated(one))).collect()
}
