//! The demo with other people assessing than the shipped regelingen ask: two without each other, with or without a moderator.
//! May import: domain.

use std::borrow::Cow;

use super::DemoError;
use super::team::Team;
use super::teller::Teller;
use crate::domain::ids::ApplicationId;
use crate::domain::scheme::{Reviewers, Scheme};

/// A shipped regeling, or the same with who assess as asked: one word of it differs.
///
/// # Errors
/// [`DemoError::Data`] when that word cannot be found.
pub fn under(shipped: &str, asked: Option<Reviewers>) -> Result<Cow<'_, str>, DemoError> {
    let Some(asked) = asked else { return Ok(Cow::Borrowed(shipped)) };
    let changed = Reviewers::WORDS
        .iter()
        .fold(shipped.to_owned(), |text, (word, _)| text.replace(&line(word), &line(wanted(asked))));
    match Scheme::parse(changed.as_bytes()) {
        Ok(scheme) if scheme.review_plan().reviewers == asked => Ok(Cow::Owned(changed)),
        Ok(_) | Err(_) => {
            Err(DemoError::Data("schemes", "who assess does not stand on a line of its own".to_owned()))
        }
    }
}

fn line(word: &str) -> String {
    format!("\n  beoordelaars: {word}\n")
}

fn wanted(asked: Reviewers) -> &'static str {
    Reviewers::WORDS.iter().find(|(_, one)| *one == asked).map_or("", |(word, _)| word)
}

/// The assessor judges everything that waits for a person. Where two assess the other one then does the same, without reading the first, and
/// the dossier comes back, or is nobody's where they differ: both read each other now.
///
/// # Errors
/// What the use cases refuse.
pub fn judge(team: &Team<'_>, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
    team.judge(teller, id, usize::MAX)?;
    let Some(case) = team.other() else { return Ok(()) };
    team.hand_over(teller, id, case.assessor)?;
    let other = Team { case: &case, ..*team };
    other.judge(teller, id, usize::MAX)?;
    match team.case.differs {
        // Who comes in where they differ finds it in the queue.
        Some(_) => other.release(teller, id),
        None => other.hand_over(teller, id, team.case.assessor),
    }
}
