//! Refusals about closing and opening a lot. May import: supply, words.

use super::InDutch;
use crate::supply::{Measured, NOTICE_DAYS, NotDecided};
use crate::words::dates::{exact_moment, long_date};

impl InDutch for NotDecided {
    fn in_dutch(&self) -> String {
        match self {
            Self::Undefined => {
                "De regeling zegt niet wanneer er voldoende aanbod is. Dan kan niets sluiten. Wijzig \
                                eerst de regeling."
                    .to_owned()
            }
            Self::NotEnough(missed) => {
                let tiny = missed.iter().any(|one| matches!(one, Measured::Clients { .. }));
                let why = if tiny {
                    " Er zijn te weinig cliënten om te sluiten, of zij zijn niet geteld."
                } else {
                    ""
                };
                format!(
                    "Volgens de regeling is er niet voldoende aanbod. Kijk bij de cijfers wat niet is gehaald.{why}"
                )
            }
            Self::NotBought => {
                "Deze productgroep wordt in deze gemeente niet ingekocht. Daarvoor is een wijziging van \
                                de regeling nodig."
                    .to_owned()
            }
            Self::IsOpen => "Dit staat al open.".to_owned(),
            Self::TooSoon { earliest } => format!(
                "Een sluiting wordt ten minste {NOTICE_DAYS} dagen eerder gepubliceerd. Kies {} of later.",
                long_date(*earliest)
            ),
            Self::WhileOpen { closes } => format!(
                "Dan kan iemand zich nog aanmelden. Een sluiting gaat pas in als het venster dicht is. Kies een dag na {}.",
                exact_moment(*closes)
            ),
            Self::Review { earliest, latest } => format!(
                "Een sluiting is voor ten hoogste een jaar. Kies een dag van {} tot en met {}.",
                long_date(*earliest),
                long_date(*latest)
            ),
            Self::NotAChange(why) => why.in_dutch(),
            Self::OutOfRange => "Kies een dag die dichter bij vandaag ligt.".to_owned(),
        }
    }
}
