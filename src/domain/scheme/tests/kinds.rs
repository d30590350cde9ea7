//! Each kind of mistake that the reader knows has a broken regeling, and a message of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::broken::told;
use crate::scheme::problem::{BoundsProblem, ConditionProblem, MeasureProblem, ParameterProblem, Problem};
use crate::words::scheme::problem as sentence;

/// A name for every kind, and all names: a kind that comes is a kind that must be named here.
macro_rules! kinds {
    ($($kind:pat => $name:literal),+ $(,)?) => {
        const KINDS: &[&str] = &[$($name),+];

        fn name(problem: &Problem) -> &'static str {
            match problem { $($kind => $name),+ }
        }
    };
}

kinds! {
    Problem::Tab => "tab",
    Problem::NotYaml(_) => "not yaml",
    Problem::Empty => "empty",
    Problem::SecondDocument => "second document",
    Problem::Anchor => "anchor",
    Problem::Alias => "alias",
    Problem::Tag => "tag",
    Problem::TooDeep => "too deep",
    Problem::DuplicateKey { .. } => "duplicate key",
    Problem::KeyNotText => "key not text",
    Problem::UnknownFormat { .. } => "unknown format",
    Problem::UnknownKey { .. } => "unknown key",
    Problem::MissingKey { .. } => "missing key",
    Problem::NoValue => "no value",
    Problem::NotAMap => "not a map",
    Problem::NotAList => "not a list",
    Problem::EmptyList => "empty list",
    Problem::NotAScalar => "not a scalar",
    Problem::NotA(_) => "not of this form",
    Problem::NotOneOf(_) => "not one of",
    Problem::DuplicateCode { .. } => "duplicate code",
    Problem::UnknownCode { .. } => "unknown code",
    Problem::NoSource => "no source",
    Problem::Bounds(BoundsProblem::NotForType) => "bounds not for type",
    Problem::Bounds(BoundsProblem::Reversed) => "bounds reversed",
    Problem::Bounds(BoundsProblem::KeyNotForType) => "key not for type",
    Problem::Bounds(BoundsProblem::KeyNeeded(_)) => "key needed",
    Problem::EndBeforeStart => "end before start",
    Problem::NotEveryYear => "no day of every year",
    Problem::MatrixRows { rows: 0, .. } => "no row",
    Problem::MatrixRows { .. } => "two rows",
    Problem::NoCell { .. } => "no cell",
    Problem::TariffSum { .. } => "tariff sum",
    Problem::YearTwice { .. } => "year twice",
    Problem::TwoYears => "two years",
    Problem::DayTwice { .. } => "day twice",
    Problem::TariffTwice => "tariff twice",
    Problem::Parameter(ParameterProblem::WrongValue) => "parameter of another value",
    Problem::Parameter(ParameterProblem::Twice) => "parameter twice",
    Problem::Parameter(ParameterProblem::WrongType { .. }) => "parameter of another type",
    Problem::Parameter(ParameterProblem::Outside { .. }) => "parameter outside",
    Problem::Parameter(ParameterProblem::Open { .. }) => "parameter open",
    Problem::Parameter(ParameterProblem::NotOne) => "not one operand",
    Problem::Measure(MeasureProblem::Twice) => "measure twice",
    Problem::Measure(MeasureProblem::NoDuration) => "measure without the longest it may take",
    Problem::Measure(MeasureProblem::DurationNotFor) => "measure that has no last day",
    Problem::Measure(MeasureProblem::WorkingDays) => "measure in working days",
    Problem::Measure(MeasureProblem::OverAYear) => "measure over a year",
    Problem::Measure(MeasureProblem::StopTouchesClients) => "stop that touches clients",
    Problem::ExclusionTogether => "exclusion together",
    Problem::StartNeedsEvidence => "start needs evidence",
    Problem::Condition(ConditionProblem::NoForm) => "no form",
    Problem::Condition(ConditionProblem::NoComparison) => "no comparison",
    Problem::Condition(ConditionProblem::ManyComparisons) => "many comparisons",
    Problem::Condition(ConditionProblem::NotForType { .. }) => "comparison not for type",
    Problem::Condition(ConditionProblem::WrongType { .. }) => "gegeven of another type",
    Problem::Condition(ConditionProblem::WrongLiteral { .. }) => "wrong literal",
    Problem::Condition(ConditionProblem::Negated { .. }) => "negated",
    Problem::Condition(ConditionProblem::NoTestPoints) => "no toetspunten",
    Problem::Condition(ConditionProblem::Restricted { .. }) => "restricted",
    Problem::Condition(ConditionProblem::LookBack) => "look-back",
    Problem::Condition(ConditionProblem::NotWntClasses { .. }) => "not WNT classes",
    Problem::Condition(ConditionProblem::WindowUnit) => "window unit",
    Problem::Condition(ConditionProblem::NoGrounds) => "added value without grounds",
    Problem::Condition(ConditionProblem::GroundsUnasked) => "grounds of added value that are not asked",
}

/// Of the national tables, which have tests of their own beside their readers.
const NATIONAL: [&str; 3] = ["year twice", "two years", "day twice"];

#[test]
fn every_kind_of_mistake_has_a_broken_regeling() {
    let told: BTreeSet<&str> = told().iter().map(name).collect();
    let untold: Vec<&&str> =
        KINDS.iter().filter(|kind| !NATIONAL.contains(kind) && !told.contains(**kind)).collect();
    assert!(untold.is_empty(), "no broken regeling is told: {untold:?}");
}

#[test]
fn every_kind_of_mistake_has_a_message_of_its_own() {
    let mut said: BTreeMap<String, &str> = BTreeMap::new();
    for problem in told() {
        let other = said.insert(sentence(&problem), name(&problem));
        assert!(other.is_none_or(|other| other == name(&problem)), "{}: {other:?}", sentence(&problem));
    }
    assert!(said.len() >= KINDS.len() - NATIONAL.len());
}
