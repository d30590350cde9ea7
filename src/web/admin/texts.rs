//! `/beheer/uitgaand/teksten`: every letter and every mail that a region sends, to look at before anybody gets one.
//! May import: app, documents, domain, web.

use serde::Serialize;

use crate::app::texts;
use crate::documents;
use crate::domain::code::Code as _;
use crate::domain::letter::{LetterContent, RemedyTrack};
use crate::domain::words::catalogue;
use crate::domain::words::letters::samples::Sample;
use crate::web::call::{Answer, Call};
use crate::web::download::{drawn, handed_out};
use crate::web::error::AppError;
use crate::web::provider::letters::LetterPage;

const HOME: &str = "/beheer/uitgaand/teksten";

#[derive(Serialize)]
struct Page {
    letters: Vec<Letter>,
    mails: Vec<Mail>,
}

#[derive(Serialize)]
struct Letter {
    code: &'static str,
    name: &'static str,
    when: &'static str,
}

#[derive(Serialize)]
struct Mail {
    code: &'static str,
    to: &'static str,
    subject: String,
}

/// `GET /beheer/uitgaand/teksten`
///
/// # Errors
/// [`AppError::Internal`] where a sample does not fit its template.
pub async fn page(call: Call) -> Answer {
    let letters = Sample::ALL.iter().map(|kind| {
        let (name, when) = catalogue::letter(*kind);
        Letter { code: kind.code(), name, when }
    });
    let mails = catalogue::MAILS.iter();
    let mails = mails.map(|(code, to)| Ok(Mail { code, to, subject: texts::mail(code)?.subject }));
    let mails = mails.collect::<Result<_, AppError>>()?;
    call.page("admin/teksten.html", &Page { letters: letters.collect(), mails })
}

#[derive(Serialize)]
struct MailPage {
    subject: String,
    body: String,
    to: &'static str,
}

/// `GET /beheer/uitgaand/teksten/mail/{kind}`
///
/// # Errors
/// [`AppError::NotFound`] where there is no such mail.
pub async fn mail(call: Call) -> Answer {
    let kind = call.param("kind")?;
    let sample = texts::mail(kind)?;
    let known = catalogue::MAILS.iter().find(|(code, _)| *code == kind).ok_or(AppError::NotFound)?;
    call.page(
        "admin/teksten-mail.html",
        &MailPage { subject: sample.subject, body: sample.body, to: known.1 },
    )
}

#[derive(Serialize)]
struct SamplePage {
    #[serde(flatten)]
    page: LetterPage,
    name: &'static str,
    when: &'static str,
    code: &'static str,
    track: &'static str,
    /// The tracks whose words the region uses.
    tracks: Vec<&'static str>,
}

/// `GET /beheer/uitgaand/teksten/brief/{kind}`, in the words of the region's track.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such letter.
pub async fn letter(call: Call) -> Answer {
    let (kind, track, tracks) = wanted(&call).await?;
    let content = sample(kind, track)?;
    let (name, when) = catalogue::letter(kind);
    let download = format!("{HOME}/brief/{}/pdf?spoor={}", kind.code(), track.code());
    let tracks = tracks.into_iter().map(RemedyTrack::code).collect();
    let page = LetterPage::new(content, download, true);
    let shown = SamplePage { page, name, when, code: kind.code(), track: track.code(), tracks };
    call.page("admin/teksten-brief.html", &shown)
}

/// `GET /beheer/uitgaand/teksten/brief/{kind}/pdf`
///
/// # Errors
/// As [`letter`].
pub async fn pdf(call: Call) -> Answer {
    let (kind, track, _) = wanted(&call).await?;
    let content = sample(kind, track)?;
    let bytes = drawn(move || Ok(documents::render(&content)?)).await?;
    Ok(handed_out("application/pdf", &format!("voorbeeld-{}.pdf", kind.code()), bytes))
}

/// Which letter, on which track, and the tracks there are.
async fn wanted(call: &Call) -> Result<(Sample, RemedyTrack, Vec<RemedyTrack>), AppError> {
    let kind = Sample::from_code(call.param("kind")?).ok_or(AppError::NotFound)?;
    let (scope, now) = (call.visitor.region_scope()?, call.now);
    let tracks = call.read(move |conn| texts::tracks(conn, &scope, now)).await?;
    let asked = RemedyTrack::from_code(call.query().text("spoor")).filter(|track| tracks.contains(track));
    let track = asked.or_else(|| tracks.first().copied()).ok_or(AppError::NotFound)?;
    Ok((kind, track, tracks.into_iter().collect()))
}

fn sample(kind: Sample, track: RemedyTrack) -> Result<LetterContent, AppError> {
    kind.letter(track).map_err(|why| AppError::Internal(why.to_string()))
}
