//! Files on their way into the vault, from whichever page: what a kind takes, what came in, and what is said about the rest.
//! May import: app, files, domain (to show), web.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::app::FieldError;
use crate::app::vault::NewEvidence;
use crate::domain::code::Code as _;
use crate::domain::digest::Digest;
use crate::domain::scheme::{EvidenceDef, Manner, Validity};
use crate::domain::words::vault as words;
use crate::files::{MediaType, Refusal};
use crate::web::call::{Call, see_other};
use crate::web::error::AppError;
use crate::web::upload::Room;

/// What a field for files of a kind says.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FileField {
    accept: String,
    forms: String,
    limit: String,
}

impl FileField {
    /// The field for a kind, where a file may hold this many bytes.
    pub(super) fn new(def: &EvidenceDef, limit: u64) -> Self {
        let extensions: Vec<&str> = accepts(def).iter().map(|media| media.extension()).collect();
        Self {
            accept: extensions.iter().map(|one| format!(".{one}")).collect::<Vec<_>>().join(","),
            forms: extensions.join(", "),
            limit: words::limit(limit),
        }
    }
}

/// Files that a page sent for one kind of bewijsstuk.
#[derive(Debug, Default)]
pub(super) struct Intake {
    /// Durable in the store, to be known as bewijsstukken.
    pub(super) good: Vec<NewEvidence>,
    /// Names of files that were refused, each with why.
    mistakes: Vec<(String, String)>,
}

/// Receive the files of a form for one kind, where there is `room` left of `whole`. Each bad one says its own mistake; the good ones can stay.
///
/// # Errors
/// [`AppError::NotFound`] for a kind that is never uploaded; what disk and database say.
pub(super) async fn take_in(
    call: &mut Call,
    def: &EvidenceDef,
    room: Room,
    whole: u64,
) -> Result<Intake, AppError> {
    let allowed = accepts(def);
    if allowed.is_empty() {
        return Err(AppError::NotFound);
    }
    let mut intake = Intake::default();
    for file in call.receive_within(room).await? {
        match file.outcome {
            Ok((blob, media)) if allowed.contains(&media) => intake.good.push(NewEvidence {
                kind: def.code.as_str().to_owned(),
                class: def.class,
                digest: Digest::parse(&format!("sha256:{}", blob.sha256))
                    .map_err(|error| AppError::Internal(error.to_string()))?,
                size: blob.size,
                media_type: media.mime(),
                file_name: file.name,
                issued_on: None,
                expires_on: None,
            }),
            Ok((_, media)) => {
                let names: Vec<_> = allowed.iter().map(|media| media.extension()).collect();
                intake.mistakes.push((file.name, words::wrong_type(Some(media.extension()), &names)));
            }
            // Less than one file may hold was left: then it is all of them together that is too much.
            Err(Refusal::TooBig { max_bytes }) if max_bytes < room.file.min(call.site.uploads.file) => {
                intake.mistakes.push((file.name, words::dossier_full(whole)));
            }
            Err(why) => intake.mistakes.push((file.name, sentence(&why, &allowed))),
        }
    }
    if intake.good.is_empty() && intake.mistakes.is_empty() {
        intake.mistakes.push((String::new(), words::FILE_MISSING.to_owned()));
    }
    Ok(intake)
}

impl Intake {
    /// The answer after the good files were kept and `to` was said to be next: a program gets JSON about its one file, a
    /// person goes there; else the mistakes, at `field`, for a page that shows them.
    pub(super) fn answer(
        self,
        call: &Call,
        to: Option<&str>,
        field: &str,
    ) -> Result<HttpResponse, Vec<FieldError>> {
        let accept = call.http.headers().get("accept").and_then(|value| value.to_str().ok());
        let wants_page = accept.unwrap_or_default().contains("text/html");
        match (self.mistakes.is_empty(), to, wants_page) {
            (true, Some(to), true) => Ok(see_other(to)),
            (true, Some(to), false) => {
                Ok(HttpResponse::Ok().json(serde_json::json!({ "message": words::ADDED, "href": to })))
            }
            (_, _, false) => {
                let detail: Vec<_> = self.mistakes.into_iter().map(|(_, why)| why).collect();
                let body =
                    serde_json::json!({ "title": "File refused", "status": 422, "detail": detail.join(" ") });
                Ok(HttpResponse::UnprocessableEntity().content_type("application/problem+json").json(body))
            }
            (_, _, true) => {
                let named = |(name, why): (String, String)| {
                    let message = if name.is_empty() { why } else { format!("{name}: {why}") };
                    FieldError::new(field, message)
                };
                Err(self.mistakes.into_iter().map(named).collect())
            }
        }
    }
}

/// Which date counts: `issued`, `expires` or `none`.
pub(super) fn counts(validity: Validity) -> &'static str {
    match validity {
        Validity::NotOlderThan(_) => "issued",
        Validity::UntilExpiry => "expires",
        Validity::Unlimited => "none",
    }
}

/// The kinds of file that may be this bewijsstuk; none for what the team only looks at.
fn accepts(def: &EvidenceDef) -> Vec<MediaType> {
    match &def.manner {
        Manner::Upload(forms) => forms.iter().filter_map(|form| MediaType::from_code(form.code())).collect(),
        Manner::SeenOnly => Vec::new(),
    }
}

/// Why a file is not accepted, and what to do.
fn sentence(why: &Refusal, allowed: &[MediaType]) -> String {
    match why {
        Refusal::Empty => words::EMPTY.to_owned(),
        Refusal::TooBig { max_bytes } => words::too_big(*max_bytes),
        Refusal::WrongType { extension } => {
            let names: Vec<_> = allowed.iter().map(|media| media.extension()).collect();
            words::wrong_type(extension.as_deref(), &names)
        }
        Refusal::Mismatch { named, found } => {
            words::mismatch(named.extension(), found.map(MediaType::extension))
        }
        Refusal::Encrypted => words::ENCRYPTED.to_owned(),
        Refusal::Damaged => words::DAMAGED.to_owned(),
    }
}
