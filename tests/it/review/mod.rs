//! The team's work: taking, judging, asking for repair, proposing, and the second person.

mod blind;
mod equal;
mod extending;
mod hearing;
mod judging;
mod looking;
mod offering;
mod pages;
mod proposing;
mod provider_page;
mod queue;
mod reading;
pub mod repairing;
mod replay;
mod swift;
mod taking;
mod team;
mod together;
pub mod verifying;
