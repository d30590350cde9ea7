//! Refusals about Bibob dossiers. May import: bibob, words.

use super::InDutch;
use crate::bibob::{Refusal, Running, State};
use crate::words::dates::long_date;

impl InDutch for Running {
    fn in_dutch(&self) -> String {
        "Er loopt een onderzoek volgens de Wet Bibob. Tot dat klaar is, wordt er niets voorgesteld of getekend. Wacht op een \
         bericht van de Bibob-behandelaar."
            .to_owned()
    }
}

impl InDutch for Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                State::Asked => "Het formulier is er nog niet. Wacht op de aanbieder, of stop het onderzoek.",
                State::FormReceived => {
                    "Het formulier is er. Begin het eigen onderzoek of vraag advies, en leg daarna de conclusie vast."
                }
                State::Researching => {
                    "Het eigen onderzoek loopt. Vraag advies, leg de conclusie vast of stop het onderzoek."
                }
                State::Advising | State::Extended => {
                    "Het advies is gevraagd. Wacht op het advies, of leg de conclusie vast."
                }
                State::Concluded => "De conclusie ligt vast. Begin zo nodig een nieuw onderzoek.",
                State::Stopped => "Dit onderzoek is gestopt. Begin zo nodig een nieuw onderzoek.",
            }
            .to_owned(),
            Self::NotInScheme => {
                "De regeling van deze procedure kent geen Bibob-onderzoek. U kunt het hier niet beginnen.".to_owned()
            }
            Self::NotOfficer => {
                "Alleen een aangewezen Bibob-behandelaar kan dit. Vraag de regiobeheerder wie dat is.".to_owned()
            }
            Self::NotNow => {
                "Een Bibob-onderzoek begint u terwijl de aanmelding wordt beoordeeld. Neem haar eerst in behandeling."
                    .to_owned()
            }
            Self::RunsAlready => {
                "Bij deze aanmelding loopt al een Bibob-onderzoek. Rond dat eerst af.".to_owned()
            }
            Self::NoForm => {
                "De aanbieder leverde het formulier nog niet in. Wacht daarop, of stop het onderzoek omdat het niet kwam."
                    .to_owned()
            }
            Self::ExtendedBefore => {
                "De adviestermijn is al een keer verlengd. Dat kan één keer. Leg de conclusie vast of stop het onderzoek."
                    .to_owned()
            }
            Self::TooLate { last } => format!(
                "De adviestermijn eindigde op {}. Verlengen kan niet meer. Leg de conclusie vast of stop het onderzoek.",
                long_date(*last)
            ),
            Self::NoGround => "Afwijzen op deze eis kan hier niet: wat de aanbieder gaf is genoeg, en een Bibob-behandelaar \
                               kwam niet tot een conclusie die weigeren toelaat. Oordeel dat aan de eis is voldaan."
                .to_owned(),
        }
    }
}
