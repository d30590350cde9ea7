//! What must be done before an application can be sent in. What is merely missing never stops anybody: that is for the repair term.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::answers::{Saved, answers_of};
use super::check::Link;
use super::documents::ToAccept;
use super::members::{in_combination, members};
use super::opened::Opened;
use super::questions::{Asked, IN_COMBINATION, Section};
use super::{documents, lots, overlap, questions};
use crate::app::error::{FieldError, Result};
use crate::domain::application::member::State;
use crate::domain::facts::FactValue;
use crate::domain::policy_code::FactCode;
use crate::domain::windows::Entry;
use crate::domain::words::apply as words;
use crate::domain::words::members as member_words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::DbConn;

/// One thing that stops sending in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// Where it is put right.
    pub link: Link,
    /// What is the matter and what to do.
    pub message: String,
}

impl Blocker {
    pub(super) fn new(link: Link, message: impl Into<String>) -> Self {
        Self { link, message: message.into() }
    }

    /// As a mistake in the form that sends in; its field names the place.
    #[must_use]
    pub fn mistake(&self) -> FieldError {
        FieldError::new(self.link.field(), self.message.clone())
    }
}

impl Link {
    /// The name of the place, for error summaries: the web makes an address of it.
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::Lots => "percelen".to_owned(),
            Self::Places => "plaatsen".to_owned(),
            Self::Answer(code) => format!("vraag:{code}"),
            Self::Evidence(kind) => format!("bewijs:{kind}"),
            Self::Members => "samen".to_owned(),
            Self::Documents => "documenten".to_owned(),
            Self::Declaration => "verklaring".to_owned(),
        }
    }
}

/// Everything that stops sending in at this moment, but for the declaration.
///
/// # Errors
/// What the database says.
pub fn blockers(conn: &mut DbConn, opened: &Opened, at: DateTime<Utc>) -> Result<Vec<Blocker>> {
    let mut found = lot_blockers(conn, opened, at)?;
    for (code, saved) in answers_of(conn, opened)? {
        if let (Saved::Raw(_), Some(def)) = (&saved, opened.scheme.fact(&code)) {
            found.push(Blocker::new(Link::Answer(code), words::unreadable(&def.question)));
        }
    }
    let drafts = lots::chosen(conn, &opened.id)?;
    found.extend(not_anew(&questions::sections(opened, &drafts, at), &answers_of(conn, opened)?));
    found.extend(not_accepted(documents::to_accept(conn, opened, at)?));
    found.extend(member_blockers(conn, opened)?);
    Ok(found)
}

/// A declaration that came along and was not given anew: it is never given silently.
pub(super) fn not_anew(
    sections: &[(Section, Vec<Asked<'_>>)],
    saved: &BTreeMap<FactCode, Saved>,
) -> Option<Blocker> {
    let def = questions::taken_for_granted(sections, saved)?;
    Some(Blocker::new(Link::Answer(def.code.clone()), words::NOT_GIVEN_ANEW))
}

/// The documents that must be accepted first.
pub(super) fn not_accepted(all: Vec<ToAccept>) -> Vec<Blocker> {
    let open = all.into_iter().filter(|one| one.must && one.accepted_at.is_none());
    open.map(|one| {
        Blocker::new(Link::Documents, words::not_accepted(&one.document.title, &one.document.version))
    })
    .collect()
}

/// Who takes part and has not signed, and who is in another combinatie.
fn member_blockers(conn: &mut DbConn, opened: &Opened) -> Result<Vec<Blocker>> {
    let mut found = Vec::new();
    let named = members(conn, opened)?;
    let question = opened.scheme.facts().iter().find(|def| def.code.as_str() == IN_COMBINATION);
    if let Some(asked) = question {
        let says = says_yes(&answers_of(conn, opened)?, IN_COMBINATION);
        match (says, in_combination(&named)) {
            (true, false) => found.push(Blocker::new(Link::Members, member_words::NOBODY_NAMED)),
            (false, true) => {
                found.push(Blocker::new(Link::Answer(asked.code.clone()), member_words::NOT_SAID));
            }
            (true, true) | (false, false) => {}
        }
    }
    for one in named.iter().filter(|one| one.named.task.must_sign() && one.state != State::Signed) {
        found.push(Blocker::new(Link::Members, member_words::not_signed(&one.named.name, one.state)));
    }
    for one in overlap::of_application(conn, opened)? {
        let who = named.iter().find(|member| member.organisation.as_ref() == Some(&one.organisation));
        let who = who.map_or(member_words::YOU, |member| member.named.name.as_str());
        found.push(Blocker::new(Link::Members, member_words::in_another(who, &one.lot)));
    }
    Ok(found)
}

fn lot_blockers(conn: &mut DbConn, opened: &Opened, at: DateTime<Utc>) -> Result<Vec<Blocker>> {
    let drafts = lots::chosen(conn, &opened.id)?;
    if drafts.is_empty() {
        return Ok(vec![Blocker::new(Link::Lots, words::NO_LOT)]);
    }
    let matrix = lots::matrix(opened, at);
    let added_value = claims_added_value(conn, opened)?;
    let mut found = Vec::new();
    for draft in &drafts {
        let name = name(opened, draft);
        match matrix.iter().find(|cell| cell.lot == draft.key()).map(|cell| cell.entry) {
            Some(Ok(Entry::Free)) => {}
            Some(Ok(Entry::WithAddedValue)) if added_value => {}
            Some(Ok(Entry::WithAddedValue)) => {
                let ground =
                    opened.scheme.added_value().first().map(|ground| Link::Answer(ground.fact.clone()));
                found.push(Blocker::new(ground.unwrap_or(Link::Lots), words::needs_added_value(&name)));
            }
            Some(Err(no)) => found.push(Blocker::new(Link::Lots, format!("{name}: {}", no.in_dutch()))),
            None => found.push(Blocker::new(Link::Lots, words::not_in_scheme(&name))),
        }
        if !draft.unreadable().is_empty() {
            found.push(Blocker::new(Link::Places, words::unreadable_places(&name)));
        }
    }
    Ok(found)
}

/// Whether a question with this code was answered with yes.
#[must_use]
pub fn says_yes(saved: &BTreeMap<FactCode, Saved>, code: &str) -> bool {
    let answer = saved.iter().find(|(one, _)| one.as_str() == code).map(|(_, saved)| saved);
    matches!(answer, Some(Saved::Value { value: FactValue::YesNo(true), .. }))
}

fn claims_added_value(conn: &mut DbConn, opened: &Opened) -> Result<bool> {
    let saved = answers_of(conn, opened)?;
    Ok(opened.scheme.added_value().iter().any(|ground| {
        matches!(saved.get(&ground.fact), Some(Saved::Value { value: FactValue::YesNo(true), .. }))
    }))
}

/// A lot as people call it.
pub(super) fn name(opened: &Opened, draft: &lots::LotDraft) -> String {
    let group = opened.scheme.group(&draft.group).map_or(draft.group.as_str(), |group| group.title.as_str());
    let gemeente =
        opened.scheme.gemeente(&draft.gemeente).map_or(draft.gemeente.as_str(), |one| one.name.as_str());
    words::lot(group, gemeente)
}
