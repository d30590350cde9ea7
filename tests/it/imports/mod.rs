//! Tables that a region brings in.

pub mod clients;
