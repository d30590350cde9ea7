//! The tasks of an application, each with how far it is.
//! May import: app, domain (to show), web.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::Head;
use super::attempt::{Tried, tried};
use crate::app::apply::{
    self, AskedKind, IN_COMBINATION, Link, LotDraft, Opened, SUBCONTRACTORS, Saved, Section, Seen, ToAccept,
};
use crate::domain::application::member::State;
use crate::domain::code::Code as _;
use crate::domain::facts::FactValue;
use crate::domain::policy_code::FactCode;
use crate::domain::words::apply as words;
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    head: Head,
    groups: Vec<Group>,
    done: usize,
    total: usize,
    begun: String,
    saved: String,
    starts_on: String,
    due: String,
    /// Why the window closes when it does.
    why: Vec<String>,
    /// What was not taken, the last first.
    tried: Vec<Tried>,
}

#[derive(Serialize)]
struct Group {
    code: &'static str,
    tasks: Vec<Task>,
}

/// One line of a list of tasks.
#[derive(Clone, Serialize)]
pub(super) struct Task {
    code: &'static str,
    /// Of a page of questions.
    title: &'static str,
    id: String,
    href: String,
    status: &'static str,
    count: usize,
    of: usize,
}

/// Everything a list of tasks looks at.
pub(super) struct Filled {
    drafts: Vec<LotDraft>,
    answers: BTreeMap<FactCode, Saved>,
    evidence: Vec<AskedKind>,
    documents: Vec<ToAccept>,
    /// Who take part beside the penvoerder.
    members: Vec<Seen>,
    blocked: Vec<Link>,
}

/// `GET /aanbieder/aanmeldingen/{id}`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, id, now, ctx) = (call.visitor.org_scope()?, call.id("id")?, call.now, call.ctx());
    let (opened, filled, returning, tried, why) = call
        .read(move |conn| {
            let opened = apply::open_part(conn, &scope, &id)?;
            let mut filled = Filled::new(apply::filling(conn, &ctx, &scope, &opened)?);
            if opened.member.is_none() {
                filled.members = apply::members(conn, &opened)?;
                filled.blocked =
                    apply::blockers(conn, &opened, now)?.into_iter().map(|one| one.link).collect();
            }
            let returning = opened.member.is_none() && apply::is_returning(conn, &scope, &opened)?;
            let tried = tried(conn, &scope, &id)?;
            let why = apply::why_closes(conn, &opened, now)?;
            Ok((opened, filled, returning, tried, why))
        })
        .await?;
    if opened.member.is_some() {
        return super::taking_part::own(&call).await;
    }
    let head = Head::new(&call, &opened);
    let mut groups = vec![
        Group { code: "lots", tasks: [filled.lots(&head), filled.together(&head, &opened)].concat() },
        Group { code: "questions", tasks: filled.questions(&head, &opened, call.now) },
        Group { code: "evidence", tasks: filled.evidence(&head) },
        Group { code: "send", tasks: filled.send(&head) },
    ];
    if returning {
        groups
            .insert(0, Group { code: "last_time", tasks: vec![filled.last_time(&head, &opened, call.now)] });
    }
    let all: Vec<&Task> = groups.iter().flat_map(|group| &group.tasks).collect();
    let page = Page {
        done: all.iter().filter(|task| task.status == "done").count(),
        total: all.len(),
        begun: opened.row.created_at.and_utc().to_rfc3339(),
        saved: opened.row.updated_at.and_utc().to_rfc3339(),
        starts_on: opened.window_row.starts_on.to_string(),
        due: opened.window_row.decisions_due_on.to_string(),
        why,
        tried,
        head,
        groups,
    };
    call.page("provider/aanmelding/taken.html", &page)
}

impl Filled {
    /// What an organisation filled in of its own part.
    pub(super) fn new(own: apply::Filling) -> Self {
        let apply::Filling { drafts, answers, evidence, documents } = own;
        Self { drafts, answers, evidence, documents, members: Vec::new(), blocked: Vec::new() }
    }

    /// What is chosen.
    pub(super) fn drafts(&self) -> &[LotDraft] {
        &self.drafts
    }

    /// The tasks of one that takes part.
    pub(super) fn of_member(&self, head: &Head, opened: &Opened, now: DateTime<Utc>) -> Vec<Task> {
        let mut tasks = self.questions(head, opened, now);
        if !self.evidence.is_empty() {
            tasks.extend(self.evidence(head));
        }
        if apply::accepts_documents(&opened.scheme, &self.drafts, opened.role()) {
            tasks.push(self.documents(head));
        }
        tasks
    }

    /// Who take part: where the regeling asks for it, or somebody was named.
    fn together(&self, head: &Head, opened: &Opened) -> Vec<Task> {
        let asked = [IN_COMBINATION, SUBCONTRACTORS];
        let asks = opened.scheme.facts().iter().any(|def| asked.contains(&def.code.as_str()));
        if !asks && self.members.is_empty() {
            return Vec::new();
        }
        let wanted = asked.iter().any(|code| apply::says_yes(&self.answers, code));
        let answered = opened
            .scheme
            .facts()
            .iter()
            .all(|def| !asked.contains(&def.code.as_str()) || self.answers.contains_key(&def.code));
        let signed = self.members.iter().filter(|one| one.state == State::Signed).count();
        let ready = |one: &&Seen| one.state == State::Signed || !one.named.task.must_sign();
        let done = self.members.iter().filter(ready).count();
        let status = match (self.blocked.contains(&Link::Members), wanted, self.members.len()) {
            (true, _, 0) => "problem",
            (_, true, 0) => "todo",
            (_, false, 0) if answered => "done",
            (_, false, 0) => "todo",
            (_, _, all) => part(done, all),
        };
        vec![task("samen", head, "samen", status, (signed, self.members.len()))]
    }

    /// Looking at what came along from last time: done once nothing waits for its "klopt dit nog?"
    fn last_time(&self, head: &Head, opened: &Opened, now: DateTime<Utc>) -> Task {
        let sections = apply::sections(opened, &self.drafts, now);
        let asked = sections.iter().flat_map(|(_, asked)| asked).filter(|one| self.counts(one));
        let carried: Vec<&Saved> = asked.filter_map(|one| self.answers.get(&one.def.code)).collect();
        let waits = |one: &&&Saved| matches!(one, Saved::Value { taken_over: Some(_), .. });
        let waiting = carried.iter().filter(waits).count();
        let status = if waiting == 0 { "done" } else { "todo" };
        task("vorige-keer", head, "vorige-keer", status, (waiting, carried.len()))
    }

    /// A question about a yes counts only once there is a yes.
    fn counts(&self, one: &apply::Asked<'_>) -> bool {
        let is_yes =
            |code| matches!(self.answers.get(code), Some(Saved::Value { value: FactValue::YesNo(true), .. }));
        one.follows.as_ref().is_none_or(is_yes)
    }

    fn lots(&self, head: &Head) -> Vec<Task> {
        let any = !self.drafts.is_empty();
        let with_places = self.drafts.iter().filter(|draft| !draft.places.is_empty()).count();
        let lots =
            if self.blocked.contains(&Link::Lots) && any { "problem" } else { part(self.drafts.len(), 1) };
        let places = if self.blocked.contains(&Link::Places) {
            "problem"
        } else if any {
            part(with_places, self.drafts.len())
        } else {
            "locked"
        };
        vec![
            task("percelen", head, "percelen", lots, (self.drafts.len(), 0)),
            task("plaatsen", head, "plaatsen", places, (with_places, self.drafts.len())),
        ]
    }

    fn questions(&self, head: &Head, opened: &Opened, now: DateTime<Utc>) -> Vec<Task> {
        let sections = apply::sections(opened, &self.drafts, now);
        sections.into_iter().map(|(section, asked)| self.section(head, section, &asked)).collect()
    }

    fn section(&self, head: &Head, section: Section, asked: &[apply::Asked<'_>]) -> Task {
        let saved = |code: &FactCode| self.answers.get(code);
        let own: Vec<Option<&Saved>> =
            asked.iter().filter(|one| self.counts(one)).map(|one| saved(&one.def.code)).collect();
        let confirmed = |one: &&Option<&Saved>| matches!(one, Some(Saved::Value { taken_over: None, .. }));
        let (done, all) = (own.iter().filter(confirmed).count(), own.len());
        let given = own.iter().filter(|one| one.is_some()).count();
        let unreadable = own.iter().any(|one| matches!(one, Some(Saved::Raw(_))));
        let status = match (unreadable, done == all, given) {
            (true, _, _) => "problem",
            (false, true, _) => "done",
            (false, false, 0) => "todo",
            (false, false, _) => "busy",
        };
        task(section.code(), head, &format!("vragen/{}", section.code()), status, (given, all))
    }

    fn evidence(&self, head: &Head) -> Vec<Task> {
        let needed: Vec<_> = self.evidence.iter().filter(|one| one.is_needed()).collect();
        let (done, all) = (needed.iter().filter(|one| one.is_done()).count(), needed.len());
        // What is needed follows from what is chosen.
        let status = if self.drafts.is_empty() { "locked" } else { part(done, all) };
        vec![task("bewijs", head, "bewijs", status, (done, all))]
    }

    fn documents(&self, head: &Head) -> Task {
        let must: Vec<&ToAccept> = self.documents.iter().filter(|one| one.must).collect();
        let accepted = must.iter().filter(|one| one.accepted_at.is_some()).count();
        task("documenten", head, "documenten", part(accepted, must.len()), (accepted, must.len()))
    }

    fn send(&self, head: &Head) -> Vec<Task> {
        let send = match head.state {
            "draft" => "todo",
            _ => "done",
        };
        vec![
            self.documents(head),
            task("zelfcontrole", head, "zelfcontrole", "todo", (0, 0)),
            task("indienen", head, "indienen", send, (0, 0)),
        ]
    }
}

fn part(done: usize, all: usize) -> &'static str {
    match done {
        _ if done >= all => "done",
        0 => "todo",
        _ => "busy",
    }
}

fn task(
    code: &'static str,
    head: &Head,
    path: &str,
    status: &'static str,
    (count, of): (usize, usize),
) -> Task {
    let title = Section::from_code(code).map_or("", words::section);
    Task { code, title, id: format!("taak-{code}"), href: format!("{}/{path}", head.base), status, count, of }
}
