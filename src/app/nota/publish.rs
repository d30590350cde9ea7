//! Publishing a nota: numbered, to everybody at once, and never changed again. One that changes the regeling goes with that change.
//! May import: app, auth, domain, storage.

use serde::Serialize;

use super::group::{actor, place};
use super::show::{self, Item};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::policy::{News, TwoPeople, tell_followers};
use crate::app::{outbox, schemes};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::canonical;
use crate::domain::digest::Digest;
use crate::domain::ids::{NotaId, NotaItemId, OrgId, SchemeVersionId, UserId, WindowId};
use crate::domain::letter::{
    Envelope, LetterContent, NotaAnswer, NotaChange, NotaLetter, RemedyTrack, Sender,
};
use crate::domain::nota::{self, Command, Entry};
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::domain::words::nota as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::calendar::WindowRow;
use crate::storage::notas::{self, NotaRow};
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, blobs, calendar, regions};

/// What a nota brings of the regeling, by two people.
#[derive(Debug, Clone)]
pub struct Bringing<'a> {
    /// The version.
    pub version: SchemeVersionId,
    /// What is told about it.
    pub change: NotaChange,
    /// Who proposed and who publishes.
    pub people: &'a TwoPeople,
    /// Whether somebody looked at what may tell who asked.
    pub looked: bool,
}

/// Publish the nota of a window that is being worked at, by somebody who read it as `mark` tells.
///
/// # Errors
/// [`Error::NotFound`] when none is worked at; [`Error::Refused`] when it is not ready, or goes with a wijziging; [`Error::Invalid`] when nobody
/// looked at what may tell who asked; [`Error::Stale`] when it is not what was read.
pub fn publish(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    window: &WindowId,
    (mark, looked): (&str, bool),
    portal: &PublicUrl,
) -> Result<NotaId> {
    let row = notas::draft(conn, scope, window)?.ok_or(Error::NotFound)?;
    if row.amendment_id.is_some() {
        return Err(Error::refused(words::WITH_AMENDMENT));
    }
    let items = show::items(conn, scope, &row)?;
    if show::mark(&row, &items) != mark {
        return Err(Error::Stale);
    }
    Issue { conn, ctx, scope, portal }.issue(row, items, looked, None)
}

/// Publish a nota together with the version of the regeling that it announces.
///
/// # Errors
/// As [`publish`]; [`Error::NotFound`] for a nota of another window.
pub fn publish_with(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    (window, nota): (&WindowId, &NotaId),
    bringing: &Bringing<'_>,
    portal: &PublicUrl,
) -> Result<()> {
    let row = notas::find(conn, scope, nota)?;
    if row.window_id != window.as_str() || row.state != "draft" {
        return Err(Error::NotFound);
    }
    let items = show::items(conn, scope, &row)?;
    Issue { conn, ctx, scope, portal }.issue(row, items, bringing.looked, Some(bringing)).map(drop)
}

/// Everything that publishing needs besides the nota.
struct Issue<'a> {
    conn: &'a mut DbConn,
    ctx: &'a Ctx,
    scope: &'a RegionScope,
    portal: &'a PublicUrl,
}

#[derive(Serialize)]
struct Published<'a> {
    title: &'a str,
    number: u32,
    answers: usize,
    changes: bool,
}

#[derive(Serialize)]
struct Answered<'a> {
    window: &'a str,
    number: u32,
    link: String,
}

impl Issue<'_> {
    fn issue(
        &mut self,
        row: NotaRow,
        items: Vec<Item>,
        looked: bool,
        bringing: Option<&Bringing<'_>>,
    ) -> Result<NotaId> {
        let id: NotaId = types::id("notas", &row.id)?;
        let window = calendar::window(self.conn, self.scope, &types::id("notas", &row.window_id)?)?;
        let entries: Vec<Entry> = items.iter().map(entry).collect();
        nota::ready(&window.phases(), &entries, self.ctx.now).map_err(|no| Error::refused(no.in_dutch()))?;
        if !looked && items.iter().any(|one| !one.found.is_empty()) {
            return Err(Error::field("nagekeken", words::NAMES_UNREAD));
        }
        let earlier = notas::published(self.conn, self.scope, &types::id("windows", &window.id)?)?.len();
        let number = u32::try_from(earlier.saturating_add(1)).map_err(Error::internal)?;
        let content = self.content(&window, &row, &items, (number, bringing))?;
        let value = serde_json::to_value(&content).map_err(Error::internal)?;
        let bytes = canonical::to_bytes(&value).map_err(Error::internal)?;
        let digest = Digest::of(&bytes);
        let by = actor(self.ctx)?;
        let published = NotaRow {
            seq: Some(i32::try_from(number).map_err(Error::internal)?),
            version_id: bringing.map(|one| one.version.to_string()),
            content_json: Some(String::from_utf8(bytes).map_err(Error::internal)?),
            sha256: Some(digest.hex()),
            published_by: Some(bringing.map_or(&by, |one| one.people.by()).to_string()),
            confirmed_by: bringing.map(|one| one.people.confirmed_by().to_string()),
            ..row
        };
        if !notas::publish(self.conn, self.scope, &published, self.ctx.now)? {
            return Err(Error::Stale);
        }
        let approved_by: Vec<UserId> = match bringing {
            Some(one) => vec![one.people.by().clone(), one.people.confirmed_by().clone()],
            None => vec![by],
        };
        let event = Event::NotaPublished {
            subject: id.clone(),
            window: types::id("windows", &window.id)?,
            number,
            items: u32::try_from(items.len()).map_err(Error::internal)?,
            version: bringing.map(|one| one.version.clone()),
            digest,
            approved_by,
        };
        let place = place(self.scope, &published.procedure_id)?.manifest(digest);
        self.ctx.record(self.conn, &place, event)?;
        self.ctx.enqueue(self.conn, &crate::domain::job::Job::RenderNota { nota: id.clone() })?;
        self.tell_askers(&id, &window, number, &items)?;
        self.tell_everybody(&window, (number, items.len()), bringing.is_some())?;
        Ok(id)
    }

    fn content(
        &mut self,
        window: &WindowRow,
        row: &NotaRow,
        items: &[Item],
        (number, bringing): (u32, Option<&Bringing<'_>>),
    ) -> Result<LetterContent> {
        let version = types::id("windows", &window.scheme_version_id)?;
        let version = schemes::of_version(self.conn, self.scope, &version)?;
        let mut answers = Vec::new();
        for item in items {
            let corrects = match &item.row.corrects {
                Some(id) => Some(self.number_of(&types::id("nota_items", id)?)?),
                None => None,
            };
            let asked = Some(item.row.question.clone()).filter(|question| !question.is_empty());
            answers.push(NotaAnswer {
                number: words::number(i32::try_from(number).map_err(Error::internal)?, item.row.seq),
                subject: item.row.subject_title.clone(),
                question: asked,
                answer: item.row.answer.clone(),
                corrects,
            });
        }
        let letter = NotaLetter {
            envelope: self.envelope(&version.scheme, window, number)?,
            number,
            window: window.title.clone(),
            intro: row.intro.clone(),
            change: bringing.map(|one| one.change.clone()),
            answers,
        };
        Ok(letter.compose())
    }

    /// The number of an earlier answer, as people name it.
    fn number_of(&mut self, id: &NotaItemId) -> Result<String> {
        let item = notas::item(self.conn, self.scope, id)?;
        let nota = notas::find(self.conn, self.scope, &types::id("nota_items", &item.nota_id)?)?;
        Ok(words::number(nota.seq.unwrap_or_default(), item.seq))
    }

    fn envelope(&mut self, scheme: &Scheme, window: &WindowRow, number: u32) -> Result<Envelope> {
        let region = regions::find(self.conn, self.scope)?;
        let first = regions::gemeenten_of(self.conn, self.scope)?.into_iter().next();
        let (gemeente, address) = first.map_or_else(Default::default, |one| (one.legal_person, one.address));
        let desk = &scheme.region().desk;
        // Which window it belongs to: a region publishes more than one in a year.
        let since = local_day(window.phases().publication).format("%Y%m%d");
        Ok(Envelope {
            number: format!("{}-{since}-NvI-{number}", region.code.to_uppercase()),
            date: local_day(self.ctx.now),
            sender: Sender {
                region: region.name,
                gemeente,
                address: address.split(", ").map(str::to_owned).collect(),
                contact: [Some(desk.mail.clone()), desk.phone.clone()].into_iter().flatten().collect(),
            },
            addressee: NotaLetter::everybody(),
            procedure: scheme.title().to_owned(),
            application: None,
            track: RemedyTrack::from(scheme.remedy().track),
        })
    }

    /// Every question is answered, and who asked is told that the answer is there.
    fn tell_askers(&mut self, nota: &NotaId, window: &WindowRow, number: u32, items: &[Item]) -> Result<()> {
        let link = format!("{}/aanbieder/vragen", self.portal.as_str());
        let about = Answered { window: &window.title, number, link };
        let mut told: Vec<String> = Vec::new();
        for item in items {
            for asked in &item.questions {
                let event = Event::QuestionAnswered {
                    subject: types::id("nota_questions", &asked.row.id)?,
                    nota: nota.clone(),
                    item: types::id("nota_items", &item.row.id)?,
                };
                super::ask::step(self.conn, self.ctx, &asked.row, Command::Publish, Some(event))?;
                let Some(org) = asked.row.org_id.clone().filter(|org| !told.contains(org)) else { continue };
                let to: OrgId = types::id("nota_questions", &org)?;
                outbox::tell_in_private(self.conn, self.ctx, "question_answered", (self.scope, &to), &about)?;
                told.push(org);
            }
        }
        Ok(())
    }

    fn tell_everybody(
        &mut self,
        window: &WindowRow,
        (number, answers): (u32, usize),
        changes: bool,
    ) -> Result<()> {
        let about = Published { title: &window.title, number, answers, changes };
        let page = format!("/vensters/{}/nota", window.id);
        let news = News { kind: "nota_published", page: &page, at: self.ctx.now, portal: self.portal, about };
        let procedure = types::id("windows", &window.procedure_id)?;
        tell_followers(self.conn, self.ctx, self.scope, &procedure, &news)
    }
}

fn entry(item: &Item) -> Entry {
    Entry {
        seq: u16::try_from(item.row.seq).unwrap_or_default(),
        asked: !item.questions.is_empty(),
        question: !item.row.question.is_empty(),
        answer: !item.row.answer.is_empty(),
    }
}

/// What the PDF of a nota says; nothing where it was made before.
///
/// # Errors
/// [`Error::NotFound`] for one that is not published.
pub fn content_for(conn: &mut DbConn, id: &NotaId) -> Result<Option<LetterContent>> {
    let row = notas::for_work(conn, id)?;
    let text = row.content_json.ok_or(Error::NotFound)?;
    if row.pdf_sha256.is_some() {
        return Ok(None);
    }
    serde_json::from_str(&text).map(Some).map_err(Error::internal)
}

/// Note that the PDF of a nota is durable in the store.
///
/// # Errors
/// What the database says.
pub fn rendered(conn: &mut DbConn, ctx: &Ctx, id: &NotaId, digest: &Digest, size: u64) -> Result<()> {
    let size = i64::try_from(size).map_err(Error::internal)?;
    blobs::know(conn, &digest.hex(), size, "application/pdf", true, ctx.now)?;
    Ok(notas::rendered(conn, id, &digest.hex())?)
}
