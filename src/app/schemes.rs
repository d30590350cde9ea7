//! Published regelingen as values. A version never changes, so each is read from its stored text once per process.
//! May import: domain, storage, app::error.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::error::{Error, Result};
use crate::domain::ids::{ProcedureId, SchemeVersionId};
use crate::domain::scheme::Scheme;
use crate::domain::words;
use crate::storage::regions::{self, SchemeKey};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope};

/// Versions kept in memory: years of versions of a handful of regions. A region more only costs time.
const KEPT: usize = 32;

/// The most recently used version stands last.
static READ: Mutex<VecDeque<Arc<Scheme>>> = Mutex::new(VecDeque::new());

/// A published version with what it says.
#[derive(Debug, Clone)]
pub struct Version {
    /// Identifier.
    pub id: SchemeVersionId,
    /// 1, 2, …
    pub seq: i32,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// From when it counts.
    pub effective_from: DateTime<Utc>,
    /// What it says.
    pub scheme: Arc<Scheme>,
}

/// The version of a procedure that is in force.
///
/// # Errors
/// [`Error::NotFound`] when none is yet; [`Error::Internal`] when its stored text is broken.
pub fn in_force(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    now: DateTime<Utc>,
) -> Result<Version> {
    let key = regions::scheme_key_in_force(conn, scope, procedure, now)?;
    version(conn, scope, key)
}

/// The newest version of a procedure, whether it counts already or not.
///
/// # Errors
/// [`Error::NotFound`] when there is none; [`Error::Internal`] when its stored text is broken.
pub fn newest(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> Result<Version> {
    let key = regions::newest_scheme_key(conn, scope, procedure)?;
    version(conn, scope, key)
}

/// A stored text that is no version yet, read once.
///
/// # Errors
/// [`Error::Internal`] when it is broken.
pub fn stored_text(source: &str, sha256: &str) -> Result<Arc<Scheme>> {
    match known(sha256) {
        Some(scheme) => Ok(scheme),
        None => Ok(keep(read(source, sha256)?)),
    }
}

/// The versions that are in force in a region: one for each procedure that has one, by code of the procedure.
///
/// # Errors
/// [`Error::Internal`] when a stored text is broken; what the database says.
pub fn all_in_force(conn: &mut DbConn, scope: &RegionScope, now: DateTime<Utc>) -> Result<Vec<Version>> {
    let keys = regions::scheme_keys_in_force(conn, scope, now)?;
    keys.into_iter().map(|key| version(conn, scope, key)).collect()
}

/// One version of a region, in force or not.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Internal`] when its stored text is broken.
pub fn of_version(conn: &mut DbConn, scope: &RegionScope, id: &SchemeVersionId) -> Result<Version> {
    let key = regions::scheme_key(conn, scope, id)?;
    version(conn, scope, key)
}

/// The first version with this SHA-256 that the region published, where it ever did.
///
/// # Errors
/// [`Error::Internal`] when its stored text is broken.
pub fn version_of_text(conn: &mut DbConn, scope: &RegionScope, sha256: &str) -> Result<Option<Version>> {
    let Some(key) = regions::scheme_key_of_text(conn, scope, sha256)? else { return Ok(None) };
    version(conn, scope, key).map(Some)
}

/// What the published regeling with this SHA-256 says, where the region ever published it.
///
/// # Errors
/// [`Error::Internal`] when its stored text is broken.
pub fn of_text(conn: &mut DbConn, scope: &RegionScope, sha256: &str) -> Result<Option<Arc<Scheme>>> {
    Ok(version_of_text(conn, scope, sha256)?.map(|version| version.scheme))
}

fn version(conn: &mut DbConn, scope: &RegionScope, key: SchemeKey) -> Result<Version> {
    let id: SchemeVersionId = types::id("scheme_versions", &key.id)?;
    let scheme = match known(&key.sha256) {
        Some(scheme) => scheme,
        None => keep(read(&regions::scheme(conn, scope, &id)?.source, &key.sha256)?),
    };
    Ok(Version {
        id,
        seq: key.seq,
        published_at: instant(key.published_at),
        effective_from: instant(key.effective_from),
        scheme,
    })
}

fn read(source: &str, sha256: &str) -> Result<Arc<Scheme>> {
    let scheme = Scheme::parse(source.as_bytes())
        .map_err(|mistakes| Error::internal(words::scheme::mistakes(sha256, &mistakes)))?;
    if scheme.sha256() != sha256 {
        return Err(Error::internal(format!("the text of regeling {sha256} was changed in the database")));
    }
    Ok(Arc::new(scheme))
}

fn known(sha256: &str) -> Option<Arc<Scheme>> {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let place = read.iter().position(|scheme| scheme.sha256() == sha256)?;
    let scheme = read.remove(place)?;
    read.push_back(Arc::clone(&scheme));
    Some(scheme)
}

fn keep(scheme: Arc<Scheme>) -> Arc<Scheme> {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    // Two threads may have read the same one: then the first stays.
    if !read.iter().any(|kept| kept.sha256() == scheme.sha256()) {
        read.push_back(Arc::clone(&scheme));
    }
    if read.len() > KEPT {
        read.pop_front();
    }
    scheme
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = include_str!("../../data/schemes/wmo-zuidwest-drenthe-2026.yaml");

    #[test]
    fn a_version_is_read_once_and_then_shared() {
        let scheme = read(SOURCE, Scheme::parse(SOURCE.as_bytes()).unwrap().sha256()).unwrap();
        let kept = keep(scheme);
        assert!(Arc::ptr_eq(&kept, &known(kept.sha256()).unwrap()));
        assert!(known("0").is_none());
    }

    #[test]
    fn a_text_that_was_changed_in_the_database_is_not_used() {
        assert!(matches!(read(SOURCE, &"0".repeat(64)), Err(Error::Internal(_))));
    }
}
