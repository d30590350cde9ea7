//! Who applies in a window that got later dates: the last days for their decisions are counted anew, and they are told.
//! May import: app, domain, storage.

use serde::Serialize;

use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::{outbox, review, schemes};
use crate::domain::ids::{OrgId, WindowId};
use crate::domain::windows::Window;
use crate::storage::{DbConn, RegionScope, applying, types};

/// Count and tell, for everyone who did not withdraw; a draft has no last day for a decision yet.
pub(super) fn applicants(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (id, window): (&WindowId, &Window),
    about: &impl Serialize,
) -> Result<()> {
    for application in applying::of_window(conn, scope, id)? {
        let version = types::id("applications", &application.scheme_version_id)?;
        let scheme = schemes::of_version(conn, scope, &version)?.scheme;
        review::keep_due(conn, &application, window, &scheme)?;
        let org: OrgId = types::id("applications", &application.org_id)?;
        outbox::tell(conn, ctx, "dates_changed", (scope, &org), about)?;
    }
    Ok(())
}
