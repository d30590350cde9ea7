//! What the policy of a region is now: the versions of its regelingen and all its windows, also those not yet public.
//! May import: app::{error, public}, domain, storage.

use chrono::{DateTime, Utc};

use crate::app::error::{Error, Result};
use crate::app::public::{self, Window};
use crate::domain::ids::{ProcedureId, SchemeVersionId, WindowId};
use crate::storage::regions::SchemeVersionRow;
use crate::storage::views::policy::{self, VersionLine};
use crate::storage::{DbConn, RegionScope, calendar, regions};

/// Every version of a procedure's regeling, the newest first.
///
/// # Errors
/// What the database says.
pub fn versions(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> Result<Vec<VersionLine>> {
    Ok(policy::versions(conn, scope, procedure)?)
}

/// One version with its text, byte for byte as published.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for another region's.
pub fn version(conn: &mut DbConn, scope: &RegionScope, id: &SchemeVersionId) -> Result<SchemeVersionRow> {
    Ok(regions::scheme(conn, scope, id)?)
}

/// Every window of a procedure, the last to close first.
///
/// # Errors
/// What the database says.
pub fn windows(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    now: DateTime<Utc>,
) -> Result<Vec<Window>> {
    let rows = calendar::every_window_of(conn, scope, procedure)?;
    public::explained(conn, scope, rows, now)
}

/// One window, also one that is not published yet.
///
/// # Errors
/// [`crate::app::Error::NotFound`] for another region's.
pub fn window(conn: &mut DbConn, scope: &RegionScope, id: &WindowId, now: DateTime<Utc>) -> Result<Window> {
    let row = calendar::window(conn, scope, id)?;
    public::explained(conn, scope, vec![row], now)?.pop().ok_or(Error::NotFound)
}
