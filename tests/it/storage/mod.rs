//! What the database itself promises, on SQLite and on PostgreSQL alike.

mod guards;
mod rows;
pub mod schema;
mod scopes;
mod upgrade;
