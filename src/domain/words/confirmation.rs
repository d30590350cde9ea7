//! What who is admitted confirms every year, as it is published and asked.
//! May import: facts, scheme, words.

use chrono::NaiveDate;

use super::dates::{long_date, month_name, weekday_and_date};
use super::format::{sentence, span};
use super::verdict;
use crate::facts::Source;
use crate::scheme::{Scheme, YearlyConfirmation};

/// Somebody else answered in the meantime, or what is asked changed.
pub const CHANGED: &str = "Er is intussen iets veranderd. Kijk de antwoorden na en bevestig opnieuw.";
/// A question without an answer.
pub const ANSWER: &str = "Beantwoord deze vraag.";
/// It was confirmed already.
pub const DONE: &str = "Dit is al bevestigd.";

/// Nobody can take up what was not given.
pub const NOT_YET: &str = "De aanbieder heeft nog niets bevestigd.";

/// Why a year must be confirmed by a day.
#[must_use]
pub fn why(yearly: &YearlyConfirmation, last_day: NaiveDate) -> Vec<String> {
    vec![
        format!("De overeenkomst vraagt dit elk jaar ({}).", yearly.article),
        format!(
            "U hebt {}, vanaf de dag waarop wij het vroegen. De laatste dag is {}.",
            span(yearly.within),
            weekday_and_date(last_day)
        ),
    ]
}

/// Where an answer comes from that was given before.
#[must_use]
pub fn said(source: Source, day: NaiveDate) -> String {
    sentence(&format!("{}, {}", verdict::source(source), long_date(day)))
}

/// When it is asked and what, in a sentence.
#[must_use]
pub fn when(yearly: &YearlyConfirmation) -> String {
    format!(
        "Bent u toegelaten? Dan vragen wij u elk jaar op {} {} om binnen {} te bevestigen wat u ons vertelde en hoeveel \
         plekken u vrij hebt. Dat staat in de overeenkomst ({}). Wie niet antwoordt, blijft toegelaten.",
        yearly.day,
        month_name(yearly.month),
        span(yearly.within),
        yearly.article
    )
}

/// The questions of it, in order.
#[must_use]
pub fn questions(scheme: &Scheme, yearly: &YearlyConfirmation) -> Vec<String> {
    yearly.facts.iter().filter_map(|code| scheme.fact(code)).map(|def| def.question.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::{Span, Standing, Status};

    #[test]
    fn the_published_sentence_names_day_term_and_article() {
        let yearly = YearlyConfirmation {
            month: 11,
            day: 1,
            within: Span::parse("6 weken").unwrap(),
            article: "art. 9".into(),
            facts: Vec::new(),
            standing: Standing { status: Status::Proposed, source: None },
        };
        let told = when(&yearly);
        assert!(told.contains("op 1 november om binnen 6 weken") && told.contains("(art. 9)"), "{told}");
    }
}
