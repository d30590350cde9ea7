//! What a page shows of a wijziging: its dossier, and the eisen whose published text it changes.
//! May import: app, domain, storage.

use super::opened::Opened;
use crate::app::error::{Error, Result};
use crate::domain::ids::{AmendmentId, ProcedureId};
use crate::domain::rules::Kept;
use crate::domain::scheme::{Requirement, Scheme};
use crate::domain::words::requirement::{Sentence, sentences};
use crate::storage::views::amendments::{self, AmendmentLine};
use crate::storage::{DbConn, RegionScope};

/// A wijziging with its people and every working out.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The wijziging.
    pub opened: Opened,
    /// Who began it.
    pub started_by: String,
    /// Who proposed it.
    pub proposed_by: Option<String>,
    /// Who published it.
    pub published_by: Option<String>,
    /// Every working out, the newest first.
    pub trials: Vec<TrialLine>,
}

/// One working out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialLine {
    /// Identifier.
    pub id: String,
    /// 1, 2, …
    pub seq: i32,
    /// Who asked for it.
    pub by: String,
    /// When.
    pub at: chrono::NaiveDateTime,
    /// How many were looked at.
    pub population: usize,
    /// How many drop out of something.
    pub dropping_out: usize,
    /// Whether it was worked out over the text as it is now.
    pub is_current: bool,
}

/// The wijzigingen of a procedure that are not over.
///
/// # Errors
/// What the database says.
pub fn open(conn: &mut DbConn, scope: &RegionScope, procedure: &ProcedureId) -> Result<Vec<AmendmentLine>> {
    Ok(amendments::open(conn, scope, procedure)?)
}

/// One wijziging.
///
/// # Errors
/// [`Error::NotFound`] for another region's.
pub fn dossier(conn: &mut DbConn, scope: &RegionScope, id: &AmendmentId) -> Result<Dossier> {
    let opened = Opened::load(conn, scope, id)?;
    let (started_by, proposed_by, published_by) = amendments::people(conn, scope, id)?;
    let lines = amendments::simulations(conn, scope, id)?;
    let trials = lines.into_iter().map(|line| {
        let kept = Kept::read(&line.content).map_err(Error::internal)?;
        Ok(TrialLine {
            id: line.id,
            seq: line.seq,
            by: line.run_by,
            at: line.run_at,
            population: kept.effect.population,
            dropping_out: kept.effect.dropping_out,
            is_current: line.sha256 == opened.row.sha256,
        })
    });
    let trials = trials.collect::<Result<_>>()?;
    Ok(Dossier { opened, started_by, proposed_by, published_by, trials })
}

/// The text of one eis before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// As it is published; nothing for a new one.
    pub before: Vec<Sentence>,
    /// As it would be; nothing for one that goes.
    pub after: Vec<Sentence>,
}

/// The eisen in use whose published text differs, in the order of the new version and what is gone last.
#[must_use]
pub fn texts(old: &Scheme, new: &Scheme) -> Vec<Text> {
    let text = |was: Option<&Requirement>, is: Option<&Requirement>| {
        let shown = is.or(was)?;
        let before = was.map(|one| sentences(old, one)).unwrap_or_default();
        let after = is.map(|one| sentences(new, one)).unwrap_or_default();
        let differs = before != after;
        differs.then(|| Text { code: shown.code.to_string(), title: shown.title.clone(), before, after })
    };
    let now = new.requirements().iter().filter_map(|one| text(old.requirement(&one.code), Some(one)));
    let gone = old.requirements().iter().filter(|one| new.requirement(&one.code).is_none());
    now.chain(gone.filter_map(|one| text(Some(one), None))).collect()
}
