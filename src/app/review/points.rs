//! Toetspunten: which a person answers, whether what is said follows from them, and the motivation that they are.
//! May import: app::error, domain.

use crate::app::error::FieldError;
use crate::domain::decision::Said;
use crate::domain::policy_code::TestPointCode;
use crate::domain::rules::{About, EvidenceState, Outcome, RequirementResult, TestAnswer};
use crate::domain::scheme::{Requirement, Scheme, TestPoints};
use crate::domain::words::review as words;

/// The toetspunten that a person must answer, because the rules leave this requirement to a person.
#[must_use]
pub fn points_of<'a>(
    scheme: &'a Scheme,
    requirement: &'a Requirement,
    result: &RequirementResult,
) -> Vec<&'a TestPoints> {
    if result.outcome != Outcome::Judge {
        return Vec::new();
    }
    let offered = result.findings.iter().filter_map(|finding| match &finding.about {
        About::Evidence { evidence, state: EvidenceState::Equivalent { .. }, .. } => {
            scheme.evidence_def(evidence).and_then(|def| def.equivalent.as_ref())
        }
        _ => None,
    });
    requirement.condition.test_points().into_iter().chain(offered).collect()
}

/// The answers as the form gives them; each must be there.
pub(super) fn answers(
    asked: &[&TestPoints],
    given: &[(String, String)],
    mistakes: &mut Vec<FieldError>,
) -> Vec<TestAnswer> {
    let mut read = Vec::new();
    for point in asked.iter().flat_map(|points| &points.points) {
        let code: &TestPointCode = &point.code;
        let answer =
            given.iter().find(|(given, _)| given == code.as_str()).map(|(_, answer)| answer.as_str());
        match answer {
            Some("ja") => read.push(TestAnswer { point: code.clone(), yes: true }),
            Some("nee") => read.push(TestAnswer { point: code.clone(), yes: false }),
            _ => mistakes.push(FieldError::new(format!("toetspunt.{code}"), words::SAY_POINT)),
        }
    }
    read
}

/// What is said must follow from the answers: the published toetspunten are the norm.
pub(super) fn agree(
    asked: &[&TestPoints],
    answers: &[TestAnswer],
    said: Said,
    mistakes: &mut Vec<FieldError>,
) {
    if asked.is_empty() {
        return;
    }
    let together = Outcome::all(asked.iter().map(|points| Outcome::judged(points, answers)));
    match (together, said) {
        (Outcome::NotMet, Said::Met) => mistakes.push(FieldError::new("oordeel", words::POINTS_SAY_NOT_MET)),
        (Outcome::Met, Said::NotMet) => mistakes.push(FieldError::new("oordeel", words::POINTS_SAY_MET)),
        _ => {}
    }
}

/// Why it is met, where the answers on the toetspunten say all there is to say; nothing where nothing was asked.
pub(super) fn told(asked: &[&TestPoints], answers: &[TestAnswer]) -> String {
    let answered = asked.iter().flat_map(|points| &points.points).filter_map(|point| {
        let answer = answers.iter().find(|answer| answer.point == point.code)?;
        Some((point.question.as_str(), answer.yes))
    });
    let answered: Vec<_> = answered.collect();
    if answered.is_empty() { String::new() } else { words::met_by_points(&answered) }
}
