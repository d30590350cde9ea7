//! The published text of an eis, rendered from its condition, so that text and rule cannot drift apart.
//! May import: facts, policy_code, scheme, words.

use serde::Serialize;

use super::amounts::{euros, percent, whole};
use super::dates::long_date;
use super::format::{list, sentence, span, within};
use super::numbers;
use crate::facts::{FactType, FactValue};
use crate::policy_code::FactCode;
use crate::scheme::{
    Comparator, Condition, Enough, EvidenceDef, ExclusionTest, FactTest, Manner, Operand, ReferenceDate,
    Requirement, Scheme, Test, TestPoints, Validity,
};

/// One part of the text of an eis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands: 0 is the eis itself, deeper lines belong to the one above.
    pub depth: usize,
    /// The sentence.
    pub text: String,
}

/// The text of an eis: sentences, with parts of *alle*, *een van* and toetspunten as lines below them.
#[must_use]
pub fn text(scheme: &Scheme, requirement: &Requirement) -> Vec<Line> {
    let mut writer = Writer { scheme, on: requirement.on, lines: Vec::new() };
    writer.condition(&requirement.condition, 0);
    writer.lines
}

/// A sentence of the text of an eis, with the parts that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// Parts of it.
    pub parts: Vec<Sentence>,
}

/// The text of an eis, each sentence with its parts.
#[must_use]
pub fn sentences(scheme: &Scheme, requirement: &Requirement) -> Vec<Sentence> {
    nested(&mut text(scheme, requirement).into_iter().peekable(), 0)
}

fn nested(lines: &mut std::iter::Peekable<impl Iterator<Item = Line>>, depth: usize) -> Vec<Sentence> {
    let mut level = Vec::new();
    while let Some(line) = lines.next_if(|line| line.depth >= depth) {
        let parts = nested(lines, line.depth.saturating_add(1));
        level.push(Sentence { text: line.text, parts });
    }
    level
}

/// The text of an eis as one paragraph.
#[must_use]
pub fn paragraph(scheme: &Scheme, requirement: &Requirement) -> String {
    text(scheme, requirement).into_iter().map(|line| line.text).collect::<Vec<_>>().join(" ")
}

/// How a day of the procedure is called.
#[must_use]
pub fn reference_date(date: ReferenceDate) -> &'static str {
    match date {
        ReferenceDate::Submission => "de dag waarop u zich aanmeldt",
        ReferenceDate::Close => "de dag waarop het venster sluit",
        ReferenceDate::Start => "de startdatum",
    }
}

/// A value as people read it; codes of a list by their words.
#[must_use]
pub fn value(kind: Option<&FactType>, value: &FactValue) -> String {
    let title = |code: &String| kind.and_then(|kind| kind.title_of(code)).unwrap_or(code).to_owned();
    match value {
        FactValue::YesNo(true) => "ja".into(),
        FactValue::YesNo(false) => "nee".into(),
        FactValue::Whole(number) => whole(*number),
        FactValue::Money(amount) => euros(*amount),
        FactValue::Percent(share) => percent(*share),
        FactValue::Day(day) => long_date(*day),
        FactValue::Choice(code) => title(code),
        FactValue::Choices(codes) => list(&codes.iter().map(title).collect::<Vec<_>>(), "en"),
        FactValue::Text(text) => text.clone(),
        FactValue::ComplyOrExplain(answers) => format!("{} onderdelen", answers.len()),
        FactValue::PaidPersons(pay) => format!("{} personen over {}", pay.persons.len(), pay.year),
    }
}

/// What a gegeven must be, after *moet* or *nodig is*.
#[must_use]
pub fn required(scheme: &Scheme, fact: &FactCode, test: &Test, on: ReferenceDate) -> String {
    let kind = scheme.fact(fact).map(|def| &def.kind);
    let words = |code: &String| kind.and_then(|kind| kind.title_of(code)).unwrap_or(code).to_owned();
    let codes = |codes: &std::collections::BTreeSet<String>| codes.iter().map(words).collect::<Vec<_>>();
    match test {
        Test::Compare { comparator, with } => {
            let with = match with {
                Operand::Literal(literal) => value(kind, literal),
                Operand::Fact(other) => format!("uw antwoord op ‘{}’", question(scheme, other)),
                Operand::Parameter(code) => numbers::parameter(scheme, code),
            };
            format!("{}{with}", comparison(*comparator, kind))
        }
        Test::OneOf { codes: set, inside: true } => format!("één van deze: {}", list(&codes(set), "of")),
        Test::OneOf { codes: set, inside: false } => format!("geen van deze: {}", list(&codes(set), "of")),
        Test::Contains { codes: set, all: true } => format!("in elk geval {}", list(&codes(set), "en")),
        Test::Contains { codes: set, all: false } => {
            format!("niet alle van deze: {}", list(&codes(set), "en"))
        }
        Test::NotOlder { than, on: named, inside } => format!(
            "{}een dag in de {} tot en met {}",
            if *inside { "" } else { "niet " },
            span(*than),
            reference_date(named.unwrap_or(on))
        ),
        Test::ValidOn { on, valid: true } => format!("{} of later", reference_date(*on)),
        Test::ValidOn { on, valid: false } => format!("een dag voor {}", reference_date(*on)),
    }
}

pub(super) fn comparison(comparator: Comparator, kind: Option<&FactType>) -> &'static str {
    let day = matches!(kind, Some(FactType::Day(_)));
    match comparator {
        Comparator::Equal => "",
        Comparator::NotEqual => "iets anders dan ",
        Comparator::AtLeast if day => "op of na ",
        Comparator::AtLeast => "ten minste ",
        Comparator::AtMost if day => "op of voor ",
        Comparator::AtMost => "ten hoogste ",
        Comparator::MoreThan if day => "na ",
        Comparator::MoreThan => "meer dan ",
        Comparator::LessThan if day => "voor ",
        Comparator::LessThan => "minder dan ",
    }
}

pub(super) fn question(scheme: &Scheme, fact: &FactCode) -> String {
    scheme.fact(fact).map_or_else(|| fact.to_string(), |def| def.question.clone())
}

/// How long a kind of bewijsstuk counts; nothing when it always does.
#[must_use]
pub fn evidence(def: &EvidenceDef) -> String {
    let on = reference_date(def.on);
    match def.validity {
        Validity::NotOlderThan(age) => format!("Het is niet ouder dan {} op {on}.", span(age)),
        Validity::UntilExpiry => format!("Het is geldig op {on}."),
        Validity::Unlimited => String::new(),
    }
}

struct Writer<'a> {
    scheme: &'a Scheme,
    on: ReferenceDate,
    lines: Vec<Line>,
}

impl Writer<'_> {
    fn line(&mut self, depth: usize, text: impl Into<String>) {
        self.lines.push(Line { depth, text: text.into() });
    }

    fn condition(&mut self, condition: &Condition, depth: usize) {
        match condition {
            Condition::Fact(test) => {
                let text = self.fact(test);
                self.line(depth, text);
                if let Test::Compare { with, .. } = &test.test {
                    self.parameter(with, depth);
                }
            }
            Condition::Number(test) => {
                self.line(depth, numbers::number(self.scheme, test));
                self.parameter(&test.with, depth);
            }
            Condition::All(parts) => self.group("Al het volgende moet kloppen:", parts, depth),
            Condition::Any(parts) => self.group("Ten minste één hiervan moet kloppen:", parts, depth),
            Condition::IfThen { premise, then, .. } => {
                self.line(depth, "Dit geldt alleen in dit geval:");
                self.condition(premise, depth.saturating_add(1));
                self.line(depth, "Dan geldt:");
                self.condition(then, depth.saturating_add(1));
            }
            Condition::ComplyOrExplain { fact, points } => {
                let asked = question(self.scheme, fact);
                self.line(
                    depth,
                    format!("Bij de vraag ‘{asked}’ past u elk onderdeel toe of legt u uit waarom niet."),
                );
                self.points("Een uitleg beoordelen wij met deze vragen.", points, depth);
            }
            Condition::Wnt(test) => {
                self.line(
                    depth,
                    "Valt u onder de Wet normering topinkomens? Dan verdient geen topfunctionaris meer dan het \
                     landelijke maximum van uw klasse in het laatst afgesloten jaar, naar deeltijd en dagen.",
                );
                self.points("Overgangsrecht beoordelen wij met deze vragen.", &test.points, depth);
            }
            Condition::Exclusion(test) => self.exclusion(test, depth),
            Condition::Judgement(points) => {
                self.points("Een mens beoordeelt dit met deze vragen.", points, depth)
            }
            Condition::Evidence(kind) => {
                if let Some(def) = self.scheme.evidence_def(kind) {
                    self.evidence(def, depth);
                }
            }
            single => {
                let text = self.single(single);
                self.line(depth, text);
            }
        }
    }

    /// A parameter with more than one value: each on a line of its own.
    fn parameter(&mut self, with: &Operand, depth: usize) {
        let Operand::Parameter(code) = with else { return };
        for text in numbers::parameter_values(self.scheme, code) {
            self.line(depth.saturating_add(1), text);
        }
    }

    fn group(&mut self, head: &str, parts: &[Condition], depth: usize) {
        self.line(depth, head);
        for part in parts {
            self.condition(part, depth.saturating_add(1));
        }
    }

    fn evidence(&mut self, def: &EvidenceDef, depth: usize) {
        let head = match def.manner {
            Manner::Upload(_) => "U levert dit bewijsstuk:",
            Manner::SeenOnly => "Stuur dit niet op. Wij bekijken het bij u en noteren alleen de datum:",
        };
        let text = format!("{head} {}. {}", def.title, evidence(def));
        self.line(depth, text.trim_end());
        if let Some(points) = &def.equivalent {
            self.points("Iets gelijkwaardigs mag ook. Dat beoordelen wij met deze vragen.", points, depth);
        }
    }

    fn single(&self, condition: &Condition) -> String {
        match condition {
            Condition::Capacity { target, at_least } => {
                let title =
                    target.as_ref().and_then(|target| self.scheme.target_group(target)).map(|one| &one.title);
                let places = if *at_least == 1 { "plaats" } else { "plaatsen" };
                match title {
                    Some(title) => format!(
                        "U hebt in elke gekozen gemeente ten minste {} {places} voor deze doelgroep: {}.",
                        whole(*at_least),
                        within(title)
                    ),
                    None => {
                        format!("U hebt in elke gekozen gemeente ten minste {} {places}.", whole(*at_least))
                    }
                }
            }
            Condition::Accepted(document) => {
                let title =
                    self.scheme.document(document).map_or(document.as_str(), |def| def.title.as_str());
                format!("U aanvaardt dit document: {title}.")
            }
            Condition::Chosen { product, chosen } => {
                let title =
                    self.scheme.product(product).map_or(product.as_str(), |(_, one)| one.title.as_str());
                let how = if *chosen { "ook" } else { "niet" };
                format!("U meldt zich in dezelfde gemeente {how} aan voor {title}.")
            }
            Condition::ChosenGroup { group, chosen } => {
                let title = self.scheme.group(group).map_or(group.as_str(), |one| one.title.as_str());
                let how = if *chosen { "ook aan voor een product" } else { "niet aan voor een product" };
                format!("U meldt zich in dezelfde gemeente {how} van {title}.")
            }
            Condition::ClosedLot { closed } => {
                let how = if *closed { "is" } else { "is niet" };
                format!("Het perceel {how} gesloten voor wie niets toevoegt, op het moment dat u uw aanmelding indient.")
            }
            Condition::Unserved => "U biedt plaatsen voor een doelgroep waarvoor nergens in het perceel plek vrij is. Dat staat in \
                het aanbod dat wij publiceren als het venster opengaat."
                .to_owned(),
            _ => String::new(),
        }
    }

    fn fact(&self, test: &FactTest) -> String {
        let asked = question(self.scheme, &test.fact);
        let required = required(self.scheme, &test.fact, &test.test, self.on);
        format!("Uw antwoord op ‘{asked}’ is {required}.")
    }

    fn exclusion(&mut self, test: &ExclusionTest, depth: usize) {
        let asked = question(self.scheme, &test.declared);
        self.line(
            depth,
            format!(
                "U beantwoordt de vraag ‘{asked}’. Wij kijken {} terug. Is het antwoord ja? Dan wijzen wij u \
                 niet vanzelf af. U vertelt wanneer het was, wat er was en wat u daarna deed.",
                span(test.look_back)
            ),
        );
        self.points("Wij beoordelen dat met deze vragen.", &test.points, depth);
    }

    fn points(&mut self, head: &str, points: &TestPoints, depth: usize) {
        let enough = match points.enough {
            Enough::All => "Elk antwoord moet ja zijn.",
            Enough::One => "Eén keer ja is genoeg.",
        };
        self.line(depth, format!("{head} {enough}"));
        for point in &points.points {
            let text =
                format!("{} Norm: {} Bewijs: {}", sentence(&point.question), point.norm, point.evidence);
            self.line(depth.saturating_add(1), text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deeper_line_is_part_of_the_line_above_it() {
        let line = |depth, text: &str| Line { depth, text: text.to_owned() };
        let flat = [line(0, "a"), line(1, "b"), line(2, "c"), line(1, "d"), line(0, "e")];
        let leaf = |text: &str| Sentence { text: text.to_owned(), parts: Vec::new() };
        let b = Sentence { text: "b".into(), parts: vec![leaf("c")] };
        let a = Sentence { text: "a".into(), parts: vec![b, leaf("d")] };
        assert_eq!(nested(&mut flat.into_iter().peekable(), 0), [a, leaf("e")]);
    }
}
