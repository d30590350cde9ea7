//! What everybody may see, and what nobody learns from it.

mod region;
mod register;
