//! From the signature to the register: deciding, letters, overeenkomst, start, and what is suspended for a while.

mod after_start;
mod arriving;
mod contracts;
pub mod disputes;
mod letters;
mod pages;
mod race;
pub mod revising;
mod signing;
mod starting;
mod suspending;
mod unhandled;
