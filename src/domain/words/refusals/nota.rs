//! Refusals about questions and notas van inlichtingen. May import: nota, words.

use super::InDutch;
use crate::nota::{NotReady, NotTaken, Refusal, State};
use crate::words::dates::moment;

impl InDutch for NotTaken {
    fn in_dutch(&self) -> String {
        match self {
            Self::TooEarly { from } => {
                format!("Vragen stellen kan vanaf {}. Kom dan terug.", moment(*from))
            }
            Self::TooLate { until, answers } => format!(
                "Vragen stellen kon tot {}. De antwoorden staan uiterlijk {} in de nota van inlichtingen. Klopt er iets niet \
                 aan de regels? Mail de regio: zij kan een nieuwe nota publiceren, voor iedereen.",
                moment(*until),
                moment(*answers)
            ),
        }
    }
}

impl InDutch for NotReady {
    fn in_dutch(&self) -> String {
        match self {
            Self::WindowNotPublic { from } => format!(
                "Dit venster is openbaar vanaf {}. Publiceer de nota daarna: nu kan niemand haar lezen.",
                moment(*from)
            ),
            Self::WindowClosed { closed } => format!(
                "Dit venster is gesloten op {}. Niemand kan nog iets met een antwoord. Klopt er iets niet aan de regels? Neem \
                 dan een beslissing over het venster zelf.",
                moment(*closed)
            ),
            Self::Empty => {
                "Er staat nog niets in deze nota. Beantwoord eerst een vraag of schrijf een mededeling."
                    .to_owned()
            }
            Self::Unanswered(seq) => format!("Bij nummer {seq} staat nog geen antwoord. Schrijf dat eerst."),
            Self::NoQuestion(seq) => format!(
                "Bij nummer {seq} staat nog geen vraag die iedereen mag lezen. Schrijf de vraag zonder namen op."
            ),
        }
    }
}

impl InDutch for Refusal {
    fn in_dutch(&self) -> String {
        match self.from {
            State::Asked => "Aan deze vraag is nog niet gewerkt. Begin eerst aan een antwoord.",
            State::Grouped => {
                "De regio werkt al aan een antwoord op deze vraag. Het antwoord komt in de nota van inlichtingen."
            }
            State::Answered => {
                "Deze vraag is al beantwoord. Klopt het antwoord niet? Schrijf in de volgende nota een antwoord dat dit \
                 antwoord verbetert."
            }
            State::Declined => "Deze vraag krijgt geen antwoord in een nota. Stel zo nodig een nieuwe vraag.",
            State::Withdrawn => "Deze vraag is ingetrokken. Stel zo nodig een nieuwe vraag.",
        }
        .to_owned()
    }
}
