//! What the portal notices by itself: a paper that expired and for which nobody sent a newer one.
//! May import: app, auth, domain, storage.

use super::receive::{self, New};
use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::evidence_requests;
use crate::auth::origin::PublicUrl;
use crate::domain::supervision::{Nature, Source};
use crate::domain::terms::local_day;
use crate::domain::words::dates::long_date;
use crate::domain::words::signals as words;
use crate::storage::{DbConn, RegionScope, signals};

/// Make a signal of each paper that expired since; how many. Each makes one only, and none where nobody keeps toezicht.
///
/// # Errors
/// What the database says.
pub fn raise(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, _: &PublicUrl) -> Result<usize> {
    if !super::is_watched(conn, scope)? {
        return Ok(0);
    }
    let expired = evidence_requests::expired(conn, scope, local_day(ctx.now))?;
    let requests: Vec<String> = expired.iter().map(|one| one.request.clone()).collect();
    let made = signals::made_of(conn, scope, &requests)?;
    let mut count = 0;
    for one in expired.into_iter().filter(|one| !made.contains(&one.request)) {
        let title = one.title(conn)?;
        let new = New {
            source: Source::ExpiredEvidence,
            nature: Nature::Evidence,
            discipline: Nature::Evidence.discipline(),
            gemeente: String::new(),
            group: String::new(),
            location: String::new(),
            on: Some(one.on),
            text: words::expired(&title, &long_date(one.on)),
            done: String::new(),
            org: one.org,
            request: Some(one.request),
        };
        receive::receive(conn, ctx, scope, (new, None))?;
        count += 1;
    }
    Ok(count)
}
