//! Refusals about toelatingen. May import: admission, words.

use super::{InDutch, row};
use crate::admission::{NotAnAdmission, NotNow, Refusal, RequestState, State};
use crate::words::dates::long_date;

impl InDutch for Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                State::Granted => "De toelating is nog niet ingegaan. Leg eerst de overeenkomst vast.",
                State::Active => {
                    "De toelating is al actief. Laad de pagina opnieuw om te zien wat er nu kan."
                }
                State::Suspended => "De toelating is opgeschort. Hef eerst de opschorting op.",
                State::Ended => {
                    "De toelating is beëindigd. De aanbieder kan zich opnieuw aanmelden in een venster."
                }
                State::Lapsed => {
                    "De toelating is vervallen. De aanbieder kan zich opnieuw aanmelden in een venster."
                }
            }
            .to_owned(),
            Self::AlreadyRecorded => {
                "De getekende overeenkomst is al vastgelegd. Bekijk haar bij de toelating.".to_owned()
            }
            Self::SignedInFuture { signed_on } => format!(
                "De datum van ondertekening, {}, ligt in de toekomst. Controleer de datum op de overeenkomst.",
                long_date(*signed_on)
            ),
            Self::NoSignatory => {
                "Een naam ontbreekt. Vul in wie tekende voor de aanbieder en wie voor de gemeente.".to_owned()
            }
            Self::NoAgreement => "De toelating gaat pas in als de getekende overeenkomst is vastgelegd. \
                                  Leg die eerst vast."
                .to_owned(),
            Self::EvidenceDue(codes) => format!(
                "De toelating gaat nog niet in: het bewijs bij {} ontbreekt. Vraag de aanbieder om dit bewijs.",
                row(codes)
            ),
            Self::StartsLater { starts_on } => format!(
                "De toelating gaat in op {}. Tot die dag hoeft u niets te doen.",
                long_date(*starts_on)
            ),
            Self::EndsBeforeStart => {
                "De einddatum ligt niet na de begindatum. Kies een latere einddatum.".to_owned()
            }
            Self::TooLong { until } => format!(
                "Een opschorting duurt ten hoogste een jaar. {} is te ver weg. Kies een eerdere dag; verlengen kan later.",
                long_date(*until)
            ),
            Self::NotForProvider => {
                "U kunt zelf alleen het aannemen van nieuwe cliënten stoppen. Neem voor iets anders contact op met de regio."
                    .to_owned()
            }
            Self::ImposedByTeam => {
                "De regio heeft deze toelating opgeschort. Daarom kunt u dit niet zelf veranderen. Neem contact op met de regio."
                    .to_owned()
            }
            Self::SuspensionRuns { until } => format!(
                "De opschorting loopt tot {}. Wilt u haar eerder beëindigen? Hef de opschorting dan op.",
                long_date(*until)
            ),
            Self::ClientsRunning { clients } => format!(
                "Er zijn nog {clients} cliënten voor wie niets is geregeld. Regel eerst een overdracht of een \
                 overbrugging."
            ),
        }
    }
}

impl InDutch for NotNow {
    fn in_dutch(&self) -> String {
        match self.from {
            RequestState::Asked => {
                "De aanbieder heeft nog niets gestuurd. Wacht op het antwoord, of laat het verzoek vervallen."
            }
            RequestState::Answered => "Er is al een antwoord gestuurd. De regio kijkt ernaar.",
            RequestState::Accepted => "Dit verzoek is al afgehandeld: het bewijs is in orde.",
            RequestState::Dropped => "Dit verzoek is vervallen. U hoeft niets te doen.",
        }
        .to_owned()
    }
}

impl InDutch for NotAnAdmission {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotDecided => "Er is nog geen uitkomst getekend. Wacht op de ondertekening.",
            Self::Refused => "De uitkomst is geen toelating. Daaruit volgt geen toelating. Opnieuw aanmelden kan in een later venster.",
        }
        .to_owned()
    }
}
