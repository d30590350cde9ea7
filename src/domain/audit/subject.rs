//! The thing an event happened to.
//! May import: code.

use crate::code::Code;

/// The kinds of things that events happen to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// A person with an account.
    User,
    /// A login.
    Session,
    /// An organisation.
    Organisation,
    /// A person's place in an organisation.
    Membership,
    /// A bewijsstuk.
    Evidence,
    /// A gegeven.
    Fact,
    /// An aanmelding.
    Application,
    /// One that takes part in an aanmelding beside the penvoerder.
    Member,
    /// One lot of an aanmelding.
    LotApplication,
    /// What was sent in.
    Snapshot,
    /// An attempt to send in that was refused.
    Attempt,
    /// A judgement of one requirement.
    Assessment,
    /// A herstelverzoek.
    Clarification,
    /// An opportunity to give a zienswijze.
    Hearing,
    /// A visit or talk to check requirements.
    Verification,
    /// A message.
    Message,
    /// A decision on one lot, from proposal on.
    Decision,
    /// A letter.
    Letter,
    /// A toelating.
    Admission,
    /// An overeenkomst.
    Agreement,
    /// A note that evidence was seen.
    SeenEvidence,
    /// An inkoopregio.
    Region,
    /// A toelatingsprocedure.
    Procedure,
    /// An inkoopdocument.
    Document,
    /// A version of a regeling.
    SchemeVersion,
    /// A wijziging of a regeling.
    Amendment,
    /// What a wijziging would do.
    Simulation,
    /// An instroomvenster.
    Window,
    /// A question about a window.
    Question,
    /// A nota van inlichtingen.
    Nota,
    /// One answer in a nota van inlichtingen.
    NotaItem,
    /// A role in a regional team.
    StaffRole,
    /// A request for evidence.
    EvidenceRequest,
    /// What an aanbieder confirms in a year.
    Confirmation,
    /// Something national that two people lay down.
    LaidDown,
    /// A table that a region brings in.
    Import,
    /// The boundaries of a region's gemeenten.
    Boundaries,
    /// A mandaat or volmacht.
    Mandate,
    /// A mail in the outbox.
    Mail,
    /// A klacht, kort geding or bezwaar.
    Dispute,
    /// That a dossier is kept.
    LegalHold,
    /// A Bibob dossier.
    Bibob,
    /// A key that signs the log, by the digest of its public text.
    LogKey,
    /// A signed head of the log, by its size.
    LogHead,
    /// A line of the log, by its place.
    Leaf,
    /// A signal about an aanbieder.
    Signal,
    /// A random sample of aanbieders.
    Sample,
    /// A line of the yearly plan of toezicht.
    PlanEntry,
    /// A measure against an aanbieder.
    Measure,
    /// An investigation by toezicht.
    Investigation,
}

impl Code for SubjectKind {
    const ALL: &'static [Self] = &[
        Self::User,
        Self::Session,
        Self::Organisation,
        Self::Membership,
        Self::Evidence,
        Self::Fact,
        Self::Application,
        Self::Member,
        Self::LotApplication,
        Self::Snapshot,
        Self::Attempt,
        Self::Assessment,
        Self::Clarification,
        Self::Hearing,
        Self::Verification,
        Self::Message,
        Self::Decision,
        Self::Letter,
        Self::Admission,
        Self::Agreement,
        Self::SeenEvidence,
        Self::Region,
        Self::Procedure,
        Self::Document,
        Self::SchemeVersion,
        Self::Amendment,
        Self::Simulation,
        Self::Window,
        Self::Question,
        Self::Nota,
        Self::NotaItem,
        Self::StaffRole,
        Self::EvidenceRequest,
        Self::Confirmation,
        Self::LaidDown,
        Self::Import,
        Self::Boundaries,
        Self::Mandate,
        Self::Mail,
        Self::Dispute,
        Self::LegalHold,
        Self::Bibob,
        Self::LogKey,
        Self::LogHead,
        Self::Leaf,
        Self::Signal,
        Self::Sample,
        Self::PlanEntry,
        Self::Measure,
        Self::Investigation,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Session => "session",
            Self::Organisation => "organisation",
            Self::Membership => "membership",
            Self::Evidence => "evidence",
            Self::Fact => "fact",
            Self::Application => "application",
            Self::Member => "member",
            Self::LotApplication => "lot_application",
            Self::Snapshot => "snapshot",
            Self::Attempt => "attempt",
            Self::Assessment => "assessment",
            Self::Clarification => "clarification",
            Self::Hearing => "hearing",
            Self::Verification => "verification",
            Self::Message => "message",
            Self::Decision => "decision",
            Self::Letter => "letter",
            Self::Admission => "admission",
            Self::Agreement => "agreement",
            Self::SeenEvidence => "seen_evidence",
            Self::Region => "region",
            Self::Procedure => "procedure",
            Self::Document => "document",
            Self::SchemeVersion => "scheme_version",
            Self::Amendment => "amendment",
            Self::Simulation => "simulation",
            Self::Window => "window",
            Self::Question => "question",
            Self::Nota => "nota",
            Self::NotaItem => "nota_item",
            Self::StaffRole => "staff_role",
            Self::EvidenceRequest => "evidence_request",
            Self::Confirmation => "confirmation",
            Self::LaidDown => "laid_down",
            Self::Import => "import",
            Self::Boundaries => "boundaries",
            Self::Mandate => "mandate",
            Self::Mail => "mail",
            Self::Dispute => "dispute",
            Self::LegalHold => "legal_hold",
            Self::Bibob => "bibob",
            Self::LogKey => "log_key",
            Self::LogHead => "log_head",
            Self::Leaf => "leaf",
            Self::Signal => "signal",
            Self::Sample => "sample",
            Self::PlanEntry => "plan_entry",
            Self::Measure => "measure",
            Self::Investigation => "investigation",
        }
    }
}

/// One thing that something happened to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What kind of thing.
    pub kind: SubjectKind,
    /// Its identifier.
    pub id: String,
}
