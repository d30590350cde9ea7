//! The portal over http. Reads through `storage::views`, writes only through `app`.
//! May import: app, storage::views, domain (to show), render, auth, files, clock.
//!
//! A request: [`dispatch`] finds the entry of [`routes`], [`guard`] admits its visitor, [`forms`] reads what was sent,
//! the handler answers, [`answer`] adds headers and turns refusals into pages.

pub mod admin;
mod answer;
pub mod api;
pub mod assets;
mod attempts;
pub mod call;
pub mod cookies;
mod coverage;
pub mod date_parts;
pub mod dispatch;
pub mod download;
pub mod drawing;
pub mod error;
pub mod export;
pub mod forms;
pub mod guard;
pub mod headers;
pub mod health;
mod imports;
mod measure_view;
mod measures;
pub mod metrics;
pub mod nav;
pub mod provider;
pub mod public;
pub mod review;
pub mod route;
pub mod routes;
pub mod server;
pub mod sheet;
pub mod site;
mod stopping;
pub mod supervision;
pub mod upload;
mod zipped;
