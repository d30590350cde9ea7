//! Asking for what soon expires and reminding who has not answered yet, one mail for all that a region asks of an aanbieder on a day.
//! May import: app, auth, domain, storage.

use std::collections::BTreeMap;

use chrono::Days;
use serde::Serialize;

use super::renew::renew;
use super::{place, show};
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::outbox;
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{EvidenceRequestId, OrgId};
use crate::domain::reminder::{REMINDERS, RENEWALS, reminder_is_due};
use crate::domain::terms::local_day;
use crate::domain::words::dates::long_date;
use crate::storage::evidence_requests::{self as kept, RequestRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope};

#[derive(Serialize)]
struct About {
    /// Newer bewijsstukken.
    expiring: Vec<Reminded>,
    /// Whatever else.
    requests: Vec<Reminded>,
    link: String,
}

#[derive(Serialize)]
struct Reminded {
    title: String,
    last_day: String,
}

/// Ask for newer bewijsstukken, and remind whoever should hear today of what a region asked and has not been answered; how many aanbieders
/// got a mail. Doing it twice tells nobody twice.
///
/// # Errors
/// What the database says.
pub fn remind(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, portal: &PublicUrl) -> Result<usize> {
    let today = local_day(ctx.now);
    let new = renew(conn, ctx, scope)?;
    let ahead = REMINDERS.iter().chain(&RENEWALS).max().copied().unwrap_or_default();
    let until = today.checked_add_days(Days::new(ahead)).unwrap_or(today);
    let mut to: BTreeMap<String, Vec<RequestRow>> = BTreeMap::new();
    for row in kept::unanswered(conn, scope, today..=until)? {
        let step = local_day(instant(row.changed_at));
        let heard = row.reminded_on.map_or(step, |reminded| reminded.max(step));
        let steps = if row.is_renewal() { &RENEWALS[..] } else { &REMINDERS[..] };
        if new.contains(&row.id) || reminder_is_due(steps, row.due_on, heard, today) {
            to.entry(row.org_id.clone()).or_default().push(row);
        }
    }
    for (org, rows) in &to {
        let link = format!("{}/aanbieder/toelatingen", portal.as_str());
        let mut about = About { expiring: Vec::new(), requests: Vec::new(), link };
        for row in rows {
            if !new.contains(&row.id) {
                kept::reminded(conn, row, today)?;
                let subject: EvidenceRequestId = types::id("evidence_requests", &row.id)?;
                let event = Event::EvidenceRequestReminded { subject, due: row.due_on };
                ctx.record(conn, &place(row)?, event)?;
            }
            let list = if row.is_renewal() { &mut about.expiring } else { &mut about.requests };
            list.push(Reminded { title: show::title(conn, row)?, last_day: long_date(row.due_on) });
        }
        let org: OrgId = types::id("evidence_requests", org)?;
        let mail = if about.expiring.is_empty() { "evidence_reminder" } else { "evidence_expiring" };
        outbox::tell(conn, ctx, mail, (scope, &org), &about)?;
    }
    Ok(to.len())
}
