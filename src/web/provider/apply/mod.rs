//! Pages for who applies: from the list of applications and the tasks of a draft to the receipt, and what can be done until the close.
//! May import: app, domain (to show), web.

pub mod attempt;
pub mod check;
pub mod documents;
pub mod evidence;
pub mod fields;
pub mod follow;
pub mod last_time;
pub mod list;
pub mod lots;
pub mod members;
pub mod places;
pub mod questions;
pub mod send;
pub mod sent;
pub mod taking_part;
pub mod tasks;
pub mod version;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::admin;
use crate::app::apply::{self, Link, Opened, Section};
use crate::domain::access::{ProviderRole, Role};
use crate::domain::application::State;
use crate::domain::code::Code as _;
use crate::domain::ids::ApplicationId;
use crate::domain::policy_code::FactCode;
use crate::web::call::Call;
use crate::web::error::AppError;
use crate::web::forms::Fault;

/// Where the applications of an organisation stand.
pub const HOME: &str = "/aanbieder/aanmeldingen";

/// What every page of an application shows of it.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// Its address.
    pub base: String,
    /// Its number.
    pub number: String,
    /// Title of the procedure.
    pub title: String,
    /// Name of the region.
    pub region: String,
    /// Where it is.
    pub state: &'static str,
    /// The version that is seen: every form sends it back.
    pub version: i64,
    /// When the window closes, RFC 3339.
    pub closes: String,
    /// Whether the visitor may fill in now.
    pub may_change: bool,
    /// Whether the visitor may send in.
    pub may_sign: bool,
    /// Whether the window uses another version of the regeling by now.
    pub outdated: bool,
    /// Whether something was sent in before.
    pub sent: bool,
}

impl Head {
    /// The head of an application for this visitor; the page gets the look of its region.
    #[must_use]
    pub fn new(call: &Call, opened: &Opened) -> Self {
        let fills = matches!(call.role, Role::Provider(role) if role != ProviderRole::Lezer);
        let open = opened.may_change(call.now).is_ok();
        call.stand_in(&opened.home.name, &opened.home.slug, admin::accent_of(&opened.home.theme_json));
        Self {
            base: base(&opened.id),
            number: opened.row.number.clone(),
            title: opened.scheme.title().to_owned(),
            region: opened.home.name.clone(),
            state: opened.life.state().code(),
            version: opened.version(),
            closes: opened.window.phases().closes.to_rfc3339(),
            may_change: fills && open,
            may_sign: open && call.role == Role::Provider(ProviderRole::Tekenbevoegde),
            outdated: open && opened.is_outdated(),
            sent: opened.life.state() != State::Draft && opened.life.submission().is_some(),
        }
    }
}

/// The address of an application.
#[must_use]
pub fn base(id: &ApplicationId) -> String {
    format!("{HOME}/{id}")
}

/// Open the application in the path.
///
/// # Errors
/// [`AppError::NotFound`] when it is not this organisation's.
pub async fn open(call: &Call) -> Result<Opened, AppError> {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    call.read(move |conn| apply::open(conn, &scope, &id)).await
}

/// The version that the sender of this form saw.
///
/// # Errors
/// [`AppError::BadRequest`] when it is none of our forms.
pub fn seen(call: &Call) -> Result<i64, AppError> {
    call.form.text("version").parse().map_err(|_| AppError::BadRequest)
}

/// The address where something is put right.
#[must_use]
pub fn address(opened: &Opened, sections: &[(Section, Vec<FactCode>)], link: &Link) -> String {
    let base = base(&opened.id);
    match link {
        Link::Lots => format!("{base}/percelen"),
        Link::Places => format!("{base}/plaatsen"),
        Link::Evidence(kind) => format!("{base}/bewijs#soort-{kind}"),
        Link::Members => format!("{base}/samen"),
        Link::Documents => format!("{base}/documenten"),
        Link::Declaration => "#verklaring".to_owned(),
        Link::Answer(code) => {
            let section = sections.iter().find(|(_, codes)| codes.contains(code));
            let section = section.map_or(Section::Suitability, |(section, _)| *section);
            format!("{base}/vragen/{}#vraag-{code}", section.code())
        }
    }
}

/// Which questions stand on which page.
#[must_use]
pub fn places_of(
    opened: &Opened,
    drafts: &[apply::LotDraft],
    now: DateTime<Utc>,
) -> Vec<(Section, Vec<FactCode>)> {
    let sections = apply::sections(opened, drafts, now);
    let codes = |asked: Vec<apply::Asked<'_>>| asked.iter().map(|one| one.def.code.clone()).collect();
    sections.into_iter().map(|(section, asked)| (section, codes(asked))).collect()
}

/// A line of an error summary that leads to another page.
#[derive(Debug, Clone, Serialize)]
pub struct Stop {
    /// Where it is put right.
    pub href: String,
    /// What is the matter.
    pub text: String,
}

/// The faults of a form from its fields with a mistake.
#[must_use]
pub fn faults<'a>(mistakes: impl Iterator<Item = (&'a String, &'a String)>) -> Vec<Fault> {
    mistakes.map(|(field, text)| Fault { field: field.clone(), text: text.clone() }).collect()
}
