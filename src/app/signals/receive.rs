//! Taking a signal in: its texts hold no number, date or address that points to a client, and who reported stands apart.
//! May import: app, auth, domain, storage.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::app::outbox::{self, Envelope};
use crate::app::writing::{clean, needed};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::ids::{OrgId, SignalId, UserId};
use crate::domain::motivation::Motivation;
use crate::domain::supervision::{Discipline, Nature, Source, State};
use crate::domain::text::single_line;
use crate::domain::words::{identifiers, signals as words};
use crate::storage::signals::{self, ReporterRow, SignalRow};
use crate::storage::staff::{self, Watcher};
use crate::storage::types::{AsText, stored};
use crate::storage::{DbConn, RegionScope, regions};

/// How long a place is at most, in characters.
const LOCATION: usize = 200;
/// How long a name or the way to reach somebody is at most.
const CONTACT: usize = 200;

/// A signal that was read well.
pub struct New {
    /// About whom.
    pub org: OrgId,
    /// Where it comes from.
    pub source: Source,
    /// What it is about.
    pub nature: Nature,
    /// Whose it is.
    pub discipline: Discipline,
    /// In which gemeente; empty where that is not known.
    pub gemeente: String,
    /// Of which product group; empty where that is not known.
    pub group: String,
    /// Where.
    pub location: String,
    /// When it happened.
    pub on: Option<NaiveDate>,
    /// What.
    pub text: String,
    /// What was done.
    pub done: String,
    /// The bewijsverzoek that was not answered.
    pub request: Option<String>,
}

/// Who reported.
pub struct From {
    /// The person of the aanbieder.
    pub user: Option<UserId>,
    /// Name.
    pub name: String,
    /// How to reach this person.
    pub contact: String,
}

/// A form about a signal as it is read: every mistake is found, and what points to a client is one.
pub struct Reading {
    today: NaiveDate,
    mistakes: Vec<FieldError>,
}

impl Reading {
    /// A form that came in on a day.
    pub fn on(today: NaiveDate) -> Self {
        Self { today, mistakes: Vec::new() }
    }

    /// Something is wrong with a field.
    pub fn wrong(&mut self, field: &str, message: impl Into<String>) {
        self.mistakes.push(FieldError::new(field, message));
    }

    /// One of a list.
    pub fn choice<T: Copy + PartialEq + crate::domain::code::Code>(
        &mut self,
        field: &str,
        (code, from): (&str, &[T]),
        missing: &str,
    ) -> Option<T> {
        let found = T::from_code(code).filter(|one| from.contains(one));
        if found.is_none() {
            self.wrong(field, missing);
        }
        found
    }

    /// A text that must be there.
    pub fn text(&mut self, field: &str, text: &str, missing: &str) -> Option<Motivation> {
        let text = needed(field, text, missing, &mut self.mistakes)?;
        self.is_clean(field, text.as_str()).then_some(text)
    }

    /// A line that may be left out.
    pub fn line(&mut self, field: &str, text: &str) -> Option<String> {
        match single_line(text, LOCATION).map_err(identifiers::too_long) {
            Ok(line) => self.is_clean(field, &line).then_some(line),
            Err(message) => {
                self.wrong(field, message);
                None
            }
        }
    }

    /// How the reporter can be reached: the one place where that may stand.
    pub fn contact(&mut self, field: &str, text: &str) -> Option<String> {
        let line = single_line(text, CONTACT).ok();
        if line.is_none() {
            self.wrong(field, words::SAY_CONTACT);
        }
        line
    }

    /// A day that has been.
    pub fn day(
        &mut self,
        field: &str,
        day: Result<Option<NaiveDate>, String>,
        wrong: &str,
    ) -> Option<NaiveDate> {
        let day = day.unwrap_or_else(|message| {
            self.wrong(field, message);
            None
        });
        if day.is_some_and(|day| day > self.today) {
            self.wrong(field, wrong);
        }
        day
    }

    fn is_clean(&mut self, field: &str, text: &str) -> bool {
        clean(field, text, self.today, &mut self.mistakes)
    }

    /// Everything that was read, when nothing is wrong.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every mistake.
    pub fn done<T>(self, read: Option<T>) -> Result<T> {
        match read {
            Some(read) if self.mistakes.is_empty() => Ok(read),
            _ => Err(Error::Invalid(self.mistakes)),
        }
    }
}

/// Whether a gemeente is one of the region, or left out.
///
/// # Errors
/// What the database says.
pub fn is_known(conn: &mut DbConn, scope: &RegionScope, gemeente: &str) -> Result<bool> {
    Ok(gemeente.is_empty() || regions::gemeenten_of(conn, scope)?.iter().any(|row| row.code == gemeente))
}

/// Who will read a signal: toezichthouders of the discipline in one of these gemeenten.
///
/// # Errors
/// What the database says.
pub fn readers(
    conn: &mut DbConn,
    scope: &RegionScope,
    (discipline, gemeenten): (Discipline, &[String]),
) -> Result<Vec<Watcher>> {
    let mut all = staff::watchers(conn, scope, discipline)?;
    all.retain(|one| one.gemeente.is_empty() || gemeenten.contains(&one.gemeente));
    Ok(all)
}

/// Keep a signal, and apart from it who reported.
///
/// # Errors
/// What the database says.
pub fn receive(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (new, from): (New, Option<From>),
) -> Result<SignalId> {
    let id: SignalId = ctx.id();
    let token = |code: &str| Token::parse(code).map_err(Error::internal);
    let (source, nature) = (token(new.source.code())?, token(new.nature.code())?);
    let row = SignalRow {
        id: id.to_string(),
        region_id: scope.key().to_owned(),
        org_id: new.org.to_string(),
        discipline: AsText(new.discipline),
        source: AsText(new.source),
        nature: AsText(new.nature),
        gemeente: new.gemeente,
        product_group: new.group,
        location: new.location,
        happened_on: new.on,
        text: new.text,
        done: new.done,
        request_id: new.request,
        received_at: stored(ctx.now),
        state: AsText(State::Received),
        since: stored(ctx.now),
        until_on: None,
        passed_to: None,
        triaged_by: None,
        version: 1,
    };
    signals::insert(conn, &row)?;
    if let Some(from) =
        from.filter(|one| one.user.is_some() || !one.name.is_empty() || !one.contact.is_empty())
    {
        let row = ReporterRow {
            signal_id: id.to_string(),
            region_id: scope.key().to_owned(),
            user_id: from.user.map(String::from),
            name: from.name,
            contact: from.contact,
        };
        signals::insert_reporter(conn, &row)?;
    }
    // Not with what the aanbieder reads of itself: it does not learn that somebody reported.
    let event = Event::SignalReceived { subject: id.clone(), source, nature };
    ctx.record(conn, &Place::of_region(scope.region()), event)?;
    Ok(id)
}

/// What a mail tells: where to read it, and nothing of what it is about.
#[derive(Serialize)]
struct Told {
    region: String,
    link: String,
}

/// Tell those who watch that something serious came in. The mails stand in no outbox that the region reads.
///
/// # Errors
/// What the database says.
pub fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    (id, readers): (&SignalId, &[Watcher]),
) -> Result<()> {
    let region = regions::find(conn, scope)?.name;
    let told = Told { region, link: format!("{}/toezicht/signalen/{id}", portal.as_str()) };
    // Who keeps toezicht in several gemeenten gets one mail.
    let to: BTreeSet<&str> = readers.iter().map(|one| one.email.as_str()).collect();
    for address in to {
        let envelope = Envelope { kind: "signal_received", region: None, org: None, to: address.to_owned() };
        outbox::write_and_post(conn, ctx, envelope, &told)?;
    }
    Ok(())
}
