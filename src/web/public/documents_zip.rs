//! The documents in force of a procedure in one zip, with a manifest of their hashes. Made while it is sent: nothing is whole in memory.
//! May import: app::public, web.

use super::frame;
use crate::app::public;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::zipped::{self, Bytes, Zipped};

/// Name of the list of hashes, in the form that `sha256sum -c` reads.
const MANIFEST: &str = "SHA256SUMS.txt";

/// `GET /regio/{slug}/documenten.zip?procedure=CODE`; without a code the newest procedure.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region or procedure, or when nothing is published; what the database says.
pub async fn file(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let query = call.query();
    let code = query.text("procedure");
    let procedure = region.procedures.iter().find(|one| code.is_empty() || one.code == code);
    let procedure = procedure.ok_or(AppError::NotFound)?;
    let (scope, id, now) = (region.scope.clone(), procedure.id.clone(), call.now);
    let mut set = call.read(move |conn| public::documents(conn, &scope, &id, now)).await?;
    // Newest first within a kind: the first of each is in force.
    set.dedup_by(|later, first| later.kind == first.kind);
    if set.is_empty() {
        return Err(AppError::NotFound);
    }
    let mut files = Vec::new();
    let mut manifest = String::new();
    for (number, document) in set.iter().enumerate() {
        // Two documents may have the same file name.
        let name = format!("{:02}-{}", number + 1, document.file_name);
        manifest += &format!("{}  {name}\n", document.sha256);
        files.push(Zipped { name, bytes: Bytes::Stored(document.sha256.clone()) });
    }
    files.push(Zipped { name: MANIFEST.to_owned(), bytes: Bytes::Made(manifest.into_bytes()) });
    let name = format!("documenten-{}-{}.zip", region.slug, call.today());
    Ok(zipped::send(&call, &name, files))
}
