//! Putting the letter together that the decision comes later.
//! May import: app::{error, dossier}, domain, storage.

use chrono::NaiveDate;

use super::compose::envelope;
use super::repair::{sending, signatory};
use crate::app::dossier;
use crate::app::error::{Error, Result};
use crate::domain::ids::UserId;
use crate::domain::letter::{ExtensionLetter, LetterContent};
use crate::storage::applications::ApplicationRow;
use crate::storage::extensions::ExtensionRow;
use crate::storage::{DbConn, RegionScope, regions};

/// The letter about an extension until a day.
///
/// # Errors
/// What the database says.
pub(super) fn compose(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationRow,
    (extension, until): (&ExtensionRow, NaiveDate),
    (number, date): (&str, NaiveDate),
    by: &UserId,
) -> Result<LetterContent> {
    let sent = dossier::of_row(conn, scope, application.clone())?;
    let region = regions::find(conn, scope)?;
    let gemeente = sending(conn, scope, application)?;
    let letter = ExtensionLetter {
        envelope: envelope(conn, scope, application, &sent.scheme, (&region, &gemeente), (number, date))?,
        before: extension.before,
        until,
        weeks: u16::try_from(extension.weeks).map_err(Error::internal)?,
        motivation: extension.motivation.clone(),
        signatory: signatory(conn, by)?,
    };
    Ok(letter.compose())
}
