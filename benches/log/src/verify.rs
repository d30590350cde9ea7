//! Verifying an export, against a chain of hashes over the same lines in memory.

use std::time::Instant;

use openhuis::app::tlog::{Given, verify_export};
use openhuis::auth::log_key::LogKey;
use openhuis::domain::access::{Actor, Via};
use openhuis::domain::audit::{Entry, Event, leaf_hash};
use openhuis::domain::ids::Id;
use openhuis::domain::tlog::{Algorithm, Checkpoint, Edge, KeyName, Note};
use sha2::{Digest as _, Sha256};

use super::{Figure, median};

const ROUNDS: u32 = 5;

struct Log {
    lines: Vec<u8>,
    given: Given,
}

fn log(leaves: u64) -> Log {
    let key =
        LogKey::of(KeyName::parse("openhuis.example/log").expect("a name"), Algorithm::Ed25519, &[1; 32]);
    let (mut lines, mut edge) = (Vec::new(), Edge::default());
    let subject = Id::parse("01890a5d-ac96-774b-bcce-b302099a8001").expect("an identifier");
    for n in 0..leaves {
        let entry = Entry {
            at: "2026-11-22T11:00:00Z".parse().expect("a moment"),
            actor: Actor::system(Via::Cli),
            region: None,
            procedure: None,
            event: Event::CapacityStated {
                subject: openhuis::domain::ids::AdmissionId::clone(&subject),
                free: 3,
            },
            manifest: None,
        };
        let leaf = entry.seal(n, &[7; 32]).expect("a leaf");
        edge.push(leaf_hash(&leaf.bytes), |_, _| {});
        lines.extend_from_slice(&leaf.bytes);
        lines.push(b'\n');
    }
    let text = Checkpoint { origin: key.public().name.clone(), size: leaves, root: edge.root() }.to_string();
    let head = Note { signatures: vec![key.sign(&text)], text };
    Log { lines, given: Given { keys: vec![key.public().clone()], head: Some(head), ..Given::default() } }
}

/// Seconds of one verification, and of the chain over the same lines.
fn round(log: &Log) -> (f64, f64) {
    let begin = Instant::now();
    verify_export(log.lines.as_slice(), &log.given).expect("a whole log");
    let verified = begin.elapsed().as_secs_f64();
    let begin = Instant::now();
    let mut last = [0_u8; 32];
    for line in log.lines.split(|byte| *byte == b'\n') {
        last = Sha256::new().chain_update(last).chain_update(line).finalize().into();
    }
    std::hint::black_box(last);
    (verified, begin.elapsed().as_secs_f64())
}

pub fn figures(leaves: u64) -> Vec<Figure> {
    let (small, whole) = (log(leaves / 10), log(leaves));
    let (mut ratios, mut growth, mut speed) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (little, _) = round(&small);
        let (verified, chained) = round(&whole);
        ratios.push(chained / verified);
        growth.push(verified / little / 10.0);
        speed.push(verified);
    }
    vec![
        Figure::at_least(&format!("verify {leaves} leaves: × a chain in memory"), median(ratios), 0.5),
        Figure::at_most("the same a leaf: × at a tenth of the size", median(growth), 1.25),
        Figure::told("seconds to verify", format!("{:.2}", median(speed))),
    ]
}
