//! A report by anybody, without an account: about an aanbieder of the public register.
//! May import: app, auth, domain, storage.

use chrono::NaiveDate;

use super::receive::{self, From, New, Reading};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::auth::origin::PublicUrl;
use crate::domain::access::{Actor, Via};
use crate::domain::ids::{Id, OrgId, SignalId};
use crate::domain::supervision::{Discipline, Nature, Source};
use crate::domain::terms::local_day;
use crate::domain::words::signals as words;
use crate::storage::views::register::{self, Entry, Filter, Lot};
use crate::storage::{DbConn, RegionScope, staff};

/// More than any region admits.
const MOST: i64 = 5_000;

/// A report as a form gives it.
#[derive(Debug, Clone)]
pub struct Report {
    /// The aanbieder.
    pub org: String,
    /// `consulent` or `resident`.
    pub who: String,
    /// What it is about.
    pub nature: String,
    /// In which gemeente; may be empty.
    pub gemeente: String,
    /// Where; may be empty.
    pub location: String,
    /// When, or what is wrong with the date.
    pub on: Result<Option<NaiveDate>, String>,
    /// What happened.
    pub text: String,
    /// Name; may be empty.
    pub name: String,
    /// How to reach the reporter; may be empty.
    pub contact: String,
}

/// The aanbieders of the public register by name.
///
/// # Errors
/// What the database says.
pub fn choices(conn: &mut DbConn, scope: &RegionScope) -> Result<Vec<Entry>> {
    Ok(register::page(conn, scope, &Filter::default(), &register::From::Start, MOST)?)
}

/// Whether anybody keeps toezicht here: a report that nobody reads is not taken.
///
/// # Errors
/// What the database says.
pub fn is_watched(conn: &mut DbConn, scope: &RegionScope) -> Result<bool> {
    Ok(!staff::watchers(conn, scope, Discipline::Quality)?.is_empty()
        || !staff::watchers(conn, scope, Discipline::Lawfulness)?.is_empty())
}

/// Take a report.
///
/// # Errors
/// [`Error::Invalid`] with every mistake, also where a text points to a client; [`Error::Refused`] where nobody would read it.
pub fn report(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    report: &Report,
) -> Result<SignalId> {
    let mut form = Reading::on(local_day(ctx.now));
    let org: Option<OrgId> = Id::parse(&report.org).ok();
    let orgs: Vec<String> = org.iter().map(ToString::to_string).collect();
    let lots = register::lots(conn, scope, &Filter::default(), &orgs)?;
    let org = org.filter(|_| !lots.is_empty());
    if org.is_none() {
        form.wrong("aanbieder", words::SAY_PROVIDER);
    }
    let source = form.choice("wie", (&report.who, &[Source::Consulent, Source::Resident]), words::SAY_WHO);
    let nature = form.choice("waarover", (&report.nature, Nature::REPORTED), words::SAY_NATURE);
    let on = form.day("wanneer_day", report.on.clone(), words::SAY_DAY);
    if !receive::is_known(conn, scope, &report.gemeente)? {
        form.wrong("gemeente", words::SAY_GEMEENTE);
    }
    let location = form.line("waar", &report.location);
    let text = form.text("wat", &report.text, words::SAY_WHAT);
    let (name, contact) = (form.contact("naam", &report.name), form.contact("bereikbaar", &report.contact));
    let read = (|| {
        Some((
            (org?, source?, nature?),
            location?,
            text?,
            From { user: None, name: name?, contact: contact? },
        ))
    })();
    let ((org, source, nature), location, text, from) = form.done(read)?;
    let discipline = nature.discipline();
    let readers = receive::readers(conn, scope, (discipline, &places(report, lots)))?;
    if readers.is_empty() {
        return Err(Error::refused(words::NOBODY_READS));
    }
    let new = New {
        org,
        source,
        nature,
        discipline,
        gemeente: report.gemeente.clone(),
        group: String::new(),
        location,
        on,
        text: text.as_str().to_owned(),
        done: String::new(),
        request: None,
    };
    // Who reports is in no log, also where this person is logged in for something else.
    let nobody = Ctx::new(ctx.now, Actor::anonymous(Via::Web), ctx.source().clone());
    let id = receive::receive(conn, &nobody, scope, (new, Some(from)))?;
    if Nature::BY_PROVIDER.contains(&nature) {
        receive::tell(conn, &nobody, (scope, portal), (&id, &readers))?;
    }
    Ok(id)
}

/// Where it can have happened: in the gemeente that is told, else in each in which the aanbieder is admitted.
fn places(report: &Report, lots: Vec<Lot>) -> Vec<String> {
    if report.gemeente.is_empty() {
        lots.into_iter().map(|lot| lot.gemeente).collect()
    } else {
        vec![report.gemeente.clone()]
    }
}
