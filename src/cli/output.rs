//! The only place that prints.
//! May import: std.

use std::io::Write as _;

/// A line on stdout. Whoever reads it may stop reading: then nobody is left to tell.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A text on stdout as it is, without a line of ours after it.
#[expect(clippy::print_stdout, reason = "commands answer on stdout, and only here")]
pub fn hand_over(text: &str) {
    print!("{text}");
}

/// A line on stderr: what is wrong and what to do.
#[expect(clippy::print_stderr, reason = "commands complain on stderr, and only here")]
pub fn complain(line: &str) {
    eprintln!("{line}");
}
