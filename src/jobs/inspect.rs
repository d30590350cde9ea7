//! Having an uploaded file looked at by a child process that limits itself first.
//! May import: app, storage, domain, files.

use std::time::Duration;

use super::{Failure, Worker};
use crate::app::vault::{self, Found};
use crate::domain::code::Code as _;
use crate::domain::ids::EvidenceId;
use crate::files::inspect::{self, Inspection};
use crate::files::{MediaType, NotASha256};
use crate::storage::evidence;

/// How long the child may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) async fn perform(worker: &Worker, id: EvidenceId) -> Result<(), Failure> {
    let wanted = id.clone();
    let (_, blob) = worker.read(move |conn| Ok(evidence::for_inspection(conn, &wanted)?)).await?;
    if blob.inspection != "waiting" {
        return Ok(());
    }
    let known = MediaType::ALL.iter().copied().find(|media| media.mime() == blob.media_type);
    let media = known.ok_or_else(|| Failure::Never("unknown media type".to_owned()))?;
    let address = blob.sha256.parse().map_err(|why: NotASha256| Failure::Never(why.to_string()))?;
    let file = worker.store.local(&address).map_err(|why| Failure::Again(why.to_string()))?;
    let inspection = inspect::spawn(&worker.exe, file.path(), media, PATIENCE).await;
    let found = found(&inspection);
    let ctx = worker.ctx();
    Ok(worker.write(move |conn| vault::inspected(conn, &ctx, &id, &found)).await?)
}

fn found(inspection: &Inspection) -> Found {
    let (outcome, note, pages) = match inspection {
        Inspection::Clean { pages } => ("clean", String::new(), *pages),
        Inspection::ActiveContent { what, pages } => ("active_content", codes(what), *pages),
        Inspection::Suspicious { why } => ("suspicious", codes(why), None),
        Inspection::Encrypted => ("encrypted", String::new(), None),
        Inspection::Broken { why } => ("broken", codes(why), None),
        Inspection::Uninspectable { why } => ("uninspectable", codes(why), None),
    };
    Found { outcome, note, pages }
}

/// The particulars as their serde codes, for the store.
fn codes(what: &impl serde::Serialize) -> String {
    match serde_json::to_value(what) {
        Ok(serde_json::Value::Array(all)) => {
            all.iter().filter_map(|one| one.as_str()).collect::<Vec<_>>().join(" ")
        }
        Ok(serde_json::Value::String(one)) => one,
        Ok(_) | Err(_) => String::new(),
    }
}
