//! `openhuis deadline`: on which day a term ends, and why.
//! May import: app::national, domain, cli.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{Outcome, Unusable, output};
use crate::app::national;
use crate::domain::terms::{Count, Rule, Term};
use crate::domain::words;

/// What to count.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The day before the first day that counts.
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: NaiveDate,
    /// A number of days, weeks, months or working days: 20d, 8w, 6m, 10wd.
    #[arg(long, value_parser = Term::parse)]
    term: Term,
    /// Whether a last day that is no working day moves (Algemene termijnenwet).
    #[arg(long, value_enum, default_value = "atw")]
    rule: RuleName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RuleName {
    /// By the Algemene termijnenwet.
    Atw,
    /// As counted.
    Plain,
}

/// Print the last day, then why.
///
/// # Errors
/// A term that ends beyond the year 9999.
pub fn run(arguments: &Arguments) -> Result<Outcome, Unusable> {
    let calendar = national::shipped_days().map_err(Unusable::because)?.calendar();
    let rule = match arguments.rule {
        RuleName::Atw => Rule::Atw,
        RuleName::Plain => Rule::Plain,
    };
    let deadline =
        Count::new(arguments.from, arguments.term, rule).deadline(&calendar).map_err(Unusable::because)?;
    output::say(words::terms::deadline_text(&deadline).trim_end());
    Ok(Outcome::Good)
}
