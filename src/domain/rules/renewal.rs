//! Of which bewijsstukken a newer one is asked of who is admitted already: those that its eisen want and that soon expire, each once.
//! May import: ids, policy_code, reminder.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::wanted::Wanted;
use crate::ids::EvidenceId;
use crate::policy_code::{EvidenceKindCode, RequirementCode};
use crate::reminder::renewal_is_due;

/// A bewijsstuk of an aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its identifier.
    pub id: EvidenceId,
    /// What it is.
    pub kind: EvidenceKindCode,
    /// The last day on which it counts; `None` where it does not end by itself.
    pub ends_on: Option<NaiveDate>,
    /// Whether the region has it: it came with an application or on a request.
    pub came: bool,
    /// Whether it is in the vault now.
    pub present: bool,
}

/// What was asked before of the same aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// About these kinds.
    pub kinds: BTreeSet<EvidenceKindCode>,
    /// Whether somebody still has to do something.
    pub open: bool,
    /// Where it was about a paper that would expire: its last day.
    pub renewed: Option<NaiveDate>,
}

/// A newer bewijsstuk to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The kind.
    pub kind: EvidenceKindCode,
    /// The eis that wants it.
    pub by: RequirementCode,
    /// The last day of the one that the region relies on.
    pub until: NaiveDate,
    /// The newer one that is in the vault already; then nothing needs to be sent.
    pub newer: Option<EvidenceId>,
}

/// What to ask today, each kind once, by kind. The region relies on the paper that came to it, and where none did on the one in the vault.
/// Nothing is asked while something is asked about the same kind, nothing again about the same last day, and nothing where the eis is met
/// by something else that counts longer.
#[must_use]
pub fn renewals(wanted: &[Wanted], papers: &[Paper], before: &[Before], today: NaiveDate) -> Vec<Renewal> {
    let mut found: Vec<Renewal> = Vec::new();
    for one in wanted {
        if found.iter().any(|known| known.kind == one.kind) {
            continue;
        }
        let Some(until) = relied_on(papers, &one.kind).filter(|until| renewal_is_due(*until, today)) else {
            continue;
        };
        let asked = before.iter().filter(|request| request.kinds.contains(&one.kind));
        if asked.into_iter().any(|request| request.open || request.renewed.is_some_and(|day| day >= until)) {
            continue;
        }
        let lasts = |paper: &&Paper| paper.present && paper.ends_on.is_none_or(|end| end > until);
        if papers.iter().filter(lasts).any(|paper| one.instead.contains(&paper.kind)) {
            continue;
        }
        let newer = papers.iter().filter(lasts).filter(|paper| paper.kind == one.kind);
        let newer = newer.max_by_key(|paper| (paper.ends_on, paper.id.clone())).map(|paper| paper.id.clone());
        found.push(Renewal { kind: one.kind.clone(), by: one.by.clone(), until, newer });
    }
    found.sort_by(|one, other| one.kind.cmp(&other.kind));
    found
}

/// The last day of the paper of a kind that the region relies on.
fn relied_on(papers: &[Paper], kind: &EvidenceKindCode) -> Option<NaiveDate> {
    let last = |came: bool| {
        let of_kind = papers.iter().filter(|paper| paper.kind == *kind);
        of_kind
            .filter(|paper| if came { paper.came } else { paper.present })
            .filter_map(|paper| paper.ends_on)
            .max()
    };
    last(true).or_else(|| last(false))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::policy_code::PolicyCode;
    use crate::testing::id;

    fn kind(code: &str) -> EvidenceKindCode {
        PolicyCode::parse(code).unwrap()
    }

    fn day(number: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + chrono::Days::new(number)
    }

    fn wants(code: &str, instead: &[&str]) -> Wanted {
        Wanted {
            by: PolicyCode::parse("KWA-01").unwrap(),
            hard: true,
            due: true,
            kind: kind(code),
            instead: instead.iter().map(|one| kind(one)).collect(),
        }
    }

    fn paper(number: usize, code: &str, end: Option<u64>, came: bool) -> Paper {
        Paper { id: id(number), kind: kind(code), ends_on: end.map(day), came, present: true }
    }

    fn open(code: &str) -> Before {
        Before { kinds: [kind(code)].into(), open: true, renewed: None }
    }

    #[test]
    fn what_the_region_relies_on_is_asked_anew_and_a_newer_one_in_the_vault_is_enough() {
        let wanted = [wants("polis", &[])];
        let of = |papers: &[Paper], today: u64| renewals(&wanted, papers, &[], day(today));
        let came = paper(1, "polis", Some(100), true);
        assert!(of(std::slice::from_ref(&came), 9).is_empty(), "more than ninety days ahead");
        assert!(
            matches!(&of(std::slice::from_ref(&came), 10)[..], [one] if one.until == day(100) && one.newer.is_none())
        );
        let newer = paper(2, "polis", Some(400), false);
        assert!(matches!(&of(&[came.clone(), newer.clone()], 10)[..], [one] if one.newer == Some(id(2))));
        let gone = Paper { present: false, ..newer };
        assert!(
            matches!(&of(&[came, gone], 10)[..], [one] if one.newer.is_none()),
            "it was taken out of the vault"
        );
        assert!(matches!(&of(&[paper(3, "polis", Some(50), false)], 10)[..], [one] if one.until == day(50)));
        assert!(of(&[paper(4, "polis", None, true), paper(5, "ander", Some(20), true)], 10).is_empty());
    }

    #[test]
    fn what_is_asked_already_or_was_settled_or_is_met_by_something_else_is_not_asked() {
        let papers = [paper(1, "polis", Some(50), true)];
        let asked = |wanted: &[Wanted], papers: &[Paper], before: &[Before]| {
            !renewals(wanted, papers, before, day(10)).is_empty()
        };
        let wanted = [wants("polis", &["handboek"])];
        assert!(asked(&wanted, &papers, &[open("ander")]));
        assert!(!asked(&wanted, &papers, &[open("polis")]));
        let settled = |until: u64| Before { open: false, renewed: Some(day(until)), ..open("polis") };
        assert!(!asked(&wanted, &papers, &[settled(50)]), "about the same last day");
        assert!(asked(&wanted, &papers, &[settled(49)]), "about an older one");
        let mut both = papers.to_vec();
        both.push(paper(2, "handboek", None, false));
        assert!(!asked(&wanted, &both, &[]), "something else that has no end");
        let twice = [wants("polis", &["handboek"]), wants("polis", &[])];
        assert!(asked(&twice, &both, &[]), "another eis takes nothing else");
        assert_eq!(renewals(&[wants("polis", &[]), wants("polis", &[])], &papers, &[], day(10)).len(), 1);
    }

    proptest! {
        /// Day after day, whatever is in the vault and on whichever days somebody looks: about one last day of one kind there is one
        /// question, never while another is open, and never sooner than ninety days ahead or after the end.
        #[test]
        fn the_same_is_never_asked_twice(
            ends in prop::collection::vec((0u64..2, 0u64..400, any::<bool>()), 0..6),
            looked in prop::collection::btree_set(0u64..500, 0..60),
            settles in prop::collection::vec(any::<bool>(), 60),
        ) {
            let codes = ["polis", "certificaat"];
            let papers: Vec<Paper> = (1usize..)
                .zip(&ends)
                .map(|(number, (which, end, came))| paper(number, codes[usize::try_from(*which).unwrap()], Some(*end), *came))
                .collect();
            let wanted = codes.map(|code| wants(code, &[]));
            let mut before: Vec<Before> = Vec::new();
            for (today, settle) in looked.into_iter().zip(settles) {
                for one in renewals(&wanted, &papers, &before, day(today)) {
                    prop_assert!(day(today) <= one.until && one.until <= day(today + 90));
                    prop_assert!(!before.iter().any(|old| old.kinds.contains(&one.kind) && (old.open || old.renewed == Some(one.until))));
                    before.push(Before { kinds: [one.kind].into(), open: true, renewed: Some(one.until) });
                }
                if settle {
                    before.iter_mut().for_each(|one| one.open = false);
                }
            }
        }
    }
}
