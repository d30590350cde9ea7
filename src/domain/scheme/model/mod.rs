//! What a regeling says, typed. Values are made by `scheme::build` only, from a file without mistakes.
//! May import: class, code, facts, money, policy_code, scheme.

mod asking;
mod bought;
mod confirmation;
mod head;
mod measure;
mod parameter;
mod requirement;
mod window;

pub use asking::{DocumentDef, DocumentKind, EvidenceDef, FileForm, Manner, Validity};
pub use bought::{
    CellState, Demand, History, HistoryRow, MatrixRow, Product, ProductGroup, Substantiation, TargetGroup,
    Tariff, Unit,
};
pub use confirmation::YearlyConfirmation;
pub use head::{
    BibobDef, ComplaintsDesk, ContractTerm, Gemeente, Inhabitants, RegionDef, Remedy, ReviewPlan, Reviewers,
    Standing, Status, Terms, Track, UploadLimits,
};
pub use measure::MeasureBasis;
pub use parameter::{Parameter, ParameterValue};
pub use requirement::{
    AddedValue, AddedValueKind, AppliesTo, ExitRule, LetterParagraph, Moment, ParagraphPlace, ReasonCode,
    ReasonKind, Requirement, RequirementKind, Scope, SufficientSupply, Together,
};
pub use window::{PhaseLengths, WindowPattern, Windows};
