//! Who signs the heads of the log: only what extends the last one that was signed, and each one is kept outside the database too.
//! May import: app, auth, domain, storage.

use std::io;
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::Outside;
use crate::app::ctx::{Ctx, Place};
use crate::app::database::Database;
use crate::app::error::{Error, Result};
use crate::auth::log_key::{KeyFile, LogKey, LogKeyError, verify};
use crate::auth::random::Source;
use crate::domain::audit::{Event, Token};
use crate::domain::digest::Digest;
use crate::domain::tlog::{
    Algorithm, Chain, Checkpoint, Edge, KeyName, Note, VerifierKey, check_consistency, consistency, root_at,
};
use crate::storage::DbConn;
use crate::storage::tlog::{self, Tree};

/// Signs the heads of the log.
#[derive(Debug, Clone)]
pub struct Notary {
    key: KeyFile,
    outside: Outside,
    origin: KeyName,
}

/// How the log is not the one that was signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Disagreement {
    /// It has fewer leaves than were signed.
    #[error(
        "the database holds {has} lines of the log, and {had} were signed: an older database was put back"
    )]
    RolledBack {
        /// As many were signed.
        had: u64,
        /// As many there are.
        has: u64,
    },
    /// It has other leaves than were signed.
    #[error(
        "the first {0} lines of the log are not the ones that were signed: somebody changed the database"
    )]
    Changed(u64),
    /// Heads were signed, and the last one is no longer outside the database.
    #[error("the log was signed before, and the file with the last signed head is not there")]
    Missing,
    /// The file holds the head of another log, or one that nobody of this log signed.
    #[error("the file with the last signed head is not signed by a key of this log")]
    NotOurs,
}

impl Disagreement {
    fn code(&self) -> &'static str {
        match self {
            Self::RolledBack { .. } => "rolled_back",
            Self::Changed(_) => "changed",
            Self::Missing => "missing",
            Self::NotOurs => "not_ours",
        }
    }
}

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum NotaryError {
    /// The log is not the one that was signed.
    #[error("{why}. The last signed head is in {file}")]
    Disagrees {
        /// In what.
        why: Disagreement,
        /// Where the last signed head is kept.
        file: PathBuf,
    },
    /// The key is not there, or cannot be read.
    #[error(transparent)]
    Key(#[from] LogKeyError),
    /// The key in the file is not the one in charge.
    #[error("the key file holds another key than the one that signs this log, {0}; put the right file back")]
    OtherKey(Box<VerifierKey>),
    /// The file outside the database cannot be read or written.
    #[error("the last signed head in {0} cannot be read or written: {1}")]
    Outside(PathBuf, io::Error),
    /// The database.
    #[error(transparent)]
    App(#[from] Error),
}

impl From<diesel::result::Error> for NotaryError {
    fn from(error: diesel::result::Error) -> Self {
        Self::App(error.into())
    }
}

impl Notary {
    /// Signs with the key in this file, which is made under this name where it is not there.
    #[must_use]
    pub fn new(key: KeyFile, outside: Outside, origin: KeyName) -> Self {
        Self { key, outside, origin }
    }

    /// Make the key where it is not there yet, so that a start fails and not the first signature.
    ///
    /// # Errors
    /// When it cannot be made or read.
    pub fn prepare(&self, random: &Source) -> Result<(), LogKeyError> {
        self.key.load_or_create(&self.origin, Algorithm::Ed25519, random).map(drop)
    }

    /// Whether the log is the one that was signed. Nothing is written.
    ///
    /// # Errors
    /// [`NotaryError::Disagrees`] when it is not; what the database and the files say.
    pub fn check(&self, database: &Database) -> Result<(), NotaryError> {
        let found = database.read(|conn| Ok(self.compare(conn)))?;
        found.map(drop)
    }

    /// Sign the log as it is now, unless that was done. As many leaves as were signed now; none when there was nothing new.
    ///
    /// # Errors
    /// [`NotaryError`]: then nothing was signed.
    pub fn sign(&self, database: &Database, now: DateTime<Utc>) -> Result<Option<u64>, NotaryError> {
        let (edge, signed) = database.read(|conn| Ok(self.compare(conn)))??;
        if edge.size() == 0 || signed.is_some_and(|head| head.size == edge.size()) {
            return Ok(None);
        }
        let key = self.in_charge(database, now)?;
        let note = self.note(&edge, &[&key]);
        database.light(|conn| Ok(tlog::keep(conn, edge.size(), &note.to_string(), now)?))?;
        self.keep_outside(&note, edge.size())?;
        Ok(Some(edge.size()))
    }

    /// A new key is in charge from now on: the log announces it, and the head over that leaf is signed by both. Where the key before is
    /// lost, only the new one signs, and whoever verifies must be told of it otherwise. The new key, public.
    ///
    /// # Errors
    /// [`NotaryError`]
    pub fn change_key(&self, database: &Database, ctx: &Ctx, lost: bool) -> Result<VerifierKey, NotaryError> {
        database.read(|conn| Ok(self.compare(conn)))??;
        let before = if lost { None } else { Some(self.in_charge(database, ctx.now)?) };
        let new = LogKey::generate(&self.origin, Algorithm::Ed25519, ctx.source());
        self.key.prepare(&new)?;
        let (note, size) = database.write(|conn| {
            let from = super::keys(conn)?.last().map(Chain::fingerprint);
            let subject = Chain::fingerprint(new.public());
            ctx.record(conn, &Place::default(), Event::LogKeyChanged { subject, from, lost })?;
            tlog::add_key(conn, &new.public().to_string(), ctx.now)?;
            let edge = tlog::head(conn)?;
            let signers: Vec<&LogKey> = before.iter().chain([&new]).collect();
            let note = self.note(&edge, &signers);
            tlog::keep(conn, edge.size(), &note.to_string(), ctx.now)?;
            Ok((note, edge.size()))
        })?;
        self.key.replace()?;
        self.keep_outside(&note, size)?;
        Ok(new.public().clone())
    }

    /// Go on with a log that is not the one that was signed. The log itself tells of it, and the head that no longer holds stays beside
    /// the file. What was wrong; none when nothing was.
    ///
    /// # Errors
    /// [`NotaryError`]
    pub fn accept(&self, database: &Database, ctx: &Ctx) -> Result<Option<Disagreement>, NotaryError> {
        let why = match database.read(|conn| Ok(self.compare(conn)))? {
            Ok(_) => return Ok(None),
            Err(NotaryError::Disagrees { why, .. }) => why,
            Err(other) => return Err(other),
        };
        let signed = self.outside.read().map_err(|error| self.unwritable(error))?;
        let head = signed.map(|(_, head)| head);
        database.write(|conn| {
            let (subject, root) = head.as_ref().map_or((0, [0; 32]), |head| (head.size, head.root));
            let cause = Token::parse(why.code()).map_err(Error::internal)?;
            let event = Event::LogAccepted { subject, root: Digest::from_bytes(root), cause };
            ctx.record(conn, &Place::default(), event)?;
            self.know_again(conn, ctx)
        })?;
        if let Some(head) = head {
            self.outside.set_aside(head.size).map_err(|error| self.unwritable(error))?;
        }
        let edge = database.read(|conn| Ok(tlog::head(conn)?))?;
        let note = self.note(&edge, &[&self.in_charge(database, ctx.now)?]);
        database.light(|conn| Ok(tlog::keep(conn, edge.size(), &note.to_string(), ctx.now)?))?;
        self.keep_outside(&note, edge.size())?;
        Ok(Some(why))
    }

    /// A database that was put back may be from before the last change of keys: then the log tells of it once more.
    fn know_again(&self, conn: &mut DbConn, ctx: &Ctx) -> Result<()> {
        let key = self.key.load().map_err(Error::internal)?;
        let known = super::keys(conn)?;
        if known.is_empty() || known.contains(key.public()) {
            return Ok(());
        }
        let (subject, from) = (Chain::fingerprint(key.public()), known.last().map(Chain::fingerprint));
        ctx.record(conn, &Place::default(), Event::LogKeyChanged { subject, from, lost: true })?;
        Ok(tlog::add_key(conn, &key.public().to_string(), ctx.now)?)
    }

    /// The edge of the tree, and the head that was signed last, which it extends.
    fn compare(&self, conn: &mut DbConn) -> Result<(Edge, Option<Checkpoint>), NotaryError> {
        let edge = tlog::head(conn)?;
        let Some((note, head)) = self.outside.read().map_err(|error| self.unwritable(error))? else {
            return match tlog::last(conn)? {
                None => Ok((edge, None)),
                Some(_) => Err(self.disagrees(Disagreement::Missing)),
            };
        };
        // A database that was put back may not know the last key.
        let mut keys = super::keys(conn)?;
        keys.extend(self.key.load().ok().map(|key| key.public().clone()));
        let signed_by = |key: &VerifierKey| {
            let right = |signed: &[u8]| verify(&key.public, note.text.as_bytes(), signed);
            note.signatures.iter().any(|one| one.names(key) && right(&one.bytes))
        };
        if !keys.iter().any(signed_by) {
            return Err(self.disagrees(Disagreement::NotOurs));
        }
        if head.size > edge.size() {
            let (had, has) = (head.size, edge.size());
            return Err(self.disagrees(Disagreement::RolledBack { had, has }));
        }
        match extends(conn, &head, &edge) {
            Ok(true) => Ok((edge, Some(head))),
            Ok(false) => Err(self.disagrees(Disagreement::Changed(head.size))),
            Err(error) => Err(error.into()),
        }
    }

    /// The key that signs. It is known to the log from its first signature on.
    fn in_charge(&self, database: &Database, now: DateTime<Utc>) -> Result<LogKey, NotaryError> {
        let known = database.read(super::keys)?;
        let mut key = self.key.load()?;
        let Some(last) = known.last() else {
            database.light(|conn| Ok(tlog::add_key(conn, &key.public().to_string(), now)?))?;
            return Ok(key);
        };
        // A change of keys was broken off after the log told of it.
        if self.key.prepared().is_some_and(|prepared| prepared.public() == last) {
            self.key.replace()?;
            key = self.key.load()?;
        }
        if key.public() == last { Ok(key) } else { Err(NotaryError::OtherKey(Box::new(last.clone()))) }
    }

    fn note(&self, edge: &Edge, keys: &[&LogKey]) -> Note {
        // Its keys carry the name of the log, whatever the portal is called today.
        let origin = keys.first().map_or(&self.origin, |key| &key.public().name).clone();
        let text = Checkpoint { origin, size: edge.size(), root: edge.root() }.to_string();
        let signatures = keys.iter().map(|key| key.sign(&text)).collect();
        Note { text, signatures }
    }

    fn keep_outside(&self, note: &Note, size: u64) -> Result<(), NotaryError> {
        self.outside.advance(note, size).map_err(|error| self.unwritable(error))
    }

    fn disagrees(&self, why: Disagreement) -> NotaryError {
        NotaryError::Disagrees { why, file: self.outside.path().to_owned() }
    }

    fn unwritable(&self, error: io::Error) -> NotaryError {
        NotaryError::Outside(self.outside.path().to_owned(), error)
    }
}

/// Whether the tree still has the root that was signed, and grew from there. A node that is not there is a change too.
fn extends(conn: &mut DbConn, head: &Checkpoint, edge: &Edge) -> diesel::QueryResult<bool> {
    let tree = &mut Tree(conn);
    let shown = root_at(tree, head.size)
        .and_then(|root| Ok((root, consistency(tree, head.size, edge.size())?)))
        .map(|(root, proof)| {
            let grew = check_consistency((head.size, &root), (edge.size(), &edge.root()), &proof);
            root == head.root && grew.is_ok()
        });
    match shown {
        Err(diesel::result::Error::NotFound) => Ok(false),
        other => other,
    }
}
