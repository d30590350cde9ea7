//! For whom a dossier leaves the portal, and what it may hold then. May import: audit, class, code.

use crate::audit::EventCode;
use crate::class::Class;
use crate::code::Code;

/// For whom a dossier leaves the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// The aanbieder whose dossier it is.
    Applicant,
    /// A judge, or whoever decides on a klacht or bezwaar.
    Court,
    /// The archive of the gemeente.
    Archive,
}

impl Code for Audience {
    const ALL: &'static [Self] = &[Self::Applicant, Self::Court, Self::Archive];

    fn code(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Court => "court",
            Self::Archive => "archive",
        }
    }
}

/// What kind of thing is put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// What the aanbieder sent in, its bewijsstukken, and what the portal wrote to it.
    Own,
    /// What the region published: the regeling and the numbers it uses.
    Published,
    /// What another member of the aanmelding answered and sent.
    OtherMember,
    /// What the team judged and decided, once it was made known.
    MadeKnown,
    /// What the team judged and proposed, as long as nothing of it was made known.
    InProgress,
    /// What people of the team wrote to each other.
    InternalNote,
    /// Everything that a decision rests on, to evaluate it again.
    Basis,
}

impl Code for Content {
    const ALL: &'static [Self] = &[
        Self::Own,
        Self::Published,
        Self::OtherMember,
        Self::MadeKnown,
        Self::InProgress,
        Self::InternalNote,
        Self::Basis,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Published => "published",
            Self::OtherMember => "other_member",
            Self::MadeKnown => "made_known",
            Self::InProgress => "in_progress",
            Self::InternalNote => "internal_note",
            Self::Basis => "basis",
        }
    }
}

/// Why something is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// Named officers alone read it.
    Restricted,
    /// Wet Bibob art. 28: it leaves in no export at all.
    Bibob,
    /// Members of an aanmelding do not see each other's own part.
    OtherMember,
    /// The team is still at work.
    InProgress,
    /// What people of the team wrote to each other is not for the aanbieder.
    Internal,
    /// The file was erased; what is left is that it was there.
    Erased,
}

impl Code for LeftOut {
    const ALL: &'static [Self] =
        &[Self::Restricted, Self::Bibob, Self::OtherMember, Self::InProgress, Self::Internal, Self::Erased];

    fn code(self) -> &'static str {
        match self {
            Self::Restricted => "restricted",
            Self::Bibob => "bibob",
            Self::OtherMember => "other_member",
            Self::InProgress => "in_progress",
            Self::Internal => "internal",
            Self::Erased => "erased",
        }
    }
}

impl Audience {
    /// Whether something of this kind and class goes along; `officer` when who takes it out is a named officer for this dossier.
    ///
    /// # Errors
    /// [`LeftOut`] says why not.
    pub fn takes(self, content: Content, class: Class, officer: bool) -> Result<(), LeftOut> {
        self.reads(class, officer)?;
        match (self, content) {
            (Self::Applicant, Content::OtherMember) => Err(LeftOut::OtherMember),
            (Self::Applicant, Content::InProgress) => Err(LeftOut::InProgress),
            // What a decision rests on holds everybody's answers, and what people judged of them.
            (Self::Applicant, Content::InternalNote | Content::Basis) => Err(LeftOut::Internal),
            (Self::Applicant, Content::Own | Content::Published | Content::MadeKnown)
            | (Self::Court | Self::Archive, _) => Ok(()),
        }
    }

    /// Whether information of this class goes along.
    ///
    /// # Errors
    /// [`LeftOut`] says why not.
    pub fn reads(self, class: Class, officer: bool) -> Result<(), LeftOut> {
        match class {
            Class::Openbaar | Class::Intern | Class::Bedrijfsvertrouwelijk | Class::Persoon => Ok(()),
            Class::Strafrechtelijk if officer && self != Self::Applicant => Ok(()),
            Class::Strafrechtelijk => Err(LeftOut::Restricted),
            Class::Bibob => Err(LeftOut::Bibob),
        }
    }

    /// Whether a line of the log about the dossier goes along. The aanbieder gets those of what it did itself and of what it was told; a
    /// look into the dossier or a download is for the archive only: it happens each time that somebody reads.
    #[must_use]
    pub fn tells(self, event: EventCode) -> bool {
        use EventCode as E;
        let look = matches!(
            event,
            E::DossierViewed
                | E::DossierExported
                | E::OrganisationViewed
                | E::EvidenceDownloaded
                | E::LetterDownloaded
                | E::SnapshotDownloaded
        );
        match self {
            Self::Archive => true,
            Self::Court => !look,
            Self::Applicant => matches!(
                event,
                E::ApplicationStarted
                    | E::ApplicationUpgraded
                    | E::ApplicationConfirmed
                    | E::ApplicationReaffirmed
                    | E::ApplicationSubmitted
                    | E::ApplicationReplaced
                    | E::ApplicationWithdrawn
                    | E::ApplicationNotHandled
                    | E::LotWithdrawn
                    | E::SubmissionRefused
                    | E::ClarificationAsked
                    | E::ClarificationAnswered
                    | E::ClarificationExpired
                    | E::ClarificationWithdrawn
                    | E::MessageSent
                    | E::LetterDispatched
                    | E::HearingAsked
                    | E::HearingGiven
                    | E::VerificationPlanned
                    | E::VerificationMoved
                    | E::VerificationCancelled
                    | E::VerificationReported
                    | E::VerificationAnswered
                    | E::DisputeRegistered
                    | E::DisputeHearingPlanned
                    | E::DisputeHearingCancelled
                    | E::DisputeExtended
                    | E::DisputeDecided
                    | E::DisputeWithdrawn
            ),
        }
    }
}
