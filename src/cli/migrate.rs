//! `openhuis migrate`
//! May import: storage, cli.

use super::{Installation, Outcome, Unusable, installation, output};
use crate::storage::migrate;

/// Run what is pending and say how much that was.
///
/// # Errors
/// What the settings or the database say.
pub fn run(arguments: &Installation) -> Result<Outcome, Unusable> {
    let settings = installation::settings(arguments)?;
    std::fs::create_dir_all(&settings.data).map_err(Unusable::because)?;
    let ran = migrate::migrate(&installation::database_url(&settings)?).map_err(Unusable::because)?;
    output::say(&format!("{ran} migrations were run"));
    Ok(Outcome::Good)
}
