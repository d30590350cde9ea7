//! The close, to the microsecond: the real program under a clock that the test sets, and two processes at once on one database.
//!
//! `OPENHUIS_TEST_CLOSES` says how often something is sent in at the very moment of a close (200), `OPENHUIS_TEST_SEED` with which chances.

pub mod file_clock;
mod nights;
mod race;
