//! What was sent in, as one value: everything the rules look at, fixed in bytes that never change.
//! May import: canonical, facts, ids, policy_code, rules, scheme, supply, windows.
//!
//! It holds values and pseudonymous ids, no names but those of who takes part. The answers to open questions are values too: they are
//! what is judged. What another member signed is in bytes of its own, of which the penvoerder's hold the digest: it reads its own
//! submission and never what another answered.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::member::{Named, Signature};
use crate::canonical::{self, CanonicalError};
use crate::facts::FactSet;
use crate::ids::{
    ApplicationId, DocumentId, EvidenceId, MemberId, OrgId, ProcedureId, SchemeVersionId, UserId, WindowId,
};
use crate::policy_code::{DocumentKindCode, LotKey};
use crate::rules::{
    self, CombinationVerdict, EvidenceFact, Input, Judgement, LotChoice, MemberRole, ReferenceDates, Replay,
    ReplayError, RequirementResult, Stage, Verdict, Wanted,
};
use crate::scheme::{NationalTables, Requirement, Scheme};
use crate::supply::SupplySnapshot;
use crate::windows::LotState;

/// Version of the form of these bytes.
pub const SNAPSHOT_VERSION: u16 = 1;

/// One submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// [`SNAPSHOT_VERSION`] when it was made.
    pub v: u16,
    /// The application.
    pub application: ApplicationId,
    /// Its number.
    pub number: String,
    /// First, second, … submission.
    pub seq: u32,
    /// When its last byte had arrived.
    #[serde(with = "fixed_width")]
    pub received_at: DateTime<Utc>,
    /// Whose.
    pub organisation: OrgId,
    /// In which procedure.
    pub procedure: ProcedureId,
    /// In which window.
    pub window: WindowId,
    /// Under which version of the scheme.
    pub scheme: SchemeMark,
    /// What the rules look at.
    pub contents: Contents,
    /// Who declared it to be true.
    pub declaration: Declaration,
    /// Who take part beside the penvoerder, in the order of the application.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<MemberMark>,
}

/// One that takes part, as the penvoerder sent it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberMark {
    /// Which.
    pub id: MemberId,
    /// What the penvoerder says about it.
    pub named: Named,
    /// Its signature; an onderaannemer on whom nothing relies need not have signed.
    pub signature: Option<Signature>,
}

/// The own part of a member, as it signed it. The salt keeps the digest of a few yeses and noes from being guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// [`PART_VERSION`] when it was made.
    pub v: u16,
    /// Random, hexadecimal.
    pub salt: String,
    /// Of which member.
    pub member: MemberId,
    /// The answers.
    pub facts: FactSet,
    /// The bewijsstukken.
    pub evidence: Vec<EvidenceFact>,
    /// The documents that were accepted.
    pub documents: Vec<AcceptedDocument>,
}

/// Version of the form of a member's part.
pub const PART_VERSION: u16 = 1;

/// What the rules look at of one that takes part beside the penvoerder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberContents {
    /// Which.
    pub id: MemberId,
    /// What it is.
    pub role: MemberRole,
    /// Its answers.
    pub facts: FactSet,
    /// Its bewijsstukken.
    pub evidence: Vec<EvidenceFact>,
    /// The documents that it accepted.
    pub documents: Vec<AcceptedDocument>,
}

/// A version of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeMark {
    /// Which.
    pub version: SchemeVersionId,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// Who declared that everything is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The tekenbevoegde who sent it in.
    pub by: UserId,
    /// The other tekenbevoegde, where two must sign.
    pub confirmed_by: Option<UserId>,
    /// The volmacht that goes along instead, where one person signs for two.
    pub volmacht: Option<EvidenceId>,
}

/// What the rules look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The answers.
    pub facts: FactSet,
    /// The bewijsstukken.
    pub evidence: Vec<EvidenceFact>,
    /// The documents that were accepted.
    pub documents: Vec<AcceptedDocument>,
    /// The lots with products and places.
    pub lots: Vec<LotChoice>,
    /// The state of each of these lots at the moment of receipt.
    pub lot_states: Vec<LotAt>,
    /// The days that the procedure names.
    pub dates: ReferenceDates,
    /// The supply that was published when the window opened.
    pub supply: SupplySnapshot,
    /// What the others answered, those that signed. Never in the bytes of a snapshot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<MemberContents>,
}

/// A document that was accepted, in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedDocument {
    /// Which.
    pub id: DocumentId,
    /// Its kind.
    pub kind: DocumentKindCode,
    /// Its version, as people name it.
    pub version: String,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

/// The state of a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotAt {
    /// The lot.
    pub lot: LotKey,
    /// Its state.
    pub state: LotState,
}

/// The bytes or the value do not fit.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// They are not a snapshot.
    #[error("not a snapshot: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// A value that has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Made by a later version of the portal.
    #[error("snapshot version {0} is not known")]
    Version(u16),
}

impl Contents {
    /// What the rules say about it: a function of these contents and the arguments only.
    pub fn evaluate(
        &self,
        scheme: &Scheme,
        national: &NationalTables,
        stage: Stage,
        judgements: &[Judgement],
    ) -> Verdict {
        self.evaluate_each(scheme, national, stage, judgements).verdict
    }

    /// The same, with what each member must meet by itself: for that member and the team.
    pub fn evaluate_each(
        &self,
        scheme: &Scheme,
        national: &NationalTables,
        stage: Stage,
        judgements: &[Judgement],
    ) -> CombinationVerdict {
        self.with_members(judgements, |judgements, others| {
            let given = self.given();
            let input = self.input(&given, (scheme, national), stage, judgements);
            rules::evaluate_combination(&input, others)
        })
    }

    /// Evaluate it again and hold it against what was stored about a lot.
    ///
    /// # Errors
    /// [`ReplayError`] when the stored bytes are no verdict that this program knows.
    pub fn replay(
        &self,
        (scheme, national): (&Scheme, &NationalTables),
        judgements: &[Judgement],
        lot: &LotKey,
        stored: &[u8],
    ) -> Result<Replay, ReplayError> {
        self.with_members(judgements, |judgements, others| {
            let given = self.given();
            let input = self.input(&given, (scheme, national), Stage::Application, judgements);
            rules::replay(&input, others, lot, stored)
        })
    }

    /// The judgements that are not about the own part of another, and the others as the rules take them, each with those about it.
    fn with_members<T>(
        &self,
        judgements: &[Judgement],
        run: impl FnOnce(&[Judgement], &[rules::Member<'_>]) -> T,
    ) -> T {
        let about = |member: Option<&MemberId>| -> Vec<Judgement> {
            judgements.iter().filter(|one| one.member.as_ref() == member).cloned().collect()
        };
        let own: Vec<_> =
            self.members.iter().map(|one| (accepted(&one.documents), about(Some(&one.id)))).collect();
        let members = self.members.iter().zip(&own).map(|(one, (accepted, judgements))| rules::Member {
            role: one.role,
            facts: &one.facts,
            evidence: &one.evidence,
            accepted,
            judgements,
        });
        run(&about(None), &members.collect::<Vec<_>>())
    }

    /// What the rules say of one subject: of a member what it must meet by itself; with none of the penvoerder by itself, and of all
    /// together. `None` for who did not sign.
    #[must_use]
    pub fn results_of(
        &self,
        (scheme, national): (&Scheme, &NationalTables),
        judgements: &[Judgement],
        member: Option<&MemberId>,
    ) -> Option<Vec<RequirementResult>> {
        let mut each = self.evaluate_each(scheme, national, Stage::Application, judgements);
        let Some(id) = member else { return Some(each.of_lead().results) };
        // The penvoerder's own part comes first.
        let place = self.members.iter().position(|one| one.id == *id)?.checked_add(1)?;
        each.own.get_mut(place).map(|part| std::mem::take(&mut part.results))
    }

    /// The contents of a member that signed.
    #[must_use]
    pub fn member(&self, id: &MemberId) -> Option<&MemberContents> {
        self.members.iter().find(|one| one.id == *id)
    }

    /// Whether an eis looks at what several have together: a number in it would tell one what another answered.
    #[must_use]
    pub fn is_pooled(&self, requirement: &Requirement) -> bool {
        self.members.iter().any(|member| member.role.adds_to(requirement))
    }

    /// What the eisen want as evidence, at the time of applying.
    #[must_use]
    pub fn wanted(&self, scheme: &Scheme, national: &NationalTables) -> Vec<Wanted> {
        rules::wanted(&self.input(&self.given(), (scheme, national), Stage::Application, &[]))
    }

    /// What the rules want of these contents in another form.
    fn given(&self) -> Given {
        let closed = self.lot_states.iter().filter(|one| one.state == LotState::ClosedUnlessAddedValue);
        Given { accepted: accepted(&self.documents), closed: closed.map(|one| one.lot.clone()).collect() }
    }

    /// These contents as the rules take them.
    fn input<'a>(
        &'a self,
        given: &'a Given,
        (scheme, national): (&'a Scheme, &'a NationalTables),
        stage: Stage,
        judgements: &'a [Judgement],
    ) -> Input<'a> {
        Input {
            scheme,
            national,
            facts: &self.facts,
            evidence: &self.evidence,
            accepted: &given.accepted,
            lots: &self.lots,
            dates: self.dates,
            stage,
            judgements,
            closed: &given.closed,
            supply: &self.supply,
        }
    }
}

/// What the rules want of contents in another form.
struct Given {
    /// The kinds of document that were accepted.
    accepted: BTreeSet<DocumentKindCode>,
    /// The lots that were closed but for who brings added value.
    closed: Vec<LotKey>,
}

/// The kinds of document that were accepted.
fn accepted(documents: &[AcceptedDocument]) -> BTreeSet<DocumentKindCode> {
    documents.iter().map(|document| document.kind.clone()).collect()
}

impl Part {
    /// Its canonical bytes: the same part gives the same bytes.
    ///
    /// # Errors
    /// [`SnapshotError::Canonical`] when a number does not survive every JSON reader.
    pub fn bytes(&self) -> Result<Vec<u8>, SnapshotError> {
        Ok(canonical::to_bytes(&serde_json::to_value(self)?)?)
    }

    /// Read it back.
    ///
    /// # Errors
    /// [`SnapshotError`] when these are not the bytes of a part that we know.
    pub fn read(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let part: Self = serde_json::from_slice(bytes)?;
        if part.v == PART_VERSION { Ok(part) } else { Err(SnapshotError::Version(part.v)) }
    }

    /// What the rules look at of it, in what it does in the application.
    #[must_use]
    pub fn contents(self, role: MemberRole) -> MemberContents {
        let Self { member: id, facts, evidence, documents, .. } = self;
        MemberContents { id, role, facts, evidence, documents }
    }
}

impl Snapshot {
    /// Its canonical bytes: the same snapshot gives the same bytes. What the others answered is not in them.
    ///
    /// # Errors
    /// [`SnapshotError::Canonical`] when a number does not survive every JSON reader.
    pub fn bytes(&self) -> Result<Vec<u8>, SnapshotError> {
        let contents = Contents { members: Vec::new(), ..self.contents.clone() };
        Ok(canonical::to_bytes(&serde_json::to_value(Self { contents, ..self.clone() })?)?)
    }

    /// Read it back.
    ///
    /// # Errors
    /// [`SnapshotError`] when these are not the bytes of a snapshot that we know.
    pub fn read(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let snapshot: Self = serde_json::from_slice(bytes)?;
        if snapshot.v == SNAPSHOT_VERSION { Ok(snapshot) } else { Err(SnapshotError::Version(snapshot.v)) }
    }
}

/// A moment as text of one width: six decimals and `Z`.
mod fixed_width {
    use chrono::{DateTime, Utc};
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&at.format("%Y-%m-%dT%H:%M:%S%.6fZ"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;
    use chrono::NaiveDate;

    fn sample() -> Snapshot {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        Snapshot {
            v: SNAPSHOT_VERSION,
            application: Id::parse(id).unwrap(),
            number: "ZWD-2026-00012".into(),
            seq: 1,
            received_at: "2026-11-22T11:00:00Z".parse().unwrap(),
            organisation: Id::parse(id).unwrap(),
            procedure: Id::parse(id).unwrap(),
            window: Id::parse(id).unwrap(),
            scheme: SchemeMark { version: Id::parse(id).unwrap(), sha256: "0".repeat(64) },
            contents: Contents {
                facts: FactSet::new(),
                evidence: Vec::new(),
                documents: Vec::new(),
                lots: Vec::new(),
                lot_states: Vec::new(),
                dates: ReferenceDates {
                    submission: day("2026-11-22"),
                    close: day("2026-12-15"),
                    start: day("2027-04-01"),
                },
                supply: SupplySnapshot::new(day("2026-11-01"), Vec::new()),
                members: Vec::new(),
            },
            declaration: Declaration { by: Id::parse(id).unwrap(), confirmed_by: None, volmacht: None },
            members: Vec::new(),
        }
    }

    #[test]
    fn a_snapshot_is_read_back_and_written_again_to_the_same_bytes() {
        let bytes = sample().bytes().unwrap();
        let back = Snapshot::read(&bytes).unwrap();
        assert_eq!(back, sample());
        assert_eq!(back.bytes().unwrap(), bytes);
    }

    #[test]
    fn a_moment_is_as_wide_with_and_without_a_fraction() {
        let text = String::from_utf8(sample().bytes().unwrap()).unwrap();
        assert!(text.contains(r#""received_at":"2026-11-22T11:00:00.000000Z""#), "{text}");
    }

    #[test]
    fn the_bytes_of_a_snapshot_hold_nothing_of_what_the_others_answered() {
        let mut with = sample();
        with.contents.members.push(MemberContents {
            id: Id::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap(),
            role: MemberRole::Partner,
            facts: FactSet::new(),
            evidence: Vec::new(),
            documents: Vec::new(),
        });
        assert_eq!(with.bytes().unwrap(), sample().bytes().unwrap());
    }

    #[test]
    fn a_snapshot_of_a_later_portal_is_refused() {
        let later = Snapshot { v: 2, ..sample() };
        assert!(matches!(Snapshot::read(&later.bytes().unwrap()), Err(SnapshotError::Version(2))));
    }
}
