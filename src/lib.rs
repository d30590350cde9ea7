//! Openhuis.
pub use openhuis_domain as domain;
