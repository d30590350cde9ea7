//! The rules engine of the product against a hand-written loop and two other engines: `make bench`, `make soak`.
//!
//! `openhuis-bench-rules [--rounds 9] [--out FILE]` prints a table and ends with 1 when a bar is missed. All engines get the same rules and
//! facts, and must give the same answers before anything is measured. Processor time of the one thread counts; engines take turns, and a ratio
//! is the median of the ratios of the rounds.

mod clock;
mod engines;
mod facts;
mod national;
mod regeling;
#[path = "../../src/table.rs"]
mod table;

use std::fs;
use std::io;
use std::process::ExitCode;

use clock::nanoseconds;
use engines::{Datalogic, Loop, Regorus, evaluated, masks};
use facts::{Row, applicant, dates, everywhere, rows};
use openhuis_domain::rules::{Applicant, Population, Shared, Stage};
use openhuis_domain::scheme::{NationalTables, Scheme};
use openhuis_domain::supply::SupplySnapshot;
use regeling::{Eisen, ONE_LOT, parsed};
use table::{Bar, Figure, median, table};

/// Aanbieders of whom every engine is asked, and of how many the slow ones are.
const PEOPLE: usize = 20_000;
const FEWER: usize = 1_000;
/// From how few to how many applications the cost of one must stay the same.
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    if given.first().is_some_and(|first| first == national::ARGUMENT) {
        national::run(rounds(&given));
        return ExitCode::SUCCESS;
    }
    match run(&given) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn value<'a>(given: &'a [String], name: &str) -> Option<&'a String> {
    given.iter().position(|one| one == name).and_then(|place| given.get(place + 1))
}

fn rounds(given: &[String]) -> usize {
    value(given, "--rounds").map_or(9, |text| text.parse().expect("a number of rounds"))
}

fn run(given: &[String]) -> io::Result<bool> {
    let rounds = rounds(given);
    let scheme = parsed(ONE_LOT, Eisen::Twelve, 25);
    let mut figures = beside_others(&scheme, rounds);
    figures.extend(sizes(&scheme, rounds));
    figures.extend(national::in_a_process(rounds)?);
    let table = table(&figures);
    print!("{table}");
    if let Some(out) = value(given, "--out") {
        fs::write(out, table)?;
    }
    Ok(figures.iter().all(Figure::holds))
}

/// What is the same for everybody.
pub fn shared<'a>(national: &'a NationalTables, supply: &'a SupplySnapshot) -> Shared<'a> {
    Shared { national, dates: dates(), stage: Stage::Application, supply }
}

/// An aanbieder applying for the one lot.
fn in_one_lot(number: usize, row: &Row) -> Applicant {
    Applicant { lots: everywhere(ONE_LOT), ..applicant(number, row) }
}

/// The loop, the engine of the product, and the peers, in turns.
fn beside_others(scheme: &Scheme, rounds: usize) -> Vec<Figure> {
    let (national, supply) = (NationalTables::default(), SupplySnapshot::new(dates().submission, Vec::new()));
    let shared = shared(&national, &supply);
    let rows = rows(PEOPLE);
    let mut population = Population::new(scheme, scheme);
    population.extend(rows.iter().enumerate().map(|(number, row)| in_one_lot(number, row)));
    let (by_hand, datalogic) = (Loop::new(), Datalogic::new(&rows));
    let mut regorus = Regorus::new(&rows[..FEWER]);

    let expected = by_hand.masks(&rows);
    assert!(
        expected == masks(&evaluated(&population, &shared), PEOPLE),
        "the product gives other answers than the loop"
    );
    assert!(expected == datalogic.masks(), "datalogic-rs gives other answers");
    assert!(expected[..FEWER] == regorus.interpreted(), "regorus, interpreted, gives other answers");
    assert!(expected[..FEWER] == regorus.byte_code(), "regorus, byte code, gives other answers");
    let admitted = expected.iter().filter(|mask| **mask == 0).count();

    let mut costs: [Vec<f64>; 5] = Default::default();
    for _ in 0..rounds {
        let [hand, own, logic, interpreted, code] = &mut costs;
        hand.push(nanoseconds(20, || by_hand.masks(&rows)) / PEOPLE as f64);
        own.push(nanoseconds(20, || evaluated(&population, &shared)) / PEOPLE as f64);
        logic.push(nanoseconds(1, || datalogic.masks()) / PEOPLE as f64);
        interpreted.push(nanoseconds(1, || regorus.interpreted()) / FEWER as f64);
        code.push(nanoseconds(1, || regorus.byte_code()) / FEWER as f64);
    }
    let [hand, own, logic, interpreted, code] = costs;
    let times =
        |more: &[f64], less: &[f64]| median(more.iter().zip(less).map(|(more, less)| more / less).collect());
    let faster = |what: &str, least: f64, cost: Vec<f64>| Figure {
        what: format!("evaluation of an application: × faster than {what}"),
        measured: times(&cost, &own),
        bar: Bar::AtLeast(least),
        detail: format!("{:.0} ns", median(cost)),
    };
    let mut figures = vec![
        faster("datalogic-rs, input parsed", 20.0, logic),
        faster("regorus, interpreted", 500.0, interpreted),
        faster("regorus, byte code", 500.0, code),
    ];
    figures.insert(
        0,
        Figure {
            what: "evaluation of an application against 12 requirements: × a loop over a rule table"
                .to_owned(),
            measured: times(&own, &hand),
            bar: Bar::AtMost(5.0),
            detail: format!(
                "{:.1} ns, loop {:.1} ns; {admitted} of {PEOPLE} meet all, the same in every engine",
                median(own),
                median(hand)
            ),
        },
    );
    figures
}

/// How many are made at a time, so that a million need not be there at once.
const AT_A_TIME: usize = 1_000;

/// Nanoseconds that taking in takes, without the making of what is taken in.
fn took_in(population: &mut Population<'_>, rows: &[Row]) -> f64 {
    let parts = rows.chunks(AT_A_TIME).map(|part| {
        let first = population.len();
        let mut people: Vec<Applicant> =
            part.iter().zip(first..).map(|(row, number)| in_one_lot(number, row)).collect();
        nanoseconds(1, || population.extend(people.drain(..)))
    });
    parts.sum()
}

/// The cost of one application, taken in and evaluated, by how many there are; and of its evaluation against the loop. The memory of a million is
/// slower than that of a thousand for every program: that is why evaluation by itself is held against the loop, and not against fewer.
fn sizes(scheme: &Scheme, rounds: usize) -> [Figure; 2] {
    let (national, supply) = (NationalTables::default(), SupplySnapshot::new(dates().submission, Vec::new()));
    let shared = shared(&national, &supply);
    let all = rows(SIZES[SIZES.len() - 1]);
    let by_hand = Loop::new();
    let (mut whole, mut ratios): ([Vec<f64>; SIZES.len()], [Vec<f64>; SIZES.len()]) = Default::default();
    for _ in 0..rounds {
        for (place, size) in SIZES.iter().enumerate() {
            let rows = &all[..*size];
            // As much work at every size: what a thousand take once is shorter than what else happens meanwhile.
            let times = (100_000 / size).max(1);
            let (mut population, mut taking_in) = (Population::new(scheme, scheme), 0.0);
            for _ in 0..times {
                population = Population::new(scheme, scheme);
                taking_in += took_in(&mut population, rows) / times as f64;
            }
            let own = nanoseconds(times, || evaluated(&population, &shared));
            ratios[place].push(own / nanoseconds(times, || by_hand.masks(rows)));
            whole[place].push((taking_in + own) / *size as f64);
        }
    }
    let (whole, ratios) = (whole.map(median), ratios.map(median));
    let most = |costs: &[f64]| costs.iter().copied().fold(0.0, f64::max);
    let least = whole.iter().copied().fold(f64::INFINITY, f64::min);
    let told = |costs: [f64; SIZES.len()], decimals: usize| -> String {
        let each = SIZES.iter().zip(costs).map(|(size, cost)| format!("{size}: {cost:.decimals$}"));
        each.collect::<Vec<_>>().join(", ")
    };
    [
        Figure {
            what: "an application, taken in and evaluated, from 1,000 to 1,000,000 of them: most / least"
                .to_owned(),
            measured: most(&whole) / least,
            bar: Bar::AtMost(1.3),
            detail: format!("ns by size: {}", told(whole, 0)),
        },
        Figure {
            what: "evaluation from 1,000 to 1,000,000 applications: × the loop over as many, at most"
                .to_owned(),
            measured: most(&ratios),
            bar: Bar::AtMost(5.0),
            detail: format!("by size: {}", told(ratios, 2)),
        },
    ]
}
