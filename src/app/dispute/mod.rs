//! Disputes about what was decided: a klacht, kort geding or bezwaar is registered, treated by other people, and leads to a new decision
//! where the aanbieder is right (ADR 25). May import: app, auth, domain, storage.

mod about;
mod hold;
mod list;
mod register;
mod show;
mod treat;
mod view;

pub use hold::{held, lift, may_destroy, place, waits_for_judge};
pub use list::{Line, List, list};
pub use register::{FiledForm, Registered, file, register};
pub use show::{beside, holds, one, own, own_list, to_file, to_register, to_revise};
pub use treat::{Planned, Ruled, cancel_hearing, decide, extend, plan_hearing, take, withdraw, withdraw_own};
pub use view::{Beside, HoldSeen, Holds, LetterSeen, Lot, Own, OwnSeen, Seen, ToFile, ToRegister};

use serde::Serialize;

use super::ctx::Ctx;
use super::error::{Error, FieldError, Result};
use super::outbox;
use super::review::Opened;
use crate::auth::origin::PublicUrl;
use crate::domain::code::Code as _;
use crate::domain::dispute::{Dispute, Kind};
use crate::domain::ids::{ApplicationId, DisputeId};
use crate::domain::motivation::{Motivation, NoMotivation};
use crate::domain::words::{dates, dispute as words, review as common};
use crate::storage::{DbConn, RegionScope};

/// What a mail about a dispute tells.
#[derive(Serialize)]
struct Told {
    number: String,
    kind: &'static str,
    received: String,
    at: String,
    place: String,
    outcome: &'static str,
    revises: bool,
    motivation: String,
    due: String,
    link: String,
}

/// Tell the aanbieder by mail. Of a kort geding it hears by its lawyer.
fn tell(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    (opened, mail, motivation): (&Opened, &'static str, &str),
    (id, life, due): (&DisputeId, &Dispute, Option<chrono::NaiveDate>),
) -> Result<()> {
    let filed = life.filed();
    let kind = filed.matter.kind();
    if kind == Kind::KortGeding {
        return Ok(());
    }
    let outcome = match life {
        Dispute::Decided { ruling, .. } => Some(ruling.outcome),
        Dispute::Registered(_) | Dispute::HearingPlanned { .. } | Dispute::Withdrawn { .. } => None,
    };
    let told = Told {
        number: opened.row.number.clone(),
        kind: kind.code(),
        received: dates::long_date(filed.arrival.received_on),
        at: life.zitting().map(|one| dates::moment(one.at)).unwrap_or_default(),
        place: life.zitting().map(|one| one.place.as_str().to_owned()).unwrap_or_default(),
        outcome: outcome.map_or("", words::outcome_told),
        revises: outcome.is_some_and(crate::domain::dispute::Outcome::asks_a_revision),
        motivation: motivation.to_owned(),
        due: due.map(dates::long_date).unwrap_or_default(),
        link: format!("{}{}", portal.as_str(), own_address(&opened.id, id)),
    };
    outbox::tell(conn, ctx, mail, (scope, &opened.org()?), &told)
}

/// Where the aanbieder reads a dispute.
#[must_use]
pub fn own_address(application: &ApplicationId, id: &DisputeId) -> String {
    format!("/aanbieder/aanmeldingen/{application}/geschillen/{id}")
}

/// A text that must be there, or one mistake more.
fn needed(field: &str, text: &str, missing: &str, mistakes: &mut Vec<FieldError>) -> Option<Motivation> {
    let why = match Motivation::parse(text) {
        Ok(text) => return Some(text),
        Err(NoMotivation::Empty) => missing,
        Err(NoMotivation::TooLong) => common::TOO_LONG,
    };
    mistakes.push(FieldError::new(field, why));
    None
}

/// The same, where it is the only field.
fn only(field: &str, text: &str, missing: &str) -> Result<Motivation> {
    let mut mistakes = Vec::new();
    needed(field, text, missing, &mut mistakes).ok_or(Error::Invalid(mistakes))
}
