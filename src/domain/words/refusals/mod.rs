//! Why something is refused, in Dutch: what is the matter, and what to do now. Every refusal has its sentence.
//! May import: the rest of the domain.

mod admission;
mod application;
mod decision;
mod organisation;
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

    #[test]
    fn codes_stand_in_a_row_as_people_say_them() {
        assert_eq!(row::<&str>(&[]), "");
        assert_eq!(row(&["A"]), "A");
        assert_eq!(row(&["A", "B"]), "A en B");
        assert_eq!(row(&["A", "B", "C"]), "A, B en C");
    }
}
