//! Puts files in the store before any row points to them.
//! May import: domain, files.

use super::DemoError;
use crate::domain::digest::Digest;
use crate::files::{Limits, MediaType, Store};

/// A file in the store.
#[derive(Debug, Clone)]
pub struct Shelved {
    /// Content address.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// What it is.
    pub media: MediaType,
}

/// Store a file, as an upload would.
///
/// # Errors
/// What the store refuses.
pub fn put(store: &Store, bytes: &[u8], name: &str) -> Result<Shelved, DemoError> {
    let failed = |error: &dyn std::error::Error| DemoError::File(name.to_owned(), error.to_string());
    let limits = Limits { max_bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX) };
    let mut upload = store.begin(limits).map_err(|error| failed(&error))?;
    upload.write(bytes).map_err(|error| failed(&error))?;
    let (blob, media) = upload.finish_as(name).map_err(|error| failed(&error))?;
    Ok(Shelved { digest: Digest::of(bytes), size: blob.size, media })
}
