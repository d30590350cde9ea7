//! The team's work: taking, judging, asking for repair, proposing, and the second person.

mod equal;
mod extending;
mod hearing;
mod judging;
mod pages;
mod proposing;
mod provider_page;
mod queue;
mod reading;
pub mod repairing;
mod replay;
mod taking;
mod together;
