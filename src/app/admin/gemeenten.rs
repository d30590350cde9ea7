//! What letters need of a gemeente, changed by the region.
//! May import: app::{ctx, error}, domain, storage.

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::domain::audit::{Event, Token};
use crate::domain::words::admin as words;
use crate::storage::regions::{self, GemeenteRow};
use crate::storage::{DbConn, RegionScope};

/// What may be changed of a gemeente. Its name and code come from the regeling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GemeenteDetails {
    /// "gemeente Meppel"
    pub legal_person: String,
    /// "het college van burgemeester en wethouders van Meppel"
    pub college: String,
    /// Postal address, parts separated by a comma.
    pub address: String,
    /// Where a klacht is sent.
    pub complaints_email: String,
    /// The rechtbank, by its name.
    pub court: String,
}

impl GemeenteDetails {
    fn fields(&self) -> [(&'static str, &str); 5] {
        [
            ("legal_person", &self.legal_person),
            ("college", &self.college),
            ("address", &self.address),
            ("complaints_email", &self.complaints_email),
            ("court", &self.court),
        ]
    }
}

impl From<&GemeenteRow> for GemeenteDetails {
    fn from(row: &GemeenteRow) -> Self {
        Self {
            legal_person: row.legal_person.clone(),
            college: row.college.clone(),
            address: row.address.clone(),
            complaints_email: row.complaints_email.clone(),
            court: row.court.clone(),
        }
    }
}

/// Change what letters need of a gemeente. Letters that were dispatched keep what they say.
///
/// # Errors
/// [`Error::Invalid`] with every empty field; [`Error::Stale`] when a colleague changed it since `seen`.
pub fn change_gemeente(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    code: &str,
    seen: i64,
    new: &GemeenteDetails,
) -> Result<()> {
    let rows = regions::gemeenten_of(conn, scope)?;
    let row = rows.into_iter().find(|row| row.code == code).ok_or(Error::NotFound)?;
    let empty = new.fields().into_iter().filter(|(_, value)| value.is_empty());
    let mistakes: Vec<FieldError> =
        empty.map(|(field, _)| FieldError::new(field, words::FIELD_MISSING)).collect();
    if !mistakes.is_empty() {
        return Err(Error::Invalid(mistakes));
    }
    let old = GemeenteDetails::from(&row);
    let changed = old.fields().into_iter().zip(new.fields()).filter(|(old, new)| old.1 != new.1);
    let fields = changed.map(|((field, _), _)| Token::parse(field)).collect::<Result<Vec<_>, _>>();
    let fields = fields.map_err(Error::internal)?;
    if fields.is_empty() {
        return Ok(());
    }
    let next = GemeenteRow {
        legal_person: new.legal_person.clone(),
        college: new.college.clone(),
        address: new.address.clone(),
        complaints_email: new.complaints_email.clone(),
        court: new.court.clone(),
        ..row
    };
    if !regions::change_gemeente(conn, scope, seen, &next)? {
        return Err(Error::Stale);
    }
    let gemeente = Token::parse(code).map_err(Error::internal)?;
    let event = Event::GemeenteChanged { subject: scope.region().clone(), gemeente, fields };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}
