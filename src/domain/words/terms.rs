//! Why a term ends on the day it does, in sentences.
//! May import: terms, words::dates.

use chrono::NaiveDate;

use crate::terms::{Deadline, Feestdag, RestDay, Step, Suspension, Term, Unit};
use crate::words::dates::{long_date, weekday_and_date};

/// What a term is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedFrom {
    /// The day on which an application was received.
    Receipt,
    /// The close of a sealed window: nothing is read before it.
    Close,
    /// The day on which something was asked.
    Request,
    /// The day on which another version of the regeling began to count.
    Version,
    /// The day on which an admission started.
    Start,
    /// The last day of a term for repair that passed unused.
    UnusedTerm,
    /// The day on which a decision was looked at again.
    Revision,
    /// The day on which a decision was made known.
    MadeKnown,
    /// The last day for making a bezwaar.
    RemedyTerm,
    /// The day on which it came in.
    Arrival,
}

/// Why a day that was laid down before is what it is: the count that leads to it, or that it was counted with other days.
#[must_use]
pub fn why(from: CountedFrom, deadline: &Deadline, laid_down: NaiveDate) -> Vec<String> {
    let first = match from {
        CountedFrom::Receipt => "Wij tellen vanaf de dag waarop de aanmelding is ontvangen.",
        CountedFrom::Close => {
            "Wij tellen vanaf de sluiting van het venster, omdat aanmeldingen pas daarna worden gelezen."
        }
        CountedFrom::Request => "Wij tellen vanaf de dag waarop dit is gevraagd.",
        CountedFrom::Version => "Wij tellen vanaf de dag waarop de gewijzigde regeling geldt.",
        CountedFrom::Start => "Wij tellen vanaf de start van de toelating.",
        CountedFrom::Revision => "Wij tellen vanaf de dag waarop de herziening begon.",
        CountedFrom::MadeKnown => "Wij tellen vanaf de dag waarop de uitkomst bekend werd.",
        CountedFrom::RemedyTerm => "Wij tellen vanaf de laatste dag om bezwaar te maken.",
        CountedFrom::Arrival => "Wij tellen vanaf de dag waarop het is ontvangen.",
        CountedFrom::UnusedTerm => "Wij tellen vanaf de laatste dag waarop herstel nog kon.",
    };
    let mut lines = vec![first.to_owned()];
    if deadline.last_day == laid_down {
        lines.extend(explanation(deadline));
    } else {
        lines.push(format!(
            "De laatste dag is {}. Die is vastgesteld met de feestdagen zoals ze toen bekend waren. Een dag die later is \
             gelijkgesteld met een feestdag, verandert deze datum niet.",
            weekday_and_date(laid_down)
        ));
    }
    lines
}

/// Why a newer paper is asked until a day: the last one on which the one that is there counts.
#[must_use]
pub fn expires(last_day: NaiveDate) -> String {
    format!(
        "Het stuk is geldig tot en met {}. Voor de dag daarna is een nieuwer stuk nodig.",
        weekday_and_date(last_day)
    )
}

/// `8 weken`, `1 maand`, `10 werkdagen`.
#[must_use]
pub fn term(term: Term) -> String {
    let (one, more) = match term.unit() {
        Unit::Days => ("dag", "dagen"),
        Unit::Weeks => ("week", "weken"),
        Unit::Months => ("maand", "maanden"),
        Unit::WorkingDays => ("werkdag", "werkdagen"),
    };
    format!("{} {}", term.count(), if term.count() == 1 { one } else { more })
}

/// What a command prints: the last day (ISO 8601) on the first line, then why, a step a line.
#[must_use]
pub fn deadline_text(deadline: &Deadline) -> String {
    let mut text = deadline.last_day.format("%Y-%m-%d\n").to_string();
    for line in explanation(deadline) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Why the term ends on that day: one sentence or two a step, and the outcome last.
#[must_use]
pub fn explanation(deadline: &Deadline) -> Vec<String> {
    let mut lines: Vec<String> = deadline.steps.iter().map(|one| step(deadline, one)).collect();
    lines.push(format!("De laatste dag is {}.", weekday_and_date(deadline.last_day)));
    lines
}

fn step(deadline: &Deadline, step: &Step) -> String {
    let counted = deadline.count.term;
    match step {
        Step::Starts { first } => {
            format!(
                "De termijn begint op {}, de dag na {}.",
                long_date(*first),
                long_date(deadline.count.from)
            )
        }
        Step::Counted { until, clamped } => {
            let why =
                if *clamped { " Die maand is korter, daarom telt de laatste dag van de maand." } else { "" };
            format!("De termijn is {}. Dat is tot en met {}.{why}", term(counted), weekday_and_date(*until))
        }
        Step::Extended { by, until } => {
            format!(
                "De termijn is verlengd met {}. Dat is tot en met {}.",
                term(*by),
                weekday_and_date(*until)
            )
        }
        Step::Suspended { during, until } => suspended(*during, &weekday_and_date(*until)),
        Step::Plain => "De Algemene termijnenwet geldt hier niet. De laatste dag schuift niet op.".to_owned(),
        Step::BeyondAtw => format!(
            "De termijn is langer dan {}. De Algemene termijnenwet geldt dan niet (artikel 4).",
            atw_limit(counted.unit())
        ),
        Step::TwoWorkingDays { until } => format!(
            "In de termijn moeten 2 dagen zitten die geen zaterdag, zondag of feestdag zijn \
             (Algemene termijnenwet, artikel 2). Dat is tot en met {}.",
            weekday_and_date(*until)
        ),
        Step::Rest { day: on, why: RestDay::Saturday | RestDay::Sunday } => {
            format!("{} is geen werkdag.", capital(&weekday_and_date(*on)))
        }
        Step::Rest { day: on, why } => format!("{} is {}.", capital(&weekday_and_date(*on)), rest_day(why)),
        Step::Moved { to } => moved(counted.unit(), &weekday_and_date(*to)),
        Step::Stays => "Dat is geen zaterdag, zondag of feestdag. De laatste dag blijft staan.".to_owned(),
    }
}

fn suspended(during: Suspension, until: &str) -> String {
    let days = if during.days() == 1 { "1 dag".to_owned() } else { format!("{} dagen", during.days()) };
    format!(
        "De termijn stond {days} stil, van {} tot en met {}. Dat is tot en met {until}.",
        long_date(during.first()),
        long_date(during.last())
    )
}

fn moved(unit: Unit, to: &str) -> String {
    match unit {
        Unit::WorkingDays => format!("De termijn eindigt op de volgende werkdag: {to}."),
        Unit::Days | Unit::Weeks | Unit::Months => {
            format!("De laatste dag schuift op naar {to} (Algemene termijnenwet, artikel 1).")
        }
    }
}

fn atw_limit(unit: Unit) -> &'static str {
    match unit {
        Unit::Days | Unit::WorkingDays => "90 dagen",
        Unit::Weeks => "12 weken",
        Unit::Months => "3 maanden",
    }
}

/// Why a day is no working day: `een zaterdag`, `Koningsdag, een feestdag (…)`.
#[must_use]
pub fn rest_day(why: &RestDay) -> String {
    match why {
        RestDay::Saturday => "een zaterdag".to_owned(),
        RestDay::Sunday => "een zondag".to_owned(),
        RestDay::Feestdag(Feestdag::GoedeVrijdag) => {
            "Goede Vrijdag. Die telt als feestdag (Algemene termijnenwet, artikel 3)".to_owned()
        }
        RestDay::Feestdag(feast) => {
            format!("{}, een feestdag (Algemene termijnenwet, artikel 3)", feestdag(*feast))
        }
        RestDay::Equal { name, confirmed: true } => format!("gelijkgesteld met een feestdag ({name})"),
        RestDay::Equal { name, confirmed: false } => {
            format!("gelijkgesteld met een feestdag, nog niet bevestigd ({name})")
        }
    }
}

/// The name of a feestdag.
#[must_use]
pub fn feestdag(feast: Feestdag) -> &'static str {
    match feast {
        Feestdag::Nieuwjaarsdag => "Nieuwjaarsdag",
        Feestdag::GoedeVrijdag => "Goede Vrijdag",
        Feestdag::TweedePaasdag => "tweede paasdag",
        Feestdag::Koningsdag => "Koningsdag",
        Feestdag::Bevrijdingsdag => "Bevrijdingsdag",
        Feestdag::Hemelvaartsdag => "Hemelvaartsdag",
        Feestdag::TweedePinksterdag => "tweede pinksterdag",
        Feestdag::EersteKerstdag => "eerste kerstdag",
        Feestdag::TweedeKerstdag => "tweede kerstdag",
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::{Calendar, Count, Rule};

    fn said(from: (i32, u32, u32), length: &str, rule: Rule) -> String {
        let date = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let calendar = Calendar::new([(date((2026, 5, 15)), "vrijdag na Hemelvaartsdag".to_owned())]);
        let count = Count::new(date(from), Term::parse(length).unwrap(), rule);
        deadline_text(&count.deadline(&calendar).unwrap())
    }

    #[test]
    fn a_term_that_moves_says_which_days_it_passes_and_by_which_article() {
        let expected = "2026-05-18\n\
            De termijn begint op 25 april 2026, de dag na 24 april 2026.\n\
            De termijn is 20 dagen. Dat is tot en met donderdag 14 mei 2026.\n\
            Donderdag 14 mei 2026 is Hemelvaartsdag, een feestdag (Algemene termijnenwet, artikel 3).\n\
            Vrijdag 15 mei 2026 is gelijkgesteld met een feestdag (vrijdag na Hemelvaartsdag).\n\
            Zaterdag 16 mei 2026 is geen werkdag.\n\
            Zondag 17 mei 2026 is geen werkdag.\n\
            De laatste dag schuift op naar maandag 18 mei 2026 (Algemene termijnenwet, artikel 1).\n\
            De laatste dag is maandag 18 mei 2026.\n";
        assert_eq!(said((2026, 4, 24), "20d", Rule::Atw), expected);
    }

    #[test]
    fn a_day_that_nobody_confirmed_is_said_to_be_doubtful() {
        let on = NaiveDate::from_ymd_opt(2026, 5, 15).unwrap();
        let calendar = Calendar::default().with_unconfirmed([(on, "vrijdag na Hemelvaartsdag".to_owned())]);
        assert_eq!(
            rest_day(&calendar.rest_day(on).unwrap()),
            "gelijkgesteld met een feestdag, nog niet bevestigd (vrijdag na Hemelvaartsdag)"
        );
        assert_eq!(calendar.without_unconfirmed().rest_day(on), None);
        let sure = Calendar::new([(on, "vrijdag na Hemelvaartsdag".to_owned())]);
        assert_eq!(sure.clone().without_unconfirmed(), sure, "one that is confirmed stays");
    }

    #[test]
    fn a_term_that_stays_says_why() {
        let expected = "2026-05-14\n\
            De termijn begint op 25 april 2026, de dag na 24 april 2026.\n\
            De termijn is 20 dagen. Dat is tot en met donderdag 14 mei 2026.\n\
            De Algemene termijnenwet geldt hier niet. De laatste dag schuift niet op.\n\
            De laatste dag is donderdag 14 mei 2026.\n";
        assert_eq!(said((2026, 4, 24), "20d", Rule::Plain), expected);
        assert!(said((2026, 1, 31), "1m", Rule::Plain).contains("Die maand is korter"));
        assert!(said((2026, 1, 3), "13w", Rule::Atw).contains("langer dan 12 weken"));
        assert!(said((2026, 4, 2), "3d", Rule::Atw).contains("artikel 2"));
        assert!(said((2026, 6, 1), "1wd", Rule::Plain).contains("De termijn is 1 werkdag."));
    }
}
