//! Taking a table of contracts over: organisations that are new, admissions without a decision, and who is told.
//! May import: app, auth, domain, storage.

use serde::Serialize;

use super::{Planned, Step, Who, as_column, codes, held_against, is_newer};
use crate::app::admissions::{self, TakenOver};
use crate::app::apply::ANYONE;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::imports::{settle, waiting};
use crate::app::{access, claim_codes, claims, organisations as profiles, outbox};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::Event;
use crate::domain::ids::{ImportId, OrgId, ProcedureId};
use crate::domain::imports::{Capacity, Contractor, ImportKind, ImportState, RunningContract};
use crate::domain::terms::local_day;
use crate::storage::admissions::{AdmissionRow, CapacityRow};
use crate::storage::lots::Choice;
use crate::storage::organisations::{OrganisationRow, ProfileColumns};
use crate::storage::types;
use crate::storage::{DbConn, RegionScope, admissions as rows, organisations, supply};

/// Take a table over. Who is new gets a letter with a code and a mail; who has people already gets a mail.
///
/// # Errors
/// [`Error::NotFound`] for another region's; [`Error::Stale`] when it was settled, or something is wrong with it by now.
pub fn take_over(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    portal: &PublicUrl,
    id: &ImportId,
) -> Result<()> {
    let waiting = waiting(conn, scope, ImportKind::Contracts, id)?;
    let about = (&waiting.procedure, &waiting.table);
    let planned = held_against(conn, scope, about, ctx.now)?.1.map_err(|_| Error::Stale)?;
    let taking = Taking { scope, portal, import: id, procedure: &waiting.procedure };
    let mut count = Count::default();
    for one in planned {
        taking.contractor(conn, ctx, one, &mut count)?;
    }
    settle(conn, ctx, scope, id, ImportState::Done)?;
    let Count { organisations, admissions, corrected } = count;
    let event = Event::ContractsImported {
        subject: id.clone(),
        digest: waiting.digest,
        organisations,
        admissions,
        corrected,
    };
    Ok(ctx.record(conn, &Place::of_region(scope.region()).procedure(&waiting.procedure), event)?)
}

#[derive(Default)]
struct Count {
    organisations: u32,
    admissions: u32,
    corrected: u32,
}

#[derive(Serialize)]
struct Attached {
    count: u32,
    portal: String,
}

/// A table while it is taken over.
struct Taking<'a> {
    scope: &'a RegionScope,
    portal: &'a PublicUrl,
    import: &'a ImportId,
    procedure: &'a ProcedureId,
}

impl Taking<'_> {
    fn contractor(&self, conn: &mut DbConn, ctx: &Ctx, planned: Planned, count: &mut Count) -> Result<()> {
        let Planned { contractor, who, letter, steps } = planned;
        let org = match &who {
            Who::New => {
                count.organisations += 1;
                self.found(conn, ctx, &contractor)?
            }
            Who::Unclaimed(row) => {
                let org: OrgId = types::id("organisations", &row.id)?;
                self.describe(conn, ctx, (row, &org), &contractor)?;
                org
            }
            Who::Registered(org) => org.clone(),
        };
        let before = count.admissions;
        for (contract, step) in contractor.contracts.iter().zip(steps) {
            match step {
                Step::New => {
                    count.admissions += 1;
                    self.admit(conn, ctx, (&org, &contractor.profile.name), contract)?;
                }
                Step::Corrected(row) => {
                    count.corrected += 1;
                    self.correct(conn, ctx, (&org, &row), contract)?;
                }
                Step::Same | Step::Ended | Step::Decided => {}
            }
        }
        let added = count.admissions - before;
        if letter {
            claim_codes::issue(conn, ctx, (self.scope, self.portal), &org, &contractor.contact)?;
        }
        if matches!(who, Who::Registered(_)) && added > 0 {
            let about = Attached { count: added, portal: self.portal.as_str().to_owned() };
            outbox::tell(conn, ctx, "contract_attached", (self.scope, &org), &about)?;
        }
        Ok(())
    }

    /// An organisation that the portal does not have: who signed its contract is known.
    fn found(&self, conn: &mut DbConn, ctx: &Ctx, contractor: &Contractor) -> Result<OrgId> {
        let org: OrgId = ctx.id();
        organisations::insert(conn, &OrganisationRow::taken_over(&org, &contractor.profile, ctx.now))?;
        let place = Place::of_region(self.scope.region()).about(&org);
        let event = Event::OrganisationTakenOver { subject: org.clone(), import: self.import.clone() };
        ctx.record(conn, &place, event)?;
        claims::verify_contractor(conn, ctx, self.scope, &org)?;
        Ok(org)
    }

    /// Nobody works for it yet: the table says what it is called and how to reach it.
    fn describe(
        &self,
        conn: &mut DbConn,
        ctx: &Ctx,
        (row, org): (&OrganisationRow, &OrgId),
        contractor: &Contractor,
    ) -> Result<()> {
        let (from, to) = (row.profile().map_err(diesel::result::Error::from)?, &contractor.profile);
        if from == *to {
            return Ok(());
        }
        let scope = access::for_system_org(org.clone());
        if !organisations::set_profile(conn, &scope, row.version, &ProfileColumns::from(to))? {
            return Err(Error::Stale);
        }
        rows::rename(conn, &scope, &to.name)?;
        let fields = profiles::changed(&from, to)?;
        let event = Event::OrganisationProfileChanged { subject: org.clone(), fields };
        Ok(ctx.record(conn, &Place::of_region(self.scope.region()).about(org), event)?)
    }

    fn admit(
        &self,
        conn: &mut DbConn,
        ctx: &Ctx,
        (org, name): (&OrgId, &str),
        contract: &RunningContract,
    ) -> Result<()> {
        let places = contract.capacity;
        let taken = |one: &Capacity| as_column(one.places.saturating_sub(one.free));
        let contract = TakenOver {
            procedure: self.procedure.clone(),
            org: org.clone(),
            org_name: name.to_owned(),
            choice: Choice {
                product_group: contract.lot.group.to_string(),
                gemeente: contract.lot.gemeente.as_str().to_owned(),
                products: codes(contract),
                capacity: places.iter().map(|one| (ANYONE.to_owned(), as_column(one.places))).collect(),
            },
            occupied: places.iter().map(|one| (ANYONE.to_owned(), taken(one))).collect(),
            as_of: places.map_or_else(|| local_day(ctx.now), |one| one.as_of),
            since: contract.since,
        };
        admissions::take_over(conn, ctx, self.scope, contract).map(drop)
    }

    fn correct(
        &self,
        conn: &mut DbConn,
        ctx: &Ctx,
        (org, row): (&OrgId, &AdmissionRow),
        contract: &RunningContract,
    ) -> Result<()> {
        let (_, known) = rows::offer(conn, row)?;
        if !rows::correct(conn, row, contract.since, &codes(contract))? {
            return Err(Error::Stale);
        }
        if let Some(said) = contract.capacity.filter(|_| is_newer(&known, contract.capacity)) {
            let new = CapacityRow {
                admission_id: row.id.clone(),
                region_id: row.region_id.clone(),
                target_group: ANYONE.to_owned(),
                places: as_column(said.places),
                free: as_column(said.free),
                as_of: said.as_of,
                waiting_days: None,
            };
            supply::state(conn, &new)?;
        }
        let place = Place::of_region(self.scope.region()).procedure(self.procedure).about(org);
        let event = Event::AdmissionCorrected {
            subject: types::id("admissions", &row.id)?,
            import: self.import.clone(),
            starts: contract.since,
        };
        Ok(ctx.record(conn, &place, event)?)
    }
}
