//! What was sent in, read again: also what was replaced or withdrawn since, with its files.
//! May import: app, domain (to show), web.

use serde::Serialize;

use super::base;
use crate::app::apply::{self, SentView};
use crate::domain::words::screens::file_size;
use crate::domain::words::{apply as words, members as member_words, requirement};
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    number: String,
    seq: u32,
    at: String,
    counts: bool,
    base: String,
    href: String,
    receipt: bool,
    proof: bool,
    sha256: String,
    title: String,
    region: String,
    lots: Vec<Pair>,
    answers: Vec<Pair>,
    evidence: Vec<File>,
    documents: Vec<Pair>,
    /// Who took part beside the penvoerder.
    members: Vec<Member>,
    /// How it was signed: `one`, `two` or `volmacht`.
    signed: &'static str,
}

#[derive(Serialize)]
struct Pair {
    key: String,
    value: String,
}

/// One that took part, and when it signed; empty when it did not.
#[derive(Serialize)]
struct Member {
    name: String,
    role: &'static str,
    signed_at: String,
}

#[derive(Serialize)]
struct File {
    title: String,
    name: String,
    about: String,
    href: String,
}

/// `GET /aanbieder/inzendingen/{id}`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] when it is not this organisation's.
pub async fn page(call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let href = call.http.path().to_owned();
    let view = call.read(move |conn| apply::sent_view(conn, &scope, &id)).await?;
    call.page("provider/aanmelding/inzending.html", &shown(view, href))
}

fn shown(view: SentView, href: String) -> Page {
    let (scheme, contents) = (&view.scheme, &view.snapshot.contents);
    let lot = |one: &crate::domain::rules::LotChoice| {
        let group = scheme.group(&one.lot.group).map_or(one.lot.group.as_str(), |group| group.title.as_str());
        let gemeente =
            scheme.gemeente(&one.lot.gemeente).map_or(one.lot.gemeente.as_str(), |one| one.name.as_str());
        let product = |code| scheme.product(code).map(|(_, product)| product.title.clone());
        let products: Vec<String> = one.products.iter().filter_map(product).collect();
        Pair { key: words::lot(group, gemeente), value: products.join(", ") }
    };
    let answer = |(code, fact): (&crate::domain::policy_code::FactCode, &crate::domain::facts::Fact)| {
        let def = scheme.fact(code)?;
        Some(Pair { key: def.question.clone(), value: requirement::value(Some(&def.kind), &fact.value) })
    };
    let file = |(title, (piece, blob)): &(String, apply::Piece)| File {
        title: title.clone(),
        name: piece.file_name.clone(),
        about: words::file(
            &file_size(u64::try_from(blob.size).unwrap_or_default()),
            piece.issued_on,
            piece.expires_on,
        ),
        href: format!("/aanbieder/bewijs/stuk/{}/bestand", piece.id),
    };
    let document = |one: &crate::domain::application::snapshot::AcceptedDocument| Pair {
        key: scheme.document(&one.kind).map_or_else(|| one.kind.to_string(), |def| def.title.clone()),
        value: one.version.clone(),
    };
    let member = |one: &crate::domain::application::snapshot::MemberMark| Member {
        name: one.named.name.clone(),
        role: member_words::role(one.named.task.role()),
        signed_at: one.signature.as_ref().map(|signed| signed.at.to_rfc3339()).unwrap_or_default(),
    };
    let declaration = &view.snapshot.declaration;
    Page {
        lots: contents.lots.iter().map(lot).collect(),
        answers: contents.facts.iter().filter_map(answer).collect(),
        evidence: view.evidence.iter().map(file).collect(),
        documents: contents.documents.iter().map(document).collect(),
        members: view.snapshot.members.iter().map(member).collect(),
        signed: match (&declaration.volmacht, &declaration.confirmed_by) {
            (Some(_), _) => "volmacht",
            (None, Some(_)) => "two",
            (None, None) => "one",
        },
        number: view.snapshot.number.clone(),
        seq: view.snapshot.seq,
        at: view.snapshot.received_at.to_rfc3339(),
        counts: view.counts,
        base: base(&view.snapshot.application),
        receipt: view.receipt,
        proof: view.proof,
        sha256: view.sha256.clone(),
        title: scheme.title().to_owned(),
        region: scheme.region().name.clone(),
        href,
    }
}
