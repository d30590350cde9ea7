//! A thousand letters through the runner: from prepared to a PDF in the store, a mail in the outbox and a line in the log.

use std::io;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::table::{Bar, Figure};
use crate::{Arguments, SLUG, copy, rows, serve};

/// Processor time of typst for its letter, warm, as it was measured on 2026-11-22 on two shared AMD EPYC cores (another machine).
const TYPST_ELSEWHERE: f64 = 11.6;

/// What each letter takes of the processor, beside what typst takes for one page in the same run.
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
    let (typst, measured) = match typst(given.letters.min(200)) {
        Some(here) => (here, format!("typst {here:.1} ms for one page of 12 rows, measured in this run")),
        None => (
            TYPST_ELSEWHERE,
            format!("typst is not on this machine: {TYPST_ELSEWHERE} ms, measured elsewhere"),
        ),
    };
    Ok(vec![Figure {
        what: format!("{} letters by the runner, CPU a letter: × typst warm", given.letters),
        measured: each / typst,
        bar: Bar::AtMost(1.5),
        detail: format!(
            "{each:.1} ms each with store, mail and log, {:.0} letters a second; {measured}",
            given.letters as f64 / took
        ),
    }])
}

/// Milliseconds of processor time of typst for a letter, where Python has it.
fn typst(count: usize) -> Option<f64> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peer/letters.py");
    let told = Command::new("python3").args([script, &count.to_string()]).output().ok()?;
    String::from_utf8(told.stdout).ok()?.trim().parse().ok()
}
