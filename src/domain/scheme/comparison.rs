//! What differs between two versions of a regeling. The sentences are in `words::comparison`.
//! May import: facts, identifiers, policy_code, scheme.

mod meaning;
mod parts;

use serde::{Deserialize, Serialize};

use super::build::Scheme;
pub use meaning::{ChangedMeaning, Fixed, Meaning, changed_foundations, changed_meanings};

/// Everything that differs, in the order of a regeling; empty when the two say the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// What differs.
    pub items: Vec<Altered>,
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    /// What kind of thing.
    pub subject: Subject,
    /// Its code: of a cell `PRODUCT/GEMEENTE`; empty for what a regeling has once.
    pub code: String,
    /// How it differs.
    pub how: How,
}

/// How something differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// The old one does not have it.
    Added,
    /// The new one does not have it.
    Removed,
    /// Both have it, and these aspects differ.
    Changed(Vec<Aspect>),
}

/// What kind of thing differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Title of the procedure, region, desk or contract term.
    Head,
    /// Remedy track, terms, review plan.
    Handling,
    /// The pattern of windows.
    Windows,
    /// A gemeente.
    Gemeente,
    /// A doelgroep.
    TargetGroup,
    /// A productgroep.
    Group,
    /// A product.
    Product,
    /// Tariffs of a product.
    Tariff,
    /// The state of a product in a gemeente.
    Cell,
    /// Earlier matrices, and clients per lot.
    Figures,
    /// A question.
    Fact,
    /// A kind of bewijsstuk.
    Evidence,
    /// A kind of inkoopdocument.
    Document,
    /// A parameter.
    Parameter,
    /// An eis.
    Requirement,
    /// The definition of *voldoende aanbod*.
    Sufficient,
    /// A ground of added value.
    AddedValue,
    /// A rule of exit.
    Exit,
    /// A reason code.
    Reason,
    /// A paragraph of letters.
    Paragraph,
}

/// In what something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// Title, question or name.
    Title,
    /// The rule, and with it the published text.
    Condition,
    /// Where it applies.
    Scope,
    /// Required or advised.
    Hard,
    /// In use or not.
    InUse,
    /// Whether it may be repaired.
    Repairable,
    /// When it must hold or be shown.
    Moment,
    /// From which day it is in force.
    Since,
    /// Whether running admissions fall under it.
    AppliesTo,
    /// Who of a combinatie must meet it.
    Together,
    /// Its kind or type, with bounds and choices.
    Kind,
    /// Its ground.
    Ground,
    /// Who may read it.
    Class,
    /// Values of a parameter.
    Values,
    /// How long it counts.
    Validity,
    /// What is said with it.
    Explanation,
    /// How certain it is, and where it comes from.
    Standing,
    /// Anything else.
    Other,
}

impl Comparison {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// What differs between two versions of a regeling.
#[must_use]
pub fn compare(old: &Scheme, new: &Scheme) -> Comparison {
    let mut items = Vec::new();
    parts::head(old, new, &mut items);
    parts::bought(old, new, &mut items);
    parts::asked(old, new, &mut items);
    parts::rules(old, new, &mut items);
    parts::rest(old, new, &mut items);
    Comparison { items }
}
