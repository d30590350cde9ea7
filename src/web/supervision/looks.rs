//! Who looked into a dossier: role, organisation and time, never a name.
//! May import: app, storage::views, domain (to show), web.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::supervision;
use crate::domain::words::{audit, format, roles};
use crate::storage::views::looks::Looked;
use crate::web::call::{Answer, Call};

/// One look.
#[derive(Serialize)]
pub(super) struct LookLine {
    at: DateTime<Utc>,
    what: &'static str,
    role: String,
    of: String,
}

impl From<Looked> for LookLine {
    fn from(one: Looked) -> Self {
        Self {
            at: one.at.and_utc(),
            what: audit::look(one.what),
            role: format::sentence(roles::role(one.role)),
            of: one.of,
        }
    }
}

#[derive(Serialize)]
struct Page {
    looks: Vec<LookLine>,
}

/// `GET /aanbieder/inzage`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let scope = call.visitor.org_scope()?;
    let looks = call.read(move |conn| supervision::looks_of(conn, &scope)).await?;
    call.page("supervision/looks.html", &Page { looks: looks.into_iter().map(LookLine::from).collect() })
}
