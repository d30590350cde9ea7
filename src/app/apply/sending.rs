//! What sending in changes beside the application itself: the ledger, the lots, the term, open repair requests, the mail.
//! May import: app, domain, storage.

use serde::Serialize;

use super::answers::{Saved, answers_of, stored_source};
use super::lots::ANYONE;
use super::opened::Opened;
use super::withdraw;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::application::lot::State;
use crate::domain::audit::{Event, Token};
use crate::domain::facts::{FactSet, to_json};
use crate::domain::ids::{FactId, LotApplicationId, UserId};
use crate::domain::rules::LotChoice;
use crate::domain::words::apply as words;
use crate::domain::words::dates::exact_moment;
use crate::storage::facts::{self as ledger, FactRow};
use crate::storage::lots::{self as lot_rows, Choice, LotRow};
use crate::storage::organisations::OrganisationRow;
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, OrgScope, applying, regions, users};

/// Write the answers to the ledger. What was taken over unchanged is there already.
pub(super) fn facts(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    opened: &Opened,
    said: &FactSet,
) -> Result<()> {
    let by = ctx.actor.user.as_ref().ok_or(Error::Forbidden)?;
    let known = ledger::latest(conn, scope)?;
    for (code, saved) in answers_of(conn, opened)? {
        let (Saved::Value { taken_over: None, .. }, Some(fact), Some(def)) =
            (saved, said.get(&code), opened.scheme.fact(&code))
        else {
            continue;
        };
        let value_json = to_json(&fact.value).map_err(Error::internal)?.to_string();
        let earlier = known.get(code.as_str());
        if earlier.is_some_and(|row| row.value_json == value_json && row.as_of == fact.provenance.as_of) {
            continue;
        }
        let id: FactId = ctx.id();
        let supersedes = earlier.map(|row| row.id.clone());
        let source = stored_source(fact.provenance.source);
        ledger::insert(
            conn,
            &FactRow {
                id: id.to_string(),
                org_id: scope.key().to_owned(),
                subject_kind: "organisation".to_owned(),
                subject_id: scope.key().to_owned(),
                code: code.to_string(),
                value_json,
                class: AsText(def.class),
                source: source.to_owned(),
                evidence_id: None,
                as_of: fact.provenance.as_of,
                valid_until: fact.provenance.valid_until,
                recorded_at: stored(ctx.now),
                recorded_by: by.to_string(),
                supersedes: supersedes.clone(),
            },
        )?;
        let event = Event::FactRecorded {
            subject: id,
            organisation: scope.org().clone(),
            code: Token::parse(code.as_str()).map_err(Error::internal)?,
            source: Token::parse(source).map_err(Error::internal)?,
            supersedes: supersedes.map(|id| types::id("facts", &id)).transpose()?,
        };
        ctx.record(conn, &opened.place(scope.org()), event)?;
    }
    Ok(())
}

/// Make the lots what was sent in: new ones pending, earlier ones again pending, the others withdrawn.
pub(super) fn lots(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    opened: &Opened,
    by: &UserId,
    chosen: &[LotChoice],
) -> Result<()> {
    let rows = lot_rows::of_application(conn, &opened.id)?;
    let is = |row: &LotRow, choice: &LotChoice| {
        row.product_group == choice.lot.group.as_str() && row.gemeente == choice.lot.gemeente.as_str()
    };
    for choice in chosen {
        let stored = stored_choice(choice)?;
        match rows.iter().find(|row| is(row, choice)) {
            None => insert(conn, ctx, opened, &stored)?,
            Some(row) if row.state.0 == State::Withdrawn => {
                return Err(Error::field("percelen", words::WITHDRAWN_LOT));
            }
            Some(row) => {
                lot_rows::refill(conn, row, &stored)?;
                withdraw::overtake(conn, ctx, scope, opened, row, by)?;
            }
        }
    }
    let gone = rows.iter().filter(|row| row.state.0 != State::Withdrawn);
    for row in gone.filter(|row| !chosen.iter().any(|choice| is(row, choice))) {
        withdraw::take_back(conn, ctx, scope, opened, row, by)?;
    }
    Ok(())
}

fn stored_choice(choice: &LotChoice) -> Result<Choice> {
    let capacity = choice.capacity.iter().map(|one| {
        let target = one.target.as_ref().map_or(ANYONE, |target| target.as_str());
        Ok((target.to_owned(), i32::try_from(one.places).map_err(Error::internal)?))
    });
    Ok(Choice {
        product_group: choice.lot.group.to_string(),
        gemeente: choice.lot.gemeente.as_str().to_owned(),
        products: choice.products.iter().map(ToString::to_string).collect(),
        capacity: capacity.collect::<Result<_>>()?,
    })
}

fn insert(conn: &mut DbConn, ctx: &Ctx, opened: &Opened, choice: &Choice) -> Result<()> {
    let id: LotApplicationId = ctx.id();
    let row = LotRow {
        id: id.to_string(),
        region_id: opened.row.region_id.clone(),
        application_id: opened.row.id.clone(),
        product_group: choice.product_group.clone(),
        gemeente: choice.gemeente.clone(),
        state: AsText(State::Pending),
        outcome: None,
        withdrawn_by: None,
        withdrawn_at: None,
        version: 1,
    };
    Ok(lot_rows::insert(conn, &row, choice)?)
}

/// What replaces an application takes its open repair requests back.
pub(super) fn requests(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, opened: &Opened) -> Result<()> {
    for subject in applying::withdraw_requests(conn, &opened.row, ctx.now)? {
        ctx.record(conn, &opened.place(scope.org()), Event::ClarificationWithdrawn { subject })?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Received<'a> {
    number: &'a str,
    organisation: &'a str,
    region: String,
    received_at: String,
    closes: String,
    link: String,
}

/// Tell the organisation and the person who sent it in.
pub(super) fn mail(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    opened: &Opened,
    org: &OrganisationRow,
    portal: &PublicUrl,
) -> Result<()> {
    let content = Received {
        number: &opened.row.number,
        organisation: &org.name,
        region: regions::find(conn, &opened.region)?.name,
        received_at: exact_moment(ctx.now),
        closes: exact_moment(opened.window.phases().closes),
        link: format!("{}/aanbieder/aanmeldingen/{}/ontvangst", portal.as_str(), opened.id),
    };
    let mut to = vec![org.email.clone()];
    if let Some(user) = &ctx.actor.user {
        let own = users::find(conn, user)?.email;
        if !own.eq_ignore_ascii_case(&org.email) {
            to.push(own);
        }
    }
    for to in to {
        let region = Some(opened.region.region().clone());
        let envelope = Envelope { kind: "application_received", region, org: Some(scope.org().clone()), to };
        outbox::write_and_post(conn, ctx, envelope, &content)?;
    }
    Ok(())
}
