//! Somebody's own account: password and sessions.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::people::{password, register, second_factor, sessions};
use crate::app::{FieldError, login};
use crate::auth::passwords::PasswordError;
use crate::domain::words::accounts as words;
use crate::domain::words::dates::moment;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::FormView;
use crate::web::public::registration::hash;

const TEMPLATE: &str = "account/account.html";

#[derive(Serialize)]
struct Page {
    form: FormView,
    name: String,
    mail: String,
    second_factor: bool,
    codes_left: usize,
    sessions: Vec<SessionLine>,
    others: usize,
}

#[derive(Serialize)]
struct SessionLine {
    since: String,
    last_seen: String,
    own: bool,
}

/// `GET /account`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let page = look(&call, FormView::default()).await?;
    call.page(TEMPLATE, &page)
}

async fn look(call: &Call, form: FormView) -> Result<Page, AppError> {
    let (ctx, policy) = (call.ctx(), call.site.second_factor);
    let (person, running, standing) = call
        .read(move |conn| {
            let standing = second_factor::standing(conn, &ctx, policy)?;
            Ok((crate::app::people::me(conn, &ctx)?, sessions::mine(conn, &ctx)?, standing))
        })
        .await?;
    let others = running.iter().filter(|one| !one.own).count();
    let lines = running.into_iter().map(|one| SessionLine {
        since: moment(one.since),
        last_seen: moment(one.last_seen),
        own: one.own,
    });
    Ok(Page {
        form,
        name: person.name,
        mail: person.mail,
        second_factor: standing.since.is_some(),
        codes_left: standing.codes_left,
        sessions: lines.collect(),
        others,
    })
}

/// `POST /account/wachtwoord`: the old password is checked as carefully as at the door.
///
/// # Errors
/// [`AppError::TooMany`]; what the database says.
pub async fn change_password(call: Call) -> Answer {
    let (old, new) = (call.form.raw("huidig").to_owned(), call.form.raw("wachtwoord").to_owned());
    let ctx = call.ctx();
    let me = call.read(move |conn| crate::app::people::me(conn, &ctx)).await?;
    let mut mistakes = Vec::new();
    if !is_own(&call, &me.mail, old).await? {
        mistakes.push(FieldError::new("huidig", words::PASSWORD_OLD_WRONG));
    }
    if let Err(message) = register::password(&new, &me.mail) {
        mistakes.push(FieldError::new("wachtwoord", message));
    }
    if !mistakes.is_empty() {
        let page = look(&call, FormView::new(&call.form, mistakes)).await?;
        return call.refused_form(TEMPLATE, &page);
    }
    let (hash, portal) = (hash(&call, new).await?, call.site.url.clone());
    call.change(move |conn, ctx| {
        password::change(conn, ctx, &portal, &hash)?;
        Ok("/account".to_owned())
    })
    .await
}

async fn is_own(call: &Call, mail: &str, old: String) -> Result<bool, AppError> {
    let (ctx, mail) = (call.ctx(), mail.to_owned());
    let address = crate::web::public::login::address_bucket(call);
    let door = call
        .site
        .blocking(move |database| database.light(|conn| login::knock(conn, &ctx, &mail, &address)))
        .await?;
    let login::Door::Open(knock) = door else { return Err(AppError::TooMany { retry_after: 900 }) };
    let fits = call.site.passwords.check(old, knock.hash()).await.map_err(|error| match error {
        PasswordError::Busy => AppError::Unavailable(error.to_string()),
        PasswordError::Broken => AppError::Internal(error.to_string()),
    })?;
    if fits {
        call.site.blocking(move |database| database.light(|conn| login::settle(conn, &knock))).await?;
    }
    Ok(fits)
}

/// `POST /account/sessies`: log out everywhere else.
///
/// # Errors
/// What the database says.
pub async fn end_sessions(call: Call) -> Answer {
    call.change(|conn, ctx| {
        sessions::end_others(conn, ctx)?;
        Ok("/account".to_owned())
    })
    .await
}
