//! A zip that is made while it is sent: nothing is whole in memory, and the same files give the same bytes.
//! May import: files, web.

use std::io::{self, Write};

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{self, Bytes as Piece};
use futures_util::stream;
use tokio::sync::mpsc::{self, Sender};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::call::Call;
use crate::files::{Sha256, Store, content_disposition};

/// Pieces under way between the writer and the network.
const UNDER_WAY: usize = 4;
const PIECE: usize = 64 * 1024;

/// A file in a zip.
pub struct Zipped {
    /// Its path in the zip.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// Where the bytes of a file are.
pub enum Bytes {
    /// Here.
    Made(Vec<u8>),
    /// In the store, under this content address.
    Stored(String),
}

/// Send these files as a zip with this name.
#[must_use]
pub fn send(call: &Call, name: &str, files: Vec<Zipped>) -> HttpResponse {
    let (sender, receiver) = mpsc::channel(UNDER_WAY);
    let store = call.site.store.clone();
    let path = call.http.path().to_owned();
    actix_web::rt::spawn(async move {
        let made = web::block(move || write(&store, files, Pipe { sender, piece: Vec::new() })).await;
        // Who reads it sees a zip without its end; a visitor who went away is no fault.
        if let Ok(Err(error)) = made {
            tracing::warn!(%error, path, "a zip was not sent to its end");
        }
    });
    let body = stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|piece| (Ok::<_, io::Error>(piece), receiver))
    });
    HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, content_disposition(name)))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .streaming(Box::pin(body))
}

/// Sends what is written, piece by piece, and waits while the network is busy.
struct Pipe {
    sender: Sender<Piece>,
    piece: Vec<u8>,
}

impl Pipe {
    fn send(&mut self) -> io::Result<()> {
        let piece = Piece::from(std::mem::take(&mut self.piece));
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

fn write(store: &Store, files: Vec<Zipped>, pipe: Pipe) -> io::Result<()> {
    // The dates of a zip are left at their least, so that the same set gives the same bytes.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut zip = ZipWriter::new_stream(pipe);
    for file in files {
        match file.bytes {
            Bytes::Made(bytes) => {
                zip.start_file(file.name, options)?;
                zip.write_all(&bytes)?;
            }
            Bytes::Stored(sha256) => {
                let address: Sha256 = sha256.parse().map_err(io::Error::other)?;
                let mut blob = store.open(&address).map_err(io::Error::other)?;
                zip.start_file(file.name, options.large_file(blob.size > u64::from(u32::MAX)))?;
                io::copy(&mut blob.file, &mut zip)?;
            }
        }
    }
    let mut pipe = zip.finish()?.into_inner();
    pipe.flush()
}
