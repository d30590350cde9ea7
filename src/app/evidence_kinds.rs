//! The kinds of bewijsstuk that the published regelingen of all regions ask for: the shelves of every vault.
//! May import: domain, storage, app.

use std::collections::BTreeMap;

use super::access;
use super::ctx::Ctx;
use super::error::{Error, Result};
use super::schemes;
use crate::domain::ids::RegionId;
use crate::domain::scheme::{EvidenceDef, volmacht};
use crate::storage::{DbConn, regions, types};

/// Every kind, by code, and the portal's own volmacht. The same code means the same in every region; the first regeling that has it describes it.
///
/// # Errors
/// What the database says.
pub fn all(conn: &mut DbConn, ctx: &Ctx) -> Result<BTreeMap<String, EvidenceDef>> {
    let mut kinds = BTreeMap::new();
    for region in regions::all(conn)? {
        let region: RegionId = types::id("regions", &region.id)?;
        // Regelingen are published to everyone.
        let scope = access::for_system(region);
        for version in schemes::all_in_force(conn, &scope, ctx.now)? {
            for def in version.scheme.evidence() {
                kinds.entry(def.code.as_str().to_owned()).or_insert_with(|| def.clone());
            }
        }
    }
    kinds.extend(volmacht().map(|own| (own.code.as_str().to_owned(), own.clone())));
    Ok(kinds)
}

/// One kind.
///
/// # Errors
/// [`Error::NotFound`] for a code that no published regeling has.
pub fn one(conn: &mut DbConn, ctx: &Ctx, code: &str) -> Result<EvidenceDef> {
    all(conn, ctx)?.remove(code).ok_or(Error::NotFound)
}
