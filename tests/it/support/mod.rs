//! What the integration tests stand on: databases, the real application, a client with a memory, people, a mail server.

pub mod app;
pub mod applying;
pub mod asking;
pub mod client;
pub mod database;
pub mod deciding;
pub mod golden;
pub mod investigating;
pub mod multipart;
pub mod people;
pub mod pieces;
pub mod register;
pub mod returning;
pub mod reviewing;
pub mod second_factor;
pub mod server;
pub mod smtp;
pub mod supply;
pub mod together;
pub mod two_people;
pub mod world;

pub use app::{TestApp, on_both, on_both_strictly};
