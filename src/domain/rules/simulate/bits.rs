//! A set of aanbieders as bits.
//! May import: nothing.

/// A set of numbers below a fixed size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bits(Vec<u64>);

const WIDTH: usize = 64;

impl Bits {
    /// Nobody, of this many.
    pub(super) fn none(size: usize) -> Self {
        Self(vec![0; size.div_ceil(WIDTH)])
    }

    pub(super) fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / WIDTH) {
            *word |= mask(number);
        }
    }

    pub(super) fn contains(&self, number: usize) -> bool {
        self.0.get(number / WIDTH).is_some_and(|word| word & mask(number) != 0)
    }

    /// Put everybody of another set in.
    pub(super) fn join(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Put in who is in both of these.
    pub(super) fn join_both(&mut self, one: &Self, other: &Self) {
        for ((word, one), other) in self.0.iter_mut().zip(&one.0).zip(&other.0) {
            *word |= one & other;
        }
    }

    /// Who is in this one and not in the other.
    pub(super) fn without(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(word, out)| word & !out).collect())
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| usize::try_from(word.count_ones()).unwrap_or(0)).sum()
    }

    /// The numbers in it, in order.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        let within = |word: u64| (0..WIDTH).filter(move |bit| word & mask(*bit) != 0);
        self.0.iter().enumerate().flat_map(move |(place, word)| {
            within(*word).map(move |bit| place.saturating_mul(WIDTH).saturating_add(bit))
        })
    }
}

fn mask(number: usize) -> u64 {
    1_u64.checked_shl(u32::try_from(number % WIDTH).unwrap_or(0)).unwrap_or(0)
}
