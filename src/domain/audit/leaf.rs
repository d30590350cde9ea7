//! Leaf v1: the bytes of one line of the log, fixed from the first row.
//! May import: access, canonical, code, digest, ids, audit::event.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::event::Event;
use super::value::moment;
use crate::access::Actor;
use crate::canonical::{self, CanonicalError};
use crate::code::Code as _;
use crate::digest::Digest;
use crate::ids::{Id, ProcedureId, RegionId};

/// The salt of one payload: 32 random bytes, erased together with the payload.
pub type Salt = [u8; 32];

/// What happened, before it has its place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When; the leaf keeps whole microseconds.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// In which region; none for what is installation-wide.
    pub region: Option<RegionId>,
    /// In which procedure, where there is one.
    pub procedure: Option<ProcedureId>,
    /// What, to what, with which particulars.
    pub event: Event,
    /// The digest of a manifest that this event fixes, such as a snapshot or a letter.
    pub manifest: Option<Digest>,
}

/// A leaf with its place, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLeaf {
    /// The canonical JSON of the leaf.
    pub bytes: Vec<u8>,
    /// Its RFC 6962 leaf hash.
    pub hash: [u8; 32],
    /// The canonical JSON of the payload, for the erasable table; none where the event has no particulars.
    pub payload: Option<Vec<u8>>,
}

impl Entry {
    /// Give this entry place `n` in the log. The payload is bound by `salt`, never readable from the leaf.
    ///
    /// # Errors
    /// [`CanonicalError`] when `n` or a number in the payload is beyond 2^53-1.
    pub fn seal(&self, n: u64, salt: &Salt) -> Result<SealedLeaf, CanonicalError> {
        let payload = self.event.payload().map(|payload| canonical::to_bytes(&payload)).transpose()?;
        let subject = self.event.subject();
        let leaf = json!({
            "actor": {
                "for": id(self.actor.acting_for.as_ref()),
                "loa": self.actor.loa,
                "org": id(self.actor.org.as_ref()),
                "role": self.actor.role.code(),
                "user": id(self.actor.user.as_ref()),
                "via": self.actor.via.code(),
            },
            "at": moment(self.at),
            "event": self.event.code().code(),
            "manifest": self.manifest.map(|digest| digest.to_string()),
            "n": n,
            "payload": payload.as_deref().map(|bytes| commitment(salt, bytes)),
            "procedure": id(self.procedure.as_ref()),
            "region": id(self.region.as_ref()),
            "session": id(self.actor.session.as_ref()),
            "subject": {"id": subject.id, "kind": subject.kind.code()},
            "v": 1,
        });
        let bytes = canonical::to_bytes(&leaf)?;
        let hash = leaf_hash(&bytes);
        Ok(SealedLeaf { bytes, hash, payload })
    }
}

fn id<K>(id: Option<&Id<K>>) -> Value {
    id.map_or(Value::Null, |id| Value::from(id.as_str()))
}

/// What a leaf says of its payload: base64 of HMAC-SHA256(salt, canonical payload). Without the salt nobody can
/// guess a payload of few possible values, so erasing salt and payload erases what it said.
#[must_use]
pub fn commitment(salt: &Salt, payload: &[u8]) -> String {
    STANDARD.encode(Digest::keyed(salt, payload).as_bytes())
}

/// RFC 6962 section 2.1: SHA-256 over a zero byte and the leaf.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update([0]).chain_update(leaf).finalize().into()
}
