//! The outcomes of everybody on one thing.
//! May import: rules.

use super::super::outcome::Outcome;
use super::bits::Bits;

/// Who gets at least this outcome, for each outcome above *voldoet niet*: each set lies within the one before. So the least of two outcomes,
/// which *alle* asks for, is what the sets share, and the greatest, for *een van*, is what is in either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcomes {
    /// Who does not fail.
    pub(super) standing: Bits,
    /// Of them, who nothing is missing of.
    pub(super) known: Bits,
    /// Of them, whom no person needs to judge.
    pub(super) met: Bits,
}

impl Outcomes {
    /// The same outcome for all of these; everybody else fails.
    pub(super) fn same(who: &Bits, outcome: Outcome) -> Self {
        let from = |least| if outcome >= least { who.clone() } else { Bits::default() };
        Self { standing: from(Outcome::Unknown), known: from(Outcome::Judge), met: from(Outcome::Met) }
    }

    /// Of a question: who gave an answer that counts, and whose answer passes.
    pub(super) fn answered(everybody: &Bits, answered: &Bits, passing: &Bits) -> Self {
        let met = answered.and(passing);
        let mut standing = everybody.without(answered);
        standing.join(&met);
        Self { standing, known: met.clone(), met }
    }

    /// Give somebody an outcome.
    pub(super) fn set(&mut self, number: usize, outcome: Outcome) {
        for (set, least) in [
            (&mut self.standing, Outcome::Unknown),
            (&mut self.known, Outcome::Judge),
            (&mut self.met, Outcome::Met),
        ] {
            if outcome >= least { set.insert(number) } else { set.remove(number) }
        }
    }

    /// The least of two.
    pub(super) fn all(self, other: &Self) -> Self {
        Self {
            standing: self.standing.and(&other.standing),
            known: self.known.and(&other.known),
            met: self.met.and(&other.met),
        }
    }

    /// The greatest of two.
    pub(super) fn any(mut self, other: &Self) -> Self {
        self.standing.join(&other.standing);
        self.known.join(&other.known);
        self.met.join(&other.met);
        self
    }

    /// The outcome of one aanbieder.
    #[cfg(test)]
    pub(super) fn of(&self, number: usize) -> Outcome {
        let steps =
            [(&self.met, Outcome::Met), (&self.known, Outcome::Judge), (&self.standing, Outcome::Unknown)];
        let found = steps.into_iter().find(|(set, _)| set.contains(number));
        found.map_or(Outcome::NotMet, |(_, outcome)| outcome)
    }
}
