//! Refusals about proposals, the people who make them, and the power to sign. May import: decision, words.

use super::application::NO_UNUSED_TERM;
use super::{InDutch, row};
use crate::decision::hearing::{self, NotHeard};
use crate::decision::{
    GrantKind, MandateRefusal, NotATerm, OutcomeRefusal, PanelRefusal, Refusal, SamePerson, State,
};
use crate::words::dates::{exact_moment, long_date};

impl InDutch for Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                State::Proposed => "Dit voorstel wacht nog op een tweede persoon. Laat het eerst mede-ondertekenen.",
                State::Countersigned => {
                    "Dit voorstel is al mede-ondertekend. Het ligt nu bij wie namens de gemeente tekent."
                }
                State::Signed => "De uitkomst is al getekend. Een andere uitkomst vraagt een nieuwe beoordeling.",
                State::Returned => "Dit voorstel is teruggestuurd. Doe een nieuw voorstel.",
            }
            .to_owned(),
            Self::SamePerson(refusal) => refusal.in_dutch(),
            Self::Panel(refusal) => refusal.in_dutch(),
            Self::Mandate(refusal) => refusal.in_dutch(),
            Self::NotHeard(refusal) => refusal.in_dutch(),
            Self::Waits(refusal) => refusal.in_dutch(),
            Self::Unequal(codes) => format!(
                "Bij {} was de uitkomst in een gelijk geval anders. Leg eerst uit waarom, of laat het eerdere geval opnieuw bekijken.",
                row(codes)
            ),
            Self::NeedsNewAssessment => "Dit voorstel vraagt een nieuwe beoordeling: de uitkomst is anders dan de \
                                         vorige keer, of de aanbieder stuurde iets nieuws in. Beoordeel eerst opnieuw."
                .to_owned(),
        }
    }
}

impl InDutch for NotHeard {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotAsked => "De aanbieder kreeg nog geen brief met dit voornemen. Doe eerst een voorstel voor de andere \
                               onderdelen van de aanmelding: daarna gaat de brief vanzelf."
                .to_owned(),
            Self::Until(due) => format!(
                "De aanbieder kan nog een zienswijze geven, tot {}. Wacht de zienswijze of het einde van de termijn af.",
                exact_moment(*due)
            ),
            Self::Unweighed => "De aanbieder gaf een zienswijze. De beoordelaar schrijft eerst wat de regio daarvan vindt: dat \
                                komt in de brief."
                .to_owned(),
        }
    }
}

impl InDutch for hearing::Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                hearing::State::Preparing => "De aanbieder is nog niet om een zienswijze gevraagd.",
                hearing::State::Asked => "De aanbieder heeft nog geen zienswijze gegeven.",
                hearing::State::Given => "De zienswijze is al gegeven. U kunt haar niet meer veranderen.",
                hearing::State::Weighed => "De regio heeft al op de zienswijze gereageerd.",
            }
            .to_owned(),
            Self::TooLate { at, due } => format!(
                "U kunt geen zienswijze meer geven. Dat kon tot {}. Wij ontvingen die van u op {}. Neem contact op met de regio.",
                exact_moment(*due),
                exact_moment(*at)
            ),
        }
    }
}

impl InDutch for SamePerson {
    fn in_dutch(&self) -> String {
        match self {
            Self::AssessorCountersigns => {
                "U hebt deze aanmelding beoordeeld. Daarom mag u niet ook mede-ondertekenen. Vraag een collega."
            }
            Self::AssessorSigns => {
                "U hebt deze aanmelding beoordeeld. Daarom mag u niet ook tekenen namens de gemeente. \
                 Vraag een andere tekenbevoegde."
            }
            Self::CountersignerSigns => {
                "U hebt dit voorstel mede-ondertekend. Volgens het beoordelingsplan tekent een derde persoon. \
                 Vraag een andere tekenbevoegde."
            }
            Self::DecidedBefore => {
                "U werkte mee aan de eerste uitkomst. Een herziening doen andere mensen. Vraag een collega die er nog niet \
                 bij betrokken was."
            }
            Self::HandlerAssesses => {
                "U hebt voor deze aanmelding al mede-ondertekend of getekend. Daarom mag u niet ook beoordelen. \
                 Vraag een collega."
            }
        }
        .to_owned()
    }
}

impl InDutch for PanelRefusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::TooFew { advised, needed } => format!(
                "Er zijn {needed} beoordelaars nodig en er zijn er {advised} klaar. Wacht op de andere beoordeling."
            ),
            Self::NotAnAssessor => {
                "U hebt dit onderdeel niet beoordeeld. Alleen een beoordelaar doet een voorstel.".to_owned()
            }
            Self::OtherThanAdvised => {
                "Dit voorstel wijkt af van uw eigen beoordeling. Pas eerst uw beoordeling aan.".to_owned()
            }
            Self::AssessorsDiffer => {
                "De beoordelaars zijn het niet eens. Bespreek het verschil en beoordeel daarna opnieuw."
                    .to_owned()
            }
            Self::ModeratorProposes => {
                "De beoordelaars zijn het niet eens. De moderator beoordeelt en doet het voorstel.".to_owned()
            }
        }
    }
}

impl InDutch for MandateRefusal {
    fn in_dutch(&self) -> String {
        let ask = "Vraag iemand die daarvoor in het register van mandaten en volmachten staat.";
        match self {
            Self::OtherHolder => format!("Dit mandaat of deze volmacht staat niet op uw naam. {ask}"),
            Self::OtherGemeente(gemeente) => format!("U mag niet tekenen voor gemeente {gemeente}. {ask}"),
            Self::OtherGroup(group) => format!("U mag niet tekenen voor productgroep {group}. {ask}"),
            Self::NotYet(from) => format!("U mag pas tekenen vanaf {}. {ask}", long_date(*from)),
            Self::Over(last) => format!("U mocht tekenen tot en met {}. {ask}", long_date(*last)),
            Self::OtherKind(GrantKind::Mandaat) => {
                format!("In deze procedure is een mandaat nodig, geen volmacht. {ask}")
            }
            Self::OtherKind(GrantKind::Volmacht) => {
                format!("In deze procedure is een volmacht nodig, geen mandaat. {ask}")
            }
        }
    }
}

impl InDutch for NotATerm {
    fn in_dutch(&self) -> String {
        "De laatste dag ligt voor de eerste dag. Pas een van de twee aan.".to_owned()
    }
}

impl InDutch for OutcomeRefusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NothingAssessed => "Er is nog niets beoordeeld. Beoordeel eerst de eisen.".to_owned(),
            Self::HardNotMet(codes) => format!(
                "Toelaten kan niet: aan {} is niet voldaan. Stel afwijzen voor, of pas de beoordeling aan.",
                row(codes)
            ),
            Self::HardOpen(codes) => {
                format!(
                    "Een voorstel kan nog niet: {} is nog niet beoordeeld. Beoordeel dit eerst.",
                    row(codes)
                )
            }
            Self::NoHardReason => {
                "Afwijzen kan alleen als aan ten minste één harde eis niet is voldaan, met een \
                                   motivering. Een advies-eis is geen grond."
                    .to_owned()
            }
            Self::NoUnusedTerm => NO_UNUSED_TERM.to_owned(),
        }
    }
}
