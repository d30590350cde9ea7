//! Toezicht reads the dossiers of aanbieders that are admitted in the own gemeenten, and what was decided there, and leaves a trace of each look.
//! May import: domain, storage, app.

pub mod decided;
pub mod flow;

use chrono::{DateTime, NaiveDate, Utc};

use crate::app::access::{Acting, Visitor};
use crate::app::ctx::{Ctx, Place};
use crate::app::dossier;
use crate::app::error::{Error, Result};
use crate::domain::application::Snapshot;
use crate::domain::audit::Event;
use crate::domain::facts::{FactSet, Source};
use crate::domain::ids::{EvidenceId, LetterId, OrgId};
use crate::domain::rules::LotChoice;
use crate::domain::scheme::Scheme;
use crate::domain::words::supervision as words;
use crate::storage::evidence::Stored;
use crate::storage::letters::LetterRow;
use crate::storage::organisations::OrganisationRow;
use crate::storage::views::looks::{self, Looked};
use crate::storage::views::supervision::{self as view, Admitted, Area};
use crate::storage::{DbConn, OrgScope};

/// Everything toezicht reads about one aanbieder.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The organisation.
    pub organisation: OrganisationRow,
    /// Its admissions in the area, those that ended too.
    pub admissions: Vec<Admitted>,
    /// What the last decision was about; none where the admission was taken over from an older contract.
    pub sent: Option<Sent>,
    /// The decision letters it received.
    pub letters: Vec<LetterRow>,
    /// Who looked into the dossier, newest first.
    pub looks: Vec<Looked>,
}

/// What was sent in.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Number of the application.
    pub number: String,
    /// When its last byte had arrived.
    pub received_at: DateTime<Utc>,
    /// For which lots in the area.
    pub lots: Vec<LotChoice>,
    /// The answers, in the order of the regeling.
    pub answers: Vec<Answer>,
    /// The bewijsstukken with the names of their kinds.
    pub evidence: Vec<(String, Stored)>,
}

/// An answer with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: String,
    /// The answer in lines.
    pub lines: Vec<String>,
    /// Who or what said so.
    pub source: Source,
    /// The day on which it was so.
    pub as_of: NaiveDate,
}

/// The gemeenten this visitor watches.
///
/// # Errors
/// [`Error::NotFound`] for who does not work for a region.
pub fn area(visitor: &Visitor) -> Result<Area> {
    let scope = visitor.region_scope()?;
    match &visitor.acting {
        Acting::Region { gemeenten, .. } => Ok(Area { scope, gemeenten: gemeenten.clone() }),
        _ => Err(Error::NotFound),
    }
}

/// The look of toezicht at an aanbieder.
///
/// # Errors
/// [`Error::NotFound`] when the organisation is not admitted in the area.
pub fn look(conn: &mut DbConn, area: &Area, org: &OrgId) -> Result<(Place, Event)> {
    view::organisation(conn, area, org)?;
    let place = Place::of_region(area.scope.region()).about(org);
    Ok((place, Event::OrganisationViewed { subject: org.clone() }))
}

/// The dossier of an aanbieder.
///
/// # Errors
/// [`Error::NotFound`] when the organisation is not admitted in the area.
pub fn open(conn: &mut DbConn, area: &Area, org: &OrgId) -> Result<Dossier> {
    Ok(Dossier {
        organisation: view::organisation(conn, area, org)?,
        admissions: view::history(conn, area, org)?,
        sent: sent(conn, area, org)?,
        letters: view::letters_to(conn, area, org)?,
        looks: looks::in_region(conn, &area.scope, org)?,
    })
}

fn sent(conn: &mut DbConn, area: &Area, org: &OrgId) -> Result<Option<Sent>> {
    let Some(row) = view::decided(conn, area, org)? else { return Ok(None) };
    let dossier = dossier::of_row(conn, &area.scope, row)?;
    let contents = &dossier.snapshot.contents;
    let own = |lot: &&LotChoice| {
        area.gemeenten.is_empty() || area.gemeenten.iter().any(|code| code == lot.lot.gemeente.as_str())
    };
    let stored = pieces(conn, org, &dossier.snapshot)?;
    let title = |one: &Stored| {
        let of_kind = |def: &&crate::domain::scheme::EvidenceDef| def.code.as_str() == one.0.kind;
        dossier
            .scheme
            .evidence()
            .iter()
            .find(of_kind)
            .map_or_else(|| one.0.kind.clone(), |def| def.title.clone())
    };
    Ok(Some(Sent {
        number: dossier.snapshot.number.clone(),
        received_at: dossier.snapshot.received_at,
        lots: contents.lots.iter().filter(own).cloned().collect(),
        answers: answers(&dossier.scheme, &dossier.snapshot.contents.facts),
        evidence: stored.into_iter().map(|one| (title(&one), one)).collect(),
    }))
}

fn pieces(conn: &mut DbConn, org: &OrgId, snapshot: &Snapshot) -> Result<Vec<Stored>> {
    let ids: Vec<String> = snapshot.contents.evidence.iter().map(|one| one.id.to_string()).collect();
    Ok(view::evidence_of(conn, org, &ids)?)
}

/// Only answers whose question says who may read them: what named officers alone may read is left out.
fn answers(scheme: &Scheme, facts: &FactSet) -> Vec<Answer> {
    let readable = scheme.facts().iter().filter(|def| !def.class.is_restricted());
    let given = readable.filter_map(|def| Some((def, facts.get(&def.code)?)));
    let shown = given.map(|(def, fact)| Answer {
        question: def.question.clone(),
        lines: words::answer(Some(&def.kind), &fact.value),
        source: fact.provenance.source,
        as_of: fact.provenance.as_of,
    });
    shown.collect()
}

/// Hand out a bewijsstuk that was sent in. Each download is a leaf.
///
/// # Errors
/// [`Error::NotFound`] for what does not stand in the dossier.
pub fn download(conn: &mut DbConn, ctx: &Ctx, area: &Area, org: &OrgId, id: &EvidenceId) -> Result<Stored> {
    view::organisation(conn, area, org)?;
    let sent = sent(conn, area, org)?.ok_or(Error::NotFound)?;
    let found = sent.evidence.into_iter().find(|(_, one)| one.0.id == id.as_str());
    let (_, stored) = found.ok_or(Error::NotFound)?;
    let place = Place::of_region(area.scope.region()).about(org);
    ctx.record(conn, &place, Event::EvidenceDownloaded { subject: id.clone() })?;
    Ok(stored)
}

/// Hand out a decision letter: its content address and number. Each download is a leaf.
///
/// # Errors
/// [`Error::NotFound`] for what does not stand in the dossier.
pub fn letter(
    conn: &mut DbConn,
    ctx: &Ctx,
    area: &Area,
    org: &OrgId,
    id: &LetterId,
) -> Result<(String, String)> {
    view::organisation(conn, area, org)?;
    let letters = view::letters_to(conn, area, org)?;
    let row = letters.into_iter().find(|one| one.id == id.as_str()).ok_or(Error::NotFound)?;
    let sha256 = row.sha256.ok_or(Error::NotFound)?;
    let place = Place::of_region(area.scope.region()).about(org);
    ctx.record(conn, &place, Event::LetterDownloaded { subject: id.clone() })?;
    Ok((sha256, row.number))
}

/// Who looked into the dossier of an organisation, as it may know itself.
///
/// # Errors
/// What the database says.
pub fn looks_of(conn: &mut DbConn, scope: &OrgScope) -> Result<Vec<Looked>> {
    Ok(looks::of_org(conn, scope)?)
}
