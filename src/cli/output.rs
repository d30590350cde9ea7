//! The only place that prints.
//! May import: std.

use std::io::Write as _;

/// A line on stdout. Whoever reads it may stop reading: then nobody is left to tell.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A line on stderr: what is wrong and what to do.
#[expect(clippy::print_stderr, reason = "commands complain on stderr, and only here")]
pub fn complain(line: &str) {
    eprintln!("{line}");
}
