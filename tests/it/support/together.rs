//! Somebody who takes part in the application of the first aanbieder: the steps as short words for tests.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::vault::NewEvidence;
use openhuis::app::{self, Ctx, access, apply};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::application::member::{Engagement, Hired, Named, Task};
use openhuis::domain::digest::Digest;
use openhuis::domain::facts::Fields;
use openhuis::domain::identifiers::{EmailAddress, KvkNumber};
use openhuis::domain::ids::{ApplicationId, MemberId, OrgId};
use openhuis::domain::money::BasisPoints;
use openhuis::domain::policy_code::{FactCode, PolicyCode};
use openhuis::domain::rules::Offered;
use openhuis::storage::OrgScope;
use openhuis::storage::schema::{application_members, organisations};

use super::app::TestApp;
use super::applying::{Applicant, portal};
use super::client::Client;
use super::world::World;

/// What a member of the tests declares about a conviction: nobody else may ever read it.
pub const SECRET: &str = "Valsheid in geschrifte van de directeur";

/// An organisation beside the penvoerder.
pub struct Partner<'a> {
    pub app: &'a TestApp,
    pub org: OrgId,
    pub application: ApplicationId,
    pub member: MemberId,
}

/// What an onderaannemer of the tests is hired for.
pub fn hired(product: &str) -> Hired {
    Hired {
        products: [PolicyCode::parse(product).unwrap()].into(),
        share: BasisPoints::new(1_250),
        engagement: Engagement::SelfEmployed,
    }
}

impl Applicant<'_> {
    fn ctx(&self) -> Ctx {
        self.app.as_provider(ProviderRole::Invuller)
    }

    /// Name an organisation by its number.
    pub fn name(&self, name: &str, kvk: &str, task: Task) -> app::Result<MemberId> {
        let named = Named { name: name.to_owned(), kvk: KvkNumber::parse(kvk).unwrap(), task };
        let (ctx, scope, seen) = (self.ctx(), self.world.org_scope(), self.version());
        self.app.database.write(|conn| apply::add_member(conn, &ctx, &scope, &self.id, seen, &named))
    }

    /// Ask one to take part; the token in its link.
    pub fn invite(&self, member: &MemberId) -> app::Result<String> {
        // So that the last mail is the last.
        self.app.pass(TimeDelta::seconds(1));
        let (ctx, scope, seen) = (self.ctx(), self.world.org_scope(), self.version());
        let mail = EmailAddress::parse("partner@zorg.example").unwrap();
        self.app.database.write(|conn| {
            apply::invite_member(conn, &ctx, &scope, &portal(), (&self.id, member), (seen, &mail))
        })?;
        let link = self.app.last_mail_to("partner@zorg.example").link("/aanbieder/meedoen/");
        Ok(link.rsplit('/').next().unwrap().to_owned())
    }

    /// Another organisation, in which the same people work, named, asked and taking part.
    pub fn partner(&self, name: &str, task: Task) -> Partner<'_> {
        let org = self.app.organisation(name);
        self.app.give_number(&org);
        let kvk: String = self
            .app
            .database(|conn| organisations::table.find(org.as_str()).select(organisations::kvk).first(conn));
        let member = self.name(name, &kvk, task).unwrap();
        let partner = Partner { app: self.app, org, application: self.id.clone(), member };
        let token = self.invite(&partner.member).unwrap();
        partner.accept(&token).unwrap();
        partner
    }
}

impl TestApp {
    /// A draft of a combinatie with everything the penvoerder must do.
    pub fn combination<'a>(&'a self, world: &'a World) -> Applicant<'a> {
        let one = self.applicant(world);
        one.fill_in();
        one.answer("in_combinatie", "ja").unwrap();
        one
    }

    /// A KvK number that no other organisation of the test has.
    pub fn give_number(&self, org: &OrgId) {
        let count: i64 = self.database(|conn| organisations::table.count().get_result(conn));
        let kvk = (70_000_000 + count).to_string();
        self.database(|conn| {
            diesel::update(organisations::table.find(org.as_str()))
                .set(organisations::kvk.eq(&kvk))
                .execute(conn)
        });
    }
}

impl Partner<'_> {
    pub fn scope(&self) -> OrgScope {
        access::for_system_org(self.org.clone())
    }

    fn as_role(&self, role: ProviderRole) -> Ctx {
        self.app.as_provider(role)
    }

    pub fn accept(&self, token: &str) -> app::Result<ApplicationId> {
        let (ctx, scope) = (self.as_role(ProviderRole::Tekenbevoegde), self.scope());
        self.app.database.write(|conn| apply::accept_invitation(conn, &ctx, &scope, &portal(), token))
    }

    /// Its place as it is stored.
    pub fn state(&self) -> String {
        self.app.database(|conn| {
            application_members::table
                .find(self.member.as_str())
                .select(application_members::state)
                .first(conn)
        })
    }

    pub fn version(&self) -> i64 {
        self.app.database(|conn| {
            application_members::table
                .find(self.member.as_str())
                .select(application_members::version)
                .first(conn)
        })
    }

    pub fn answer(&self, code: &str, typed: &str) -> app::Result<()> {
        let asked: BTreeSet<FactCode> = [PolicyCode::parse(code).unwrap()].into();
        let fields: Fields = BTreeMap::from([(code.to_owned(), vec![typed.to_owned()])]);
        let (ctx, scope, seen) = (self.as_role(ProviderRole::Invuller), self.scope(), self.version());
        self.app
            .database
            .write(|conn| apply::save_answers(conn, &ctx, &scope, &self.application, seen, &asked, &fields))
    }

    /// Its part of the application.
    pub fn opened(&self) -> apply::Opened {
        self.app.database.read(|conn| apply::open_part(conn, &self.scope(), &self.application)).unwrap()
    }

    /// Answer every question about exclusion with no, and accept the documents.
    pub fn fill_in(&self) {
        for code in ["veroordeling", "ernstige_fout", "zorgmaatregel"] {
            self.answer(code, "nee").unwrap();
        }
        let (opened, now) = (self.opened(), self.app.clock.now());
        let all = self.app.database.read(|conn| apply::to_accept(conn, &opened, now)).unwrap();
        let ids: Vec<_> =
            all.iter().map(|one| openhuis::domain::ids::Id::parse(&one.document.id).unwrap()).collect();
        let (ctx, scope, seen) = (self.as_role(ProviderRole::Invuller), self.scope(), self.version());
        self.app
            .database
            .write(|conn| apply::accept(conn, &ctx, &scope, &self.application, seen, &ids))
            .unwrap();
    }

    /// Declare what goes to a person.
    pub fn convicted(&self) {
        self.fill_in();
        self.answer("veroordeling", "ja").unwrap();
        self.answer("veroordeling_datum", "1-11-2023").unwrap();
        self.answer("veroordeling_aard", "fraude").unwrap();
        self.answer("veroordeling_maatregelen", SECRET).unwrap();
    }

    /// Somebody of this organisation in a browser.
    pub async fn browser(&self, mail: &str) -> Client {
        let user = self.app.user(mail);
        self.app.member(&self.org, &user, ProviderRole::Tekenbevoegde);
        let client = self.app.visitor();
        assert_eq!(self.app.log_in(&client, mail).await.status, 303);
        client
    }

    /// Send a bewijsstuk of a kind along, issued today and valid for a year.
    pub fn send(&self, kind: &str) {
        let today = openhuis::domain::terms::local_day(self.app.clock.now());
        let class =
            self.opened().scheme.evidence().iter().find(|def| def.code.as_str() == kind).unwrap().class;
        let new = NewEvidence {
            kind: kind.to_owned(),
            class,
            digest: Digest::of(kind.as_bytes()),
            size: 9,
            media_type: "application/pdf",
            file_name: format!("{kind}.pdf"),
            issued_on: Some(today),
            expires_on: Some(today + TimeDelta::days(365)),
        };
        let (ctx, scope) = (self.as_role(ProviderRole::Invuller), self.scope());
        let code = PolicyCode::parse(kind).unwrap();
        self.app
            .database
            .write(|conn| {
                apply::upload(conn, &ctx, &scope, &self.application, &[new], (&code, Offered::AsAsked))
            })
            .unwrap();
    }

    pub fn sign(&self) -> app::Result<()> {
        self.sign_as(&self.app.as_provider(ProviderRole::Tekenbevoegde))
    }

    pub fn sign_as(&self, ctx: &Ctx) -> app::Result<()> {
        let (scope, seen) = (self.scope(), self.version());
        self.app
            .database
            .write(|conn| apply::sign_part(conn, ctx, &scope, &portal(), &self.application, (seen, true)))
    }
}
