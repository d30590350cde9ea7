//! The notas of a window as everybody reads them. May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::app::error::{Error, Result};
use crate::app::schemes;
use crate::domain::ids::WindowId;
use crate::domain::text::fold_key;
use crate::domain::words::nota as words;
use crate::storage::notas::{self, ItemRow, NotaRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope};

/// A published nota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nota {
    /// Its number within the window.
    pub number: i32,
    /// When it was published.
    pub at: DateTime<Utc>,
    /// What comes before the answers; may be empty.
    pub intro: String,
    /// The number of the version of the regeling that it brought.
    pub version: Option<i32>,
    /// Whether the PDF is there.
    pub pdf: bool,
    /// SHA-256 of what it says, hexadecimal.
    pub sha256: String,
    /// Its answers; where something was searched for, those in which it stands.
    pub answers: Vec<Answer>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// `2.1`
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// The question; empty where the region tells something of its own accord.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// The number of the earlier answer that it corrects; may be empty.
    pub corrects: String,
    /// The number of the later answer that corrects it; may be empty.
    pub corrected_by: String,
}

/// The published notas of a window, the last first; with only the answers in which every word of `find` stands, where that says something.
///
/// # Errors
/// What the database says.
pub fn published(conn: &mut DbConn, scope: &RegionScope, window: &WindowId, find: &str) -> Result<Vec<Nota>> {
    let rows = notas::published(conn, scope, window)?;
    let all = notas::search(conn, scope, window, &[])?;
    let key = fold_key(find);
    let looked_for: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    let wanted = match looked_for.as_slice() {
        [] => all.clone(),
        words => notas::search(conn, scope, window, words)?,
    };
    let numbers = Numbers::of(&rows, &all);
    let mut found = Vec::new();
    for row in rows.iter().rev() {
        let own = wanted.iter().filter(|one| one.nota_id == row.id);
        let answers: Vec<Answer> = own.map(|one| numbers.answer(one)).collect();
        if looked_for.is_empty() || !answers.is_empty() {
            found.push(nota(conn, scope, row, answers)?);
        }
    }
    Ok(found)
}

/// How people name the answers, and which of them are corrected.
struct Numbers {
    of: BTreeMap<String, String>,
    corrected_by: BTreeMap<String, String>,
}

impl Numbers {
    fn of(rows: &[NotaRow], items: &[ItemRow]) -> Self {
        let seq = |one: &ItemRow| rows.iter().find(|row| row.id == one.nota_id).and_then(|row| row.seq);
        let number = |one: &ItemRow| words::number(seq(one).unwrap_or_default(), one.seq);
        let of = items.iter().map(|one| (one.id.clone(), number(one))).collect();
        let corrected_by =
            items.iter().filter_map(|one| Some((one.corrects.clone()?, number(one)))).collect();
        Self { of, corrected_by }
    }

    fn answer(&self, item: &ItemRow) -> Answer {
        let named = |id: &String| self.of.get(id).cloned().unwrap_or_default();
        Answer {
            number: named(&item.id),
            subject: item.subject_title.clone(),
            question: item.question.clone(),
            answer: item.answer.clone(),
            corrects: item.corrects.as_ref().map(named).unwrap_or_default(),
            corrected_by: self.corrected_by.get(&item.id).cloned().unwrap_or_default(),
        }
    }
}

fn nota(conn: &mut DbConn, scope: &RegionScope, row: &NotaRow, answers: Vec<Answer>) -> Result<Nota> {
    let version = match &row.version_id {
        Some(id) => Some(schemes::of_version(conn, scope, &types::id("notas", id)?)?.seq),
        None => None,
    };
    Ok(Nota {
        number: row.seq.unwrap_or_default(),
        at: row.published_at.map(instant).unwrap_or_default(),
        intro: row.intro.clone(),
        version,
        pdf: row.pdf_sha256.is_some(),
        sha256: row.sha256.clone().unwrap_or_default(),
        answers,
    })
}

/// Content address of the PDF of a published nota.
///
/// # Errors
/// [`Error::NotFound`] when there is no nota with this number, or its PDF is still being made.
pub fn pdf(conn: &mut DbConn, scope: &RegionScope, window: &WindowId, number: &str) -> Result<String> {
    let number: i32 = number.parse().map_err(|_| Error::NotFound)?;
    let rows = notas::published(conn, scope, window)?;
    let row = rows.into_iter().find(|row| row.seq == Some(number)).ok_or(Error::NotFound)?;
    row.pdf_sha256.ok_or(Error::NotFound)
}
