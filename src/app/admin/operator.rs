//! Accounts made by the operator on the machine itself: how the first people of an installation get in.
//! May import: app::{ctx, error}, domain, storage.

use super::roles::{first_admin, grant_role};
use crate::app::access;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::access::StaffRole;
use crate::domain::audit::Event;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::UserId;
use crate::domain::supervision::Discipline;
use crate::domain::words::admin as words;
use crate::storage::DbConn;
use crate::storage::types::stored;
use crate::storage::users::{self, UserRow};

/// A person whom the operator vouches for: the account is active at once.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Mail address.
    pub mail: EmailAddress,
    /// Name as colleagues see it.
    pub name: String,
    /// PHC string of the password.
    pub password_hash: String,
    /// A role in the team of a region, by the region's place in addresses.
    pub team: Option<(String, StaffRole)>,
    /// What a toezichthouder watches over.
    pub discipline: Option<Discipline>,
}

/// Make the account, with its role, all or nothing.
///
/// # Errors
/// [`Error::Invalid`] when the mail address has an account; [`Error::NotFound`] when no region has that place.
pub fn add_user(conn: &mut DbConn, ctx: &Ctx, new: &NewUser) -> Result<UserId> {
    if users::by_email(conn, &new.mail.folded_key())?.is_some() {
        return Err(Error::field("mail", words::HAS_ACCOUNT));
    }
    let id: UserId = ctx.id();
    users::insert(
        conn,
        &UserRow {
            id: id.to_string(),
            email: new.mail.as_str().to_owned(),
            email_key: new.mail.folded_key(),
            name: new.name.clone(),
            password_hash: new.password_hash.clone(),
            state: "active".to_owned(),
            created_at: stored(ctx.now),
        },
    )?;
    ctx.record(conn, &Place::default(), Event::AccountRegistered { subject: id.clone() })?;
    ctx.record(conn, &Place::default(), Event::AccountConfirmed { subject: id.clone() })?;
    if let Some((slug, role)) = &new.team {
        let (scope, _) = access::public(conn, slug)?;
        match role {
            StaffRole::RegionAdmin => first_admin(conn, ctx, &scope, &id)?,
            role => grant_role(conn, ctx, &scope, &new.mail, (*role, new.discipline), "")?,
        };
    }
    Ok(id)
}
