//! Pages and texts from the embedded templates, and the assets they point to.
//! May import: domain. Knows nothing of requests, storage or use cases: who renders hands over plain data.

pub mod assets;
mod chrome;
mod engine;
mod filters;
mod icons;
pub mod svg;
pub mod theme;

pub use chrome::{Chrome, Flash, NavEntry, RegionMark, Tone, UserMark};
pub use engine::{RenderError, error_page, page, prepare, text};
pub use filters::tone;
