//! Herstelverzoeken: asking an aanbieder to repair what is missing or mistaken, and taking such a request back.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};

use super::message::{self, Sender};
use super::opened::Opened;
use super::repair::Asked;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::national;
use crate::app::writing::{needed, only};
use crate::app::{access, due, letters};
use crate::domain::application::clarification::{self, Kind, Occasion, Request};
use crate::domain::application::{Clarification, Command};
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, ClarificationId, MemberId, UserId};
use crate::domain::motivation::Motivation;
use crate::domain::policy_code::RequirementCode;
use crate::domain::scheme::{Condition, Requirement};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::review as words;
use crate::domain::words::terms::{self, CountedFrom};
use crate::storage::clarifications::{self, ClarificationRow};
use crate::storage::types::{self, AsText, instant, stored};
use crate::storage::{DbConn, RegionScope, letters as sent};

/// A request as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// Code of the requirement.
    pub requirement: String,
    /// The member that is asked about its own part; `None`: the penvoerder.
    pub member: Option<MemberId>,
    /// `incomplete` or `incorrect`.
    pub kind: String,
    /// The question, bewijsstuk or document it is about, as [`anchors`] lists them.
    pub anchor: String,
    /// What must be repaired.
    pub question: String,
    /// Why it is asked again, where the team made a fault; else empty.
    pub team_fault: String,
    /// The version of the application that the person saw.
    pub seen: i64,
}

/// What a request about a requirement can point at: its gegevens, bewijsstukken and documents, or the whole.
#[must_use]
pub fn anchors(requirement: &Requirement) -> Vec<String> {
    let facts = requirement.condition.facts().into_iter().map(|code| format!("gegeven:{code}"));
    let evidence = requirement.condition.evidence_kinds().into_iter().map(|code| format!("bewijs:{code}"));
    let documents = requirement.condition.leaves().into_iter().filter_map(|leaf| match leaf {
        Condition::Accepted(kind) => Some(format!("document:{kind}")),
        _ => None,
    });
    let mut anchors: Vec<String> = facts.chain(evidence).chain(documents).collect();
    anchors.push("geheel".to_owned());
    anchors
}

/// Ask for repair. The clock of the decision stands still until it is answered or the term is over.
///
/// # Errors
/// As [`ask_all`].
pub fn ask(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    form: &Ask,
) -> Result<ClarificationId> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = opened.mine(ctx)?;
    let asked = put(conn, ctx, scope, (&opened, &user), std::slice::from_ref(form))?;
    asked.into_iter().next().ok_or(Error::NotFound)
}

/// Ask one organisation for repair of several things in one request: one term, one letter, one mail.
///
/// # Errors
/// [`Error::Invalid`] with every mistake in the form, each under the field with the code of its requirement, as `vraag.GES-01`; without
/// anything to ask under `eis`; [`Error::Refused`] when it is not this person's work, a requirement cannot be repaired or was asked about
/// before; [`Error::Stale`]; [`Error::NotFound`], also for a member that did not sign or of whom the requirement asks nothing.
pub fn ask_all(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    forms: &[Ask],
) -> Result<Vec<ClarificationId>> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = opened.mine(ctx)?;
    let named = |form: &Ask, mistakes: Vec<FieldError>| {
        let field =
            |one: FieldError| FieldError::new(format!("{}.{}", one.field, form.requirement), one.message);
        mistakes.into_iter().map(field).collect::<Vec<_>>()
    };
    let mut mistakes = Vec::new();
    for form in forms {
        if let Err(Error::Invalid(found)) = read(&opened, form) {
            mistakes.extend(named(form, found));
        }
    }
    if !mistakes.is_empty() {
        return Err(Error::Invalid(mistakes));
    }
    put(conn, ctx, scope, (&opened, &user), forms)
}

/// Ask it, all with the same term, of the penvoerder or of the one member that all are about.
pub(super) fn put(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, user): (&Opened, &UserId),
    forms: &[Ask],
) -> Result<Vec<ClarificationId>> {
    opened.free(conn, scope, user)?;
    let first = forms.first().ok_or_else(|| Error::field("eis", words::SAY_WHAT_TO_REPAIR))?;
    let (member, seen) = (first.member.as_ref(), first.seen);
    if forms.iter().any(|form| form.member.as_ref() != member) {
        return Err(Error::NotFound);
    }
    let due = term(conn, scope, opened, ctx.now)?;
    let (mut life, mut rows, mut ids) = (opened.life.clone(), Vec::new(), Vec::new());
    for form in forms {
        let asked = asked_now(conn, ctx, scope, (opened, user), (form, due))?;
        let clarification: ClarificationId = ctx.id();
        let command = Command::Ask { clarification: clarification.clone(), due };
        life = life.apply(command, ctx.now, &opened.window).map_err(|why| Error::refused(why.in_dutch()))?;
        rows.push(keep(conn, scope, opened, &clarification, &asked)?);
        ids.push(clarification);
    }
    opened.step(conn, ctx, &life, user, seen)?;
    due::renew(conn, &opened.row, &opened.window, &opened.scheme)?;
    let to = opened.org_of(member)?;
    for (row, id) in rows.iter().zip(&ids) {
        let event = Event::ClarificationAsked {
            subject: id.clone(),
            application: opened.id.clone(),
            member: member.cloned(),
            requirement: Some(Token::parse(&row.requirement).map_err(Error::internal)?),
            defect: Token::of(row.kind.0),
            due,
        };
        ctx.record(conn, &opened.place_of(scope, member)?, event)?;
        message::keep(conn, ctx, (&opened.row, &to), Sender::Team, &row.question)?;
    }
    // The mail is that of the letter: it leaves when the letter can be read.
    letters::prepare_repair(conn, ctx, scope, (&opened.row, &to), &rows)?;
    Ok(ids)
}

/// The request, if the regeling and what was asked before allow it.
fn asked_now(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (opened, user): (&Opened, &UserId),
    (form, due): (&Ask, DateTime<Utc>),
) -> Result<Clarification> {
    let (requirement, kind, question, occasion) = read(opened, form)?;
    let request = Request {
        requirement: requirement.code.clone(),
        member: form.member.clone(),
        kind,
        anchor: form.anchor.clone(),
        question,
        occasion,
        by: user.clone(),
        at: ctx.now,
        due,
    };
    let earlier = due::requests(conn, scope.key(), &opened.id)?;
    Clarification::ask(request, requirement.repairable, &earlier)
        .map_err(|why| Error::refused(why.in_dutch()))
}

type Read<'a> = (&'a Requirement, Kind, Motivation, Occasion);

fn read<'a>(opened: &'a Opened, form: &Ask) -> Result<Read<'a>> {
    let mut mistakes = Vec::new();
    let code = RequirementCode::parse(&form.requirement).ok();
    let requirement = code.and_then(|code| opened.scheme.requirement(&code));
    let kind = Kind::from_code(&form.kind);
    if requirement.is_none() {
        mistakes.push(FieldError::new("eis", words::SAY_REQUIREMENT));
    }
    if kind.is_none() {
        mistakes.push(FieldError::new("soort", words::SAY_KIND));
    }
    if let (Some(member), Some(requirement)) = (&form.member, requirement) {
        let part = opened.snapshot.contents.member(member);
        part.filter(|one| one.role.is_asked(requirement)).ok_or(Error::NotFound)?;
    }
    if requirement.is_some_and(|one| !anchors(one).contains(&form.anchor)) {
        mistakes.push(FieldError::new("onderdeel", words::SAY_ANCHOR));
    }
    let question = needed("vraag", &form.question, words::SAY_QUESTION, &mut mistakes);
    let occasion = if form.team_fault.trim().is_empty() {
        Some(Occasion::First)
    } else {
        needed("fout", &form.team_fault, words::SAY_WHY, &mut mistakes).map(Occasion::FaultOfTheTeam)
    };
    match (requirement, kind, question, occasion) {
        (Some(requirement), Some(kind), Some(question), Some(occasion)) if mistakes.is_empty() => {
            Ok((requirement, kind, question, occasion))
        }
        _ => Err(Error::Invalid(mistakes)),
    }
}

/// The first moment that is too late, by the published term for repair.
pub fn term(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    national::due_for_provider(conn, scope, &opened.scheme, (opened.scheme.terms().repair, now))
}

/// Why the last day of a request is the day that was kept, in sentences.
///
/// # Errors
/// What the database says.
pub fn why_request(conn: &mut DbConn, asked: &Asked) -> Result<Vec<String>> {
    let request = &asked.request;
    let scope = access::for_system(types::id("clarifications", &request.region_id)?);
    let ids: Vec<&str> = asked.together.iter().map(|one| one.id.as_str()).collect();
    let letter = sent::of_request(conn, &ids)?;
    let from = letters::counted_from(conn, &scope, letter.as_ref(), instant(request.asked_at))?;
    let scheme = &asked.opened.scheme;
    let deadline = national::for_provider(conn, &scope, scheme, (scheme.terms().repair, from))?;
    Ok(terms::why(CountedFrom::Request, &deadline, letters::last_day(request)))
}

fn keep(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    id: &ClarificationId,
    asked: &Clarification,
) -> Result<ClarificationRow> {
    let request = asked.request();
    let again = matches!(request.occasion, Occasion::FaultOfTheTeam(_));
    let before = clarifications::of_application(conn, scope.key(), opened.id.as_str())?;
    let member = request.member.as_ref().map(ToString::to_string);
    let same =
        |row: &ClarificationRow| row.requirement == request.requirement.as_str() && row.member_id == member;
    let before = before.iter().rfind(|row| again && same(row));
    let row = ClarificationRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        application_id: opened.id.to_string(),
        requirement: request.requirement.to_string(),
        member_id: member.clone(),
        kind: AsText(request.kind),
        anchor: request.anchor.clone(),
        question: request.question.as_str().to_owned(),
        team_fault: match &request.occasion {
            Occasion::First => String::new(),
            Occasion::FaultOfTheTeam(why) => why.as_str().to_owned(),
        },
        state: AsText(asked.state()),
        asked_by: request.by.to_string(),
        asked_at: stored(request.at),
        due_at: stored(request.due),
        answer: String::new(),
        answered_by: None,
        settled_at: None,
        revises: before.map(|row| row.id.clone()),
        version: 1,
        answer_snapshot_id: None,
    };
    clarifications::insert(conn, &row)?;
    Ok(row)
}

/// Take a request back, with the reason. The clock of the decision runs on.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Refused`] when it is not open or not this person's work;
/// [`Error::Stale`]; [`Error::NotFound`].
pub fn take_back(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    clarification: &ClarificationId,
    (why, seen): (&str, i64),
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = opened.mine(ctx)?;
    let motivation = only("motivering", why, words::SAY_WHY)?;
    let row = clarifications::find(conn, id, clarification)?;
    let command = clarification::Command::Withdraw { by: user.clone(), motivation: motivation.clone() };
    let settled = clarifications::life(&row)?.apply(command, ctx.now);
    let settled = settled.map_err(|why| Error::refused(why.in_dutch()))?;
    let command = Command::Settle { clarification: clarification.clone() };
    let next = opened.life.clone().apply(command, ctx.now, &opened.window);
    let next = next.map_err(|why| Error::refused(why.in_dutch()))?;
    if !clarifications::settle(conn, &row.id, &settled, motivation.as_str(), ctx.now)? {
        return Err(Error::Stale);
    }
    opened.step(conn, ctx, &next, &user, seen)?;
    super::complete(conn, ctx, scope, id, &user)?;
    due::renew(conn, &opened.row, &opened.window, &opened.scheme)?;
    let event = Event::ClarificationWithdrawn { subject: clarification.clone() };
    let member = settled.request().member.as_ref();
    ctx.record(conn, &opened.place_of(scope, member)?, event)?;
    message::keep(conn, ctx, (&opened.row, &opened.org_of(member)?), Sender::Team, motivation.as_str())
}
