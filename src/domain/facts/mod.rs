//! Gegevens: what a regeling asks (definitions), what an aanbieder answered (values), and where an answer comes from.
//! May import: class, code, ids, money, policy_code.

mod definition;
mod form;
mod json;
mod ledger;
mod value;

pub use definition::{Choice, FactDef, FactType, Range};
pub use form::{FieldError, FieldProblem, Fields};
pub use json::{FactJsonError, from_json, to_json};
pub use ledger::{Fact, FactSet, Provenance, Source};
pub use value::{Comply, FactValue, PaidPerson, PaidPersons, PersonRole};
