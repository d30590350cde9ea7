//! The log as others can check it: signed, kept outside the database, exported, verified by two programs that share no code.

mod export;
mod notary;
mod receipts;
mod vectors;
mod witness;

use std::path::Path;
use std::process::{Command, Output};

use chrono::TimeDelta;
use openhuis::app::{Ctx, Database, Place};
use openhuis::auth::random::Source;
use openhuis::domain::access::{Actor, Via};
use openhuis::domain::audit::Event;
use openhuis::domain::ids::{Id, RegionId};
use openhuis::storage::pool;

use crate::support::app::noon;
use crate::support::database::TestDatabase;

/// Two regions of which things happen in turn; a third of the leaves is of none.
pub fn regions() -> [RegionId; 2] {
    ["01890a5d-ac96-774b-bcce-b302099a8001", "01890a5d-ac96-774b-bcce-b302099a8002"]
        .map(|id| Id::parse(id).unwrap())
}

pub fn database(store: &TestDatabase) -> Database {
    Database::new(pool(&store.url, 2))
}

pub fn ctx(minutes: i64) -> Ctx {
    let source = Source::seeded(u64::try_from(minutes).unwrap());
    Ctx::new(noon() + TimeDelta::minutes(minutes), Actor::system(Via::Cli), source)
}

/// Let so many things happen, all at a minute of the day.
pub fn happen(database: &Database, minute: i64, count: u32) {
    let ctx = ctx(minute);
    database
        .write(|conn| {
            for n in 0..count {
                let place = match regions().get(usize::try_from(n % 3).unwrap()) {
                    Some(region) => Place::of_region(region),
                    None => Place::default(),
                };
                let event = Event::CapacityStated { subject: ctx.id(), free: n };
                ctx.record(conn, &place, event)?;
            }
            Ok(())
        })
        .unwrap();
}

/// The command line on the installation of a database.
pub fn openhuis(store: &TestDatabase, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openhuis"));
    command
        .args(arguments)
        .env_clear()
        .env("OPENHUIS_PUBLIC_URL", "http://127.0.0.1")
        .env("OPENHUIS_DATA_DIR", &store.folder)
        .env("OPENHUIS_DATABASE_URL", &store.address);
    command.output().unwrap()
}

/// The verifier that a court expert reads.
pub fn python(what: &Path, arguments: &[&str]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verify/verify.py");
    let output = Command::new("python3").arg("-B").arg(script).arg(what).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!told.contains("No module named"), "install python3-cryptography: {told}");
    output
}
