//! Refusals about registrations, members and motivations. May import: motivation, organisation, words.

use super::InDutch;
use crate::motivation::{MOST, NoMotivation};
use crate::organisation::{claim, membership, profile, seat};
use crate::words::dates::exact_moment;

const LAST_MANAGER: &str =
    "Uw organisatie heeft altijd een beheerder of tekenbevoegde nodig. Geef eerst een collega die rol.";

impl InDutch for claim::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                claim::State::Unverified => {
                    "Deze registratie is nog niet geverifieerd. Verifieer haar eerst."
                }
                claim::State::Verified => "Deze registratie is al geverifieerd. U hoeft niets meer te doen.",
                claim::State::Rejected => {
                    "Deze registratie is afgewezen. De organisatie kan zich opnieuw registreren."
                }
            }
            .to_owned(),
            Self::OtherIsVerified => {
                "Er is al een geverifieerde registratie met dit KvK-nummer. Vraag de beheerder \
                                      daarvan om een uitnodiging."
                    .to_owned()
            }
        }
    }
}

impl InDutch for membership::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                membership::State::Invited => {
                    "De uitnodiging is nog niet aanvaard. Vraag de collega om dat te doen."
                }
                membership::State::Active => "Deze persoon doet al mee. U hoeft niets te doen.",
                membership::State::Ended => {
                    "Deze persoon doet niet meer mee. Stuur zo nodig een nieuwe uitnodiging."
                }
            }
            .to_owned(),
            Self::InvitationOver { until } => {
                format!("De uitnodiging gold tot {}. Vraag de beheerder om een nieuwe.", exact_moment(*until))
            }
            Self::LastBeheerder => LAST_MANAGER.to_owned(),
        }
    }
}

impl InDutch for seat::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::LastManager => LAST_MANAGER,
            Self::OwnRole => {
                "U kunt uw eigen rol niet wijzigen. Vraag een collega die beheerder of tekenbevoegde is."
            }
        }
        .to_owned()
    }
}

impl InDutch for profile::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::Verified => {
                "De regio heeft uw organisatie vergeleken met het Handelsregister. Naam, KvK-nummer, rechtsvorm, RSIN en \
                 wie mag tekenen liggen daarom vast. Is er iets veranderd? Stuur de regio een bericht."
            }
            Self::Rejected => {
                "Deze registratie is afgewezen. U kunt haar niet meer wijzigen. Registreer uw organisatie opnieuw."
            }
        }
        .to_owned()
    }
}

impl InDutch for NoMotivation {
    fn in_dutch(&self) -> String {
        match self {
            Self::Empty => "De motivering ontbreekt. Schrijf op waarom.".to_owned(),
            Self::TooLong => format!("De motivering is te lang. Gebruik ten hoogste {MOST} tekens."),
        }
    }
}
