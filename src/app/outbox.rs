//! Putting a mail in the outbox, in the transaction of what it tells.
//! May import: domain, storage.

use diesel::QueryResult;

use super::ctx::Ctx;
use crate::domain::ids::{MailId, OrgId, RegionId};
use crate::domain::job::Job;
use crate::storage::types::stored;
use crate::storage::{DbConn, mails, mails::MailRow};

/// A mail to be sent. Subject and body come from a template in `templates/mail`.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// Name of the template.
    pub kind: &'static str,
    /// The region on whose behalf; none for account mail.
    pub region: Option<RegionId>,
    /// The organisation it is about.
    pub org: Option<OrgId>,
    /// Address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Keep the mail and enqueue its sending.
///
/// # Errors
/// What the database says.
pub fn post(conn: &mut DbConn, ctx: &Ctx, mail: NewMail) -> QueryResult<MailId> {
    let id: MailId = ctx.id();
    let row = MailRow {
        id: id.to_string(),
        region_id: mail.region.map(String::from),
        org_id: mail.org.map(String::from),
        kind: mail.kind.to_owned(),
        recipient: mail.to,
        subject: mail.subject,
        body: mail.body,
        state: "queued".to_owned(),
        answer: String::new(),
        created_at: stored(ctx.now),
        settled_at: None,
    };
    mails::insert(conn, &row)?;
    ctx.enqueue(conn, &Job::SendMail { mail: id.clone() })?;
    Ok(id)
}
