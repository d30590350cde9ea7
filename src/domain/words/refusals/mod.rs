//! Why something is refused, in Dutch: what is the matter, and what to do now. Every refusal has its sentence.
//! May import: the rest of the domain.

mod admission;
mod amendment;
mod application;
mod bibob;
mod decision;
mod dispute;
mod investigation;
mod measure;
mod nota;
mod organisation;
mod signal;
mod supply;
mod windows;

/// A refusal that can be said to a person.
pub trait InDutch {
    /// One or two sentences at B1 level: why, and what to do.
    fn in_dutch(&self) -> String;
}

/// Codes of a regeling in a row: `a`, `a en b`, `a, b en c`.
fn row<T: ToString>(codes: &[T]) -> String {
    let texts: Vec<String> = codes.iter().map(ToString::to_string).collect();
    match texts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} en {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::at;
    use crate::windows::NotAccepted;

    #[test]
    fn who_is_too_late_reads_both_moments_to_the_second() {
        let (received_at, closes) = (at("2026-10-15T10:00:02Z"), at("2026-10-15T10:00:00Z"));
        let text = NotAccepted::TooLate { received_at, closes }.in_dutch();
        assert!(text.contains("15 oktober 2026 om 12:00:00 uur (UTC+02:00)"), "{text}");
        assert!(text.contains("15 oktober 2026 om 12:00:02 uur (UTC+02:00)"), "{text}");
    }

    #[test]
    fn a_step_from_the_wrong_state_says_what_is_the_matter_and_what_to_do() {
        use crate::application::State;
        use crate::code::Code;
        for from in State::ALL {
            let text = crate::application::Refusal::NotPossible { from: *from, step: "decide" }.in_dutch();
            assert!(text.matches(". ").count() + text.matches("? ").count() >= 1, "{text}");
            assert!(text.ends_with('.') && !text.contains("decide"), "{text}");
        }
        let same: crate::decision::Refusal = crate::decision::SamePerson::AssessorSigns.into();
        let lot = crate::application::lot::Refusal::from(same.clone());
        assert_eq!(lot.in_dutch(), same.in_dutch());
    }

    #[test]
    fn codes_stand_in_a_row_as_people_say_them() {
        assert_eq!(row::<&str>(&[]), "");
        assert_eq!(row(&["A"]), "A");
        assert_eq!(row(&["A", "B"]), "A en B");
        assert_eq!(row(&["A", "B", "C"]), "A, B en C");
    }
}
