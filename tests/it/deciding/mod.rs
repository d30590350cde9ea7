//! From the signature to the register: deciding, letters, overeenkomst, start, and what is suspended for a while.

mod after_start;
mod arriving;
mod contracts;
mod letters;
mod pages;
mod race;
mod revising;
mod signing;
mod starting;
mod suspending;
mod unhandled;
