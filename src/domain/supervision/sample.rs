//! A random sample that anybody can draw again: who stands first by the SHA-256 of the seed, a line end and its number.
//! May import: digest, text.

use std::collections::BTreeSet;

use crate::digest::Digest;

/// What makes a sample this one and no other. Printable ASCII only, so that it is the same bytes wherever it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed(String);

/// The text is no seed: it is empty, longer than [`Seed::MOST`], begins or ends with a space, or is not printable ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a seed")]
pub struct BadSeed;

impl Seed {
    /// The most characters.
    pub const MOST: usize = 100;

    /// Take a text as a seed, without the space around it.
    ///
    /// # Errors
    /// [`BadSeed`].
    pub fn parse(text: &str) -> Result<Self, BadSeed> {
        let text = text.trim();
        let printable = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if text.is_empty() || text.len() > Self::MOST || !printable {
            return Err(BadSeed);
        }
        Ok(Self(text.to_owned()))
    }

    /// As it is published.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One of those among whom was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Its number.
    pub id: String,
    /// What its place rests on: what `printf '%s\n%s' SEED ID | sha256sum` says.
    pub digest: Digest,
    /// Whether it is in the sample.
    pub chosen: bool,
}

/// Put everybody in the order of the draw; the first `size` are the sample. The order in which they come, and who comes twice, change nothing.
#[must_use]
pub fn draw(seed: &Seed, ids: impl IntoIterator<Item = String>, size: usize) -> Vec<Drawn> {
    let everybody: BTreeSet<String> = ids.into_iter().collect();
    let place = |id: String| (Digest::of(format!("{}\n{id}", seed.as_str()).as_bytes()), id);
    let mut places: Vec<(Digest, String)> = everybody.into_iter().map(place).collect();
    places.sort();
    (0..).zip(places).map(|(number, (digest, id))| Drawn { id, digest, chosen: number < size }).collect()
}
