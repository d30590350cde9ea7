//! Telling who follows a procedure what was published.
//! May import: app::{ctx, error, outbox}, auth, domain, render, storage.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::ctx::Ctx;
use crate::app::error::Result;
use crate::app::outbox::{self, Envelope};
use crate::auth::origin::PublicUrl;
use crate::domain::ids::ProcedureId;
use crate::storage::{DbConn, RegionScope, followers, regions};

/// What there is to tell.
pub(in crate::app) struct News<'a, T> {
    /// Name of the template.
    pub(in crate::app) kind: &'static str,
    /// Where it can be read: what follows the address of the region.
    pub(in crate::app) page: &'a str,
    /// When it may be told.
    pub(in crate::app) at: DateTime<Utc>,
    /// Our address.
    pub(in crate::app) portal: &'a PublicUrl,
    /// What it says.
    pub(in crate::app) about: T,
}

#[derive(Serialize)]
struct MailContent<'a, T> {
    region: &'a str,
    link: String,
    stop: String,
    #[serde(flatten)]
    about: &'a T,
}

/// A mail to each confirmed follower.
pub(in crate::app) fn tell<T: Serialize>(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    procedure: &ProcedureId,
    news: &News<'_, T>,
) -> Result<()> {
    let followers = followers::confirmed(conn, scope, procedure)?;
    if followers.is_empty() {
        return Ok(());
    }
    let region = regions::find(conn, scope)?;
    let base = format!("{}/regio/{}", news.portal.as_str(), region.slug);
    for follower in followers {
        let content = MailContent {
            region: &region.name,
            link: format!("{base}{}", news.page),
            stop: format!("{base}/volgen/stop/{}", follower.id),
            about: &news.about,
        };
        let region = Some(scope.region().clone());
        let envelope = Envelope { kind: news.kind, region, org: None, to: follower.email };
        outbox::write_and_post_at(conn, ctx, envelope, &content, news.at)?;
    }
    Ok(())
}
