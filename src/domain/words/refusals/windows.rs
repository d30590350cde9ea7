//! Refusals about instroomvensters and the state of lots. May import: windows, words.

use super::InDutch;
use crate::windows::{
    CannotExtend, CannotRectify, DAYS_AFTER_RECTIFICATION, Mistake, NoEntry, NotAChange, NotAccepted,
    NotPlanned,
};
use crate::words::dates::{exact_moment, long_date, moment};

impl InDutch for NotAccepted {
    fn in_dutch(&self) -> String {
        match self {
            Self::TooEarly { received_at, opens } => format!(
                "Indienen kan vanaf {}. Wij ontvingen uw aanmelding op {}. Uw antwoorden zijn bewaard; dien later in.",
                exact_moment(*opens),
                exact_moment(*received_at)
            ),
            Self::TooLate { received_at, closes } => format!(
                "Indienen kon tot {}. Wij ontvingen uw aanmelding op {}. Dat is te laat. Uw antwoorden zijn bewaard; \
                 u kunt ze in een volgend venster gebruiken.",
                exact_moment(*closes),
                exact_moment(*received_at)
            ),
        }
    }
}

impl InDutch for Mistake {
    fn in_dutch(&self) -> String {
        match self {
            Self::QuestionsBeforePublication => {
                "Het einde van de vragenronde ligt voor de publicatie. Kies een later moment.".to_owned()
            }
            Self::AnswersBeforeQuestions => {
                "De antwoorden zijn er voordat de vragenronde eindigt. Kies een later moment.".to_owned()
            }
            Self::OpensBeforePublication => {
                "Het venster opent voor de publicatie. Kies een later moment.".to_owned()
            }
            Self::ClosesBeforeOpening => {
                "Het venster sluit voordat het opent. Kies een later moment.".to_owned()
            }
            Self::DecisionsBeforeClose => {
                "De uitkomsten zijn er voordat het venster sluit. Kies een latere datum.".to_owned()
            }
            Self::StartsBeforeDecisions => {
                "De startdatum ligt voor de datum van de uitkomsten. Kies een latere datum.".to_owned()
            }
            Self::PublishedTooLate { least } => format!(
                "Tussen publicatie en opening liggen volgens de regeling ten minste {least} dagen. Publiceer eerder of \
                 open later."
            ),
            Self::AnsweredTooLate { least } => format!(
                "Tussen de antwoorden en de sluiting liggen volgens de regeling ten minste {least} dagen. Antwoord \
                 eerder of sluit later."
            ),
            Self::SubmissionTooShort { least } => format!(
                "Indienen moet volgens de regeling ten minste {least} dagen kunnen. Open eerder of sluit later."
            ),
        }
    }
}

impl InDutch for CannotExtend {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotLater { closes } => format!(
                "Een gepubliceerd venster wordt nooit korter. Kies een moment na {}.",
                exact_moment(*closes)
            ),
            Self::NothingLater => {
                "Een gepubliceerde datum wordt alleen later, nooit eerder. Kies een latere datum.".to_owned()
            }
            Self::InThePast => "Het nieuwe einde is al voorbij. Kies een later moment.".to_owned(),
            Self::LaterPhases(mistake) => mistake.in_dutch(),
        }
    }
}

impl InDutch for NotPlanned {
    fn in_dutch(&self) -> String {
        match self {
            Self::Phases(mistakes) => mistakes.iter().map(InDutch::in_dutch).collect::<Vec<_>>().join(" "),
            Self::PublishedBefore { .. } => {
                "De datum van publicatie is al voorbij. Plan het venster opnieuw met een latere datum."
                    .to_owned()
            }
            Self::NotOnceAYear { latest } => format!(
                "Een aanbieder moet zich elk jaar kunnen aanmelden. Open dit venster uiterlijk op {}.",
                long_date(*latest)
            ),
        }
    }
}

impl InDutch for CannotRectify {
    fn in_dutch(&self) -> String {
        match self {
            Self::Frozen { since } => format!(
                "De regels van dit venster staan vast sinds {}. Dit venster houdt zijn versie; de wijziging geldt in een \
                 volgend venster.",
                moment(*since)
            ),
            Self::NoRoom(why) => format!(
                "Na een wijziging moet indienen nog {DAYS_AFTER_RECTIFICATION} dagen kunnen. Daarvoor moet dit venster \
                 later sluiten, en dat past niet. {}",
                why.in_dutch()
            ),
        }
    }
}

impl InDutch for NoEntry {
    fn in_dutch(&self) -> String {
        match self {
            Self::Closed => "Deze productgroep is in deze gemeente gesloten. Op de regiopagina staat wanneer dat \
                             opnieuw wordt bekeken.",
            Self::Local => "Deze gemeente koopt deze productgroep zelf in. Neem contact op met de gemeente.",
            Self::NotBought => "Deze gemeente koopt deze productgroep niet in. Kies een andere gemeente of productgroep.",
            Self::Later => "Deze gemeente koopt deze productgroep later in. Volg de regio om bericht te krijgen.",
            Self::ToBeDetermined => {
                "Deze gemeente heeft over deze productgroep nog niet beslist. Volg de regio om bericht te krijgen."
            }
            Self::Unknown => {
                "Deze productgroep was op dat moment nog niet opengesteld. Kijk op de regiopagina wat er kan."
            }
        }
        .to_owned()
    }
}

impl InDutch for NotAChange {
    fn in_dutch(&self) -> String {
        match self {
            Self::Retroactive => {
                "Een wijziging werkt nooit terug. Kies een moment dat niet voor de publicatie ligt."
                    .to_owned()
            }
            Self::BeforeLatest { latest } => format!(
                "Hierover is al iets beslist op {}. Bekijk dat eerst en probeer het daarna opnieuw.",
                exact_moment(*latest)
            ),
        }
    }
}
