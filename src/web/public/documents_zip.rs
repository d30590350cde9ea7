//! The documents in force of a procedure in one zip, with a manifest of their hashes. Made while it is sent: nothing is whole in memory.
//! May import: app::public, files, web.

use std::io::{self, Write};

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use futures_util::stream;
use tokio::sync::mpsc::{self, Sender};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::frame;
use crate::app::public::{self, Document};
use crate::files::{Sha256, Store};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;

/// Name of the list of hashes, in the form that `sha256sum -c` reads.
const MANIFEST: &str = "SHA256SUMS.txt";
/// Pieces under way between the writer and the network.
const UNDER_WAY: usize = 4;
const PIECE: usize = 64 * 1024;

/// `GET /regio/{slug}/documenten.zip?procedure=CODE`; without a code the newest procedure.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region or procedure, or when nothing is published; what the database says.
pub async fn file(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let query = call.query();
    let code = query.text("procedure");
    let procedure = region.procedures.iter().find(|one| code.is_empty() || one.code == code);
    let procedure = procedure.ok_or(AppError::NotFound)?;
    let (scope, id, now) = (region.scope.clone(), procedure.id.clone(), call.now);
    let mut set = call.read(move |conn| public::documents(conn, &scope, &id, now)).await?;
    // Newest first within a kind: the first of each is in force.
    set.dedup_by(|later, first| later.kind == first.kind);
    if set.is_empty() {
        return Err(AppError::NotFound);
    }
    let (sender, receiver) = mpsc::channel(UNDER_WAY);
    let store = call.site.store.clone();
    let path = call.http.path().to_owned();
    actix_web::rt::spawn(async move {
        let made = web::block(move || write(&store, &set, Pipe { sender, piece: Vec::new() })).await;
        // Who reads it sees a zip without its end; a visitor who went away is no fault.
        if let Ok(Err(error)) = made {
            tracing::warn!(%error, path, "a zip was not sent to its end");
        }
    });
    let body = stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|piece| (Ok::<_, io::Error>(piece), receiver))
    });
    let name = format!("attachment; filename=\"documenten-{}-{}.zip\"", region.slug, call.today());
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .streaming(Box::pin(body)))
}

/// Sends what is written, piece by piece, and waits while the network is busy.
struct Pipe {
    sender: Sender<Bytes>,
    piece: Vec<u8>,
}

impl Pipe {
    fn send(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        self.sender.blocking_send(piece).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() { Ok(()) } else { self.send() }
    }
}

fn write(store: &Store, set: &[Document], pipe: Pipe) -> io::Result<()> {
    // The dates of a zip are left at their least, so that the same set gives the same bytes.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut zip = ZipWriter::new_stream(pipe);
    let mut manifest = String::new();
    for (number, document) in set.iter().enumerate() {
        // Two documents may have the same file name.
        let name = format!("{:02}-{}", number + 1, document.file_name);
        manifest += &format!("{}  {name}\n", document.sha256);
        let address: Sha256 = document.sha256.parse().map_err(io::Error::other)?;
        let mut blob = store.open(&address).map_err(io::Error::other)?;
        zip.start_file(name, options.large_file(blob.size > u64::from(u32::MAX)))?;
        io::copy(&mut blob.file, &mut zip)?;
    }
    zip.start_file(MANIFEST, options)?;
    zip.write_all(manifest.as_bytes())?;
    let mut pipe = zip.finish()?.into_inner();
    pipe.flush()
}
