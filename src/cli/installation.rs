//! From settings to the parts of a portal.
//! May import: config, app, auth, clock, files, jobs, mail, storage, web.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::app::Database;
use crate::app::tlog::{Notary, Outside};
use crate::auth::log_key::KeyFile;
use crate::auth::passwords::Passwords;
use crate::auth::random::Source;
use crate::auth::second_factor::Policy;
use crate::auth::secret::Key;
use crate::clock::Clock;
use crate::config::{MailSettings, Settings};
use crate::domain::tlog::KeyName;
use crate::files::Store;
use crate::jobs::Worker;
use crate::mail::{Mailer, Sender};
use crate::storage::{self, DatabaseUrl};
use crate::web::drawing::Drawing;
use crate::web::site::{Site, Uploads};

use super::{Installation, Unusable};

/// How long handing over one mail may take.
const MAIL_PATIENCE: Duration = Duration::from_secs(30);

/// The settings of the installation that a command is about.
///
/// # Errors
/// The first setting that cannot be used.
pub fn settings(installation: &Installation) -> Result<Settings, Unusable> {
    let read = match &installation.data {
        Some(folder) => Settings::in_folder(folder, std::env::vars()),
        None => Settings::from_env(std::env::vars()),
    };
    read.map_err(Unusable::because)
}

/// The database of an installation.
///
/// # Errors
/// When its address cannot be used.
pub fn database_url(settings: &Settings) -> Result<DatabaseUrl, Unusable> {
    DatabaseUrl::parse(settings.database.expose()).map_err(Unusable::because)
}

/// The evidence store of an installation.
///
/// # Errors
/// When its folder cannot be made.
pub fn store(settings: &Settings) -> Result<Store, Unusable> {
    Store::folder(&settings.data.join("evidence"))
        .map_err(|error| Unusable(format!("the evidence folder cannot be made: {error}")))
}

/// Everything that requests share, on this clock and with this randomness.
///
/// # Errors
/// When the data folder cannot be made, or its key cannot be read or made.
pub fn site(settings: &Settings, clock: Clock, source: Source) -> Result<Site, Unusable> {
    let folder = &settings.data;
    std::fs::create_dir_all(folder)
        .map_err(|error| Unusable(format!("the data folder {} cannot be made: {error}", folder.display())))?;
    let key = match &settings.session_secret {
        Some(secret) => Key::from_text(secret.expose()),
        // The key is real also where ids come from a seed.
        None => Key::load_or_create(&folder.join("session.key"), &Source::system()),
    };
    let key = key.map_err(Unusable::because)?;
    let store = store(settings)?;
    let pool = storage::pool(&database_url(settings)?, settings.connections);
    let passwords = Passwords::start().map_err(Unusable::because)?;
    let site =
        Site::new(Database::new(pool), clock, source, passwords, &key, settings.public_url.clone(), store);
    let uploads = Uploads { file: settings.uploads.file, dossier: settings.uploads.dossier };
    let drawing = Drawing::by(own_file()?);
    let second_factor = settings.second_factor.unwrap_or(Policy::Required);
    Ok(Site { behind_proxy: settings.behind_proxy, uploads, drawing, second_factor, ..site })
}

/// Who signs the heads of the log of this installation.
///
/// # Errors
/// When the folders of its files cannot be made.
pub fn notary(settings: &Settings) -> Result<Notary, Unusable> {
    for folder in
        [&settings.audit_key, &settings.audit_checkpoint].into_iter().filter_map(|file| file.parent())
    {
        std::fs::create_dir_all(folder)
            .map_err(|error| Unusable(format!("the folder {} cannot be made: {error}", folder.display())))?;
    }
    let host = settings.public_url.as_str().split_once("://").map_or("", |(_, host)| host);
    let origin = KeyName::parse(&format!("{host}/log")).map_err(Unusable::because)?;
    Ok(Notary::new(KeyFile::at(&settings.audit_key), Outside::at(&settings.audit_checkpoint), origin))
}

/// The runner that does the work of a site. Call it inside the runtime that will run it.
///
/// # Errors
/// When the mail settings cannot be used, or this program cannot find itself.
pub fn worker(settings: &Settings, site: &Site) -> Result<Worker, Unusable> {
    let mailer = match &settings.mail {
        MailSettings::Outbox => Mailer::Outbox,
        MailSettings::Smtp(smtp) => {
            let from = Sender::parse(&smtp.from).map_err(Unusable::because)?;
            Mailer::smtp(smtp.url.expose(), from, MAIL_PATIENCE).map_err(Unusable::because)?
        }
    };
    Ok(Worker {
        notary: Some(notary(settings)?),
        database: site.database.clone(),
        clock: site.clock.clone(),
        source: site.source.clone(),
        store: site.store.clone(),
        mailer,
        exe: Arc::new(own_file()?),
        mail_domain: site.url.host().into(),
        portal: site.url.clone(),
    })
}

/// This program, to be started again as the child that looks at files.
fn own_file() -> Result<PathBuf, Unusable> {
    std::env::current_exe()
        .map_err(|error| Unusable(format!("this program cannot find its own file: {error}")))
}
