//! One aanbieder as the team knows it: what its applications and admissions in this region have fixed.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use serde::Serialize;

use super::pieces::{self, Piece};
use super::timeline::{self, Note};
use crate::app::access;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::review::opened::Opened;
use crate::app::schemes;
use crate::domain::audit::Event;
use crate::domain::code::Code as _;
use crate::domain::ids::OrgId;
use crate::storage::types::{self, instant};
use crate::storage::views::admissions::{self, Recorded};
use crate::storage::views::letters::{self, LetterLine};
use crate::storage::views::providers;
use crate::storage::{DbConn, RegionScope, organisations, regions};

/// The page of one aanbieder.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderSeen {
    /// The organisation.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its KvK number.
    pub kvk: String,
    /// Its town.
    pub town: String,
    /// Its mail address.
    pub email: String,
    /// Its telephone.
    pub phone: String,
    /// Where its claim is.
    pub claim: &'static str,
    /// Its applications here.
    pub applications: Vec<Applied>,
    /// Its admissions here.
    pub admissions: Vec<Granted>,
    /// What it sent in with them, each with the application it came with.
    pub evidence: Vec<Given>,
    /// The letters to it, the last first.
    pub letters: Vec<Sent>,
    /// The overeenkomsten that were signed, the last first.
    pub agreements: Vec<Signed>,
    /// Messages, the last first.
    pub notes: Vec<Note>,
}

/// An application of an aanbieder.
#[derive(Debug, Clone, Serialize)]
pub struct Applied {
    /// The application.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Where it is.
    pub state: &'static str,
    /// Its window.
    pub window: String,
    /// When it was received, RFC 3339.
    pub received_at: String,
}

/// An admission of an aanbieder.
#[derive(Debug, Clone, Serialize)]
pub struct Granted {
    /// Its productgroep.
    pub group: String,
    /// Its gemeente.
    pub gemeente: String,
    /// Where it is.
    pub state: String,
    /// Its first day.
    pub starts_on: chrono::NaiveDate,
}

/// A bewijsstuk with the application it came with.
#[derive(Debug, Clone, Serialize)]
pub struct Given {
    /// The application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// The bewijsstuk.
    pub piece: Piece,
}

/// A letter.
#[derive(Debug, Clone, Serialize)]
pub struct Sent {
    /// The letter.
    pub id: String,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// When it was made known, RFC 3339; empty until then.
    pub sent_at: String,
}

/// A signed overeenkomst.
#[derive(Debug, Clone, Serialize)]
pub struct Signed {
    /// The overeenkomst.
    pub id: String,
    /// Its gemeente.
    pub gemeente: String,
    /// Which document, in which version.
    pub document: String,
    /// The day of the last signature.
    pub signed_on: chrono::NaiveDate,
}

pub(super) fn sent(one: LetterLine) -> Sent {
    Sent {
        id: one.id,
        number: one.number,
        subject: one.content.0.subject,
        sent_at: one.dispatched_at.map(|at| instant(at).to_rfc3339()).unwrap_or_default(),
    }
}

/// The look at an aanbieder.
///
/// # Errors
/// [`Error::NotFound`] for an organisation without an application or admission that the team may see here.
pub fn look_at(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, org: &OrgId) -> Result<(Place, Event)> {
    let is_known = !providers::applications(conn, scope, org, ctx.now)?.is_empty()
        || !providers::admissions(conn, scope, org)?.is_empty();
    let place = Place::of_region(scope.region()).about(org);
    is_known.then(|| (place, Event::OrganisationViewed { subject: org.clone() })).ok_or(Error::NotFound)
}

/// One aanbieder.
///
/// # Errors
/// [`Error::NotFound`] for an organisation without an application or admission that the team may see here.
pub fn provider(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, org: &OrgId) -> Result<ProviderSeen> {
    let applications = providers::applications(conn, scope, org, ctx.now)?;
    let admitted = providers::admissions(conn, scope, org)?;
    if applications.is_empty() && admitted.is_empty() {
        return Err(Error::NotFound);
    }
    let row = organisations::find(conn, &access::for_system_org(org.clone()))?;
    let evidence = given(conn, ctx, scope, &applications)?;
    Ok(ProviderSeen {
        id: row.id,
        name: row.name,
        kvk: row.kvk,
        town: row.town,
        email: row.email,
        phone: row.phone,
        claim: row.state.0.code(),
        applications: applications.into_iter().map(applied).collect(),
        admissions: granted(conn, ctx, scope, admitted)?,
        evidence,
        letters: letters::of_org(conn, scope, org)?.into_iter().map(sent).collect(),
        agreements: agreements(conn, scope, org)?,
        notes: timeline::notes(conn, scope, std::slice::from_ref(org), None)?,
    })
}

fn applied(one: providers::Sent) -> Applied {
    Applied {
        id: one.id,
        number: one.number,
        state: one.state.0.code(),
        window: one.window,
        received_at: one.received_at.map(|at| instant(at).to_rfc3339()).unwrap_or_default(),
    }
}

fn given(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    applications: &[providers::Sent],
) -> Result<Vec<Given>> {
    // The same file may have come with several applications: it is shown with the last one.
    let mut given: BTreeMap<String, Given> = BTreeMap::new();
    for one in applications {
        let opened = Opened::load(conn, ctx, scope, &types::id("applications", &one.id)?)?;
        let mine = opened.is_of(ctx.actor.user.as_ref());
        for piece in pieces::evidence(conn, &opened, mine)? {
            let (application, number) = (one.id.clone(), one.number.clone());
            given.entry(piece.id.clone()).or_insert(Given { application, number, piece });
        }
    }
    Ok(given.into_values().collect())
}

fn granted(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    admissions: Vec<providers::Admitted>,
) -> Result<Vec<Granted>> {
    let names = regions::gemeenten_of(conn, scope)?;
    let mut granted = Vec::new();
    for one in admissions {
        let procedure = types::id("admissions", &one.procedure)?;
        let scheme = schemes::in_force(conn, scope, &procedure, ctx.now)?.scheme;
        let group = scheme.groups().iter().find(|group| group.code.as_str() == one.group);
        let gemeente = names.iter().find(|gemeente| gemeente.code == one.gemeente);
        granted.push(Granted {
            group: group.map_or(one.group.clone(), |group| group.title.clone()),
            gemeente: gemeente.map_or(one.gemeente.clone(), |gemeente| gemeente.name.clone()),
            state: one.state,
            starts_on: one.starts_on,
        });
    }
    Ok(granted)
}

fn agreements(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> Result<Vec<Signed>> {
    let names = regions::gemeenten_of(conn, scope)?;
    let signed = |one: Recorded| {
        let gemeente = names.iter().find(|gemeente| gemeente.code == one.agreement.gemeente);
        Signed {
            gemeente: gemeente.map_or(one.agreement.gemeente, |gemeente| gemeente.name.clone()),
            document: format!("{}, {}", one.title, one.version),
            signed_on: one.agreement.signed_on,
            id: one.agreement.id,
        }
    };
    Ok(admissions::recorded(conn, scope, org)?.into_iter().map(signed).collect())
}
