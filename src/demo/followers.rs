//! Who follows a procedure by mail: they ask, and confirm by the link in the mail that they get.
//! May import: app, domain, storage.

use super::region::Region;
use super::tale::Tale;
use super::teller::Teller;
use super::{DemoError, Ground};
use crate::app::follow;
use crate::domain::identifiers::EmailAddress;
use crate::storage::views::admin;

/// What stands before the token in the link.
const LINK: &str = "/volgen/bevestigen/";

/// Let everybody follow.
///
/// # Errors
/// What the use cases refuse.
pub fn follow(
    ground: &Ground<'_>,
    teller: &mut Teller<'_>,
    region: &Region,
    tale: &Tale,
) -> Result<(), DemoError> {
    for mail in &tale.followers {
        let email =
            EmailAddress::parse(mail).map_err(|_| DemoError::Data("verhaal.json", mail.to_owned()))?;
        let scope = &region.scope;
        teller.nobody(|conn, ctx| {
            follow::ask(conn, ctx, scope, &region.procedure, &email, ground.portal)?;
            let sent = admin::outbox(conn, scope, None, 1)?;
            let link = sent.first().and_then(|mail| mail.body.split(LINK).nth(1));
            match link.and_then(|rest| rest.split_whitespace().next()) {
                Some(token) => follow::confirm(conn, ctx, scope, token),
                None => Ok(()),
            }
        })?;
    }
    Ok(())
}
