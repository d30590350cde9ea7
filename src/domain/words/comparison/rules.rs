//! What changes in eisen, parameters, questions and kinds of bewijsstuk.
//! May import: facts, scheme, words.

use super::super::dates::long_date;
use super::super::format::{list, sentence, span};
use super::super::numbers::places;
use super::super::requirement::{evidence, paragraph, reference_date, text, value};
use super::class;
use crate::facts::{FactDef, FactType, FactValue};
use crate::policy_code::{EvidenceKindCode, FactCode, LotKey};
use crate::scheme::{
    Altered, AppliesTo, Aspect, EvidenceDef, How, Moment, Parameter, ParameterValue, Requirement,
    RequirementKind, Scheme, Scope, Subject, Together,
};

/// An eis by its code, in use or not.
pub(super) fn requirement<'a>(scheme: &'a Scheme, code: &str) -> Option<&'a Requirement> {
    scheme.requirements().iter().chain(scheme.switched_off()).find(|one| one.code.as_str() == code)
}

pub(super) fn lines(old: &Scheme, new: &Scheme, one: &Altered) -> Vec<String> {
    let lines = match (one.subject, &one.how) {
        (Subject::Requirement, How::Added) => requirement(new, &one.code).map(|now| whole(new, now)),
        (Subject::Requirement, How::Changed(aspects)) => requirement(old, &one.code)
            .zip(requirement(new, &one.code))
            .map(|sides| aspects.iter().flat_map(|aspect| changed([old, new], sides, *aspect)).collect()),
        (Subject::Parameter, How::Added | How::Changed(_)) => Some(values(old, new, &one.code)),
        (Subject::Fact, How::Changed(aspects)) => FactCode::parse(&one.code).ok().and_then(|code| {
            let sides = (old.fact(&code)?, new.fact(&code)?);
            Some(aspects.iter().flat_map(|aspect| question(sides, *aspect)).collect())
        }),
        (Subject::Evidence, How::Changed(aspects)) => {
            EvidenceKindCode::parse(&one.code).ok().and_then(|code| {
                let sides = (old.evidence_def(&code)?, new.evidence_def(&code)?);
                Some(aspects.iter().map(|aspect| paper(sides, *aspect)).collect())
            })
        }
        _ => None,
    };
    lines.unwrap_or_default()
}

fn whole(scheme: &Scheme, one: &Requirement) -> Vec<String> {
    vec![paragraph(scheme, one), format!("Geldt {}, {}.", everywhere(scheme, &one.scope), hard(one.hard))]
}

fn hard(hard: bool) -> &'static str {
    if hard { "verplicht" } else { "als advies" }
}

fn everywhere(scheme: &Scheme, scope: &Scope) -> String {
    let places = places(scheme, scope);
    if places.is_empty() { "overal".into() } else { places.trim_start().to_owned() }
}

fn was_is(what: &str, was: &str, is: &str) -> Vec<String> {
    vec![format!("{what}. Was: {was}. Wordt: {is}.")]
}

fn changed([old, new]: [&Scheme; 2], (was, is): (&Requirement, &Requirement), aspect: Aspect) -> Vec<String> {
    let yes = |yes: bool| if yes { "ja" } else { "nee" };
    match aspect {
        Aspect::Title => was_is("De titel", &was.title, &is.title),
        Aspect::Condition => condition([old, new], was, is),
        Aspect::Scope => was_is("Waar", &everywhere(old, &was.scope), &everywhere(new, &is.scope)),
        Aspect::Hard => was_is("Hoe", hard(was.hard), hard(is.hard)),
        Aspect::InUse if new.requirement(&is.code).is_some() => vec!["De eis geldt voortaan.".into()],
        Aspect::InUse => vec!["De eis geldt voortaan niet meer.".into()],
        Aspect::Repairable => was_is("Herstel na de sluiting", yes(was.repairable), yes(is.repairable)),
        Aspect::Moment => was_is("Wanneer", &moment(was), &moment(is)),
        Aspect::Since => was_is("Vanaf", &long_date(was.since), &long_date(is.since)),
        Aspect::AppliesTo => was_is("Voor wie", &applies_to(&was.applies_to), &applies_to(&is.applies_to)),
        Aspect::Together => was_is("In een combinatie", together(was.together), together(is.together)),
        Aspect::Kind => was_is("De soort", kind(was.kind), kind(is.kind)),
        Aspect::Ground => was_is("De grond", &was.ground, &is.ground),
        Aspect::Explanation => vec!["De toelichting verandert.".into()],
        _ => vec!["De status of de bron verandert.".into()],
    }
}

/// The lines of the text that are gone, and those that are new.
fn condition([old, new]: [&Scheme; 2], was: &Requirement, is: &Requirement) -> Vec<String> {
    let (before, after) = (text(old, was), text(new, is));
    let gone = before.iter().filter(|line| !after.iter().any(|other| other.text == line.text));
    let fresh = after.iter().filter(|line| !before.iter().any(|other| other.text == line.text));
    let lines: Vec<String> = gone
        .map(|line| format!("Was: {}", line.text))
        .chain(fresh.map(|line| format!("Wordt: {}", line.text)))
        .collect();
    if !lines.is_empty() {
        return lines;
    }
    // The same sentences in another order, or standing otherwise under each other.
    vec![format!("Was: {}", paragraph(old, was)), format!("Wordt: {}", paragraph(new, is))]
}

fn moment(one: &Requirement) -> String {
    let due = match one.moment {
        Moment::Application => "bij de aanmelding".into(),
        Moment::Start => "bij de start".into(),
        Moment::AfterStart(length) => format!("{} na de start", span(length)),
    };
    format!("{due}, gemeten op {}", reference_date(one.on))
}

fn applies_to(one: &AppliesTo) -> String {
    match one {
        AppliesTo::New => "nieuwe aanmeldingen".into(),
        AppliesTo::Running { article, transition } => {
            format!("ook wie al is toegelaten, na {} ({article})", span(*transition))
        }
    }
}

fn together(one: Together) -> &'static str {
    match one {
        Together::Each => "ieder zelf",
        Together::Pooled => "samen",
        Together::Lead => "de penvoerder",
    }
}

fn kind(kind: RequirementKind) -> &'static str {
    match kind {
        RequirementKind::Exclusion => "uitsluiting",
        RequirementKind::Suitability => "geschiktheid",
        RequirementKind::Execution => "uitvoering",
        RequirementKind::Declaration => "verklaring",
    }
}

/// The values of a parameter that are gone, and those that are new: each beside what held there before.
fn values(old: &Scheme, new: &Scheme, code: &str) -> Vec<String> {
    let of = |side: &'_ Scheme| -> Option<Parameter> {
        side.parameters().iter().find(|one| one.code.as_str() == code).cloned()
    };
    let line = |scheme: &Scheme, kind: &FactType, one: &ParameterValue| {
        format!(
            "{} vanaf {}{}",
            value(Some(kind), &one.value),
            long_date(one.from),
            places(scheme, &one.scope)
        )
    };
    let (was, is) = (of(old), of(new));
    let list_of = |side: &Option<Parameter>| side.as_ref().map_or(Vec::new(), |one| one.values.clone());
    let (before, after) = (list_of(&was), list_of(&is));
    let replaced =
        |one: &ParameterValue| after.iter().any(|other| other.from == one.from && other.scope == one.scope);
    let gone = was.iter().flat_map(|one| {
        let lost = one.values.iter().filter(|value| !after.contains(value) && !replaced(value));
        lost.map(|value| format!("Vervalt: {}.", line(old, &one.kind, value)))
    });
    let fresh = is.iter().flat_map(|one| {
        let more = one.values.iter().filter(|value| !before.contains(value));
        more.map(|fresh| match was.as_ref().and_then(|was| held(old, was, fresh)) {
            None => format!("Nieuw: {}.", line(new, &one.kind, fresh)),
            Some(held) => {
                let where_and_when =
                    format!("{} vanaf {}", everywhere(new, &fresh.scope), long_date(fresh.from));
                let [from, to] = [&held, &fresh.value].map(|number| value(Some(&one.kind), number));
                format!("{}: van {from} naar {to}.", sentence(&where_and_when))
            }
        })
    });
    gone.chain(fresh).collect()
}

/// The one value that held on the day and in the places of a new one; nothing when there were several, or none.
fn held(old: &Scheme, was: &Parameter, fresh: &ParameterValue) -> Option<FactValue> {
    let gemeenten = old.gemeenten().iter().map(|one| &one.code);
    let gemeenten =
        gemeenten.filter(|one| fresh.scope.gemeenten.is_empty() || fresh.scope.gemeenten.contains(one));
    let groups = old.groups().iter().map(|one| &one.code);
    let groups: Vec<_> =
        groups.filter(|one| fresh.scope.groups.is_empty() || fresh.scope.groups.contains(one)).collect();
    let lots = gemeenten.flat_map(|gemeente| {
        groups.iter().map(move |group| LotKey { group: (*group).clone(), gemeente: gemeente.clone() })
    });
    let mut values = lots.map(|lot| was.on(fresh.from, Some(&lot)).map(|one| one.value.clone()));
    let first = values.next()??;
    values.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

fn question((was, is): (&FactDef, &FactDef), aspect: Aspect) -> Vec<String> {
    match aspect {
        Aspect::Title => was_is("De vraag", &was.question, &is.question),
        Aspect::Class => was_is("Wie het leest", class(was.class), class(is.class)),
        Aspect::Kind => choices(&was.kind, &is.kind),
        Aspect::Explanation => vec!["De uitleg bij de vraag verandert.".into()],
        _ => vec!["Of een eerder antwoord opnieuw wordt aangeboden, verandert.".into()],
    }
}

fn choices(was: &FactType, is: &FactType) -> Vec<String> {
    let titles = |kind: &FactType| match kind {
        FactType::Choice(list) | FactType::Choices(list) | FactType::ComplyOrExplain { rows: list, .. } => {
            list.iter().map(|one| one.title.clone()).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    let (before, after) = (titles(was), titles(is));
    let gone: Vec<String> = before.iter().filter(|one| !after.contains(one)).cloned().collect();
    let fresh: Vec<String> = after.iter().filter(|one| !before.contains(one)).cloned().collect();
    let told: Vec<String> = [("Deze keuze vervalt", gone), ("Nieuwe keuze", fresh)]
        .into_iter()
        .filter(|(_, titles)| !titles.is_empty())
        .map(|(head, titles)| format!("{head}: {}.", list(&titles, "en")))
        .collect();
    if told.is_empty() { vec!["Het soort antwoord of de grenzen ervan veranderen.".into()] } else { told }
}

fn paper((was, is): (&EvidenceDef, &EvidenceDef), aspect: Aspect) -> String {
    let counts = |one: &EvidenceDef| {
        let told = evidence(one);
        if told.is_empty() { "Het blijft geldig.".to_owned() } else { told }
    };
    match aspect {
        Aspect::Title => format!("De naam. Was: {}. Wordt: {}.", was.title, is.title),
        Aspect::Validity => format!("Was: {} Wordt: {}", counts(was), counts(is)),
        Aspect::Class => format!("Wie het leest. Was: {}. Wordt: {}.", class(was.class), class(is.class)),
        Aspect::Kind => "Hoe wij het krijgen, of in welke vorm, verandert.".into(),
        Aspect::Condition => "Wanneer iets gelijkwaardigs ook mag, verandert.".into(),
        _ => "De status of de bron verandert.".into(),
    }
}
