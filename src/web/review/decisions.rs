//! The desk of the decision maker: what waits per gemeente, what exactly would be signed, signing and returning.
//! One lot or many go by the same pages. May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::review::show::ExplainedSeen;
use crate::app::to_sign::{self, Check, Desk, Finding, Line, Proposal};
use crate::app::{FieldError, decide};
use crate::domain::code::Code as _;
use crate::domain::decision::Outcome;
use crate::domain::ids::LotApplicationId;
use crate::domain::motivation::Motivation;
use crate::domain::words::decide as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView, percent_encode};

const HOME: &str = "/beoordeling/beslissingen";
const CONFIRM: &str = "review/beslissen.html";
/// A page of confirmation that a person can still read.
const MOST: usize = 200;

#[derive(Serialize)]
struct ListPage {
    tabs: Vec<Tab>,
    gemeente: String,
    code: String,
    lines: Vec<Shown>,
    all: bool,
    signed: String,
    returned: String,
}

#[derive(Serialize)]
struct Tab {
    label: String,
    href: String,
    current: bool,
}

/// A lot as the pages show it.
#[derive(Serialize)]
struct Shown {
    lot: String,
    number: String,
    organisation: String,
    group: String,
    /// A code of the status `lot_application`.
    outcome: &'static str,
    /// The same as it is proposed.
    proposed: &'static str,
    due: String,
    differences: Vec<String>,
    refusal: String,
}

impl Shown {
    fn new(line: Line, refusal: Option<String>) -> Self {
        Self {
            lot: line.lot,
            number: line.number,
            organisation: line.organisation,
            group: line.group,
            proposed: line.outcome.code(),
            outcome: match line.outcome {
                Outcome::Admit => "admitted",
                Outcome::Refuse => "refused",
                Outcome::NotHandled => "not_handled",
            },
            due: line.due.map(|date| date.to_string()).unwrap_or_default(),
            differences: line.differences,
            refusal: refusal.unwrap_or_default(),
        }
    }
}

/// `GET /beoordeling/beslissingen`
///
/// # Errors
/// What the database says.
pub async fn list(call: Call) -> Answer {
    let (scope, ctx, query) = (call.visitor.region_scope()?, call.ctx(), call.query());
    let chosen = query.text("gemeente").to_owned();
    let desk: Desk = call.read(move |conn| to_sign::desk(conn, &ctx, &scope, Some(&chosen))).await?;
    let (code, gemeente) = desk.chosen.map(|place| (place.code, place.name)).unwrap_or_default();
    let tabs = desk.places.into_iter().map(|place| Tab {
        label: format!("{} ({})", place.name, place.waiting),
        href: format!("{HOME}?gemeente={}", place.code),
        current: place.code == code,
    });
    let page = ListPage {
        tabs: tabs.collect(),
        lines: desk.lines.into_iter().map(|line| Shown::new(line, None)).collect(),
        gemeente,
        code,
        all: query.ticked("alles"),
        signed: query.text("getekend").to_owned(),
        returned: query.text("terug").to_owned(),
    };
    call.page("review/beslissingen.html", &page)
}

#[derive(Serialize)]
struct ConfirmPage {
    form: FormView,
    lots: Vec<Shown>,
    gemeenten: Vec<String>,
    powers: Vec<Power>,
    admitted: usize,
    refused: usize,
    not_handled: usize,
    refusal: String,
    free: bool,
}

#[derive(Serialize)]
struct Power {
    kind: &'static str,
    reference: String,
    function: String,
}

/// `GET /beoordeling/beslissingen/bevestigen`: what exactly would be signed. Nothing is kept.
///
/// # Errors
/// [`AppError::NotFound`] for a lot of another region.
pub async fn confirm(call: Call) -> Answer {
    let page = confirmation(&call, &call.query(), FormView::default()).await?;
    call.page(CONFIRM, &page)
}

fn chosen(form: &Form) -> Result<Vec<LotApplicationId>, AppError> {
    let mut lots = Vec::new();
    for text in form.all("perceel").take(MOST + 1) {
        let id = LotApplicationId::parse(text).map_err(|_| AppError::NotFound)?;
        if !lots.contains(&id) {
            lots.push(id);
        }
    }
    if lots.len() > MOST { Err(AppError::Refused(words::TOO_MANY.to_owned())) } else { Ok(lots) }
}

async fn confirmation(call: &Call, sent: &Form, form: FormView) -> Result<ConfirmPage, AppError> {
    let (scope, ctx, lots) = (call.visitor.region_scope()?, call.ctx(), chosen(sent)?);
    let check: Check = call.read(move |conn| to_sign::check(conn, &ctx, &scope, &lots)).await?;
    let powers = check.powers.iter().map(|power| Power {
        kind: power.kind.code(),
        reference: power.reference.clone(),
        function: power.function.clone(),
    });
    Ok(ConfirmPage {
        form,
        powers: powers.collect(),
        admitted: check.count(Outcome::Admit),
        refused: check.count(Outcome::Refuse),
        not_handled: check.count(Outcome::NotHandled),
        free: check.is_free(),
        refusal: check.refusal.unwrap_or_default(),
        gemeenten: check.gemeenten,
        lots: check.lots.into_iter().map(|(line, refusal)| Shown::new(line, refusal)).collect(),
    })
}

/// `POST /beoordeling/beslissingen/tekenen`
///
/// # Errors
/// [`AppError::Refused`] in the words of the rule; then nothing is signed.
pub async fn sign(call: Call) -> Answer {
    let (scope, lots) = (call.visitor.region_scope()?, chosen(&call.form)?);
    if lots.is_empty() {
        return Err(AppError::Refused(words::NOTHING_CHOSEN.to_owned()));
    }
    call.change(move |conn, ctx| {
        decide::sign(conn, ctx, &scope, &lots)?;
        Ok(format!("{HOME}?getekend={}", lots.len()))
    })
    .await
}

/// `POST /beoordeling/beslissingen/teruggeven`
///
/// # Errors
/// [`AppError::Refused`] in the words of the rule; then nothing is returned.
pub async fn give_back(call: Call) -> Answer {
    let (scope, lots) = (call.visitor.region_scope()?, chosen(&call.form)?);
    if lots.is_empty() {
        return Err(AppError::Refused(words::NOTHING_CHOSEN.to_owned()));
    }
    let motivation = match Motivation::parse(call.form.text("reden")) {
        Ok(motivation) => motivation,
        Err(mistake) => {
            let mistakes = vec![FieldError::new("reden", words::no_reason(mistake))];
            let page = confirmation(&call, &call.form, FormView::new(&call.form, mistakes)).await?;
            return call.refused_form(CONFIRM, &page);
        }
    };
    call.change(move |conn, ctx| {
        decide::give_back(conn, ctx, &scope, &lots, &motivation)?;
        Ok(format!("{HOME}?terug={}", lots.len()))
    })
    .await
}

#[derive(Serialize)]
struct OnePage {
    line: Shown,
    state: &'static str,
    waiting: bool,
    confirm: String,
    gemeente: String,
    products: Vec<String>,
    note: String,
    proposed_by: String,
    countersigned_by: String,
    reasons: Vec<Ground>,
    /// What was asked and did not come, where it is not handled for that.
    missing: Vec<String>,
    /// Why equal cases were judged otherwise.
    unequal: Vec<ExplainedSeen>,
    results: Vec<Judged>,
}

#[derive(Serialize)]
struct Ground {
    title: String,
    motivation: String,
}

#[derive(Serialize)]
struct Judged {
    title: String,
    rules: &'static str,
    explanation: Vec<String>,
    /// A code of the status `outcome`; empty where no person judged.
    person: &'static str,
    motivation: String,
    differs: bool,
}

impl From<Finding> for Judged {
    fn from(finding: Finding) -> Self {
        let (person, motivation, differs) = match finding.judged {
            None => ("", String::new(), false),
            Some(judged) => {
                let differs = judged.differs();
                (if judged.outcome == "met" { "voldoet" } else { "voldoet_niet" }, judged.motivation, differs)
            }
        };
        let (title, rules, explanation) = (finding.title, finding.outcome, finding.explanation);
        Self { title, rules, explanation, person, motivation, differs }
    }
}

/// `GET /beoordeling/beslissingen/{id}`
///
/// # Errors
/// [`AppError::NotFound`] for a lot of another region, or on which nothing is proposed.
pub async fn one(call: Call) -> Answer {
    let (scope, ctx, id): (_, _, LotApplicationId) =
        (call.visitor.region_scope()?, call.ctx(), call.id("id")?);
    let found: Proposal = call.read(move |conn| to_sign::proposal(conn, &ctx, &scope, &id)).await?;
    super::note_look(&call, &found.application).await?;
    let (proposed_by, second) = found.people;
    let reasons = found.reasons.into_iter();
    let page = OnePage {
        confirm: format!("{HOME}/bevestigen?perceel={}", percent_encode(&found.line.lot)),
        line: Shown::new(found.line, None),
        state: found.state,
        waiting: found.state == "countersigned",
        gemeente: found.gemeente,
        products: found.products,
        note: found.note,
        proposed_by,
        countersigned_by: second.unwrap_or_default(),
        reasons: reasons
            .map(|(title, reason)| Ground { title, motivation: reason.motivation.as_str().to_owned() })
            .collect(),
        missing: found.missing,
        unequal: found.unequal,
        results: found.results.into_iter().map(Judged::from).collect(),
    };
    call.page("review/beslissing.html", &page)
}
