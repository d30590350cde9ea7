//! Making the PDF of a letter, a receipt or a nota van inlichtingen: the file is durable in the store before any row tells of it.
//! May import: app, storage, domain, documents, files.

use std::convert::Infallible;

use super::{Failure, Worker};
use crate::app::letters::{self, Rendered};
use crate::app::{self, apply};
use crate::documents;
use crate::domain::digest::Digest;
use crate::domain::ids::{LetterId, NotaId, SnapshotId};
use crate::domain::letter::LetterContent;
use crate::domain::terms::local_day;
use crate::files::{Limits, receive};

/// No letter comes near this.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A PDF in the store.
struct Stored {
    digest: Digest,
    size: u64,
}

/// A letter, with the dates of today. One that left already stays as it is.
pub(super) async fn letter(worker: &Worker, id: LetterId) -> Result<(), Failure> {
    let (wanted, today) = (id.clone(), local_day(worker.clock.now()));
    let Some(content) = worker.read(move |conn| letters::content_for(conn, &wanted, today)).await? else {
        return Ok(());
    };
    let stored = draw(worker, content.clone()).await?;
    let made = Rendered { content, digest: stored.digest, size: stored.size };
    let (ctx, portal) = (worker.ctx(), worker.portal.clone());
    worker.write(move |conn| letters::rendered(conn, &ctx, &id, &made, &portal)).await?;
    Ok(())
}

/// The receipt of a submission, once.
pub(super) async fn receipt(worker: &Worker, id: SnapshotId) -> Result<(), Failure> {
    let wanted = id.clone();
    let Some(content) = worker.read(move |conn| apply::receipt_letter(conn, &wanted)).await? else {
        return Ok(());
    };
    let stored = draw(worker, content).await?;
    let ctx = worker.ctx();
    worker
        .write(move |conn| apply::receipt_rendered(conn, &ctx, &id, &stored.digest, stored.size))
        .await
        .map_err(Failure::from)
}

/// A published nota van inlichtingen, once.
pub(super) async fn nota(worker: &Worker, id: NotaId) -> Result<(), Failure> {
    let wanted = id.clone();
    let Some(content) = worker.read(move |conn| app::nota::content_for(conn, &wanted)).await? else {
        return Ok(());
    };
    let stored = draw(worker, content).await?;
    let ctx = worker.ctx();
    worker
        .write(move |conn| app::nota::rendered(conn, &ctx, &id, &stored.digest, stored.size))
        .await
        .map_err(Failure::from)
}

async fn draw(worker: &Worker, content: LetterContent) -> Result<Stored, Failure> {
    let drawn = tokio::task::spawn_blocking(move || documents::render(&content));
    let bytes = drawn
        .await
        .map_err(|why| Failure::Again(why.to_string()))?
        .map_err(|why| Failure::Never(why.to_string()))?;
    let chunks = futures_util::stream::iter([Ok::<_, Infallible>(bytes)]);
    let (blob, _) = receive(&worker.store, Limits { max_bytes: MOST_BYTES }, "brief.pdf", chunks)
        .await
        .map_err(|why| Failure::Again(why.to_string()))?;
    let digest =
        Digest::parse(&format!("sha256:{}", blob.sha256)).map_err(|why| Failure::Never(why.to_string()))?;
    Ok(Stored { digest, size: blob.size })
}
