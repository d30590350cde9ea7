//! A toelating: an aanbieder is admitted for a lot, from the decision until it ends.
//! May import: application, code, decision, ids, motivation, policy_code.

mod evidence_request;
mod life;
mod parts;
mod steps;

#[cfg(test)]
mod tests;

pub use evidence_request::{EvidenceRequest, NotNow, REQUEST_TRANSITIONS, RequestCommand, RequestState};
pub use life::{Admission, Command, Refusal, TRANSITIONS};
pub use parts::{
    Agreement, Ending, Granted, Lapse, NotAnAdmission, Running, RunningClients, Side, Signatories,
    SignedAgreement, Source, SourceKind, State, Suspension, SuspensionKind,
};
