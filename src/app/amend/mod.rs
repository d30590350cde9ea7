//! Changing the rules of a running procedure: a wijziging is begun from the newest version, worked out over everybody who is admitted,
//! proposed by one person and published by another.
//! May import: app, auth, domain, storage.

mod change;
mod import;
mod opened;
mod population;
mod propose;
mod publish;
mod show;
mod start;
mod trial;

pub use change::{Wrong, discard, edit, motivate, replace, wrong_with};
pub use import::{Import, Imported, export, import};
pub use opened::Opened;
pub use population::{Population, population};
pub use propose::{Wish, propose, send_back};
pub use publish::{Rectified, Running, publish, running};
pub use show::{Dossier, Text, TrialLine, dossier, open, texts};
pub use start::start;
pub use trial::{Found, Trial, find_out, keep, last_day, note_download, trial};
