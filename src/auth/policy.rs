//! What a password must be: long, not known, not about its owner. Nothing about capitals or signs (NIST SP 800-63B-4 §3.1.1).
//! May import: std.

/// The fewest characters.
pub const SHORTEST: usize = 12;
/// The most characters: more only costs time.
pub const LONGEST: usize = 200;

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Under twelve characters.
    #[error("too short")]
    TooShort,
    /// Over two hundred characters.
    #[error("too long")]
    TooLong,
    /// The mail address, or the name before its at sign with a little around it.
    #[error("contains the mail address")]
    AboutYou,
    /// A word or row that everyone tries first.
    #[error("too well known")]
    WellKnown,
}

/// What people choose when twelve characters are asked; compared after folding case and dropping digits and signs at both ends.
const WELL_KNOWN: &[&str] = &[
    "wachtwoord",
    "welkom",
    "password",
    "passw0rd",
    "geheim",
    "openhuis",
    "gemeente",
    "qwerty",
    "qwertyuiop",
    "azerty",
    "letmein",
    "admin",
    "administrator",
    "iloveyou",
    "ikhouvanjou",
    "voorjaar",
    "zomer",
    "herfst",
    "winter",
    "lente",
    "januari",
    "februari",
    "maart",
    "april",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "amsterdam",
    "rotterdam",
    "nederland",
    "feyenoord",
    "inloggen",
    "zorgaanbieder",
];

/// Check a new password against the account's mail address.
///
/// # Errors
/// [`WeakPassword`] names the first thing that is wrong.
pub fn check(password: &str, mail: &str) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(WeakPassword::TooShort);
    }
    if length > LONGEST {
        return Err(WeakPassword::TooLong);
    }
    let folded = password.to_lowercase();
    let mail = mail.to_lowercase();
    let name = mail.split('@').next().unwrap_or_default();
    let mostly_name = name.chars().count() >= 4
        && folded.contains(name)
        && length.saturating_sub(name.chars().count()) <= SHORTEST / 2;
    if folded.contains(&mail) || mostly_name {
        return Err(WeakPassword::AboutYou);
    }
    if is_well_known(&folded) { Err(WeakPassword::WellKnown) } else { Ok(()) }
}

fn is_well_known(folded: &str) -> bool {
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    let distinct = folded.chars().collect::<std::collections::BTreeSet<_>>().len();
    let twice = |word: &str| core.len() == 2 * word.len() && core == word.repeat(2);
    core.is_empty() && distinct < 10
        || distinct < 5
        || WELL_KNOWN.iter().any(|word| core == *word || twice(word))
        || is_run(folded)
}

/// Characters that follow each other on the keyboard or in the alphabet, such as `123456789012` and `abcdefghijkl`.
fn is_run(folded: &str) -> bool {
    const ROWS: [&str; 3] =
        ["01234567890123456789", "abcdefghijklmnopqrstuvwxyzabcdef", "qwertyuiopasdfghjklzxcvbnm"];
    ROWS.iter().any(|row| row.contains(folded) || row.chars().rev().collect::<String>().contains(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_a_password_without_capitals_digits_or_signs() {
        assert_eq!(check("drie blauwe fietsen in de sloot", "a@zorg.example"), Ok(()));
    }

    #[test]
    fn short_known_and_personal_passwords_are_refused() {
        let weak = |password: &str| check(password, "jansen@zorg.example").unwrap_err();
        assert_eq!(weak("Kort!1"), WeakPassword::TooShort);
        assert_eq!(weak(&"x7 ".repeat(80)), WeakPassword::TooLong);
        assert_eq!(weak("jansen@zorg.example"), WeakPassword::AboutYou);
        assert_eq!(weak("Jansen-2026!"), WeakPassword::AboutYou);
        for known in [
            "Welkom2026!!",
            "123456789012",
            "aaaaaaaaaaaa",
            "abcdefghijkl",
            "WachtwoordWachtwoord1",
            "qwertyuiopas",
        ] {
            assert_eq!(weak(known), WeakPassword::WellKnown, "{known}");
        }
    }
}
