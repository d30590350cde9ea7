//! The parent's side: start the child, wait, and believe only a clear answer.
//! May import: std, serde_json, tokio, files.

use std::ffi::OsStr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::Command;
use tokio::time::timeout;

use super::findings::{Inspection, Obstacle};
use super::poppler::{self, PageAnswer, PageImageError};
use crate::files::media::MediaType;

/// The most that is read of an answer, in bytes.
const MAX_ANSWER: u64 = 64 * 1024;

/// Have a file looked at by `exe inspect PATH --media KIND` (`exe`: this program). Never fails: whatever goes wrong is
/// an [`Inspection::Uninspectable`].
pub async fn spawn(exe: &Path, path: &Path, media: MediaType, patience: Duration) -> Inspection {
    let args =
        [OsStr::new("inspect"), path.as_os_str(), OsStr::new("--media"), OsStr::new(media.extension())];
    match answer(exe, &args, patience).await {
        Ok(answer) => believed(&answer).unwrap_or(Inspection::Uninspectable { why: Obstacle::Stopped }),
        Err(why) => Inspection::Uninspectable { why },
    }
}

/// Have one page of a PDF drawn by `exe inspect PATH --media pdf --page N --out DIR`; the path of the PNG, which the
/// caller moves or removes.
///
/// # Errors
/// [`PageImageError`]; then nothing is left in `out_dir`.
pub async fn page_image(
    exe: &Path,
    path: &Path,
    page: NonZeroU32,
    out_dir: &Path,
    patience: Duration,
) -> Result<PathBuf, PageImageError> {
    let number = page.to_string();
    let args = ["inspect".as_ref(), path.as_os_str(), "--media".as_ref(), "pdf".as_ref(), "--page".as_ref()];
    let args: Vec<&OsStr> =
        args.into_iter().chain([number.as_ref(), "--out".as_ref(), out_dir.as_os_str()]).collect();
    let picture = poppler::picture(out_dir, page);
    let said = answer(exe, &args, patience).await.ok();
    let made = match said.and_then(|answer| serde_json::from_slice(&answer.json).ok()) {
        Some(PageAnswer::Made) if picture.is_file() => return Ok(picture),
        Some(PageAnswer::NotMade { why }) => why,
        Some(PageAnswer::Made) | None => PageImageError::Stopped,
    };
    let _ = tokio::fs::remove_file(&picture).await;
    Err(made)
}

struct Answer {
    code: Option<i32>,
    json: Vec<u8>,
}

/// The exit code and the words must say the same: a child that says "clean" and then crashes is not believed.
fn believed(answer: &Answer) -> Option<Inspection> {
    let inspection: Inspection = serde_json::from_slice(&answer.json).ok()?;
    let expected = match inspection {
        Inspection::Clean { .. } => 0,
        Inspection::Uninspectable { .. } => 2,
        _ => 1,
    };
    (answer.code == Some(expected)).then_some(inspection)
}

/// Run the child to its end. It gets no input, of the environment only the path to look for poppler, and is killed when
/// it takes too long or when nobody waits any more.
async fn answer(exe: &Path, args: &[&OsStr], patience: Duration) -> Result<Answer, Obstacle> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut command = Command::new(exe);
    command.args(args).env_clear().env("PATH", path).kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|_| Obstacle::NotStarted)?;
    let Some(stdout) = child.stdout.take() else { return Err(Obstacle::NotStarted) };
    let work = async {
        let mut json = Vec::new();
        stdout.take(MAX_ANSWER).read_to_end(&mut json).await.map_err(|_| Obstacle::Stopped)?;
        let status = child.wait().await.map_err(|_| Obstacle::Stopped)?;
        Ok(Answer { code: status.code(), json })
    };
    timeout(patience, work).await.unwrap_or(Err(Obstacle::TimedOut))
}
