//! Domain values in columns: enums by their code, structures as JSON text, instants without zone in UTC.
//! May import: diesel, domain.

use std::io::Write as _;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Text;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::db::MultiBackend;
use crate::domain::code::Code;
use crate::domain::ids::Id;

/// An enum of the domain, stored by its permanent code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, diesel::AsExpression, diesel::FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct AsText<T: Code>(pub T);

impl<T: Code + std::fmt::Debug, DB: Backend> ToSql<Text, DB> for AsText<T>
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.code().to_sql(out)
    }
}

impl<T: Code, DB: Backend> FromSql<Text, DB> for AsText<T>
where
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let code = String::from_sql(value)?;
        T::from_code(&code).map(Self).ok_or_else(|| format!("unknown code {code:?}").into())
    }
}

/// A structure that nobody filters on, stored as JSON text.
#[derive(Debug, Clone, PartialEq, Eq, diesel::AsExpression, diesel::FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct AsJson<T>(pub T);

impl<T: Serialize + std::fmt::Debug> ToSql<Text, diesel::sqlite::Sqlite> for AsJson<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, diesel::sqlite::Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}

impl<T: Serialize + std::fmt::Debug> ToSql<Text, diesel::pg::Pg> for AsJson<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, diesel::pg::Pg>) -> serialize::Result {
        out.write_all(serde_json::to_string(&self.0)?.as_bytes())?;
        Ok(IsNull::No)
    }
}

impl<T: Serialize + std::fmt::Debug + Send + Sync + 'static> ToSql<Text, MultiBackend> for AsJson<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Text, self));
        Ok(IsNull::No)
    }
}

impl<T: DeserializeOwned, DB: Backend> FromSql<Text, DB> for AsJson<T>
where
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_str(&String::from_sql(value)?)?))
    }
}

/// A row that the program cannot have written: told to the operator, never to a visitor.
#[derive(Debug, thiserror::Error)]
#[error("row {id} of {table} does not fit: {what}")]
pub struct BadRow {
    /// The table.
    pub table: &'static str,
    /// The row's key.
    pub id: String,
    /// What does not fit.
    pub what: String,
}

impl From<BadRow> for diesel::result::Error {
    fn from(bad: BadRow) -> Self {
        Self::DeserializationError(Box::new(bad))
    }
}

/// The identifier in a row.
///
/// # Errors
/// [`BadRow`] as a query error, where the text is no identifier.
pub fn id<K>(table: &'static str, text: &str) -> diesel::QueryResult<Id<K>> {
    Id::parse(text)
        .map_err(|_| BadRow { table, id: text.to_owned(), what: "not an identifier".to_owned() }.into())
}

/// An instant as it is stored: UTC, without zone.
#[must_use]
pub fn stored(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc()
}

/// An instant as it was stored.
#[must_use]
pub fn instant(at: NaiveDateTime) -> DateTime<Utc> {
    at.and_utc()
}
