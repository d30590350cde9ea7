//! Questions about a window and the nota that answers them, as short words for tests.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::nota::{self, Filled, NewQuestion};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::ids::{NotaId, NotaItemId, OrgId, QuestionId};
use openhuis::storage::schema::windows;
use openhuis::storage::types::stored;

use super::TestApp;
use super::applying::portal;
use super::world::World;

impl TestApp {
    /// The window takes questions for three more days, and gives its last answers two days later.
    pub fn take_questions(&self, world: &World) {
        let until = self.clock.now() + TimeDelta::days(3);
        let answers = until + TimeDelta::days(2);
        self.database(|conn| {
            diesel::update(windows::table.find(world.window.as_str()))
                .set((windows::questions_until.eq(stored(until)), windows::answers_at.eq(stored(answers))))
                .execute(conn)
        });
    }

    /// Somebody of an aanbieder asks something else.
    pub fn ask(&self, world: &World, org: &OrgId, body: &str) -> QuestionId {
        self.try_ask(world, org, body).unwrap()
    }

    pub fn try_ask(&self, world: &World, org: &OrgId, body: &str) -> openhuis::app::Result<QuestionId> {
        let ctx = self.as_provider(ProviderRole::Invuller);
        let scope = openhuis::app::access::for_system_org(org.clone());
        let new =
            NewQuestion { subject: "other".to_owned(), body: body.to_owned(), ..NewQuestion::default() };
        self.database.write(|conn| nota::ask(conn, &ctx, &scope, &world.window, &new))
    }

    /// The team answers some questions at once.
    pub fn answer(&self, world: &World, asked: &[QuestionId], question: &str, answer: &str) -> NotaItemId {
        let (ctx, scope) = (self.as_user(&world.admin, Role::Staff(StaffRole::PolicyEditor)), world.scope());
        let filled = Filled {
            subject: "other".to_owned(),
            question: question.to_owned(),
            answer: answer.to_owned(),
            questions: asked.to_vec(),
            ..Filled::default()
        };
        self.database
            .write(|conn| {
                let item = nota::begin(conn, &ctx, &scope, &world.window, asked)?;
                nota::save(conn, &ctx, &scope, &item, 1, &filled)?;
                Ok::<_, openhuis::app::Error>(item)
            })
            .unwrap()
    }

    /// The team publishes the nota that it works at.
    pub fn publish_nota(&self, world: &World) -> openhuis::app::Result<NotaId> {
        let (ctx, scope) = (self.as_user(&world.admin, Role::Staff(StaffRole::PolicyEditor)), world.scope());
        let now = self.clock.now();
        let mark = self.database.read(|conn| Ok(nota::work(conn, &scope, &world.window, now)?.mark)).unwrap();
        self.database
            .write(|conn| nota::publish(conn, &ctx, &scope, &world.window, (&mark, false), &portal()))
    }
}
