//! Identifiers of our own: UUIDs (version 7) as lower-case text, one Rust type per kind of thing.
//! May import: std, serde.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

/// An identifier of one kind of thing. Never a KvK number, an RSIN or an e-mail address.
#[derive(Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id<K> {
    text: String,
    kind: PhantomData<fn() -> K>,
}

/// The text is not a lower-case UUID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

impl<K> Id<K> {
    /// Parse a lower-case, hyphenated UUID.
    ///
    /// # Errors
    /// [`NotAnId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NotAnId> {
        let hyphens = [8, 13, 18, 23];
        let fits = text.len() == 36
            && text.bytes().enumerate().all(|(place, byte)| {
                if hyphens.contains(&place) {
                    byte == b'-'
                } else {
                    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
                }
            });
        if fits { Ok(Self { text: text.to_owned(), kind: PhantomData }) } else { Err(NotAnId) }
    }

    /// The text as stored, logged and shown in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), kind: PhantomData }
    }
}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}
impl<K> std::hash::Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<K> TryFrom<String> for Id<K> {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        Self::parse(&text)
    }
}
impl<K> From<Id<K>> for String {
    fn from(id: Id<K>) -> Self {
        id.text
    }
}

/// The kinds of things that have identifiers. They have no values: they only tell identifiers apart.
pub mod kind {
    /// An organisation, or rather one claim to be one.
    pub enum Organisation {}
    /// A person with an account.
    pub enum User {}
    /// A person's place in an organisation.
    pub enum Membership {}
    /// A role of a person in a regional team.
    pub enum StaffRole {}
    /// A login.
    pub enum Session {}
    /// An inkoopregio.
    pub enum Region {}
    /// A toelatingsprocedure.
    pub enum Procedure {}
    /// One version of a regeling.
    pub enum SchemeVersion {}
    /// A wijziging of a regeling, before it is a version.
    pub enum Amendment {}
    /// What a wijziging would do, worked out once.
    pub enum Simulation {}
    /// An inkoopdocument.
    pub enum Document {}
    /// An instroomvenster.
    pub enum Window {}
    /// An aanmelding.
    pub enum Application {}
    /// One lot of an aanmelding.
    pub enum LotApplication {}
    /// One that takes part in an aanmelding beside the penvoerder.
    pub enum Member {}
    /// What was sent in, at one moment.
    pub enum Snapshot {}
    /// An attempt to send in that was refused.
    pub enum Attempt {}
    /// A time in which a process of the portal was at work.
    pub enum Spell {}
    /// What is known of a failure, as it was kept with a decision.
    pub enum Failure {}
    /// A gegeven.
    pub enum Fact {}
    /// A bewijsstuk.
    pub enum Evidence {}
    /// A person's judgement of one requirement.
    pub enum Assessment {}
    /// A herstelverzoek.
    pub enum Clarification {}
    /// An opportunity to give a zienswijze.
    pub enum Hearing {}
    /// A visit or talk to check requirements.
    pub enum Verification {}
    /// A message between team and aanbieder.
    pub enum Message {}
    /// A beslissing or besluit on one lot.
    pub enum Decision {}
    /// A night on which decisions were evaluated again.
    pub enum Replay {}
    /// A letter.
    pub enum Letter {}
    /// A toelating.
    pub enum Admission {}
    /// A signed overeenkomst.
    pub enum Agreement {}
    /// A suspension of a toelating.
    pub enum Suspension {}
    /// Evidence that was seen and not kept.
    pub enum SeenEvidence {}
    /// A request for evidence to who is admitted.
    pub enum EvidenceRequest {}
    /// What who is admitted confirms in a year.
    pub enum Confirmation {}
    /// Something national that two people lay down.
    pub enum LaidDown {}
    /// A table that a region brings in.
    pub enum Import {}
    /// The boundaries of a region's gemeenten.
    pub enum Boundaries {}
    /// A code by which an organisation gets in.
    pub enum ClaimCode {}
    /// A question about a window.
    pub enum Question {}
    /// A nota van inlichtingen.
    pub enum Nota {}
    /// One answer in a nota van inlichtingen.
    pub enum NotaItem {}
    /// The secret of a second factor.
    pub enum SecondFactor {}
    /// A recovery code of a second factor.
    pub enum RecoveryCode {}
    /// Days on which somebody is away.
    pub enum Absence {}
    /// A Bibob dossier.
    pub enum Bibob {}
    /// A note in a Bibob dossier.
    pub enum BibobNote {}
    /// That somebody may read Bibob dossiers.
    pub enum BibobOfficer {}
    /// How long Bibob dossiers are kept.
    pub enum BibobRetention {}
    /// A mandaat or volmacht.
    pub enum Mandate {}
    /// A piece of work for the runner.
    pub enum Job {}
    /// A mail in the outbox.
    pub enum Mail {}
    /// A klacht, kort geding or bezwaar.
    pub enum Dispute {}
    /// That a dossier is kept.
    pub enum LegalHold {}
    /// A signal about an aanbieder.
    pub enum Signal {}
    /// What a toezichthouder made of a signal.
    pub enum SignalStep {}
    /// A measure against an aanbieder.
    pub enum Measure {}
    /// A final fact on which a measure rests.
    pub enum MeasureFinding {}
    /// What somebody did with a measure.
    pub enum MeasureStep {}
    /// A random sample of aanbieders.
    pub enum Sample {}
    /// A line of the yearly plan of toezicht.
    pub enum PlanEntry {}
    /// An investigation by toezicht.
    pub enum Investigation {}
    /// What happened to an investigation.
    pub enum InvestigationStep {}
    /// What was noted at the visit of an investigation.
    pub enum InvestigationNote {}
    /// A toetsingskader as it was.
    pub enum Framework {}
}

/// Identifier of an organisation.
pub type OrgId = Id<kind::Organisation>;
/// Identifier of a person with an account.
pub type UserId = Id<kind::User>;
/// Identifier of a membership.
pub type MembershipId = Id<kind::Membership>;
/// Identifier of a staff role.
pub type StaffRoleId = Id<kind::StaffRole>;
/// Identifier of a session.
pub type SessionId = Id<kind::Session>;
/// Identifier of a region.
pub type RegionId = Id<kind::Region>;
/// Identifier of a procedure.
pub type ProcedureId = Id<kind::Procedure>;
/// Identifier of a scheme version.
pub type SchemeVersionId = Id<kind::SchemeVersion>;
/// Identifier of an amendment.
pub type AmendmentId = Id<kind::Amendment>;
/// Identifier of a simulation.
pub type SimulationId = Id<kind::Simulation>;
/// Identifier of a document.
pub type DocumentId = Id<kind::Document>;
/// Identifier of a window.
pub type WindowId = Id<kind::Window>;
/// Identifier of an application.
pub type ApplicationId = Id<kind::Application>;
/// Identifier of a lot application.
pub type LotApplicationId = Id<kind::LotApplication>;
/// Identifier of a member of an application.
pub type MemberId = Id<kind::Member>;
/// Identifier of a snapshot.
pub type SnapshotId = Id<kind::Snapshot>;
/// Identifier of an attempt to send in that was refused.
pub type AttemptId = Id<kind::Attempt>;
/// Identifier of a time in which a process of the portal was at work.
pub type SpellId = Id<kind::Spell>;
/// Identifier of what is known of a failure, as it was kept with a decision.
pub type FailureId = Id<kind::Failure>;
/// Identifier of a fact.
pub type FactId = Id<kind::Fact>;
/// Identifier of a piece of evidence.
pub type EvidenceId = Id<kind::Evidence>;
/// Identifier of an assessment.
pub type AssessmentId = Id<kind::Assessment>;
/// Identifier of a clarification.
pub type ClarificationId = Id<kind::Clarification>;
/// Identifier of an opportunity to give a zienswijze.
pub type HearingId = Id<kind::Hearing>;
/// Identifier of a verification.
pub type VerificationId = Id<kind::Verification>;
/// Identifier of a message.
pub type MessageId = Id<kind::Message>;
/// Identifier of a decision.
pub type DecisionId = Id<kind::Decision>;
/// Identifier of a letter.
pub type LetterId = Id<kind::Letter>;
/// Identifier of an admission.
pub type AdmissionId = Id<kind::Admission>;
/// Identifier of an agreement.
pub type AgreementId = Id<kind::Agreement>;
/// Identifier of a suspension.
pub type SuspensionId = Id<kind::Suspension>;
/// Identifier of a note that evidence was seen.
pub type SeenEvidenceId = Id<kind::SeenEvidence>;
/// Identifies days on which somebody is away.
pub type AbsenceId = Id<kind::Absence>;
/// Identifier of a Bibob dossier.
pub type BibobId = Id<kind::Bibob>;
/// Identifier of a note in a Bibob dossier.
pub type BibobNoteId = Id<kind::BibobNote>;
/// Identifies that somebody may read Bibob dossiers.
pub type BibobOfficerId = Id<kind::BibobOfficer>;
/// Identifies a rule of how long Bibob dossiers are kept.
pub type BibobRetentionId = Id<kind::BibobRetention>;
/// Identifier of a mandate.
pub type MandateId = Id<kind::Mandate>;
/// Identifies a request for evidence to who is admitted.
pub type EvidenceRequestId = Id<kind::EvidenceRequest>;
/// Identifies what who is admitted confirms in a year.
pub type ConfirmationId = Id<kind::Confirmation>;
/// Identifies something national that two people lay down.
pub type LaidDownId = Id<kind::LaidDown>;
/// Identifies a table that a region brings in.
pub type ImportId = Id<kind::Import>;
/// Identifies the boundaries that a region brings in.
pub type BoundariesId = Id<kind::Boundaries>;
/// Identifies a code by which an organisation gets in.
pub type ClaimCodeId = Id<kind::ClaimCode>;
/// Identifier of a question about a window.
pub type QuestionId = Id<kind::Question>;
/// Identifier of a nota van inlichtingen.
pub type NotaId = Id<kind::Nota>;
/// Identifier of one answer in a nota van inlichtingen.
pub type NotaItemId = Id<kind::NotaItem>;
/// Identifies the secret of a second factor; the secret follows from it and the installation's key.
pub type SecondFactorId = Id<kind::SecondFactor>;
/// Identifies a recovery code of a second factor.
pub type RecoveryCodeId = Id<kind::RecoveryCode>;
/// Identifier of a job.
pub type JobId = Id<kind::Job>;
/// Identifier of a mail.
pub type MailId = Id<kind::Mail>;
/// Identifier of a dispute.
pub type DisputeId = Id<kind::Dispute>;
/// Identifies that a dossier is kept.
pub type LegalHoldId = Id<kind::LegalHold>;
/// Identifier of a signal about an aanbieder.
pub type SignalId = Id<kind::Signal>;
/// Identifies what a toezichthouder made of a signal.
pub type SignalStepId = Id<kind::SignalStep>;
/// Identifier of a measure against an aanbieder.
pub type MeasureId = Id<kind::Measure>;
/// Identifies a final fact on which a measure rests.
pub type MeasureFindingId = Id<kind::MeasureFinding>;
/// Identifies what somebody did with a measure.
pub type MeasureStepId = Id<kind::MeasureStep>;
/// Identifier of a random sample of aanbieders.
pub type SampleId = Id<kind::Sample>;
/// Identifier of a line of the yearly plan of toezicht.
pub type PlanEntryId = Id<kind::PlanEntry>;
/// Identifier of an investigation by toezicht.
pub type InvestigationId = Id<kind::Investigation>;
/// Identifies what happened to an investigation.
pub type InvestigationStepId = Id<kind::InvestigationStep>;
/// Identifies what was noted at a visit.
pub type InvestigationNoteId = Id<kind::InvestigationNote>;
/// Identifier of a toetsingskader as it was.
pub type FrameworkId = Id<kind::Framework>;
