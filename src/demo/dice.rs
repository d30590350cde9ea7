//! Choices that look like chance and are the same every time.
//! May import: std.

/// A row of numbers that follows from its seed (splitmix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The row of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `sides`; 0 when there are none.
    pub fn below(&mut self, sides: usize) -> usize {
        let sides = u64::try_from(sides).unwrap_or(u64::MAX);
        usize::try_from(self.next().checked_rem(sides).unwrap_or(0)).unwrap_or(0)
    }

    /// Between two numbers, both included.
    pub fn between(&mut self, least: i32, most: i32) -> i32 {
        let span = usize::try_from(most.saturating_sub(least)).unwrap_or(0);
        least.saturating_add(i32::try_from(self.below(span.saturating_add(1))).unwrap_or(0))
    }

    /// True this many times in a hundred.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// One of these.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let place = self.below(all.len());
        all.get(place)
    }

    /// This many of these, in their own order.
    pub fn some_of<T: Clone>(&mut self, all: &[T], count: usize) -> Vec<T> {
        let mut left = count.min(all.len());
        let mut chosen = Vec::new();
        for (place, one) in all.iter().enumerate() {
            if self.below(all.len() - place) < left {
                chosen.push(one.clone());
                left -= 1;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_and_a_selection_has_the_asked_size() {
        let (mut one, mut two) = (Dice::new(7), Dice::new(7));
        let all: Vec<usize> = (0..30).collect();
        for count in 0..30 {
            let chosen = one.some_of(&all, count);
            assert_eq!(chosen, two.some_of(&all, count));
            assert_eq!(chosen.len(), count);
            assert!(chosen.is_sorted());
        }
        assert_eq!(one.below(0), 0);
    }
}
