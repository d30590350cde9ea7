//! A team at work on an application: the steps of an assessor, as short words for tests.

use diesel::prelude::*;
use openhuis::app::review::{self, Advised, Ask, Explained, Judged, show};
use openhuis::app::{self, Ctx};
use openhuis::domain::access::{ProviderRole, Role, StaffRole};
use openhuis::domain::ids::{ApplicationId, ClarificationId, DecisionId, HearingId, Id, MemberId, UserId};
use openhuis::storage::schema::organisations;
use openhuis::storage::types::stored;

use super::app::TestApp;
use super::world::World;

/// One application of the first aanbieder that was sent in, and the team that handles it.
pub struct Reviewing<'a> {
    pub app: &'a TestApp,
    pub world: &'a World,
    pub id: ApplicationId,
}

impl TestApp {
    /// The circumstances of an assessor, now.
    pub fn assessor(&self, user: &UserId) -> Ctx {
        self.as_user(user, Role::Staff(StaffRole::Assessor))
    }

    /// The first aanbieder's application, sent in; its claim is verified.
    pub fn reviewing<'a>(&'a self, world: &'a World) -> Reviewing<'a> {
        let one = self.applicant(world);
        one.fill_in();
        one.submit().unwrap();
        let id = one.id.clone();
        self.claim(world, "verified");
        Reviewing { app: self, world, id }
    }

    /// Put the claim of the first aanbieder into a state.
    pub fn claim(&self, world: &World, state: &str) {
        let since = (state != "unverified").then(|| stored(self.clock.now()));
        self.database(|conn| {
            diesel::update(organisations::table.find(world.org.as_str()))
                .set((
                    organisations::state.eq(state),
                    organisations::state_by.eq(since.map(|_| world.admin.to_string())),
                    organisations::state_at.eq(since),
                ))
                .execute(conn)
        });
    }
}

impl Reviewing<'_> {
    /// The dossier as the assessor reads it.
    pub fn dossier(&self) -> show::Dossier {
        self.dossier_as(&self.app.assessor(&self.world.assessor)).unwrap()
    }

    pub fn dossier_as(&self, ctx: &Ctx) -> app::Result<show::Dossier> {
        self.app.database.read(|conn| show::dossier(conn, ctx, &self.world.scope(), &self.id))
    }

    pub fn version(&self) -> i64 {
        self.dossier().head.version
    }

    pub fn take(&self, by: &UserId) -> app::Result<()> {
        let (ctx, seen) = (self.app.assessor(by), self.version());
        self.app.database.write(|conn| review::take(conn, &ctx, &self.world.scope(), &self.id, seen))
    }

    /// The page of a requirement, of one member or of the whole.
    pub fn judging(&self, code: &str, member: Option<&MemberId>) -> app::Result<show::Judging> {
        let ctx = self.app.assessor(&self.world.assessor);
        self.app
            .database
            .read(|conn| show::judging(conn, &ctx, &self.world.scope(), &self.id, (code, member)))
    }

    /// A judgement in favour or against, with every toetspunt answered accordingly.
    pub fn judged(&self, code: &str, met: bool) -> Judged {
        self.judged_of(code, None, met)
    }

    /// The same, about the own part of one member.
    pub fn judged_of(&self, code: &str, member: Option<&MemberId>, met: bool) -> Judged {
        let judging = self.judging(code, member).unwrap();
        let answer = if met { "ja" } else { "nee" };
        Judged {
            requirement: code.to_owned(),
            member: member.cloned(),
            lot: None,
            outcome: if met { "met" } else { "not_met" }.to_owned(),
            reason: if met { String::new() } else { "AFW-01".to_owned() },
            agrees: false,
            motivation: "Gezien in de stukken.".to_owned(),
            differs: if !met && judging.results.iter().all(|one| one.outcome == "voldoet") {
                "In het register staat iets anders.".to_owned()
            } else {
                String::new()
            },
            note: String::new(),
            copied_from: None,
            points: judging.points.into_iter().map(|point| (point.code, answer.to_owned())).collect(),
            seen: judging.head.version,
        }
    }

    pub fn assess(&self, judged: &Judged) -> app::Result<()> {
        let ctx = self.app.assessor(&self.world.assessor);
        self.app.database.write(|conn| review::assess(conn, &ctx, &self.world.scope(), &self.id, judged))
    }

    /// A hard requirement that is met by the rules, without a person.
    pub fn met_by_the_rules(&self) -> String {
        let tests = self.dossier().kinds.into_iter().flat_map(|kind| kind.tests);
        tests.into_iter().find(|one| one.hard && one.rules == "voldoet").unwrap().code
    }

    /// Judge everything that waits for a person, in favour: of a combinatie each.
    pub fn assess_all(&self) {
        for code in self.dossier().lots[0].open.clone() {
            let parts = self.judging(&code, None).unwrap().parts;
            if parts.is_empty() {
                self.assess(&self.judged(&code, true)).unwrap();
            }
            for part in parts.iter().filter(|part| part.open) {
                let member = Id::parse(&part.member).ok();
                self.assess(&self.judged_of(&code, member.as_ref(), true)).unwrap();
            }
        }
    }

    pub fn ask(&self, requirement: &str, anchor: &str) -> app::Result<ClarificationId> {
        self.ask_of(requirement, anchor, None)
    }

    /// Ask one member to repair its own part, or else the penvoerder.
    pub fn ask_of(
        &self,
        requirement: &str,
        anchor: &str,
        member: Option<&MemberId>,
    ) -> app::Result<ClarificationId> {
        let (ctx, scope) = (self.app.assessor(&self.world.assessor), self.world.scope());
        let ask = Ask {
            requirement: requirement.to_owned(),
            member: member.cloned(),
            kind: "incomplete".to_owned(),
            anchor: anchor.to_owned(),
            question: "Stuur het stuk alsnog.".to_owned(),
            team_fault: String::new(),
            seen: self.version(),
        };
        self.app.database.write(|conn| review::ask(conn, &ctx, &scope, &self.id, &ask))
    }

    /// Propose for the only lot.
    pub fn propose(&self, outcome: &str) -> app::Result<DecisionId> {
        let (ctx, lot) = (self.app.assessor(&self.world.assessor), self.dossier().lots[0].id.clone());
        let advised = Advised {
            lot: Id::parse(&lot).unwrap(),
            outcome: outcome.to_owned(),
            note: String::new(),
            seen: self.version(),
        };
        self.app.database.write(|conn| review::propose(conn, &ctx, &self.world.scope(), &self.id, &advised))
    }

    pub fn agree(&self, by: &UserId, decision: &DecisionId) -> app::Result<()> {
        let ctx = self.app.assessor(by);
        self.app.database.write(|conn| review::agree(conn, &ctx, &self.world.scope(), decision))
    }

    /// Taken up, and proposed to be refused on something that the aanbieder did not give: it is asked what it thinks.
    pub fn intended(&self) -> HearingId {
        self.take(&self.world.assessor).unwrap();
        self.assess_all();
        self.assess(&self.judged(&self.met_by_the_rules(), false)).unwrap();
        if let Some(one) = self.dossier().unequal.first() {
            self.explain(&one.assessment, "case_differs").unwrap();
        }
        self.propose("refuse").unwrap();
        Id::parse(&self.dossier().hearings[0].id).unwrap()
    }

    /// The aanbieder says what it thinks.
    pub fn give(&self, hearing: &HearingId, text: &str) -> app::Result<()> {
        let (ctx, scope) = (self.app.as_provider(ProviderRole::Invuller), self.world.org_scope());
        self.app.database.write(|conn| review::give(conn, &ctx, &scope, (&self.id, hearing), text))
    }

    /// Who handles it says what the team thinks of that.
    pub fn weigh(&self, hearing: &HearingId, text: &str) -> app::Result<()> {
        let (ctx, scope) = (self.app.assessor(&self.world.assessor), self.world.scope());
        self.app.database.write(|conn| review::weigh(conn, &ctx, &scope, (&self.id, hearing), text))
    }

    /// Say why an equal case was judged otherwise.
    pub fn explain(&self, assessment: &str, why: &str) -> app::Result<()> {
        let (ctx, scope) = (self.app.assessor(&self.world.assessor), self.world.scope());
        let given = Explained {
            assessment: Id::parse(assessment).unwrap(),
            why: why.to_owned(),
            motivation: "De inspectie gaf hier een aanwijzing.".to_owned(),
        };
        self.app.database.write(|conn| review::explain(conn, &ctx, &scope, &self.id, &given))
    }

    /// Taken up, judged and proposed for admission.
    pub fn proposed(&self) -> DecisionId {
        self.take(&self.world.assessor).unwrap();
        self.assess_all();
        self.propose("admit").unwrap()
    }
}
