//! `openhuis inspect`: look at one file in this process, which limits itself first. The server starts it.
//! May import: cli, domain, files.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Args;

use super::{Outcome, Unusable, output};
use crate::domain::code::Code as _;
use crate::files::{MediaType, inspect};

/// Which file, and what to do with it.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The file.
    path: PathBuf,
    /// What it should be: pdf, docx, xlsx, odt, ods, jpg or png.
    #[arg(long, value_parser = media)]
    media: MediaType,
    /// Draw this page of a PDF instead.
    #[arg(long, value_name = "N", requires = "out")]
    page: Option<NonZeroU32>,
    /// The folder for the picture, page-N.png.
    #[arg(long, value_name = "DIR", requires = "page")]
    out: Option<PathBuf>,
}

fn media(code: &str) -> Result<MediaType, String> {
    MediaType::from_code(code).ok_or_else(|| "write pdf, docx, xlsx, odt, ods, jpg or png".to_owned())
}

/// One line of JSON on stdout: 0 clean or drawn, 1 something found or not drawn, 2 the file cannot be looked at.
pub fn run(arguments: &Arguments) -> Result<Outcome, Unusable> {
    let report = match (arguments.page, &arguments.out) {
        (Some(page), Some(out)) => inspect::run_page(&arguments.path, page, out),
        _ => inspect::run(&arguments.path, arguments.media),
    };
    output::say(&report.json);
    match report.exit {
        0 => Ok(Outcome::Good),
        1 => Ok(Outcome::Negative),
        _ => Err(Unusable::because("the file cannot be looked at: see whether it is there and may be read")),
    }
}
