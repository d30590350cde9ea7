//! Who takes part beside the penvoerder: named, changed, invited and taken out by the penvoerder, who sees where each is and no more.
//! May import: app, domain, render, storage.

use serde::Serialize;

use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::application::member::{Command, Named, Signature, State, Task};
use crate::domain::application::snapshot::{MemberContents, MemberMark, PART_VERSION, Part};
use crate::domain::application::{Member, Snapshot};
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::digest::Digest;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::{ApplicationId, MemberId, OrgId, RegionId, UserId};
use crate::domain::rules::MemberRole;
use crate::domain::words::dates::exact_moment;
use crate::domain::words::members as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::members::{self, MemberRow, PartRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, OrgScope, RegionScope, organisations, regions};

/// One that takes part, as the penvoerder sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Identifier.
    pub id: MemberId,
    /// What the penvoerder said.
    pub named: Named,
    /// Where it is.
    pub state: State,
    /// The organisation that accepted.
    pub organisation: Option<OrgId>,
    /// Where the invitation went, or nothing.
    pub email: String,
    /// For optimistic locking.
    pub version: i64,
}

/// Everybody in an application of one's own.
///
/// # Errors
/// What the database says.
pub fn members(conn: &mut DbConn, opened: &Opened) -> Result<Vec<Seen>> {
    members::of_application(conn, &opened.id)?.into_iter().map(seen).collect()
}

fn seen(row: MemberRow) -> Result<Seen> {
    Ok(Seen {
        id: members::id(&row)?,
        named: row.named().map_err(Error::internal)?,
        state: row.state.0,
        organisation: row.life().map_err(Error::internal)?.organisation().cloned(),
        email: row.email,
        version: row.version,
    })
}

/// One of them.
///
/// # Errors
/// [`Error::NotFound`] when it is not in this application.
pub fn member(conn: &mut DbConn, opened: &Opened, id: &MemberId) -> Result<Seen> {
    seen(find(conn, opened, id)?)
}

fn find(conn: &mut DbConn, opened: &Opened, id: &MemberId) -> Result<MemberRow> {
    let rows = members::of_application(conn, &opened.id)?;
    rows.into_iter().find(|row| row.id == id.as_str()).ok_or(Error::NotFound)
}

/// Name one that takes part.
///
/// # Errors
/// [`Error::Invalid`] for a number that is there already, or one's own; [`Error::Stale`] and [`Error::Refused`] as for every change.
pub fn add_member(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    application: &ApplicationId,
    seen: i64,
    named: &Named,
) -> Result<MemberId> {
    let (opened, by) = Opened::for_change(conn, ctx, scope, application, seen)?;
    another(conn, scope, &opened, named, None)?;
    let id: MemberId = ctx.id();
    let mut row = MemberRow {
        id: id.to_string(),
        region_id: opened.row.region_id.clone(),
        application_id: opened.row.id.clone(),
        role: AsText(named.task.role()),
        name: String::new(),
        kvk: String::new(),
        hired_json: None,
        email: String::new(),
        token_hash: None,
        state: AsText(State::Named),
        org_id: None,
        signature_json: None,
        state_by: by.to_string(),
        state_at: stored(ctx.now),
        version: 1,
        created_at: stored(ctx.now),
    };
    row.set_named(named);
    members::insert(conn, &row)?;
    let role = Token::parse(named.task.role().code()).map_err(Error::internal)?;
    let event = Event::MemberNamed { subject: id.clone(), application: application.clone(), role };
    ctx.record(conn, &opened.place(scope.org()), event)?;
    Ok(id)
}

/// Say something else about one that does not take part yet. An invitation to what it was stops working.
///
/// # Errors
/// As for [`add_member`]; [`Error::Refused`] when it takes part already.
pub fn describe_member(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (application, id): (&ApplicationId, &MemberId),
    seen: i64,
    named: &Named,
) -> Result<()> {
    let (opened, by) = Opened::for_change(conn, ctx, scope, application, seen)?;
    another(conn, scope, &opened, named, Some(id))?;
    let mut row = find(conn, &opened, id)?;
    row.set_named(named);
    if !members::describe(conn, &row)? {
        return Err(Error::Stale);
    }
    step(conn, ctx, &row, Command::Describe, (None, &by))?;
    let role = Token::parse(named.task.role().code()).map_err(Error::internal)?;
    let event = Event::MemberDescribed { subject: id.clone(), application: application.clone(), role };
    Ok(ctx.record(conn, &opened.place(scope.org()), event)?)
}

/// Nobody is named twice, and the penvoerder not at all.
fn another(
    conn: &mut DbConn,
    scope: &OrgScope,
    opened: &Opened,
    named: &Named,
    but: Option<&MemberId>,
) -> Result<()> {
    if organisations::find(conn, scope)?.kvk == named.kvk.as_str() {
        return Err(Error::field("kvk", words::OWN_NUMBER));
    }
    let others = members::of_application(conn, &opened.id)?;
    let same =
        |row: &MemberRow| row.kvk == named.kvk.as_str() && but.is_none_or(|but| but.as_str() != row.id);
    if others.iter().any(same) { Err(Error::field("kvk", words::NAMED_TWICE)) } else { Ok(()) }
}

/// Take a step of a member.
pub(super) fn step(
    conn: &mut DbConn,
    ctx: &Ctx,
    row: &MemberRow,
    command: Command,
    (token_hash, by): (Option<String>, &UserId),
) -> Result<()> {
    let life = row.life().map_err(Error::internal)?;
    let next = life.apply(command).map_err(|no| Error::refused(no.in_dutch()))?;
    if members::step(conn, row, (&next, token_hash), by, ctx.now)? { Ok(()) } else { Err(Error::Stale) }
}

#[derive(Serialize)]
struct InvitedMail<'a> {
    lead: &'a str,
    name: &'a str,
    kvk: &'a str,
    role: &'static str,
    procedure: &'a str,
    region: &'a str,
    closes: String,
    link: String,
}

/// Ask one to take part, or ask again: only the last link works.
///
/// # Errors
/// [`Error::Refused`] when it takes part already; [`Error::Stale`] as for every change.
pub fn invite_member(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    portal: &PublicUrl,
    (application, id): (&ApplicationId, &MemberId),
    (seen, email): (i64, &EmailAddress),
) -> Result<()> {
    let (opened, by) = Opened::for_change(conn, ctx, scope, application, seen)?;
    let row = find(conn, &opened, id)?;
    let token = ctx.source().one_time_token();
    step(conn, ctx, &row, Command::Invite, (Some(token.stored), &by))?;
    members::set_email(conn, &row, email.as_str())?;
    let region = regions::find(conn, &opened.region)?;
    let content = InvitedMail {
        lead: &organisations::find(conn, scope)?.name,
        name: &row.name,
        kvk: &row.kvk,
        role: words::role(row.role.0),
        procedure: opened.scheme.title(),
        region: &region.name,
        closes: exact_moment(opened.window.phases().closes),
        link: format!("{}/aanbieder/meedoen/{}", portal.as_str(), token.shown),
    };
    let envelope = Envelope {
        kind: "member_invited",
        region: Some(opened.region.region().clone()),
        org: Some(scope.org().clone()),
        to: email.as_str().to_owned(),
    };
    outbox::write_and_post(conn, ctx, envelope, &content)?;
    let event = Event::MemberInvited { subject: id.clone(), application: application.clone() };
    Ok(ctx.record(conn, &opened.place(scope.org()), event)?)
}

/// What the penvoerder hears of a member. Never what it answered.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Heard {
    /// It takes part.
    Accepted,
    /// It does not take part, or no longer.
    Declined,
    /// It signed its own part.
    Signed,
}

#[derive(Serialize)]
struct HeardMail<'a> {
    name: &'a str,
    heard: Heard,
    link: String,
}

/// Tell the penvoerder by mail.
pub(super) fn tell_lead(
    conn: &mut DbConn,
    ctx: &Ctx,
    opened: &Opened,
    portal: &PublicUrl,
    (name, heard): (&str, Heard),
) -> Result<()> {
    let lead: OrgId = types::id("applications", &opened.row.org_id)?;
    let link = format!("{}/aanbieder/aanmeldingen/{}/samen", portal.as_str(), opened.id);
    outbox::tell(conn, ctx, "member_answered", (&opened.region, &lead), &HeardMail { name, heard, link })
}

/// Take one out. What was sent in with it stays as it was sent.
///
/// # Errors
/// [`Error::NotFound`] when it is not in this application; [`Error::Stale`] and [`Error::Refused`] as for every change.
pub fn remove_member(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (application, id): (&ApplicationId, &MemberId),
    seen: i64,
) -> Result<()> {
    let (opened, by) = Opened::for_change(conn, ctx, scope, application, seen)?;
    let row = find(conn, &opened, id)?;
    step(conn, ctx, &row, Command::Remove, (None, &by))?;
    let event = Event::MemberRemoved { subject: id.clone(), application: application.clone() };
    Ok(ctx.record(conn, &opened.place(scope.org()), event)?)
}

/// Take away the signature of whom more is asked than it signed for.
///
/// # Errors
/// What the database says.
pub(super) fn ask_again(
    conn: &mut DbConn,
    ctx: &Ctx,
    opened: &Opened,
    by: &UserId,
    more: impl Fn(MemberRole) -> bool,
) -> Result<()> {
    for row in members::of_application(conn, &opened.id)? {
        if row.state.0 == State::Signed && more(row.role.0) {
            step(conn, ctx, &row, Command::Change, (None, by))?;
        }
    }
    Ok(())
}

/// The members as they go into a snapshot.
pub(super) fn marks(conn: &mut DbConn, opened: &Opened) -> Result<Vec<MemberMark>> {
    let rows = members::of_application(conn, &opened.id)?;
    let rows = rows.into_iter().filter(|row| row.state.0 != State::Declined);
    rows.map(|row| {
        let named = row.named().map_err(Error::internal)?;
        Ok(MemberMark { id: members::id(&row)?, named, signature: signature(&row)? })
    })
    .collect()
}

fn signature(row: &MemberRow) -> Result<Option<Signature>> {
    Ok(match row.life().map_err(Error::internal)? {
        Member::Signed(signature) => Some(signature),
        Member::Named | Member::Invited | Member::TakingPart { .. } | Member::Declined | Member::Out => None,
    })
}

/// What the rules look at of those that signed. For the rules only: none of it is shown to the penvoerder.
pub(super) fn signed(conn: &mut DbConn, opened: &Opened) -> Result<Vec<MemberContents>> {
    let marks = marks(conn, opened)?;
    parts(conn, &opened.region, &marks)
}

fn parts(conn: &mut DbConn, region: &RegionScope, marks: &[MemberMark]) -> Result<Vec<MemberContents>> {
    let signed = marks.iter().filter_map(|mark| Some((mark, mark.signature.as_ref()?)));
    signed
        .map(|(mark, signature)| {
            let bytes = members::part(conn, region, &mark.id, &signature.part)?;
            let part = Part::read(&bytes).map_err(Error::internal)?;
            Ok(part.contents(mark.named.task.role()))
        })
        .collect()
}

/// Keep the part of a member in bytes of its own, with a new salt; their digest.
///
/// # Errors
/// What the database says.
pub(in crate::app) fn keep_part(
    conn: &mut DbConn,
    ctx: &Ctx,
    (region, org): (&RegionId, &OrgId),
    own: &MemberContents,
) -> Result<Digest> {
    let part = Part {
        v: PART_VERSION,
        salt: ctx.source().bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect(),
        member: own.id.clone(),
        facts: own.facts.clone(),
        evidence: own.evidence.clone(),
        documents: own.documents.clone(),
    };
    let content = part.bytes().map_err(Error::internal)?;
    let digest = Digest::of(&content);
    let row = PartRow {
        sha256: digest.hex(),
        region_id: region.to_string(),
        org_id: org.to_string(),
        member_id: own.id.to_string(),
        content,
        signed_at: stored(ctx.now),
    };
    members::insert_part(conn, &row)?;
    Ok(digest)
}

/// A snapshot for the team and the rules: with what each member signed.
pub(in crate::app) fn whole(conn: &mut DbConn, region: &RegionScope, bytes: &[u8]) -> Result<Snapshot> {
    let mut snapshot = Snapshot::read(bytes).map_err(Error::internal)?;
    snapshot.contents.members = parts(conn, region, &snapshot.members)?;
    Ok(snapshot)
}

/// Whether the application has a combinant.
pub(super) fn in_combination(members: &[Seen]) -> bool {
    let counts = |one: &&Seen| one.state != State::Declined;
    members.iter().filter(counts).any(|one| one.named.task == Task::Partner)
}

/// The row of the application, for what its own module needs of the life of another's.
pub(super) fn application_of(row: &MemberRow) -> Result<ApplicationId> {
    Ok(types::id("application_members", &row.application_id)?)
}
