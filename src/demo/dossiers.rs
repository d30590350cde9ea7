//! Aanmeldingen in the open window, filled in and sent in as an aanbieder would.
//! May import: app, auth, domain.

use std::collections::{BTreeMap, BTreeSet};

use super::DemoError;
use super::days::DemoDays;
use super::providers::{Provider, Vault};
use super::region::Region;
use super::teller::Teller;
use crate::app::{self, Ctx, DbConn, access, apply};
use crate::auth::origin::PublicUrl;
use crate::domain::access::{ProviderRole, Role};
use crate::domain::facts::{FactType, Fields};
use crate::domain::ids::{ApplicationId, DocumentId, Id, UserId, WindowId};
use crate::domain::policy_code::{FactCode, LotKey, PolicyCode, ProductCode};
use crate::domain::rules::Offered;
use crate::domain::scheme::Scheme;
use crate::storage::OrgScope;
use crate::storage::lots::Choice;

/// Where a dossier stands when the demo is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Begun: lots chosen, some questions answered.
    Begun,
    /// Everything filled in, not sent in.
    Complete,
    /// Sent in.
    Submitted,
    /// Sent in and taken back.
    Withdrawn,
}

/// The stages, one after the other, of the aanbieders with a filled vault.
pub const STAGES: &[Stage] = &[
    Stage::Submitted,
    Stage::Begun,
    Stage::Submitted,
    Stage::Submitted,
    Stage::Withdrawn,
    Stage::Submitted,
    Stage::Complete,
    Stage::Submitted,
    Stage::Submitted,
    Stage::Submitted,
];

/// What an aanbieder works with.
pub struct Desk<'a> {
    /// The region it applies in.
    pub region: &'a Region,
    /// The window.
    pub window: &'a WindowId,
    /// Who applies.
    pub provider: &'a Provider,
    /// Its bewijsstukken.
    pub vault: &'a Vault,
    /// The day the demo is shown on.
    pub days: &'a DemoDays,
    /// Where the portal is.
    pub portal: &'a PublicUrl,
}

impl Desk<'_> {
    /// Bring an aanmelding for these lots where it must be.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn apply(
        &self,
        teller: &mut Teller<'_>,
        lots: &[Choice],
        stage: Stage,
    ) -> Result<ApplicationId, DemoError> {
        let user = self.signer()?;
        let role = Role::Provider(ProviderRole::Tekenbevoegde);
        let org = &self.provider.org;
        let scope = access::for_system_org(org.clone());
        let fields = self.answers()?;
        let id = teller.person(user, role, Some(org), |conn, ctx| {
            let id = apply::start(conn, ctx, &scope, self.window)?;
            let mut draft = Draft { conn, ctx, scope: &scope, id: &id };
            draft.choose(lots)?;
            draft.answer(&self.region.scheme, &fields)?;
            if stage != Stage::Begun {
                draft.prove(self.vault)?;
                draft.accept()?;
            }
            Ok(id)
        })?;
        if matches!(stage, Stage::Submitted | Stage::Withdrawn) {
            teller.person(user, role, Some(org), |conn, ctx| {
                let seen = apply::open(conn, &scope, &id)?.row.version;
                let command = apply::Submit { application: &id, seen, declared: true, portal: self.portal };
                apply::submit(conn, ctx, &scope, &command)
            })?;
        }
        if stage == Stage::Withdrawn {
            teller.person(user, role, Some(org), |conn, ctx| {
                let seen = apply::open(conn, &scope, &id)?.row.version;
                apply::withdraw(conn, ctx, &scope, &id, seen)
            })?;
        }
        Ok(id)
    }

    fn signer(&self) -> Result<&UserId, DemoError> {
        self.provider.with(ProviderRole::Tekenbevoegde).ok_or(DemoError::Nobody("tekenbevoegde"))
    }

    fn answers(&self) -> Result<Fields, DemoError> {
        let wrong = |why: String| DemoError::Data("antwoorden.json", why);
        let typed: BTreeMap<String, String> =
            serde_json::from_str(include_str!("../../data/demo/antwoorden.json"))
                .map_err(|error| wrong(error.to_string()))?;
        let later = self.days.after_today(500)?.format("%d-%m-%Y").to_string();
        let mut fields = Fields::new();
        for def in self.region.scheme.facts() {
            let Some(text) = typed.get(def.code.as_str()) else { continue };
            match &def.kind {
                FactType::ComplyOrExplain { rows, .. } => {
                    fields.extend(
                        rows.iter().map(|row| (format!("{}.{}", def.code, row.code), vec![text.clone()])),
                    );
                }
                _ => {
                    fields.insert(def.code.to_string(), vec![text.replace("{later}", &later)]);
                }
            }
        }
        Ok(fields)
    }
}

/// A draft that is being filled in, within one transaction.
struct Draft<'a> {
    conn: &'a mut DbConn,
    ctx: &'a Ctx,
    scope: &'a OrgScope,
    id: &'a ApplicationId,
}

impl Draft<'_> {
    fn seen(&mut self) -> app::Result<i64> {
        Ok(apply::open(self.conn, self.scope, self.id)?.row.version)
    }

    fn choose(&mut self, lots: &[Choice]) -> app::Result<()> {
        let mut wanted: Vec<(LotKey, ProductCode)> = Vec::new();
        let mut places = BTreeMap::new();
        for choice in lots {
            let lot = LotKey {
                group: PolicyCode::parse(&choice.product_group).map_err(app::Error::internal)?,
                gemeente: crate::domain::identifiers::GemeenteCode::parse(&choice.gemeente)
                    .map_err(app::Error::internal)?,
            };
            for product in &choice.products {
                wanted.push((lot.clone(), PolicyCode::parse(product).map_err(app::Error::internal)?));
            }
            for (target, count) in &choice.capacity {
                places.insert((lot.clone(), target.clone()), count.to_string());
            }
        }
        let seen = self.seen()?;
        apply::choose_lots(self.conn, self.ctx, self.scope, self.id, seen, &wanted)?;
        let seen = self.seen()?;
        apply::save_places(self.conn, self.ctx, self.scope, self.id, seen, &places)
    }

    fn answer(&mut self, scheme: &Scheme, fields: &Fields) -> app::Result<()> {
        let asked: BTreeSet<FactCode> = scheme.facts().iter().map(|def| def.code.clone()).collect();
        let seen = self.seen()?;
        apply::save_answers(self.conn, self.ctx, self.scope, self.id, seen, &asked, fields)
    }

    fn prove(&mut self, vault: &Vault) -> app::Result<()> {
        for (kind, piece) in vault {
            apply::link(self.conn, self.ctx, self.scope, self.id, piece, (kind, Offered::AsAsked))?;
        }
        Ok(())
    }

    fn accept(&mut self) -> app::Result<()> {
        let opened = apply::open(self.conn, self.scope, self.id)?;
        let all = apply::to_accept(self.conn, &opened, self.ctx.now)?;
        let ids: Result<Vec<DocumentId>, _> = all.iter().map(|one| Id::parse(&one.document.id)).collect();
        let ids = ids.map_err(app::Error::internal)?;
        let seen = opened.row.version;
        apply::accept(self.conn, self.ctx, self.scope, self.id, seen, &ids)
    }
}
