//! A thousand letters through the runner: from prepared to a PDF in the store, a mail in the outbox and a line in the log.

use std::io;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::table::{Bar, Figure};
use crate::{Arguments, SLUG, copy, rows, serve};

/// Processor time of typst for a page of its letter, warm, as it was measured on 2026-11-22 on two shared AMD EPYC cores (another machine).
const TYPST_ELSEWHERE: f64 = 11.6;

/// What each letter takes of the processor, beside what typst takes in the same run for a letter of as many pages.
pub fn figures(given: &Arguments, base: &Path) -> io::Result<Vec<Figure>> {
    if given.letters == 0 {
        return Ok(Vec::new());
    }
    let folder = given.folder.join("letters");
    copy(base, &folder)?;
    let database = folder.join("openhuis.db");
    rows::calm(&database).map_err(io::Error::other)?;
    let mut server = serve(given, &folder)?;
    server.answers("/readyz", "", 200, Instant::now())?;
    sleep(Duration::from_secs(2));
    let before = server.cpu()?;
    rows::letters(&database, SLUG, given.letters).map_err(io::Error::other)?;
    let begin = Instant::now();
    loop {
        sleep(Duration::from_millis(200));
        let (sent, failed) = rows::letters_sent(&database).map_err(io::Error::other)?;
        if sent == given.letters {
            break;
        }
        if failed > 0 || begin.elapsed() > Duration::from_secs(1800) {
            return Err(io::Error::other(format!("{sent} letters sent, {failed} pieces of work failed")));
        }
    }
    let (took, used) = (begin.elapsed().as_secs_f64(), server.cpu()?.saturating_sub(before));
    drop(server);
    let each = used.as_secs_f64() * 1e3 / given.letters as f64;
    let pages = pages(&folder, &rows::sent_file(&database).map_err(io::Error::other)?)?;
    let (typst, measured) = match typst(given.letters.min(200), pages) {
        Some(here) => (here, format!("typst {here:.1} ms for {pages} pages, measured in this run")),
        None => (
            TYPST_ELSEWHERE * pages as f64,
            format!("typst is not on this machine: {TYPST_ELSEWHERE} ms a page, measured elsewhere"),
        ),
    };
    Ok(vec![Figure {
        what: format!("{} letters by the runner, CPU a letter of {pages} pages: × typst warm", given.letters),
        measured: each / typst,
        bar: Bar::AtMost(1.5),
        detail: format!(
            "{each:.1} ms each with store, mail and log, {:.0} letters a second; {measured}",
            given.letters as f64 / took
        ),
    }])
}

/// How many pages a PDF of the store has.
fn pages(folder: &Path, sha256: &str) -> io::Result<usize> {
    let (first, second) = (sha256.get(..2).unwrap_or_default(), sha256.get(2..4).unwrap_or_default());
    let file = folder.join("evidence").join(first).join(second).join(sha256);
    let told = Command::new("pdfinfo").arg(&file).output()?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let pages = told.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok());
    pages.ok_or_else(|| io::Error::other(format!("pdfinfo counts no pages of {}", file.display())))
}

/// Milliseconds of processor time of typst for a letter of so many pages, where Python has it.
fn typst(count: usize, pages: usize) -> Option<f64> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peer/letters.py");
    let told =
        Command::new("python3").args([script, &count.to_string(), &pages.to_string()]).output().ok()?;
    String::from_utf8(told.stdout).ok()?.trim().parse().ok()
}
