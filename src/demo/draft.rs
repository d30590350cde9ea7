//! An aanmelding that is being filled in, in the order in which the pages ask.
//! May import: app, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use super::providers::Vault;
use crate::app::{self, Ctx, DbConn, apply};
use crate::domain::facts::Fields;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{ApplicationId, DocumentId, Id};
use crate::domain::policy_code::{FactCode, LotKey, PolicyCode, ProductCode};
use crate::domain::rules::Offered;
use crate::domain::scheme::Scheme;
use crate::storage::OrgScope;
use crate::storage::lots::Choice;

/// A draft that is being filled in, within one transaction.
pub struct Draft<'a> {
    /// The database.
    pub conn: &'a mut DbConn,
    /// The circumstances.
    pub ctx: &'a Ctx,
    /// Of whom.
    pub scope: &'a OrgScope,
    /// Which.
    pub id: &'a ApplicationId,
}

impl Draft<'_> {
    fn seen(&mut self) -> app::Result<i64> {
        Ok(apply::open_part(self.conn, self.scope, self.id)?.version())
    }

    /// Choose lots, products and places.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn choose(&mut self, lots: &[Choice]) -> app::Result<()> {
        let mut wanted: Vec<(LotKey, ProductCode)> = Vec::new();
        let mut places = BTreeMap::new();
        for choice in lots {
            let lot = LotKey {
                group: PolicyCode::parse(&choice.product_group).map_err(app::Error::internal)?,
                gemeente: GemeenteCode::parse(&choice.gemeente).map_err(app::Error::internal)?,
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

    /// Answer the questions of a regeling.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn answer(&mut self, scheme: &Scheme, fields: &Fields) -> app::Result<()> {
        let asked: BTreeSet<FactCode> = scheme.facts().iter().map(|def| def.code.clone()).collect();
        let seen = self.seen()?;
        apply::save_answers(self.conn, self.ctx, self.scope, self.id, seen, &asked, fields)
    }

    /// Hand over bewijsstukken, but for what is forgotten.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn prove(&mut self, vault: &Vault, forgets: &[&str]) -> app::Result<()> {
        for (kind, piece) in vault.iter().filter(|(kind, _)| !forgets.contains(&kind.as_str())) {
            apply::link(self.conn, self.ctx, self.scope, self.id, piece, (kind, Offered::AsAsked))?;
        }
        Ok(())
    }

    /// Accept the documents in force.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn accept(&mut self) -> app::Result<()> {
        let opened = apply::open_part(self.conn, self.scope, self.id)?;
        let all = apply::to_accept(self.conn, &opened, self.ctx.now)?;
        let ids: Result<Vec<DocumentId>, _> = all.iter().map(|one| Id::parse(&one.document.id)).collect();
        let ids = ids.map_err(app::Error::internal)?;
        let seen = opened.version();
        apply::accept(self.conn, self.ctx, self.scope, self.id, seen, &ids)
    }
}
