//! Somebody who applies: the steps of an aanbieder, as short words for tests.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use openhuis::app::{self, Ctx, apply};
use openhuis::auth::origin::PublicUrl;
use openhuis::domain::access::{ProviderRole, Role};
use openhuis::domain::facts::Fields;
use openhuis::domain::ids::{ApplicationId, DocumentId, Id, SchemeVersionId, SnapshotId, UserId};
use openhuis::domain::policy_code::{FactCode, LotKey, PolicyCode, ProductCode};
use openhuis::domain::scheme::Scheme;
use openhuis::storage::regions::{self, SchemeVersionRow};
use openhuis::storage::schema::{scheme_versions, users, windows};

use super::app::TestApp;
use super::world::{World, ZWD};

/// Somebody of the first aanbieder, at work on its application.
pub struct Applicant<'a> {
    pub app: &'a TestApp,
    pub world: &'a World,
    pub id: ApplicationId,
}

pub fn portal() -> PublicUrl {
    PublicUrl::parse("http://127.0.0.1").unwrap()
}

impl TestApp {
    /// Whose account this is.
    pub fn user_by_mail(&self, mail: &str) -> UserId {
        let id: String =
            self.database(|conn| users::table.filter(users::email.eq(mail)).select(users::id).first(conn));
        Id::parse(&id).unwrap()
    }

    /// The circumstances of the first aanbieder's person in a role, now.
    pub fn as_provider(&self, role: ProviderRole) -> Ctx {
        let code = openhuis::domain::code::Code::code(role);
        let user = self.user_by_mail(&format!("{code}@zorg.zwd.test"));
        self.as_user(&user, Role::Provider(role))
    }

    /// The window uses a version in which one eis and two questions differ.
    pub fn renew(&self, world: &World) -> SchemeVersionId {
        let source = ZWD.replace("terugkijken: 5 jaar", "terugkijken: 3 jaar").replace(
            "vraag: Is uw organisatie in de laatste 5 jaar onherroepelijk veroordeeld?",
            "vraag: Bent u veroordeeld?",
        );
        let id = self.scheme_version(world, source);
        self.database(|conn| {
            diesel::update(windows::table.find(world.window.as_str()))
                .set(windows::scheme_version_id.eq(id.as_str()))
                .execute(conn)
        });
        id
    }

    /// A second version of the regeling, which no window uses yet.
    pub fn scheme_version(&self, world: &World, source: String) -> SchemeVersionId {
        let scheme = Scheme::parse(source.as_bytes()).unwrap();
        let id: SchemeVersionId = self.source.id(self.clock.now());
        let first: SchemeVersionRow = self.database(|conn| {
            scheme_versions::table
                .find(world.version.as_str())
                .select(SchemeVersionRow::as_select())
                .first(conn)
        });
        let row = SchemeVersionRow {
            id: id.to_string(),
            seq: 2,
            sha256: scheme.sha256().to_owned(),
            source,
            motivation: "Nota van inlichtingen 1.".to_owned(),
            ..first
        };
        self.database(|conn| regions::insert_scheme(conn, &row));
        id
    }

    /// A draft of the first aanbieder in the open window.
    pub fn applicant<'a>(&'a self, world: &'a World) -> Applicant<'a> {
        let ctx = self.as_provider(ProviderRole::Invuller);
        let scope = world.org_scope();
        let id = self.database.write(|conn| apply::start(conn, &ctx, &scope, &world.window)).unwrap();
        Applicant { app: self, world, id }
    }
}

impl Applicant<'_> {
    /// The application as it is now.
    pub fn opened(&self) -> apply::Opened {
        self.app.database.read(|conn| apply::open(conn, &self.world.org_scope(), &self.id)).unwrap()
    }

    pub fn version(&self) -> i64 {
        self.opened().row.version
    }

    /// The lots one may apply for now, each with its first product.
    pub fn open_lots(&self) -> Vec<(LotKey, ProductCode)> {
        let (opened, now) = (self.opened(), self.app.clock.now());
        let matrix = apply::matrix(&opened, now);
        let open = matrix.into_iter().filter(|cell| cell.entry.is_ok() && !cell.products.is_empty());
        open.map(|cell| (cell.lot, cell.products[0].clone())).collect()
    }

    pub fn choose(&self, wanted: &[(LotKey, ProductCode)]) -> app::Result<()> {
        let (ctx, seen) = (self.app.as_provider(ProviderRole::Invuller), self.version());
        let scope = self.world.org_scope();
        self.app.database.write(|conn| apply::choose_lots(conn, &ctx, &scope, &self.id, seen, wanted))
    }

    pub fn places(&self, lot: &LotKey, target: &str, typed: &str) -> app::Result<()> {
        let (ctx, seen) = (self.app.as_provider(ProviderRole::Invuller), self.version());
        let places = BTreeMap::from([((lot.clone(), target.to_owned()), typed.to_owned())]);
        let scope = self.world.org_scope();
        self.app.database.write(|conn| apply::save_places(conn, &ctx, &scope, &self.id, seen, &places))
    }

    pub fn answer(&self, code: &str, typed: &str) -> app::Result<()> {
        self.answer_as(&self.app.as_provider(ProviderRole::Invuller), code, typed)
    }

    /// A question with several fields.
    pub fn answer_with(&self, code: &str, fields: Fields) -> app::Result<()> {
        let asked: BTreeSet<FactCode> = [PolicyCode::parse(code).unwrap()].into();
        let (ctx, seen) = (self.app.as_provider(ProviderRole::Invuller), self.version());
        let scope = self.world.org_scope();
        self.app
            .database
            .write(|conn| apply::save_answers(conn, &ctx, &scope, &self.id, seen, &asked, &fields))
    }

    pub fn answer_as(&self, ctx: &Ctx, code: &str, typed: &str) -> app::Result<()> {
        let asked: BTreeSet<FactCode> = [PolicyCode::parse(code).unwrap()].into();
        let fields = Fields::from([(code.to_owned(), vec![typed.to_owned()])]);
        let (seen, scope) = (self.version(), self.world.org_scope());
        self.app
            .database
            .write(|conn| apply::save_answers(conn, ctx, &scope, &self.id, seen, &asked, &fields))
    }

    /// Accept every document in force.
    pub fn accept_all(&self) {
        let (opened, now) = (self.opened(), self.app.clock.now());
        let all = self.app.database.read(|conn| apply::to_accept(conn, &opened, now)).unwrap();
        let ids: Vec<DocumentId> = all.iter().map(|one| Id::parse(&one.document.id).unwrap()).collect();
        let (ctx, seen) = (self.app.as_provider(ProviderRole::Invuller), self.version());
        let scope = self.world.org_scope();
        self.app.database.write(|conn| apply::accept(conn, &ctx, &scope, &self.id, seen, &ids)).unwrap();
    }

    /// Everything that sending in needs: one lot with places, an answer, the documents.
    pub fn fill_in(&self) -> LotKey {
        let open = self.open_lots();
        let (lot, _) = open[0].clone();
        self.choose(&open[..1]).unwrap();
        self.places(&lot, apply::ANYONE, "12").unwrap();
        self.answer("veroordeling", "nee").unwrap();
        self.accept_all();
        lot
    }

    pub fn submit(&self) -> app::Result<SnapshotId> {
        self.submit_as(&self.app.as_provider(ProviderRole::Tekenbevoegde), true)
    }

    pub fn submit_as(&self, ctx: &Ctx, declared: bool) -> app::Result<SnapshotId> {
        let (scope, portal) = (self.world.org_scope(), portal());
        let command =
            apply::Submit { application: &self.id, seen: self.version(), declared, portal: &portal };
        self.app.database.write(|conn| apply::submit(conn, ctx, &scope, &command))
    }
}
