//! Aanbieders that are admitted already, put into the register as a decision would.

use chrono::NaiveDate;
use openhuis::domain::admission::{SourceKind, State};
use openhuis::domain::ids::{AdmissionId, OrgId};
use openhuis::domain::text::fold_key;
use openhuis::storage::admissions::{self, AdmissionRow, CapacityRow};
use openhuis::storage::types::{AsText, stored};

use super::app::TestApp;
use super::world::World;

/// One admission of somebody.
pub struct Admitted<'a> {
    pub org: &'a OrgId,
    pub name: &'a str,
    pub group: &'a str,
    pub gemeente: &'a str,
    pub state: State,
    pub source: SourceKind,
    pub target: &'a str,
}

impl<'a> Admitted<'a> {
    /// An active admission, taken over from the contracts that ran before the portal.
    pub fn active(org: &'a OrgId, name: &'a str, group: &'a str, gemeente: &'a str) -> Self {
        Self { org, name, group, gemeente, state: State::Active, source: SourceKind::TakenOver, target: "" }
    }
}

impl TestApp {
    /// Put it in the register.
    pub fn admit(&self, world: &World, one: &Admitted<'_>) -> AdmissionId {
        let id: AdmissionId = self.source.id(self.clock.now());
        let day: NaiveDate = "2026-01-01".parse().unwrap();
        let row = AdmissionRow {
            id: id.to_string(),
            region_id: world.region.to_string(),
            procedure_id: world.procedure.to_string(),
            org_id: one.org.to_string(),
            org_name: one.name.to_owned(),
            org_name_key: fold_key(one.name),
            product_group: one.group.to_owned(),
            gemeente: one.gemeente.to_owned(),
            source: AsText(one.source),
            decision_id: None,
            state: AsText(one.state),
            reason: "geheim: maatregel na signaal".to_owned(),
            starts_on: day,
            until: (one.state == State::Suspended).then(|| "2027-03-01".parse().unwrap()),
            granted_at: stored(self.clock.now()),
            state_since: stored(self.clock.now()),
            version: 1,
        };
        let group = world.scheme.groups().iter().find(|group| group.code.as_str() == one.group).unwrap();
        let products: Vec<String> = group.products.iter().map(|product| product.code.to_string()).collect();
        let places = CapacityRow {
            admission_id: id.to_string(),
            region_id: world.region.to_string(),
            target_group: one.target.to_owned(),
            places: 4,
            free: 1,
            as_of: day,
            waiting_days: None,
        };
        let capacity = if one.target.is_empty() { vec![] } else { vec![places] };
        self.database(|conn| admissions::insert(conn, &row, &products, &capacity));
        id
    }
}
