//! Lots in which there is enough care.

use openhuis::domain::ids::OrgId;
use openhuis::domain::policy_code::LotKey;
use openhuis::domain::terms::local_day;
use openhuis::storage::admissions::CapacityRow;
use openhuis::storage::supply;

use super::app::TestApp;
use super::register::Admitted;
use super::world::World;

impl TestApp {
    /// Three aanbieders of a lot state today that each doelgroep can come in two weeks.
    pub fn enough(&self, world: &World, lot: &LotKey) -> Vec<OrgId> {
        let names = ["Zorg Een", "Zorg Twee", "Zorg Drie"];
        let admitted = names.map(|name| {
            let org = self.organisation(name);
            let (group, gemeente) = (lot.group.as_str(), lot.gemeente.as_str());
            let admission = self.admit(world, &Admitted::active(&org, name, group, gemeente));
            for target in world.scheme.target_groups() {
                let row = CapacityRow {
                    admission_id: admission.to_string(),
                    region_id: world.region.to_string(),
                    target_group: target.code.to_string(),
                    places: 20,
                    free: 10,
                    as_of: local_day(self.clock.now()),
                    waiting_days: Some(14),
                };
                self.database(|conn| supply::state(conn, &row));
            }
            org
        });
        admitted.into()
    }
}
