//! What changes between two versions of a regeling, in plain sentences for whoever adopts it, applies under it or asks about it.
//! May import: scheme, words.

mod rules;

use super::amounts::euros;
use super::dates::long_date;
use super::vault::limit;
use crate::code::Code;
use crate::identifiers::GemeenteCode;
use crate::policy_code::{DocumentKindCode, EvidenceKindCode, FactCode, GroupCode, ProductCode};
use crate::scheme::{
    Altered, CellState, ChangedMeaning, Comparison, Fixed, How, Meaning, Product, Scheme, Subject, Tariff,
    UploadLimits,
};

/// One thing that changes: a sentence, and under it what exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What changes.
    pub head: String,
    /// In what, sentence by sentence.
    pub lines: Vec<String>,
}

/// Everything that changes, in the order of a regeling.
#[must_use]
pub fn told(old: &Scheme, new: &Scheme, comparison: &Comparison) -> Vec<Told> {
    comparison.items.iter().map(|one| item(old, new, one)).collect()
}

fn item(old: &Scheme, new: &Scheme, one: &Altered) -> Told {
    let side = if one.how == How::Removed { old } else { new };
    let thing = thing(side, one.subject, &one.code);
    let head = match &one.how {
        How::Added => format!("Nieuw: {thing}."),
        How::Removed => format!("Vervalt: {thing}."),
        How::Changed(_) => format!("Verandert: {thing}."),
    };
    let lines = match (one.subject, &one.how) {
        (Subject::Requirement | Subject::Parameter | Subject::Fact | Subject::Evidence, _) => {
            rules::lines(old, new, one)
        }
        (Subject::Cell, How::Changed(_)) => cell(old, new, &one.code),
        (Subject::Product, How::Changed(_)) => tariffs(old, new, &one.code),
        (Subject::Handling, _) if one.code == "bestanden" => uploads(old.uploads(), new.uploads()),
        _ => Vec::new(),
    };
    Told { head, lines }
}

/// What something is called, with its code.
fn thing(scheme: &Scheme, subject: Subject, code: &str) -> String {
    let title = match subject {
        Subject::Head | Subject::Handling => return once(code).to_owned(),
        Subject::Windows => return "het patroon van de vensters".into(),
        Subject::Sufficient => return "wanneer er voldoende aanbod is".into(),
        Subject::Cell => return cell_name(scheme, code),
        Subject::Figures => return format!("de cijfers over {code}"),
        Subject::Tariff => return format!("de tarieven van {code}"),
        Subject::Gemeente => {
            GemeenteCode::parse(code).ok().and_then(|code| scheme.gemeente(&code).map(|one| one.name.clone()))
        }
        Subject::TargetGroup => {
            scheme.target_groups().iter().find(|one| one.code.as_str() == code).map(|one| one.title.clone())
        }
        Subject::Group => {
            GroupCode::parse(code).ok().and_then(|code| scheme.group(&code).map(|one| one.title.clone()))
        }
        Subject::Product => ProductCode::parse(code)
            .ok()
            .and_then(|code| scheme.product(&code).map(|(_, one)| one.title.clone())),
        Subject::Fact => {
            FactCode::parse(code).ok().and_then(|code| scheme.fact(&code).map(|one| one.question.clone()))
        }
        Subject::Evidence => EvidenceKindCode::parse(code)
            .ok()
            .and_then(|code| scheme.evidence_def(&code).map(|one| one.title.clone())),
        Subject::Document => DocumentKindCode::parse(code)
            .ok()
            .and_then(|code| scheme.document(&code).map(|one| one.title.clone())),
        Subject::Parameter => {
            scheme.parameters().iter().find(|one| one.code.as_str() == code).map(|one| one.title.clone())
        }
        Subject::Requirement => rules::requirement(scheme, code).map(|one| one.title.clone()),
        Subject::AddedValue => {
            scheme.added_value().iter().find(|one| one.code == code).map(|one| one.title.clone())
        }
        Subject::Reason => scheme.reasons().iter().find(|one| one.code == code).map(|one| one.title.clone()),
        Subject::Exit | Subject::Paragraph => None,
    };
    let what = kind(subject);
    title.map_or_else(|| format!("{what} {code}"), |title| format!("{what} {code} ‘{title}’"))
}

fn kind(subject: Subject) -> &'static str {
    match subject {
        Subject::Gemeente => "gemeente",
        Subject::TargetGroup => "doelgroep",
        Subject::Group => "productgroep",
        Subject::Product => "product",
        Subject::Fact => "vraag",
        Subject::Evidence => "bewijsstuk",
        Subject::Document => "document",
        Subject::Parameter => "getal",
        Subject::Requirement => "eis",
        Subject::AddedValue => "grond van toegevoegde waarde",
        Subject::Exit => "regel van uitstroom",
        Subject::Reason => "redencode",
        Subject::Paragraph => "alinea in brieven",
        _ => "onderdeel",
    }
}

fn once(code: &str) -> &'static str {
    match code {
        "titel" => "de titel van de procedure",
        "regio" => "de gegevens van de regio",
        "looptijd" => "de looptijd van de overeenkomsten",
        "rechtsbescherming" => "de rechtsbescherming",
        "termijnen" => "de termijnen",
        "jaarlijkse_bevestiging" => "wat wie is toegelaten elk jaar bevestigt",
        "bibob" => "wanneer een Bibob-onderzoek kan",
        "maatregelen" => "welke maatregelen de overeenkomst toelaat",
        "bestanden" => "hoe groot bestanden mogen zijn",
        _ => "het beoordelingsplan",
    }
}

fn parts(code: &str) -> Option<(ProductCode, GemeenteCode)> {
    let (product, gemeente) = code.split_once('/')?;
    Some((ProductCode::parse(product).ok()?, GemeenteCode::parse(gemeente).ok()?))
}

fn cell_name(scheme: &Scheme, code: &str) -> String {
    let names = parts(code).and_then(|(product, gemeente)| {
        Some((scheme.product(&product)?.1.title.clone(), scheme.gemeente(&gemeente)?.name.clone()))
    });
    names.map_or_else(|| code.to_owned(), |(product, gemeente)| format!("{product} in {gemeente}"))
}

fn cell(old: &Scheme, new: &Scheme, code: &str) -> Vec<String> {
    let state = |side: &Scheme| {
        let (product, gemeente) = parts(code)?;
        side.cell(&product, &gemeente).map(cell_state)
    };
    let (was, is) = (state(old), state(new));
    was.zip(is).map(|(was, is)| format!("Was: {was}. Wordt: {is}.")).into_iter().collect()
}

/// The words for the state of a product in a gemeente.
#[must_use]
pub fn cell_state(state: CellState) -> &'static str {
    match state {
        CellState::InUse => "wordt hier ingekocht",
        CellState::Later => "misschien later",
        CellState::NotBought => "wordt hier niet ingekocht",
        CellState::Local => "koopt de gemeente zelf in",
        CellState::Undecided => "nog niet bepaald",
    }
}

/// The limits that differ.
fn uploads(old: UploadLimits, new: UploadLimits) -> Vec<String> {
    let of = [
        ("Een bestand", old.file, new.file),
        ("Alle bestanden bij een aanmelding samen", old.application, new.application),
    ];
    of.into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(what, was, is)| {
            format!("{what}. Was: ten hoogste {}. Wordt: ten hoogste {}.", limit(was), limit(is))
        })
        .collect()
}

/// The tariffs that one version has and the other has not.
fn tariffs(old: &Scheme, new: &Scheme, code: &str) -> Vec<String> {
    let of = |side: &'_ Scheme| -> Vec<Tariff> {
        let product = ProductCode::parse(code).ok();
        let found =
            product.and_then(|code| side.product(&code).map(|(_, one): (_, &Product)| one.tariffs.clone()));
        found.unwrap_or_default()
    };
    let (was, is) = (of(old), of(new));
    let line = |scheme: &Scheme, head: &str, one: &Tariff| {
        let places: Vec<String> = one
            .gemeenten
            .iter()
            .filter_map(|code| scheme.gemeente(code).map(|gemeente| gemeente.name.clone()))
            .collect();
        let within = if places.is_empty() {
            String::new()
        } else {
            format!(" in {}", super::format::list(&places, "en"))
        };
        format!("{head} tarief vanaf {}{within}: {}.", long_date(one.from), euros(one.price))
    };
    let gone = was.iter().filter(|one| !is.contains(one)).map(|one| line(old, "Vervallen", one));
    let fresh = is.iter().filter(|one| !was.contains(one)).map(|one| line(new, "Nieuw", one));
    gone.chain(fresh).collect()
}

/// Why a version cannot follow an older one.
#[must_use]
pub fn changed_meaning(one: &ChangedMeaning) -> String {
    let what = match one.meaning {
        Meaning::Type => "krijgt een ander type",
        Meaning::Choice => "verliest een keuze die al gebruikt kan zijn",
        Meaning::Class => "krijgt een andere klasse, en dus andere lezers",
        Meaning::Kind => "krijgt een andere soort",
        Meaning::Unit => "krijgt een andere eenheid",
        Meaning::Procedure => "wordt een andere procedure of regio",
    };
    format!("{} {} {what}; geef het een nieuwe code", kind(one.subject), one.code)
}

/// Why a version cannot follow an older one of a running procedure.
#[must_use]
pub fn fixed(old: &Scheme, new: &Scheme, one: &Fixed) -> String {
    let name = |scheme: &Scheme, code: &GemeenteCode| {
        scheme.gemeente(code).map_or_else(|| code.as_str().to_owned(), |one| one.name.clone())
    };
    match one {
        Fixed::Term => "de looptijd ligt vast sinds de procedure begon; laat ‘looptijd’ zoals het was".into(),
        Fixed::Track => {
            "de rechtsbescherming ligt vast sinds de procedure begon; laat ‘spoor’ zoals het was".into()
        }
        Fixed::Joins(code) => format!(
            "gemeente {} doet niet mee in deze procedure; voor een nieuwe gemeente begint u een nieuwe procedure",
            name(new, code)
        ),
        Fixed::Leaves(code) => format!(
            "gemeente {} kan niet uit de regeling; er lopen nog contracten. Zet haar vakjes op ‘niet’",
            name(old, code)
        ),
    }
}

fn class(class: crate::class::Class) -> &'static str {
    class.code()
}
