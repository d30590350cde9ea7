//! Asking an aanbieder for new figures when what it stated of its free places counts no more: one mail, whatever the number of its lots.
//! May import: app, auth, domain, storage.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::{access, outbox, schemes};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{OrgId, ProcedureId};
use crate::domain::reminder::figures_are_due;
use crate::domain::terms::local_day;
use crate::domain::words::dates::long_date;
use crate::storage::reminders::{self, Of};
use crate::storage::{DbConn, RegionScope, regions, supply, types};

#[derive(Serialize)]
struct About {
    stated: String,
    link: String,
}

/// Ask every aanbieder that takes new clients in the region for figures where those of a lot are older than its regeling lets count; how
/// many. Who was asked lately, by whichever region, is left alone: it states its places for all of them on one page.
///
/// # Errors
/// What the database says.
pub fn ask(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, portal: &PublicUrl) -> Result<usize> {
    let today = local_day(ctx.now);
    let mut asked = 0;
    for procedure in regions::procedures_of(conn, scope)? {
        let procedure: ProcedureId = types::id("procedures", &procedure.id)?;
        let scheme = match schemes::in_force(conn, scope, &procedure, ctx.now) {
            // Nobody is admitted under a regeling that does not count yet.
            Err(Error::NotFound) => continue,
            version => version?.scheme,
        };
        let oldest = scheme.sufficient().oldest(today);
        for (org, stated) in longest_ago(conn, scope, &procedure)? {
            let org: OrgId = types::id("admissions", &org)?;
            let own = access::for_system_org(org.clone());
            let before = reminders::last(conn, &own, Of::Places)?;
            if !figures_are_due(stated, oldest, before, today) {
                continue;
            }
            reminders::keep(conn, &own, Of::Places, today)?;
            let place = Place::of_region(scope.region()).procedure(&procedure).about(&org);
            ctx.record(conn, &place, Event::CapacityAsked { subject: org.clone(), stated })?;
            let link = format!("{}/aanbieder/toelatingen/capaciteit", portal.as_str());
            let about = About { stated: long_date(stated), link };
            outbox::tell(conn, ctx, "places_asked", (scope, &org), &about)?;
            asked += 1;
        }
    }
    Ok(asked)
}

/// Per aanbieder that takes new clients, of all its lots in a procedure, the one of which it stated its places the longest ago. Where it never
/// did, the first day of the admission counts.
fn longest_ago(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> Result<BTreeMap<String, NaiveDate>> {
    let mut last: BTreeMap<String, (String, NaiveDate)> = BTreeMap::new();
    for (admission, capacity) in supply::of_procedure(conn, scope, procedure)? {
        let on = capacity.map_or(admission.starts_on, |one| one.as_of);
        let lot = last.entry(admission.id).or_insert((admission.org_id, on));
        // What is said last of one of its doelgroepen counts for the lot, as it does in its supply.
        lot.1 = lot.1.max(on);
    }
    let mut longest: BTreeMap<String, NaiveDate> = BTreeMap::new();
    for (org, on) in last.into_values() {
        longest.entry(org).and_modify(|first| *first = on.min(*first)).or_insert(on);
    }
    Ok(longest)
}
