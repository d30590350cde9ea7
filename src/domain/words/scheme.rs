//! What is wrong with a regeling, for the policy officer who wrote it: what is wrong, and what to do.
//! May import: scheme, words.

use super::amounts::euros;
use crate::scheme::{
    BoundsProblem, Caution, ConditionProblem, MeasureProblem, Mistake, Mistakes, Names, ParameterProblem,
    Problem, ScalarForm, Warning,
};

/// One line: `file:line:column: what is wrong and what to do`.
#[must_use]
pub fn mistake(file: &str, mistake: &Mistake) -> String {
    format!("{file}:{}:{}: {}", mistake.place.line, mistake.place.column, problem(&mistake.problem))
}

/// Every mistake on its own line.
#[must_use]
pub fn mistakes(file: &str, all: &Mistakes) -> String {
    all.0.iter().map(|one| mistake(file, one) + "\n").collect()
}

/// The sentence for a problem.
#[must_use]
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Tab => "hier staat een tab; gebruik spaties".into(),
        Problem::NotYaml(detail) => format!(
            "het bestand is hier niet te lezen; controleer inspringing, dubbele punten en aanhalingstekens ({detail})"
        ),
        Problem::Empty => "het bestand is leeg; begin met 'formaat: openhuis-regeling/1'".into(),
        Problem::SecondDocument => "hier begint een tweede document; zet één regeling in een bestand".into(),
        Problem::Anchor => "een anker (&) mag niet; schrijf de waarde voluit".into(),
        Problem::Alias => "een verwijzing (*) mag niet; schrijf de waarde voluit".into(),
        Problem::Tag => "een label (!) mag niet; haal het weg".into(),
        Problem::TooDeep => "dit is te diep genest; maak er losse onderdelen van".into(),
        Problem::DuplicateKey { key, first } => {
            format!("'{key}' staat hier dubbel (eerst op regel {}); haal er één weg", first.line)
        }
        Problem::KeyNotText => "een sleutel moet een woord zijn; haal de lijst of haakjes weg".into(),
        Problem::UnknownFormat { known } => {
            format!("dit formaat is niet bekend; de eerste regel moet 'formaat: {known}' zijn")
        }
        Problem::UnknownKey { key, known } => unknown_key(key, known),
        Problem::MissingKey { key } => format!("'{key}' ontbreekt; voeg deze regel toe"),
        Problem::NoValue => "hier staat geen waarde; vul die in of haal de regel weg".into(),
        Problem::NotAMap => "hier horen sleutels met een waarde ('sleutel: waarde')".into(),
        Problem::NotAList => "hier hoort een lijst; zet voor elk onderdeel een streepje".into(),
        Problem::EmptyList => "deze lijst is leeg; zet er iets in of haal de sleutel weg".into(),
        Problem::NotAScalar => "hier hoort één waarde, geen lijst of sleutels".into(),
        Problem::NotA(form) => scalar(*form).into(),
        Problem::NotOneOf(words) => format!("dit woord kan hier niet; kies uit: {}", words.join(", ")),
        Problem::Condition(problem) => condition(problem),
        Problem::Bounds(problem) => bounds(*problem),
        Problem::Parameter(problem) => parameter(problem),
        Problem::Measure(problem) => measure(*problem).into(),
        other => meaning(other),
    }
}

/// What only the meaning of the whole can make wrong.
fn meaning(problem: &Problem) -> String {
    match problem {
        Problem::DuplicateCode { code, first } => {
            format!("code '{code}' is al gebruikt op regel {}; kies een andere", first.line)
        }
        Problem::UnknownCode { names, code } => {
            format!("'{code}' is geen {} in deze regeling; controleer de code of voeg die toe", kind(*names))
        }
        Problem::NoSource => {
            "wat vastgesteld is, heeft een bron nodig; voeg 'bron' toe of zet 'status: voorstel'".into()
        }
        Problem::ExclusionTogether => {
            "aan een uitsluiting moet elke combinant zelf voldoen; schrijf 'combinatie: elk' of haal dit weg"
                .into()
        }
        Problem::StartNeedsEvidence => {
            "bij de start kan alleen bewijs worden gevraagd; schrijf 'moment: bij_aanmelding' of vraag om een bewijsstuk"
                .into()
        }
        Problem::NotEveryYear => "deze dag is er niet in elk jaar; kies een dag en een maand die samen bestaan".into(),
        Problem::EndBeforeStart => "de laatste dag ligt voor de eerste; draai ze om".into(),
        Problem::MatrixRows { product, rows: 0 } => {
            format!("product '{product}' staat niet in de matrix; voeg een rij toe")
        }
        Problem::MatrixRows { product, rows } => {
            format!("product '{product}' staat {rows} keer in de matrix; laat één rij staan")
        }
        Problem::NoCell { gemeente } => format!("deze rij zegt niets over {gemeente}; voeg die gemeente toe"),
        Problem::TariffSum { sum, price } => format!(
            "de zes onderdelen zijn samen {}, maar de prijs is {}; maak ze gelijk",
            euros(*sum),
            euros(*price)
        ),
        Problem::DayTwice { day } => {
            format!("de dag {} staat er twee keer; haal er één weg", day.format("%d-%m-%Y"))
        }
        Problem::TwoYears => "een zomervakantie ligt in één jaar; verbeter de eerste of de laatste dag".into(),
        Problem::YearTwice { year } => format!("het jaar {year} staat er twee keer; haal er één weg"),
        _ => {
            "voor deze dag en gemeente staat er al een tarief; haal er één weg of kies een andere dag".into()
        }
    }
}

fn unknown_key(key: &str, known: &[&'static str]) -> String {
    match known.iter().find(|one| one.starts_with(key) || key.starts_with(**one)) {
        Some(near) => format!("'{key}' hoort hier niet; bedoelt u '{near}'?"),
        None => format!("'{key}' hoort hier niet; hier kunnen staan: {}", known.join(", ")),
    }
}

fn scalar(form: ScalarForm) -> &'static str {
    match form {
        ScalarForm::Code => "dit is geen code; gebruik letters, cijfers, _ en -, en begin met een letter",
        ScalarForm::GemeenteCode => "dit is geen gemeentecode; schrijf GM en vier cijfers, zoals GM1690",
        ScalarForm::YesNo => "schrijf ja of nee",
        ScalarForm::Number => "schrijf een heel getal zonder punten, zoals 24582",
        ScalarForm::Money => "schrijf een bedrag met euroteken en komma, zoals € 58,20",
        ScalarForm::Percent => "schrijf een percentage met komma en procentteken, zoals 22,5 %",
        ScalarForm::Date => "schrijf een datum als jaar-maand-dag, zoals 2026-01-31",
        ScalarForm::Span => "schrijf een termijn als getal met eenheid, zoals 6 maanden of 10 werkdagen",
        ScalarForm::Category => "schrijf de categorie met twee cijfers tussen aanhalingstekens, zoals \"02\"",
        ScalarForm::ProductCode => "schrijf de productcode met vijf letters en cijfers, zoals 02A16",
        ScalarForm::Slug => "gebruik alleen kleine letters, cijfers en streepjes",
    }
}

fn kind(names: Names) -> &'static str {
    match names {
        Names::Gemeente => "gemeente",
        Names::Group => "productgroep",
        Names::Product => "product",
        Names::TargetGroup => "doelgroep",
        Names::Fact => "gegeven",
        Names::Evidence => "bewijsstuk",
        Names::Document => "document",
        Names::Parameter => "parameter",
        Names::Requirement => "eis",
        Names::AddedValue => "grond van toegevoegde waarde",
        Names::Exit => "regel van uitstroom",
        Names::Reason => "redencode",
        Names::Paragraph => "alinea",
        Names::Norm => "norm",
        Names::Local => "onderdeel",
    }
}

fn bounds(problem: BoundsProblem) -> String {
    match problem {
        BoundsProblem::NotForType => {
            "deze grens past niet bij het type van het gegeven; pas de grens of het type aan".into()
        }
        BoundsProblem::Reversed => "het minimum is groter dan het maximum; draai ze om".into(),
        BoundsProblem::KeyNotForType => {
            "deze sleutel past niet bij het type van het gegeven; haal hem weg".into()
        }
        BoundsProblem::KeyNeeded(key) => format!("bij dit type hoort '{key}'; voeg dat toe"),
    }
}

fn measure(problem: MeasureProblem) -> &'static str {
    match problem {
        MeasureProblem::Twice => "deze maatregel staat er al; haal er één weg",
        MeasureProblem::NoDuration => {
            "deze maatregel heeft een einddatum; voeg 'ten_hoogste' toe met hoelang zij mag duren"
        }
        MeasureProblem::DurationNotFor => "deze maatregel heeft geen einddatum; haal 'ten_hoogste' weg",
        MeasureProblem::WorkingDays => "tel deze duur in dagen, weken, maanden of jaren",
        MeasureProblem::OverAYear => "een toelating staat ten hoogste een jaar stil; kies een kortere duur",
        MeasureProblem::StopTouchesClients => {
            "bij een cliëntenstop gaat lopende zorg door; schrijf nee, of gebruik een opschorting"
        }
    }
}

fn parameter(problem: &ParameterProblem) -> String {
    match problem {
        ParameterProblem::WrongValue => {
            "deze waarde past niet bij het type van de parameter; pas één van beide aan".into()
        }
        ParameterProblem::Twice => {
            "voor deze dag en plaats staat er al een waarde; haal er één weg of kies een andere dag".into()
        }
        ParameterProblem::WrongType { code, needed } => {
            format!(
                "parameter '{code}' heeft niet het type {needed} dat hier nodig is; kies een andere parameter"
            )
        }
        ParameterProblem::Outside { code, with } => {
            format!(
                "'{with}' kan een waarde van parameter '{code}' nooit hebben; pas de grenzen of de parameter aan"
            )
        }
        ParameterProblem::Open { code, gemeente } => format!(
            "parameter '{code}' heeft in {gemeente} nog geen waarde op de dag vanaf wanneer deze eis geldt; voeg die toe"
        ),
        ParameterProblem::NotOne => "noem hier één gegeven of één parameter".into(),
    }
}

/// One line about something to look at again.
#[must_use]
pub fn caution(file: &str, caution: &Caution) -> String {
    format!("{file}:{}:{}: let op: {}", caution.place.line, caution.place.column, warning(&caution.warning))
}

/// The sentence for a caution.
#[must_use]
pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::NoStarters => {
            "een eis aan de omzet sluit starters uit; voeg 'starters' toe met wat zij in plaats daarvan laten zien".into()
        }
        Warning::NoExpectedValue => {
            "zonder 'verwachte_jaarwaarde' is niet te zien of deze omzet in verhouding is; voeg die toe".into()
        }
        Warning::AboveYear { minimum, expected } => format!(
            "de gevraagde omzet van {} is meer dan de verwachte waarde van één jaar ({}); vraag minder of motiveer dit",
            euros(*minimum),
            euros(*expected)
        ),
        Warning::AboveTriple { minimum, expected } => format!(
            "de gevraagde omzet van {} is meer dan drie keer de verwachte waarde van één jaar ({}); dat is meer dan de \
             Gids Proportionaliteit aanhoudt, vraag minder",
            euros(*minimum),
            euros(*expected)
        ),
    }
}

fn condition(problem: &ConditionProblem) -> String {
    match problem {
        ConditionProblem::NoForm => {
            "dit is geen voorwaarde; begin met gegeven, aantal, som, omzet, bewijs, alle, een_van, niet, als, \
             pas_toe_of_leg_uit, wnt, capaciteit, aanvaard, gekozen, gekozen_groep, uitsluiting of beoordeling"
                .into()
        }
        ConditionProblem::NoComparison => {
            "bij dit gegeven staat geen vergelijking; voeg er één toe, zoals ten_minste".into()
        }
        ConditionProblem::ManyComparisons => "hier staan twee vergelijkingen; zet ze los onder 'alle'".into(),
        ConditionProblem::NotForType { fact, comparison } => {
            format!("'{comparison}' kan niet bij het type van '{fact}'; kies een andere vergelijking")
        }
        ConditionProblem::WrongType { fact, needed } => {
            format!("'{fact}' heeft niet het type {needed} dat hier nodig is; kies een ander gegeven")
        }
        ConditionProblem::WrongLiteral { fact } => {
            format!("deze waarde kan '{fact}' nooit hebben; kies een waarde van dat type, binnen de grenzen")
        }
        ConditionProblem::Negated { form } => {
            format!("'{form}' mag niet onder 'niet' of 'als' staan; draai de eis om of gebruik een gegeven")
        }
        ConditionProblem::NoTestPoints => {
            "een oordeel van een mens heeft toetspunten nodig; voeg gesloten vragen met norm en bewijs toe".into()
        }
        ConditionProblem::Restricted { fact } => format!(
            "'{fact}' is strafrechtelijk of bibob en kan alleen in een uitsluiting staan; kies een ander gegeven"
        ),
        ConditionProblem::LookBack => "terugkijken kan over 3 jaar of 5 jaar; kies één van beide".into(),
        ConditionProblem::NotWntClasses { fact } => {
            format!("de keuzes van '{fact}' moeten algemeen, i, ii, iii, iv of v zijn; pas de codes aan")
        }
        ConditionProblem::WindowUnit => "gebruik hier maanden of jaren".into(),
        ConditionProblem::NoGrounds => {
            "deze eis vraagt toegevoegde waarde, maar er zijn geen gronden; noem ze onder 'toegevoegde_waarde'".into()
        }
        ConditionProblem::GroundsUnasked => "geen eis vraagt naar deze gronden, dus ze doen niets; maak een eis met als voorwaarde \
            'toegevoegde_waarde: een_grond'"
            .into(),
    }
}
