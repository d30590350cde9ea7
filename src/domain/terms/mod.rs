//! Terms: on which day one ends, and why, step by step.
//!
//! One calendar for everything: the Algemene termijnenwet (Atw) of 25 July 1964 with computed feestdagen, the days
//! made equal to them as data, working days, and what all of it means in Europe/Amsterdam. May import: std, chrono,
//! chrono-tz, serde, code.

mod calendar;
mod deadline;
mod feestdag;
mod suspension;
mod term;
mod zone;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, RestDay};
pub use deadline::{Count, Deadline, OutOfRange, Rule, Step};
pub use feestdag::{Feestdag, easter};
pub use suspension::Suspension;
pub use term::{NotATerm, Term, Unit};
pub use zone::{NotOneMoment, end_of_day, local, local_day, moment, start_of_day};
