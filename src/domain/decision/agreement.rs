//! How far two people who judged without each other agree about a requirement: Cohen's kappa, in basis points.
//!
//! J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960), 37–46.
//! May import: decision::{assessment, outcome, review}, ids, policy_code, std.

use std::collections::{BTreeMap, BTreeSet};

use super::assessment::{Assessment, Said, counting};
use super::outcome::Judgement;
use super::review::Panel;
use crate::ids::{LotApplicationId, UserId};
use crate::policy_code::RequirementCode;

/// Pairs below this number are told as few: a share of them would say more than is known (DESIGN 13).
pub const FEW: u32 = 5;
/// A hundred per cent.
const WHOLE: i64 = 10_000;

/// Pairs of judgements about one requirement, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pairs {
    /// Both found that it is met.
    pub both_met: u32,
    /// Both found that it is not.
    pub both_not: u32,
    /// The first found that it is met, the second that it is not.
    pub only_first: u32,
    /// The other way round.
    pub only_second: u32,
}

impl Pairs {
    /// Count one pair.
    pub fn add(&mut self, first: Said, second: Said) {
        let count = match (first, second) {
            (Said::Met, Said::Met) => &mut self.both_met,
            (Said::NotMet, Said::NotMet) => &mut self.both_not,
            (Said::Met, Said::NotMet) => &mut self.only_first,
            (Said::NotMet, Said::Met) => &mut self.only_second,
        };
        *count = count.saturating_add(1);
    }

    /// How many pairs.
    #[must_use]
    pub fn all(self) -> u32 {
        self.agreed().saturating_add(self.differed())
    }

    /// In how many they found the same.
    #[must_use]
    pub fn agreed(self) -> u32 {
        self.both_met.saturating_add(self.both_not)
    }

    /// In how many they did not.
    #[must_use]
    pub fn differed(self) -> u32 {
        self.only_first.saturating_add(self.only_second)
    }

    /// Kappa in basis points, to the nearest: 10,000 is agreement in all, 0 as much as chance gives, below 0 less. None with fewer than [`FEW`]
    /// pairs, and where both always said the same one thing: then chance alone would agree as well.
    #[must_use]
    pub fn kappa(self) -> Option<i64> {
        if self.all() < FEW {
            return None;
        }
        let [a, b, c, d] = [self.both_met, self.only_first, self.only_second, self.both_not].map(i128::from);
        let all = a + b + c + d;
        // n² times what chance gives, and what is seen: the share above chance of what chance leaves.
        let chance = (a + b) * (a + c) + (c + d) * (b + d);
        let (above, left) = (all * (a + d) - chance, all * all - chance);
        (left != 0).then(|| i64::try_from(nearest(above * i128::from(WHOLE), left)).unwrap_or(WHOLE))
    }
}

/// The requirements about which people still differ, by the last word of each about the same part of the same lot. Where there is a moderator
/// who said what it is, it is settled.
#[must_use]
pub fn differing(panel: Panel, said: &[Assessment], lots: &[LotApplicationId]) -> BTreeSet<RequirementCode> {
    let mut of_each: BTreeMap<&UserId, Vec<Assessment>> = BTreeMap::new();
    for one in said {
        of_each.entry(&one.by).or_default().push(one.clone());
    }
    let differ = |one: &Assessment| {
        lots.iter().any(|lot| {
            let about = (&one.requirement, one.member.as_ref());
            let words: Vec<bool> = of_each
                .values()
                .filter_map(|own| counting(own, about, lot))
                .map(|one| matches!(one.judgement, Judgement::NotMet { .. }))
                .collect();
            let settled = match panel {
                Panel::One => true,
                Panel::TwoBlind => false,
                Panel::TwoAndModerator => words.len() > 2,
            };
            !settled && words.contains(&true) && words.contains(&false)
        })
    };
    said.iter().filter(|one| differ(one)).map(|one| one.requirement.clone()).collect()
}

/// The nearest whole number to a quotient; half goes away from zero. The divisor is above zero.
fn nearest(dividend: i128, divisor: i128) -> i128 {
    let half = if dividend < 0 { -divisor } else { divisor };
    (2 * dividend + half) / (2 * divisor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy_code::ReasonCode;
    use crate::testing::{at, because, id};
    use proptest::prelude::*;

    /// What somebody found of GES-01, about one lot or about all.
    fn found(by: usize, lot: Option<usize>, met: bool, minute: usize) -> Assessment {
        let reason = ReasonCode::parse("AFW-01").unwrap();
        Assessment {
            id: id(minute),
            requirement: RequirementCode::parse("GES-01").unwrap(),
            member: None,
            lot: lot.map(id),
            judgement: if met { Judgement::Met } else { Judgement::NotMet { motivation: because(), reason } },
            points: Vec::new(),
            differs: None,
            by: id(by),
            at: at(&format!("2026-10-01T10:0{minute}:00Z")),
        }
    }

    #[test]
    fn two_differ_by_their_last_word_about_any_lot() {
        let differ = |said: &[Assessment]| !differing(Panel::TwoBlind, said, &[id(7), id(8)]).is_empty();
        assert!(!differ(&[found(1, None, true, 0), found(2, None, true, 1)]));
        assert!(differ(&[found(1, None, true, 0), found(2, None, false, 1)]));
        assert!(!differ(&[found(1, None, true, 0), found(2, None, false, 1), found(2, None, true, 2)]));
        // About one lot otherwise, and about a lot that was taken back.
        assert!(differ(&[found(1, None, true, 0), found(1, Some(8), false, 1), found(2, None, true, 2)]));
        assert!(!differ(&[found(1, None, true, 0), found(1, Some(9), false, 1), found(2, None, true, 2)]));
        // One alone differs from nobody.
        assert!(!differ(&[found(1, None, true, 0), found(1, None, false, 1)]));
    }

    #[test]
    fn a_moderator_settles_it_and_without_one_everybody_must_agree() {
        let said = [found(1, None, true, 0), found(2, None, false, 1), found(3, None, false, 2)];
        let open = |panel, said: &[Assessment]| differing(panel, said, &[id(7)]).len();
        assert_eq!(open(Panel::TwoAndModerator, &said[..2]), 1);
        assert_eq!(open(Panel::TwoAndModerator, &said), 0);
        assert_eq!(open(Panel::TwoBlind, &said), 1);
        assert_eq!(open(Panel::One, &said), 0);
    }

    fn pairs(both_met: u32, only_first: u32, only_second: u32, both_not: u32) -> Pairs {
        Pairs { both_met, both_not, only_first, only_second }
    }

    #[test]
    fn kappa_is_that_of_worked_examples() {
        // Fifty applications for a grant; po = 0.70, pe = 0.50.
        assert_eq!(pairs(20, 5, 10, 15).kappa(), Some(4_000));
        // The same share of agreement with other totals: (0.6 - 0.54) / 0.46 and (0.6 - 0.46) / 0.54.
        assert_eq!(pairs(45, 15, 25, 15).kappa(), Some(1_304));
        assert_eq!(pairs(25, 35, 5, 35).kappa(), Some(2_593));
        assert_eq!(pairs(5, 0, 0, 5).kappa(), Some(10_000));
        assert_eq!(pairs(0, 5, 5, 0).kappa(), Some(-10_000));
        assert_eq!(pairs(1, 1, 1, 2).kappa(), Some(1_667));
    }

    #[test]
    fn of_few_pairs_or_of_one_answer_only_nothing_is_told() {
        assert_eq!(pairs(2, 1, 0, 1).kappa(), None);
        assert_eq!(pairs(12, 0, 0, 0).kappa(), None);
        assert_eq!(Pairs::default().kappa(), None);
    }

    #[test]
    fn a_pair_counts_where_it_belongs() {
        let mut counted = Pairs::default();
        for (first, second) in
            [(Said::Met, Said::NotMet), (Said::NotMet, Said::NotMet), (Said::Met, Said::NotMet)]
        {
            counted.add(first, second);
        }
        assert_eq!(counted, pairs(0, 2, 0, 1));
        assert_eq!((counted.all(), counted.agreed(), counted.differed()), (3, 1, 2));
    }

    proptest! {
        #[test]
        fn kappa_lies_between_its_ends_and_does_not_ask_who_was_first(a in 0_u32..5_000, b in 0_u32..5_000, c in 0_u32..5_000, d in 0_u32..5_000) {
            let kappa = pairs(a, b, c, d).kappa();
            prop_assert_eq!(kappa, pairs(a, c, b, d).kappa());
            prop_assert_eq!(kappa, pairs(d, b, c, a).kappa());
            if let Some(kappa) = kappa {
                prop_assert!((-WHOLE..=WHOLE).contains(&kappa), "{kappa}");
                prop_assert_eq!(kappa == WHOLE, b + c == 0);
            }
        }
    }
}
