//! A region whose regeling counts no clients brings in how many there were last quarter.
//! May import: app, domain, files.

use super::days::DemoDays;
use super::dice::Dice;
use super::region::Region;
use super::teller::Teller;
use super::{DemoError, SEED};
use crate::app::imports::{Brought, clients};
use crate::app::supply;
use crate::domain::access::{Role, StaffRole};
use crate::domain::digest::Digest;
use crate::domain::imports::{CLIENTS_COLUMNS, Quarter};
use crate::domain::words::imports::heading;
use crate::files::table;

/// The name of the file.
const FILE: &str = "clienten.csv";
/// The day before this many days ago lies in a quarter that is over.
const LAST_QUARTER: u64 = 92;

/// Bring in the counts, where there are none.
///
/// # Errors
/// What the use cases refuse.
pub fn bring_in(teller: &mut Teller<'_>, region: &Region, days: &DemoDays) -> Result<(), DemoError> {
    if !region.scheme.demand().is_empty() {
        return Ok(());
    }
    let (scope, procedure, now) = (&region.scope, &region.procedure, teller.now());
    let land = teller.look(|conn| supply::landscape(conn, scope, procedure, now))?;
    let quarter = Quarter::of(days.before_today(LAST_QUARTER)?);
    let mut dice = Dice::new(SEED + 3);
    let mut text = CLIENTS_COLUMNS.map(heading).join(";");
    for (key, _) in land.lots.iter().filter(|(_, lot)| lot.is_bought(now)) {
        text += &format!("\n{};{};{quarter};{}", key.gemeente, key.group, dice.between(4, 160));
    }
    let table =
        table::read(text.as_bytes()).map_err(|error| DemoError::File(FILE.to_owned(), error.to_string()))?;
    let brought = Brought {
        procedure: procedure.clone(),
        file_name: FILE.to_owned(),
        digest: Digest::of(text.as_bytes()),
        table,
    };
    let by = region.crew.member("beleid")?;
    teller.person(by, Role::Staff(StaffRole::PolicyEditor), None, |conn, ctx| {
        let id = clients::prepare(conn, ctx, scope, brought)?;
        clients::take_over(conn, ctx, scope, &id)
    })
}
