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

use std::collections::BTreeSet;

use serde::Serialize;

use super::ctx::Ctx;
use super::error::Result;
use super::outbox::{self, Envelope};
use super::review::Opened;
use super::{access, public};
use crate::auth::origin::PublicUrl;
use crate::domain::code::Code as _;
use crate::domain::dispute::{Dispute, Kind};
use crate::domain::ids::{ApplicationId, DisputeId};
use crate::domain::words::{dates, dispute as words};
use crate::storage::{DbConn, RegionScope, organisations, regions};

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

/// What the mail to who reads complaints tells: that there is one, not what it says.
#[derive(Serialize)]
struct Filed<'a> {
    region: &'a str,
    organisation: &'a str,
    number: &'a str,
    kind: &'static str,
    received: String,
    due: String,
    link: String,
}

/// Tell who must know that the aanbieder filed something: of a klacht the klachtenmeldpunt of each gemeente it is about, of a bezwaar the
/// desk of the region.
fn alert(
    conn: &mut DbConn,
    ctx: &Ctx,
    (scope, portal): (&RegionScope, &PublicUrl),
    (opened, lots): (&Opened, &BTreeSet<&str>),
    (id, life, due): (&DisputeId, &Dispute, Option<chrono::NaiveDate>),
) -> Result<()> {
    let region = regions::find(conn, scope)?;
    let kind = life.filed().matter.kind();
    let readers = match kind {
        Kind::Klacht => {
            let about = regions::gemeenten_of(conn, scope)?.into_iter();
            about.filter(|one| lots.contains(one.code.as_str())).map(|one| one.complaints_email).collect()
        }
        Kind::Bezwaar | Kind::KortGeding => BTreeSet::from([public::desk(&region)?.mail]),
    };
    let org = opened.org()?;
    let organisation = organisations::find(conn, &access::for_system_org(org.clone()))?;
    let told = Filed {
        region: &region.name,
        organisation: &organisation.name,
        number: &opened.row.number,
        kind: kind.code(),
        received: dates::long_date(life.filed().arrival.received_on),
        due: due.map(dates::long_date).unwrap_or_default(),
        link: format!("{}{}", portal.as_str(), team_address(&opened.id, id)),
    };
    for to in readers {
        let region = Some(scope.region().clone());
        let envelope = Envelope { kind: "dispute_filed", region, org: Some(org.clone()), to };
        outbox::write_and_post(conn, ctx, envelope, &told)?;
    }
    Ok(())
}

/// Where the team reads a dispute.
#[must_use]
pub fn team_address(application: &ApplicationId, id: &DisputeId) -> String {
    format!("/beoordeling/aanmeldingen/{application}/geschillen/{id}")
}

/// Where the aanbieder reads a dispute.
#[must_use]
pub fn own_address(application: &ApplicationId, id: &DisputeId) -> String {
    format!("/aanbieder/aanmeldingen/{application}/geschillen/{id}")
}
