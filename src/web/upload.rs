//! Files that a page sends: streamed to the evidence store, never whole in memory, and nothing kept of what is refused.
//! May import: actix-multipart, domain::digest, files, web.

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::http::header;
use futures_util::StreamExt as _;

use super::call::Call;
use super::dispatch;
use super::error::AppError;
use super::forms::{CSRF, Form};
use crate::domain::digest::Digest;
use crate::files::{Limits, MediaType, Refusal, StoredBlob, UploadError, clean_file_name, receive};

/// The most bytes of one answer beside the files.
const ANSWER_LIMIT: u64 = 64 * 1024;
/// The most answers and files in one form.
const PARTS: usize = 2_000;

/// A file that a page sent.
#[derive(Debug)]
pub struct Uploaded {
    /// The field of the form.
    pub field: String,
    /// The file's name, cleaned for showing again.
    pub name: String,
    /// What was stored, or why not: the sender can do something about it.
    pub outcome: Result<(StoredBlob, MediaType), Refusal>,
}

/// A file that a page sent to work with, not to keep.
#[derive(Debug)]
pub struct WholeFile {
    /// The file's name, cleaned for showing again.
    pub name: String,
    /// What is in it; none when it is larger than it may be.
    pub bytes: Option<Vec<u8>>,
}

/// A text that a page sent as a file.
#[derive(Debug)]
pub struct TextFile {
    /// The file's name, cleaned for showing again.
    pub name: String,
    /// The text, or why there is none: the sender can do something about it.
    pub content: Result<String, NoText>,
}

/// Why a file gave no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// It is larger than it may be.
    TooLarge,
    /// Its bytes are no text.
    NotText,
}

/// How much a form may bring, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// One file.
    pub file: u64,
    /// All of them together.
    pub all: u64,
}

impl Call {
    /// Receive a form with files as large as this installation takes them.
    ///
    /// # Errors
    /// As [`Self::receive_within`].
    pub async fn receive(&mut self) -> Result<Vec<Uploaded>, AppError> {
        let limits = self.site.uploads;
        self.receive_within(Room { file: limits.file, all: limits.dossier }).await
    }

    /// Receive the form of a route with [`super::route::Action::Upload`]: files to the store, the other answers to `self.form`.
    /// The form token must come before the first file. A blob that no row will point to is swept later.
    ///
    /// # Errors
    /// [`AppError::ForeignForm`] before anything is kept; [`AppError::TooLarge`] over the limit of a dossier;
    /// [`AppError::Unavailable`] when the store fails.
    pub async fn receive_within(&mut self, mut room: Room) -> Result<Vec<Uploaded>, AppError> {
        self.parts(async |call, field, file, part| {
            let uploaded = store(call, field, file, part, room).await?;
            let digest = uploaded.outcome.as_ref().ok().map(|(blob, _)| {
                room.all = room.all.saturating_sub(blob.size);
                blob.sha256.to_string()
            });
            Ok((uploaded, digest))
        })
        .await
    }

    /// Receive the form of a route with [`super::route::Action::Upload`] whose file is there to work with, not to keep: it never comes
    /// near the store. None when nothing was chosen.
    ///
    /// # Errors
    /// [`AppError::ForeignForm`] before anything is read; [`AppError::TooLarge`] over what this installation takes at all.
    pub async fn receive_whole(&mut self, most: u64) -> Result<Option<WholeFile>, AppError> {
        let files = self
            .parts(async |_, _, file, part| {
                let (name, bytes) = (clean_file_name(file), whole(part, most).await?);
                let digest = bytes.as_ref().map(|bytes| Digest::of(bytes).hex());
                Ok((WholeFile { name, bytes }, digest))
            })
            .await?;
        Ok(files.into_iter().next())
    }

    /// The same, of a file that is a text.
    ///
    /// # Errors
    /// As [`Self::receive_whole`].
    pub async fn receive_text(&mut self, most: u64) -> Result<Option<TextFile>, AppError> {
        let file = self.receive_whole(most).await?;
        Ok(file.map(|WholeFile { name, bytes }| {
            let content = match bytes.map(String::from_utf8) {
                None => Err(NoText::TooLarge),
                Some(Ok(text)) if !text.contains('\0') => Ok(text),
                Some(_) => Err(NoText::NotText),
            };
            TextFile { name, content }
        }))
    }

    /// Read a form with files: the other answers to `self.form`, and of each file what `take` makes of it, with its digest.
    async fn parts<T>(
        &mut self,
        mut take: impl AsyncFnMut(&Self, String, &str, &mut Field) -> Result<(T, Option<String>), AppError>,
    ) -> Result<Vec<T>, AppError> {
        if sent_length(self).is_some_and(|length| length > self.site.uploads.dossier) {
            return Err(AppError::TooLarge);
        }
        let payload = std::mem::replace(&mut self.payload, Payload::None);
        let mut parts = Multipart::new(self.http.headers(), payload);
        let (mut answers, mut files, mut ours) = (Vec::new(), Vec::new(), false);
        while let Some(part) = parts.next().await {
            let mut part = part.map_err(|_| AppError::BadRequest)?;
            let name = part.name().ok_or(AppError::BadRequest)?.to_owned();
            if answers.len() + files.len() >= PARTS {
                return Err(AppError::TooLarge);
            }
            match file_name(&part) {
                None => {
                    let value = answer(&mut part).await?;
                    if name == CSRF {
                        dispatch::own_form(&self.site, &self.http, &self.visitor, value.trim())?;
                        ours = true;
                    }
                    answers.push((name, value));
                }
                Some(_) if !ours => return Err(AppError::ForeignForm),
                // A file field in which nothing was chosen.
                Some(file) if file.is_empty() => {}
                Some(file) => {
                    let (taken, digest) = take(self, name.clone(), &file, &mut part).await?;
                    // So that the same form with another file is another form.
                    answers.extend(digest.map(|digest| (format!("_file.{name}"), digest)));
                    files.push(taken);
                }
            }
        }
        if !ours {
            return Err(AppError::ForeignForm);
        }
        self.form = Form::of(answers);
        self.now = self.site.clock.now();
        Ok(files)
    }
}

fn sent_length(call: &Call) -> Option<u64> {
    call.http.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The name of the file in a part; none for an answer that is no file.
fn file_name(part: &Field) -> Option<String> {
    part.content_disposition()?.get_filename().map(str::to_owned)
}

async fn answer(part: &mut Field) -> Result<String, AppError> {
    let bytes = whole(part, ANSWER_LIMIT).await?.ok_or(AppError::TooLarge)?;
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).ok_or(AppError::BadRequest)
}

/// Everything in a part; none when it is more than this many bytes.
async fn whole(part: &mut Field, most: u64) -> Result<Option<Vec<u8>>, AppError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| AppError::BadRequest)?;
        if u64::try_from(bytes.len() + chunk.len()).map_or(true, |size| size > most) {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}

async fn store(
    call: &Call,
    field: String,
    file: &str,
    part: &mut Field,
    room: Room,
) -> Result<Uploaded, AppError> {
    let limits = Limits { max_bytes: room.file.min(room.all).min(call.site.uploads.file) };
    let name = clean_file_name(file);
    let outcome = match receive(&call.site.store, limits, file, part).await {
        Ok(stored) => Ok(stored),
        Err(UploadError::Refused(refusal)) => Err(refusal),
        Err(UploadError::Store(error)) => return Err(AppError::Unavailable(error.to_string())),
        Err(UploadError::BrokenOff) => return Err(AppError::BadRequest),
    };
    Ok(Uploaded { field, name, outcome })
}
