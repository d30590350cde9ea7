//! What every request shares: database, clock, keys, threads for passwords, figures.
//! May import: app, auth, clock, files.

use std::sync::Arc;

use actix_web::web;

use super::drawing::Drawing;
use super::error::AppError;
use super::metrics::Metrics;
use crate::app::database::{Database, DbConn};
use crate::app::pace::Pace;
use crate::auth::claim_code::ClaimCodes;
use crate::auth::csrf::FormTokens;
use crate::auth::origin::PublicUrl;
use crate::auth::passwords::Passwords;
use crate::auth::random::Source;
use crate::auth::second_factor::{Policy, SecondFactors};
use crate::auth::secret::Key;
use crate::auth::session_token::SessionTokens;
use crate::clock::Clock;
use crate::files::Store;

/// Shared by all workers.
#[derive(Debug, Clone)]
pub struct Site {
    /// The database.
    pub database: Database,
    /// The time.
    pub clock: Clock,
    /// Whether the time can be relied on: on PostgreSQL it is measured against the database.
    pub pace: Pace,
    /// Ids, salts and tokens.
    pub source: Source,
    /// Password checks.
    pub passwords: Passwords,
    /// Session tokens.
    pub sessions: SessionTokens,
    /// Form tokens.
    pub forms: FormTokens,
    /// Codes for organisations whose contracts were taken over.
    pub claim_codes: ClaimCodes,
    /// Secrets of second factors, and recovery codes.
    pub second_factors: SecondFactors,
    /// Whether who needs a second factor must have one.
    pub second_factor: Policy,
    /// Our address.
    pub url: PublicUrl,
    /// The evidence store.
    pub store: Store,
    /// Drawing pages of bewijsstukken.
    pub drawing: Drawing,
    /// The largest uploads.
    pub uploads: Uploads,
    /// Whether our own proxy tells the visitor's address.
    pub behind_proxy: bool,
    /// Figures for `/metrics`.
    pub metrics: Arc<Metrics>,
}

/// The largest uploads, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uploads {
    /// One file.
    pub file: u64,
    /// All files of one form; the use case counts those of the dossier before.
    pub dossier: u64,
}

impl Default for Uploads {
    /// 100 MB and 1 GB.
    fn default() -> Self {
        Self { file: 100 << 20, dossier: 1 << 30 }
    }
}

impl Site {
    /// A site on a database.
    #[must_use]
    pub fn new(
        database: Database,
        clock: Clock,
        source: Source,
        passwords: Passwords,
        key: &Key,
        url: PublicUrl,
        store: Store,
    ) -> Self {
        Self {
            database,
            clock,
            pace: Pace::of_one_clock(),
            source,
            passwords,
            sessions: SessionTokens::new(key),
            forms: FormTokens::new(key),
            claim_codes: ClaimCodes::new(key),
            second_factors: SecondFactors::new(key),
            second_factor: Policy::Required,
            url,
            store,
            drawing: Drawing::default(),
            uploads: Uploads::default(),
            behind_proxy: false,
            metrics: Arc::default(),
        }
    }

    /// Do database work off the event loop.
    ///
    /// # Errors
    /// What `work` refuses.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Database) -> crate::app::Result<T> + Send + 'static,
    ) -> Result<T, AppError> {
        let database = self.database.clone();
        match web::block(move || work(&database)).await {
            Ok(result) => result.map_err(AppError::from),
            Err(_) => Err(AppError::Internal("a blocking task was cancelled or fell".to_owned())),
        }
    }

    /// Read a few rows along an index: here and now when a connection to a file of this machine lies ready, off the event loop otherwise.
    ///
    /// # Errors
    /// What `work` refuses.
    pub async fn read_few<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut DbConn) -> crate::app::Result<T> + Send + 'static,
    ) -> Result<T, AppError> {
        match self.database.read_at_hand(work) {
            Ok(read) => Ok(read?),
            Err(work) => self.blocking(move |database| database.read(work)).await,
        }
    }
}
