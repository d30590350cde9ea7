//! What was sent in and not taken is kept, also when nobody could look into the database to see who sent it.
//! May import: app, auth, domain, web.

use actix_web::dev::Payload;
use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};

use super::call::Call;
use super::cookies;
use super::dispatch;
use super::error::AppError;
use super::forms::{CSRF, Form};
use super::route::{Action, Route};
use super::site::Site;
use crate::app::Ctx;
use crate::app::attempts::{self, Attempt};
use crate::auth::csrf::Holder;
use crate::domain::access::{Actor, Via};
use crate::domain::digest::Digest;
use crate::domain::failure::Cause;
use crate::domain::ids::{ApplicationId, Id, SessionId};

/// What somebody sends in, before anybody knows whether it is taken.
pub(super) struct Sent {
    session: SessionId,
    application: ApplicationId,
    received_at: DateTime<Utc>,
    digest: Digest,
}

/// What somebody sends in; none on other routes.
pub(super) fn of(call: &Call) -> Option<Sent> {
    if call.route.action != Action::Submit {
        return None;
    }
    let session = call.visitor.login.as_ref()?.session.clone();
    let application = call.id("id").ok()?;
    Some(Sent { session, application, received_at: call.now, digest: call.form.digest() })
}

/// The same where the database did not say who it is: whoever holds our signed token and this session's form token.
pub(super) async fn unseen(
    route: &Route,
    site: &Site,
    http: &HttpRequest,
    mut payload: Payload,
) -> Option<Sent> {
    if route.action != Action::Submit {
        return None;
    }
    let session = site.sessions.read(&cookies::session(http)?, site.clock.now())?;
    let application = Id::parse(http.match_info().get("id")?).ok()?;
    let form = Form::parse(&dispatch::body(&mut payload).await.ok()?)?;
    let received_at = site.clock.now();
    let ours = site.forms.holds(Holder::Session(session.as_str()), form.text(CSRF));
    ours.then(|| Sent { session, application, received_at, digest: form.digest() })
}

/// Keep what was sent in, if this is why it was not taken: in the database, or else beside the blobs until the database answers.
pub(super) async fn keep(sent: Sent, site: &Site, error: &AppError) {
    let Some(cause) = cause(error) else { return };
    let Sent { session, application, received_at, digest } = sent;
    let id = site.source.id(received_at);
    let attempt = Attempt { id, session, application, received_at, cause, sent: digest };
    let ctx = Ctx::new(site.clock.now(), Actor::system(Via::Web), site.source.clone());
    let one = attempt.clone();
    let kept = site.blocking(move |database| database.write(|conn| attempts::keep(conn, &ctx, &one))).await;
    let why = match kept {
        // Whoever could not have sent it in is nobody's evidence.
        Ok(()) | Err(AppError::NotFound) => return,
        Err(why) => why,
    };
    let (store, id) = (site.store.clone(), attempt.id.to_string());
    let noted = web::block(move || {
        let bytes = serde_json::to_vec(&attempt).map_err(|why| why.to_string())?;
        store.note(attempt.id.as_str(), &bytes).map_err(|why| why.to_string())
    });
    match noted.await.unwrap_or_else(|why| Err(why.to_string())) {
        Ok(()) => tracing::warn!(id, %why, "an attempt to send in was noted beside the blobs"),
        Err(lost) => {
            tracing::error!(id, %why, lost, "an attempt to send in is kept nowhere but in this line")
        }
    }
}

/// Why something that was sent in was not taken; none where it was not ours to take. Whether a rule refused it for the time, the use case
/// knows.
fn cause(error: &AppError) -> Option<Cause> {
    match error {
        AppError::Refused(_) => Some(Cause::TooLate),
        AppError::ClockUnknown => Some(Cause::ClockUnknown),
        AppError::Unavailable(_) => Some(Cause::OutOfOrder),
        AppError::Internal(_) => Some(Cause::Fault),
        AppError::NotFound
        | AppError::Forbidden
        | AppError::LoginNeeded { .. }
        | AppError::NotYetInside { .. }
        | AppError::ChoiceNeeded { .. }
        | AppError::Method
        | AppError::ForeignForm
        | AppError::BadRequest
        | AppError::TooLarge
        | AppError::Invalid(_)
        | AppError::Stale
        | AppError::Changed(_)
        | AppError::Repeated
        | AppError::TooMany { .. } => None,
    }
}
