//! The only place that prints.
//! May import: std.

/// A line on stdout.
#[expect(clippy::print_stdout, reason = "commands answer on stdout, and only here")]
pub fn say(line: &str) {
    println!("{line}");
}

/// A line on stderr: what is wrong and what to do.
#[expect(clippy::print_stderr, reason = "commands complain on stderr, and only here")]
pub fn complain(line: &str) {
    eprintln!("{line}");
}
