//! From an asynchronous stream of chunks to a stored blob, with a bounded number of chunks in memory.
//! May import: std, futures-util, tokio, files.

use futures_util::{Stream, StreamExt};
use tokio::sync::mpsc;

use super::media::MediaType;
use super::store::Store;
use super::upload::{Limits, StoredBlob, UploadError};

/// Chunks that may wait for the disk: enough to keep it busy, few enough to keep memory flat.
const WAITING: usize = 8;

/// Receive one file: a blocking thread writes while the network delivers the next chunk.
///
/// # Errors
/// As [`super::Upload::finish_as`]; [`UploadError::BrokenOff`] when the stream ends in an error. In each case nothing
/// stays on disk. The stream is not read further than needed.
pub async fn receive<S, B, E>(
    store: &Store,
    limits: Limits,
    file_name: &str,
    mut chunks: S,
) -> Result<(StoredBlob, MediaType), UploadError>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]> + Send + 'static,
{
    let (sender, mut receiver) = mpsc::channel::<Part<B>>(WAITING);
    let (store, name) = (store.clone(), file_name.to_owned());
    let writer = tokio::task::spawn_blocking(move || {
        let mut upload = store.begin(limits)?;
        while let Some(part) = receiver.blocking_recv() {
            match part {
                Part::Chunk(chunk) => upload.write(chunk.as_ref())?,
                Part::End => return upload.finish_as(&name),
            }
        }
        Err(UploadError::BrokenOff)
    });
    loop {
        let part = match chunks.next().await {
            Some(Ok(chunk)) => Part::Chunk(chunk),
            None => Part::End,
            Some(Err(_)) => break,
        };
        let last = matches!(part, Part::End);
        // The writer is gone only when it failed: its own answer says why.
        if sender.send(part).await.is_err() || last {
            break;
        }
    }
    drop(sender);
    writer.await.unwrap_or(Err(UploadError::BrokenOff))
}

enum Part<B> {
    Chunk(B),
    End,
}
