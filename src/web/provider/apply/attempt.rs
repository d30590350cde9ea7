//! `/aanbieder/aanmeldingen/{id}/pogingen/{attempt}`: the proof that somebody tried to send in, to print or to keep.
//! May import: app, domain (to show), web.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::{Head, base, open};
use crate::app::attempts::{self, AttemptRow, Proof};
use crate::app::error::Result;
use crate::domain::ids::{ApplicationId, AttemptId};
use crate::domain::words::dates::exact_moment;
use crate::domain::words::failure as words;
use crate::storage::{DbConn, OrgScope};
use crate::web::call::{Answer, Call};

/// So many are named on the pages of an application.
const SHOWN: i64 = 5;

/// An attempt as the pages of its application name it.
#[derive(Serialize)]
pub(super) struct Tried {
    at: String,
    cause: &'static str,
    href: String,
}

/// What was tried last, the last first.
pub(super) fn tried(conn: &mut DbConn, scope: &OrgScope, id: &ApplicationId) -> Result<Vec<Tried>> {
    let rows = attempts::of_application(conn, scope, id, SHOWN)?;
    Ok(rows.iter().map(|row| shown(row, id)).collect())
}

fn shown(row: &AttemptRow, id: &ApplicationId) -> Tried {
    Tried {
        at: exact_moment(row.received_at.and_utc()),
        cause: words::cause(row.cause.0),
        href: format!("{}/pogingen/{}", base(id), row.id),
    }
}

#[derive(Serialize)]
struct Page {
    head: Head,
    organisation: String,
    by: String,
    at: String,
    closes: String,
    recorded: String,
    cause: &'static str,
    sent: String,
    /// Empty where it was changed before the attempt could be recorded.
    filled: String,
    leaf: Leaf,
}

/// A line of the log, with what makes it possible to check it.
#[derive(Serialize)]
struct Leaf {
    n: i64,
    hash: String,
    line: String,
    payload: String,
    salt: String,
}

/// `GET /aanbieder/aanmeldingen/{id}/pogingen/{attempt}`
///
/// # Errors
/// [`crate::web::error::AppError::NotFound`] when it is not this organisation's, or is of another application.
pub async fn page(call: Call) -> Answer {
    let opened = open(&call).await?;
    let (scope, id, attempt): (_, _, AttemptId) =
        (call.visitor.org_scope()?, opened.id.clone(), call.id("attempt")?);
    let proof = call.read(move |conn| attempts::proof(conn, &scope, &id, &attempt)).await?;
    let Proof { row, by, leaf } = proof;
    let (salt, payload) = leaf.payload.unwrap_or_default();
    let page = Page {
        organisation: opened.row.org_name.clone(),
        by,
        at: exact_moment(row.received_at.and_utc()),
        closes: exact_moment(opened.window.phases().closes),
        recorded: exact_moment(row.recorded_at.and_utc()),
        cause: words::cause(row.cause.0),
        sent: row.sent_sha256,
        filled: row.filled_sha256.unwrap_or_default(),
        leaf: Leaf {
            n: leaf.n,
            hash: leaf.hash.iter().map(|byte| format!("{byte:02x}")).collect(),
            line: String::from_utf8_lossy(&leaf.bytes).into_owned(),
            payload: String::from_utf8_lossy(&payload).into_owned(),
            salt: STANDARD.encode(salt),
        },
        head: Head::new(&call, &opened),
    };
    call.page("provider/aanmelding/poging.html", &page)
}
