//! What everybody may see, and what nobody learns from it.

mod api;
mod documents;
mod follow;
mod past;
mod region;
mod register;
mod texts;
