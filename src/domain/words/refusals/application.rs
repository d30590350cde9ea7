//! Refusals about aanmeldingen, their lots and herstelverzoeken. May import: application, words.

use super::InDutch;
use crate::application::{self, clarification, lot, member, verification};
use crate::words::dates::exact_moment;
use crate::words::members;

impl InDutch for application::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => now_is(*from).to_owned(),
            Self::NotAccepted(refusal) => refusal.in_dutch(),
            Self::TooLateToWithdraw { asked_at, closes } => format!(
                "U kunt de aanmelding niet meer intrekken. Dat kon tot {}. Wij ontvingen uw verzoek op {}. \
                 Neem contact op met de regio.",
                exact_moment(*closes),
                exact_moment(*asked_at)
            ),
            Self::Overtaken { latest } => format!(
                "Wij hebben al een latere versie van deze aanmelding, ontvangen op {}. Die versie telt. \
                 Kijk of alles daarin staat.",
                exact_moment(*latest)
            ),
            Self::Sealed { closes } => format!(
                "Deze aanmelding is verzegeld tot de sluiting op {}. Daarna kunt u de aanmelding openen.",
                exact_moment(*closes)
            ),
            Self::NotVerified => "De organisatie is nog niet geverifieerd. Vergelijk eerst de gegevens met \
                                  het uittreksel, of wacht op de code die per post is gestuurd."
                .to_owned(),
            Self::AlreadyAsked => {
                "Dit herstelverzoek is al verstuurd. Bekijk het verzoek in het dossier.".to_owned()
            }
            Self::UnknownRequest => {
                "Dit herstelverzoek staat niet meer open. Laad het dossier opnieuw om te zien wat er is gebeurd."
                    .to_owned()
            }
            Self::DueInThePast => "De uiterste datum ligt niet na vandaag. Kies een latere datum.".to_owned(),
            Self::TermRuns { due } => {
                format!("De termijn loopt nog tot {}. Wacht het antwoord af.", exact_moment(*due))
            }
            Self::LotsNotReady { count: 1 } => {
                "Eén onderdeel van de aanmelding is nog niet zo ver. Rond dat eerst af.".to_owned()
            }
            Self::LotsNotReady { count } => {
                format!("{count} onderdelen van de aanmelding zijn nog niet zo ver. Rond die eerst af.")
            }
            Self::LotDecided => "Over een onderdeel van deze aanmelding is al een uitkomst getekend. Daarom kan de \
                                 hele aanmelding niet meer worden vervangen of ingetrokken. Neem contact op met de \
                                 regio."
                .to_owned(),
            Self::NoLotLeft => "Er is geen productgroep in een gemeente gekozen. Kies er ten minste één.".to_owned(),
            Self::NoUnusedTerm => NO_UNUSED_TERM.to_owned(),
        }
    }
}

impl InDutch for member::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => members::now_is(*from).to_owned(),
            Self::AnotherNumber { named } => format!(
                "De penvoerder heeft de organisatie met KvK-nummer {named} gevraagd. Uw organisatie heeft een ander nummer. \
                 Overleg met de penvoerder."
            ),
        }
    }
}

/// Not handling an aanmelding needs this.
pub(super) const NO_UNUSED_TERM: &str = "Een aanmelding niet behandelen kan alleen als de aanbieder een \
                                         hersteltermijn voorbij liet gaan. Stuur eerst een herstelverzoek.";

/// What the state of an application means for who wanted something else.
fn now_is(state: application::State) -> &'static str {
    match state {
        application::State::Draft => "Deze aanmelding is nog niet ingediend. Dien de aanmelding eerst in.",
        application::State::Submitted => {
            "Deze aanmelding is ingediend, maar nog niet in behandeling. Neem de aanmelding eerst in behandeling."
        }
        application::State::InAssessment => {
            "Deze aanmelding is in behandeling. Laad de pagina opnieuw om te zien wat er nu kan."
        }
        application::State::ClarificationAsked => {
            "De aanbieder moet eerst een herstelverzoek beantwoorden. Wacht het antwoord of het einde van de termijn af."
        }
        application::State::Assessed => {
            "Deze aanmelding is helemaal beoordeeld. Wilt u nog iets wijzigen? Heropen dan eerst de beoordeling."
        }
        application::State::Decided => {
            "De uitkomst van deze aanmelding staat vast. Een andere uitkomst vraagt een nieuwe beoordeling."
        }
        application::State::Withdrawn => {
            "Deze aanmelding is ingetrokken. Een nieuwe aanmelding kan zolang het venster open is."
        }
        application::State::NotHandled => {
            "Deze aanmelding is niet behandeld. Een nieuwe aanmelding kan in het volgende venster."
        }
    }
}

impl InDutch for lot::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                lot::State::Pending => "Er ligt nog geen voorstel. Doe eerst een voorstel.",
                lot::State::Proposed => {
                    "Er ligt al een voorstel. Een tweede persoon moet dat eerst bekijken."
                }
                lot::State::Countersigned => {
                    "Dit voorstel is al mede-ondertekend. Het ligt nu bij wie namens de gemeente tekent."
                }
                lot::State::Decided => {
                    "De uitkomst is al getekend. Een andere uitkomst vraagt een nieuwe beoordeling."
                }
                lot::State::Reopened => "De uitkomst wordt herzien. Doe eerst een nieuw voorstel.",
                lot::State::Withdrawn => {
                    "De aanbieder heeft dit onderdeel ingetrokken. Er wordt niet meer over beslist."
                }
            }
            .to_owned(),
            Self::Application(state) => now_is(*state).to_owned(),
            Self::Decision(refusal) => refusal.in_dutch(),
            Self::Closing { closes } => format!(
                "Het venster sloot op {}. Wij verwerken nog wat op tijd binnenkwam. Probeer het over een minuut opnieuw.",
                exact_moment(*closes)
            ),
            Self::TooLateToWithdraw { asked_at, closes } => format!(
                "U kunt dit onderdeel niet meer intrekken. Dat kon tot {}. Wij ontvingen uw verzoek op {}. \
                 Neem contact op met de regio.",
                exact_moment(*closes),
                exact_moment(*asked_at)
            ),
        }
    }
}

impl InDutch for clarification::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                clarification::State::Asked => {
                    "Dit herstelverzoek staat nog open. Wacht het antwoord of het einde van de termijn af."
                }
                clarification::State::Answered => {
                    "Dit herstelverzoek is al beantwoord. U vindt het antwoord in het dossier."
                }
                clarification::State::Expired => {
                    "De termijn van dit herstelverzoek is voorbij. Neem contact op met de regio."
                }
                clarification::State::Withdrawn => {
                    "De regio heeft dit herstelverzoek ingetrokken. U hoeft niets meer te doen."
                }
            }
            .to_owned(),
            Self::NotRepairable(code) => format!(
                "Volgens de regeling is eis {code} niet herstelbaar. Beoordeel de eis met wat er is ingediend."
            ),
            Self::OfferedBefore(code) => format!(
                "De aanbieder kreeg al een kans om eis {code} te herstellen. Een tweede keer kan alleen na een \
                 vastgelegde fout van het team."
            ),
            Self::DueInThePast => "De uiterste datum ligt niet na vandaag. Kies een latere datum.".to_owned(),
            Self::TooLate { at, due } => format!(
                "U bent te laat. Antwoorden kon tot {}. Wij ontvingen uw antwoord op {}. Neem contact op met de regio.",
                exact_moment(*due),
                exact_moment(*at)
            ),
            Self::TermRuns { due } => {
                format!("De termijn loopt nog tot {}. Wacht het antwoord af.", exact_moment(*due))
            }
        }
    }
}

impl InDutch for verification::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                verification::State::Planned => "Er is nog geen verslag. Wacht op het verslag.",
                verification::State::Cancelled => {
                    "Dit bezoek of gesprek gaat niet door. U hoeft niets meer te doen."
                }
                verification::State::Reported => "Er is al een verslag. Dat verandert niet meer.",
                verification::State::Answered => {
                    "De aanbieder heeft al gereageerd op het verslag. Dat kan één keer."
                }
            }
            .to_owned(),
            Self::NothingToCheck => "Kies ten minste één eis die u wilt controleren.".to_owned(),
            Self::OnePerson => "Kies twee verschillende collega's. Niemand gaat alleen.".to_owned(),
            Self::InThePast { at } => {
                format!("Het moment {} is al voorbij. Kies een later moment.", exact_moment(*at))
            }
            Self::NotYet { at } => {
                format!("U maakt het verslag achteraf. Het begint op {}.", exact_moment(*at))
            }
            Self::WasNotThere => {
                "Alleen wie erbij was, maakt het verslag. Vraag een van die twee collega's.".to_owned()
            }
            Self::NothingSaid(code) => format!("Schrijf ook wat u bij eis {code} zag of hoorde."),
            Self::NotAsked(code) => {
                format!("Eis {code} stond niet op de lijst om te controleren. Laat haar uit het verslag.")
            }
            Self::TooLate { until } => format!(
                "U kon reageren tot {}. Wilt u nog iets zeggen? Stuur dan een bericht aan de regio.",
                exact_moment(*until)
            ),
        }
    }
}
