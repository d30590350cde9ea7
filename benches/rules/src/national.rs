//! The national what-if, in a process of its own so that its memory is its own: 10,000 aanbieders, each in every lot of 342 gemeenten and
//! 11 productgroepen with two products, and the least solvabiliteit raised everywhere.

use std::io;
use std::process::Command;

use openhuis_domain::rules::{Applicant, Effect, Outcome, Population, Shared, Verdict, evaluate};
use openhuis_domain::scheme::{NationalTables, Scheme};
use openhuis_domain::supply::SupplySnapshot;

use crate::clock::nanoseconds;
use crate::facts::{Row, applicant, dates, everywhere, rows};
use crate::regeling::{Eisen, NATIONAL, parsed};
use crate::shared;
use crate::table::{Bar, Figure, median};

/// The argument with which the program does this only.
pub const ARGUMENT: &str = "national";
const PEOPLE: usize = 10_000;
/// Everybody whose number is a multiple of this is evaluated case by case too.
const SAMPLE: usize = 1_250;

/// Measure, and print it for the process that started this one.
pub fn run(rounds: usize) {
    let (in_force, changed) =
        (parsed(NATIONAL, Eisen::AndTwoMore, 25), parsed(NATIONAL, Eisen::AndTwoMore, 26));
    let (national, supply) = (NationalTables::default(), SupplySnapshot::new(dates().submission, Vec::new()));
    let shared = shared(&national, &supply);
    let rows = rows(PEOPLE);
    let mut population = Population::new(&in_force, &changed);
    let building = nanoseconds(1, || {
        for (number, row) in rows.iter().enumerate() {
            population.add(person(number, row));
        }
    });
    let mut effect = population.effect(&shared);
    let cost = (0..rounds).map(|_| nanoseconds(1, || effect = population.effect(&shared)));
    let cost = median(cost.collect());
    let lots_lost: usize = effect.lots.iter().map(|lot| lot.lost.len()).sum();
    println!("{cost} {} {building} {} {lots_lost}", peak().expect("/proc"), effect.dropping_out);
    drop(population);
    same_case_by_case([&in_force, &changed], &rows, &effect, &shared);
}

/// An aanbieder who offers everything everywhere, and has an extract that most requirements would accept.
fn person(number: usize, row: &Row) -> Applicant {
    Applicant { lots: everywhere(NATIONAL), ..applicant(number, row) }
}

/// Whether the what-if says of these people what their cases by themselves say, in every lot.
fn same_case_by_case([in_force, changed]: [&Scheme; 2], rows: &[Row], effect: &Effect, shared: &Shared<'_>) {
    assert_eq!(effect.lots.len(), NATIONAL.gemeenten * NATIONAL.groups);
    for (number, row) in rows.iter().enumerate().step_by(SAMPLE) {
        let one = person(number, row);
        let verdicts = [in_force, changed].map(|scheme| evaluate(&one.input(scheme, shared)));
        for lot in &effect.lots {
            let [was, is] =
                verdicts.each_ref().map(|verdict: &Verdict| verdict.lot(&lot.lot).expect("chosen"));
            let drops_out = was.outcome != Outcome::NotMet && is.outcome == Outcome::NotMet;
            let fails = verdicts[1]
                .results_of(is)
                .filter(|result| result.counts && result.outcome == Outcome::NotMet);
            let codes: Vec<_> = fails.map(|result| result.code.clone()).collect();
            let found = lot.lost.iter().find(|lost| *lost.id == *one.id).map(|lost| lost.because.to_vec());
            assert_eq!(found, drops_out.then_some(codes), "{} in {:?}", one.id, lot.lot);
        }
    }
}

/// The most memory this process ever held, in MiB.
fn peak() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().split(' ').next()?.parse::<f64>().ok()? / 1024.0)
}

/// Start the process and read what it measured.
pub fn in_a_process(rounds: usize) -> io::Result<[Figure; 2]> {
    let mut command = Command::new(std::env::current_exe()?);
    let done = command.args([ARGUMENT, "--rounds", &rounds.to_string()]).output()?;
    if !done.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&done.stderr).into_owned()));
    }
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|one| one.parse().ok()).collect();
    let [cost, peak, building, people, lots] = numbers[..] else { return Err(io::Error::other(text)) };
    let what = "what-if of 10,000 aanbieders × 342 gemeenten × 11 productgroepen";
    Ok([
        Figure {
            what: format!("{what}, s on one core"),
            measured: cost / 1e9,
            bar: Bar::AtMost(1.0),
            detail: format!("{people} drop out of {lots} lots; as case by case"),
        },
        Figure {
            what: format!("{what}, most memory, MiB"),
            measured: peak,
            bar: Bar::AtMost(256.0),
            detail: format!("with the taking in of everybody, which took {:.1} s", building / 1e9),
        },
    ])
}
