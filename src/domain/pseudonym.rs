//! Names for aanbieders that tell nothing about them: the same aanbieder has the same one as long as the key is the same.
//! May import: digest.

use crate::digest::Digest;

/// Letters and digits that nobody takes for another (Crockford's base 32).
const LETTERS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M',
    'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// `K7QM-3T9A`: forty bits of the HMAC of an identifier. Who does not have the key cannot find the identifier back.
#[must_use]
pub fn pseudonym(key: &[u8; 32], identifier: &str) -> String {
    let digest = Digest::keyed(key, identifier.as_bytes());
    let bits = digest.as_bytes().iter().take(5).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    let letter = |place: u32| {
        let five = usize::try_from((bits >> (35_u32.saturating_sub(place * 5))) & 31).unwrap_or_default();
        LETTERS.get(five).copied().unwrap_or('0')
    };
    let (first, second): (String, String) = ((0..4).map(letter).collect(), (4..8).map(letter).collect());
    format!("{first}-{second}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_key_gives_the_same_name_and_another_key_another() {
        let org = "00000000-0000-7000-8000-000000000001";
        let name = pseudonym(&[1; 32], org);
        assert_eq!(name, pseudonym(&[1; 32], org));
        assert_ne!(name, pseudonym(&[2; 32], org));
        assert_eq!(name.len(), 9);
        assert!(name.chars().all(|one| one == '-' || LETTERS.contains(&one)), "{name}");
    }

    #[test]
    fn thousands_of_aanbieders_have_names_of_their_own() {
        let names: BTreeSet<String> =
            (0..5_000).map(|number| pseudonym(&[7; 32], &number.to_string())).collect();
        assert_eq!(names.len(), 5_000);
    }
}
