//! Taking part in an application of another: looking at the invitation, answering it, and signing one's own part.
//! May import: app, auth, domain, storage.

use std::collections::BTreeSet;

use super::answers::{Saved, answers_of};
use super::blockers::{Blocker, not_anew, says_yes};
use super::check::Link;
use super::contents::contents;
use super::members::{self as named, Heard, application_of};
use super::opened::{Opened, around, changer, open_part, signatory};
use super::submit::{beside, declaration, is_first, note_confirmation};
use super::{documents, lots, overlap, questions, sending};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::auth::origin::PublicUrl;
use crate::auth::random::stored_form;
use crate::domain::application::member::{Command, Signature};
use crate::domain::application::snapshot::{Contents, MemberContents};
use crate::domain::audit::Event;
use crate::domain::facts::Fact;
use crate::domain::identifiers::KvkNumber;
use crate::domain::ids::ApplicationId;
use crate::domain::policy_code::FactCode;
use crate::domain::words::apply as words;
use crate::domain::words::members as member_words;
use crate::storage::applications::ApplicationRow;
use crate::storage::members::{self, MemberRow};
use crate::storage::{DbConn, OrgScope, organisations};

/// An application of another in which an organisation takes part, or is asked to.
#[derive(Debug)]
pub struct TakingPart {
    /// The application, with one's own part open.
    pub opened: Opened,
    /// One's own place in it.
    pub member: MemberRow,
    /// The name of the penvoerder.
    pub lead: String,
}

/// The applications of others in which an organisation takes part, newest first.
///
/// # Errors
/// What the database says.
pub fn taking_part(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<TakingPart>> {
    let rows = members::of_org(conn, scope)?;
    rows.into_iter().map(|(member, row)| own(conn, scope, member, row)).collect()
}

fn own(conn: &mut DbConn, scope: &OrgScope, member: MemberRow, row: ApplicationRow) -> Result<TakingPart> {
    let lead = row.org_name.clone();
    let opened = around(conn, scope, row, Some(member.clone()))?;
    Ok(TakingPart { opened, member, lead })
}

/// What an invitation is to.
///
/// # Errors
/// [`Error::NotFound`] for a link that does not work (any more), and for an organisation with another number than was named.
pub fn asked(conn: &mut DbConn, scope: &OrgScope, token: &str) -> Result<TakingPart> {
    let (member, row) = members::of_link(conn, &stored_form(token))?;
    if organisations::find(conn, scope)?.kvk != member.kvk || !scope.covers(&row.procedure_id) {
        return Err(Error::NotFound);
    }
    own(conn, scope, member, row)
}

/// Take part.
///
/// # Errors
/// As for [`asked`]; [`Error::Refused`] after the close, for an application of one's own, and when the organisation is in another
/// combinatie for the same lot.
pub fn accept_invitation(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    portal: &PublicUrl,
    token: &str,
) -> Result<ApplicationId> {
    let by = changer(ctx)?;
    let TakingPart { opened, member, .. } = asked(conn, scope, token)?;
    opened.may_change(ctx.now)?;
    if opened.row.org_id == scope.key() {
        return Err(Error::refused(member_words::OWN_NUMBER));
    }
    if let Some(found) = overlap::of_invited(conn, &opened, &member)? {
        return Err(Error::refused(member_words::you_in_another(&found.lot)));
    }
    let own = KvkNumber::parse(&organisations::find(conn, scope)?.kvk).map_err(Error::internal)?;
    let named = KvkNumber::parse(&member.kvk).map_err(Error::internal)?;
    let command = Command::Accept { organisation: scope.org().clone(), kvk: own, named };
    named::step(conn, ctx, &member, command, (None, &by))?;
    let event = Event::MemberAccepted {
        subject: members::id(&member)?,
        application: opened.id.clone(),
        organisation: scope.org().clone(),
    };
    ctx.record(conn, &opened.place(scope.org()), event)?;
    super::draft::take_over(conn, ctx, scope, &opened)?;
    named::tell_lead(conn, ctx, &opened, portal, (&member.name, Heard::Accepted))?;
    application_of(&member)
}

/// Do not take part.
///
/// # Errors
/// As for [`asked`].
pub fn decline_invitation(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    portal: &PublicUrl,
    token: &str,
) -> Result<()> {
    let TakingPart { opened, member, .. } = asked(conn, scope, token)?;
    decline(conn, ctx, scope, portal, (&opened, &member))
}

/// Take part no longer. What was sent in with it stays as it was sent.
///
/// # Errors
/// [`Error::NotFound`] when the organisation does not take part; [`Error::Refused`] after the close; [`Error::Stale`].
pub fn leave(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    portal: &PublicUrl,
    id: &ApplicationId,
    seen: i64,
) -> Result<()> {
    let (opened, member) = mine(conn, scope, id, seen)?;
    decline(conn, ctx, scope, portal, (&opened, &member))
}

fn decline(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    portal: &PublicUrl,
    (opened, member): (&Opened, &MemberRow),
) -> Result<()> {
    let by = changer(ctx)?;
    opened.may_change(ctx.now)?;
    named::step(conn, ctx, member, Command::Decline, (None, &by))?;
    let event = Event::MemberDeclined { subject: members::id(member)?, application: opened.id.clone() };
    ctx.record(conn, &opened.place(scope.org()), event)?;
    named::tell_lead(conn, ctx, opened, portal, (&member.name, Heard::Declined))
}

/// The own part of an organisation in an application of another.
fn mine(conn: &mut DbConn, scope: &OrgScope, id: &ApplicationId, seen: i64) -> Result<(Opened, MemberRow)> {
    let opened = open_part(conn, scope, id)?;
    let member = opened.member.clone().ok_or(Error::NotFound)?;
    if member.version == seen { Ok((opened, member)) } else { Err(Error::Stale) }
}

/// What must be done before a member can sign its own part. There is no term to repair it in, so what excludes must be answered.
///
/// # Errors
/// What the database says.
pub fn unfinished(conn: &mut DbConn, ctx: &Ctx, opened: &Opened) -> Result<Vec<Blocker>> {
    let drafts = lots::chosen(conn, &opened.id)?;
    let saved = answers_of(conn, opened)?;
    let mut found = Vec::new();
    let sections = questions::sections(opened, &drafts, ctx.now);
    found.extend(not_anew(&sections, &saved));
    for (section, asked) in sections {
        let must = section == questions::Section::Exclusion;
        for one in
            asked.iter().filter(|one| one.follows.as_ref().is_none_or(|code| says_yes(&saved, code.as_str())))
        {
            let link = Link::Answer(one.def.code.clone());
            match saved.get(&one.def.code) {
                None if must => found.push(Blocker::new(link, member_words::answer_first(&one.def.question))),
                Some(Saved::Raw(_)) => found.push(Blocker::new(link, words::unreadable(&one.def.question))),
                None | Some(Saved::Value { .. }) => {}
            }
        }
    }
    if questions::accepts_documents(&opened.scheme, &drafts, opened.role()) {
        found.extend(super::blockers::not_accepted(documents::to_accept(conn, opened, ctx.now)?));
    }
    Ok(found)
}

/// What a member signs: the answers that are asked of it, with its bewijsstukken and documents.
fn own_contents(conn: &mut DbConn, ctx: &Ctx, opened: &Opened) -> Result<Contents> {
    let drafts = lots::chosen(conn, &opened.id)?;
    let sections = questions::sections(opened, &drafts, ctx.now);
    let asked: BTreeSet<_> = sections.iter().flat_map(|(_, asked)| asked).map(|one| &one.def.code).collect();
    let mut own = contents(conn, opened, ctx.now)?;
    own.facts = own.facts.iter().filter(|(code, _)| asked.contains(code)).map(owned).collect();
    Ok(own)
}

fn owned((code, fact): (&FactCode, &Fact)) -> (FactCode, Fact) {
    (code.clone(), fact.clone())
}

/// Sign one's own part: it is fixed in bytes, and any change takes the signature away. Where two must sign, the first confirms.
///
/// # Errors
/// [`Error::Invalid`] with everything that must be done first; [`Error::Refused`] after the close and for the same person twice;
/// [`Error::Stale`] when it was changed since `seen`.
pub fn sign_part(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    portal: &PublicUrl,
    id: &ApplicationId,
    (seen, declared): (i64, bool),
) -> Result<()> {
    let by = signatory(ctx)?;
    let (opened, member) = mine(conn, scope, id, seen)?;
    opened.may_change(ctx.now)?;
    let mut first = unfinished(conn, ctx, &opened)?;
    if !declared {
        first.push(Blocker::new(Link::Declaration, words::NO_DECLARATION));
    }
    if !first.is_empty() {
        return Err(Error::Invalid(first.iter().map(Blocker::mistake).collect()));
    }
    if is_first(conn, scope, &opened)? {
        return note_confirmation(conn, ctx, &opened, &by);
    }
    let beside = beside(conn, scope, &opened, &by)?;
    let own = own_contents(conn, ctx, &opened)?;
    sending::facts(conn, ctx, scope, &opened, &own.facts)?;
    let own = MemberContents {
        id: members::id(&member)?,
        role: member.role.0,
        facts: own.facts,
        evidence: own.evidence,
        documents: own.documents,
    };
    let digest = named::keep_part(conn, ctx, (opened.region.region(), scope.org()), &own)?;
    let signature = Signature {
        organisation: scope.org().clone(),
        declaration: declaration(&by, beside),
        at: ctx.now,
        part: digest.hex(),
    };
    named::step(conn, ctx, &member, Command::Sign(signature), (None, &by))?;
    let event = Event::MemberSigned { subject: members::id(&member)?, application: opened.id.clone() };
    ctx.record(conn, &opened.place(scope.org()).manifest(digest), event)?;
    named::tell_lead(conn, ctx, &opened, portal, (&member.name, Heard::Signed))
}
