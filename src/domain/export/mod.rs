//! A dossier on its way out: for whom it is, what that may hold, and the lists that let anybody verify it.
//! May import: audit, class, code, digest.

mod audience;
mod manifest;
mod mdto;

pub use audience::{Audience, Content, LeftOut};
pub use manifest::{Manifest, PathTaken, Paths};
pub use mdto::{Dossier as MdtoDossier, File as MdtoFile, Format};

#[cfg(test)]
mod tests;
