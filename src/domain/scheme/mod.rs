//! Regelingen: a region's policy as one readable file, read whole or not at all.
//! May import: class, code, facts, money, policy_code, notation.

mod build;
mod case;
mod caution;
mod check;
mod comparison;
mod condition;
mod difference;
mod edit;
mod equal_days;
mod framework;
mod json_schema;
mod keys;
mod model;
mod national;
mod own;
mod print;
mod problem;
mod region_summer;
mod scalar;
mod school_holidays;
mod shelf;
mod splice;
mod tree;
mod wnt_year;

pub use build::Scheme;
pub use case::{CaseEvidence, CaseFile, CaseLot, CaseMember, Expectation};
pub use caution::{Caution, Warning};
pub use comparison::{
    Altered, Aspect, ChangedMeaning, Comparison, Fixed, How, Meaning, Subject, changed_foundations,
    changed_meanings, compare,
};
pub use condition::{
    Comparator, Condition, Enough, ExclusionTest, FactTest, Measure, NumberTest, Operand, ReferenceDate,
    Test, TestPoint, TestPoints, WntTest,
};
pub use difference::{Difference, Item, Part, Turn, difference};
pub use edit::{Edit, NotEdited, edit};
pub use equal_days::{DayRuling, EqualDays, NoRuling, Ruling};
pub use framework::{Framework, Norm, Theme};
pub use json_schema::{JsonSchema, json_schemas};
pub use keys::{CASE_FORMAT, FORMAT, FRAMEWORK_FORMAT, NATIONAL_FORMAT, Names};
pub use model::*;
pub use national::{Figure, NationalTables, WntClass};
pub use own::{bibob_form, is_volmacht, volmacht};
pub use print::print;
pub use problem::{
    BoundsProblem, ConditionProblem, MeasureProblem, Mistake, Mistakes, ParameterProblem, Place, Problem,
    ScalarForm,
};
pub use region_summer::{NoSummer, RegionSummer};
pub use scalar::{Span, SpanUnit};
pub use school_holidays::{HolidayRegion, InSummer, SchoolHolidays, Summer, SummerNotice};
pub use shelf::Shelf;
pub use wnt_year::{NoWntYear, WntYear};

#[cfg(test)]
pub(crate) mod tests;
