//! A dossier as the team reads it: put together once, for the page, from what was sent in, the rules and what people said.
//! May import: app, domain, storage.

mod alike;
mod difference;
mod differences;
mod earlier;
mod equal;
mod hearing;
mod members;
mod pages;
mod parts;
mod pieces;
mod preview;
mod proposal;
mod provider;
mod requirement;
mod revision;
mod several;
mod steps;
mod timeline;
mod words;

use serde::Serialize;

use super::opened::Opened;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::Result;
use crate::app::{access, bibob, due, unhandled};
use crate::domain::application::snapshot::Declaration;
use crate::domain::application::{State, lot};
use crate::domain::audit::Event;
use crate::domain::code::Code as _;
use crate::domain::decision;
use crate::domain::ids::ApplicationId;
use crate::domain::rules::Verdict;
use crate::domain::words::terms::{self, CountedFrom};
use crate::storage::types::instant;
use crate::storage::views::letters;
use crate::storage::{DbConn, RegionScope, assignments, organisations, regions, types, unread, users};

pub use alike::{Alike, AlikeRow, alike};
pub use difference::{Changed, Shown};
pub use differences::{Difference, Differences};
pub use earlier::Earlier;
pub use equal::{EarlierSeen, ExplainedSeen, GroupSeen, UnequalSeen, equal_groups, explained};
pub use hearing::{Extension, HearingSeen};
pub use members::{MemberSeen, OwnTest};
pub use pages::{Picture, Reading, picture, reading};
pub use parts::{Beside, PartSeen};
pub use pieces::{Download, FactSeen, Piece, download};
pub use preview::{Preview, preview};
pub use proposal::{Compared, ProposalSeen, Waiting, proposal, proposals};
pub use provider::{Applied, Given, Granted, ProviderSeen, Sent, look_at, provider};
pub(in crate::app) use requirement::is_restricted;
pub use requirement::{Anchor, Found, Judging, Point, Said, Test, judging};
pub use revision::RevisionSeen;
pub use several::{Repairable, Several, several};
pub use steps::{Step, Steps, next_open};
pub use timeline::{Moment, Note, RequestSeen};
pub use words::{Named, QueueWords, queue_words};

/// Everything the page of a dossier shows.
#[derive(Debug, Clone, Serialize)]
pub struct Dossier {
    /// What it is and where.
    pub head: Head,
    /// Its lots.
    pub lots: Vec<Lot>,
    /// The requirements by kind.
    pub kinds: Vec<Kind>,
    /// Where an equal case was judged otherwise and nobody explained why; for who handles it.
    pub unequal: Vec<UnequalSeen>,
    /// About what those who judged without each other differ.
    pub differences: Differences,
    /// The zienswijzen, the last first.
    pub hearings: Vec<HearingSeen>,
    /// What was decided and looked at again, the first first.
    pub revisions: Vec<RevisionSeen>,
    /// Whether the decision can come later, or does.
    pub extension: Extension,
    /// The bewijsstukken.
    pub evidence: Vec<Piece>,
    /// The answers.
    pub facts: Vec<FactSeen>,
    /// Who take part beside the penvoerder, each with its own part.
    pub members: Vec<MemberSeen>,
    /// The requirement that waits for the reader; nothing where none does.
    pub next: Option<Step>,
    /// How many such requirements there are.
    pub left: usize,
    /// Whether admitting can be proposed now for a lot.
    pub can_admit: bool,
    /// The herstelverzoeken, the last first.
    pub requests: Vec<RequestSeen>,
    /// Not handling it, where the reader can propose that.
    pub unhandled: Option<CanLeave>,
    /// Messages, the last first.
    pub notes: Vec<Note>,
    /// The letters about it, the last first.
    pub letters: Vec<Sent>,
    /// What happened, in order.
    pub timeline: Vec<Moment>,
}

/// What an application is and where it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The application.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The aanbieder.
    pub org_id: String,
    /// Its name when the application was sent in.
    pub name: String,
    /// Its KvK number.
    pub kvk: String,
    /// Where its claim is.
    pub claim: &'static str,
    /// Where the application is.
    pub state: &'static str,
    /// When it was received, RFC 3339.
    pub received_at: String,
    /// The last day for the decision.
    pub due: Option<chrono::NaiveDate>,
    /// Why it is that day.
    pub why: Vec<String>,
    /// How it was signed: `one`, `two` or, with a volmacht instead of the second, `volmacht`.
    pub signed: &'static str,
    /// The name of whose work it is.
    pub assessor: Option<String>,
    /// Whether it is the reader's.
    pub is_mine: bool,
    /// Whether the reader declared to be tied to the aanbieder, or to one that takes part.
    pub is_tied: bool,
    /// Whether the reader can take it now, or begin with what was given.
    pub can_take: bool,
    /// Whether the reader can give it to a colleague.
    pub can_give: bool,
    /// Whether two judge without each other now, so that nobody may read what another found.
    pub blind: bool,
    /// How many of them are done.
    pub done: usize,
    /// Whether the reader is one of those who are done.
    pub is_done: bool,
    /// Whether the reader can judge now.
    pub can_judge: bool,
    /// Since when and until when at most the decision term stands still, while somebody is asked to repair.
    pub paused: Option<(chrono::NaiveDate, chrono::NaiveDate)>,
    /// The same, for an investigation under the Wet Bibob.
    pub bibob_paused: Option<(chrono::NaiveDate, chrono::NaiveDate)>,
    /// Whether the reader is an officer and the regeling knows Bibob; with which dossier, where there is one.
    pub bibob: Option<String>,
    /// The window.
    pub window: String,
    /// For optimistic locking.
    pub version: i64,
}

/// A lot of an application.
#[derive(Debug, Clone, Serialize)]
pub struct Lot {
    /// The lot.
    pub id: String,
    /// Its productgroep.
    pub group: String,
    /// Its gemeente.
    pub gemeente: String,
    /// Its products.
    pub products: Vec<String>,
    /// Places per doelgroep.
    pub places: Vec<(String, i32)>,
    /// Where it is, for the badge.
    pub state: &'static str,
    /// Admit or refuse, once proposed.
    pub outcome: Option<&'static str>,
    /// What the rules say of it now.
    pub rules: &'static str,
    /// The hard requirements that nobody settled.
    pub open: Vec<String>,
    /// Whether the reader can propose now.
    pub can_propose: bool,
    /// Whether admitting can be proposed now and follows from what was judged.
    pub can_admit: bool,
}

/// A term for repair passed unused, so the application may be left unhandled.
#[derive(Debug, Clone, Serialize)]
pub struct CanLeave {
    /// The requests, by their identifiers.
    pub unused: Vec<String>,
    /// What would not be handled.
    pub places: Vec<String>,
    /// The last day on which that can be made known, where a law sets one.
    pub until: Option<chrono::NaiveDate>,
    /// Why it is that day.
    pub why: Vec<String>,
}

/// Requirements of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct Kind {
    /// Code of the kind.
    pub code: &'static str,
    /// Its requirements.
    pub tests: Vec<Test>,
    /// Whether nothing of it is open, unknown or not met.
    pub settled: bool,
}

/// The dossier of an application.
///
/// # Errors
/// [`Error::NotFound`] for a draft, a sealed one and another region's.
pub fn dossier(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ApplicationId) -> Result<Dossier> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let verdict = opened.verdict()?;
    let mine = opened.is_of(ctx.actor.user.as_ref());
    let timeline = timeline::moments(conn, scope, &opened)?;
    let head = head(conn, ctx, scope, &opened)?;
    let open = if head.can_judge { steps::open(&opened, &verdict)? } else { Vec::new() };
    let lots = lots(conn, scope, ctx, &opened, &verdict)?;
    Ok(Dossier {
        can_admit: lots.iter().any(|lot| lot.can_admit),
        left: open.len(),
        next: open.into_iter().next(),
        head,
        lots,
        kinds: requirement::kinds(&opened, &verdict, mine)?,
        differences: differences::of(&opened)?,
        hearings: hearing::all(conn, ctx, scope, &opened)?,
        revisions: revision::all(conn, scope, &opened)?,
        extension: hearing::extension(conn, ctx, scope, &opened)?,
        unequal: if mine { equal::unequal(conn, scope, &opened)? } else { Vec::new() },
        evidence: pieces::evidence(conn, &opened, mine)?,
        facts: pieces::facts(&opened, mine),
        members: members::members(conn, &opened, mine)?,
        requests: timeline::requests(conn, scope, &opened, mine)?,
        unhandled: can_leave(conn, &opened, mine)?,
        notes: timeline::notes(conn, scope, &opened.parties()?, Some(id))?,
        letters: letters::of_application(conn, scope, id)?.into_iter().map(provider::sent).collect(),
        timeline,
    })
}

fn can_leave(conn: &mut DbConn, opened: &Opened, mine: bool) -> Result<Option<CanLeave>> {
    let unused = opened.life.unused();
    if !mine || opened.row.state.0 != State::InAssessment || unused.is_empty() {
        return Ok(None);
    }
    let left = opened.lots.iter().map(|(row, _)| row).filter(|row| row.state.0 != lot::State::Decided);
    let until = unhandled::until(conn, &opened.row, opened.scheme.remedy().track.into())?;
    let why = until.iter().flat_map(|one| terms::why(CountedFrom::UnusedTerm, one, one.last_day));
    Ok(Some(CanLeave {
        why: why.collect(),
        until: until.as_ref().map(|one| one.last_day),
        unused: unused.iter().map(ToString::to_string).collect(),
        places: left.map(|row| place(opened, row)).collect(),
    }))
}

/// What an application is and where it stands.
///
/// # Errors
/// What the database says.
pub fn head(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, opened: &Opened) -> Result<Head> {
    let row = &opened.row;
    let org = organisations::find(conn, &access::for_system_org(opened.org()?))?;
    let reader = ctx.actor.user.clone();
    let is_tied = match &reader {
        Some(user) => assignments::tied(conn, scope, &opened.parties()?, user)?,
        None => false,
    };
    let is_mine = opened.is_of(reader.as_ref());
    let assessor = match &row.assessor_id {
        Some(id) => {
            let names = users::names(conn, &[id.as_str()])?;
            names.into_iter().next().map(|(_, name)| name)
        }
        None => None,
    };
    let state = row.state.0;
    let running = state.is_open();
    Ok(Head {
        id: row.id.clone(),
        number: row.number.clone(),
        org_id: row.org_id.clone(),
        name: row.org_name.clone(),
        kvk: org.kvk,
        claim: org.state.0.code(),
        state: state.code(),
        received_at: row.received_at.map(|at| instant(at).to_rfc3339()).unwrap_or_default(),
        due: row.decision_due_on,
        why: due::why(conn, row, &opened.window, &opened.scheme)?,
        paused: due::paused(conn, row)?,
        bibob_paused: due::paused_for_bibob(conn, row)?,
        bibob: bibob::way_in(conn, ctx, scope, opened)?,
        window: row.window_id.clone(),
        signed: match &opened.snapshot.declaration {
            Declaration { volmacht: Some(_), .. } => "volmacht",
            Declaration { confirmed_by: Some(_), .. } => "two",
            Declaration { .. } => "one",
        },
        can_take: running
            && !is_tied
            && (row.assessor_id.is_none() || (is_mine && state == State::Submitted))
            && reader.as_ref().is_some_and(|user| opened.sight.has_room_for(user)),
        can_give: running && (is_mine || row.assessor_id.is_none()),
        blind: opened.sight.blind,
        done: opened.sight.done.len(),
        is_done: reader.as_ref().is_some_and(|user| opened.sight.done.contains(user)),
        can_judge: is_mine && !is_tied && matches!(state, State::InAssessment | State::ClarificationAsked),
        assessor,
        is_mine,
        is_tied,
        version: row.version,
    })
}

/// The lots of an application.
///
/// # Errors
/// What the database says.
fn lots(
    conn: &mut DbConn,
    scope: &RegionScope,
    ctx: &Ctx,
    opened: &Opened,
    verdict: &Verdict,
) -> Result<Vec<Lot>> {
    let names = regions::gemeenten_of(conn, scope)?;
    let scheme = &opened.scheme;
    let mine = opened.is_of(ctx.actor.user.as_ref());
    let assessing = opened.row.state.0 == State::InAssessment;
    let mut lots = Vec::new();
    for (row, choice) in &opened.lots {
        let gemeente = names.iter().find(|one| one.code == row.gemeente);
        let title = |code: &String| {
            let product = scheme.groups().iter().flat_map(|group| &group.products);
            product
                .into_iter()
                .find(|one| one.code.as_str() == code)
                .map_or(code.clone(), |one| one.title.clone())
        };
        let target = |code: &String| {
            let found = scheme.target_groups().iter().find(|one| one.code.as_str() == code);
            found.map_or(code.clone(), |one| one.title.clone())
        };
        let id = types::id("lot_applications", &row.id)?;
        let of_lot = opened.of_lot(verdict, row).ok();
        let findings = of_lot.map(|of_lot| opened.assessed().findings(verdict.results_of(of_lot), &id));
        let can_propose = mine && assessing && row.state.0.is_waiting();
        let admits = |findings: &Vec<decision::Finding>| decision::Proposal::admit(findings).is_ok();
        let can_admit = can_propose && findings.as_ref().is_some_and(admits);
        let open = findings.and_then(|findings| decision::open_hard(&findings));
        let open = match open {
            Some(decision::OutcomeRefusal::HardOpen(codes)) => {
                codes.iter().map(ToString::to_string).collect()
            }
            _ => Vec::new(),
        };
        lots.push(Lot {
            id: row.id.clone(),
            group: group_title(opened, &row.product_group),
            gemeente: gemeente.map_or(row.gemeente.clone(), |one| one.name.clone()),
            products: choice.products.iter().map(title).collect(),
            places: choice.capacity.iter().map(|(code, places)| (target(code), *places)).collect(),
            state: badge(row),
            outcome: row.outcome.map(|outcome| outcome.0.code()),
            rules: of_lot.map_or("onbekend", |of_lot| of_lot.outcome.code()),
            can_propose,
            can_admit,
            open,
        });
    }
    Ok(lots)
}

/// The name of a gemeente.
pub(super) fn gemeente_name(opened: &Opened, code: &str) -> String {
    let found = opened.scheme.gemeenten().iter().find(|one| one.code.as_str() == code);
    found.map_or(code.to_owned(), |one| one.name.clone())
}

/// The title of a productgroep.
pub(super) fn group_title(opened: &Opened, code: &str) -> String {
    let group = opened.scheme.groups().iter().find(|group| group.code.as_str() == code);
    group.map_or(code.to_owned(), |group| group.title.clone())
}

/// A lot as people call it.
pub(in crate::app) fn place(opened: &Opened, row: &crate::storage::lots::LotRow) -> String {
    let group = group_title(opened, &row.product_group);
    crate::domain::words::apply::lot(&group, &gemeente_name(opened, &row.gemeente))
}

fn badge(row: &crate::storage::lots::LotRow) -> &'static str {
    match (row.state.0, row.outcome) {
        (lot::State::Decided, Some(types::AsText(decision::Outcome::Admit))) => "admitted",
        (lot::State::Decided, Some(types::AsText(decision::Outcome::Refuse))) => "refused",
        (lot::State::Decided, Some(types::AsText(decision::Outcome::NotHandled))) => "not_handled",
        (state, _) => state.code(),
    }
}

/// Whoever handles an application has read what its page showed as new.
///
/// # Errors
/// What the database says.
pub fn has_read(conn: &mut DbConn, scope: &RegionScope, id: &ApplicationId) -> Result<()> {
    Ok(unread::read_by_team(conn, scope, id)?)
}

/// The look into a dossier.
///
/// # Errors
/// [`Error::NotFound`] for a draft, a sealed one and another region's.
pub fn look(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ApplicationId) -> Result<(Place, Event)> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    Ok((opened.place(scope)?, Event::DossierViewed { subject: id.clone() }))
}
