//! Whether an export of the log is whole: every leaf hashed into the tree anew, and held against every head that was signed.
//!
//! Reads each line once and keeps none. `docs/verify` says the same in words, and in Python. May import: app, auth, domain.

use std::io::{self, BufRead};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::auth::log_key::verify;
use crate::domain::audit::leaf_hash;
use crate::domain::digest::Digest;
use crate::domain::tlog::{Broken, Bundle, Chain, Checkpoint, Edge, Hash, Note, VerifierKey, root_over};

/// What goes along with the leaves.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The keys of the log, in the order in which they were in charge.
    pub keys: Vec<VerifierKey>,
    /// The key that is known from elsewhere.
    pub trusted: Option<VerifierKey>,
    /// The head over all leaves.
    pub head: Option<Note>,
    /// Earlier heads.
    pub history: Vec<Note>,
    /// Heads that are known from elsewhere, such as from a receipt.
    pub known: Vec<Note>,
    /// The region of which this is the log; the leaves of others go along as their hash. None for the whole log.
    pub region: Option<String>,
}

/// What was found to be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Which log.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them, in base 64.
    pub root: String,
    /// How many leaves go along as their hash only.
    pub withheld: u64,
    /// How many signed heads were held against the leaves.
    pub checkpoints: usize,
    /// The key in charge.
    pub vkey: String,
    /// Whether that key is known from elsewhere; else compare it.
    pub trusted: bool,
}

/// Which rule is broken, and where.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A line cannot be read.
    #[error("leaves.ndjson cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// There is no head.
    #[error("there is no checkpoint.note")]
    NoHead,
    /// A rule about heads.
    #[error("the checkpoint of {size} leaves: {broken}")]
    Head {
        /// How many leaves it counts; 0 where it does not say.
        size: u64,
        /// The rule.
        broken: Broken,
    },
    /// A line is no leaf.
    #[error("line {0} is not a leaf")]
    NotALeaf(u64),
    /// A leaf stands at another place than it says.
    #[error("line {line} is leaf {says}: a leaf is missing, was added, or lines changed places")]
    Place {
        /// The line, counted from 0 as leaves are.
        line: u64,
        /// The place that the leaf says.
        says: u64,
    },
    /// A leaf goes along as its hash where it should be there.
    #[error("line {0} is only the hash of a leaf, and this is the whole log")]
    Withheld(u64),
    /// A leaf of another region is there.
    #[error("line {0} is a leaf of another region than the export says")]
    Elsewhere(u64),
    /// Fewer lines than a head counts.
    #[error("there are {lines} leaves, and the checkpoint of {size} was signed: the last leaves are missing")]
    TooFew {
        /// As many lines.
        lines: u64,
        /// As many leaves.
        size: u64,
    },
    /// More lines than the last head counts.
    #[error("there are more leaves than the {0} that checkpoint.note counts")]
    TooMany(u64),
    /// The leaves do not have the root that was signed.
    #[error(
        "leaves {from} to {size} (not counting the last) are not the ones that were signed: one was changed"
    )]
    Root {
        /// Up to here all was well.
        from: u64,
        /// Up to here it is not.
        size: u64,
    },
    /// The last head is older than another one.
    #[error("checkpoint.note counts {last} leaves, and there is a checkpoint of {size}: it is an old one")]
    OldHead {
        /// What the last head counts.
        last: u64,
        /// What another counts.
        size: u64,
    },
    /// The key that is known from elsewhere is not one that this log rests on.
    #[error("the log is not signed with the key that you trust, nor with one to which that key handed over")]
    Foreign,
    /// The proof does not lead from its leaf to its head.
    #[error("the proof does not lead from the leaf to the signed head")]
    Unproven,
}

/// Verify leaves, a line each, against what goes along with them.
///
/// # Errors
/// The first rule that is broken.
pub fn verify_export(leaves: impl BufRead, given: &Given) -> Result<Report, Refusal> {
    let last = given.head.as_ref().ok_or(Refusal::NoHead)?;
    let heads = in_order(given, last)?;
    let chain = Chain::of(&given.keys, verify).map_err(|broken| Refusal::Head { size: 0, broken })?;
    let chain = chain.trusting(given.trusted.as_ref());
    let mut reading =
        Reading { leaves, edge: Edge::default(), chain, region: given.region.as_deref(), withheld: 0 };
    let mut whole = None;
    for (size, note) in &heads {
        let from = reading.edge.size();
        let head = reading.up_to(*size, note)?;
        if head.root != reading.edge.root() {
            return Err(Refusal::Root { from, size: *size });
        }
        whole = Some(head);
    }
    let head = whole.ok_or(Refusal::NoHead)?;
    if reading.line()?.is_some() {
        return Err(Refusal::TooMany(head.size));
    }
    if given.trusted.as_ref().is_some_and(|key| !reading.chain.rests_on(key)) {
        return Err(Refusal::Foreign);
    }
    Ok(Report {
        origin: head.origin.as_str().to_owned(),
        size: head.size,
        root: STANDARD.encode(head.root),
        withheld: reading.withheld,
        checkpoints: heads.len(),
        vkey: reading.chain.in_charge().map(ToString::to_string).unwrap_or_default(),
        trusted: given.trusted.is_some(),
    })
}

/// The heads by size, the last one being that over all leaves.
fn in_order<'a>(given: &'a Given, last: &'a Note) -> Result<Vec<(u64, &'a Note)>, Refusal> {
    let size = |note: &Note| {
        Checkpoint::parse(&note.text)
            .map(|head| head.size)
            .map_err(|_| Refusal::Head { size: 0, broken: Broken::NotACheckpoint })
    };
    let whole = size(last)?;
    let mut heads = Vec::new();
    for note in given.history.iter().chain(&given.known) {
        let counts = size(note)?;
        if counts > whole {
            return Err(Refusal::OldHead { last: whole, size: counts });
        }
        heads.push((counts, note));
    }
    heads.sort_by_key(|(size, _)| *size);
    heads.push((whole, last));
    Ok(heads)
}

struct Reading<'a, R> {
    leaves: R,
    edge: Edge,
    chain: Chain<'a>,
    region: Option<&'a str>,
    withheld: u64,
}

impl<R: BufRead> Reading<'_, R> {
    /// Read as many leaves as this head counts, and take the head.
    fn up_to(&mut self, size: u64, note: &Note) -> Result<Checkpoint, Refusal> {
        while self.edge.size() < size {
            let Some(line) = self.line()? else {
                return Err(Refusal::TooFew { lines: self.edge.size(), size });
            };
            let hash = self.leaf(&line)?;
            self.edge.push(hash, |_, _| {});
        }
        self.chain.next(note).map_err(|broken| Refusal::Head { size, broken })
    }

    fn line(&mut self) -> Result<Option<Vec<u8>>, Refusal> {
        let mut line = Vec::new();
        if self.leaves.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        match line.pop() {
            Some(b'\n') => Ok(Some(line)),
            _ => Err(Refusal::NotALeaf(self.edge.size())),
        }
    }

    fn leaf(&mut self, line: &[u8]) -> Result<Hash, Refusal> {
        let n = self.edge.size();
        let text = std::str::from_utf8(line).map_err(|_| Refusal::NotALeaf(n))?;
        if let Some(hash) = withheld(text) {
            self.withheld += 1;
            return if self.region.is_some() { Ok(hash) } else { Err(Refusal::Withheld(n)) };
        }
        let says = place(text).ok_or(Refusal::NotALeaf(n))?;
        if says != n {
            return Err(Refusal::Place { line: n, says });
        }
        let of_the_log = text.contains(r#""event":"log."#);
        if let Some(region) = self.region
            && !of_the_log
            && !text.contains(&format!(r#""region":"{region}""#))
        {
            return Err(Refusal::Elsewhere(n));
        }
        if of_the_log && let Some(key) = announced(text) {
            self.chain.announce(key);
        }
        Ok(leaf_hash(line))
    }
}

/// The hash of a leaf that is not there: a JSON string in base 64.
fn withheld(line: &str) -> Option<Hash> {
    let text = line.strip_prefix('"')?.strip_suffix('"')?;
    STANDARD.decode(text).ok()?.try_into().ok()
}

/// The place that a leaf says. Nothing before it in a leaf can hold these characters: only codes, identifiers and digests.
fn place(line: &str) -> Option<u64> {
    if !line.starts_with('{') {
        return None;
    }
    let (_, rest) = line.split_once(r#","n":"#)?;
    rest.split_once(',')?.0.parse().ok()
}

/// The key that a leaf announces.
fn announced(line: &str) -> Option<Digest> {
    let leaf: serde_json::Value = serde_json::from_str(line).ok()?;
    let announces = leaf.get("event")?.as_str()? == "log.key_changed";
    let key = leaf.get("subject")?.get("id")?.as_str()?;
    Digest::parse(key).ok().filter(|_| announces)
}

/// Verify the leaves of a dossier, a line each, by a line of proof for each, against one signed head. As [`verify_proof`] does for one.
///
/// # Errors
/// The rule that is broken.
pub fn verify_dossier(
    leaves: &str,
    proofs: &str,
    note: &Note,
    keys: &[VerifierKey],
    trusted: Option<&VerifierKey>,
) -> Result<Report, Refusal> {
    let keys = trusted.map_or_else(|| keys.to_vec(), |key| vec![key.clone()]);
    let head_of = |broken| Refusal::Head { size: 0, broken };
    let mut chain = Chain::of(&keys, verify).map_err(head_of)?;
    let head = chain.next(note).map_err(head_of)?;
    let (mut lines, mut ways) = (leaves.lines(), proofs.lines());
    let mut told = 0;
    loop {
        let (leaf, way) = match (lines.next(), ways.next()) {
            (None, None) => break,
            (Some(leaf), Some(way)) => (leaf, way),
            _ => return Err(Refusal::Unproven),
        };
        let n = place(leaf).ok_or(Refusal::NotALeaf(told))?;
        let (says, proof) = way_up(way).ok_or(Refusal::Unproven)?;
        if n != says {
            return Err(Refusal::Place { line: says, says: n });
        }
        let root =
            root_over(&leaf_hash(leaf.as_bytes()), n, head.size, &proof).map_err(|_| Refusal::Unproven)?;
        if root != head.root {
            return Err(Refusal::Unproven);
        }
        told += 1;
    }
    Ok(Report {
        origin: head.origin.as_str().to_owned(),
        size: head.size,
        root: STANDARD.encode(head.root),
        withheld: head.size - told,
        checkpoints: 1,
        vkey: chain.in_charge().map(ToString::to_string).unwrap_or_default(),
        trusted: trusted.is_some(),
    })
}

/// A line of proof: the place of a leaf, and the hashes beside its way up.
fn way_up(line: &str) -> Option<(u64, Vec<Hash>)> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    let hash = |text: &serde_json::Value| STANDARD.decode(text.as_str()?).ok()?.try_into().ok();
    let proof: Option<Vec<Hash>> = line.get("proof")?.as_array()?.iter().map(hash).collect();
    Some((line.get("n")?.as_u64()?, proof?))
}

/// Verify one leaf by its proof, with a key that is known from elsewhere. The head that it leads to.
///
/// # Errors
/// The rule that is broken.
pub fn verify_proof(bundle: &Bundle, leaf: &[u8], key: &VerifierKey) -> Result<Checkpoint, Refusal> {
    let keys = [key.clone()];
    let mut chain = Chain::of(&keys, verify).map_err(|broken| Refusal::Head { size: 0, broken })?;
    let head = chain.next(&bundle.note).map_err(|broken| Refusal::Head { size: 0, broken })?;
    let text = std::str::from_utf8(leaf).map_err(|_| Refusal::NotALeaf(bundle.index))?;
    let says = place(text).ok_or(Refusal::NotALeaf(bundle.index))?;
    if says != bundle.index {
        return Err(Refusal::Place { line: bundle.index, says });
    }
    bundle.leads_from(&leaf_hash(leaf)).map_err(|_| Refusal::Unproven)?;
    Ok(head)
}
