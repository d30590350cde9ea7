//! The evidence vault: adding, describing and withdrawing bewijsstukken, and noting what an inspection found.
//! May import: domain, storage.

use chrono::NaiveDate;

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::evidence_requests;
use crate::domain::audit::{Event, Token};
use crate::domain::class::Class;
use crate::domain::digest::Digest;
use crate::domain::ids::EvidenceId;
use crate::domain::job::Job;
use crate::domain::terms::local_day;
use crate::domain::words::vault as words;
use crate::storage::evidence::{self, EvidenceRow};
pub use crate::storage::evidence::{Description, Stored};
use crate::storage::types::{self, AsText, stored};
use crate::storage::views::vault::{Use, uses};
use crate::storage::{DbConn, OrgScope, blobs};

/// A file that is durable in the store, to be known as a bewijsstuk.
#[derive(Debug, Clone)]
pub struct NewEvidence {
    /// Kind, a code of a scheme.
    pub kind: String,
    /// Class, from the scheme's evidence kind.
    pub class: Class,
    /// Content address.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// Media type as found from the content.
    pub media_type: &'static str,
    /// The file's own name, cleaned.
    pub file_name: String,
    /// Day of issue, where given.
    pub issued_on: Option<NaiveDate>,
    /// Last day of validity, where given.
    pub expires_on: Option<NaiveDate>,
}

/// Add a bewijsstuk to the vault. A region that waits for a newer one of its kind gets it.
///
/// # Errors
/// What the database says.
pub fn add(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, new: &NewEvidence) -> Result<EvidenceId> {
    let id: EvidenceId = ctx.id();
    let user = ctx.actor.user.as_ref().ok_or(Error::Forbidden)?;
    let size = i64::try_from(new.size).map_err(Error::internal)?;
    blobs::know(conn, &new.digest.hex(), size, new.media_type, false, ctx.now)?;
    evidence::insert(
        conn,
        &EvidenceRow {
            id: id.to_string(),
            org_id: scope.key().to_owned(),
            kind: new.kind.clone(),
            class: AsText(new.class),
            sha256: new.digest.hex(),
            file_name: new.file_name.clone(),
            issued_on: new.issued_on,
            expires_on: new.expires_on,
            note: String::new(),
            state: "present".to_owned(),
            uploaded_by: user.to_string(),
            uploaded_at: stored(ctx.now),
            ended_at: None,
            version: 1,
        },
    )?;
    let event = Event::EvidenceUploaded {
        subject: id.clone(),
        organisation: scope.org().clone(),
        kind: Token::parse(&new.kind).map_err(Error::internal)?,
        class: new.class,
        digest: new.digest,
        size: new.size,
    };
    ctx.record(conn, &Place::of_org(scope.org()), event)?;
    // The same content is looked at once.
    if blobs::find(conn, &new.digest.hex())?.inspection == "waiting" {
        ctx.enqueue(conn, &Job::InspectEvidence { evidence: id.clone() })?;
    }
    evidence_requests::vault_changed(conn, ctx, scope)?;
    Ok(id)
}

/// Describe a bewijsstuk again. A region that waits for a newer one of its kind gets it when it now counts longer.
///
/// # Errors
/// [`Error::Invalid`] for dates that cannot be, at `afgifte_day` or `einde_day`; [`Error::Stale`] when somebody changed it since `seen`; [`Error::NotFound`] when it is not in this vault.
pub fn describe(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &EvidenceId,
    seen: i64,
    new: &Description,
) -> Result<()> {
    if new.issued_on.is_some_and(|issued| issued > local_day(ctx.now)) {
        return Err(Error::field("afgifte_day", words::ISSUED_LATER));
    }
    if new.issued_on.zip(new.expires_on).is_some_and(|(issued, expires)| expires < issued) {
        return Err(Error::field("einde_day", words::EXPIRES_BEFORE_ISSUED));
    }
    let (old, _) = evidence::find(conn, scope, id)?;
    let changed = [
        ("issued_on", old.issued_on != new.issued_on),
        ("expires_on", old.expires_on != new.expires_on),
        ("note", old.note != new.note),
    ];
    let fields = changed.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| Token::parse(field));
    let fields = fields.collect::<Result<Vec<_>, _>>().map_err(Error::internal)?;
    if fields.is_empty() {
        return Ok(());
    }
    if !evidence::describe(conn, scope, id, seen, new)? {
        return Err(Error::Stale);
    }
    let event = Event::EvidenceDescribed { subject: id.clone(), fields };
    ctx.record(conn, &Place::of_org(scope.org()), event)?;
    evidence_requests::vault_changed(conn, ctx, scope)
}

/// Take a bewijsstuk out of the vault. What was sent in earlier keeps it.
///
/// # Errors
/// [`Error::NotFound`] when it is not in this vault (any more).
pub fn withdraw(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &EvidenceId) -> Result<()> {
    if !evidence::withdraw(conn, scope, id, ctx.now)? {
        return Err(Error::NotFound);
    }
    Ok(ctx.record(conn, &Place::of_org(scope.org()), Event::EvidenceWithdrawn { subject: id.clone() })?)
}

/// What is in the vault now.
///
/// # Errors
/// What the database says.
pub fn shelves(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Stored>> {
    Ok(evidence::present(conn, scope)?)
}

/// One bewijsstuk of the vault with where it was used, also when it was withdrawn: what was sent in keeps it.
///
/// # Errors
/// [`Error::NotFound`] when it was never in this vault.
pub fn one(conn: &mut DbConn, scope: &OrgScope, id: &EvidenceId) -> Result<(Stored, Vec<Use>)> {
    Ok((evidence::find(conn, scope, id)?, uses(conn, scope, id)?))
}

/// Hand a bewijsstuk to its own organisation. Each download is a leaf.
///
/// # Errors
/// [`Error::NotFound`] when it was never in this vault.
pub fn download(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &EvidenceId) -> Result<Stored> {
    let stored = evidence::find(conn, scope, id)?;
    ctx.record(conn, &Place::of_org(scope.org()), Event::EvidenceDownloaded { subject: id.clone() })?;
    Ok(stored)
}

/// What an inspection found, in the words of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Code of the outcome.
    pub outcome: &'static str,
    /// The particulars, as codes.
    pub note: String,
    /// Pages, where they could be counted.
    pub pages: Option<u32>,
}

/// Note what an inspection found. The first answer counts.
///
/// # Errors
/// What the database says.
pub fn inspected(conn: &mut DbConn, ctx: &Ctx, id: &EvidenceId, found: &Found) -> Result<()> {
    let (row, blob) = evidence::for_inspection(conn, id)?;
    if blob.inspection != "waiting" {
        return Ok(());
    }
    let pages = i32::try_from(found.pages.unwrap_or(0)).unwrap_or(i32::MAX);
    blobs::inspected(conn, &row.sha256, found.outcome, &found.note, pages)?;
    let outcome = Token::parse(found.outcome).map_err(Error::internal)?;
    let event = Event::EvidenceInspected { subject: id.clone(), outcome, pages: found.pages };
    Ok(ctx.record(conn, &Place::of_org(&types::id("evidence", &row.org_id)?), event)?)
}
