//! Registering an organisation, and with it the person who does so. The page never tells whether either was known.
//! May import: domain, storage, auth, app.

use serde::Serialize;

use super::{Purpose, as_person, issue, may_mail};
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::fields::{Mistakes, identifier, line};
use crate::app::organisations::Fields as OrganisationFields;
use crate::app::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::auth::policy::{self, WeakPassword};
use crate::domain::access::ProviderRole;
use crate::domain::audit::Event;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::{MembershipId, OrgId, UserId};
use crate::domain::organisation::Profile;
use crate::domain::words::accounts as words;
use crate::storage::DbConn;
use crate::storage::memberships::{self, MembershipRow};
use crate::storage::organisations::{self, OrganisationRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::users::{self, UserRow};

/// What the form asks of a person, as typed.
#[derive(Debug, Clone, Default)]
pub struct PersonFields {
    /// Field `naam`.
    pub name: String,
    /// Field `mail`.
    pub mail: String,
    /// Field `wachtwoord`.
    pub password: String,
}

/// A person, before the password is hashed.
#[derive(Debug, Clone)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Mail address.
    pub mail: EmailAddress,
}

/// What is registered.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// What the organisation says about itself.
    pub profile: Profile,
    /// Whether this person declares to be tekenbevoegd: who does is tekenbevoegde, who does not is beheerder.
    pub may_sign: bool,
}

/// What the form asks about the organisation, as typed.
#[derive(Debug, Clone, Default)]
pub struct ClaimFields {
    /// The profile.
    pub profile: OrganisationFields,
    /// Field `tekenbevoegde`.
    pub may_sign: bool,
    /// Field `digitaal`: takes notices electronically.
    pub electronic: bool,
}

/// Read what a person filled in.
///
/// # Errors
/// Mistakes are noted; then there is no person.
pub fn person(fields: &PersonFields, mistakes: &mut Mistakes) -> Option<Person> {
    let name = mistakes.take("naam", line(&fields.name, 200, words::NAME_MISSING));
    let mail = mistakes.take("mail", identifier(&fields.mail));
    let about = mail.as_ref().map_or("", EmailAddress::as_str);
    let strong = mistakes.take("wachtwoord", password(&fields.password, about));
    strong?;
    Some(Person { name: name?, mail: mail? })
}

/// Whether a password will do, for the account of this mail address.
///
/// # Errors
/// What to do, in Dutch.
pub fn password(password: &str, mail: &str) -> Result<(), String> {
    // Without an address there is nothing to compare with; every text contains the empty one.
    let mail = if mail.is_empty() { "@" } else { mail };
    policy::check(password, mail).map_err(|weak| {
        match weak {
            WeakPassword::TooShort if password.is_empty() => words::PASSWORD_MISSING,
            WeakPassword::TooShort => words::PASSWORD_SHORT,
            WeakPassword::TooLong => words::PASSWORD_LONG,
            WeakPassword::AboutYou => words::PASSWORD_ABOUT_YOU,
            WeakPassword::WellKnown => words::PASSWORD_KNOWN,
        }
        .to_owned()
    })
}

/// Read what was filled in about the organisation.
///
/// # Errors
/// Mistakes are noted; then there is nothing claimed.
pub fn claimed(fields: &ClaimFields, mistakes: &mut Mistakes) -> Option<Claimed> {
    let profile = fields.profile.read(mistakes);
    if !fields.electronic {
        mistakes.note("digitaal", words::ELECTRONIC_MISSING);
        return None;
    }
    Some(Claimed { profile: profile?, may_sign: fields.may_sign })
}

/// Register a person and an organisation. Where the mail address has an account already, nothing is kept and the mail
/// says so; who filled in the form sees no difference.
///
/// # Errors
/// What the database says.
pub fn register(
    conn: &mut DbConn,
    ctx: &Ctx,
    portal: &PublicUrl,
    person: &Person,
    password_hash: &str,
    claimed: &Claimed,
) -> Result<()> {
    let Some((user, ctx)) = open_account(conn, ctx, portal, person, password_hash)? else { return Ok(()) };
    let org = claim(conn, &ctx, &user, claimed)?;
    ask_to_confirm(conn, &ctx, portal, (&user, person), (&org, &claimed.profile.name))
}

/// Open an account for somebody, to be confirmed by the link that [`ask_to_confirm`] mails; with the circumstances of who has it. Where the mail
/// address has one already, the mail says so and there is none.
///
/// # Errors
/// What the database says.
pub fn open_account(
    conn: &mut DbConn,
    ctx: &Ctx,
    portal: &PublicUrl,
    person: &Person,
    password_hash: &str,
) -> Result<Option<(UserId, Ctx)>> {
    let key = person.mail.folded_key();
    if !may_mail(conn, ctx, &key)? {
        return Ok(None);
    }
    if let Some(known) = users::by_email(conn, &key)? {
        tell_known(conn, ctx, portal, &known)?;
        return Ok(None);
    }
    let user: UserId = ctx.id();
    let row = UserRow {
        id: user.to_string(),
        email: person.mail.as_str().to_owned(),
        email_key: key,
        name: person.name.clone(),
        password_hash: password_hash.to_owned(),
        state: "unconfirmed".to_owned(),
        created_at: stored(ctx.now),
    };
    users::insert(conn, &row)?;
    let ctx = as_person(ctx, &user);
    ctx.record(conn, &Place::default(), Event::AccountRegistered { subject: user.clone() })?;
    Ok(Some((user, ctx)))
}

/// Mail somebody the link that proves the address, about the organisation it was for.
///
/// # Errors
/// What the database says.
pub fn ask_to_confirm(
    conn: &mut DbConn,
    ctx: &Ctx,
    portal: &PublicUrl,
    (user, person): (&UserId, &Person),
    (org, organisation): (&OrgId, &str),
) -> Result<()> {
    let token = issue(conn, ctx, user, Purpose::Confirm, None)?;
    let content = ConfirmMail {
        name: &person.name,
        organisation: Some(organisation),
        link: format!("{}/bevestigen/{token}", portal.as_str()),
    };
    let to = person.mail.as_str().to_owned();
    let to = Envelope { kind: "account_confirm", region: None, org: Some(org.clone()), to };
    outbox::write_and_post(conn, ctx, to, &content).map(drop)
}

/// Register another organisation for somebody who is logged in.
///
/// # Errors
/// [`Error::Forbidden`] without a login; what the database says.
pub fn register_another(conn: &mut DbConn, ctx: &Ctx, claimed: &Claimed) -> Result<OrgId> {
    let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    claim(conn, ctx, &user, claimed)
}

#[derive(Serialize)]
pub(super) struct ConfirmMail<'a> {
    pub(super) name: &'a str,
    pub(super) organisation: Option<&'a str>,
    pub(super) link: String,
}

#[derive(Serialize)]
struct KnownMail<'a> {
    name: &'a str,
    confirmed: bool,
    portal: &'a str,
    link: String,
}

/// The holder of the address learns that somebody registered with it, and how to get in.
fn tell_known(conn: &mut DbConn, ctx: &Ctx, portal: &PublicUrl, known: &UserRow) -> Result<()> {
    if known.state == "disabled" {
        return Ok(());
    }
    let user: UserId = types::id("users", &known.id)?;
    let token = issue(conn, ctx, &user, Purpose::Reset, None)?;
    let content = KnownMail {
        name: &known.name,
        confirmed: known.state == "active",
        portal: portal.as_str(),
        link: format!("{}/wachtwoord/{token}", portal.as_str()),
    };
    let to = Envelope { kind: "account_exists", region: None, org: None, to: known.email.clone() };
    outbox::write_and_post(conn, ctx, to, &content).map(drop)
}

/// Add the claim, with its first member.
fn claim(conn: &mut DbConn, ctx: &Ctx, user: &UserId, claimed: &Claimed) -> Result<OrgId> {
    let org: OrgId = ctx.id();
    organisations::insert(conn, &OrganisationRow::claim(&org, &claimed.profile, ctx.now))?;
    let place = Place::of_org(&org);
    ctx.record(conn, &place, Event::OrganisationClaimed { subject: org.clone(), electronic_notices: true })?;
    let role = if claimed.may_sign { ProviderRole::Tekenbevoegde } else { ProviderRole::Beheerder };
    let membership: MembershipId = ctx.id();
    memberships::insert(
        conn,
        &MembershipRow {
            id: membership.to_string(),
            org_id: org.to_string(),
            user_id: user.to_string(),
            role: AsText(role),
            state: "active".to_owned(),
            procedure_scope: String::new(),
            ends_on: None,
            created_by: user.to_string(),
            created_at: stored(ctx.now),
            ended_at: None,
        },
    )?;
    let event = Event::MembershipAccepted {
        subject: membership,
        organisation: org.clone(),
        user: user.clone(),
        role,
    };
    ctx.record(conn, &place, event)?;
    Ok(org)
}
