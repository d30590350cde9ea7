//! The key table: which keys a regeling has, which it must have, and the type of each. It drives the reader, and the JSON Schema.
//! May import: nothing.

mod asking;
mod bought;
mod case;
mod condition;
mod framework;
mod head;
mod national;
mod parameter;
mod requirement;

pub(crate) use case::CASE;
pub(crate) use condition::{FORMS, OPERAND};
pub(crate) use framework::{DISCIPLINES, FRAMEWORK, THEMES};
pub(crate) use head::REGELING;
pub(crate) use national::{EQUAL_DAYS, SCHOOL_HOLIDAYS, WNT};

/// The format of a regeling that this program reads.
pub const FORMAT: &str = "openhuis-regeling/1";
/// The format of a national table that this program reads.
pub const NATIONAL_FORMAT: &str = "openhuis-landelijk/1";
/// The format of a toetsingskader that this program reads.
pub const FRAMEWORK_FORMAT: &str = "openhuis-toetsingskader/1";
/// The format of cases that we read.
pub const CASE_FORMAT: &str = "openhuis-casus/1";

/// A mapping with a closed set of keys.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) keys: &'static [Key],
}

/// One key.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) kind: Kind,
}

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// The name of the file format.
    Format(&'static str),
    /// Any text.
    Text,
    /// A code that is given here to a thing of this kind.
    Code(Names),
    /// A code of a thing of this kind.
    Ref(Names),
    /// A scalar of this form.
    Scalar(super::problem::ScalarForm),
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or a mapping.
    WordOr(&'static [&'static str], &'static Shape),
    /// A mapping.
    Map(&'static Shape),
    /// A list with at least one item.
    List(&'static Kind),
    /// Any keys, each with a value of this kind.
    Free(&'static Kind),
    /// A scalar, or a list of them.
    OneOrMore,
    /// Per gemeente the state of a product there; every gemeente once.
    Cells,
    /// A scalar whose type follows from something else, or `{gegeven: CODE}`, or `{parameter: CODE}`.
    Operand,
    /// A scalar whose type follows from something else.
    Literal,
    /// A condition.
    Condition,
}

/// The kinds of things that have codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Names {
    /// A gemeente.
    Gemeente,
    /// A productgroep.
    Group,
    /// A product.
    Product,
    /// A doelgroep.
    TargetGroup,
    /// A gegeven.
    Fact,
    /// A kind of bewijsstuk.
    Evidence,
    /// A kind of inkoopdocument.
    Document,
    /// A parameter.
    Parameter,
    /// An eis.
    Requirement,
    /// A ground of added value.
    AddedValue,
    /// A rule of exit.
    Exit,
    /// A reason code.
    Reason,
    /// A paragraph of letters.
    Paragraph,
    /// A norm of a toetsingskader.
    Norm,
    /// Something within one list, such as a choice or a toetspunt.
    Local,
}

const fn must(name: &'static str, kind: Kind) -> Key {
    Key { name, required: true, kind }
}

const fn may(name: &'static str, kind: Kind) -> Key {
    Key { name, required: false, kind }
}

const STATUS: Kind = Kind::Word(&["vastgesteld", "voorstel"]);
const TARIFF_STATUS: Kind = Kind::Word(&["vastgesteld", "voorstel", "voorbeeld"]);
const SPAN: Kind = Kind::Scalar(super::problem::ScalarForm::Span);
const NUMBER: Kind = Kind::Scalar(super::problem::ScalarForm::Number);
const YES_NO: Kind = Kind::Scalar(super::problem::ScalarForm::YesNo);
const MONEY: Kind = Kind::Scalar(super::problem::ScalarForm::Money);
const PERCENT: Kind = Kind::Scalar(super::problem::ScalarForm::Percent);
const DATE: Kind = Kind::Scalar(super::problem::ScalarForm::Date);
/// Never `bibob`: that has a dossier of its own, and stands in no answer and no rule.
const CLASSES: Kind =
    Kind::Word(&["openbaar", "intern", "bedrijfsvertrouwelijk", "persoon", "strafrechtelijk"]);
/// The vakantieregio's of schools.
const HOLIDAY_REGION: Kind = Kind::Word(&["noord", "midden", "zuid"]);
pub(crate) const DATES: &[&str] = &["aanmelding", "sluiting", "start"];
