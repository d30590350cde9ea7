//! A set of aanbieders as bits.
//! May import: nothing.

/// A set of numbers; it grows by what is put in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bits(Vec<u64>);

const WIDTH: usize = 64;

/// The bits of half a word.
#[expect(clippy::indexing_slicing, reason = "worked out when it is compiled")]
const HALF: [u32; 32] = {
    let mut bits = [1; 32];
    let mut place = 1;
    while place < bits.len() {
        bits[place] = bits[place - 1] << 1;
        place += 1;
    }
    bits
};

impl Bits {
    /// Everybody of this many.
    pub(super) fn everybody(count: usize) -> Self {
        let mut words = vec![u64::MAX; count / WIDTH];
        words.extend((!count.is_multiple_of(WIDTH)).then(|| bit(count).wrapping_sub(1)));
        Self(words)
    }

    /// The places of the items for which something holds.
    pub(super) fn of<T: Copy>(items: &[T], holds: impl Fn(T) -> bool) -> Self {
        let word = |part: &[T]| {
            let (low, high) = part.split_at(part.len().min(HALF.len()));
            u64::from(half(low, &holds)) | (u64::from(half(high, &holds)) << HALF.len())
        };
        let (whole, rest) = items.as_chunks::<WIDTH>();
        let last = (!rest.is_empty()).then(|| word(rest));
        Self(whole.iter().map(|part| word(part)).chain(last).collect())
    }

    pub(super) fn insert(&mut self, number: usize) {
        let place = number / WIDTH;
        if self.0.len() <= place {
            self.0.resize(place.saturating_add(1), 0);
        }
        if let Some(word) = self.0.get_mut(place) {
            *word |= bit(number);
        }
    }

    pub(super) fn remove(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / WIDTH) {
            *word &= !bit(number);
        }
    }

    pub(super) fn contains(&self, number: usize) -> bool {
        self.0.get(number / WIDTH).is_some_and(|word| word & bit(number) != 0)
    }

    /// Put everybody of another set in.
    pub(super) fn join(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Who is in both.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(word, other)| word & other).collect())
    }

    /// Who is in this one and not in the other.
    pub(super) fn without(&self, other: &Self) -> Self {
        let others = other.0.iter().chain(std::iter::repeat(&0));
        Self(self.0.iter().zip(others).map(|(word, out)| word & !out).collect())
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| usize::try_from(word.count_ones()).unwrap_or(0)).sum()
    }

    /// The numbers in it, in order.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            let first = place.saturating_mul(WIDTH);
            let rest = std::iter::successors(Some(*word), |rest| Some(rest & rest.wrapping_sub(1)));
            let places = rest.take_while(|rest| *rest != 0).map(u64::trailing_zeros);
            places.map(move |place| first.saturating_add(usize::try_from(place).unwrap_or(0)))
        })
    }
}

/// Half a word. An `or` of constants without a branch is what a compiler does four or more items at a time of, where it does not of a shift.
#[inline(always)]
fn half<T: Copy>(part: &[T], holds: impl Fn(T) -> bool) -> u32 {
    part.iter().zip(&HALF).fold(0, |word, (item, bit)| word | (u32::from(holds(*item)).wrapping_neg() & bit))
}

fn bit(number: usize) -> u64 {
    1_u64.checked_shl(u32::try_from(number % WIDTH).unwrap_or(0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn bits(numbers: &BTreeSet<usize>) -> Bits {
        numbers.iter().fold(Bits::default(), |mut set, number| {
            set.insert(*number);
            set
        })
    }

    fn numbers(bits: &Bits) -> BTreeSet<usize> {
        bits.numbers().collect()
    }

    proptest! {
        #[test]
        fn bits_are_a_set_of_numbers(
            one in proptest::collection::btree_set(0_usize..200, 0..90),
            other in proptest::collection::btree_set(0_usize..300, 0..90),
        ) {
            let (left, right) = (bits(&one), bits(&other));
            prop_assert_eq!(&numbers(&left), &one);
            prop_assert_eq!(left.count(), one.len());
            prop_assert!((0..300).all(|number| left.contains(number) == one.contains(&number)));
            prop_assert_eq!(numbers(&left.and(&right)), &one & &other);
            prop_assert_eq!(numbers(&left.without(&right)), &one - &other);
            prop_assert_eq!(numbers(&right.without(&left)), &other - &one);
            let (mut joined, mut less) = (left.clone(), left);
            joined.join(&right);
            prop_assert_eq!(numbers(&joined), &one | &other);
            other.iter().for_each(|number| less.remove(*number));
            prop_assert_eq!(numbers(&less), &one - &other);
        }

        #[test]
        fn bits_of_items_are_the_places_of_those_that_fit(items in proptest::collection::vec(any::<i64>(), 0..200)) {
            let fitting = (0..items.len()).filter(|place| items[*place] > 0).collect();
            prop_assert_eq!(numbers(&Bits::of(&items, |item| item > 0)), fitting);
            prop_assert_eq!(numbers(&Bits::everybody(items.len())), (0..items.len()).collect());
        }
    }
}
