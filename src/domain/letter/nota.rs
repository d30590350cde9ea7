//! A nota van inlichtingen as a document: the same for everybody, with its number and its day. May import: letter's own parts, words.

use chrono::{DateTime, Utc};

use super::content::{Addressee, LetterContent, Section};
use super::envelope::Envelope;
use super::kind::LetterKind;
use crate::words::letters::nota as words;

/// What must be known to publish a nota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotaLetter {
    /// The outside. Addressed to [`NotaLetter::everybody`].
    pub envelope: Envelope,
    /// Its number within the window: 1, 2, …
    pub number: u32,
    /// Title of the window.
    pub window: String,
    /// What comes before the answers; may be empty.
    pub intro: String,
    /// What it changes of the regeling of the window.
    pub change: Option<NotaChange>,
    /// The questions with their answers.
    pub answers: Vec<NotaAnswer>,
}

/// What a nota changes of the regeling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotaChange {
    /// The version that the window has from now on.
    pub version: i32,
    /// From when that version counts elsewhere.
    pub effective: DateTime<Utc>,
    /// Why.
    pub motivation: String,
    /// What is different: each with its lines.
    pub told: Vec<(String, Vec<String>)>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotaAnswer {
    /// `2.1`: the first of the second nota.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// The question, without who asked; none where the region tells something of its own accord.
    pub question: Option<String>,
    /// The answer.
    pub answer: String,
    /// The number of the earlier answer that this one corrects.
    pub corrects: Option<String>,
}

impl NotaLetter {
    /// To whom a nota is addressed.
    #[must_use]
    pub fn everybody() -> Addressee {
        Addressee {
            organisation: words::EVERYBODY.to_owned(),
            attention: None,
            address: vec![words::ONLINE.to_owned()],
        }
    }

    /// The document. Nobody signs it: it is the region that publishes.
    #[must_use]
    pub fn compose(&self) -> LetterContent {
        let mut blocks = words::opening(&self.envelope.procedure, &self.window, &self.intro);
        if let Some(change) = &self.change {
            blocks.extend(words::change(change));
        }
        blocks.extend(words::answers(&self.answers));
        let body = Section { blocks, remedies: Vec::new(), signature: None };
        let summary = words::summary(self.answers.len(), self.change.as_ref());
        let subject = words::subject(self.number, &self.window);
        self.envelope.letter(LetterKind::Nota, subject, summary, body, Vec::new())
    }
}
