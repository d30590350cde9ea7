//! What can be wrong with a regeling, and where. The Dutch sentences are in `words::scheme`.
//! May import: money.

use chrono::NaiveDate;

use super::keys::Names;
use crate::money::Cents;

/// A place in a file, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// One mistake and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

/// Everything that is wrong with a regeling, in the order of the file. It is never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the regeling has {} mistakes", .0.len())]
pub struct Mistakes(pub Vec<Mistake>);

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A tab.
    Tab,
    /// The file is not YAML here; the reader's own words.
    NotYaml(String),
    /// Nothing in the file.
    Empty,
    /// More than one document in the file.
    SecondDocument,
    /// An anchor (`&`).
    Anchor,
    /// An alias (`*`).
    Alias,
    /// A tag (`!`).
    Tag,
    /// Nested too deep.
    TooDeep,
    /// A key twice in one mapping.
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it stood first.
        first: Place,
    },
    /// A key that is a list or mapping.
    KeyNotText,
    /// The first line does not name a format that we know.
    UnknownFormat {
        /// The format that we read.
        known: &'static str,
    },
    /// A key that does not belong here.
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that do.
        known: Vec<&'static str>,
    },
    /// A key is missing.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// Nothing after the colon.
    NoValue,
    /// A mapping is needed.
    NotAMap,
    /// A list is needed.
    NotAList,
    /// A list needs at least one item.
    EmptyList,
    /// One value is needed, not a list or mapping.
    NotAScalar,
    /// Not a value of this form.
    NotA(ScalarForm),
    /// Not one of these words.
    NotOneOf(Vec<&'static str>),
    /// A code is used twice.
    DuplicateCode {
        /// The code.
        code: String,
        /// Where it stood first.
        first: Place,
    },
    /// A code that nothing in this regeling has.
    UnknownCode {
        /// What kind of thing should have it.
        names: Names,
        /// The code.
        code: String,
    },
    /// Something that is decided needs its source.
    NoSource,
    /// Bounds that do not belong to the type, or the wrong way round.
    Bounds(BoundsProblem),
    /// The end lies before the start.
    EndBeforeStart,
    /// A day and a month that do not make a day in every year.
    NotEveryYear,
    /// A product without a row in the matrix, or with two.
    MatrixRows {
        /// The product.
        product: String,
        /// The number of its rows.
        rows: usize,
    },
    /// A gemeente without a cell in this row.
    NoCell {
        /// The gemeente.
        gemeente: String,
    },
    /// The six headings of a tariff do not add up to it.
    TariffSum {
        /// Sum of the headings.
        sum: Cents,
        /// The tariff.
        price: Cents,
    },
    /// A year twice in a national table.
    YearTwice {
        /// The year.
        year: i32,
    },
    /// Holidays that begin in one year and end in another.
    TwoYears,
    /// A day twice in a national table.
    DayTwice {
        /// The day.
        day: NaiveDate,
    },
    /// Two tariffs for the same product, gemeente and day.
    TariffTwice,
    /// Something is wrong with a parameter.
    Parameter(ParameterProblem),
    /// An exclusion that not each combinant must meet.
    ExclusionTogether,
    /// An eis at the start that asks for more than evidence.
    StartNeedsEvidence,
    /// Something is wrong with what the overeenkomst allows.
    Measure(MeasureProblem),
    /// Something is wrong with the meaning of a condition.
    Condition(ConditionProblem),
}

/// The form that a scalar should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarForm {
    /// A code.
    Code,
    /// A CBS code of a gemeente.
    GemeenteCode,
    /// `ja` or `nee`.
    YesNo,
    /// A whole number, not negative.
    Number,
    /// An amount with a euro sign.
    Money,
    /// A percentage with a percent sign.
    Percent,
    /// A day.
    Date,
    /// A number of days, working days, weeks, months or years.
    Span,
    /// Two digits.
    Category,
    /// Five letters and digits.
    ProductCode,
    /// Lower-case letters, digits and hyphens.
    Slug,
}

/// What is wrong with a measure that the overeenkomst allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureProblem {
    /// The same kind stands there already.
    Twice,
    /// What has a last day needs the longest it may take.
    NoDuration,
    /// It has no last day.
    DurationNotFor,
    /// A last day is not counted in working days.
    WorkingDays,
    /// An admission is suspended for a year at most at a time.
    OverAYear,
    /// A stop on new clients leaves running care alone.
    StopTouchesClients,
}

/// What is wrong with bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoundsProblem {
    /// This type has no bounds.
    NotForType,
    /// The least is greater than the greatest.
    Reversed,
    /// This key belongs to another type.
    KeyNotForType,
    /// This type needs this key.
    KeyNeeded(&'static str),
}

/// What is wrong with a parameter, or with its use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterProblem {
    /// The value is not of the type of the parameter.
    WrongValue,
    /// Two values for the same day and place.
    Twice,
    /// The parameter has another type than what it is compared with.
    WrongType {
        /// The parameter.
        code: String,
        /// The type that is needed.
        needed: &'static str,
    },
    /// A value that what it is compared with can never have.
    Outside {
        /// The parameter.
        code: String,
        /// What it is compared with.
        with: String,
    },
    /// No value on the day from which an eis holds, in a gemeente where it holds.
    Open {
        /// The parameter.
        code: String,
        /// One such gemeente.
        gemeente: String,
    },
    /// Both a gegeven and a parameter, or neither.
    NotOne,
}

/// What is wrong with the meaning of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionProblem {
    /// No form of condition.
    NoForm,
    /// No comparison beside `gegeven`.
    NoComparison,
    /// More than one comparison beside `gegeven`.
    ManyComparisons,
    /// This comparison does not go with the type of this gegeven.
    NotForType {
        /// The gegeven.
        fact: String,
        /// The comparison.
        comparison: String,
    },
    /// The gegeven has another type than is needed here.
    WrongType {
        /// The gegeven.
        fact: String,
        /// The type that is needed.
        needed: &'static str,
    },
    /// The value can never be reached or is not of the type of the gegeven.
    WrongLiteral {
        /// The gegeven.
        fact: String,
    },
    /// A form that needs evidence or a person, below `niet` or `als`.
    Negated {
        /// The first key of the form.
        form: &'static str,
    },
    /// A judgement without toetspunten.
    NoTestPoints,
    /// A gegeven of a closed class outside an exclusion ground.
    Restricted {
        /// The gegeven.
        fact: String,
    },
    /// Only 3 or 5 years.
    LookBack,
    /// The choices of this gegeven are not the WNT classes.
    NotWntClasses {
        /// The gegeven.
        fact: String,
    },
    /// A date window in days, weeks or working days.
    WindowUnit,
    /// Added value is asked, and no ground of it is given.
    NoGrounds,
    /// Grounds of added value are given, and no eis asks for one.
    GroundsUnasked,
}
