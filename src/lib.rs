//! Openhuis: the portal through which an inkoopregio admits care providers to its Wmo contracts in an Open House.
//!
//! `domain` <- `storage`, `documents`, `files`, `mail`, `render`, `auth` <- `app` <- `web`, `jobs`, `cli` <- `main`; arrows
//! never turn round. `clock` may be used by `app` and to its right, `config` only by `main`.

pub mod app;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod documents;
pub mod files;
pub mod jobs;
pub mod mail;
pub mod render;
pub use openhuis_domain as domain;
pub mod storage;
pub mod web;
