//! When nobody could send anything in: the times that no process of the portal says it was at work.
//! May import: std, chrono, serde.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A process that can take submissions says so every so many seconds.
pub const BEAT_SECONDS: u64 = 10;
/// Silence of more seconds than this is an outage: two beats may be late.
pub const SILENCE_SECONDS: i64 = 30;

/// A time in which a process said again and again that it could take submissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// The first time.
    pub from: DateTime<Utc>,
    /// The last time.
    pub until: DateTime<Utc>,
}

/// A time in which no process said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// The last sign of life before it.
    pub from: DateTime<Utc>,
    /// The first one after it, or as far as one looks.
    pub until: DateTime<Utc>,
}

/// The outages between two moments. Of the time before the first spell nothing is known, so it holds none.
#[must_use]
pub fn outages(mut spells: Vec<Spell>, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Outage> {
    spells.sort_by_key(|spell| (spell.from, spell.until));
    let mut found = Vec::new();
    let mut silent_since: Option<DateTime<Utc>> = None;
    // What lies beyond the last spell is silence too.
    let end = Spell { from: until, until };
    for spell in spells.into_iter().filter(|spell| spell.from <= until).chain([end]) {
        if let Some(since) = silent_since
            && spell.from - since > TimeDelta::seconds(SILENCE_SECONDS)
            && spell.from > from
        {
            found.push(Outage { from: since.max(from), until: spell.from });
        }
        silent_since = silent_since.max(Some(spell.until));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap()
    }

    /// The outages between 0 and 1000 of these spells.
    fn found(spells: &[(i64, i64)]) -> Vec<(i64, i64)> {
        let spells =
            spells.iter().map(|(from, until)| Spell { from: at(*from), until: at(*until) }).collect();
        let seconds = |moment: DateTime<Utc>| (moment - at(0)).num_seconds();
        outages(spells, at(0), at(1000)).iter().map(|one| (seconds(one.from), seconds(one.until))).collect()
    }

    #[test]
    fn a_silence_between_two_spells_is_an_outage_and_two_late_beats_are_not() {
        assert_eq!(found(&[(-100, 200), (230, 990)]), []);
        assert_eq!(found(&[(-100, 200), (231, 990)]), [(200, 231)]);
    }

    #[test]
    fn while_one_of_two_processes_is_at_work_there_is_no_outage() {
        assert_eq!(found(&[(-100, 300), (700, 990), (250, 720)]), []);
        assert_eq!(found(&[(-100, 300), (700, 990), (250, 500)]), [(500, 700)]);
    }

    #[test]
    fn only_what_lies_between_the_moments_counts_and_nothing_is_claimed_of_before_the_first_spell() {
        assert_eq!(found(&[(-500, -200), (100, 990)]), [(0, 100)]);
        assert_eq!(found(&[(-500, -400), (-300, 990)]), []);
        assert_eq!(found(&[(400, 990)]), []);
        assert_eq!(found(&[]), []);
        assert_eq!(found(&[(-100, 600), (1200, 1300)]), [(600, 1000)]);
    }
}
