//! Bibob dossiers: where each is, what officers wrote in it and what the aanbieder handed in. Apart from every other dossier (ADR 26).
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::blobs::BlobRow;
use super::db::DbConn;
use super::evidence::{EvidenceRow, Stored};
use super::schema::{applications, bibob_dossiers, bibob_files, bibob_notes, blobs, evidence};
use super::scope::{OrgScope, RegionScope};
use super::types::{self, AsText, BadRow, instant, stored};
use crate::domain::bibob::{Advice, Asked, Bibob, Conclusion, State, StopReason};
use crate::domain::class::Class;
use crate::domain::ids::{ApplicationId, BibobId, EvidenceId};

/// A dossier, without anything that only officers read.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = bibob_dossiers)]
pub struct BibobRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The application.
    pub application_id: String,
    /// Where it is.
    pub state: AsText<State>,
    /// The officer who began it.
    pub asked_by: String,
    /// When.
    pub asked_at: NaiveDateTime,
    /// When the form came.
    pub form_at: Option<NaiveDateTime>,
    /// When advice was asked.
    pub advice_at: Option<NaiveDateTime>,
    /// The last day on which it can come.
    pub advice_last: Option<NaiveDate>,
    /// What was concluded.
    pub conclusion: Option<AsText<Conclusion>>,
    /// Why it ended without a conclusion.
    pub stop_reason: Option<AsText<StopReason>>,
    /// The officer who ended it.
    pub ended_by: Option<String>,
    /// When.
    pub ended_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
}

/// What an officer wrote.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = bibob_notes)]
pub struct NoteRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// The dossier.
    pub dossier_id: String,
    /// With which step it came, or `note`.
    pub about: String,
    /// In words.
    pub text: String,
    /// Always `bibob`.
    pub class: AsText<Class>,
    /// Who.
    pub written_by: String,
    /// When.
    pub written_at: NaiveDateTime,
}

impl BibobRow {
    /// A new one.
    #[must_use]
    pub fn new(id: &BibobId, scope: &RegionScope, application: &ApplicationId, asked: &Asked) -> Self {
        Self {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            application_id: application.to_string(),
            state: AsText(State::Asked),
            asked_by: asked.by.to_string(),
            asked_at: stored(asked.at),
            form_at: None,
            advice_at: None,
            advice_last: None,
            conclusion: None,
            stop_reason: None,
            ended_by: None,
            ended_at: None,
            version: 1,
        }
    }

    /// What the row tells.
    ///
    /// # Errors
    /// A [`BadRow`] where the parts do not fit.
    pub fn life(&self) -> QueryResult<Bibob> {
        let bad = |what: &str| BadRow { table: "bibob_dossiers", id: self.id.clone(), what: what.to_owned() };
        let asked = Asked { by: types::id("bibob_dossiers", &self.asked_by)?, at: instant(self.asked_at) };
        let form = self.form_at.map(instant);
        let form_there = || form.ok_or_else(|| bad("when the form came"));
        let advice = self.advice_at.zip(self.advice_last).map(|(at, last)| Advice { at: instant(at), last });
        let advice_there = || advice.ok_or_else(|| bad("when advice was asked"));
        let by = || match &self.ended_by {
            Some(by) => types::id("bibob_dossiers", by),
            None => Err(bad("who ended it").into()),
        };
        let at = || self.ended_at.map(instant).ok_or_else(|| bad("when it ended"));
        Ok(match self.state.0 {
            State::Asked => Bibob::Asked(asked),
            State::FormReceived => Bibob::FormReceived { asked, form: form_there()? },
            State::Researching => Bibob::Researching { asked, form: form_there()? },
            State::Advising => Bibob::Advising { asked, form: form_there()?, advice: advice_there()? },
            State::Extended => Bibob::Extended { asked, form: form_there()?, advice: advice_there()? },
            State::Concluded => {
                let conclusion = self.conclusion.ok_or_else(|| bad("what was concluded"))?.0;
                Bibob::Concluded { asked, form: form_there()?, advice, conclusion, by: by()?, at: at()? }
            }
            State::Stopped => {
                let why = self.stop_reason.ok_or_else(|| bad("why it stopped"))?.0;
                Bibob::Stopped { asked, form, advice, why, by: by()?, at: at()? }
            }
        })
    }
}

/// Begin one.
///
/// # Errors
/// A unique violation where one runs.
pub fn insert(conn: &mut DbConn, row: &BibobRow) -> QueryResult<()> {
    diesel::insert_into(bibob_dossiers::table).values(row).execute(conn).map(drop)
}

/// The dossiers of an application, the first first.
///
/// # Errors
/// What the database says.
pub fn of_application(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationId,
) -> QueryResult<Vec<BibobRow>> {
    bibob_dossiers::table
        .filter(bibob_dossiers::region_id.eq(scope.key()))
        .filter(bibob_dossiers::application_id.eq(application.as_str()))
        .order((bibob_dossiers::asked_at, bibob_dossiers::id))
        .select(BibobRow::as_select())
        .load(conn)
}

/// One of a region.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &RegionScope, id: &BibobId) -> QueryResult<BibobRow> {
    bibob_dossiers::table
        .find(id.as_str())
        .filter(bibob_dossiers::region_id.eq(scope.key()))
        .select(BibobRow::as_select())
        .first(conn)
}

/// All of a region with the number of their application and the name of the aanbieder, what runs first and then the last first.
///
/// # Errors
/// What the database says.
pub fn all(conn: &mut DbConn, scope: &RegionScope) -> QueryResult<Vec<(BibobRow, String, String)>> {
    bibob_dossiers::table
        .inner_join(applications::table)
        .filter(bibob_dossiers::region_id.eq(scope.key()))
        .order((bibob_dossiers::asked_at.desc(), bibob_dossiers::id))
        .select((BibobRow::as_select(), applications::number, applications::org_name))
        .load(conn)
}

/// The last one that was asked of an organisation about an application.
///
/// # Errors
/// `NotFound` where nothing was asked; what the database says.
pub fn asked_of(conn: &mut DbConn, scope: &OrgScope, application: &ApplicationId) -> QueryResult<BibobRow> {
    bibob_dossiers::table
        .inner_join(applications::table)
        .filter(bibob_dossiers::application_id.eq(application.as_str()))
        .filter(applications::org_id.eq(scope.key()))
        .filter(applications::procedure_id.like(scope.procedures()))
        .order((bibob_dossiers::asked_at.desc(), bibob_dossiers::id.desc()))
        .select(BibobRow::as_select())
        .first(conn)
}

/// Keep a step; `false` when somebody changed it since the row was read.
///
/// # Errors
/// What the database says.
pub fn step(conn: &mut DbConn, before: &BibobRow, next: &Bibob) -> QueryResult<bool> {
    let (form, advice, conclusion, why, ended) = parts(next);
    diesel::update(bibob_dossiers::table.find(&before.id).filter(bibob_dossiers::version.eq(before.version)))
        .set((
            bibob_dossiers::state.eq(AsText(next.state())),
            bibob_dossiers::form_at.eq(form.map(stored)),
            bibob_dossiers::advice_at.eq(advice.map(|one| stored(one.at))),
            bibob_dossiers::advice_last.eq(advice.map(|one| one.last)),
            bibob_dossiers::conclusion.eq(conclusion.map(AsText)),
            bibob_dossiers::stop_reason.eq(why.map(AsText)),
            bibob_dossiers::ended_by.eq(ended.as_ref().map(|(by, _)| by.clone())),
            bibob_dossiers::ended_at.eq(ended.as_ref().map(|(_, at)| stored(*at))),
            bibob_dossiers::version.eq(before.version + 1),
        ))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// When the form came, the advice, the conclusion, why it stopped, and who ended it when.
type Parts = (
    Option<DateTime<Utc>>,
    Option<Advice>,
    Option<Conclusion>,
    Option<StopReason>,
    Option<(String, DateTime<Utc>)>,
);

fn parts(life: &Bibob) -> Parts {
    match life {
        Bibob::Asked(_) => (None, None, None, None, None),
        Bibob::FormReceived { form, .. } | Bibob::Researching { form, .. } => {
            (Some(*form), None, None, None, None)
        }
        Bibob::Advising { form, advice, .. } | Bibob::Extended { form, advice, .. } => {
            (Some(*form), Some(*advice), None, None, None)
        }
        Bibob::Concluded { form, advice, conclusion, by, at, .. } => {
            (Some(*form), *advice, Some(*conclusion), None, Some((by.to_string(), *at)))
        }
        Bibob::Stopped { form, advice, why, by, at, .. } => {
            (*form, *advice, None, Some(*why), Some((by.to_string(), *at)))
        }
    }
}

/// Add a note.
///
/// # Errors
/// What the database says.
pub fn note(conn: &mut DbConn, row: &NoteRow) -> QueryResult<()> {
    diesel::insert_into(bibob_notes::table).values(row).execute(conn).map(drop)
}

/// What officers wrote in a dossier, the first first.
///
/// # Errors
/// What the database says.
pub fn notes(conn: &mut DbConn, scope: &RegionScope, dossier: &str) -> QueryResult<Vec<NoteRow>> {
    bibob_notes::table
        .filter(bibob_notes::region_id.eq(scope.key()))
        .filter(bibob_notes::dossier_id.eq(dossier))
        .order((bibob_notes::written_at, bibob_notes::id))
        .select(NoteRow::as_select())
        .load(conn)
}

/// Keep that a file of the class bibob was handed in.
///
/// # Errors
/// What the database says.
pub fn hand_in(
    conn: &mut DbConn,
    dossier: &BibobRow,
    evidence: &EvidenceId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(bibob_files::table)
        .values((
            bibob_files::dossier_id.eq(&dossier.id),
            bibob_files::evidence_id.eq(evidence.as_str()),
            bibob_files::region_id.eq(&dossier.region_id),
            bibob_files::handed_in_at.eq(stored(now)),
        ))
        .execute(conn)
        .map(drop)
}

/// What was handed in for a dossier, the first first.
///
/// # Errors
/// What the database says.
pub fn files(conn: &mut DbConn, scope: &RegionScope, dossier: &str) -> QueryResult<Vec<Stored>> {
    bibob_files::table
        .inner_join(evidence::table.inner_join(blobs::table))
        .filter(bibob_files::region_id.eq(scope.key()))
        .filter(bibob_files::dossier_id.eq(dossier))
        .order((bibob_files::handed_in_at, bibob_files::evidence_id))
        .select((EvidenceRow::as_select(), BlobRow::as_select()))
        .load(conn)
}
