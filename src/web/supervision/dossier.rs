//! The dossier of one aanbieder, to read only.
//! May import: app, storage::views, domain (to show), web.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::AnswerLine;
use super::looks::LookLine;
use crate::app::DbConn;
use crate::app::organisations::Fields;
use crate::app::supervision::{self, Dossier, Sent};
use crate::domain::admission::{SourceKind, State};
use crate::domain::code::Code as _;
use crate::domain::ids::OrgId;
use crate::domain::words::contracts;
use crate::storage::views::supervision::Admitted;
use crate::web::call::{Answer, Call};
use crate::web::provider::organisation::Shown;
use crate::web::public::register::Names;

#[derive(Serialize)]
struct Page {
    base: String,
    /// Where an investigation begins with it.
    investigate: String,
    name: String,
    profile: Shown,
    /// Names of the own gemeenten; none for the whole region.
    own: Vec<String>,
    admissions: Vec<AdmissionLine>,
    sent: Option<SentView>,
    letters: Vec<LetterLine>,
    looks: Vec<LookLine>,
    /// Where a measure is advised.
    advises: String,
}

#[derive(Serialize)]
struct AdmissionLine {
    group: String,
    gemeente: String,
    products: Vec<String>,
    state: &'static str,
    since: NaiveDate,
    until: Option<NaiveDate>,
    /// Where it comes from, where that is no decision.
    source: &'static str,
}

#[derive(Serialize)]
struct SentView {
    number: String,
    received_at: DateTime<Utc>,
    lots: Vec<LotLine>,
    answers: Vec<AnswerLine>,
    evidence: Vec<EvidenceLine>,
}

#[derive(Serialize)]
struct LotLine {
    group: String,
    gemeente: String,
    products: Vec<String>,
    places: i64,
}

#[derive(Serialize)]
struct EvidenceLine {
    href: String,
    title: String,
    file: String,
    size: u64,
    issued_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    inspection: String,
}

#[derive(Serialize)]
struct LetterLine {
    href: String,
    number: String,
    sent_at: Option<DateTime<Utc>>,
}

/// `GET /toezicht/{org}`: looking is noted, once an hour.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for who is not admitted in the own gemeenten.
pub async fn page(call: Call) -> Answer {
    let (area, ctx, org): (_, _, OrgId) = (supervision::area(&call.visitor)?, call.ctx(), call.id("org")?);
    let (names, own) = super::names(&call, &area).await?;
    let base = format!("/toezicht/{org}");
    let dossier = call
        .site
        .blocking(move |database| {
            let look = |conn: &mut DbConn| supervision::look(conn, &area, &org);
            database.look(&ctx, look, |conn| supervision::open(conn, &area, &org))
        })
        .await?;
    call.page("supervision/dossier.html", &shown(dossier, &names, own, base))
}

fn shown(dossier: Dossier, names: &Names, own: Vec<String>, base: String) -> Page {
    let letters = dossier.letters.into_iter().map(|one| LetterLine {
        href: format!("{base}/brieven/{}", one.id),
        number: one.number,
        sent_at: one.dispatched_at.map(|at| at.and_utc()),
    });
    let runs = |one: &Admitted| matches!(one.row.state.0, State::Active | State::Suspended);
    let runs = dossier.admissions.iter().any(runs);
    Page {
        advises: if runs {
            format!("/toezicht/maatregelen/nieuw/{}", dossier.organisation.id)
        } else {
            String::new()
        },
        name: dossier.organisation.name.clone(),
        profile: Shown::new(Fields::from(&dossier.organisation)),
        own,
        admissions: dossier.admissions.into_iter().map(|one| admission(one, names)).collect(),
        sent: dossier.sent.map(|sent| sent_view(sent, names, &base)),
        letters: letters.collect(),
        looks: dossier.looks.into_iter().map(LookLine::from).collect(),
        investigate: format!("/toezicht/onderzoeken/nieuw?aanbieder={}", dossier.organisation.id),
        base,
    }
}

fn admission(one: Admitted, names: &Names) -> AdmissionLine {
    let bridging = one.row.source.0 == SourceKind::Bridging;
    AdmissionLine {
        group: names.group(&one.row.product_group),
        gemeente: names.gemeente(&one.row.gemeente),
        products: one.products.iter().map(|code| names.product(code)).collect(),
        // Under bridging clients stay, but nobody was admitted.
        state: if bridging { "bridging" } else { one.row.state.0.code() },
        since: one.row.starts_on,
        until: one.row.until,
        source: if bridging { "" } else { contracts::source(one.row.source.0) },
    }
}

fn sent_view(sent: Sent, names: &Names, base: &str) -> SentView {
    let lots = sent.lots.iter().map(|one| LotLine {
        group: names.group(one.lot.group.as_str()),
        gemeente: names.gemeente(one.lot.gemeente.as_str()),
        products: one.products.iter().map(|code| names.product(code.as_str())).collect(),
        places: one.capacity.iter().map(|some| some.places).fold(0, i64::saturating_add),
    });
    let evidence = sent.evidence.into_iter().map(|(title, (piece, blob))| EvidenceLine {
        href: format!("{base}/bewijs/{}", piece.id),
        title,
        file: piece.file_name,
        size: u64::try_from(blob.size).unwrap_or_default(),
        issued_on: piece.issued_on,
        expires_on: piece.expires_on,
        inspection: blob.inspection,
    });
    SentView {
        number: sent.number,
        received_at: sent.received_at,
        lots: lots.collect(),
        answers: sent.answers.into_iter().map(AnswerLine::from).collect(),
        evidence: evidence.collect(),
    }
}
