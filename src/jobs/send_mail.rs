//! Handing a mail of the outbox to the mail server.
//! May import: app, storage, domain, mail.

use super::{Failure, Worker};
use crate::app::outbox::{self, Outcome};
use crate::domain::ids::MailId;
use crate::mail::{Delivery, MailError, Message, Recipient};
use crate::storage::mails::{self, MailRow};
use crate::storage::types::instant;

pub(super) async fn perform(worker: &Worker, mail: MailId) -> Result<(), Failure> {
    let id = mail.clone();
    let row = worker.read(move |conn| Ok(mails::find(conn, &id)?)).await?;
    if row.state != "queued" {
        return Ok(());
    }
    let outcome = match message(worker, &row) {
        Err(why) => Outcome::Refused(why),
        Ok(message) => match worker.mailer.send(&message).await {
            Ok(Delivery::Accepted { response }) => Outcome::Accepted(response),
            Ok(Delivery::KeptInOutbox) => Outcome::Kept,
            Err(MailError::Refused(why)) => Outcome::Refused(why),
            Err(MailError::Temporary(why) | MailError::Unreachable(why)) => return Err(Failure::Again(why)),
        },
    };
    let ctx = worker.ctx();
    Ok(worker.write(move |conn| outbox::settle(conn, &ctx, &mail, &outcome)).await?)
}

fn message(worker: &Worker, row: &MailRow) -> Result<Message, String> {
    let to = Recipient::parse(&row.recipient).map_err(|why| why.to_string())?;
    let message_id = format!("{}@{}", row.id, worker.mail_domain);
    Message::new(to, &row.subject, &row.body, &message_id, instant(row.created_at)).map_err(|why| why.to_string())
}
