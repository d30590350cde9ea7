//! The admissions of an aanbieder: where it may work, since when, and what is still awaited.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::admissions::Due;
use crate::app::confirmations;
use crate::app::contracts::{self, Own, Waits};
use crate::app::evidence_requests;
use crate::domain::admission::{RequestState, State};
use crate::domain::code::Code as _;
use crate::domain::ids::AgreementId;
use crate::domain::scheme::Manner;
use crate::domain::words::contracts as words;
use crate::domain::words::dates::long_date;
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::stopping::Shown;

#[derive(Serialize)]
struct Page {
    regions: Vec<Region>,
    /// What regions ask to confirm this year.
    confirmations: Vec<Year>,
    /// Bewijsstukken that soon expire, of which a newer one is asked.
    expiring: Vec<Expiring>,
    /// What else regions ask of who is admitted already.
    requests: Vec<Request>,
    agreements: Vec<Signed>,
    /// Whether the visitor may stop taking clients, and whether something runs.
    manages: bool,
    runs: bool,
    /// Whether the visitor can report a calamiteit here.
    reports: bool,
    /// What was just done, for the message on top.
    done: &'static str,
}

/// An open request for evidence.
#[derive(Serialize)]
struct Request {
    id: String,
    region: String,
    title: String,
    state: &'static str,
    due: String,
}

impl From<evidence_requests::Line> for Request {
    fn from(line: evidence_requests::Line) -> Self {
        Self {
            id: line.row.id,
            region: line.name,
            title: line.title,
            state: line.row.state.0.code(),
            due: line.row.due_on.to_string(),
        }
    }
}

/// What a region asks to confirm this year.
#[derive(Serialize)]
struct Year {
    id: String,
    region: String,
    due: String,
}

/// A bewijsstuk of which a newer one is asked.
#[derive(Serialize)]
struct Expiring {
    request: Request,
    /// Where to put the newer one.
    kind: String,
}

/// A signed overeenkomst.
#[derive(Serialize)]
struct Signed {
    id: String,
    document: String,
    gemeente: String,
    signed_on: String,
}

#[derive(Serialize)]
struct Region {
    name: String,
    admissions: Vec<Line>,
    asked: Vec<Asked>,
    /// What is due when, a sentence each.
    needed: Vec<String>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    group: String,
    gemeente: String,
    state: &'static str,
    starts: String,
    waits_for: Vec<String>,
    suspended: Option<Shown>,
    /// Where it comes from, where that is no decision.
    source: &'static str,
}

/// What an eis at the start still asks of this aanbieder.
#[derive(Serialize, PartialEq)]
struct Asked {
    title: String,
    text: String,
    /// Where to send it in, where it is sent in at all.
    upload: Vec<Shelf>,
}

/// A place in the vault.
#[derive(Serialize, PartialEq)]
struct Shelf {
    kind: String,
    title: String,
}

/// `GET /aanbieder/toelatingen`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.org_scope()?, call.ctx());
    let (own, recorded, requests, years) = call
        .read(move |conn| {
            Ok((
                contracts::own(conn, &ctx, &scope)?,
                contracts::own_recorded(conn, &scope)?,
                evidence_requests::mine(conn, &scope)?,
                confirmations::mine(conn, &scope)?,
            ))
        })
        .await?;
    let name = |code: &str| {
        let found = own.iter().find(|one| one.gemeente_code == code);
        found.map_or_else(|| code.to_owned(), |one| one.gemeente.clone())
    };
    let agreements = recorded
        .into_iter()
        .map(|one| Signed {
            document: format!("{}, {}", one.title, one.version),
            gemeente: name(&one.agreement.gemeente),
            signed_on: long_date(one.agreement.signed_on),
            id: one.agreement.id,
        })
        .collect();
    let done = match call.query().text("gedaan") {
        "gestopt" => "gestopt",
        "hervat" => "hervat",
        "capaciteit" => "capaciteit",
        "bevestigd" => "bevestigd",
        _ => "",
    };
    let page_regions = regions(&own, &requests);
    let waits =
        |one: &evidence_requests::Line| one.row.is_renewal() && one.row.state.0 == RequestState::Asked;
    let (expiring, requests): (Vec<_>, Vec<_>) = requests.into_iter().partition(waits);
    let expiring = expiring.into_iter().map(|one| {
        let kind = one.row.evidence_kind.clone();
        Expiring { request: one.into(), kind }
    });
    let years = years.into_iter().filter(|one| one.row.confirmed_at.is_none());
    let years = years.map(|one| Year { id: one.row.id, region: one.region, due: one.row.due_on.to_string() });
    let page = Page {
        regions: page_regions,
        confirmations: years.collect(),
        expiring: expiring.collect(),
        requests: requests.into_iter().map(Request::from).collect(),
        agreements,
        manages: call.may("admissions.stop"),
        runs: own.iter().any(|one| one.state == State::Active),
        reports: call.may("calamity.page")
            && own.iter().any(|one| matches!(one.state, State::Active | State::Suspended)),
        done,
    };
    call.page("provider/toelatingen.html", &page)
}

/// Per region its admissions, and what they still ask, each once.
fn regions(own: &[Own], requests: &[evidence_requests::Line]) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    for one in own {
        if regions.last().is_none_or(|last| last.name != one.region) {
            let waits = own.iter().filter(|other| other.region == one.region);
            let needed = contracts::needed(
                waits.filter_map(|other| other.waits.as_ref()),
                requests.iter().filter(|request| request.name == one.region && !request.row.is_renewal()),
            );
            let (admissions, asked) = (Vec::new(), Vec::new());
            regions.push(Region { name: one.region.clone(), admissions, asked, needed });
        }
        let Some(region) = regions.last_mut() else { continue };
        for due in one.waits.iter().flat_map(|waits| &waits.due) {
            let asked = asked(due);
            if !region.asked.contains(&asked) {
                region.asked.push(asked);
            }
        }
        region.admissions.push(Line {
            id: one.id.clone(),
            group: one.group.clone(),
            gemeente: one.gemeente.clone(),
            state: one.state.code(),
            starts: long_date(one.starts_on),
            waits_for: one.waits.as_ref().map(Waits::in_words).unwrap_or_default(),
            suspended: one.suspension.as_ref().map(Shown::from),
            source: words::source(one.source),
        });
    }
    regions
}

fn asked(due: &Due) -> Asked {
    let sent_in = due.evidence.iter().filter(|def| def.manner != Manner::SeenOnly);
    Asked {
        title: due.title.clone(),
        text: due.text.clone(),
        upload: sent_in.map(|def| Shelf { kind: def.code.to_string(), title: def.title.clone() }).collect(),
    }
}

/// `GET /aanbieder/toelatingen/overeenkomst/{id}`: the signed paper; the download is noted.
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] for another organisation's; [`crate::web::error::AppError::Unavailable`] when the store is away.
pub async fn agreement(call: Call) -> Answer {
    let (scope, ctx, id): (_, _, AgreementId) = (call.visitor.org_scope()?, call.ctx(), call.id("id")?);
    let (row, blob) = call
        .site
        .blocking(move |database| database.write(|conn| contracts::download_own(conn, &ctx, &scope, &id)))
        .await?;
    download::hand_out(&call, &row.sha256, &blob.media_type, &row.file_name).await
}
