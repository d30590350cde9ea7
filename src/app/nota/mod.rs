//! Questions about a window and the nota van inlichtingen that answers them: asked by an aanbieder, worked at by the team, published to
//! everybody at once.
//! May import: app, auth, domain, render, storage.

mod announce;
mod ask;
mod edit;
mod group;
mod publish;
mod read;
mod show;

pub use announce::{About, announced, describe};
pub use ask::{Asking, NewQuestion, Own, Place, add, ask, decline, own, page, places, subjects, withdraw};
pub use edit::{Filled, remove, save};
pub use group::begin;
pub use publish::{Bringing, content_for, publish, publish_with, rendered};
pub use read::{Answer, Nota, pdf, published};
pub use show::{Asked, Item, Overview, Work, item, overview, work};

use super::error::{Error, Result};
use crate::domain::nota::Subject;
use crate::domain::scheme::Scheme;
use crate::domain::words::nota as words;

/// What a question is about, as people call it; none when the regeling does not know it.
fn title_of(scheme: &Scheme, subject: &Subject) -> Option<String> {
    match subject {
        Subject::Document(code) => {
            scheme.documents().iter().find(|def| def.code == *code).map(|def| def.title.clone())
        }
        Subject::Requirement(code) => {
            scheme.requirement(code).map(|one| format!("Eis {}: {}", one.code, one.title))
        }
        Subject::Other => Some(words::OTHER.to_owned()),
    }
}

/// A subject as chosen in a form, with what people call it.
fn chosen(scheme: &Scheme, text: &str) -> Result<(Subject, String)> {
    let subject = Subject::parse(text).ok();
    let titled = subject.and_then(|one| title_of(scheme, &one).map(|title| (one, title)));
    titled.ok_or_else(|| Error::field("onderwerp", words::SUBJECT_MISSING))
}
