//! Everything that can go wrong with a request, as its visitor may know it. Only this file knows status codes.
//! May import: app (errors), domain (words), actix http.

use actix_web::http::StatusCode;
use serde::Serialize;

use crate::app::{self, FieldError};
use crate::domain::words::failure::CLOCK_UNKNOWN;

/// A request that is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// It is not there, or the visitor may not know that it is.
    #[error("not found")]
    NotFound,
    /// The visitor may know of it but not do this.
    #[error("not allowed")]
    Forbidden,
    /// Log in first, then come back here.
    #[error("log in first")]
    LoginNeeded {
        /// Path and query to come back to.
        next: String,
    },
    /// Do first what is still asked of who logs in, then come back here.
    #[error("logging in is not done yet")]
    NotYetInside {
        /// The page that asks it.
        page: &'static str,
        /// Path and query to come back to.
        next: String,
    },
    /// Choose first for whom you work, then come back here.
    #[error("choose for whom you work first")]
    ChoiceNeeded {
        /// Path and query to come back to.
        next: String,
    },
    /// The method does not exist here.
    #[error("method not allowed")]
    Method,
    /// The form was not made by us for this session, or has run out.
    #[error("the form is not valid any more")]
    ForeignForm,
    /// What was sent is no form we can read.
    #[error("the request cannot be read")]
    BadRequest,
    /// More bytes than the limit.
    #[error("too large")]
    TooLarge,
    /// The form has mistakes. Handlers show the form again; who asks for JSON gets the list.
    #[error("{} mistakes in the form", .0.len())]
    Invalid(Vec<FieldError>),
    /// A rule refuses it, in a Dutch sentence.
    #[error("refused: {0}")]
    Refused(String),
    /// Somebody else changed it in the meantime.
    #[error("changed meanwhile")]
    Stale,
    /// The same, with what happened in a Dutch sentence.
    #[error("changed meanwhile: {0}")]
    Changed(String),
    /// The same form came before with other answers.
    #[error("sent before with other content")]
    Repeated,
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// This node does not know precisely what time it is, so it takes nothing for which the time counts.
    #[error("this node does not know precisely what time it is")]
    ClockUnknown,
    /// Database or disk is away; the same request may work in a moment.
    #[error("out of order for a moment: {0}")]
    Unavailable(String),
    /// A mistake of ours. The text is for the log only.
    #[error("internal error: {0}")]
    Internal(String),
}

/// What the visitor sees of it: `application/problem+json`, or a page with the same facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// A permanent address for this kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short, in English, the same for every occurrence.
    pub title: &'static str,
    /// The status code.
    pub status: u16,
    /// Why a rule refuses it; empty when there is nothing to add.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// What to correct in the form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// The number under which our log knows it, for 5xx.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}

impl AppError {
    /// The status code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::LoginNeeded { .. } | Self::NotYetInside { .. } | Self::ChoiceNeeded { .. } => {
                StatusCode::UNAUTHORIZED
            }
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) | Self::Stale | Self::Changed(_) | Self::Repeated => StatusCode::CONFLICT,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::ClockUnknown | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The template of its page.
    #[must_use]
    pub fn template(&self) -> &'static str {
        match self {
            Self::NotFound | Self::Method => "errors/404.html",
            Self::Forbidden
            | Self::LoginNeeded { .. }
            | Self::NotYetInside { .. }
            | Self::ChoiceNeeded { .. } => "errors/403.html",
            Self::ForeignForm | Self::BadRequest | Self::Invalid(_) => "errors/422.html",
            Self::TooLarge => "errors/413.html",
            Self::Refused(_) => "errors/refused.html",
            Self::Stale | Self::Changed(_) | Self::Repeated => "errors/409.html",
            Self::TooMany { .. } => "errors/429.html",
            Self::ClockUnknown | Self::Unavailable(_) => "errors/503.html",
            Self::Internal(_) => "errors/500.html",
        }
    }

    /// The permanent code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Forbidden => "forbidden",
            Self::ForeignForm => "foreign-form",
            Self::LoginNeeded { .. } => "login-needed",
            Self::NotYetInside { .. } => "second-step-needed",
            Self::ChoiceNeeded { .. } => "choice-needed",
            Self::Method => "method-not-allowed",
            Self::BadRequest => "bad-request",
            Self::TooLarge => "too-large",
            Self::Invalid(_) => "invalid",
            Self::Refused(_) => "refused",
            Self::Stale | Self::Changed(_) => "stale",
            Self::Repeated => "repeated",
            Self::TooMany { .. } => "too-many",
            Self::ClockUnknown => "clock-unknown",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// What the visitor may know; `log_id` only shows where we are to blame.
    #[must_use]
    pub fn problem(&self, log_id: Option<&str>) -> Problem {
        let title = match self {
            Self::NotFound => "Not found",
            Self::Forbidden => "Not allowed",
            Self::ForeignForm => "The form is not valid any more",
            Self::LoginNeeded { .. } => "Log in first",
            Self::NotYetInside { .. } => "Logging in is not done yet",
            Self::ChoiceNeeded { .. } => "Choose for whom you work first",
            Self::Method => "Method not allowed",
            Self::BadRequest => "The request cannot be read",
            Self::TooLarge => "Too large",
            Self::Invalid(_) => "The form has mistakes",
            Self::Refused(_) => "Refused by a rule",
            Self::Stale | Self::Changed(_) => "Changed in the meantime",
            Self::Repeated => "Sent before with other content",
            Self::TooMany { .. } => "Too many attempts",
            Self::ClockUnknown => "The time is not known precisely",
            Self::Unavailable(_) => "Out of order for a moment",
            Self::Internal(_) => "Internal error",
        };
        Problem {
            kind: format!("/problems/{}", self.code()),
            title,
            status: self.status().as_u16(),
            detail: match self {
                Self::Refused(why) | Self::Changed(why) => why.clone(),
                Self::ClockUnknown => CLOCK_UNKNOWN.to_owned(),
                _ => String::new(),
            },
            errors: if let Self::Invalid(errors) = self { errors.clone() } else { Vec::new() },
            instance: log_id.map(str::to_owned),
        }
    }

    /// Seconds after which trying again makes sense.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooMany { retry_after } => Some(*retry_after),
            Self::ClockUnknown | Self::Unavailable(_) => Some(10),
            _ => None,
        }
    }
}

impl From<app::Error> for AppError {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::NotFound => Self::NotFound,
            app::Error::Forbidden => Self::Forbidden,
            app::Error::Invalid(errors) => Self::Invalid(errors),
            app::Error::Refused(why) => Self::Refused(why),
            app::Error::Stale => Self::Stale,
            app::Error::Repeated => Self::Repeated,
            app::Error::TooMany => Self::TooMany { retry_after: 900 },
            app::Error::Store(cause) | app::Error::Unavailable(cause) => Self::Unavailable(chain(&*cause)),
            app::Error::Internal(cause) => Self::Internal(chain(&*cause)),
        }
    }
}

/// An error with its causes, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut whole = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        whole.push_str(": ");
        whole.push_str(&next.to_string());
        cause = next.source();
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_wrong_inside_stays_inside() {
        let inside = "relation users of postgres://openhuis:hunter2@db";
        for error in [AppError::Internal(inside.into()), AppError::Unavailable(inside.into())] {
            let shown = serde_json::to_string(&error.problem(Some("0197"))).unwrap();
            assert!(!shown.contains("hunter2") && shown.contains("0197"), "{shown}");
        }
    }
}
