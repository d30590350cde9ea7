//! `/beheer/vastleggen/{id}`: what one person entered on a page of its own, another confirms or takes back.
//! May import: app, domain (to show), web.

use chrono::NaiveDate;
use serde::Serialize;

use super::{days, national, summers, supply, windows};
use crate::app::fields::Mistakes;
use crate::app::laid_down::{self as app, Entered};
use crate::domain::ids::LaidDownId;
use crate::domain::laid_down::{LaidDown, LaidDownKind};
use crate::domain::motivation::{Motivation, NoMotivation};
use crate::domain::words::policy as words;
use crate::domain::words::refusals::InDutch as _;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::forms::Form;

/// What waits for a second person, for whoever looks.
#[derive(Serialize)]
pub struct Waiting<T> {
    /// Identifier.
    id: String,
    /// What was entered.
    what: T,
    /// Where it was published, or the motivation.
    ground: String,
    /// Who entered it.
    name: String,
    /// Whoever looks entered it: a colleague must confirm.
    mine: bool,
}

impl<T> Waiting<T> {
    /// Something that waits, shown as `what` to whoever calls.
    pub fn of(call: &Call, one: Entered, what: T) -> Self {
        let ground = one.what.ground().to_owned();
        Self { id: one.id.to_string(), what, ground, mine: call.me() == Some(&one.by), name: one.name }
    }
}

/// The page where that kind of thing is entered.
const fn home(kind: LaidDownKind) -> &'static str {
    match kind {
        LaidDownKind::WntYear => national::HOME,
        LaidDownKind::Day => days::HOME,
        LaidDownKind::Summer => summers::HOME,
        LaidDownKind::Window | LaidDownKind::Dates => windows::HOME,
        LaidDownKind::Lot => supply::HOME,
    }
}

/// Keep what a page about `what` was sent, and go back to it.
///
/// # Errors
/// What the use case refuses, to be told beside its field; what the database says.
pub async fn enter(call: &Call, what: LaidDown) -> Answer {
    let scope = call.visitor.region_scope()?;
    call.change(move |conn, ctx| {
        app::enter(conn, ctx, &scope, &what)?;
        Ok(home(what.kind()).to_owned())
    })
    .await
}

/// `POST /beheer/vastleggen/{id}/bevestigen`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] when nothing waits, or it is of another region.
pub async fn confirm(call: Call) -> Answer {
    let (scope, id): (_, LaidDownId) = (call.visitor.region_scope()?, call.id("id")?);
    let portal = call.site.url.clone();
    call.change(move |conn, ctx| Ok(home(app::confirm(conn, ctx, &scope, &id, &portal)?).to_owned())).await
}

/// `POST /beheer/vastleggen/{id}/terugnemen`
///
/// # Errors
/// As [`confirm`].
pub async fn withdraw(call: Call) -> Answer {
    let (scope, id): (_, LaidDownId) = (call.visitor.region_scope()?, call.id("id")?);
    call.change(move |conn, ctx| Ok(home(app::withdraw(conn, ctx, &scope, &id)?).to_owned())).await
}

/// A day that must be filled in; `missing` says so.
pub fn day(form: &Form, name: &str, missing: &str, mistakes: &mut Mistakes) -> Option<NaiveDate> {
    let sent = DateParts::sent(form, name).date();
    let sent = sent.and_then(|day| day.ok_or_else(|| missing.to_owned()));
    mistakes.take(&format!("{name}_day"), sent)
}

/// Why, for everybody to read.
pub fn motivation(form: &Form, mistakes: &mut Mistakes) -> Option<Motivation> {
    let why = Motivation::parse(form.text("waarom")).map_err(|why| match why {
        NoMotivation::Empty => words::WHY_MISSING.to_owned(),
        NoMotivation::TooLong => why.in_dutch(),
    });
    mistakes.take("waarom", why)
}
