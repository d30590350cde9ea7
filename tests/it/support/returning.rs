//! Somebody who comes back: what it sent in, and a next window in which it begins again.

use chrono::{NaiveDate, TimeDelta};
use openhuis::app::apply::{self, Since};
use openhuis::app::vault::NewEvidence;
use openhuis::app::{self, policy};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::SchemeVersionId;
use openhuis::domain::rules::Offered;

use super::app::TestApp;
use super::applying::Applicant;
use super::world::World;

impl TestApp {
    /// The same world eight weeks later, when the window is closed and another is open.
    pub fn next_window(&self, world: &World) -> World {
        self.next_window_of(world, &world.version)
    }

    /// The same, under another version of the regeling.
    pub fn next_window_of(&self, world: &World, version: &SchemeVersionId) -> World {
        self.pass(TimeDelta::weeks(8));
        let people = policy::TwoPeople::new(world.admin.clone(), world.assessor.clone()).unwrap();
        let window = self.window(&world.scope(), &world.procedure, version, &people);
        World { window, ..world.clone() }
    }
}

impl Applicant<'_> {
    /// What an application shows beside last time.
    pub fn since(&self) -> app::Result<Since> {
        let ctx = self.app.as_provider(ProviderRole::Invuller);
        self.app.database.read(|conn| apply::since(conn, &ctx, &self.world.org_scope(), &self.id))
    }

    /// Say that what came along still holds.
    pub fn reaffirm(&self, declarations: bool, documents: bool) -> app::Result<()> {
        let ctx = self.app.as_provider(ProviderRole::Invuller);
        let said = apply::Reaffirmed { seen: self.version(), declarations, documents };
        self.app.database.write(|conn| apply::reaffirm(conn, &ctx, &self.world.org_scope(), &self.id, said))
    }

    /// A bewijsstuk of every kind that is needed, issued on a day and valid for a year from then.
    pub fn prove(&self, issued_on: NaiveDate) {
        let (ctx, scope) = (self.app.as_provider(ProviderRole::Invuller), self.world.org_scope());
        let list = self.app.database.read(|conn| apply::checklist(conn, &ctx, &scope, &self.id)).unwrap();
        for kind in list.kinds.iter().filter(|kind| !kind.is_done()) {
            let code = &kind.def.code;
            let new = NewEvidence {
                kind: code.to_string(),
                class: kind.def.class,
                digest: Digest::of(format!("{code} {issued_on}").as_bytes()),
                size: 9,
                media_type: "application/pdf",
                file_name: format!("{code} {issued_on}.pdf"),
                issued_on: Some(issued_on),
                expires_on: Some(issued_on + TimeDelta::days(365)),
            };
            let what = (code, Offered::AsAsked);
            self.app
                .database
                .write(|conn| apply::upload(conn, &ctx, &scope, &self.id, &[new], what))
                .unwrap();
        }
    }

    /// The kinds of bewijsstuk that are still asked.
    pub fn lacking(&self) -> Vec<String> {
        let since = self.since().unwrap();
        let open = since.evidence.iter().filter(|(kind, _)| !kind.is_done());
        open.map(|(kind, _)| kind.def.code.to_string()).collect()
    }

    /// The questions that are asked, by code.
    pub fn asked(&self) -> Vec<String> {
        let since = self.since().unwrap();
        let asked = since.answers.iter().filter(|one| one.turn.is_asked());
        asked.map(|one| one.def.code.to_string()).collect()
    }
}
