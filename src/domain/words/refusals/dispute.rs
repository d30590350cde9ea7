//! Refusals about disputes in Dutch, each in the words of the track it belongs to.
//! May import: the rest of the domain.

use super::InDutch;
use crate::dispute::{HoldRefusal, Refusal, State};
use crate::words::dates::{exact_moment, long_date};
use crate::words::dispute::a;

const OTHER_TRACK: &str =
    "Dit hoort niet bij deze procedure. Kijk in de brief wat de aanbieder kan doen, en kies dat.";
const NOT_MADE_KNOWN: &str = "De brief met deze uitkomst is nog niet verzonden. Wacht tot de uitkomst bekend is \
    gemaakt.";
const POSTED_LATER: &str = "De dag van het poststempel ligt na de dag van ontvangst. Kijk beide datums na.";
const ONE_COLLEGE: &str = "Een bezwaar gaat naar één college. Kies onderdelen van één gemeente, en dien voor een \
    andere gemeente een eigen bezwaar in.";
const HAD_A_HAND: &str = "U werkte mee aan deze uitkomst. Een geschil daarover behandelen andere mensen. Vraag een \
    collega die er niet bij betrokken was.";
const NO_HEARING: &str = "Een rechter beslist na een zitting. Leg eerst vast wanneer die is.";
const NO_ROLL: &str = "Vul het rolnummer in. Het staat in het bericht van de rechtbank.";
const NOT_EXTENDABLE: &str =
    "Voor dit geschil geldt geen termijn die u kunt verlengen. U hoeft niets te doen.";
const EXTENDED_BEFORE: &str =
    "De termijn is al een keer verlengd. Dat kan één keer. Beslis voor de laatste dag.";

impl InDutch for Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step } => now_is(*from, step).to_owned(),
            Self::OtherTrack(_) => OTHER_TRACK.to_owned(),
            Self::NotMadeKnown => NOT_MADE_KNOWN.to_owned(),
            Self::BeforeMadeKnown { received_on, made_known } => format!(
                "{} ligt voor de dag waarop de uitkomst bekend werd, {}. Kijk de datum na.",
                long_date(*received_on),
                long_date(*made_known)
            ),
            Self::InTheFuture(day) => format!("{} is nog niet geweest. Kijk de datum na.", long_date(*day)),
            Self::PostedLater => POSTED_LATER.to_owned(),
            Self::OneCollege => ONE_COLLEGE.to_owned(),
            Self::Runs(one) => format!(
                "Over een van deze onderdelen loopt al {}. Wacht af wat daarvan komt, of kies andere onderdelen.",
                a(*one)
            ),
            Self::SayWhyLate { last_day } => {
                format!("De termijn liep tot en met {}. Schrijf waarom het later is.", long_date(*last_day))
            }
            Self::HadAHand => HAD_A_HAND.to_owned(),
            Self::HearingInThePast(at) => {
                format!("Het moment {} is al voorbij. Kies een later moment.", exact_moment(*at))
            }
            Self::HearingToCome(at) => {
                format!("De zitting begint op {}. Leg daarna vast wat de uitkomst is.", exact_moment(*at))
            }
            Self::NoHearing => NO_HEARING.to_owned(),
            Self::NoRoll => NO_ROLL.to_owned(),
            Self::NotExtendable => NOT_EXTENDABLE.to_owned(),
            Self::ExtendedBefore => EXTENDED_BEFORE.to_owned(),
            Self::TermOver(day) => format!(
                "De termijn liep tot en met {}. Verlengen kan niet meer. Beslis zo snel mogelijk.",
                long_date(*day)
            ),
            Self::DecidedBeforeReceived { on, received_on } => format!(
                "De uitkomst is van {}, maar het geschil is ontvangen op {}. Kijk beide datums na.",
                long_date(*on),
                long_date(*received_on)
            ),
        }
    }
}

fn now_is(from: State, step: &str) -> &'static str {
    match from {
        State::Registered if step == "cancel_hearing" => "Er is geen zitting gepland. U hoeft niets te doen.",
        State::Registered => "Er is nog geen zitting gepland. Leg eerst vast wanneer die is.",
        State::HearingPlanned => "Er is al een zitting gepland. Kijk eerst wat daar is gebeurd.",
        State::Decided => "Er is al een uitkomst. Die verandert niet meer. Begin zo nodig een herziening.",
        State::Withdrawn => "Het geschil is ingetrokken. U hoeft niets meer te doen.",
    }
}

impl InDutch for HoldRefusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::LiftedBefore => "Dit is al opgeheven. U hoeft niets meer te doen.",
            Self::DisputeRuns => "Er loopt nog een geschil over deze aanmelding. Wacht tot dat is afgelopen.",
            Self::SamePerson => {
                "U hebt zelf vastgelegd dat het dossier bewaard blijft. Een collega heft dat op. Vraag een collega."
            }
        }
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code as _;
    use crate::dispute::Kind;
    use crate::testing::day;

    #[test]
    fn every_refusal_says_what_to_do_and_the_civil_track_reads_no_word_of_the_other() {
        for from in State::ALL {
            for step in ["cancel_hearing", "decide"] {
                let text = Refusal::NotPossible { from: *from, step }.in_dutch();
                assert!(text.matches(". ").count() >= 1 && text.ends_with('.'), "{text}");
            }
        }
        let late = Refusal::SayWhyLate { last_day: day("2026-12-10") };
        let usual = [Refusal::NotMadeKnown, Refusal::HadAHand, Refusal::NotExtendable];
        for one in usual.into_iter().chain([Refusal::OtherTrack(Kind::Bezwaar), late]) {
            let text = one.in_dutch();
            assert!(!text.to_lowercase().contains("bezwaar") && !text.contains("besluit"), "{text}");
        }
        assert!(Refusal::Runs(Kind::Klacht).in_dutch().contains("een klacht"));
    }
}
