//! Part by part: lists by their codes, and what a regeling has once.
//! May import: scheme.

use super::{Altered, Aspect, How, Subject};
use crate::facts::FactDef;
use crate::scheme::{DocumentDef, EvidenceDef, Parameter, Product, Requirement, Scheme};

/// The aspects that differ, of those named with whether they do.
fn aspects<const N: usize>(named: [(Aspect, bool); N]) -> Vec<Aspect> {
    named.into_iter().filter(|(_, differs)| *differs).map(|(aspect, _)| aspect).collect()
}

/// Compare two lists by code. Equal things give nothing; of what differs without a named aspect, something else does.
fn lists<'a, T: PartialEq + 'a>(
    subject: Subject,
    [old, new]: [Vec<&'a T>; 2],
    code: impl Fn(&T) -> String,
    changed: impl Fn(&T, &T) -> Vec<Aspect>,
    items: &mut Vec<Altered>,
) {
    for one in &old {
        let code_of = code(one);
        let how = match new.iter().find(|other| code(other) == code_of) {
            None => How::Removed,
            Some(other) if other == one => continue,
            Some(other) => {
                let aspects = changed(one, other);
                How::Changed(if aspects.is_empty() { vec![Aspect::Other] } else { aspects })
            }
        };
        items.push(Altered { subject, code: code_of, how });
    }
    for one in &new {
        let code_of = code(one);
        if !old.iter().any(|other| code(other) == code_of) {
            items.push(Altered { subject, code: code_of, how: How::Added });
        }
    }
}

fn plain<'a, T: PartialEq + 'a>(
    subject: Subject,
    sides: [&'a [T]; 2],
    code: impl Fn(&T) -> String,
    items: &mut Vec<Altered>,
) {
    lists(subject, sides.map(|side| side.iter().collect()), code, |_, _| Vec::new(), items);
}

/// What a regeling has once.
fn once(subject: Subject, code: &str, differs: bool, items: &mut Vec<Altered>) {
    if differs {
        items.push(Altered { subject, code: code.to_owned(), how: How::Changed(vec![Aspect::Other]) });
    }
}

pub(super) fn head(old: &Scheme, new: &Scheme, items: &mut Vec<Altered>) {
    once(Subject::Head, "titel", old.title() != new.title(), items);
    once(Subject::Head, "regio", old.region() != new.region(), items);
    once(Subject::Head, "looptijd", old.term() != new.term(), items);
    once(Subject::Handling, "rechtsbescherming", old.remedy() != new.remedy(), items);
    once(Subject::Handling, "termijnen", old.terms() != new.terms(), items);
    once(Subject::Handling, "beoordelingsplan", old.review_plan() != new.review_plan(), items);
    once(Subject::Handling, "bestanden", old.uploads() != new.uploads(), items);
    once(Subject::Handling, "jaarlijkse_bevestiging", old.confirmation() != new.confirmation(), items);
    once(Subject::Handling, "bibob", old.bibob_written() != new.bibob_written(), items);
    once(Subject::Handling, "maatregelen", old.measures() != new.measures(), items);
    once(Subject::Windows, "", old.windows() != new.windows(), items);
}

pub(super) fn bought(old: &Scheme, new: &Scheme, items: &mut Vec<Altered>) {
    plain(Subject::Gemeente, [old.gemeenten(), new.gemeenten()], |one| one.code.to_string(), items);
    plain(
        Subject::TargetGroup,
        [old.target_groups(), new.target_groups()],
        |one| one.code.to_string(),
        items,
    );
    let groups = [old.groups(), new.groups()].map(|side| side.iter().collect());
    // Their products are told below.
    let same = |one: &crate::scheme::ProductGroup, other: &crate::scheme::ProductGroup| {
        aspects([
            (Aspect::Title, one.title != other.title),
            (Aspect::Standing, one.standing != other.standing),
        ])
    };
    let before = items.len();
    lists(Subject::Group, groups, |one| one.code.to_string(), same, items);
    let only_products = |one: &Altered| one.how == How::Changed(vec![Aspect::Other]);
    let kept: Vec<Altered> = items.drain(before..).filter(|one| !only_products(one)).collect();
    items.extend(kept);
    let products = [old, new].map(|side| side.groups().iter().flat_map(|group| &group.products).collect());
    lists(Subject::Product, products, |one| one.code.to_string(), product, items);
    cells(old, new, items);
    let demand = [old.demand(), new.demand()];
    plain(Subject::Figures, demand, |one| format!("{}/{}", one.group, one.gemeente), items);
    plain(Subject::Figures, [old.history(), new.history()], |one| one.title.clone(), items);
}

fn product(one: &Product, other: &Product) -> Vec<Aspect> {
    aspects([
        (Aspect::Title, one.title != other.title),
        (Aspect::Values, one.tariffs != other.tariffs),
        (Aspect::Kind, one.unit != other.unit || one.category != other.category),
        (
            Aspect::Other,
            one.description != other.description
                || one.product_code != other.product_code
                || one.parent != other.parent,
        ),
        (Aspect::Standing, one.standing != other.standing),
    ])
}

/// Cells of products and gemeenten that both versions have.
fn cells(old: &Scheme, new: &Scheme, items: &mut Vec<Altered>) {
    for row in old.matrix() {
        for (gemeente, state) in &row.cells {
            if new.cell(&row.product, gemeente).is_some_and(|now| now != *state) {
                let code = format!("{}/{gemeente}", row.product);
                items.push(Altered { subject: Subject::Cell, code, how: How::Changed(vec![Aspect::Other]) });
            }
        }
    }
}

pub(super) fn asked(old: &Scheme, new: &Scheme, items: &mut Vec<Altered>) {
    let facts = [old.facts(), new.facts()].map(|side| side.iter().collect());
    lists(Subject::Fact, facts, |one| one.code.to_string(), fact, items);
    let evidence = [old.evidence(), new.evidence()].map(|side| side.iter().collect());
    lists(Subject::Evidence, evidence, |one| one.code.to_string(), paper, items);
    let documents = [old.documents(), new.documents()].map(|side| side.iter().collect());
    let document = |one: &DocumentDef, other: &DocumentDef| {
        aspects([
            (Aspect::Title, one.title != other.title),
            (Aspect::Hard, one.must_accept != other.must_accept),
            (Aspect::Kind, one.kind != other.kind),
            (Aspect::Standing, one.standing != other.standing),
        ])
    };
    lists(Subject::Document, documents, |one| one.code.to_string(), document, items);
}

fn fact(one: &FactDef, other: &FactDef) -> Vec<Aspect> {
    aspects([
        (Aspect::Title, one.question != other.question),
        (Aspect::Kind, one.kind != other.kind),
        (Aspect::Class, one.class != other.class),
        (Aspect::Explanation, one.help != other.help),
    ])
}

fn paper(one: &EvidenceDef, other: &EvidenceDef) -> Vec<Aspect> {
    aspects([
        (Aspect::Title, one.title != other.title),
        (Aspect::Validity, one.validity != other.validity || one.on != other.on),
        (Aspect::Class, one.class != other.class),
        (Aspect::Kind, one.manner != other.manner),
        (Aspect::Condition, one.equivalent != other.equivalent),
        (Aspect::Standing, one.standing != other.standing),
    ])
}

pub(super) fn rules(old: &Scheme, new: &Scheme, items: &mut Vec<Altered>) {
    let parameters = [old.parameters(), new.parameters()].map(|side| side.iter().collect());
    let values = |one: &Parameter, other: &Parameter| {
        aspects([
            (Aspect::Title, one.title != other.title),
            (Aspect::Kind, one.kind != other.kind),
            (Aspect::Values, one.values != other.values),
            (Aspect::Standing, one.standing != other.standing),
        ])
    };
    lists(Subject::Parameter, parameters, |one| one.code.to_string(), values, items);
    let all =
        [old, new].map(|side| side.requirements().iter().chain(side.switched_off()).collect::<Vec<_>>());
    let used = |side: &Scheme, one: &Requirement| side.requirement(&one.code).is_some();
    let changed = |one: &Requirement, other: &Requirement| requirement(one, other);
    let before = items.len();
    lists(Subject::Requirement, all, |one| one.code.to_string(), changed, items);
    // Being in use stands beside a requirement, not in it.
    for one in old.requirements().iter().chain(old.switched_off()) {
        let mut now = new.requirements().iter().chain(new.switched_off());
        let Some(other) = now.find(|other| other.code == one.code) else { continue };
        if used(old, one) == used(new, other) {
            continue;
        }
        let code = one.code.to_string();
        let told = items.iter_mut().skip(before).find(|item| item.code == code);
        match told {
            Some(Altered { how: How::Changed(aspects), .. }) => aspects.insert(0, Aspect::InUse),
            _ => items.push(Altered {
                subject: Subject::Requirement,
                code,
                how: How::Changed(vec![Aspect::InUse]),
            }),
        }
    }
}

fn requirement(one: &Requirement, other: &Requirement) -> Vec<Aspect> {
    aspects([
        (Aspect::Title, one.title != other.title),
        (Aspect::Condition, one.condition != other.condition),
        (Aspect::Scope, one.scope != other.scope),
        (Aspect::Hard, one.hard != other.hard),
        (Aspect::Repairable, one.repairable != other.repairable),
        (Aspect::Moment, one.moment != other.moment || one.on != other.on),
        (Aspect::Since, one.since != other.since),
        (Aspect::AppliesTo, one.applies_to != other.applies_to),
        (Aspect::Together, one.together != other.together),
        (Aspect::Kind, one.kind != other.kind),
        (Aspect::Ground, one.ground != other.ground),
        (Aspect::Explanation, one.explanation != other.explanation),
        (Aspect::Standing, one.standing != other.standing),
    ])
}

pub(super) fn rest(old: &Scheme, new: &Scheme, items: &mut Vec<Altered>) {
    once(Subject::Sufficient, "", old.sufficient() != new.sufficient(), items);
    plain(Subject::AddedValue, [old.added_value(), new.added_value()], |one| one.code.clone(), items);
    plain(Subject::Exit, [old.exit_rules(), new.exit_rules()], |one| one.code.clone(), items);
    plain(Subject::Reason, [old.reasons(), new.reasons()], |one| one.code.clone(), items);
    plain(Subject::Paragraph, [old.paragraphs(), new.paragraphs()], |one| one.code.clone(), items);
}
