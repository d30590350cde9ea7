//! The heads of one log, one after the other: who signed them, and how one key hands over to the next.
//! May import: digest, tlog::{checkpoint, note}.

use std::collections::BTreeSet;

use super::checkpoint::Checkpoint;
use super::note::{Algorithm, KeyName, Note, VerifierKey};
use crate::digest::Digest;

/// Says whether a key made this of a text: the key, the text, the signature.
pub type Verify = fn(&[u8; 32], &[u8], &[u8]) -> bool;

/// The heads of one log, as they are read one after the other.
#[derive(Debug, Clone)]
pub struct Chain<'a> {
    keys: &'a [VerifierKey],
    verify: Verify,
    announced: BTreeSet<Digest>,
    trusted: Option<&'a VerifierKey>,
    in_charge: Option<usize>,
    last: Option<Checkpoint>,
}

/// Which rule the heads break.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// There is no key, or the keys are not those of one log.
    #[error("the keys are not those of one log")]
    Keys,
    /// A note is no checkpoint.
    #[error("a note is signed that is no checkpoint of a log")]
    NotACheckpoint,
    /// A head is of another log.
    #[error("a checkpoint is of another log: {0:?}")]
    OtherLog(KeyName),
    /// No signature is by a key of this log.
    #[error("a checkpoint is signed by none of the keys of this log")]
    NotSigned,
    /// A signature says it is by a key of this log, and is not.
    #[error("a signature is not what the key made that it names")]
    Forged,
    /// A key signed that was not, or no longer, in charge.
    #[error("a checkpoint is not signed by the key that was in charge then")]
    NotInCharge,
    /// A key came that nobody announced.
    #[error("a key signed that no leaf of the log announced before")]
    NotAnnounced,
    /// A later head has fewer leaves, or other ones.
    #[error("a checkpoint does not extend the one before it")]
    Shrunk,
}

impl<'a> Chain<'a> {
    /// Start before the first head. The keys stand in the order in which they were in charge.
    ///
    /// # Errors
    /// [`Broken::Keys`]
    pub fn of(keys: &'a [VerifierKey], verify: Verify) -> Result<Self, Broken> {
        let first = keys.first().ok_or(Broken::Keys)?;
        let fits = |key: &VerifierKey| key.name == first.name && key.algorithm == Algorithm::Ed25519;
        if !keys.iter().all(fits) {
            return Err(Broken::Keys);
        }
        Ok(Self { keys, verify, announced: BTreeSet::new(), trusted: None, in_charge: None, last: None })
    }

    /// The same, for who knows from elsewhere that this key is right: it may take over from one that was lost.
    #[must_use]
    pub fn trusting(self, key: Option<&'a VerifierKey>) -> Self {
        Self { trusted: key, ..self }
    }

    /// The digest by which a leaf announces a key: of its text.
    #[must_use]
    pub fn fingerprint(key: &VerifierKey) -> Digest {
        Digest::of(key.to_string().as_bytes())
    }

    /// A leaf announced a key.
    pub fn announce(&mut self, key: Digest) {
        self.announced.insert(key);
    }

    /// The key that is in charge now; none before the first head.
    #[must_use]
    pub fn in_charge(&self) -> Option<&'a VerifierKey> {
        self.keys.get(self.in_charge?)
    }

    /// The last head.
    #[must_use]
    pub fn last(&self) -> Option<&Checkpoint> {
        self.last.as_ref()
    }

    /// Whether this key is in charge, or handed over to the one that is.
    #[must_use]
    pub fn rests_on(&self, key: &VerifierKey) -> bool {
        let place = self.keys.iter().position(|one| one == key);
        place.is_some_and(|place| self.in_charge.is_some_and(|now| place <= now))
    }

    /// Take the next head. What was announced by leaves that it counts has been told before.
    ///
    /// # Errors
    /// The rule that it breaks.
    pub fn next(&mut self, note: &Note) -> Result<Checkpoint, Broken> {
        let head = Checkpoint::parse(&note.text).map_err(|_| Broken::NotACheckpoint)?;
        if self.keys.first().is_none_or(|key| key.name != head.origin) {
            return Err(Broken::OtherLog(head.origin));
        }
        let signers = self.signers(note)?;
        let newest = *signers.last().ok_or(Broken::NotSigned)?;
        if let Some(now) = self.in_charge {
            let vouched = self.keys.get(newest).is_some_and(|key| Some(key) == self.trusted);
            if !(signers.contains(&now) || (vouched && newest > now)) {
                return Err(Broken::NotInCharge);
            }
            let announced = |place: &usize| {
                self.keys.get(*place).is_some_and(|key| self.announced.contains(&Self::fingerprint(key)))
            };
            if !signers.iter().filter(|place| **place > now).all(announced) {
                return Err(Broken::NotAnnounced);
            }
        }
        if let Some(last) = &self.last
            && (head.size < last.size || (head.size == last.size && head.root != last.root))
        {
            return Err(Broken::Shrunk);
        }
        self.in_charge = Some(newest);
        self.last = Some(head.clone());
        Ok(head)
    }

    /// The places of the keys that signed. Signatures of others, such as witnesses, are passed over.
    fn signers(&self, note: &Note) -> Result<BTreeSet<usize>, Broken> {
        let mut signers = BTreeSet::new();
        for signature in &note.signatures {
            let Some(place) = self.keys.iter().position(|key| signature.names(key)) else { continue };
            let right = self
                .keys
                .get(place)
                .is_some_and(|key| (self.verify)(&key.public, note.text.as_bytes(), &signature.bytes));
            if !right {
                return Err(Broken::Forged);
            }
            signers.insert(place);
        }
        Ok(signers)
    }
}
