//! What can happen: every change of state, every view of a dossier and every download, one line each.
//!
//! Lines are added, never renamed or removed: `events.golden` holds them, and the leaves of years ago use them.
//! Payloads hold identifiers and codes only. May import: access, class, code, digest, failure, ids, audit::{subject, token, value}.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

pub use super::subject::{Subject, SubjectKind};
use super::token::Token;
use super::value::Field as _;
use crate::access::{ProviderRole, StaffRole};
use crate::class::Class;
use crate::code::Code;
use crate::digest::Digest;
use crate::export::Audience;
use crate::failure::Cause;
use crate::ids::{
    AdmissionId, AgreementId, AmendmentId, ApplicationId, AssessmentId, AttemptId, BibobId, BoundariesId,
    ClarificationId, ConfirmationId, DecisionId, DisputeId, DocumentId, EvidenceId, EvidenceRequestId,
    FactId, FailureId, FrameworkId, HearingId, ImportId, InvestigationId, LaidDownId, LegalHoldId, LetterId,
    LotApplicationId, MailId, MandateId, MeasureId, MemberId, MembershipId, MessageId, NotaId, NotaItemId,
    OrgId, PlanEntryId, ProcedureId, QuestionId, RegionId, SampleId, SchemeVersionId, SeenEvidenceId,
    SessionId, SignalId, SimulationId, SnapshotId, StaffRoleId, UserId, VerificationId, WindowId,
};

/// A macro, because each line must give at once the code, the subject's type and the payload's fields: written by
/// hand they would be four lists of the same length that nobody keeps equal.
macro_rules! events {
    ($($name:ident $code:literal $kind:ident($id:ty) { $($field:ident: $type:ty),* })*) => {
        /// The closed set of events, by their permanent codes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventCode { $(#[doc = concat!("`", $code, "`")] $name,)* }

        impl Code for EventCode {
            const ALL: &'static [Self] = &[$(Self::$name),*];

            fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }

        impl EventCode {
            /// What kind of thing this happens to.
            #[must_use]
            pub fn subject_kind(self) -> SubjectKind {
                match self { $(Self::$name => SubjectKind::$kind,)* }
            }

            /// The fields of the payload, in the order of the golden file.
            #[must_use]
            pub fn fields(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$(stringify!($field)),*],)* }
            }
        }

        /// Something that happened, to what, with its particulars.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event {
            $(
                #[doc = concat!("`", $code, "`")]
                $name {
                    #[doc = "What it happened to."]
                    subject: $id,
                    $(#[doc = concat!("Payload field `", stringify!($field), "`.")] $field: $type,)*
                },
            )*
        }

        impl Event {
            /// The permanent code.
            #[must_use]
            pub fn code(&self) -> EventCode {
                match self { $(Self::$name { .. } => EventCode::$name,)* }
            }

            /// What it happened to.
            #[must_use]
            pub fn subject(&self) -> Subject {
                let id = match self { $(Self::$name { subject, .. } => subject.to_string(),)* };
                Subject { kind: self.code().subject_kind(), id }
            }

            /// The particulars as JSON; none where the code says it all.
            #[must_use]
            pub fn payload(&self) -> Option<Value> {
                let fields: Vec<(&str, Value)> = match self {
                    $(Self::$name { subject: _, $($field),* } => vec![$((stringify!($field), $field.value())),*],)*
                };
                (!fields.is_empty()).then(|| fields.into_iter().collect())
            }
        }
    };
}

events! {
    AccountRegistered "account.registered" User(UserId) {}
    AccountConfirmed "account.confirmed" User(UserId) {}
    AccountLoggedIn "account.logged_in" User(UserId) {}
    AccountLoggedOut "account.logged_out" User(UserId) {}
    AccountDisabled "account.disabled" User(UserId) { reason: Token }
    AccountEnabled "account.enabled" User(UserId) {}
    AccountPasswordChanged "account.password_changed" User(UserId) {}
    AccountEmailChanged "account.email_changed" User(UserId) {}
    AccountSecondFactorOn "account.second_factor_on" User(UserId) {}
    AccountSecondFactorOff "account.second_factor_off" User(UserId) {}
    AccountSecondFactorReset "account.second_factor_reset" User(UserId) { reason: Token }
    AccountSecondFactorPassed "account.second_factor_passed" User(UserId) { with: Token }
    AccountRecoveryCodesIssued "account.recovery_codes_issued" User(UserId) { codes: u32 }
    SessionEnded "session.ended" Session(SessionId) { reason: Token }

    OrganisationClaimed "organisation.claimed" Organisation(OrgId) { electronic_notices: bool }
    OrganisationVerified "organisation.verified" Organisation(OrgId) { method: Token }
    OrganisationRejected "organisation.rejected" Organisation(OrgId) { reason: Token }
    OrganisationProfileChanged "organisation.profile_changed" Organisation(OrgId) { fields: Vec<Token> }
    OrganisationViewed "organisation.viewed" Organisation(OrgId) {}
    OrganisationTakenOver "organisation.taken_over" Organisation(OrgId) { import: ImportId }
    ClaimCodeIssued "claim_code.issued" Organisation(OrgId) { until: NaiveDate }
    ClaimLetterDownloaded "claim_code.letter_downloaded" Organisation(OrgId) {}
    ClaimCodeUsed "claim_code.used" Organisation(OrgId) { user: UserId }
    MembershipInvited "membership.invited" Membership(MembershipId) { organisation: OrgId, role: ProviderRole, until: Option<NaiveDate> }
    MembershipAccepted "membership.accepted" Membership(MembershipId) { organisation: OrgId, user: UserId, role: ProviderRole }
    MembershipRoleChanged "membership.role_changed" Membership(MembershipId) { organisation: OrgId, from: ProviderRole, to: ProviderRole }
    MembershipEnded "membership.ended" Membership(MembershipId) { organisation: OrgId }

    EvidenceUploaded "evidence.uploaded" Evidence(EvidenceId) { organisation: OrgId, kind: Token, class: Class, digest: Digest, size: u64 }
    EvidenceDescribed "evidence.described" Evidence(EvidenceId) { fields: Vec<Token> }
    EvidenceInspected "evidence.inspected" Evidence(EvidenceId) { outcome: Token, pages: Option<u32> }
    EvidenceWithdrawn "evidence.withdrawn" Evidence(EvidenceId) {}
    EvidenceErased "evidence.erased" Evidence(EvidenceId) { ground: Token, digest: Digest }
    EvidenceDownloaded "evidence.downloaded" Evidence(EvidenceId) {}
    FactRecorded "fact.recorded" Fact(FactId) { organisation: OrgId, code: Token, source: Token, supersedes: Option<FactId> }

    ApplicationStarted "application.started" Application(ApplicationId) { organisation: OrgId, window: WindowId, scheme: SchemeVersionId }
    ApplicationUpgraded "application.upgraded" Application(ApplicationId) { from: SchemeVersionId, to: SchemeVersionId }
    ApplicationReminded "application.reminded" Application(ApplicationId) { closes: DateTime<Utc> }
    ApplicationConfirmed "application.confirmed" Application(ApplicationId) {}
    ApplicationReaffirmed "application.reaffirmed" Application(ApplicationId) { since: SnapshotId, answers: u32, declarations: bool, documents: u32 }
    ApplicationSubmitted "application.submitted" Application(ApplicationId) { snapshot: SnapshotId, seq: u32, lots: u32 }
    ApplicationReplaced "application.replaced" Application(ApplicationId) { snapshot: SnapshotId, seq: u32, lots: u32, replaces: SnapshotId }
    SubmissionRefused "submission.refused" Attempt(AttemptId) { application: ApplicationId, cause: Cause, received: DateTime<Utc>, sent: Digest }
    ApplicationWithdrawn "application.withdrawn" Application(ApplicationId) {}
    ApplicationDiscarded "application.discarded" Application(ApplicationId) {}
    ApplicationNotHandled "application.not_handled" Application(ApplicationId) { reason: Token }
    MemberNamed "member.named" Member(MemberId) { application: ApplicationId, role: Token }
    MemberDescribed "member.described" Member(MemberId) { application: ApplicationId, role: Token }
    MemberInvited "member.invited" Member(MemberId) { application: ApplicationId }
    MemberAccepted "member.accepted" Member(MemberId) { application: ApplicationId, organisation: OrgId }
    MemberDeclined "member.declined" Member(MemberId) { application: ApplicationId }
    MemberSigned "member.signed" Member(MemberId) { application: ApplicationId }
    MemberRemoved "member.removed" Member(MemberId) { application: ApplicationId }
    LotWithdrawn "lot_application.withdrawn" LotApplication(LotApplicationId) { application: ApplicationId }
    DossierViewed "dossier.viewed" Application(ApplicationId) {}
    DossierExported "dossier.exported" Application(ApplicationId) { audience: Audience, files: u32, left_out: u32, officer: bool, digest: Digest }
    SnapshotDownloaded "snapshot.downloaded" Snapshot(SnapshotId) { application: ApplicationId, format: Token }

    ApplicationAssigned "application.assigned" Application(ApplicationId) { assignee: Option<UserId> }
    StaffAbsent "staff.absent" User(UserId) { from: NaiveDate, until: NaiveDate, substitute: Option<UserId> }
    StaffAbsenceEnded "staff.absence_ended" User(UserId) { from: NaiveDate, until: NaiveDate }
    ConflictDeclared "conflict.declared" Application(ApplicationId) { organisation: OrgId, relation: Token }
    AssessmentRecorded "assessment.recorded" Assessment(AssessmentId) { application: ApplicationId, member: Option<MemberId>, lots: Vec<LotApplicationId>, requirement: Token, outcome: Token, reason: Option<Token> }
    AssessmentExplained "assessment.explained" Assessment(AssessmentId) { why: Token }
    ClarificationAsked "clarification.asked" Clarification(ClarificationId) { application: ApplicationId, member: Option<MemberId>, requirement: Option<Token>, defect: Token, due: DateTime<Utc> }
    ClarificationAnswered "clarification.answered" Clarification(ClarificationId) { evidence: Vec<EvidenceId> }
    ClarificationExpired "clarification.expired" Clarification(ClarificationId) {}
    ClarificationWithdrawn "clarification.withdrawn" Clarification(ClarificationId) {}
    HearingAsked "hearing.asked" Hearing(HearingId) { application: ApplicationId, decisions: Vec<DecisionId>, due: DateTime<Utc> }
    HearingGiven "hearing.given" Hearing(HearingId) {}
    HearingWeighed "hearing.weighed" Hearing(HearingId) {}
    ApplicationExtended "application.extended" Application(ApplicationId) { from: NaiveDate, to: NaiveDate }
    VerificationPlanned "verification.planned" Verification(VerificationId) { application: ApplicationId, manner: Token, at: DateTime<Utc>, requirements: Vec<Token> }
    VerificationMoved "verification.moved" Verification(VerificationId) { at: DateTime<Utc> }
    VerificationCancelled "verification.cancelled" Verification(VerificationId) {}
    VerificationReported "verification.reported" Verification(VerificationId) { until: DateTime<Utc> }
    VerificationAnswered "verification.answered" Verification(VerificationId) {}
    MessageSent "message.sent" Message(MessageId) { organisation: OrgId, application: Option<ApplicationId>, class: Class }

    ProposalMade "proposal.made" Decision(DecisionId) { lot_application: LotApplicationId, outcome: Token, reasons: Vec<Token> }
    ProposalCountersigned "proposal.countersigned" Decision(DecisionId) {}
    ProposalReturned "proposal.returned" Decision(DecisionId) {}
    DecisionSigned "decision.signed" Decision(DecisionId) { lot_application: LotApplicationId, outcome: Token, mandate: MandateId, inputs: Option<Digest> }
    DecisionReturned "decision.returned" Decision(DecisionId) {}
    DecisionReopened "decision.reopened" Decision(DecisionId) { cause: Token }
    DecisionRevised "decision.revised" Decision(DecisionId) { revises: DecisionId, reason: Token }
    LetterPrepared "letter.prepared" Letter(LetterId) { application: Option<ApplicationId>, gemeente: Token, decisions: Vec<DecisionId> }
    LetterDispatched "letter.dispatched" Letter(LetterId) { on: NaiveDate }
    LetterBounced "letter.bounced" Letter(LetterId) {}
    LetterSentAgain "letter.sent_again" Letter(LetterId) { letter: LetterId }
    LetterDownloaded "letter.downloaded" Letter(LetterId) {}

    AdmissionGranted "admission.granted" Admission(AdmissionId) { organisation: OrgId, decision: DecisionId, lot: Token, starts: Option<NaiveDate> }
    AdmissionActivated "admission.activated" Admission(AdmissionId) { on: NaiveDate }
    AdmissionLapsed "admission.lapsed" Admission(AdmissionId) { on: NaiveDate }
    AdmissionSuspended "admission.suspended" Admission(AdmissionId) { reason: Token, until: NaiveDate }
    AdmissionResumed "admission.resumed" Admission(AdmissionId) { on: NaiveDate }
    AdmissionEnded "admission.ended" Admission(AdmissionId) { by: Token, reason: Token, on: NaiveDate }
    AdmissionCorrected "admission.corrected" Admission(AdmissionId) { import: ImportId, starts: NaiveDate }
    CapacityStated "capacity.stated" Admission(AdmissionId) { free: u32 }
    CapacityAsked "capacity.asked" Organisation(OrgId) { stated: NaiveDate }
    AgreementRecorded "agreement.recorded" Agreement(AgreementId) { admissions: Vec<AdmissionId>, document: DocumentId, evidence: Option<EvidenceId>, signed: NaiveDate }
    AgreementDownloaded "agreement.downloaded" Agreement(AgreementId) {}
    EvidenceRequested "evidence_request.made" EvidenceRequest(EvidenceRequestId) { organisation: OrgId, requirement: Token, version: SchemeVersionId, due: NaiveDate }
    EvidenceRenewalAsked "evidence_request.renewal_made" EvidenceRequest(EvidenceRequestId) { organisation: OrgId, kind: Token, version: SchemeVersionId, due: NaiveDate }
    EvidenceRequestReminded "evidence_request.reminded" EvidenceRequest(EvidenceRequestId) { due: NaiveDate }
    EvidenceRequestAnswered "evidence_request.answered" EvidenceRequest(EvidenceRequestId) { evidence: Vec<EvidenceId> }
    EvidenceRequestAccepted "evidence_request.accepted" EvidenceRequest(EvidenceRequestId) {}
    EvidenceRequestReturned "evidence_request.given_back" EvidenceRequest(EvidenceRequestId) {}
    EvidenceRequestDropped "evidence_request.dropped" EvidenceRequest(EvidenceRequestId) {}
    ConfirmationAsked "confirmation.asked" Confirmation(ConfirmationId) { organisation: OrgId, version: SchemeVersionId, due: NaiveDate }
    ConfirmationReminded "confirmation.reminded" Confirmation(ConfirmationId) { due: NaiveDate }
    ConfirmationGiven "confirmation.given" Confirmation(ConfirmationId) { facts: Vec<FactId> }
    ConfirmationTaken "confirmation.taken" Confirmation(ConfirmationId) {}
    EvidenceSeen "evidence.seen" SeenEvidence(SeenEvidenceId) { organisation: OrgId, kind: Token, on: NaiveDate }

    RegionCreated "region.created" Region(RegionId) {}
    ProcedureCreated "procedure.created" Procedure(ProcedureId) {}
    DocumentPrepared "document.prepared" Document(DocumentId) { kind: Token, digest: Digest }
    DocumentDiscarded "document.discarded" Document(DocumentId) {}
    DocumentPublished "document.published" Document(DocumentId) { kind: Token, version: u32, digest: Digest, replaces: Option<DocumentId> }
    SchemeImported "scheme.imported" SchemeVersion(SchemeVersionId) { digest: Digest }
    SchemePublished "scheme.published" SchemeVersion(SchemeVersionId) { digest: Digest, effective: NaiveDate, approved_by: Vec<UserId> }
    AmendmentStarted "amendment.started" Amendment(AmendmentId) { base: SchemeVersionId }
    AmendmentChanged "amendment.changed" Amendment(AmendmentId) { digest: Digest }
    AmendmentMotivated "amendment.motivated" Amendment(AmendmentId) {}
    AmendmentSimulated "amendment.simulated" Simulation(SimulationId) { amendment: AmendmentId, text: Digest, result: Digest, population: u32, dropping_out: u32 }
    AmendmentProposed "amendment.proposed" Amendment(AmendmentId) { simulation: SimulationId, text: Digest, effective: DateTime<Utc> }
    AmendmentReturned "amendment.returned" Amendment(AmendmentId) {}
    AmendmentPublished "amendment.published" Amendment(AmendmentId) { version: SchemeVersionId }
    AmendmentDiscarded "amendment.discarded" Amendment(AmendmentId) {}
    LaidDownEntered "laid_down.entered" LaidDown(LaidDownId) { about: Token }
    LaidDownConfirmed "laid_down.confirmed" LaidDown(LaidDownId) { about: Token }
    LaidDownWithdrawn "laid_down.withdrawn" LaidDown(LaidDownId) { about: Token }
    WindowPublished "window.published" Window(WindowId) { scheme: SchemeVersionId, kind: Token, opens: DateTime<Utc>, closes: DateTime<Utc> }
    WindowSchemeChanged "window.scheme_changed" Window(WindowId) { from: SchemeVersionId, to: SchemeVersionId, nota: Option<NotaId> }
    WindowExtended "window.extended" Window(WindowId) { from: DateTime<Utc>, to: DateTime<Utc> }
    WindowFailed "window.failed" Window(WindowId) { failure: FailureId, outages: u32, refused: u32, drafts: u32, logins: u32 }
    WindowPostponed "window.postponed" Window(WindowId) { decisions_due: NaiveDate, starts_on: NaiveDate }
    WindowWithdrawn "window.withdrawn" Window(WindowId) { reason: Token }
    WindowClosed "window.closed" Window(WindowId) { closes: DateTime<Utc> }
    QuestionAsked "question.asked" Question(QuestionId) { window: WindowId, organisation: Option<OrgId>, about: Token }
    QuestionWithdrawn "question.withdrawn" Question(QuestionId) {}
    QuestionDeclined "question.declined" Question(QuestionId) {}
    QuestionAnswered "question.answered" Question(QuestionId) { nota: NotaId, item: NotaItemId }
    NotaStarted "nota.started" Nota(NotaId) { window: WindowId }
    NotaChanged "nota.changed" Nota(NotaId) { amendment: Option<AmendmentId> }
    NotaItemSaved "nota_item.saved" NotaItem(NotaItemId) { nota: NotaId, questions: Vec<QuestionId> }
    NotaItemRemoved "nota_item.removed" NotaItem(NotaItemId) { nota: NotaId }
    NotaPublished "nota.published" Nota(NotaId) { window: WindowId, number: u32, items: u32, version: Option<SchemeVersionId>, digest: Digest, approved_by: Vec<UserId> }
    SupplyPublished "window.supply_published" Window(WindowId) { lots: u32 }
    LotStateChanged "lot.state_changed" Procedure(ProcedureId) { lot: Token, state: Token, effective: DateTime<Utc> }
    ImportPrepared "import.prepared" Import(ImportId) { kind: Token, digest: Digest, rows: u32 }
    ImportDiscarded "import.discarded" Import(ImportId) {}
    ClientsImported "clients.imported" Import(ImportId) { digest: Digest, added: u32, corrected: u32 }
    ContractsImported "contracts.imported" Import(ImportId) { digest: Digest, organisations: u32, admissions: u32, corrected: u32 }
    ClientsCorrected "clients.corrected" Procedure(ProcedureId) { count: Token, from: u32, to: u32 }

    StaffRoleGranted "staff_role.granted" StaffRole(StaffRoleId) { user: UserId, role: StaffRole, gemeenten: Vec<Token> }
    StaffRoleEnded "staff_role.ended" StaffRole(StaffRoleId) { user: UserId, role: StaffRole }
    MandateRecorded "mandate.recorded" Mandate(MandateId) { user: UserId, gemeente: Token, track: Token, from: NaiveDate, until: Option<NaiveDate> }
    MandateEnded "mandate.ended" Mandate(MandateId) { user: UserId, on: NaiveDate }
    ThemeChanged "theme.changed" Region(RegionId) { fields: Vec<Token> }
    BoundariesPrepared "boundaries.prepared" Boundaries(BoundariesId) { digest: Digest, gemeenten: u32, points: u32 }
    BoundariesTakenOver "boundaries.taken_over" Boundaries(BoundariesId) { digest: Digest }
    BoundariesDiscarded "boundaries.discarded" Boundaries(BoundariesId) {}
    GemeenteChanged "gemeente.changed" Region(RegionId) { gemeente: Token, fields: Vec<Token> }
    MailSent "mail.sent" Mail(MailId) { kind: Token, letter: Option<LetterId> }
    MailFailed "mail.failed" Mail(MailId) { kind: Token, letter: Option<LetterId>, reason: Token }
    ExportDownloaded "export.downloaded" Region(RegionId) { kind: Token, rows: u32 }

    DisputeRegistered "dispute.registered" Dispute(DisputeId) { application: ApplicationId, kind: Token, side: Token, decisions: Vec<DecisionId>, received: NaiveDate, in_time: bool }
    DisputeTaken "dispute.taken" Dispute(DisputeId) {}
    DisputeHearingPlanned "dispute.hearing_planned" Dispute(DisputeId) { at: DateTime<Utc> }
    DisputeHearingCancelled "dispute.hearing_cancelled" Dispute(DisputeId) {}
    DisputeExtended "dispute.extended" Dispute(DisputeId) { from: NaiveDate, to: NaiveDate }
    DisputeDecided "dispute.decided" Dispute(DisputeId) { outcome: Token, on: NaiveDate }
    DisputeWithdrawn "dispute.withdrawn" Dispute(DisputeId) {}
    DisputeExecuted "dispute.executed" Dispute(DisputeId) { decisions: Vec<DecisionId> }
    HoldPlaced "hold.placed" LegalHold(LegalHoldId) { application: ApplicationId, dispute: Option<DisputeId> }
    HoldLifted "hold.lifted" LegalHold(LegalHoldId) {}

    BibobAsked "bibob.asked" Bibob(BibobId) { application: ApplicationId }
    BibobHandedIn "bibob.handed_in" Bibob(BibobId) { files: u32 }
    BibobStepped "bibob.stepped" Bibob(BibobId) { step: Token }
    BibobNoted "bibob.noted" Bibob(BibobId) {}
    BibobOpened "bibob.opened" Bibob(BibobId) {}
    BibobFileDownloaded "bibob.file_downloaded" Bibob(BibobId) { evidence: EvidenceId }
    BibobOfficerNamed "bibob_officer.named" User(UserId) {}
    BibobOfficerEnded "bibob_officer.ended" User(UserId) {}
    BibobRetentionSet "bibob_retention.set" Region(RegionId) { years: u32 }

    LogKeyChanged "log.key_changed" LogKey(Digest) { from: Option<Digest>, lost: bool }
    LogAccepted "log.accepted" LogHead(u64) { root: Digest, cause: Token }
    PayloadErased "payload.erased" Leaf(u64) { ground: Token }
    SignalReceived "signal.received" Signal(SignalId) { source: Token, nature: Token }
    SignalStepped "signal.stepped" Signal(SignalId) { step: Token }
    SignalOpened "signal.opened" Signal(SignalId) {}
    SignalReporterViewed "signal.reporter_viewed" Signal(SignalId) {}
    MeasureAdvised "measure.advised" Measure(MeasureId) { kind: Token, gemeente: Token, groups: Vec<Token> }
    MeasureStepped "measure.stepped" Measure(MeasureId) { step: Token }
    MeasureDecided "measure.decided" Measure(MeasureId) { kind: Token, gemeente: Token, mandate: MandateId }
    SampleDrawn "sample.drawn" Sample(SampleId) { size: u32, among: u32 }
    SampleOpened "sample.opened" Sample(SampleId) {}
    SampleTakenOut "sample.taken_out" Sample(SampleId) {}
    PlanEntryAdded "plan_entry.added" PlanEntry(PlanEntryId) { year: u32, quarter: u32 }
    PlanEntryDropped "plan_entry.dropped" PlanEntry(PlanEntryId) {}
    RiskOrderOpened "risk_order.opened" Region(RegionId) {}
    StaffRoleDisciplineSet "staff_role.discipline_set" StaffRole(StaffRoleId) { discipline: Token }
    InvestigationPlanned "investigation.planned" Investigation(InvestigationId) { organisation: OrgId, framework: FrameworkId, norms: Vec<Token> }
    InvestigationStepped "investigation.stepped" Investigation(InvestigationId) { step: Token }
    InvestigationNoted "investigation.noted" Investigation(InvestigationId) { norm: Token }
    InvestigationOpened "investigation.opened" Investigation(InvestigationId) {}
}
