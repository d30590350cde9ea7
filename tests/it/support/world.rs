//! A small world: one real region with an open window, its team, and two aanbieders with their people.

use chrono::{Datelike as _, Months, NaiveDate, TimeDelta};
use openhuis::app::access;
use openhuis::app::ctx::Ctx;
use openhuis::app::laid_down;
use openhuis::app::policy::{self, NewDocument, NewProcedure, NewWindow, TwoPeople};
use openhuis::auth::origin::PublicUrl;
use openhuis::domain::access::{Actor, ProviderRole, Role, StaffRole, Via};
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::{MandateId, OrgId, ProcedureId, RegionId, SchemeVersionId, UserId, WindowId};
use openhuis::domain::laid_down::LaidDown;
use openhuis::domain::money::Cents;
use openhuis::domain::motivation::Motivation;
use openhuis::domain::scheme::{Scheme, WntYear};
use openhuis::domain::windows::{Minimums, Phases, Sealing, WindowKind};
use openhuis::storage::schema::mandates;
use openhuis::storage::types::stored;
use openhuis::storage::{OrgScope, RegionScope};

use super::app::TestApp;

/// The regeling of the first region, as shipped.
pub const ZWD: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/schemes/wmo-zuidwest-drenthe-2026.yaml"));
/// The regeling of the second region, as shipped.
pub const MIJ: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml"
));

/// One region and who is in it. Everybody's password is [`super::people::PASSWORD`].
#[derive(Clone)]
pub struct World {
    /// The region.
    pub region: RegionId,
    /// Its place in addresses.
    pub slug: String,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The version in force.
    pub version: SchemeVersionId,
    /// The same, read.
    pub scheme: Scheme,
    /// The open annual window: since yesterday, for six weeks.
    pub window: WindowId,
    /// `beoordelaar@…`
    pub assessor: UserId,
    /// `medelezer@…`: a second assessor, who countersigns.
    pub countersigner: UserId,
    /// `beslisser@…`: decision maker with a volmacht for every gemeente.
    pub signer: UserId,
    /// `toezicht@…`
    pub supervisor: UserId,
    /// `beheer@…`: region admin and policy editor.
    pub admin: UserId,
    /// An aanbieder with people in every role: `beheerder@zorg…`, `invuller@zorg…`, `tekenbevoegde@zorg…`, `lezer@zorg…`.
    pub org: OrgId,
    /// Another aanbieder: `tekenbevoegde@ander…`.
    pub other: OrgId,
}

impl World {
    /// Leave to look into the region, as the team has.
    pub fn scope(&self) -> RegionScope {
        access::for_system(self.region.clone())
    }

    /// Leave to look into the first aanbieder.
    pub fn org_scope(&self) -> OrgScope {
        access::for_system_org(self.org.clone())
    }
}

fn first_of_next_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap().checked_add_months(Months::new(1)).unwrap()
}

impl TestApp {
    /// The circumstances of the portal itself, now.
    pub fn system(&self) -> Ctx {
        Ctx::new(self.clock.now(), Actor::system(Via::Cli), self.source.clone())
    }

    /// The circumstances of somebody, now.
    pub fn as_user(&self, user: &UserId, role: openhuis::domain::access::Role) -> Ctx {
        let actor = Actor { user: Some(user.clone()), role, ..Actor::anonymous(Via::Web) };
        Ctx::new(self.clock.now(), actor, self.source.clone())
    }

    /// The first region with its people and two aanbieders.
    pub fn world(&self) -> World {
        self.world_of(ZWD, "zwd.test")
    }

    /// A region by its regeling; mail addresses end in `domain`.
    pub fn world_of(&self, source: &str, domain: &str) -> World {
        let scheme = Scheme::parse(source.as_bytes()).unwrap();
        let [admin, second] = ["beheer", "beleid"].map(|name| self.user(&format!("{name}@{domain}")));
        let people = TwoPeople::new(admin.clone(), second.clone()).unwrap();
        let ctx = self.system();
        let founded = self
            .database
            .write(|conn| {
                let motivation = "Vastgesteld door de colleges.";
                let effective_from = ctx.now - TimeDelta::days(400);
                policy::found(
                    conn,
                    &ctx,
                    &NewProcedure { source, people: &people, motivation, effective_from },
                )
            })
            .unwrap();
        let scope = access::for_system(founded.region.clone());
        self.documents(&scope, &founded.procedure, &scheme, &admin);
        for year in [2025, 2026] {
            self.wnt_year(&scope, year, &people);
        }
        let window = self.window(&scope, &founded.procedure, &founded.scheme, &people);
        let staff = |name: &str, role: StaffRole| {
            let user = self.user(&format!("{name}@{domain}"));
            self.staff(&founded.region, &user, role);
            user
        };
        self.staff(&founded.region, &admin, StaffRole::RegionAdmin);
        self.staff(&founded.region, &admin, StaffRole::PolicyEditor);
        let assessor = staff("beoordelaar", StaffRole::Assessor);
        let countersigner = staff("medelezer", StaffRole::Assessor);
        let signer = staff("beslisser", StaffRole::DecisionMaker);
        let supervisor = staff("toezicht", StaffRole::Supervisor);
        staff("contract", StaffRole::ContractManager);
        self.mandates(&founded.region, &scheme, &signer, &admin);
        let org = self.organisation("Zorggroep De Linde");
        for role in [
            ProviderRole::Beheerder,
            ProviderRole::Invuller,
            ProviderRole::Tekenbevoegde,
            ProviderRole::Lezer,
        ] {
            let code = openhuis::domain::code::Code::code(role);
            let user = self.user(&format!("{code}@zorg.{domain}"));
            self.member(&org, &user, role);
        }
        let other = self.organisation("Thuis Anders");
        self.member(
            &other,
            &self.user(&format!("tekenbevoegde@ander.{domain}")),
            ProviderRole::Tekenbevoegde,
        );
        let slug = scheme.region().slug.clone();
        World {
            region: founded.region,
            slug,
            procedure: founded.procedure,
            version: founded.scheme,
            scheme,
            window,
            assessor,
            countersigner,
            signer,
            supervisor,
            admin,
            org,
            other,
        }
    }

    /// Two people of a region lay down the maxima of a year.
    pub fn wnt_year(&self, scope: &RegionScope, year: i32, people: &TwoPeople) {
        let euros = [240_000, 130_000, 160_000, 190_000, 215_000, 240_000];
        self.wnt_year_of(scope, year, euros, people);
    }

    pub fn wnt_year_of(&self, scope: &RegionScope, year: i32, euros: [i64; 6], people: &TwoPeople) {
        let maxima = euros.map(|euros| Cents::new(euros * 100));
        let year = WntYear::new(year, maxima, "Staatscourant, voorbeeld").unwrap();
        self.lay_down(scope, &LaidDown::WntYear(year), people);
    }

    /// One enters it and the other confirms it.
    pub fn lay_down(&self, scope: &RegionScope, what: &LaidDown, people: &TwoPeople) {
        let [by, second] = [people.by(), people.confirmed_by()]
            .map(|user| self.as_user(user, Role::Staff(StaffRole::PolicyEditor)));
        let portal = PublicUrl::parse("http://127.0.0.1").unwrap();
        self.database
            .write(|conn| {
                let id = laid_down::enter(conn, &by, scope, what)?;
                laid_down::confirm(conn, &second, scope, &id, &portal)
            })
            .unwrap();
    }

    pub fn documents(&self, scope: &RegionScope, procedure: &ProcedureId, scheme: &Scheme, by: &UserId) {
        let portal = PublicUrl::parse("http://127.0.0.1").unwrap();
        let ctx = self.system();
        for def in scheme.documents() {
            let text = format!("%PDF-1.7 {}", def.title);
            let new = NewDocument {
                procedure,
                kind: def.code.as_str(),
                title: &def.title,
                version: "1.0",
                digest: Digest::of(text.as_bytes()),
                size: u64::try_from(text.len()).unwrap(),
                media_type: "application/pdf",
                file_name: &format!("{}.pdf", def.code),
                by,
            };
            self.database.write(|conn| policy::publish_document(conn, &ctx, scope, &new, &portal)).unwrap();
        }
    }

    pub fn window(
        &self,
        scope: &RegionScope,
        procedure: &ProcedureId,
        scheme: &SchemeVersionId,
        people: &TwoPeople,
    ) -> WindowId {
        self.try_window(scope, procedure, scheme, people).unwrap()
    }

    pub fn try_window(
        &self,
        scope: &RegionScope,
        procedure: &ProcedureId,
        scheme: &SchemeVersionId,
        people: &TwoPeople,
    ) -> openhuis::app::Result<WindowId> {
        let now = self.clock.now();
        let opens = now - TimeDelta::days(1);
        let closes = opens + TimeDelta::weeks(6);
        let phases = Phases {
            publication: opens - TimeDelta::weeks(4),
            questions_until: opens - TimeDelta::weeks(2),
            answers_by: opens - TimeDelta::weeks(1),
            opens,
            closes,
            decisions_due: (closes + TimeDelta::weeks(9)).date_naive(),
            starts_on: first_of_next_month((closes + TimeDelta::weeks(12)).date_naive()),
        };
        let least = Minimums { publication_days: 0, after_answers_days: 0, submission_days: 0 };
        let (ctx, portal) = (self.system(), PublicUrl::parse("http://127.0.0.1").unwrap());
        let new = NewWindow {
            procedure,
            scheme,
            kind: WindowKind::Annual,
            title: "Instroom 2027",
            motivation: &Motivation::parse("Elk jaar kan wie wil zich aanmelden.").unwrap(),
            sealing: Sealing::Unsealed,
            phases,
            least,
            people,
        };
        self.database.write(|conn| policy::publish_window(conn, &ctx, scope, &new, &portal))
    }

    pub fn mandates(&self, region: &RegionId, scheme: &Scheme, holder: &UserId, by: &UserId) {
        use diesel::prelude::*;
        use openhuis::domain::code::Code as _;
        let kind = openhuis::domain::letter::RemedyTrack::from(scheme.remedy().track).grant();
        for gemeente in scheme.gemeenten() {
            let id: MandateId = self.source.id(self.clock.now());
            self.database(|conn| {
                diesel::insert_into(mandates::table)
                    .values((
                        (
                            mandates::id.eq(id.as_str()),
                            mandates::region_id.eq(region.as_str()),
                            mandates::user_id.eq(holder.as_str()),
                            mandates::gemeente.eq(gemeente.code.as_str()),
                            mandates::kind.eq(kind.code()),
                            mandates::product_groups.eq(""),
                            mandates::reference.eq("Volmachtbesluit 2026-1"),
                        ),
                        (
                            mandates::function_title.eq("manager maatschappelijke ondersteuning"),
                            mandates::valid_from.eq(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()),
                            mandates::recorded_by.eq(by.as_str()),
                            mandates::recorded_at.eq(stored(self.clock.now())),
                        ),
                    ))
                    .execute(conn)
            });
        }
    }
}
