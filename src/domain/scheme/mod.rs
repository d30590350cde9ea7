//! Regelingen: a region's policy as one readable file, read whole or not at all.
//! May import: class, code, facts, money, policy_code, notation.

mod build;
mod check;
mod condition;
mod keys;
mod model;
mod national;
mod problem;
mod scalar;
mod tree;

pub use build::Scheme;
pub use condition::{
    Comparator, Condition, Enough, ExclusionTest, FactTest, Operand, ReferenceDate, Test, TestPoint,
    TestPoints, WntTest,
};
pub use keys::{FORMAT, NATIONAL_FORMAT, Names};
pub use model::*;
pub use national::{Figure, NationalTables, WntClass};
pub use problem::{BoundsProblem, ConditionProblem, Mistake, Mistakes, Place, Problem, ScalarForm};
pub use scalar::{Span, SpanUnit};

#[cfg(test)]
mod tests;
