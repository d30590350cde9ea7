//! Applying together in the demo: a combinant that signs its own part, and onderaannemers that are only named.
//! May import: app, domain, storage.

use super::desk::Desk;
use super::draft::Draft;
use super::teller::Teller;
use super::{DemoError, providers::Provider};
use crate::app::{self, Ctx, DbConn, access, apply};
use crate::domain::access::{ProviderRole, Role};
use crate::domain::application::member::{Engagement, Hired, Named, Task};
use crate::domain::facts::Fields;
use crate::domain::identifiers::{EmailAddress, KvkNumber};
use crate::domain::ids::ApplicationId;
use crate::domain::money::BasisPoints;
use crate::domain::policy_code::PolicyCode;
use crate::domain::rules::Offered;
use crate::storage::OrgScope;
use crate::storage::views::admin;

/// What stands before the token in the link.
const LINK: &str = "/aanbieder/meedoen/";
/// The onderaannemers: number, share, and as what they work.
const HIRED: [(&str, i32, Engagement); 2] =
    [("60000001", 1_250, Engagement::SelfEmployed), ("60000002", 2_000, Engagement::Organisation)];

impl Desk<'_> {
    /// Name the aanbieder beside this one as combinant, which fills in and signs its own part.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn join(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let Some(partner) = self.beside else { return Ok(()) };
        let wrong = |_| DemoError::Data("aanbieders", partner.name.clone());
        let mail = EmailAddress::parse(&partner.mail).map_err(wrong)?;
        let kvk = KvkNumber::parse(&partner.kvk).map_err(wrong)?;
        let named = Named { name: partner.name.clone(), kvk, task: Task::Partner };
        let (scope, region, portal) = (self.scope(), &self.region.scope, self.ground.portal);
        let token = self.act(teller, |conn, ctx| {
            let seen = apply::open(conn, &scope, id)?.version();
            let member = apply::add_member(conn, ctx, &scope, id, seen, &named)?;
            apply::invite_member(conn, ctx, &scope, portal, (id, &member), (seen + 1, &mail))?;
            let sent = admin::outbox(conn, region, None, 1)?;
            let link = sent.first().and_then(|mail| mail.body.split(LINK).nth(1));
            let token = link.and_then(|rest| rest.split_whitespace().next());
            token.map(str::to_owned).ok_or(app::Error::NotFound)
        })?;
        let fields = self.answers()?;
        let role = ProviderRole::Tekenbevoegde;
        let user = partner.with(role).ok_or(DemoError::Nobody("tekenbevoegde"))?;
        teller.person(user, Role::Provider(role), Some(&partner.org), |conn, ctx| {
            self.sign_along(conn, ctx, partner, (&token, &fields))
        })
    }

    fn sign_along(
        &self,
        conn: &mut DbConn,
        ctx: &Ctx,
        partner: &Provider,
        (token, fields): (&str, &Fields),
    ) -> app::Result<()> {
        let scope = access::for_system_org(partner.org.clone());
        let id = apply::accept_invitation(conn, ctx, &scope, self.ground.portal, token)?;
        let mut draft = Draft { conn, ctx, scope: &scope, id: &id };
        draft.answer(&self.region.scheme, fields)?;
        draft.accept()?;
        prove(conn, ctx, &scope, &id)?;
        let seen = apply::open_part(conn, &scope, &id)?.version();
        apply::sign_part(conn, ctx, &scope, self.ground.portal, &id, (seen, true))
    }

    /// Name onderaannemers on whom nothing relies.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn hire(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = self.scope();
        let product = self.lots.first().and_then(|choice| choice.products.first());
        let Some(product) = product else { return Ok(()) };
        let product =
            PolicyCode::parse(product).map_err(|_| DemoError::Data("producten", product.clone()))?;
        for ((kvk, share, engagement), name) in HIRED.into_iter().zip(&self.tale.hired) {
            let hired =
                Hired { products: [product.clone()].into(), share: BasisPoints::new(share), engagement };
            let kvk = KvkNumber::parse(kvk).map_err(|_| DemoError::Data("kvk", kvk.to_owned()))?;
            let named = Named { name: name.clone(), kvk, task: Task::Subcontractor(hired) };
            self.act(teller, |conn, ctx| {
                let seen = apply::open(conn, &scope, id)?.version();
                apply::add_member(conn, ctx, &scope, id, seen, &named).map(drop)
            })?;
        }
        Ok(())
    }
}

/// Let what is in the vault go along with what is asked.
fn prove(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &ApplicationId) -> app::Result<()> {
    let list = apply::checklist(conn, ctx, scope, id)?;
    for asked in &list.kinds {
        let kind = &asked.def.code;
        let Some((piece, _)) = list.vault.iter().find(|(row, _)| row.kind == kind.as_str()) else { continue };
        let piece = crate::storage::types::id("evidence", &piece.id)?;
        apply::link(conn, ctx, scope, id, &piece, (kind, Offered::AsAsked))?;
    }
    Ok(())
}
