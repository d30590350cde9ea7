//! Reminding who has not answered yet, one mail for all that a region asks of an aanbieder.
//! May import: app, auth, domain, storage.

use std::collections::BTreeMap;

use chrono::Days;
use serde::Serialize;

use super::{place, show};
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::outbox;
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{EvidenceRequestId, OrgId};
use crate::domain::reminder::{REMINDERS, reminder_is_due};
use crate::domain::terms::local_day;
use crate::domain::words::dates::long_date;
use crate::storage::evidence_requests::{self as kept, RequestRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope};

#[derive(Serialize)]
struct About {
    requests: Vec<Reminded>,
    link: String,
}

#[derive(Serialize)]
struct Reminded {
    title: String,
    last_day: String,
}

/// Remind whoever should hear today of what a region asked and has not been answered; how many aanbieders. Doing it twice
/// reminds nobody twice.
///
/// # Errors
/// What the database says.
pub fn remind(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, portal: &PublicUrl) -> Result<usize> {
    let today = local_day(ctx.now);
    let ahead = REMINDERS.iter().max().copied().unwrap_or_default();
    let until = today.checked_add_days(Days::new(ahead)).unwrap_or(today);
    let mut to: BTreeMap<String, Vec<RequestRow>> = BTreeMap::new();
    for row in kept::unanswered(conn, scope, today..=until)? {
        let step = local_day(instant(row.changed_at));
        let heard = row.reminded_on.map_or(step, |reminded| reminded.max(step));
        if reminder_is_due(row.due_on, heard, today) {
            to.entry(row.org_id.clone()).or_default().push(row);
        }
    }
    let link = format!("{}/aanbieder/toelatingen", portal.as_str());
    for (org, rows) in &to {
        let mut requests = Vec::new();
        for row in rows {
            kept::reminded(conn, row, today)?;
            let subject: EvidenceRequestId = types::id("evidence_requests", &row.id)?;
            ctx.record(conn, &place(row)?, Event::EvidenceRequestReminded { subject, due: row.due_on })?;
            requests.push(Reminded { title: show::title(conn, row)?, last_day: long_date(row.due_on) });
        }
        let org: OrgId = types::id("evidence_requests", org)?;
        let about = About { requests, link: link.clone() };
        outbox::tell(conn, ctx, "evidence_reminder", (scope, &org), &about)?;
    }
    Ok(to.len())
}
