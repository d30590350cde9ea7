//! Spreading the open work of a team: as even as it can be without giving anybody work that is not theirs to judge, with few moves.
//! May import: ids.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{ApplicationId, UserId};

/// One application that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Which.
    pub application: ApplicationId,
    /// Whose work it is now.
    pub holder: Option<UserId>,
    /// Whether the holder has begun to judge: then it stays.
    pub begun: bool,
    /// Who cannot judge it.
    pub barred: BTreeSet<UserId>,
}

/// One application that would become somebody else's work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Which.
    pub application: ApplicationId,
    /// Whose work it is now.
    pub from: Option<UserId>,
    /// Whose it would be.
    pub to: UserId,
}

/// What would be moved so that everybody has as much as the others, as far as who may judge what allows. Work of nobody, or of somebody who
/// is not there, is given out first, what stands first in the list first; then work that nobody began goes from who has most to who has least.
#[must_use]
pub fn spread(people: &BTreeSet<UserId>, work: &[Work]) -> Vec<Move> {
    let mut holders: Vec<Option<&UserId>> =
        work.iter().map(|one| one.holder.as_ref().filter(|holder| people.contains(*holder))).collect();
    let mut loads: BTreeMap<&UserId, usize> = people.iter().map(|one| (one, 0)).collect();
    for holder in holders.iter().flatten() {
        *loads.entry(holder).or_default() += 1;
    }
    for (one, holder) in work.iter().zip(&mut holders).filter(|(_, holder)| holder.is_none()) {
        let least =
            loads.iter().filter(|(who, _)| !one.barred.contains(**who)).min_by_key(|(_, load)| **load);
        if let Some(who) = least.map(|(who, _)| *who) {
            *holder = Some(who);
            *loads.entry(who).or_default() += 1;
        }
    }
    while let Some((place, to)) = next(work, &holders, &loads) {
        let Some(holder) = holders.get_mut(place) else { break };
        if let Some(from) = holder.replace(to) {
            loads.entry(from).and_modify(|load| *load = load.saturating_sub(1));
        }
        *loads.entry(to).or_default() += 1;
    }
    let moved = |(one, holder): (&Work, Option<&UserId>)| {
        let to = holder.filter(|to| one.holder.as_ref() != Some(*to))?.clone();
        Some(Move { application: one.application.clone(), from: one.holder.clone(), to })
    };
    work.iter().zip(holders).filter_map(moved).collect()
}

/// The move that evens out most: the last piece of somebody that another with at least two fewer may judge.
fn next<'a>(
    work: &[Work],
    holders: &[Option<&'a UserId>],
    loads: &BTreeMap<&'a UserId, usize>,
) -> Option<(usize, &'a UserId)> {
    let mut best: Option<(usize, usize, &UserId)> = None;
    for (place, (one, holder)) in work.iter().zip(holders).enumerate().rev() {
        let Some(from) = holder.filter(|_| !one.begun || one.holder.as_ref() != *holder) else { continue };
        let has = loads.get(from).copied().unwrap_or_default();
        for (to, load) in loads.iter().filter(|(to, _)| !one.barred.contains(**to)) {
            let gain = has.saturating_sub(*load);
            if gain >= 2 && best.is_none_or(|(known, _, _)| gain > known) {
                best = Some((gain, place, to));
            }
        }
    }
    best.map(|(_, place, to)| (place, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;
    use proptest::prelude::*;

    fn id<K>(n: usize) -> Id<K> {
        Id::parse(&format!("00000000-0000-7000-8000-{n:012x}")).unwrap()
    }

    fn team(count: usize) -> BTreeSet<UserId> {
        (1..=count).map(id).collect()
    }

    fn work(n: usize, holder: Option<usize>, begun: bool, barred: &[usize]) -> Work {
        let barred = barred.iter().map(|who| id(*who)).collect();
        Work { application: id(100 + n), holder: holder.map(id), begun, barred }
    }

    fn loads(people: &BTreeSet<UserId>, all: &[Work], moves: &[Move]) -> Vec<usize> {
        let holder = |one: &Work| {
            let moved = moves.iter().find(|each| each.application == one.application);
            moved.map(|each| each.to.clone()).or(one.holder.clone())
        };
        people.iter().map(|who| all.iter().filter(|one| holder(one).as_ref() == Some(who)).count()).collect()
    }

    #[test]
    fn what_nobody_has_is_given_to_who_has_least() {
        let all = [work(1, Some(1), true, &[]), work(2, None, false, &[]), work(3, None, false, &[])];
        let moves = spread(&team(3), &all);
        assert_eq!(loads(&team(3), &all, &moves), [1, 1, 1]);
        assert!(moves.iter().all(|one| one.from.is_none()));
    }

    #[test]
    fn what_somebody_began_stays_and_a_tie_is_respected() {
        let begun: Vec<Work> = (0..4).map(|n| work(n, Some(1), true, &[])).collect();
        assert_eq!(spread(&team(2), &begun), []);
        let tied: Vec<Work> = (0..4).map(|n| work(n, Some(1), false, &[2])).collect();
        let moves = spread(&team(3), &tied);
        assert_eq!(loads(&team(3), &tied, &moves), [2, 0, 2]);
    }

    #[test]
    fn who_is_not_there_keeps_nothing_that_another_may_judge() {
        let all = [work(1, Some(9), false, &[1]), work(2, Some(9), true, &[1, 2])];
        let moves = spread(&team(2), &all);
        assert_eq!(moves, [Move { application: id(101), from: Some(id(9)), to: id(2) }]);
    }

    #[test]
    fn an_even_team_is_left_alone() {
        let all = [work(1, Some(1), false, &[]), work(2, Some(2), false, &[]), work(3, Some(2), false, &[])];
        assert_eq!(spread(&team(2), &all), []);
        assert_eq!(spread(&BTreeSet::new(), &all), []);
    }

    proptest! {
        #[test]
        fn nobody_is_given_what_is_barred_and_no_further_move_would_help(
            people in 1_usize..6,
            told in proptest::collection::vec((0_usize..8, any::<bool>(), proptest::collection::vec(1_usize..6, 0..4)), 0..24),
        ) {
            let people = team(people);
            let all: Vec<Work> = told.iter().enumerate()
                .map(|(n, (holder, begun, barred))| {
                    let holder = Some(*holder).filter(|holder| *holder > 0 && !barred.contains(holder));
                    work(n, holder, *begun, barred)
                })
                .collect();
            let moves = spread(&people, &all);
            for one in &moves {
                let piece = all.iter().find(|piece| piece.application == one.application).unwrap();
                prop_assert!(!piece.barred.contains(&one.to) && people.contains(&one.to));
                let there = one.from.as_ref().is_some_and(|from| people.contains(from));
                prop_assert!(!(piece.begun && there), "begun work of somebody who is there stays");
                prop_assert_ne!(one.from.as_ref(), Some(&one.to));
            }
            let after = loads(&people, &all, &moves);
            let load = |who: &UserId| people.iter().position(|one| one == who).map(|place| after[place]);
            for piece in &all {
                let moved = moves.iter().find(|one| one.application == piece.application);
                let holder = moved.map(|one| one.to.clone()).or(piece.holder.clone());
                let Some(has) = holder.as_ref().and_then(load) else { continue };
                if piece.begun && moved.is_none() { continue }
                for who in people.iter().filter(|who| !piece.barred.contains(*who)) {
                    prop_assert!(has < load(who).unwrap() + 2, "{piece:?} could still go to {who}");
                }
            }
            // The same question has the same answer.
            prop_assert_eq!(spread(&people, &all), moves);
        }
    }
}
