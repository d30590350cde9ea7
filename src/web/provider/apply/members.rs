//! Samen aanmelden: who takes part beside the penvoerder, and where each of them is.
//! May import: app, domain (to show), web.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Head, base, open, seen};
use crate::app::Error;
use crate::app::apply::{self, Opened, Seen};
use crate::app::fields::{Mistakes, choice, identifier, line};
use crate::domain::application::member::{Engagement, Hired, Named, State, Task};
use crate::domain::code::Code as _;
use crate::domain::ids::{ApplicationId, MemberId};
use crate::domain::money::BasisPoints;
use crate::domain::notation;
use crate::domain::policy_code::ProductCode;
use crate::domain::rules::MemberRole;
use crate::domain::words::amounts::percent;
use crate::domain::words::members as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::{Form, FormView};

const LIST: &str = "provider/aanmelding/samen.html";
const ONE: &str = "provider/aanmelding/samen_een.html";
/// The longest name of an organisation.
const LONGEST: usize = 200;
/// All of the work.
const WHOLE: i32 = 10_000;

#[derive(Serialize)]
struct Page {
    head: Head,
    members: Vec<Line>,
    form: FormView,
    fields: Fields,
}

#[derive(Serialize)]
struct OnePage {
    head: Head,
    member: Line,
    /// Whether the penvoerder may still say something else about it, and ask it.
    open: bool,
    form: FormView,
    fields: Fields,
}

#[derive(Serialize)]
struct Line {
    href: String,
    name: String,
    kvk: String,
    role: &'static str,
    /// Share and engagement of an onderaannemer.
    hired: String,
    products: String,
    state: &'static str,
    email: String,
}

/// What there is to choose from.
#[derive(Serialize)]
struct Fields {
    roles: Vec<Choice>,
    products: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

impl Fields {
    fn new(opened: &Opened) -> Self {
        let role = |role: &MemberRole| Choice {
            value: role.code().to_owned(),
            label: words::role_choice(*role).to_owned(),
        };
        let products = opened.scheme.groups().iter().flat_map(|group| &group.products);
        Self {
            roles: MemberRole::ALL.iter().map(role).collect(),
            products: products
                .map(|one| Choice { value: one.code.to_string(), label: one.title.clone() })
                .collect(),
        }
    }
}

impl Line {
    fn new(opened: &Opened, one: &Seen) -> Self {
        let title = |code: &ProductCode| {
            opened.scheme.product(code).map_or_else(|| code.to_string(), |(_, product)| product.title.clone())
        };
        let products: Vec<String> =
            one.named.task.hired().iter().flat_map(|hired| &hired.products).map(title).collect();
        Self {
            href: format!("{}/samen/{}", base(&opened.id), one.id),
            name: one.named.name.clone(),
            kvk: one.named.kvk.to_string(),
            role: words::role(one.named.task.role()),
            hired: words::hired(&one.named.task),
            products: products.join(", "),
            state: one.state.code(),
            email: one.email.clone(),
        }
    }
}

/// `GET /aanbieder/aanmeldingen/{id}/samen`
///
/// # Errors
/// [`AppError::NotFound`] when it is not this organisation's own application.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(LIST, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let (opened, members) = call
        .read(move |conn| {
            let opened = apply::open(conn, &scope, &id)?;
            let members = apply::members(conn, &opened)?;
            Ok((opened, members))
        })
        .await?;
    Ok(Page {
        members: members.iter().map(|one| Line::new(&opened, one)).collect(),
        fields: Fields::new(&opened),
        head: Head::new(call, &opened),
        form,
    })
}

/// `POST /aanbieder/aanmeldingen/{id}/samen`
///
/// # Errors
/// [`AppError::Stale`] when a colleague changed the application meanwhile.
pub async fn add(call: Call) -> Answer {
    let (scope, id, seen): (_, ApplicationId, _) = (call.visitor.org_scope()?, call.id("id")?, seen(&call)?);
    let opened = open(&call).await?;
    let done = match named(&call.form, &opened) {
        Err(mistakes) => Err(mistakes.into()),
        Ok(named) => {
            call.change(move |conn, ctx| {
                let member = apply::add_member(conn, ctx, &scope, &id, seen, &named)?;
                Ok(format!("{}/samen/{member}", base(&id)))
            })
            .await
        }
    };
    call.or_again(done, LIST, async |form| look(&call, form).await).await
}

/// `GET /aanbieder/aanmeldingen/{id}/samen/{member}`
///
/// # Errors
/// [`AppError::NotFound`] when it is not in an application of this organisation.
pub async fn one(call: Call) -> Answer {
    let page = look_at(&call, None).await?;
    call.page(ONE, &page)
}

async fn look_at(call: &Call, form: Option<FormView>) -> Result<OnePage, AppError> {
    let (scope, id, member): (_, _, MemberId) =
        (call.visitor.org_scope()?, call.id("id")?, call.id("member")?);
    let (opened, member) = call
        .read(move |conn| {
            let opened = apply::open(conn, &scope, &id)?;
            let member = apply::member(conn, &opened, &member)?;
            Ok((opened, member))
        })
        .await?;
    Ok(OnePage {
        member: Line::new(&opened, &member),
        open: matches!(member.state, State::Named | State::Invited | State::Declined),
        form: form.unwrap_or_else(|| FormView::new(&typed(&member), Vec::new())),
        fields: Fields::new(&opened),
        head: Head::new(call, &opened),
    })
}

/// What was said about a member, as it was typed.
fn typed(member: &Seen) -> Form {
    let named = &member.named;
    let mut pairs = vec![
        ("naam", named.name.clone()),
        ("kvk", named.kvk.to_string()),
        ("rol", named.task.role().code().to_owned()),
        ("mail", member.email.clone()),
    ];
    if let Some(hired) = named.task.hired() {
        pairs.extend(hired.products.iter().map(|code| ("producten", code.to_string())));
        pairs.push(("deel", percent(hired.share).trim_end_matches(" %").to_owned()));
        pairs.push(("zzp", hired.engagement.code().to_owned()));
    }
    Form::of(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)))
}

/// `POST /aanbieder/aanmeldingen/{id}/samen/{member}`
///
/// # Errors
/// [`AppError::Refused`] when it takes part already; [`AppError::Stale`].
pub async fn describe(call: Call) -> Answer {
    let (scope, seen) = (call.visitor.org_scope()?, seen(&call)?);
    let (id, member): (ApplicationId, MemberId) = (call.id("id")?, call.id("member")?);
    let opened = open(&call).await?;
    let done = match named(&call.form, &opened) {
        Err(mistakes) => Err(mistakes.into()),
        Ok(named) => {
            call.change(move |conn, ctx| {
                apply::describe_member(conn, ctx, &scope, (&id, &member), seen, &named)?;
                Ok(format!("{}/samen/{member}", base(&id)))
            })
            .await
        }
    };
    again(&call, done).await
}

/// `POST /aanbieder/aanmeldingen/{id}/samen/{member}/uitnodigen`
///
/// # Errors
/// As for [`describe`].
pub async fn invite(call: Call) -> Answer {
    let (scope, seen) = (call.visitor.org_scope()?, seen(&call)?);
    let (id, member): (ApplicationId, MemberId) = (call.id("id")?, call.id("member")?);
    let portal = call.site.url.clone();
    let mut mistakes = Mistakes::default();
    let mail = mistakes.take("mail", identifier(call.form.text("mail")));
    let done = match mistakes.done(mail) {
        Err(mistakes) => Err(mistakes.into()),
        Ok(mail) => {
            call.change(move |conn, ctx| {
                apply::invite_member(conn, ctx, &scope, &portal, (&id, &member), (seen, &mail))?;
                Ok(format!("{}/samen", base(&id)))
            })
            .await
        }
    };
    again(&call, done).await
}

/// `POST /aanbieder/aanmeldingen/{id}/samen/{member}/weg`
///
/// # Errors
/// [`AppError::Stale`] when a colleague changed the application meanwhile.
pub async fn remove(call: Call) -> Answer {
    let (scope, seen) = (call.visitor.org_scope()?, seen(&call)?);
    let (id, member): (ApplicationId, MemberId) = (call.id("id")?, call.id("member")?);
    call.change(move |conn, ctx| {
        apply::remove_member(conn, ctx, &scope, (&id, &member), seen)?;
        Ok(format!("{}/samen", base(&id)))
    })
    .await
}

async fn again(call: &Call, done: Answer) -> Answer {
    match done {
        Err(AppError::Invalid(mistakes)) => {
            let page = look_at(call, Some(FormView::new(&call.form, mistakes))).await?;
            call.refused_form(ONE, &page)
        }
        done => done,
    }
}

/// What the penvoerder says in a form.
fn named(form: &Form, opened: &Opened) -> Result<Named, Error> {
    let mut mistakes = Mistakes::default();
    let name = mistakes.take("naam", line(form.text("naam"), LONGEST, words::NAME_MISSING));
    let kvk = mistakes.take("kvk", identifier(form.text("kvk")));
    let role = mistakes.take("rol", choice::<MemberRole>(form.text("rol"), words::ROLE_MISSING));
    let task = role.and_then(|role| task(role, form, opened, &mut mistakes));
    let read = name.zip(kvk).zip(task).map(|((name, kvk), task)| Named { name, kvk, task });
    mistakes.done(read)
}

fn task(role: MemberRole, form: &Form, opened: &Opened, mistakes: &mut Mistakes) -> Option<Task> {
    if role == MemberRole::Partner {
        return Some(Task::Partner);
    }
    let known =
        |text: &str| ProductCode::parse(text).ok().filter(|code| opened.scheme.product(code).is_some());
    let products: BTreeSet<ProductCode> = form.all("producten").filter_map(known).collect();
    if products.is_empty() {
        mistakes.note("producten", words::PRODUCTS_MISSING);
    }
    let share = mistakes.take("deel", share(form.text("deel")));
    let engagement = mistakes.take("zzp", choice::<Engagement>(form.text("zzp"), words::ENGAGEMENT_MISSING));
    let (share, engagement) = share.zip(engagement)?;
    let hired = Hired { products, share, engagement };
    Some(if role == MemberRole::ReliedOn { Task::ReliedOn(hired) } else { Task::Subcontractor(hired) })
}

/// More than nothing, and all at most.
fn share(text: &str) -> Result<BasisPoints, String> {
    let range = BasisPoints::new(1)..=BasisPoints::new(WHOLE);
    let share = notation::percent(text).filter(|share| range.contains(share));
    share.ok_or_else(|| words::SHARE_UNREADABLE.to_owned())
}
