//! Poppler's `pdfinfo` and `pdftoppm`, started by the limited child and so within its limits.
//! May import: std, serde, thiserror.

use std::io::{self, Read};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// The longest a poppler program may take; the processor limit does not see one that sleeps.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest side of a page's picture, in pixels.
const LONGEST_SIDE: &str = "1600";
/// The most that is read of what a program says, in bytes.
const MAX_SAID: u64 = 64 * 1024;

/// What `pdfinfo` makes of a document.
pub(super) enum Info {
    Pages(u32),
    Locked,
    Unreadable,
    Stopped,
    PopplerMissing,
}

/// Why there is no picture of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PageImageError {
    /// Poppler is not installed.
    #[error("poppler (pdftoppm) is not installed")]
    PopplerMissing,
    /// The document has no such page, or cannot be read.
    #[error("this page cannot be drawn")]
    Unreadable,
    /// Drawing took too much time or memory, or the child crashed.
    #[error("drawing this page was stopped")]
    Stopped,
}

/// The child's answer about a page.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub(super) enum PageAnswer {
    Made,
    NotMade { why: PageImageError },
}

/// Where the picture of a page is put.
pub(super) fn picture(out_dir: &Path, page: NonZeroU32) -> PathBuf {
    out_dir.join(format!("page-{page}.png"))
}

/// Count the pages and see whether poppler can read the document at all.
pub(super) fn info(path: &Path) -> Info {
    let mut command = Command::new("pdfinfo");
    command.arg(path);
    match said(command) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Info::PopplerMissing,
        Err(_) => Info::Stopped,
        Ok(Said { code: Some(0), out, .. }) => pages(&out).map_or(Info::Unreadable, Info::Pages),
        Ok(Said { err, .. }) if err.contains("Incorrect password") => Info::Locked,
        Ok(Said { code: None, .. }) => Info::Stopped,
        Ok(Said { err, .. }) if err.to_lowercase().contains("out of memory") => Info::Stopped,
        Ok(_) => Info::Unreadable,
    }
}

/// Draw one page as a PNG; on failure nothing is left in `out_dir`.
pub(super) fn draw(path: &Path, page: NonZeroU32, out_dir: &Path) -> Result<(), PageImageError> {
    let picture = picture(out_dir, page);
    let number = page.to_string();
    let mut command = Command::new("pdftoppm");
    command.args(["-png", "-singlefile", "-f", &number, "-l", &number, "-scale-to", LONGEST_SIDE]);
    command.arg(path).arg(picture.with_extension(""));
    let outcome = match said(command) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(PageImageError::PopplerMissing),
        Err(_) | Ok(Said { code: None, .. }) => Err(PageImageError::Stopped),
        // It also ends well when there is no such page, without making anything.
        Ok(Said { code: Some(0), .. }) if picture.is_file() => Ok(()),
        Ok(_) => Err(PageImageError::Unreadable),
    };
    if outcome.is_err() {
        let _ = std::fs::remove_file(&picture);
    }
    outcome
}

struct Said {
    /// None: ended by a signal.
    code: Option<i32>,
    out: String,
    err: String,
}

fn said(mut command: Command) -> io::Result<Said> {
    command.env("LC_ALL", "C").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let code = wait(&mut child)?;
    let out = text(child.stdout.take())?;
    let err = text(child.stderr.take())?;
    Ok(Said { code, out, err })
}

/// What a program that ended left in this pipe.
fn text(pipe: Option<impl Read>) -> io::Result<String> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        pipe.take(MAX_SAID).read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The exit code, or none when it was ended by a signal: ours, when it says so much that it blocks or takes too long.
fn wait(child: &mut Child) -> io::Result<Option<i32>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            return Ok(child.wait()?.code());
        }
        sleep(Duration::from_millis(5));
    }
}

fn pages(said: &str) -> Option<u32> {
    said.lines().find_map(|line| line.strip_prefix("Pages:"))?.trim().parse().ok()
}
