//! Investigations, step by step, as a toezichthouder of the whole region and the aanbieder take them.

use chrono::TimeDelta;
use openhuis::app::investigations::{
    self, Answered, Asked, Drafted, Found, New, Noted, Ready, Seen, Weighed,
};
use openhuis::app::{self};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::ids::InvestigationId;
use openhuis::domain::supervision::Discipline;
use openhuis::storage::signals::WallScope;

use super::app::TestApp;
use super::applying::portal;
use super::world::World;

/// Who investigates, and whom: the first aanbieder of the world, in a gemeente where it is admitted for the first product group.
pub struct Investigating<'a> {
    pub app: &'a TestApp,
    pub world: &'a World,
    pub gemeente: String,
}

impl Investigating<'_> {
    /// What a toezichthouder on kwaliteit of the whole region looks behind.
    pub fn wall(&self) -> WallScope {
        WallScope { region: self.world.scope(), watches: [(Discipline::Quality, Vec::new())].into() }
    }

    fn ctx(&self) -> app::ctx::Ctx {
        self.app.as_user(&self.world.supervisor, Role::Staff(StaffRole::Supervisor))
    }

    /// The products and the gemeenten for which the aanbieder is admitted.
    pub fn ready(&self) -> Ready {
        let (wall, new) = (self.wall(), New { org: self.world.org.to_string(), ..New::default() });
        self.app.database.read(|conn| investigations::ready(conn, &wall, &new)).unwrap()
    }

    /// An investigation of one norm on one location, in a week.
    pub fn form(&self) -> New {
        New {
            org: self.world.org.to_string(),
            locations: "Brink 2".to_owned(),
            products: vec![self.ready().products[0].clone()],
            gemeenten: vec![self.gemeente.clone()],
            norms: vec!["VEI-01".to_owned()],
            at: Some(self.app.clock.now() + TimeDelta::days(7)),
            ..New::default()
        }
    }

    pub fn plan(&self) -> app::Result<InvestigationId> {
        self.plan_as(&self.wall(), &self.form())
    }

    pub fn plan_as(&self, wall: &WallScope, form: &New) -> app::Result<InvestigationId> {
        let ctx = self.ctx();
        self.app.database.write(|conn| investigations::plan(conn, &ctx, wall, form))
    }

    /// As toezicht reads it now.
    pub fn seen(&self, id: &InvestigationId) -> Seen {
        let wall = self.wall();
        self.app.database.read(|conn| investigations::one(conn, &wall, id)).unwrap()
    }

    pub fn take(&self, id: &InvestigationId, step: &str) -> app::Result<()> {
        self.take_as(&self.wall(), id, step)
    }

    pub fn take_as(&self, wall: &WallScope, id: &InvestigationId, step: &str) -> app::Result<()> {
        let ctx = self.ctx();
        let asked = Asked {
            step: step.to_owned(),
            at: Some(self.app.clock.now() + TimeDelta::days(14)),
            why: "Het is niet meer nodig.".to_owned(),
            seen: self.seen(id).version,
        };
        let portal = portal();
        self.app.database.write(|conn| investigations::take(conn, &ctx, (wall, &portal), id, &asked))
    }

    pub fn note(&self, id: &InvestigationId, text: &str) -> app::Result<()> {
        let (ctx, wall) = (self.ctx(), self.wall());
        let noted = Noted { norm: "VEI-01".to_owned(), text: text.to_owned() };
        self.app.database.write(|conn| investigations::note(conn, &ctx, &wall, id, &noted))
    }

    /// A finding on each norm of the investigation, on its own scope.
    pub fn findings(&self, id: &InvestigationId, text: &str) -> Vec<Found> {
        let seen = self.seen(id);
        let strings = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let found = |norm: String| Found {
            norm,
            outcome: "partly".to_owned(),
            text: text.to_owned(),
            locations: strings(seen.scope.locations().iter().map(|one| one.as_str()).collect()),
            products: strings(seen.scope.products().iter().map(|one| one.as_str()).collect()),
            gemeenten: strings(seen.scope.gemeenten().iter().map(|one| one.as_str()).collect()),
        };
        seen.norms.iter().map(|one| found(one.norm.code.to_string())).collect()
    }

    pub fn draft(&self, id: &InvestigationId) -> app::Result<()> {
        self.draft_of(id, self.findings(id, "Het register is niet bij."))
    }

    pub fn draft_of(&self, id: &InvestigationId, findings: Vec<Found>) -> app::Result<()> {
        let (ctx, wall) = (self.ctx(), self.wall());
        let drafted = Drafted { findings, seen: self.seen(id).version };
        self.app.database.write(|conn| investigations::draft(conn, &ctx, &wall, id, &drafted))
    }

    /// The aanbieder answers beside these norms.
    pub fn answer(&self, id: &InvestigationId, texts: &[(&str, &str)]) -> app::Result<()> {
        let (ctx, scope) = (self.app.as_provider(ProviderRole::Invuller), self.world.org_scope());
        let texts: Vec<(String, String)> =
            texts.iter().map(|(norm, text)| ((*norm).to_owned(), (*text).to_owned())).collect();
        let given = Answered { nothing: texts.is_empty(), texts, seen: self.seen(id).version };
        self.app.database.write(|conn| investigations::answer(conn, &ctx, &scope, id, &given))
    }

    pub fn finish(&self, id: &InvestigationId, weighed: &[(&str, &str, &str)]) -> app::Result<()> {
        let (ctx, wall, portal) = (self.ctx(), self.wall(), portal());
        let texts = weighed
            .iter()
            .map(|(norm, why, outcome)| ((*norm).to_owned(), (*why).to_owned(), (*outcome).to_owned()));
        let given = Weighed { texts: texts.collect(), seen: self.seen(id).version };
        self.app.database.write(|conn| investigations::finish(conn, &ctx, (&wall, &portal), id, &given))
    }
}
