//! Refusals about measures. May import: supervision, words.

use super::InDutch;
use crate::supervision::measure::{NoPlan, NotCarried, Refusal, State};
use crate::words::dates::{long_date, moment};
use crate::words::measures::kind;

impl InDutch for Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => not_possible(*from).to_owned(),
            Self::SamePerson => "Wie adviseert, wie voorstelt en wie beslist, zijn drie mensen. U had hierin al een andere rol. \
                                 Vraag een collega."
                .to_owned(),
            Self::StillHeard { due } => format!(
                "De aanbieder kan nog zeggen wat zij ervan vindt, tot {}. Beslis daarna.",
                moment(*due)
            ),
            Self::HeardAlready => {
                "U gaf uw zienswijze al, of de termijn is voorbij. Neem contact op met de regio.".to_owned()
            }
            Self::OverBefore { until } => format!(
                "Deze maatregel zou op {} al voorbij zijn. Volg het voorstel niet en laat een nieuw voorstel maken.",
                long_date(*until)
            ),
            Self::RecheckPast => "Deze dag is voorbij. Kies vandaag of een latere dag.".to_owned(),
            Self::StillRuns { until } => format!(
                "De maatregel geldt nog tot {}. Wacht tot die dag, of vraag wie beslist om haar eerder op te heffen.",
                long_date(*until)
            ),
            Self::EndedForGood => {
                "Een toelating die is beëindigd, komt niet terug. De aanbieder kan zich opnieuw aanmelden.".to_owned()
            }
        }
    }
}

fn not_possible(from: State) -> &'static str {
    match from {
        State::Advised => "Er ligt alleen een advies. Wacht tot een contractmanager een voorstel doet.",
        State::Proposed => {
            "Het voorstel wacht op wie beslist. Laad de pagina opnieuw om te zien wat er nu kan."
        }
        State::Hearing => "De aanbieder wordt nog gehoord. Laad de pagina opnieuw om te zien wat er nu kan.",
        State::InForce => "De maatregel geldt al. Plan een hercontrole, of hef haar op.",
        State::RecheckPlanned => "Er staat een hercontrole gepland. Leg eerst vast wat die opleverde.",
        State::Closed => "De maatregel is afgesloten. Geef een nieuw advies als er opnieuw iets is.",
        State::Lifted => "De maatregel is opgeheven. Geef een nieuw advies als er opnieuw iets is.",
        State::NotFollowed => "Het advies is niet gevolgd. Geef een nieuw advies als er opnieuw iets is.",
    }
}

impl InDutch for NoPlan {
    fn in_dutch(&self) -> String {
        match self {
            Self::NoBasis(one) => format!(
                "De regeling waarop deze toelating rust, noemt geen artikel voor: {}. Zonder grondslag in de overeenkomst mag dit niet. \
                 Kies een andere maatregel.",
                kind(*one)
            ),
            Self::NoDay => "Vul in op welke dag deze maatregel voorbij is.".to_owned(),
            Self::DayNotFor => "Deze maatregel heeft geen einddatum. Laat de datum leeg.".to_owned(),
            Self::NotADay { first, last } => format!(
                "Kies een dag van {} tot en met {}. Langer laat de overeenkomst niet toe.",
                long_date(*first),
                long_date(*last)
            ),
            Self::NoAmount => "Vul in hoeveel euro wordt teruggevorderd.".to_owned(),
            Self::AmountNotFor => {
                "Alleen bij een terugvordering hoort een bedrag. Laat het bedrag leeg.".to_owned()
            }
            Self::NoProportion => {
                "Schrijf waarom een lichtere maatregel niet genoeg is. Een aanbeveling is de lichtste."
                    .to_owned()
            }
        }
    }
}

impl InDutch for NotCarried {
    fn in_dutch(&self) -> String {
        match self {
            Self::OtherDiscipline => "Deze bevinding is van het andere toezicht. Kies bevindingen van het toezicht waarvoor u adviseert.",
            Self::Beside => "U koos een bevinding die over een ander product of een andere gemeente gaat dan de toelatingen die u koos.",
            Self::TooWide => "De bevindingen gaan niet over alle toelatingen die u koos. Kies alleen toelatingen waarover u iets vaststelde, \
                              of schrijf erbij wat u daar vond.",
        }
        .to_owned()
    }
}
