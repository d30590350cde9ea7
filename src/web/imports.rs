//! Tables that a page sends: reading the file, and showing everything that is wrong in it.
//! May import: app, domain (to show), files, web.

use serde::Serialize;

use super::call::Call;
use super::error::AppError;
use super::upload::WholeFile;
use crate::app::FieldError;
use crate::app::imports::Brought;
use crate::domain::digest::Digest;
use crate::domain::ids::ProcedureId;
use crate::domain::imports::Wrong;
use crate::domain::words::imports as words;
use crate::domain::words::vault::limit;
use crate::files::table::{self, NoTable};

/// The most bytes of a file with a table.
pub const MOST: u64 = 4 * 1024 * 1024;
/// The field of the file.
const FIELD: &str = "bestand";
/// Nobody mends more mistakes than this before trying again.
const MOST_SHOWN: usize = 500;

/// One thing that is wrong, as a page shows it.
#[derive(Debug, Serialize)]
pub struct WrongView {
    row: Option<u32>,
    column: &'static str,
    what: String,
}

/// Everything that is wrong, as a page shows it.
#[derive(Debug, Default, Serialize)]
pub struct WrongList {
    /// The first of them.
    shown: Vec<WrongView>,
    /// How many there are.
    count: usize,
}

impl WrongList {
    /// In words.
    #[must_use]
    pub fn of(wrong: &[Wrong]) -> Self {
        let view = |one: &Wrong| WrongView {
            row: one.row,
            column: one.column.map_or("", words::heading),
            what: words::flaw(&one.flaw),
        };
        Self { shown: wrong.iter().take(MOST_SHOWN).map(view).collect(), count: wrong.len() }
    }
}

/// The table in the file of a form, with the answers beside it in `call.form`; or the mistake to show beside the field.
///
/// # Errors
/// [`AppError::NotFound`] for a procedure that is none; as [`Call::receive_whole`].
pub async fn brought(call: &mut Call) -> Result<Result<Brought, FieldError>, AppError> {
    let file = call.receive_whole(MOST).await?;
    let procedure = ProcedureId::parse(call.form.text("procedure")).map_err(|_| AppError::NotFound)?;
    Ok(read(file, procedure).map_err(|why| FieldError::new(FIELD, why)))
}

fn read(file: Option<WholeFile>, procedure: ProcedureId) -> Result<Brought, String> {
    let file = file.ok_or(words::FILE_MISSING)?;
    let bytes = file.bytes.ok_or_else(|| words::too_large(&limit(MOST)))?;
    let table = table::read(&bytes).map_err(|why| {
        match why {
            NoTable::NotUtf8 => words::NOT_UTF8,
            NoTable::OtherKind => words::NO_TABLE,
            NoTable::Empty => words::EMPTY,
            NoTable::TooWide => words::TOO_WIDE,
            NoTable::TooMuch => words::TOO_MUCH,
        }
        .to_owned()
    })?;
    Ok(Brought { procedure, file_name: file.name, digest: Digest::of(&bytes), table })
}

/// Something is wrong in the table: told beside the file too.
#[must_use]
pub fn mistake() -> FieldError {
    FieldError::new(FIELD, words::TABLE_WRONG)
}
