//! Refusals about investigations. May import: supervision, words.

use super::InDutch;
use crate::supervision::investigation::{Refusal, State};
use crate::words::dates::moment;
use crate::words::screens::until;

impl InDutch for Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => state(*from).to_owned(),
            Self::OutsideOwn(gemeente) => format!(
                "Dit onderzoek gaat ook over een gemeente waar u geen toezicht houdt ({gemeente}). Dit kan alleen een toezichthouder van al \
                 deze gemeenten doen."
            ),
            Self::NoNorms => "Kies ten minste één norm om te onderzoeken.".to_owned(),
            Self::InThePast(at) => format!("{} is al geweest. Kies een moment dat nog komt.", moment(*at)),
            Self::NotYet(at) => {
                format!(
                    "Dit bezoek is aangekondigd voor {}. Begin op die dag, of verzet het eerst.",
                    moment(*at)
                )
            }
            Self::NothingFound(norm) => format!("Schrijf ook bij norm {norm} wat u vond."),
            Self::NotAsked(norm) => format!("Norm {norm} hoort hier niet bij."),
            Self::OutsideScope(norm) => format!(
                "De bevinding bij norm {norm} gaat over meer dan u onderzocht. Kies alleen locaties, producten en gemeenten van dit onderzoek."
            ),
            Self::Unanswered(at) => format!(
                "De aanbieder kan nog reageren, {}. Daarna kunt u het rapport definitief maken.",
                until(*at)
            ),
            Self::TooLate(at) => format!("Reageren kon {}. Die termijn is voorbij.", until(*at)),
            Self::NotWeighed(norm) => {
                format!("Schrijf bij norm {norm} wat u met de reactie van de aanbieder doet.")
            }
        }
    }
}

/// What can be done instead.
fn state(from: State) -> &'static str {
    match from {
        State::Planned => {
            "Dit onderzoek is gepland. U kunt het aankondigen, verzetten, beginnen of annuleren."
        }
        State::Announced => "Dit onderzoek is aangekondigd. U kunt het verzetten, beginnen of annuleren.",
        State::Visit => "Het bezoek is begonnen. Maak eerst het conceptrapport.",
        State::Draft => "Er is een conceptrapport. Vraag eerst de aanbieder om een reactie.",
        State::Hearing => "De aanbieder leest het conceptrapport nu. U kunt er niets aan veranderen.",
        State::Answered => "De aanbieder heeft al gereageerd.",
        State::Final | State::Published => "Het rapport is definitief. U kunt er niets meer aan veranderen.",
        State::Closed => "Dit onderzoek is afgerond.",
        State::Cancelled => "Dit onderzoek gaat niet door.",
    }
}
