//! Work for the runner: a closed set, each piece small, repeatable without harm, and known by its key.
//! May import: code, ids.

mod retry;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::ids::{AdmissionId, EvidenceId, LetterId, MailId, NotaId, RegionId, SnapshotId, WindowId};

pub use retry::{MAX_ATTEMPTS, Retry, after_failure};

/// A piece of work. Stored as JSON, so variants and fields are added, never renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Hand a mail of the outbox to the mail server.
    SendMail {
        /// Which mail.
        mail: MailId,
    },
    /// Make the PDF of a letter.
    RenderLetter {
        /// Which letter.
        letter: LetterId,
    },
    /// Make the PDF of the receipt for what was sent in.
    RenderReceipt {
        /// For which snapshot.
        snapshot: SnapshotId,
    },
    /// Make the PDF of a published nota van inlichtingen.
    RenderNota {
        /// Which nota.
        nota: NotaId,
    },
    /// Look inside an uploaded file, in a child process.
    InspectEvidence {
        /// Which file.
        evidence: EvidenceId,
    },
    /// Let the close of a window take effect, once nothing that was received before it can be on its way.
    CloseWindow {
        /// Which window.
        window: WindowId,
    },
    /// Publish the supply of a window that has opened.
    PublishSupply {
        /// Which window.
        window: WindowId,
    },
    /// Ask what is due some time after an admission started.
    AskAfterStart {
        /// The region.
        region: RegionId,
        /// Which admission.
        admission: AdmissionId,
        /// The Dutch calendar day on which it became active.
        on: NaiveDate,
    },
    /// Make granted admissions active whose start date has come.
    ActivateAdmissions {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Make suspended admissions active again whose suspension is over.
    ResumeAdmissions {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Close clarifications whose term ended before this day.
    ExpireClarifications {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Remind who has not answered a herstelverzoek or a voornemen that soon ends.
    RemindOfRepair {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Tell what was decided, where the window published this as the last day for decisions.
    TellDecided {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Remind who has not answered a request for evidence.
    RemindOfEvidence {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Remind who has a draft in a window that soon closes.
    RemindOfDrafts {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Ask who stated its free places too long ago to state them again.
    AskForPlaces {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Ask who is admitted to confirm what it told, once a year, and remind who did not.
    AskForConfirmation {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Hand over the open work of who is away from this day on.
    HandOverWork {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// End sessions that are past their limits.
    EndSessions {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Evaluate every decision again and note which does not come out the same.
    ReplayDecisions {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Remove files without a row, and unfinished uploads.
    SweepFiles {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
    /// Make signals for toezicht of papers that expired.
    RaiseSignals {
        /// The Dutch calendar day.
        on: NaiveDate,
    },
}

/// The kinds of work, for counting and for the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobKind {
    /// [`Job::SendMail`].
    SendMail,
    /// [`Job::RenderLetter`].
    RenderLetter,
    /// [`Job::RenderReceipt`].
    RenderReceipt,
    /// [`Job::RenderNota`].
    RenderNota,
    /// [`Job::InspectEvidence`].
    InspectEvidence,
    /// [`Job::CloseWindow`].
    CloseWindow,
    /// [`Job::PublishSupply`].
    PublishSupply,
    /// [`Job::AskAfterStart`].
    AskAfterStart,
    /// [`Job::ActivateAdmissions`].
    ActivateAdmissions,
    /// [`Job::ResumeAdmissions`].
    ResumeAdmissions,
    /// [`Job::ExpireClarifications`].
    ExpireClarifications,
    /// [`Job::RemindOfRepair`].
    RemindOfRepair,
    /// [`Job::TellDecided`].
    TellDecided,
    /// [`Job::RemindOfEvidence`].
    RemindOfEvidence,
    /// [`Job::RemindOfDrafts`].
    RemindOfDrafts,
    /// [`Job::AskForPlaces`].
    AskForPlaces,
    /// [`Job::AskForConfirmation`].
    AskForConfirmation,
    /// [`Job::HandOverWork`].
    HandOverWork,
    /// [`Job::EndSessions`].
    EndSessions,
    /// [`Job::ReplayDecisions`].
    ReplayDecisions,
    /// [`Job::SweepFiles`].
    SweepFiles,
    /// [`Job::RaiseSignals`].
    RaiseSignals,
}

impl Code for JobKind {
    const ALL: &'static [Self] = &[
        Self::SendMail,
        Self::RenderLetter,
        Self::RenderReceipt,
        Self::RenderNota,
        Self::InspectEvidence,
        Self::CloseWindow,
        Self::PublishSupply,
        Self::AskAfterStart,
        Self::ActivateAdmissions,
        Self::ResumeAdmissions,
        Self::ExpireClarifications,
        Self::RemindOfRepair,
        Self::TellDecided,
        Self::RemindOfEvidence,
        Self::RemindOfDrafts,
        Self::AskForPlaces,
        Self::AskForConfirmation,
        Self::HandOverWork,
        Self::EndSessions,
        Self::ReplayDecisions,
        Self::SweepFiles,
        Self::RaiseSignals,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::SendMail => "send_mail",
            Self::RenderLetter => "render_letter",
            Self::RenderReceipt => "render_receipt",
            Self::RenderNota => "render_nota",
            Self::InspectEvidence => "inspect_evidence",
            Self::CloseWindow => "close_window",
            Self::PublishSupply => "publish_supply",
            Self::AskAfterStart => "ask_after_start",
            Self::ActivateAdmissions => "activate_admissions",
            Self::ResumeAdmissions => "resume_admissions",
            Self::ExpireClarifications => "expire_clarifications",
            Self::RemindOfRepair => "remind_of_repair",
            Self::TellDecided => "tell_decided",
            Self::RemindOfEvidence => "remind_of_evidence",
            Self::RemindOfDrafts => "remind_of_drafts",
            Self::AskForPlaces => "ask_for_places",
            Self::AskForConfirmation => "ask_for_confirmation",
            Self::HandOverWork => "hand_over_work",
            Self::EndSessions => "end_sessions",
            Self::ReplayDecisions => "replay_decisions",
            Self::SweepFiles => "sweep_files",
            Self::RaiseSignals => "raise_signals",
        }
    }
}

impl JobKind {
    /// Whether it belongs to a moment in law, after which the log is signed at once: something was sent in, a
    /// window closed, a letter left by its mail, a nota was published.
    #[must_use]
    pub fn is_legal_moment(self) -> bool {
        matches!(self, Self::RenderReceipt | Self::CloseWindow | Self::SendMail | Self::RenderNota)
    }
}

impl Job {
    /// The kind of work.
    #[must_use]
    pub fn kind(&self) -> JobKind {
        match self {
            Self::SendMail { .. } => JobKind::SendMail,
            Self::RenderLetter { .. } => JobKind::RenderLetter,
            Self::RenderReceipt { .. } => JobKind::RenderReceipt,
            Self::RenderNota { .. } => JobKind::RenderNota,
            Self::InspectEvidence { .. } => JobKind::InspectEvidence,
            Self::CloseWindow { .. } => JobKind::CloseWindow,
            Self::PublishSupply { .. } => JobKind::PublishSupply,
            Self::AskAfterStart { .. } => JobKind::AskAfterStart,
            Self::ActivateAdmissions { .. } => JobKind::ActivateAdmissions,
            Self::ResumeAdmissions { .. } => JobKind::ResumeAdmissions,
            Self::ExpireClarifications { .. } => JobKind::ExpireClarifications,
            Self::RemindOfRepair { .. } => JobKind::RemindOfRepair,
            Self::TellDecided { .. } => JobKind::TellDecided,
            Self::RemindOfEvidence { .. } => JobKind::RemindOfEvidence,
            Self::RemindOfDrafts { .. } => JobKind::RemindOfDrafts,
            Self::AskForPlaces { .. } => JobKind::AskForPlaces,
            Self::AskForConfirmation { .. } => JobKind::AskForConfirmation,
            Self::HandOverWork { .. } => JobKind::HandOverWork,
            Self::EndSessions { .. } => JobKind::EndSessions,
            Self::ReplayDecisions { .. } => JobKind::ReplayDecisions,
            Self::SweepFiles { .. } => JobKind::SweepFiles,
            Self::RaiseSignals { .. } => JobKind::RaiseSignals,
        }
    }

    /// The key by which work that already waits is recognised, so that it is not put in the queue twice.
    #[must_use]
    pub fn dedupe_key(&self) -> String {
        let about = match self {
            Self::SendMail { mail } => mail.to_string(),
            Self::RenderLetter { letter } => letter.to_string(),
            Self::RenderReceipt { snapshot } => snapshot.to_string(),
            Self::RenderNota { nota } => nota.to_string(),
            Self::InspectEvidence { evidence } => evidence.to_string(),
            Self::CloseWindow { window } | Self::PublishSupply { window } => window.to_string(),
            Self::AskAfterStart { admission, .. } => admission.to_string(),
            Self::ActivateAdmissions { on }
            | Self::ResumeAdmissions { on }
            | Self::ExpireClarifications { on }
            | Self::RemindOfRepair { on }
            | Self::TellDecided { on }
            | Self::RemindOfEvidence { on }
            | Self::RemindOfDrafts { on }
            | Self::AskForPlaces { on }
            | Self::AskForConfirmation { on }
            | Self::HandOverWork { on }
            | Self::EndSessions { on }
            | Self::ReplayDecisions { on }
            | Self::SweepFiles { on }
            | Self::RaiseSignals { on } => on.format("%Y-%m-%d").to_string(),
        };
        format!("{}:{about}", self.kind().code())
    }

    /// The work that is due once every Dutch calendar day.
    #[must_use]
    pub fn daily(on: NaiveDate) -> Vec<Self> {
        vec![
            Self::ActivateAdmissions { on },
            Self::ResumeAdmissions { on },
            Self::ExpireClarifications { on },
            Self::RemindOfRepair { on },
            Self::TellDecided { on },
            Self::RemindOfEvidence { on },
            Self::RemindOfDrafts { on },
            Self::AskForPlaces { on },
            Self::AskForConfirmation { on },
            Self::HandOverWork { on },
            Self::EndSessions { on },
            Self::ReplayDecisions { on },
            Self::SweepFiles { on },
            Self::RaiseSignals { on },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    fn every_job() -> Vec<Job> {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let on = NaiveDate::from_ymd_opt(2026, 4, 27).unwrap();
        let mut all = vec![
            Job::SendMail { mail: Id::parse(id).unwrap() },
            Job::RenderLetter { letter: Id::parse(id).unwrap() },
            Job::RenderReceipt { snapshot: Id::parse(id).unwrap() },
            Job::RenderNota { nota: Id::parse(id).unwrap() },
            Job::InspectEvidence { evidence: Id::parse(id).unwrap() },
            Job::CloseWindow { window: Id::parse(id).unwrap() },
            Job::PublishSupply { window: Id::parse(id).unwrap() },
            Job::AskAfterStart { region: Id::parse(id).unwrap(), admission: Id::parse(id).unwrap(), on },
        ];
        all.extend(Job::daily(on));
        all
    }

    #[test]
    fn every_kind_of_work_is_stored_under_its_code_and_read_back() {
        let kinds: Vec<_> = every_job().iter().map(Job::kind).collect();
        assert_eq!(kinds, JobKind::ALL);
        for job in every_job() {
            let stored = serde_json::to_value(&job).unwrap();
            assert_eq!(stored["kind"], job.kind().code());
            assert_eq!(serde_json::from_value::<Job>(stored).unwrap(), job);
        }
    }

    #[test]
    fn the_key_tells_the_kind_and_the_thing_or_the_day() {
        let keys: Vec<_> = every_job().iter().map(Job::dedupe_key).collect();
        assert_eq!(keys[0], "send_mail:01890a5d-ac96-774b-bcce-b302099a8057");
        assert_eq!(keys[8], "activate_admissions:2026-04-27");
    }
}
