//! Wijzigingen of a regeling, and what each would do as it was worked out.
//! May import: diesel, domain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{amendments, simulations};
use super::scope::RegionScope;
use super::types::{self, AsText, BadRow, instant};
use crate::domain::amendment::{Amendment, Draft, Proposed, State, Trial};
use crate::domain::digest::Digest;
use crate::domain::ids::{AmendmentId, SimulationId};
use crate::domain::motivation::Motivation;

/// A wijziging.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = amendments)]
pub struct AmendmentRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The procedure.
    pub procedure_id: String,
    /// The version it starts from.
    pub base_version_id: String,
    /// Where it is.
    pub state: AsText<State>,
    /// The text: always a regeling without mistakes.
    pub source: String,
    /// SHA-256 of the text, hexadecimal.
    pub sha256: String,
    /// Why it is wanted; empty until that is said.
    pub motivation: String,
    /// Key of the pseudonyms in everything that is worked out.
    pub pseudonym_key: Vec<u8>,
    /// Who began.
    pub started_by: String,
    /// When.
    pub started_at: NaiveDateTime,
    /// Who changed it last.
    pub changed_by: String,
    /// When.
    pub changed_at: NaiveDateTime,
    /// What the proposer says of the effect.
    pub note: String,
    /// From when it is to count.
    pub effective_from: Option<NaiveDateTime>,
    /// Who proposed.
    pub proposed_by: Option<String>,
    /// When.
    pub proposed_at: Option<NaiveDateTime>,
    /// Why it was given back the last time.
    pub returned_reason: String,
    /// Who published it.
    pub published_by: Option<String>,
    /// The version it became.
    pub version_id: Option<String>,
    /// For optimistic locking.
    pub version: i64,
}

/// Add a wijziging.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &AmendmentRow) -> QueryResult<()> {
    diesel::insert_into(amendments::table).values(row).execute(conn).map(drop)
}

/// One wijziging of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &AmendmentId) -> QueryResult<AmendmentRow> {
    amendments::table
        .find(id.as_str())
        .filter(amendments::region_id.eq(scope.key()))
        .select(AmendmentRow::as_select())
        .first(conn)
}

/// Keep what was changed of a wijziging by somebody who saw version `seen`; `false` when somebody else changed it since.
///
/// # Errors
/// What the database says; its guards refuse what is over.
pub fn save(conn: &mut DbConn, scope: &RegionScope, seen: i64, row: &AmendmentRow) -> QueryResult<bool> {
    let here = amendments::table
        .find(&row.id)
        .filter(amendments::region_id.eq(scope.key()))
        .filter(amendments::version.eq(seen));
    let text = (
        amendments::state.eq(row.state),
        amendments::source.eq(&row.source),
        amendments::sha256.eq(&row.sha256),
        amendments::motivation.eq(&row.motivation),
        amendments::changed_by.eq(&row.changed_by),
        amendments::changed_at.eq(row.changed_at),
    );
    let proposal = (
        amendments::note.eq(&row.note),
        amendments::effective_from.eq(row.effective_from),
        amendments::proposed_by.eq(&row.proposed_by),
        amendments::proposed_at.eq(row.proposed_at),
        amendments::returned_reason.eq(&row.returned_reason),
        amendments::published_by.eq(&row.published_by),
        amendments::version_id.eq(&row.version_id),
        amendments::version.eq(seen + 1),
    );
    diesel::update(here).set((text, proposal)).execute(conn).map(|rows| rows == 1)
}

/// A wijziging worked out.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = simulations)]
pub struct SimulationRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The wijziging.
    pub amendment_id: String,
    /// 1, 2, …
    pub seq: i32,
    /// The text that was worked out.
    pub source: String,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
    /// What was found: canonical JSON.
    pub content: Vec<u8>,
    /// Its SHA-256, hexadecimal.
    pub content_sha256: String,
    /// Who asked for it.
    pub run_by: String,
    /// When.
    pub run_at: NaiveDateTime,
}

/// Keep what was found.
///
/// # Errors
/// A unique violation where somebody kept one with this number; the guards refuse one without a motivation.
pub fn insert_simulation(conn: &mut DbConn, row: &SimulationRow) -> QueryResult<()> {
    diesel::insert_into(simulations::table).values(row).execute(conn).map(drop)
}

/// Every working out of a wijziging, the newest first.
///
/// # Errors
/// What the database says.
pub fn simulations_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    amendment: &AmendmentId,
) -> QueryResult<Vec<SimulationRow>> {
    simulations::table
        .filter(simulations::region_id.eq(scope.key()))
        .filter(simulations::amendment_id.eq(amendment.as_str()))
        .order(simulations::seq.desc())
        .select(SimulationRow::as_select())
        .load(conn)
}

/// One working out of a wijziging.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn simulation(
    conn: &mut DbConn,
    scope: &RegionScope,
    amendment: &AmendmentId,
    id: &SimulationId,
) -> QueryResult<SimulationRow> {
    simulations::table
        .find(id.as_str())
        .filter(simulations::region_id.eq(scope.key()))
        .filter(simulations::amendment_id.eq(amendment.as_str()))
        .select(SimulationRow::as_select())
        .first(conn)
}

/// What a row tells, with the last time that it was worked out.
///
/// # Errors
/// A [`BadRow`] where the parts do not fit.
pub fn life(row: &AmendmentRow, last: Option<&SimulationRow>) -> QueryResult<Amendment> {
    let bad = |what: &str| BadRow { table: "amendments", id: row.id.clone(), what: what.to_owned() };
    let digest = |hex: &str| Digest::parse(&format!("sha256:{hex}")).map_err(|_| bad("digest"));
    let text = digest(&row.sha256)?;
    let trial = match last {
        None => None,
        Some(last) => {
            Some(Trial { simulation: types::id("simulations", &last.id)?, text: digest(&last.sha256)? })
        }
    };
    let motivation = Motivation::parse(&row.motivation).ok();
    Ok(match row.state.0 {
        State::Draft => Amendment::Draft(Draft { text, motivation, trial }),
        State::Proposed | State::Published => {
            let (Some(by), Some(at), Some(effective)) =
                (&row.proposed_by, row.proposed_at, row.effective_from)
            else {
                return Err(bad("proposer").into());
            };
            let proposed = Proposed {
                text,
                motivation: motivation.ok_or_else(|| bad("motivation"))?,
                trial: trial.ok_or_else(|| bad("never worked out"))?,
                note: Motivation::parse(&row.note).map_err(|_| bad("note"))?,
                effective: instant(effective),
                by: types::id("amendments", by)?,
                at: instant(at),
            };
            match (&row.published_by, &row.version_id) {
                (Some(by), Some(version)) => Amendment::Published {
                    proposed,
                    by: types::id("amendments", by)?,
                    version: types::id("amendments", version)?,
                },
                _ => Amendment::Proposed(proposed),
            }
        }
        State::Discarded => Amendment::Discarded,
    })
}
