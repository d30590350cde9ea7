//! An application that two people judged and that waits for the signature, and the runner that does the work after it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;
use openhuis::app::{self, Ctx, decide, national, review};
use openhuis::auth::origin::PublicUrl;
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::application::{Basis, Ground};
use openhuis::domain::decision::{Outcome, Reason, State};
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{ApplicationId, DecisionId, Id, LotApplicationId};
use openhuis::domain::motivation::Motivation;
use openhuis::domain::policy_code::PolicyCode;
use openhuis::jobs::Worker;
use openhuis::mail::{Mailer, Sender};
use openhuis::storage::bases;
use openhuis::storage::decisions::DecisionRow;
use openhuis::storage::lots::{self, LotRow};
use openhuis::storage::schema::{applications, decisions, lot_applications};
use openhuis::storage::types::{AsJson, AsText, stored};

use super::app::TestApp;
use super::applying::Applicant;
use super::smtp::SmtpServer;
use super::world::World;

/// An application of the first aanbieder for lots in two gemeenten, all countersigned.
pub struct Deciding<'a> {
    pub app: &'a TestApp,
    pub world: &'a World,
    pub id: ApplicationId,
    pub lots: Vec<LotRow>,
}

impl TestApp {
    /// Two lots in one gemeente and one in another; the last is to be refused.
    pub fn deciding<'a>(&'a self, world: &'a World) -> Deciding<'a> {
        self.deciding_with(world, |_| ())
    }

    /// The same for an application to which something is done before it is sent in.
    pub fn deciding_with<'a>(
        &'a self,
        world: &'a World,
        before: impl FnOnce(&Applicant<'_>),
    ) -> Deciding<'a> {
        let one = self.applicant(world);
        let open = one.open_lots();
        let first = open[0].0.gemeente.clone();
        let mut wanted: Vec<_> =
            open.iter().filter(|(lot, _)| lot.gemeente == first).take(2).cloned().collect();
        wanted.extend(open.iter().find(|(lot, _)| lot.gemeente != first).cloned());
        one.choose(&wanted).unwrap();
        for (lot, _) in &wanted {
            one.places(lot, app::apply::ANYONE, "12").unwrap();
        }
        one.answer("veroordeling", "nee").unwrap();
        one.accept_all();
        before(&one);
        one.submit().unwrap();
        let id = one.id.clone();
        self.assessed(world, &id);
        let lots = self.database(|conn| lots::of_application(conn, &id));
        let opened = self
            .database
            .read(|conn| review::Opened::load(conn, &self.assessor(&world.assessor), &world.scope(), &id));
        let opened = opened.unwrap();
        for (number, lot) in lots.iter().enumerate() {
            let outcome = if number + 1 == lots.len() { Outcome::Refuse } else { Outcome::Admit };
            self.countersigned(world, &opened, lot, outcome);
        }
        let lots = self.database(|conn| lots::of_application(conn, &id));
        Deciding { app: self, world, id, lots }
    }

    fn assessed(&self, world: &World, id: &ApplicationId) {
        let now = stored(self.clock.now());
        self.database(|conn| {
            diesel::update(applications::table.find(id.as_str()))
                .set((
                    applications::state.eq("assessed"),
                    applications::taken_up_by.eq(Some(world.assessor.as_str())),
                    applications::taken_up_at.eq(Some(now)),
                    applications::assessor_id.eq(Some(world.assessor.as_str())),
                ))
                .execute(conn)
        });
    }

    /// What a decision on a lot rests on, kept under its hash.
    fn basis(&self, world: &World, opened: &review::Opened, lot: &LotRow) -> String {
        let (ctx, scope) = (self.assessor(&world.assessor), world.scope());
        self.database
            .write(|conn| {
                let tables = national::keep(conn, &ctx, &opened.national)?;
                let ground = Ground {
                    national: &tables,
                    snapshot: opened.snapshot_id.clone(),
                    judgements: Vec::new(),
                    unused: BTreeSet::new(),
                };
                let basis =
                    Basis::new(ground, &opened.snapshot.contents, &lot.key()?, &opened.by_rules()).unwrap();
                let content = basis.bytes().unwrap();
                let digest = Digest::of(&content).hex();
                bases::keep(conn, &scope, &digest, &[], &content)?;
                Ok(digest)
            })
            .unwrap()
    }

    fn countersigned(&self, world: &World, opened: &review::Opened, lot: &LotRow, outcome: Outcome) {
        let inputs_sha256 = self.basis(world, opened, lot);
        let id: DecisionId = self.source.id(self.clock.now());
        let now = stored(self.clock.now());
        let requirement = world.scheme.requirements().iter().find(|one| one.hard).unwrap();
        let reasons = match outcome {
            Outcome::Admit | Outcome::NotHandled => Vec::new(),
            Outcome::Refuse => vec![Reason {
                requirement: requirement.code.clone(),
                member: None,
                motivation: Motivation::parse("Het stuk ontbreekt, ook na het herstelverzoek.").unwrap(),
                reason: PolicyCode::parse("AFW-01").unwrap(),
            }],
        };
        let row = DecisionRow {
            id: id.to_string(),
            region_id: lot.region_id.clone(),
            lot_application_id: lot.id.clone(),
            seq: 1,
            state: AsText(State::Countersigned),
            outcome: AsText(outcome),
            note: String::new(),
            reasons_json: AsJson(reasons),
            inputs_sha256,
            proposed_by: world.assessor.to_string(),
            proposed_at: now,
            countersigned_by: Some(world.countersigner.to_string()),
            countersigned_at: Some(now),
            signed_by: None,
            signed_at: None,
            mandate_id: None,
            returned_by: None,
            returned_at: None,
            returned_reason: String::new(),
            revises: None,
        };
        self.database(|conn| {
            diesel::insert_into(decisions::table).values(&row).execute(conn)?;
            diesel::update(lot_applications::table.find(&lot.id))
                .set((
                    lot_applications::state.eq("countersigned"),
                    lot_applications::outcome.eq(Some(AsText(outcome))),
                ))
                .execute(conn)
        });
    }

    /// The runner, with mail over this server.
    pub fn worker(&self, server: &SmtpServer) -> Worker {
        let from = Sender::parse("Openhuis <noreply@openhuis.example>").unwrap();
        Worker {
            database: self.database.clone(),
            clock: self.clock.clone(),
            source: self.source.clone(),
            store: self.files.clone(),
            mailer: Mailer::smtp(&server.url(), from, Duration::from_secs(5)).unwrap(),
            exe: Arc::new("openhuis".into()),
            mail_domain: "openhuis.example".into(),
            portal: PublicUrl::parse("http://127.0.0.1").unwrap(),
            notary: Some(self.notary()),
        }
    }
}

impl Deciding<'_> {
    pub fn signer(&self) -> Ctx {
        self.app.as_user(&self.world.signer, Role::Staff(StaffRole::DecisionMaker))
    }

    pub fn ids(lots: &[LotRow]) -> Vec<LotApplicationId> {
        lots.iter().map(|lot| Id::parse(&lot.id).unwrap()).collect()
    }

    /// The lots of the gemeente of the first, and the others.
    pub fn by_gemeente(&self) -> (Vec<LotApplicationId>, Vec<LotApplicationId>) {
        let first = &self.lots[0].gemeente;
        let (own, others): (Vec<LotRow>, Vec<LotRow>) =
            self.lots.iter().cloned().partition(|lot| lot.gemeente == *first);
        (Self::ids(&own), Self::ids(&others))
    }

    pub fn sign_as(&self, ctx: &Ctx, lots: &[LotApplicationId]) -> app::Result<()> {
        self.app.database.write(|conn| decide::sign(conn, ctx, &self.world.scope(), lots))
    }

    /// Sign everything, gemeente by gemeente.
    pub fn sign_all(&self) {
        let (own, others) = self.by_gemeente();
        self.sign_as(&self.signer(), &own).unwrap();
        self.sign_as(&self.signer(), &others).unwrap();
    }

    /// The states of the lots now.
    pub fn states(&self) -> Vec<String> {
        self.app.database(|conn| {
            lot_applications::table
                .filter(lot_applications::application_id.eq(self.id.as_str()))
                .order(lot_applications::id)
                .select(lot_applications::state)
                .load(conn)
        })
    }
}
