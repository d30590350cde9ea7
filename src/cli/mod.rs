//! The command line. Exit 0 is good, 1 a negative answer, 2 unusable input; what to do about an error stands on stderr.
//! May import: everything to its left; the commands that open an installation also `config`.

mod deadline;
mod demo;
mod inspect;
mod installation;
mod letter;
mod log;
mod log_files;
mod log_witness;
mod migrate;
mod output;
mod ready;
mod replay;
mod scheme;
mod scheme_store;
mod serve;
mod simulate;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::domain::code::Code as _;
use crate::domain::letter::RemedyTrack;

/// Openhuis: admission of care providers in an Open House.
#[derive(Debug, Parser)]
#[command(name = "openhuis", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make and serve both regions with people who do not exist; prints the address and who can log in.
    Demo(demo::Arguments),
    /// Serve the portal, configured by the environment (docs/configuratie.md).
    Serve(serve::Arguments),
    /// Bring the database to the schema of this program.
    Migrate(Installation),
    /// Say whether the portal that serves here can do its work.
    Ready(Installation),
    /// Check a regeling, or print its requirements as text.
    #[command(subcommand)]
    Scheme(scheme::Command),
    /// Evaluate a case against a regeling: JSON on stdout.
    Evaluate(scheme::Evaluate),
    /// Say what a changed regeling would do to aanbieders: JSON on stdout, an effect per lot.
    Simulate(simulate::Arguments),
    /// Evaluate decisions again from what they rest on: a line of JSON each, 1 unless all are identical.
    Replay(replay::Arguments),
    /// List the kinds of letters, or write a sample of one.
    #[command(subcommand)]
    Letter(Letter),
    /// The audit log: verify it, export it for others, change its key.
    #[command(subcommand)]
    Log(log::Command),
    /// People with an account.
    #[command(subcommand)]
    User(user::Command),
    /// Say on which day a term ends, and why.
    Deadline(deadline::Arguments),
    /// Look at one file of evidence within limits: JSON on stdout. The server starts this itself.
    Inspect(inspect::Arguments),
}

#[derive(Debug, Subcommand)]
enum Letter {
    /// The codes of the kinds of letters, one a line.
    List,
    /// Write a sample as PDF.
    Sample {
        /// Code of the kind.
        kind: String,
        /// The file to write.
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        /// In the words of which remedy track: civiel or awb.
        #[arg(long, default_value = "civiel", value_parser = track)]
        track: RemedyTrack,
    },
}

fn track(code: &str) -> Result<RemedyTrack, String> {
    RemedyTrack::from_code(code).ok_or_else(|| "write civiel or awb".to_owned())
}

/// Which installation a command works on: a folder, or the one of `serve`'s environment.
#[derive(Debug, Args)]
struct Installation {
    /// The folder with database, evidence and keys, as `openhuis demo` makes one.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// As asked.
    Good,
    /// A negative answer.
    Negative,
}

/// Input that cannot be used, with what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unusable(String);

impl Unusable {
    fn because(why: impl std::fmt::Display) -> Self {
        Self(why.to_string())
    }
}

/// Read the arguments, do what they say, tell how it went.
#[must_use]
pub fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Migrate(installation) => migrate::run(&installation),
        Command::Ready(installation) => ready::run(&installation),
        Command::Scheme(command) => scheme::run(&command),
        Command::Evaluate(arguments) => scheme::judge(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Letter(Letter::List) => {
            letter::list(&mut std::io::stdout()).map_err(Unusable::because).map(|()| Outcome::Good)
        }
        Command::Letter(Letter::Sample { kind, out, track }) => {
            letter::sample(&kind, track, &out).map_err(Unusable::because).map(|()| Outcome::Good)
        }
        Command::Log(command) => log::run(&command),
        Command::User(command) => user::run(&command),
        Command::Deadline(arguments) => deadline::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
    };
    match done {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Negative) => ExitCode::FAILURE,
        Err(unusable) => {
            output::complain(&unusable.to_string());
            ExitCode::from(2)
        }
    }
}
