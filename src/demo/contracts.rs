//! The contract manager records the overeenkomsten that both parties signed, and suspends an admission.
//! May import: app, domain, files, storage.

use chrono::Days;

use super::team::Team;
use super::teller::Teller;
use super::{DemoError, samples, shelf};
use crate::app::admissions::{self, SignedPaper, Stop};
use crate::app::contracts;
use crate::domain::access::StaffRole;
use crate::domain::admission::{Signatories, State, SuspensionKind};
use crate::domain::ids::OrgId;
use crate::domain::motivation::Motivation;
use crate::domain::terms::local_day;
use crate::storage::types;

/// The file of a signed overeenkomst.
const FILE: &str = "overeenkomst-getekend.pdf";
/// A suspension of the story lasts this long.
pub(super) const FOR: Days = Days::new(60);

/// Record an overeenkomst for every gemeente that waits for one.
///
/// # Errors
/// What the store and the use cases refuse.
pub fn record(team: &Team<'_>, teller: &mut Teller<'_>, org: &OrgId) -> Result<(), DemoError> {
    let paper = shelf::put(team.ground.store, &samples::pdf(&team.tale.agreement), FILE)?;
    let manager = ("contract", StaffRole::ContractManager);
    let scope = &team.region.scope;
    let signed_on = local_day(teller.now());
    team.act(teller, manager, |conn, ctx| {
        let contract = contracts::of_org(conn, ctx, scope, org)?;
        let Some((document, _)) = contract.versions.into_iter().next() else { return Ok(()) };
        for one in contract.awaiting {
            let paper = SignedPaper {
                org: org.clone(),
                procedure: one.procedure,
                gemeente: one.gemeente,
                document: document.clone(),
                signed_on,
                signatories: Signatories {
                    provider: team.tale.signatories.provider.clone(),
                    gemeente: team.tale.signatories.gemeente.clone(),
                },
                digest: paper.digest,
                size: paper.size,
                media_type: paper.media.mime(),
                file_name: FILE.to_owned(),
            };
            admissions::record_agreement(conn, ctx, scope, &paper)?;
        }
        Ok(())
    })
}

/// Suspend the first admission of an aanbieder that runs, for two months.
///
/// # Errors
/// What the use case refuses.
pub fn suspend(team: &Team<'_>, teller: &mut Teller<'_>, org: &OrgId) -> Result<(), DemoError> {
    let manager = ("contract", StaffRole::ContractManager);
    let (scope, portal) = (&team.region.scope, team.ground.portal);
    let basis = Motivation::parse(&team.tale.suspension);
    let basis = basis.map_err(|error| DemoError::Data("verhaal.json", error.to_string()))?;
    let until = local_day(teller.now()) + FOR;
    team.act(teller, manager, |conn, ctx| {
        let contract = contracts::of_org(conn, ctx, scope, org)?;
        let running = contract.admissions.iter().find(|one| one.row.state.0 == State::Active);
        let Some(running) = running else { return Ok(()) };
        let stop = Stop { admissions: vec![types::id("admissions", &running.row.id)?], until, basis };
        admissions::suspend(conn, ctx, scope, portal, (org, SuspensionKind::IntakeStop), &stop)
    })
}
