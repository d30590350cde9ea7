//! `openhuis scheme check`, `text` and `diff`, and `openhuis evaluate`: what a policy officer does with a file before anyone adopts it.
//! May import: app::national, domain, cli.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{Outcome, Unusable, output, scheme_store};
use crate::app::national;
use crate::domain::rules::Case;
use crate::domain::scheme::{CaseFile, Mistakes, Scheme, changed_meanings, compare};
use crate::domain::words;

/// What to do with a regeling.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read regelingen and name every mistake, one a line: FILE:LINE:COLUMN: what is wrong and what to do.
    Check {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the requirements as they are published, rendered from the conditions.
    Text {
        /// The file.
        file: PathBuf,
    },
    /// Say in plain words what changes between two versions: exit 0 nothing, 1 something, 2 unusable.
    Diff {
        /// The version in force.
        old: PathBuf,
        /// The version that is to follow.
        new: PathBuf,
    },
    /// Bring a regeling into an installation: a new procedure is founded, of a known one it becomes a wijziging.
    Import(scheme_store::Import),
    /// Print a published version of a procedure, byte for byte.
    Export(scheme_store::Export),
}

/// A case against a regeling.
#[derive(Debug, Args)]
pub struct Evaluate {
    /// The regeling.
    #[arg(long, value_name = "FILE")]
    scheme: PathBuf,
    /// The case (docs/casus-formaat.md).
    #[arg(long, value_name = "FILE")]
    case: PathBuf,
    /// Apply on this day instead of the one in the case.
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<NaiveDate>,
}

/// Check or print.
///
/// # Errors
/// A file that cannot be read, or has mistakes.
pub fn run(command: &Command) -> Result<Outcome, Unusable> {
    match command {
        Command::Check { files } => check(files),
        Command::Text { file } => {
            let scheme = scheme(file)?;
            for requirement in scheme.requirements() {
                output::say(&format!("{} {} ({})", requirement.code, requirement.title, requirement.ground));
                for line in words::requirement::text(&scheme, requirement) {
                    output::say(&format!("{}{}", "  ".repeat(line.depth + 1), line.text));
                }
            }
            if let Some(yearly) = scheme.confirmation() {
                output::say(&words::confirmation::when(yearly));
                for question in words::confirmation::questions(&scheme, yearly) {
                    output::say(&format!("  {question}"));
                }
            }
            if !scheme.measures().is_empty() {
                output::say(words::measures::HEAD);
                for basis in scheme.measures() {
                    output::say(&format!("  {}", words::measures::basis(basis)));
                }
            }
            Ok(Outcome::Good)
        }
        Command::Diff { old, new } => diff(&scheme(old)?, &scheme(new)?),
        Command::Import(arguments) => scheme_store::import(arguments),
        Command::Export(arguments) => scheme_store::export(arguments),
    }
}

/// What changes, a sentence a line; a code that would mean something else stands on stderr too.
fn diff(old: &Scheme, new: &Scheme) -> Result<Outcome, Unusable> {
    let found = compare(old, new);
    for told in words::comparison::told(old, new, &found) {
        output::say(&told.head);
        for line in told.lines {
            output::say(&format!("  {line}"));
        }
    }
    for changed in changed_meanings(old, new) {
        output::complain(&words::comparison::changed_meaning(&changed));
    }
    Ok(if found.is_empty() { Outcome::Good } else { Outcome::Negative })
}

fn check(files: &[PathBuf]) -> Result<Outcome, Unusable> {
    let mut wrong = String::new();
    for file in files {
        match scheme(file) {
            Ok(scheme) => {
                let name = file.display().to_string();
                for caution in scheme.cautions() {
                    output::complain(&words::scheme::caution(&name, caution));
                }
                output::say(&format!("{name}: ok, {}", scheme.code()));
            }
            Err(mistakes) => wrong += &format!("{mistakes}\n"),
        }
    }
    if wrong.is_empty() { Ok(Outcome::Good) } else { Err(Unusable(wrong.trim_end().to_owned())) }
}

/// Print the verdict as JSON. A case that expects something else gets that on stderr, and a negative answer.
///
/// # Errors
/// A file that cannot be read, has mistakes, or is about something that the regeling does not have.
pub fn judge(arguments: &Evaluate) -> Result<Outcome, Unusable> {
    let scheme = scheme(&arguments.scheme)?;
    let file =
        CaseFile::parse(&bytes(&arguments.case)?).map_err(|wrong| mistakes(&arguments.case, &wrong))?;
    let named = |problem| Unusable(format!("{}: {problem}", arguments.case.display()));
    let mut case = Case::new(&file, &scheme).map_err(named)?;
    case.dates.submission = arguments.on.unwrap_or(case.dates.submission);
    let verdict = case.verdict(&scheme, national::tables().map_err(Unusable::because)?);
    output::say(&serde_json::to_string_pretty(&verdict).map_err(Unusable::because)?);
    let deviations = case.deviations(&file.expected, &verdict, &scheme);
    for deviation in &deviations {
        let found = deviation.found.as_ref().map_or("-", |found| words::verdict::outcome(found.outcome));
        let (expected, lot) = (&deviation.expected, &deviation.lot);
        output::complain(&format!(
            "{} {lot:?}: expected {}, found {found}",
            expected.requirement, expected.outcome
        ));
    }
    Ok(if deviations.is_empty() { Outcome::Good } else { Outcome::Negative })
}

pub(super) fn scheme(file: &Path) -> Result<Scheme, Unusable> {
    Scheme::parse(&bytes(file)?).map_err(|wrong| mistakes(file, &wrong))
}

fn mistakes(file: &Path, wrong: &Mistakes) -> Unusable {
    Unusable(words::scheme::mistakes(&file.display().to_string(), wrong).trim_end().to_owned())
}

pub(super) fn bytes(file: &Path) -> Result<Vec<u8>, Unusable> {
    std::fs::read(file).map_err(|error| Unusable(format!("{} cannot be read: {error}", file.display())))
}
