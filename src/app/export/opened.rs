//! An application as it is taken out: its rows, the regeling it was sent in under, and for whom.
//! May import: app, domain, storage.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::app::ctx::Place;
use crate::app::error::Result;
use crate::app::{access, schemes};
use crate::domain::application::Snapshot;
use crate::domain::class::Class;
use crate::domain::export::Audience;
use crate::domain::facts::FactSet;
use crate::domain::ids::{ApplicationId, OrgId, ProcedureId};
use crate::domain::scheme::Scheme;
use crate::domain::words::apply as words;
use crate::storage::applications::ApplicationRow;
use crate::storage::calendar::{self, WindowRow};
use crate::storage::lots::{self, Choice, LotRow};
use crate::storage::organisations::{self, OrganisationRow};
use crate::storage::regions::{self, GemeenteRow, RegionRow};
use crate::storage::{DbConn, RegionScope, types};

/// What is taken out, and for whom.
pub(super) struct Source {
    pub(super) row: ApplicationRow,
    pub(super) snapshot: Snapshot,
    pub(super) region: RegionScope,
    pub(super) audience: Audience,
    pub(super) officer: bool,
}

/// The same, with everything that names what is in it.
pub(super) struct Opened {
    pub(super) id: ApplicationId,
    pub(super) org: OrgId,
    pub(super) row: ApplicationRow,
    pub(super) snapshot: Snapshot,
    pub(super) scope: RegionScope,
    pub(super) region: RegionRow,
    pub(super) gemeenten: Vec<GemeenteRow>,
    pub(super) organisation: OrganisationRow,
    pub(super) window: WindowRow,
    pub(super) scheme: Arc<Scheme>,
    pub(super) scheme_seq: i32,
    pub(super) lots: Vec<(LotRow, Choice)>,
    pub(super) received: DateTime<Utc>,
    pub(super) audience: Audience,
    pub(super) officer: bool,
}

impl Source {
    pub(super) fn open(self, conn: &mut DbConn) -> Result<Opened> {
        let Self { row, snapshot, region: scope, audience, officer } = self;
        let id: ApplicationId = types::id("applications", &row.id)?;
        let org: OrgId = types::id("applications", &row.org_id)?;
        let version = schemes::of_version(conn, &scope, &snapshot.scheme.version)?;
        Ok(Opened {
            region: regions::find(conn, &scope)?,
            gemeenten: regions::gemeenten_of(conn, &scope)?,
            organisation: organisations::find(conn, &access::for_system_org(org.clone()))?,
            window: calendar::window(conn, &scope, &types::id("applications", &row.window_id)?)?,
            lots: lots::choices(conn, &id)?,
            received: snapshot.received_at,
            scheme: version.scheme,
            scheme_seq: version.seq,
            id,
            org,
            row,
            snapshot,
            scope,
            audience,
            officer,
        })
    }
}

impl Opened {
    /// Where in the log what happens to it belongs.
    pub(super) fn place(&self) -> Result<Place> {
        let procedure: ProcedureId = types::id("applications", &self.row.procedure_id)?;
        Ok(Place::of_region(self.scope.region()).procedure(&procedure).about(&self.org))
    }

    /// The organisations whose part may be in it.
    pub(super) fn parties(&self) -> Vec<OrgId> {
        let signed = self.snapshot.members.iter().filter_map(|one| one.signature.as_ref());
        let others = signed.map(|signed| signed.organisation.clone());
        match self.audience {
            Audience::Applicant => vec![self.org.clone()],
            Audience::Court | Audience::Archive => std::iter::once(self.org.clone()).chain(others).collect(),
        }
    }

    /// A lot, as people call it.
    pub(super) fn lot(&self, row: &LotRow) -> String {
        let groups = self.scheme.groups().iter();
        let group = groups.filter(|one| one.code.as_str() == row.product_group).map(|one| &one.title).next();
        let gemeente = self.gemeenten.iter().find(|one| one.code == row.gemeente).map(|one| &one.name);
        words::lot(group.unwrap_or(&row.product_group), gemeente.unwrap_or(&row.gemeente))
    }

    /// The lot with this identifier, as people call it; empty where it is all of them.
    pub(super) fn lot_of(&self, id: Option<&str>) -> String {
        let found = id.and_then(|id| self.lots.iter().find(|(row, _)| row.id == id));
        found.map_or_else(String::new, |(row, _)| self.lot(row))
    }

    /// The name of a member; empty for the penvoerder.
    pub(super) fn member(&self, id: Option<&str>) -> String {
        let found = id.and_then(|id| self.snapshot.members.iter().find(|one| one.id.as_str() == id));
        found.map_or_else(String::new, |one| one.named.name.clone())
    }

    /// The highest class of some answers: that of a file which holds them all.
    pub(super) fn class_of(scheme: &Scheme, facts: &FactSet) -> Class {
        let classes = scheme.facts().iter().filter(|def| facts.get(&def.code).is_some()).map(|def| def.class);
        classes.max().unwrap_or(Class::Openbaar).max(Class::Bedrijfsvertrouwelijk)
    }
}
