//! What the integration tests stand on: databases, the real application, a client with a memory, people.

pub mod app;
pub mod client;
pub mod database;
pub mod people;
pub mod world;

pub use app::{TestApp, on_both};
