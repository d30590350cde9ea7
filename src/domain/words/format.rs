//! Small shapes of sentences: spans of time, enumerations, a capital at the start.
//! May import: scheme.

use crate::scheme::{Span, SpanUnit};

/// `6 maanden`, `1 jaar`, `10 werkdagen`.
#[must_use]
pub fn span(span: Span) -> String {
    let one = span.count == 1;
    let unit = match span.unit {
        SpanUnit::Days if one => "dag",
        SpanUnit::Days => "dagen",
        SpanUnit::WorkingDays if one => "werkdag",
        SpanUnit::WorkingDays => "werkdagen",
        SpanUnit::Weeks if one => "week",
        SpanUnit::Weeks => "weken",
        SpanUnit::Months if one => "maand",
        SpanUnit::Months => "maanden",
        SpanUnit::Years => "jaar",
    };
    format!("{} {unit}", span.count)
}

/// `a`, `a en b`, `a, b en c`; the last word is given.
#[must_use]
pub fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., end] => format!("{} {last} {end}", front.join(", ")),
    }
}

/// A first letter in upper case.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// A first letter in lower case, as in the middle of a sentence; words in capitals keep them.
#[must_use]
pub fn within(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let acronym =
        letters.clone().next().is_some_and(|second| second.is_uppercase() || second.is_ascii_digit());
    if acronym { text.to_owned() } else { first.to_lowercase().collect::<String>() + letters.as_str() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerations_end_with_a_word() {
        assert_eq!(list(&["a".into(), "b".into(), "c".into()], "en"), "a, b en c");
        assert_eq!(list(&["a".into()], "of"), "a");
        assert_eq!(sentence("één"), "Één");
        assert_eq!(within("Uittreksel"), "uittreksel");
        assert_eq!(within("WNT-verklaring"), "WNT-verklaring");
        assert_eq!(span(Span { count: 1, unit: SpanUnit::Months }), "1 maand");
    }
}
