//! How an organisation whose contracts a region took over gets in: a code by post, used once, by somebody who becomes its first member.
//! May import: app, auth, domain, storage.

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::people::accounts;
use super::people::register::{self, Person};
use super::{access, outbox, schemes};
use crate::auth::claim_code::ClaimCodes;
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::identifiers::KvkNumber;
use crate::domain::ids::{ClaimCodeId, OrgId, UserId, kind};
use crate::domain::letter::{Addressee, Envelope, LetterContent, Sender, TakenOverLetter};
use crate::domain::organisation::{CodeState, Seat, last_day};
use crate::domain::terms::local_day;
use crate::domain::words::apply::lot_of;
use crate::domain::words::dates::long_date;
use crate::storage::admissions::AdmissionRow;
use crate::storage::claim_codes::{self, ClaimCodeRow};
use crate::storage::organisations::{self, OrganisationRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, OrgScope, RegionScope, admissions, memberships, regions, sessions};

/// Where a code is typed.
pub const PAGE: &str = "/toegangscode";
/// Attempts are counted over this long.
const PERIOD: TimeDelta = TimeDelta::hours(1);
/// Attempts for one KvK number in that time. Forms of one network address are counted beside it.
const PER_KVK: i64 = 10;

/// A code that was not used yet.
#[derive(Debug, Clone)]
pub struct Unused {
    /// Identifier.
    pub id: ClaimCodeId,
    /// Name of the organisation.
    pub name: String,
    /// KvK number.
    pub kvk: String,
    /// When it was made.
    pub issued_on: NaiveDate,
    /// The last day it works.
    pub last_day: NaiveDate,
    /// Whether it works still.
    pub works: bool,
}

/// The codes of a region that were not used yet, by name.
///
/// # Errors
/// What the database says.
pub fn unused(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope) -> Result<Vec<Unused>> {
    let today = local_day(ctx.now);
    let read = |(row, org): (ClaimCodeRow, OrganisationRow)| {
        Ok(Unused {
            id: types::id("claim_codes", &row.id)?,
            name: org.name,
            kvk: org.kvk,
            issued_on: local_day(types::instant(row.issued_at)),
            last_day: row.last_day,
            works: row.last_day >= today,
        })
    };
    claim_codes::open(conn, scope)?.into_iter().map(read).collect()
}

/// Whether somebody works for an organisation.
///
/// # Errors
/// What the database says.
pub fn has_people(conn: &mut DbConn, org: &OrgScope) -> Result<bool> {
    Ok(memberships::running(conn, org)?.iter().any(|(row, _, _)| row.state == "active"))
}

/// Whether a region has sent a code to an organisation that was not used yet; where it works no more, another is made by hand.
///
/// # Errors
/// What the database says.
pub fn is_invited(conn: &mut DbConn, scope: &RegionScope, org: &OrgScope) -> Result<bool> {
    Ok(claim_codes::has_open(conn, scope, org)?)
}

#[derive(Serialize)]
struct Told {
    page: String,
    last_day: String,
}

/// Make a code for an organisation for which nobody works, and tell it by mail that a letter comes. An earlier one of this region works no more.
///
/// # Errors
/// What the database says.
pub fn issue(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    org: &OrgId,
    contact: &str,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    claim_codes::replace(conn, scope, &access::for_system_org(org.clone()), (&by, ctx.now))?;
    let last_day = last_day(local_day(ctx.now));
    claim_codes::insert(
        conn,
        &ClaimCodeRow {
            id: ctx.id::<kind::ClaimCode>().to_string(),
            org_id: org.to_string(),
            region_id: scope.key().to_owned(),
            contact: contact.to_owned(),
            issued_by: by.to_string(),
            issued_at: stored(ctx.now),
            last_day,
            state: AsText(CodeState::Open),
            settled_by: None,
            settled_at: None,
        },
    )?;
    let place = Place::of_region(scope.region()).about(org);
    ctx.record(conn, &place, Event::ClaimCodeIssued { subject: org.clone(), until: last_day })?;
    let about = Told { page: format!("{}{PAGE}", portal.as_str()), last_day: long_date(last_day) };
    outbox::tell(conn, ctx, "contract_taken_over", (scope, org), &about)
}

/// Make another code in the place of one that was not used, for instance because the letter got lost.
///
/// # Errors
/// [`Error::NotFound`] for another region's, and for one that was used.
pub fn renew(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    id: &ClaimCodeId,
) -> Result<()> {
    let (row, _) = claim_codes::find(conn, scope, id)?;
    issue(conn, ctx, (scope, portal), &types::id("claim_codes", &row.org_id)?, &row.contact)
}

/// The letter with a code. Each time somebody has it made is a leaf.
///
/// # Errors
/// [`Error::NotFound`] for another region's, and for one that was used.
pub fn letter(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    codes: &ClaimCodes,
    id: &ClaimCodeId,
) -> Result<LetterContent> {
    let found = claim_codes::find(conn, scope, id)?;
    made(conn, ctx, (scope, portal), codes, &found)
}

/// The letters with every code that works, by name. Each is a leaf.
///
/// # Errors
/// What the database says.
pub fn letters(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    codes: &ClaimCodes,
) -> Result<Vec<LetterContent>> {
    let today = local_day(ctx.now);
    let working = claim_codes::open(conn, scope)?.into_iter().filter(|(row, _)| row.last_day >= today);
    working.map(|found| made(conn, ctx, (scope, portal), codes, &found)).collect()
}

fn made(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    codes: &ClaimCodes,
    (row, org): &(ClaimCodeRow, OrganisationRow),
) -> Result<LetterContent> {
    let letter = compose(conn, ctx, (scope, portal), codes, (row, org))?;
    let subject: OrgId = types::id("claim_codes", &row.org_id)?;
    let place = Place::of_region(scope.region()).about(&subject);
    ctx.record(conn, &place, Event::ClaimLetterDownloaded { subject })?;
    Ok(letter)
}

fn compose(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    codes: &ClaimCodes,
    (row, org): (&ClaimCodeRow, &OrganisationRow),
) -> Result<LetterContent> {
    let id: ClaimCodeId = types::id("claim_codes", &row.id)?;
    let admitted = admissions::of_org(conn, scope, &types::id("claim_codes", &row.org_id)?)?;
    let first = admitted.first().ok_or(Error::NotFound)?;
    let procedure = types::id("admissions", &first.procedure_id)?;
    let scheme = schemes::in_force(conn, scope, &procedure, ctx.now)?.scheme;
    let gemeenten = regions::gemeenten_of(conn, scope)?;
    let sending = gemeenten.into_iter().find(|one| one.code == first.gemeente).ok_or(Error::NotFound)?;
    let region = regions::find(conn, scope)?;
    let desk = &scheme.region().desk;
    let lot = |row: &AdmissionRow| {
        super::supply::key(&row.product_group, &row.gemeente).map(|key| lot_of(&scheme, &key))
    };
    let letter = TakenOverLetter {
        envelope: Envelope {
            number: format!(
                "{}-{}",
                region.code.to_uppercase(),
                row.id.rsplit('-').next().unwrap_or_default()
            ),
            date: local_day(ctx.now),
            sender: Sender {
                region: region.name,
                gemeente: sending.name,
                address: sending.address.split(", ").map(str::to_owned).collect(),
                contact: [Some(desk.mail.clone()), desk.phone.clone()].into_iter().flatten().collect(),
            },
            addressee: Addressee {
                organisation: org.name.clone(),
                attention: Some(row.contact.clone()).filter(|name| !name.is_empty()),
                address: vec![org.street.clone(), format!("{}  {}", org.postcode, org.town)],
            },
            procedure: regions::procedure(conn, scope, &procedure)?.title,
            application: None,
            track: scheme.remedy().track.into(),
        },
        kvk: org.kvk.clone(),
        lots: admitted.iter().map(lot).collect::<Result<_>>()?,
        code: codes.code(&id),
        valid_until: row.last_day,
        page: format!("{}{PAGE}", portal.as_str()),
    };
    Ok(letter.compose())
}

/// Who wants in, and with what.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The KvK number.
    pub kvk: KvkNumber,
    /// The code as typed.
    pub code: String,
    /// Whether this person declares to be tekenbevoegd.
    pub may_sign: bool,
}

/// Count an attempt for a KvK number. In a transaction of its own, so that refused attempts count too.
///
/// # Errors
/// [`Error::TooMany`] for the one after the last.
pub fn count(conn: &mut DbConn, ctx: &Ctx, kvk: &KvkNumber) -> Result<()> {
    let bucket = format!("claim_code:{}", kvk.as_str());
    if sessions::failed_since(conn, &bucket, ctx.now - PERIOD)? >= PER_KVK {
        return Err(Error::TooMany);
    }
    Ok(sessions::insert_attempt(conn, ctx.id::<kind::Session>().as_str(), &bucket, ctx.now, false)?)
}

/// The organisation that a code opens. An unknown number, a wrong code and one that works no more are the same.
///
/// # Errors
/// [`Error::NotFound`] for all of these.
pub fn opens(conn: &mut DbConn, ctx: &Ctx, codes: &ClaimCodes, attempt: &Attempt) -> Result<OrgId> {
    let row = organisations::verified(conn, attempt.kvk.as_str())?.ok_or(Error::NotFound)?;
    let org: OrgId = types::id("organisations", &row.id)?;
    let mut fits = false;
    for row in claim_codes::working(conn, &access::for_system_org(org.clone()), local_day(ctx.now))? {
        fits |= codes.is(&types::id("claim_codes", &row.id)?, &attempt.code);
    }
    if fits { Ok(org) } else { Err(Error::NotFound) }
}

/// Somebody with an account uses a code.
///
/// # Errors
/// [`Error::NotFound`] where it opens nothing; [`Error::Forbidden`] without a login.
pub fn claim(conn: &mut DbConn, ctx: &Ctx, codes: &ClaimCodes, attempt: &Attempt) -> Result<()> {
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let org = opens(conn, ctx, codes, attempt)?;
    enter(conn, ctx, &org, &user, attempt.may_sign)
}

/// Somebody without an account uses a code and gets one, to be confirmed by mail. Where the mail address has an account already, the code
/// stays unused and the mail says how to go on; who filled in the form sees no difference.
///
/// # Errors
/// [`Error::NotFound`] where it opens nothing.
pub fn claim_and_register(
    conn: &mut DbConn,
    ctx: &Ctx,
    portal: &PublicUrl,
    codes: &ClaimCodes,
    attempt: &Attempt,
    (person, password_hash): (&Person, &str),
) -> Result<()> {
    let org = opens(conn, ctx, codes, attempt)?;
    let Some((user, ctx)) = register::open_account(conn, ctx, portal, person, password_hash)? else {
        return Ok(());
    };
    enter(conn, &ctx, &org, &user, attempt.may_sign)?;
    let name = organisations::find(conn, &access::for_system_org(org.clone()))?.name;
    register::ask_to_confirm(conn, &ctx, portal, (&user, person), (&org, &name))
}

fn enter(conn: &mut DbConn, ctx: &Ctx, org: &OrgId, user: &UserId, may_sign: bool) -> Result<()> {
    let scope = access::for_system_org(org.clone());
    if !claim_codes::use_all(conn, &scope, (user, ctx.now))? {
        return Err(Error::NotFound);
    }
    organisations::consent(conn, &scope, ctx.now)?;
    let place = Place::of_org(org);
    ctx.record(conn, &place, Event::ClaimCodeUsed { subject: org.clone(), user: user.clone() })?;
    let claimed = Event::OrganisationClaimed { subject: org.clone(), electronic_notices: true };
    ctx.record(conn, &place, claimed)?;
    let seat = if may_sign { Seat::Tekenbevoegde } else { Seat::Beheerder };
    if memberships::of_user(conn, &scope, user)?.is_none() {
        accounts::join(conn, ctx, &scope, user, &seat)?;
    }
    Ok(())
}
