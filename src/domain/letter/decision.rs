//! The decision letter: per lot the outcome first, then the grounds, then the remedy of the gemeente.
//! May import: letter's own parts, words.

use chrono::NaiveDate;

use super::content::{Annex, Block, LetterContent, Section};
use super::envelope::{Envelope, LetterError, LotName, Signatory};
use super::kind::{LetterKind, RemedyTrack};
use super::remedy::Remedy;
use crate::words::letters::decision as words;

/// What must be known to decide on one aanmelding in one letter: admission, refusal, or some of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLetter {
    /// The outside.
    pub envelope: Envelope,
    /// The day the aanmelding was received.
    pub received: NaiveDate,
    /// What each gemeente decided, in the order of the region.
    pub parts: Vec<GemeentePart<LotDecision>>,
    /// What this comes in the place of, where a decision is revised.
    pub revises: Option<Revised>,
    /// Whether the aanbieder was heard about something else than it gave, and what came of that.
    pub heard: Option<HeardBefore>,
    /// Paragraphs of the region's own, from its regeling.
    pub texts: RegionTexts,
    /// Who signs the covering letter when several gemeenten decide.
    pub covering: Signatory,
}

/// A decision in whose place another comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// On which day it was taken.
    pub decided: NaiveDate,
    /// The number of its letter.
    pub letter: String,
    /// What led to the revision, in words.
    pub cause: String,
    /// Why.
    pub motivation: String,
}

/// That the aanbieder was heard before a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardBefore {
    /// On which day it was asked.
    pub asked: NaiveDate,
    /// When it answered, and what the region thinks of the answer; none where its term passed unused.
    pub weighed: Option<(NaiveDate, String)>,
}

/// The lots of one gemeente, with its remedy and its signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GemeentePart<L> {
    /// Name of the gemeente.
    pub gemeente: String,
    /// Its lots.
    pub lots: Vec<L>,
    /// The remedy against what it decided.
    pub remedy: Remedy,
    /// Who signed for it.
    pub signatory: Signatory,
}

/// What was decided on one lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotDecision {
    /// The lot.
    pub lot: LotName,
    /// The outcome.
    pub outcome: LotOutcome,
}

/// The outcome for one lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LotOutcome {
    /// Toegelaten.
    Admitted {
        /// The day the overeenkomst can start.
        start: NaiveDate,
        /// What must be handed in before the start.
        still_needed: Vec<String>,
    },
    /// Niet toegelaten: every hard requirement that was not met. At least one.
    Refused(Vec<FailedRequirement>),
}

/// A hard requirement that was not met, as a judge would want to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedRequirement {
    /// Permanent code of the requirement.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What was asked.
    pub required: String,
    /// What was found, with source and date.
    pub observed: String,
    /// Why this is not enough.
    pub motivation: String,
    /// Article, or paragraph of a published document.
    pub ground: String,
    /// The smallest change that would have met this one requirement, where it can be measured.
    pub smallest_change: Option<String>,
}

impl FailedRequirement {
    /// What a letter says of it.
    #[must_use]
    pub fn told(&self) -> Vec<Block> {
        words::ground(self)
    }
}

/// The region's own paragraphs, by their place in the letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegionTexts {
    /// After the first sentence.
    pub introduction: Vec<String>,
    /// With an admission.
    pub admission: Vec<String>,
    /// With a refusal.
    pub refusal: Vec<String>,
    /// On what happens next.
    pub next_steps: Vec<String>,
    /// Before the signature.
    pub closing: Vec<String>,
}

impl LotDecision {
    /// Whether the aanbieder is admitted to the lot.
    #[must_use]
    pub fn is_admitted(&self) -> bool {
        matches!(self.outcome, LotOutcome::Admitted { .. })
    }
}

impl DecisionLetter {
    /// The letter. One gemeente decides in the letter itself; several each in an annex of their own.
    ///
    /// # Errors
    /// [`LetterError`] when there is no lot, a refusal has no motivated ground, a remedy is of the other track,
    /// a lot is listed under another gemeente, or somebody signs without power.
    pub fn compose(&self) -> Result<LetterContent, LetterError> {
        let lots: Vec<&LotDecision> = self.parts.iter().flat_map(|part| &part.lots).collect();
        if lots.is_empty() || self.parts.iter().any(|part| part.lots.is_empty()) {
            return Err(LetterError::NoLots);
        }
        let track = self.envelope.track;
        let mut blocks = words::opening(track, &self.envelope.procedure, self.received);
        blocks.extend(self.revises.iter().flat_map(|one| words::revised(track, one)));
        blocks.extend(self.texts.introduction.iter().map(Block::text));
        blocks.extend(words::outcomes(&lots)?);
        blocks.extend(self.heard.iter().flat_map(words::heard));
        blocks.extend(words::next_steps(track, &lots, &self.texts));
        let (body, annexes) = match self.parts.as_slice() {
            [only] => (self.in_letter(only, blocks)?, Vec::new()),
            several => (self.covering(several, blocks), self.annexes(several)?),
        };
        let (kind, subject) = match &self.revises {
            None => (LetterKind::Decision, words::subject(track, self.envelope.application())),
            Some(_) => (LetterKind::Revision, words::subject_of_revision(track, self.envelope.application())),
        };
        Ok(self.envelope.letter(kind, subject, words::summary(track, &lots), body, annexes))
    }

    fn in_letter(
        &self,
        part: &GemeentePart<LotDecision>,
        mut blocks: Vec<Block>,
    ) -> Result<Section, LetterError> {
        let section = section(self.envelope.track, part, &self.texts)?;
        blocks.extend(section.blocks);
        blocks.extend(self.texts.closing.iter().map(Block::text));
        Ok(Section { blocks, ..section })
    }

    fn covering(&self, parts: &[GemeentePart<LotDecision>], mut blocks: Vec<Block>) -> Section {
        let names: Vec<&str> = parts.iter().map(|part| part.gemeente.as_str()).collect();
        blocks.push(words::see_annexes(self.envelope.track, &names));
        blocks.extend(self.texts.closing.iter().map(Block::text));
        Section {
            blocks,
            remedies: Vec::new(),
            signature: Some(self.covering.informing(&self.envelope.sender)),
        }
    }

    fn annexes(&self, parts: &[GemeentePart<LotDecision>]) -> Result<Vec<Annex>, LetterError> {
        let track = self.envelope.track;
        parts
            .iter()
            .zip(1_usize..)
            .map(|(part, number)| {
                let title = words::annex_title(track, number, &part.gemeente);
                Ok(Annex { title, section: section(track, part, &self.texts)? })
            })
            .collect()
    }
}

/// The lots of one gemeente with their grounds, its remedy and its signature.
fn section(
    track: RemedyTrack,
    part: &GemeentePart<LotDecision>,
    texts: &RegionTexts,
) -> Result<Section, LetterError> {
    let mut blocks = Vec::new();
    for decided in &part.lots {
        if decided.lot.gemeente != part.gemeente {
            let (lot, gemeente) = (decided.lot.in_words(), part.gemeente.clone());
            return Err(LetterError::LotOfAnotherGemeente { lot, gemeente });
        }
        match &decided.outcome {
            LotOutcome::Admitted { start, still_needed } => {
                blocks.extend(words::admitted(track, &decided.lot, *start, still_needed));
                blocks.extend(texts.admission.iter().map(Block::text));
            }
            LotOutcome::Refused(failed) => {
                complete(&decided.lot, failed)?;
                blocks.extend(words::refused(track, &decided.lot, failed));
                blocks.extend(texts.refusal.iter().map(Block::text));
            }
        }
    }
    Ok(Section {
        blocks,
        remedies: vec![part.remedy.clause(track, &part.gemeente)?],
        signature: Some(part.signatory.deciding(track, &part.gemeente)?),
    })
}

/// A refusal states at least one hard requirement, and motivates each.
fn complete(lot: &LotName, failed: &[FailedRequirement]) -> Result<(), LetterError> {
    if failed.is_empty() {
        return Err(LetterError::RefusalWithoutGround(lot.in_words()));
    }
    match failed.iter().find(|one| one.motivation.trim().is_empty()) {
        Some(bare) => Err(LetterError::NoMotivation(bare.code.clone())),
        None => Ok(()),
    }
}
