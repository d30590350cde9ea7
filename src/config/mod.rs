//! What the operator decides, read once from the environment at start. Only `main` may look here.
//! May import: std, auth::{origin, second_factor, secret}.

mod keys;
mod read;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub use keys::{KEYS, Key};
use read::Reader;

use crate::auth::origin::{BadPublicUrl, PublicUrl};
use crate::auth::second_factor::Policy;
use crate::auth::secret::Secret;

/// Everything the operator decides.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Under which address people reach the portal.
    pub public_url: PublicUrl,
    /// Where the portal listens.
    pub listen: SocketAddr,
    /// Where `/metrics` listens; nowhere when absent.
    pub metrics_listen: Option<SocketAddr>,
    /// `sqlite://…` or `postgres://…`, with its password.
    pub database: Secret,
    /// Connections to the database at a time.
    pub connections: u32,
    /// The folder of evidence and keys.
    pub data: PathBuf,
    /// The key that signs sessions; in the data folder when absent.
    pub session_secret: Option<Secret>,
    /// The file with the key that signs the audit log.
    pub audit_key: PathBuf,
    /// The file with the last signed head of the audit log.
    pub audit_checkpoint: PathBuf,
    /// Whether who needs a second factor must have one; the command decides where the operator says nothing.
    pub second_factor: Option<Policy>,
    /// Where mail goes.
    pub mail: MailSettings,
    /// The largest uploads.
    pub uploads: UploadLimits,
    /// Whether a proxy in front sets `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// How log lines look.
    pub log_format: LogFormat,
    /// What is logged, in the words of tracing's `Targets`.
    pub log_filter: String,
}

/// Where mail goes.
#[derive(Debug, Clone)]
pub enum MailSettings {
    /// Nowhere: it stays in the outbox, readable in beheer.
    Outbox,
    /// To a mail server.
    Smtp(Smtp),
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct Smtp {
    /// `smtp://` (on this machine only), `smtp+starttls://` or `smtps://`, with name and password where needed.
    pub url: Secret,
    /// The sender.
    pub from: String,
}

/// The largest uploads, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadLimits {
    /// One file.
    pub file: u64,
    /// All files of one dossier.
    pub dossier: u64,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// What is wrong in the environment; names the key and what to do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A key without which the portal cannot run is not there.
    #[error("{0} is not set: {why}", why = keys::meaning(.0))]
    Missing(&'static str),
    /// A value that cannot be used. The value itself is not repeated: it may be a secret.
    #[error("{key} cannot be used: {why}")]
    Unusable {
        /// The key.
        key: &'static str,
        /// What to write instead.
        why: &'static str,
    },
    /// The public address cannot be used.
    #[error("OPENHUIS_PUBLIC_URL cannot be used: {0}")]
    PublicUrl(#[from] BadPublicUrl),
    /// A key that looks like ours but is not: a typing error would otherwise be silence.
    #[error("{0} is not a key of Openhuis: see docs/configuratie.md, or remove it")]
    Unknown(String),
}

impl Settings {
    /// Read the environment for `serve` and for commands that work on its installation.
    ///
    /// # Errors
    /// The first key that is missing or cannot be used.
    pub fn from_env(variables: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let reader = Reader::new(variables)?;
        let data = PathBuf::from(reader.required("OPENHUIS_DATA_DIR")?);
        let database =
            match reader.optional("OPENHUIS_DATABASE_URL").or_else(|| reader.optional("DATABASE_URL")) {
                Some(url) => Secret::new(url),
                None => database_in(&data),
            };
        let public_url = PublicUrl::parse(reader.required("OPENHUIS_PUBLIC_URL")?)?;
        Self::complete(&reader, data, database, public_url)
    }

    /// The installation in one folder: database, evidence and keys together, reached on this machine only.
    ///
    /// # Errors
    /// The first other key in the environment that cannot be used.
    pub fn in_folder(
        data: &Path,
        variables: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let reader = Reader::new(variables)?;
        let listen: SocketAddr = reader.parsed("OPENHUIS_LISTEN", "127.0.0.1:8080", read::ADDRESS)?;
        let public_url = PublicUrl::parse(&format!("http://{listen}")).or_else(|_| {
            PublicUrl::parse(reader.required("OPENHUIS_PUBLIC_URL")?).map_err(ConfigError::from)
        })?;
        Self::complete(&reader, data.to_owned(), database_in(data), public_url)
    }

    fn complete(
        reader: &Reader,
        data: PathBuf,
        database: Secret,
        public_url: PublicUrl,
    ) -> Result<Self, ConfigError> {
        read::check_database(database.expose())?;
        let mail = match reader.optional("OPENHUIS_SMTP_URL") {
            None => MailSettings::Outbox,
            Some(url) => MailSettings::Smtp(Smtp {
                url: read::smtp_url(url)?,
                from: reader.required("OPENHUIS_MAIL_FROM")?.to_owned(),
            }),
        };
        let metrics_listen = reader.optional("OPENHUIS_METRICS_LISTEN");
        Ok(Self {
            public_url,
            listen: reader.parsed("OPENHUIS_LISTEN", "127.0.0.1:8080", read::ADDRESS)?,
            metrics_listen: metrics_listen
                .map(|_| reader.parsed("OPENHUIS_METRICS_LISTEN", "", read::ADDRESS))
                .transpose()?,
            database,
            connections: reader.parsed("OPENHUIS_DATABASE_CONNECTIONS", "8", read::NUMBER)?,
            audit_key: reader
                .optional("OPENHUIS_AUDIT_KEY")
                .map_or_else(|| data.join("audit.key"), PathBuf::from),
            audit_checkpoint: reader
                .optional("OPENHUIS_AUDIT_CHECKPOINT")
                .map_or_else(|| data.join("audit.checkpoint"), PathBuf::from),
            data,
            session_secret: reader.optional("OPENHUIS_SESSION_SECRET").map(Secret::new),
            second_factor: reader
                .optional("OPENHUIS_SECOND_FACTOR")
                .map(|_| second_factor(reader))
                .transpose()?,
            mail,
            uploads: UploadLimits {
                file: reader.parsed("OPENHUIS_UPLOAD_MAX_FILE", "104857600", read::NUMBER)?,
                dossier: reader.parsed("OPENHUIS_UPLOAD_MAX_DOSSIER", "1073741824", read::NUMBER)?,
            },
            behind_proxy: reader.one_of(
                "OPENHUIS_BEHIND_PROXY",
                &[("no", false), ("yes", true)],
                read::YES_OR_NO,
            )?,
            log_format: reader.one_of(
                "OPENHUIS_LOG_FORMAT",
                &[("text", LogFormat::Text), ("json", LogFormat::Json)],
                "write text or json",
            )?,
            log_filter: reader.optional("OPENHUIS_LOG").unwrap_or("info").to_owned(),
        })
    }
}

fn second_factor(reader: &Reader) -> Result<Policy, ConfigError> {
    let words = [("required", Policy::Required), ("voluntary", Policy::Voluntary)];
    reader.one_of("OPENHUIS_SECOND_FACTOR", &words, "write required or voluntary")
}

fn database_in(data: &Path) -> Secret {
    Secret::new(format!("sqlite://{}", data.join("openhuis.db").display()))
}

#[cfg(test)]
mod tests;
