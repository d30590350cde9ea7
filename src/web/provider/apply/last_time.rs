//! Vorige keer: what came along from the last submission, what is asked again and what is new, with one confirmation for all of it.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::evidence::about;
use super::version::{Group, groups};
use super::{Head, base, seen};
use crate::app::apply::{self, AnswerSince, AnswerTurn, Linked, LotDraft, Reaffirmed, Saved, Since};
use crate::domain::application::last_time::{Again, LotSince, LotTurn};
use crate::domain::code::Code as _;
use crate::domain::ids::ApplicationId;
use crate::domain::rules::EvidenceState;
use crate::domain::scheme::{ProductGroup, Scheme};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::{apply as words, dates, requirement, verdict};
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    head: Head,
    /// Of the last submission: its number and when it was received, RFC 3339.
    number: String,
    received_at: String,
    todo: Vec<Todo>,
    lots: Vec<Pair>,
    left_out: Vec<LeftOut>,
    /// Declarations that are given anew each time.
    declarations: Vec<Pair>,
    sections: Vec<Part>,
    /// How many questions were left open last time, and still are.
    open: usize,
    evidence: Vec<Pair>,
    documents: Vec<Document>,
    /// What differs in the regeling.
    groups: Vec<Group>,
    differs: bool,
    /// Who took part last time, where nobody does now.
    partners: Vec<String>,
    /// What waits for a confirmation: declarations, other answers and documents.
    waits: Waits,
    done: bool,
}

#[derive(Serialize)]
struct Waits {
    declarations: usize,
    answers: usize,
    documents: usize,
}

/// Something to fill in.
#[derive(Serialize)]
struct Todo {
    id: String,
    href: String,
    text: String,
    /// Why: `lots`, `evidence`, or how its answer stands.
    why: &'static str,
    /// What was answered last time, or what is the matter with a bewijsstuk.
    then: String,
}

/// A lot of last time that is not chosen now.
#[derive(Serialize)]
struct LeftOut {
    title: String,
    why: &'static str,
    /// Why one may not apply for it.
    no: String,
}

#[derive(Serialize)]
struct Part {
    title: &'static str,
    rows: Vec<Pair>,
}

#[derive(Serialize)]
struct Pair {
    key: String,
    value: String,
    /// Where it comes from, and how it stands.
    about: String,
    turn: &'static str,
    change: String,
}

#[derive(Serialize)]
struct Document {
    title: String,
    version: String,
    same: bool,
    must: bool,
    accepted_at: String,
}

/// The address of the page.
#[must_use]
pub fn address(id: &ApplicationId) -> String {
    format!("{}/vorige-keer", base(id))
}

/// `GET /aanbieder/aanmeldingen/{id}/vorige-keer`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] when it is not this organisation's, or nothing was sent in before.
pub async fn page(call: Call) -> Answer {
    let (scope, id, ctx) = (call.visitor.org_scope()?, call.id("id")?, call.ctx());
    let since = call.read(move |conn| apply::since(conn, &ctx, &scope, &id)).await?;
    call.page("provider/aanmelding/vorige_keer.html", &shown(&call, &since))
}

/// `POST /aanbieder/aanmeldingen/{id}/vorige-keer`: "dit klopt nog". Where nothing more is asked, sending in comes next.
///
/// # Errors
/// [`crate::web::error::AppError::Stale`] when a colleague changed it meanwhile.
pub async fn reaffirm(call: Call) -> Answer {
    let (scope, id, seen) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let (declarations, documents) = (call.form.ticked("verklaringen"), call.form.ticked("documenten"));
    call.change(move |conn, ctx| {
        apply::reaffirm(conn, ctx, &scope, &id, Reaffirmed { seen, declarations, documents })?;
        let done = apply::since(conn, ctx, &scope, &id)?.is_done();
        Ok(if done { format!("{}/indienen", base(&id)) } else { address(&id) })
    })
    .await
}

fn shown(call: &Call, since: &Since) -> Page {
    let head = Head::new(call, &since.opened);
    let given = |one: &&AnswerSince| matches!(turn(&one.turn), "carried" | "confirmed" | "changed");
    let own = |anew: bool| since.answers.iter().filter(move |one| one.anew == anew).filter(given);
    let mut sections: Vec<Part> = Vec::new();
    for one in own(false) {
        let title = words::section(one.section);
        match sections.last_mut().filter(|part| part.title == title) {
            Some(part) => part.rows.push(pair(&head, one)),
            None => sections.push(Part { title, rows: vec![pair(&head, one)] }),
        }
    }
    Page {
        number: since.last.snapshot.number.clone(),
        received_at: since.last.snapshot.received_at.to_rfc3339(),
        todo: todo(&head, since),
        lots: lots(&head, since),
        left_out: left_out(since),
        declarations: own(true).map(|one| pair(&head, one)).collect(),
        sections,
        open: since.answers.iter().filter(|one| one.turn == AnswerTurn::Open).count(),
        evidence: evidence(&head, since),
        documents: documents(since),
        groups: groups(&since.last.scheme, &since.opened.scheme, &since.difference),
        differs: !since.difference.is_empty(),
        partners: if since.misses_members() {
            since.last.snapshot.members.iter().map(|one| one.named.name.clone()).collect()
        } else {
            Vec::new()
        },
        waits: Waits {
            declarations: since.carried(true).count(),
            answers: since.carried(false).count(),
            documents: since.unaccepted().count(),
        },
        done: since.is_done(),
        head,
    }
}

fn turn(turn: &AnswerTurn) -> &'static str {
    match turn {
        AnswerTurn::Carried(_) => "carried",
        AnswerTurn::Confirmed => "confirmed",
        AnswerTurn::Changed => "changed",
        AnswerTurn::Again(Again::Reworded) => "reworded",
        AnswerTurn::Again(Again::Outdated) => "outdated",
        AnswerTurn::Again(Again::EachTime) => "each_time",
        AnswerTurn::New => "new",
        AnswerTurn::Open => "open",
        AnswerTurn::Unreadable => "unreadable",
    }
}

fn pair(head: &Head, one: &AnswerSince) -> Pair {
    let value = match &one.saved {
        Some(Saved::Value { value, .. }) => requirement::value(Some(&one.def.kind), value),
        _ => String::new(),
    };
    let about = match &one.turn {
        AnswerTurn::Carried(from) => {
            words::carried(verdict::source(from.source), &dates::long_date(from.as_of))
        }
        _ => String::new(),
    };
    Pair { key: one.def.question.clone(), value, about, turn: turn(&one.turn), change: question(head, one) }
}

fn question(head: &Head, one: &AnswerSince) -> String {
    format!("{}/vragen/{}#vraag-{}", head.base, one.section.code(), one.def.code)
}

/// Everything that has to be filled in, in the order of the tasks.
fn todo(head: &Head, since: &Since) -> Vec<Todo> {
    let mut found = Vec::new();
    if since.chosen.is_empty() {
        found.push(Todo {
            id: "percelen".to_owned(),
            href: format!("{}/percelen", head.base),
            text: String::new(),
            why: "lots",
            then: String::new(),
        });
    }
    found.extend(since.answers.iter().filter(|one| one.turn.is_asked()).map(|one| Todo {
        id: format!("vraag-{}", one.def.code),
        href: question(head, one),
        text: one.def.question.clone(),
        why: turn(&one.turn),
        then: then(since, one),
    }));
    let needed = since.evidence.iter().filter(|(kind, _)| !kind.is_done());
    found.extend(needed.map(|(kind, stale)| {
        let state = stale.as_ref().filter(|_| kind.state == EvidenceState::Missing).unwrap_or(&kind.state);
        Todo {
            id: format!("soort-{}", kind.def.code),
            href: format!("{}/bewijs#soort-{}", head.base, kind.def.code),
            text: kind.def.title.clone(),
            why: "evidence",
            then: verdict::evidence_stands(state, kind.on),
        }
    }));
    found
}

/// What was answered last time to a question that is asked again.
fn then(since: &Since, one: &AnswerSince) -> String {
    let fact = since.last.snapshot.contents.facts.get(&one.def.code);
    let kind = since.last.scheme.fact(&one.def.code).map(|def| &def.kind);
    fact.map(|fact| requirement::value(kind, &fact.value)).unwrap_or_default()
}

/// What is chosen now: a line for each product group.
fn lots(head: &Head, since: &Since) -> Vec<Pair> {
    let scheme = &since.opened.scheme;
    let of_group = |group: &ProductGroup| {
        let own = since.chosen.iter().filter(|draft| draft.group == group.code);
        let named: Vec<_> = own.map(|draft| in_gemeente(scheme, draft)).collect();
        (!named.is_empty()).then(|| Pair {
            key: group.title.clone(),
            value: words::gemeenten(&named),
            about: String::new(),
            turn: "carried",
            change: format!("{}/percelen", head.base),
        })
    };
    scheme.groups().iter().filter_map(of_group).collect()
}

fn in_gemeente(scheme: &Scheme, draft: &LotDraft) -> (String, Option<i64>) {
    let name = scheme.gemeente(&draft.gemeente).map_or(draft.gemeente.as_str(), |one| one.name.as_str());
    (name.to_owned(), draft.choice().capacity.iter().map(|one| one.places).max())
}

/// What was chosen last time and is not now, with why.
fn left_out(since: &Since) -> Vec<LeftOut> {
    let scheme = &since.opened.scheme;
    let of_lot = |one: &LotSince| {
        let (why, no) = match one.turn {
            LotTurn::Chosen => ("not_chosen", String::new()),
            LotTurn::Admitted => ("admitted", String::new()),
            LotTurn::Undecided => ("undecided", String::new()),
            LotTurn::TakenBack => ("taken_back", String::new()),
            LotTurn::OnlyWithAddedValue => ("added_value", String::new()),
            LotTurn::No(no) => ("no", no.in_dutch()),
        };
        LeftOut { title: words::lot_of(scheme, &one.choice.lot), why, no }
    };
    let gone = since.lots.iter().flat_map(|one| one.gone.iter().map(move |product| (one, product)));
    let gone = gone.map(|(one, code)| {
        let product =
            since.last.scheme.product(code).map_or(code.as_str(), |(_, product)| product.title.as_str());
        let title = words::product_in(product, &words::lot_of(scheme, &one.choice.lot));
        LeftOut { title, why: "gone", no: String::new() }
    });
    since.left_out().map(of_lot).chain(gone).collect()
}

/// The bewijsstukken that go along.
fn evidence(head: &Head, since: &Since) -> Vec<Pair> {
    let own = since.evidence.iter().filter(|(kind, _)| !kind.linked.is_empty());
    own.map(|(kind, _)| {
        let named = |one: &Linked| {
            let about = about(&(one.piece.clone(), one.blob.clone()));
            format!("{} ({about})", one.piece.file_name)
        };
        let names: Vec<String> = kind.linked.iter().map(|(one, _)| named(one)).collect();
        Pair {
            key: kind.def.title.clone(),
            value: names.join(", "),
            about: verdict::evidence_stands(&kind.state, kind.on),
            turn: "carried",
            change: format!("{}/bewijs#soort-{}", head.base, kind.def.code),
        }
    })
    .collect()
}

fn documents(since: &Since) -> Vec<Document> {
    let one = |(one, same): &(apply::ToAccept, bool)| Document {
        title: one.document.title.clone(),
        version: one.document.version.clone(),
        same: *same,
        must: one.must,
        accepted_at: one.accepted_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
    };
    since.documents.iter().map(one).collect()
}
