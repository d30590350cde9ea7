//! Ratios of the log that must hold: `openhuis-bench-log --folder DIR [--leaves 1000000] [--largest 10000000] [--out FILE]`.
//!
//! It prints a table and ends with 1 when a bar is missed. Targets take turns, and a ratio is the median of the ratios of the rounds.

mod accesses;
mod append;
mod verify;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// A line of the table.
pub struct Figure {
    what: String,
    found: String,
    bar: String,
    holds: bool,
}

impl Figure {
    pub fn at_least(what: &str, ratio: f64, bar: f64) -> Self {
        Self {
            what: what.into(), found: format!("{ratio:.2}"), bar: format!("≥ {bar}"), holds: ratio >= bar
        }
    }

    pub fn at_most(what: &str, ratio: f64, bar: f64) -> Self {
        Self {
            what: what.into(), found: format!("{ratio:.2}"), bar: format!("≤ {bar}"), holds: ratio <= bar
        }
    }

    pub fn told(what: &str, found: String) -> Self {
        Self { what: what.into(), found, bar: "told".into(), holds: true }
    }
}

/// The middle one.
pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn main() -> ExitCode {
    let (mut folder, mut leaves, mut largest, mut out) = (PathBuf::from("."), 1_000_000, 10_000_000, None);
    let mut given = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (given.next(), given.next()) {
        match name.as_str() {
            "--folder" => folder = value.into(),
            "--leaves" => leaves = value.parse().expect("a number"),
            "--largest" => largest = value.parse().expect("a number"),
            "--out" => out = Some(value),
            _ => panic!("unknown: {name}"),
        }
    }
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut figures = append::figures(&folder);
    figures.extend(verify::figures(leaves));
    figures.extend(accesses::figures(&folder, largest));
    let mut table = String::from("| what | measured | bar | |\n|---|---|---|---|\n");
    for one in &figures {
        let good = if one.holds { "held" } else { "**missed**" };
        let _ = writeln!(table, "| {} | {} | {} | {good} |", one.what, one.found, one.bar);
    }
    print!("{table}");
    if let Some(out) = out {
        std::fs::write(out, &table).expect("the table is written");
    }
    if figures.iter().all(|one| one.holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
