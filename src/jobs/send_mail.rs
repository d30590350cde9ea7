//! Handing a mail of the outbox to the mail server. A mail that tells of a letter leaves only with a letter of today,
//! and when it was taken the letter is made known, in the same transaction.
//! May import: app, storage, domain, mail.

use super::{Failure, Worker};
use crate::app::letters::{self, Leaving};
use crate::app::outbox::{self, Outcome};
use crate::domain::ids::MailId;
use crate::domain::job::Job;
use crate::domain::terms::local_day;
use crate::mail::{Delivery, MailError, Message, Recipient};
use crate::storage::mails::{self, MailRow};
use crate::storage::types::instant;

pub(super) async fn perform(worker: &Worker, mail: MailId) -> Result<(), Failure> {
    let (id, today) = (mail.clone(), local_day(worker.clock.now()));
    let (row, leaving) =
        worker.read(move |conn| Ok((mails::find(conn, &id)?, letters::leaving(conn, &id, today)?))).await?;
    if row.state != "queued" {
        return Ok(());
    }
    if let Leaving::RenderFirst(letter) = leaving {
        // Rendering enqueues this mail again, with the letter as it is today.
        let ctx = worker.ctx();
        let render = move |conn: &mut _| Ok(ctx.enqueue(conn, &Job::RenderLetter { letter })?);
        return Ok(worker.write(render).await?);
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
    let (ctx, portal) = (worker.ctx(), worker.portal.clone());
    let settle = move |conn: &mut _| {
        outbox::settle(conn, &ctx, &mail, &outcome)?;
        match &outcome {
            Outcome::Accepted(_) | Outcome::Kept => letters::dispatched(conn, &ctx, &mail),
            Outcome::Refused(why) => letters::refused(conn, &ctx, &mail, why, &portal),
        }
    };
    Ok(worker.write(settle).await?)
}

fn message(worker: &Worker, row: &MailRow) -> Result<Message, String> {
    let to = Recipient::parse(&row.recipient).map_err(|why| why.to_string())?;
    let message_id = format!("{}@{}", row.id, worker.mail_domain);
    Message::new(to, &row.subject, &row.body, &message_id, instant(row.created_at))
        .map_err(|why| why.to_string())
}
