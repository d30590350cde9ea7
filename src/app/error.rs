//! Why a use case did not happen. `web::error` turns it into a page; nothing else knows status codes.
//! May import: domain, diesel's error type.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One mistake in a form.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// The name of the field.
    pub field: String,
    /// What is wrong and what to do, in Dutch.
    pub message: String,
}

impl FieldError {
    /// A mistake in a field.
    #[must_use]
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// Why it did not happen. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there, or this actor may not know that it is.
    #[error("not found")]
    NotFound,
    /// The actor may know it, but not do this.
    #[error("forbidden")]
    Forbidden,
    /// The form has mistakes; every one is listed.
    #[error("{} mistakes in the form", .0.len())]
    Invalid(Vec<FieldError>),
    /// A rule refuses it: a Dutch sentence that says why and what to do.
    #[error("refused: {0}")]
    Refused(String),
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// The same form was sent before with another content.
    #[error("sent before with other content")]
    Repeated,
    /// Too often.
    #[error("too many attempts")]
    TooMany,
    /// The evidence store refused.
    #[error("the evidence store failed")]
    Store(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database does not answer.
    #[error("the database does not answer")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Something that must not happen; told to the operator only.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A refusal in the words of the rule that refuses.
    #[must_use]
    pub fn refused(why: impl std::fmt::Display) -> Self {
        Self::Refused(why.to_string())
    }

    /// One mistake in a form.
    #[must_use]
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }

    /// Something that must not happen.
    #[must_use]
    pub fn internal(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(why.into())
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            // Two at once: the unique key is the referee, the loser looks again.
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Stale,
            // On SQLite the guard against REPLACE sees it first.
            DieselError::DatabaseError(DatabaseErrorKind::Unknown, ref told)
                if told.message().contains("its keys are unique") =>
            {
                Self::Stale
            }
            DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, _)
            | DieselError::BrokenTransactionManager => Self::Unavailable(Box::new(error)),
            DieselError::DatabaseError(DatabaseErrorKind::Unknown, ref told)
                if is_out_of_order(told.message()) =>
            {
                Self::Unavailable(Box::new(error))
            }
            other => Self::Internal(Box::new(other)),
        }
    }
}

/// SQLite and libpq tell only in words that the disk, the file or the server is away.
fn is_out_of_order(message: &str) -> bool {
    const SIGNS: [&str; 8] = [
        "disk I/O error",
        "database or disk is full",
        "unable to open database",
        "database is locked",
        "readonly database",
        "server closed the connection",
        "terminating connection",
        "could not connect",
    ];
    SIGNS.iter().any(|sign| message.contains(sign))
}

impl From<diesel::r2d2::PoolError> for Error {
    fn from(error: diesel::r2d2::PoolError) -> Self {
        Self::Unavailable(Box::new(error))
    }
}
