//! Refusals about a wijziging of a regeling. May import: amendment, scheme, words.

use super::InDutch;
use crate::amendment::{Refusal, State};
use crate::scheme::NotEdited;
use crate::words::dates::exact_moment;

impl InDutch for Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                State::Draft => "Deze wijziging is nog niet voorgesteld. Stel haar eerst voor.",
                State::Proposed => {
                    "Deze wijziging wacht op een collega. Wilt u nog iets veranderen? Haal haar dan eerst terug."
                }
                State::Published => "Deze wijziging is gepubliceerd. Begin voor iets anders een nieuwe wijziging.",
                State::Discarded => "Deze wijziging is weggegooid. Begin een nieuwe wijziging.",
            }
            .to_owned(),
            Self::MotivationFirst => "Schrijf eerst op waarom u dit wilt wijzigen. Pas daarna rekent u het effect door. \
                 Zo kiest niemand een regel om wie erdoor afvalt."
                .to_owned(),
            Self::MotivationStays => "U hebt het effect al doorgerekend. De motivering staat daarom vast. Wat u nog wilt \
                 zeggen, schrijft u op als u de wijziging voorstelt."
                .to_owned(),
            Self::SimulateFirst => {
                "De tekst is veranderd na de laatste berekening. Reken het effect eerst opnieuw door.".to_owned()
            }
            Self::NotInTheFuture { effective } => format!(
                "Een wijziging geldt pas vanaf een moment dat nog komt. {} is al geweest. Kies een latere datum.",
                exact_moment(*effective)
            ),
            Self::SamePerson => {
                "U hebt deze wijziging zelf voorgesteld. Vraag een collega om haar na te kijken en te publiceren."
                    .to_owned()
            }
        }
    }
}

impl InDutch for NotEdited {
    fn in_dutch(&self) -> String {
        match self {
            Self::Unknown => {
                "Deze eis of dit getal staat niet meer in de tekst. Ga terug en kies opnieuw.".to_owned()
            }
            Self::Broken(mistakes) => {
                let lines: Vec<String> =
                    mistakes.0.iter().map(|one| crate::words::scheme::problem(&one.problem)).collect();
                format!("Zo klopt de regeling niet meer: {}.", lines.join("; "))
            }
        }
    }
}
