//! What a dispute is about: the decisions of one letter, and the terms that began when it was made known.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use crate::app::error::{Error, Result};
use crate::app::letters as telling;
use crate::app::national::{self, TermOf};
use crate::app::review::Opened;
use crate::domain::dispute::{Arrival, Matter, Subject, handling_due};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{DecisionId, LetterId};
use crate::domain::terms::{Deadline, local_day};
use crate::storage::decisions::DecisionRow;
use crate::storage::letters::{self, LetterRow};
use crate::storage::lots::LotRow;
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope};

/// A letter about decisions, with the term that it began.
pub(super) struct About {
    /// The letter.
    pub(super) letter: LetterRow,
    /// What it made known, each with its lot.
    pub(super) told: Vec<(DecisionRow, LotRow)>,
    /// The day on which it was made known; none before that.
    pub(super) made_known: Option<NaiveDate>,
    /// The last day of the remedy as the letter tells it, explained.
    pub(super) remedy: Deadline,
}

impl About {
    /// A letter of an application.
    ///
    /// # Errors
    /// [`Error::NotFound`] for another application's letter, and one that is not about decisions.
    pub(super) fn load(
        conn: &mut DbConn,
        scope: &RegionScope,
        opened: &Opened,
        id: &LetterId,
    ) -> Result<Self> {
        let letter = letters::find_in_region(conn, scope, id)?;
        let is_of = letter.application_id.as_deref() == Some(opened.id.as_str());
        if !is_of || !letter.kind.0.is_about_decisions() {
            return Err(Error::NotFound);
        }
        Self::of(conn, scope, opened, letter)
    }

    /// Every letter of an application about decisions, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn all(conn: &mut DbConn, scope: &RegionScope, opened: &Opened) -> Result<Vec<Self>> {
        let all = letters::of_application(conn, scope, &opened.id)?;
        let about = all.into_iter().filter(|letter| letter.kind.0.is_about_decisions());
        about.map(|letter| Self::of(conn, scope, opened, letter)).collect()
    }

    fn of(conn: &mut DbConn, scope: &RegionScope, opened: &Opened, letter: LetterRow) -> Result<Self> {
        let calendar = national::calendar(conn, scope, TermOf::Provider)?;
        let made_known = letter.dispatched_at.map(|at| local_day(instant(at)));
        let from = made_known.unwrap_or(letter.content_json.0.date);
        let counted = telling::remedy_deadline(&opened.scheme, from, &calendar)?;
        // What was told counts, also where a day was laid down as a feestdag since.
        let last_day = letter.content_json.0.last_day().unwrap_or(counted.last_day);
        let mut told = Vec::new();
        // One that was sent again tells what the first one told.
        let first = telling::first_of(conn, &letter)?;
        for decision in letters::decisions_of(conn, scope, &first.id)? {
            let lot = opened.lots.iter().map(|(lot, _)| lot);
            let lot = lot.into_iter().find(|lot| lot.id == decision.lot_application_id);
            told.extend(lot.cloned().map(|lot| (decision, lot)));
        }
        Ok(Self { letter, told, made_known, remedy: Deadline { last_day, ..counted } })
    }

    /// The lots among what it made known that somebody chose by their decisions.
    pub(super) fn chosen(&self, decisions: &[String]) -> Vec<&(DecisionRow, LotRow)> {
        self.told.iter().filter(|(decision, _)| decisions.contains(&decision.id)).collect()
    }

    /// What the domain looks at.
    ///
    /// # Errors
    /// A bad row.
    pub(super) fn subject(&self, opened: &Opened, chosen: &[&(DecisionRow, LotRow)]) -> Result<Subject> {
        let gemeente = |(_, lot): &&(DecisionRow, LotRow)| GemeenteCode::parse(&lot.gemeente);
        Ok(Subject {
            track: opened.scheme.remedy().track.into(),
            gemeenten: chosen.iter().map(gemeente).collect::<Result<_, _>>().map_err(Error::internal)?,
            made_known: self.made_known,
            last_day: self.remedy.last_day,
        })
    }

    /// Until when the team has for a dispute about it.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn due(
        &self,
        conn: &mut DbConn,
        scope: &RegionScope,
        (matter, arrival, extended): (&Matter, &Arrival, bool),
    ) -> Result<Option<Deadline>> {
        let calendar = national::calendar(conn, scope, TermOf::Region)?;
        handling_due(matter, arrival, &self.remedy, extended, &calendar).map_err(Error::internal)
    }
}

/// The identifiers of decisions.
pub(super) fn ids(chosen: &[&(DecisionRow, LotRow)]) -> Result<Vec<DecisionId>> {
    Ok(chosen.iter().map(|(one, _)| types::id("decisions", &one.id)).collect::<Result<_, _>>()?)
}
