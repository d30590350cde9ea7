//! The desk of the contractmanager: who is admitted where, which overeenkomsten are awaited, and recording a signed one.
//! May import: app, domain (to show), storage::views, web.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::FieldError;
use crate::app::admissions::{self, SignedPaper};
use crate::app::contracts::{self, Awaiting, Contract};
use crate::domain::admission::{Signatories, State};
use crate::domain::code::Code as _;
use crate::domain::digest::Digest;
use crate::domain::ids::{AgreementId, OrgId};
use crate::domain::words::contracts as words;
use crate::domain::words::dates::long_date;
use crate::files::MediaType;
use crate::storage::views::admissions::{AdmissionLine, Wanted};
use crate::web::call::{Answer, Call};
use crate::web::download;
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView, percent_encode};
use crate::web::upload::Uploaded;

const HOME: &str = "/beoordeling/toelatingen";
const ONE: &str = "review/toelating.html";

#[derive(Serialize)]
struct ListPage {
    awaiting: Vec<Waiting>,
    aanbieders: Vec<Aanbieder>,
    states: Vec<Choice>,
    gemeenten: Vec<Choice>,
    state: String,
    gemeente: String,
    chosen: usize,
    next: String,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct Waiting {
    org: String,
    name: String,
    gemeente: String,
    starts: String,
    lots: usize,
}

#[derive(Serialize)]
struct Aanbieder {
    org: String,
    name: String,
    gemeenten: Vec<String>,
    /// How many admissions per state, in the order of [`State`].
    counts: Vec<Count>,
}

#[derive(Serialize)]
struct Count {
    state: &'static str,
    number: usize,
}

/// `GET /beoordeling/toelatingen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, query) = (call.visitor.region_scope()?, call.query());
    let (state, gemeente) = (query.text("stand").to_owned(), query.text("gemeente").to_owned());
    let after = query.text("na").split_once('|').map(|(org, key)| (key.to_owned(), org.to_owned()));
    let wanted = Wanted {
        state: State::from_code(&state),
        gemeente: Some(gemeente.clone()).filter(|code| !code.is_empty()),
        after,
    };
    let found = call.read(move |conn| contracts::overview(conn, &scope, &wanted)).await?;
    let name = |code: &str| {
        found.gemeenten.iter().find(|(own, _)| own == code).map_or(code, |(_, name)| name).to_owned()
    };
    let next = match found.lines.last() {
        Some(last) if found.more => format!(
            "{HOME}?stand={state}&gemeente={gemeente}&na={}%7C{}",
            percent_encode(&last.org),
            percent_encode(&last.org_name_key)
        ),
        _ => String::new(),
    };
    let page = ListPage {
        awaiting: waiting(&found.awaiting, name),
        aanbieders: aanbieders(&found.lines, name),
        states: all()
            .chain(State::ALL.iter().map(|state| Choice {
                value: state.code().to_owned(),
                label: words::state(*state).to_owned(),
            }))
            .collect(),
        chosen: usize::from(!state.is_empty()) + usize::from(!gemeente.is_empty()),
        gemeenten: all()
            .chain(
                found
                    .gemeenten
                    .iter()
                    .map(|(code, name)| Choice { value: code.clone(), label: name.clone() }),
            )
            .collect(),
        state,
        gemeente,
        next,
    };
    call.page("review/toelatingen.html", &page)
}

/// The choice not to filter.
fn all() -> std::iter::Once<Choice> {
    std::iter::once(Choice { value: String::new(), label: words::ALL.to_owned() })
}

fn waiting(lines: &[AdmissionLine], name: impl Fn(&str) -> String) -> Vec<Waiting> {
    let mut waiting: Vec<Waiting> = Vec::new();
    for line in lines {
        let gemeente = name(&line.gemeente);
        match waiting.iter_mut().find(|one| one.org == line.org && one.gemeente == gemeente) {
            Some(one) => one.lots += 1,
            None => waiting.push(Waiting {
                org: line.org.clone(),
                name: line.org_name.clone(),
                gemeente,
                starts: line.starts_on.to_string(),
                lots: 1,
            }),
        }
    }
    waiting
}

fn aanbieders(lines: &[AdmissionLine], name: impl Fn(&str) -> String) -> Vec<Aanbieder> {
    let mut aanbieders: Vec<Aanbieder> = Vec::new();
    for line in lines {
        if aanbieders.last().is_none_or(|last| last.org != line.org) {
            let (org, name) = (line.org.clone(), line.org_name.clone());
            aanbieders.push(Aanbieder { org, name, gemeenten: Vec::new(), counts: Vec::new() });
        }
        let Some(one) = aanbieders.last_mut() else { continue };
        let gemeente = name(&line.gemeente);
        if !one.gemeenten.contains(&gemeente) {
            one.gemeenten.push(gemeente);
        }
        let state = line.state.0.code();
        match one.counts.iter_mut().find(|count| count.state == state) {
            Some(count) => count.number += 1,
            None => one.counts.push(Count { state, number: 1 }),
        }
    }
    aanbieders
}

#[derive(Serialize)]
struct OnePage {
    form: FormView,
    org: String,
    name: String,
    admissions: Vec<Line>,
    awaiting: Vec<Choice>,
    versions: Vec<Choice>,
    recorded: Vec<Paper>,
    signed: DateTyped,
    done: bool,
}

#[derive(Serialize)]
struct Line {
    group: String,
    gemeente: String,
    state: &'static str,
    starts: String,
}

#[derive(Serialize)]
struct Paper {
    id: String,
    document: String,
    gemeente: String,
    signed_on: String,
    provider: String,
    for_gemeente: String,
    file_name: String,
    by: String,
}

/// A date as typed.
#[derive(Serialize)]
struct DateTyped {
    day: String,
    month: String,
    year: String,
}

/// `GET /beoordeling/toelatingen/{org}`
///
/// # Errors
/// [`AppError::NotFound`] for an aanbieder without an admission in this region.
pub async fn one(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(ONE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<OnePage, AppError> {
    let (scope, ctx, org): (_, _, OrgId) = (call.visitor.region_scope()?, call.ctx(), call.id("org")?);
    let found: Contract = call.read(move |conn| contracts::of_org(conn, &ctx, &scope, &org)).await?;
    let typed = |part: &str| form.answers.get(&format!("getekend_{part}")).cloned().unwrap_or_default();
    let name = |code: &str| {
        let own = found.admissions.iter().find(|one| one.row.gemeente == code);
        own.map_or_else(|| code.to_owned(), |one| one.gemeente.clone())
    };
    Ok(OnePage {
        signed: DateTyped { day: typed("day"), month: typed("month"), year: typed("year") },
        recorded: found
            .recorded
            .iter()
            .map(|one| Paper {
                id: one.agreement.id.clone(),
                document: format!("{}, {}", one.title, one.version),
                gemeente: name(&one.agreement.gemeente),
                signed_on: long_date(one.agreement.signed_on),
                provider: one.agreement.signatory_provider.clone(),
                for_gemeente: one.agreement.signatory_gemeente.clone(),
                file_name: one.agreement.file_name.clone(),
                by: one.by.clone(),
            })
            .collect(),
        admissions: found
            .admissions
            .iter()
            .map(|one| Line {
                group: one.group.clone(),
                gemeente: one.gemeente.clone(),
                state: one.row.state.0.code(),
                starts: long_date(one.row.starts_on),
            })
            .collect(),
        awaiting: choices(&found),
        versions: found
            .versions
            .into_iter()
            .map(|(id, label)| Choice { value: id.to_string(), label })
            .collect(),
        org: found.org.to_string(),
        name: found.name,
        done: call.query().ticked("vastgelegd"),
        form,
    })
}

/// A gemeente, with its procedure where the aanbieder waits in more than one.
fn choices(found: &Contract) -> Vec<Choice> {
    let first = found.awaiting.first().map(|one| &one.procedure);
    let several = found.awaiting.iter().any(|one| Some(&one.procedure) != first);
    let label =
        |one: &Awaiting| if several { format!("{}: {}", one.name, one.title) } else { one.name.clone() };
    found.awaiting.iter().map(|one| Choice { value: value(one), label: label(one) }).collect()
}

fn value(one: &Awaiting) -> String {
    format!("{}/{}", one.gemeente, one.procedure)
}

/// `POST /beoordeling/toelatingen/{org}/overeenkomst`: record a signed overeenkomst of one gemeente.
///
/// # Errors
/// [`AppError::Refused`] in the words of the rule; [`AppError::NotFound`] where nothing waits for it.
pub async fn record(mut call: Call) -> Answer {
    let files = call.receive().await?;
    let (scope, org): (_, OrgId) = (call.visitor.region_scope()?, call.id("org")?);
    let read = {
        let (scope, ctx, org) = (scope.clone(), call.ctx(), org.clone());
        call.read(move |conn| contracts::of_org(conn, &ctx, &scope, &org)).await?
    };
    let paper = match paper(&call.form, files, &read, &org) {
        Ok(paper) => paper,
        Err(mistakes) => {
            let page = look(&call, FormView::new(&call.form, mistakes)).await?;
            return call.refused_form(ONE, &page);
        }
    };
    let done = call
        .change(move |conn, ctx| {
            admissions::record_agreement(conn, ctx, &scope, &paper)?;
            Ok(format!("{HOME}/{org}?vastgelegd=ja"))
        })
        .await;
    match done {
        Err(AppError::Invalid(mistakes)) => {
            let page = look(&call, FormView::new(&call.form, mistakes)).await?;
            call.refused_form(ONE, &page)
        }
        done => done,
    }
}

/// `GET /beoordeling/toelatingen/{org}/overeenkomst/{id}`: the signed paper; the download is noted.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Unavailable`] when the store is away.
pub async fn agreement(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (org, id): (OrgId, AgreementId) = (call.id("org")?, call.id("id")?);
    let (row, blob) = call
        .site
        .blocking(move |database| database.write(|conn| contracts::download(conn, &ctx, &scope, &org, &id)))
        .await?;
    download::hand_out(&call, &row.sha256, &blob.media_type, &row.file_name).await
}

fn paper(
    form: &Form,
    files: Vec<Uploaded>,
    known: &Contract,
    org: &OrgId,
) -> Result<SignedPaper, Vec<FieldError>> {
    let mut mistakes = Vec::new();
    let mut miss = |field: &str, why: String| mistakes.push(FieldError::new(field, why));
    let awaiting = known.awaiting.iter().find(|one| value(one) == form.text("gemeente"));
    if awaiting.is_none() {
        miss("gemeente", words::NO_GEMEENTE.to_owned());
    }
    let document = known.versions.iter().find(|(id, _)| id.as_str() == form.text("document"));
    if document.is_none() {
        miss("document", words::NO_VERSION.to_owned());
    }
    let signed_on = date(form);
    if signed_on.is_none() {
        miss("getekend_day", words::NO_DATE.to_owned());
    }
    let (provider, for_gemeente) = (form.text("tekenaar_aanbieder"), form.text("tekenaar_gemeente"));
    if provider.is_empty() {
        miss("tekenaar_aanbieder", words::NO_PROVIDER.to_owned());
    }
    if for_gemeente.is_empty() {
        miss("tekenaar_gemeente", words::NO_SIGNATORY.to_owned());
    }
    let file = files.into_iter().find(|file| file.field == "bestand");
    let kept = match file.map(|file| (file.name, file.outcome)) {
        Some((name, Ok((blob, MediaType::Pdf)))) => Some((name, blob)),
        Some((_, Ok(_) | Err(_))) => {
            miss("bestand", words::NOT_A_PDF.to_owned());
            None
        }
        None => {
            miss("bestand", words::NO_FILE.to_owned());
            None
        }
    };
    let (Some(awaiting), Some((document, _)), Some(signed_on), Some((name, blob))) =
        (awaiting, document, signed_on, kept)
    else {
        return Err(mistakes);
    };
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let digest = Digest::parse(&format!("sha256:{}", blob.sha256))
        .map_err(|_| vec![FieldError::new("bestand", words::NOT_A_PDF)])?;
    Ok(SignedPaper {
        org: org.clone(),
        procedure: awaiting.procedure.clone(),
        gemeente: awaiting.gemeente.clone(),
        document: document.clone(),
        signed_on,
        signatories: Signatories { provider: provider.to_owned(), gemeente: for_gemeente.to_owned() },
        digest,
        size: blob.size,
        media_type: MediaType::Pdf.mime(),
        file_name: name,
    })
}

fn date(form: &Form) -> Option<NaiveDate> {
    let year = form.text("getekend_year").parse().ok()?;
    let month = form.text("getekend_month").parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, form.text("getekend_day").parse().ok()?)
}
