//! What every use case is given besides its command: the moment, the actor, and where ids and salts come from.
//! May import: domain, storage, auth.

use chrono::{DateTime, Utc};
use diesel::QueryResult;

use crate::auth::random::Source;
use crate::domain::access::Actor;
use crate::domain::audit::{Entry, Event};
use crate::domain::digest::Digest;
use crate::domain::ids::{Id, OrgId, ProcedureId, RegionId};
use crate::domain::job::Job;
use crate::storage::{DbConn, audit, jobs};

/// The circumstances of one use case.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// The moment. For a submission: when its last byte had arrived.
    pub now: DateTime<Utc>,
    /// Who does it.
    pub actor: Actor,
    source: Source,
}

/// Where something happened and whose dossier it concerns.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The region, for what is region-wide.
    pub region: Option<RegionId>,
    /// The procedure, where there is one.
    pub procedure: Option<ProcedureId>,
    /// The organisation concerned: it may see that this happened.
    pub about: Option<OrgId>,
    /// The digest of what this event fixes, such as a snapshot.
    pub manifest: Option<Digest>,
}

impl Place {
    /// Something about an organisation, outside any region.
    #[must_use]
    pub fn of_org(org: &OrgId) -> Self {
        Self { about: Some(org.clone()), ..Self::default() }
    }

    /// Something in a region.
    #[must_use]
    pub fn of_region(region: &RegionId) -> Self {
        Self { region: Some(region.clone()), ..Self::default() }
    }

    /// The same, in a procedure.
    #[must_use]
    pub fn procedure(self, procedure: &ProcedureId) -> Self {
        Self { procedure: Some(procedure.clone()), ..self }
    }

    /// The same, about an organisation.
    #[must_use]
    pub fn about(self, org: &OrgId) -> Self {
        Self { about: Some(org.clone()), ..self }
    }

    /// The same, fixing what has this digest.
    #[must_use]
    pub fn manifest(self, digest: Digest) -> Self {
        Self { manifest: Some(digest), ..self }
    }
}

impl Ctx {
    /// Circumstances at a moment.
    #[must_use]
    pub fn new(now: DateTime<Utc>, actor: Actor, source: Source) -> Self {
        Self { now, actor, source }
    }

    /// A new identifier.
    #[must_use]
    pub fn id<K>(&self) -> Id<K> {
        self.source.id(self.now)
    }

    /// Where salts and one-time tokens come from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Append the leaf of an event. Only inside [`crate::storage::write`].
    ///
    /// # Errors
    /// What the database says.
    pub fn record(&self, conn: &mut DbConn, place: &Place, event: Event) -> QueryResult<()> {
        let entry = Entry {
            at: self.now,
            actor: self.actor.clone(),
            region: place.region.clone(),
            procedure: place.procedure.clone(),
            event,
            manifest: place.manifest,
        };
        audit::append(conn, &entry, place.about.as_ref(), &self.source.bytes()).map(drop)
    }

    /// Enqueue work that is due at once.
    ///
    /// # Errors
    /// What the database says.
    pub fn enqueue(&self, conn: &mut DbConn, job: &Job) -> QueryResult<()> {
        self.enqueue_at(conn, job, self.now)
    }

    /// Enqueue work that is due later.
    ///
    /// # Errors
    /// What the database says.
    pub fn enqueue_at(&self, conn: &mut DbConn, job: &Job, run_at: DateTime<Utc>) -> QueryResult<()> {
        jobs::enqueue(conn, &self.id(), job, run_at, self.now)
    }
}
