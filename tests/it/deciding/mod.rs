//! From the signature to the register: deciding, letters, overeenkomst, start.

mod contracts;
mod letters;
mod pages;
mod signing;
