//! The key that signs the heads of the log, in a file of its own; and whether a signature under a note is right.
//! May import: std, base64, ed25519-dalek, domain::tlog, auth::random.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use openhuis_domain::tlog::{Algorithm, KeyName, Signature, VerifierKey, cosigned_text};

use super::random::Source;

/// What a line of a key file starts with.
const PRIVATE: &str = "PRIVATE+KEY+";

/// A key that signs.
#[derive(Clone)]
pub struct LogKey {
    public: VerifierKey,
    private: SigningKey,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum LogKeyError {
    /// The text is no key.
    #[error("the file {0} holds no key of a log; put the right file back")]
    NotAKey(PathBuf),
    /// The file cannot be read or made.
    #[error("the key file {0} cannot be read or made: {1}")]
    File(PathBuf, io::Error),
}

impl LogKey {
    /// A new key under a name.
    #[must_use]
    pub fn generate(name: &KeyName, algorithm: Algorithm, random: &Source) -> Self {
        Self::of(name.clone(), algorithm, &random.bytes())
    }

    /// The key of a seed.
    #[must_use]
    pub fn of(name: KeyName, algorithm: Algorithm, seed: &[u8; 32]) -> Self {
        let private = SigningKey::from_bytes(seed);
        let public = VerifierKey { name, algorithm, public: private.verifying_key().to_bytes() };
        Self { public, private }
    }

    /// What others check signatures with.
    #[must_use]
    pub fn public(&self) -> &VerifierKey {
        &self.public
    }

    /// Sign a text.
    #[must_use]
    pub fn sign(&self, text: &str) -> Signature {
        Signature::by(&self.public, self.private.sign(text.as_bytes()).to_bytes().to_vec())
    }

    /// Sign, as a witness, that this head was the newest at a moment, in seconds since 1970 (C2SP tlog-cosignature).
    #[must_use]
    pub fn cosign(&self, seconds: u64, text: &str) -> Signature {
        let signed = self.private.sign(cosigned_text(seconds, text).as_bytes());
        Signature::by(&self.public, [seconds.to_be_bytes().as_slice(), &signed.to_bytes()].concat())
    }

    fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix(PRIVATE)?;
        let (name, rest) = rest.split_once('+')?;
        let (hash, key) = rest.split_once('+')?;
        let bytes = STANDARD.decode(key).ok()?;
        let (byte, seed) = bytes.split_first()?;
        let algorithm =
            [Algorithm::Ed25519, Algorithm::Cosignature].into_iter().find(|one| one.byte() == *byte)?;
        let made = Self::of(KeyName::parse(name).ok()?, algorithm, seed.try_into().ok()?);
        let own = made.public.id().map(|byte| format!("{byte:02x}")).concat();
        (own == hash).then_some(made)
    }

    fn to_text(&self) -> String {
        let hash = self.public.id().map(|byte| format!("{byte:02x}")).concat();
        let key = [&[self.public.algorithm.byte()], self.private.to_bytes().as_slice()].concat();
        format!("{PRIVATE}{}+{hash}+{}\n", self.public.name.as_str(), STANDARD.encode(key))
    }
}

impl std::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "(private key of {})", self.public)
    }
}

/// Whether an Ed25519 key made this signature of a text.
#[must_use]
pub fn verify(public: &[u8; 32], text: &[u8], signature: &[u8]) -> bool {
    let (Ok(key), Ok(signature)) = (VerifyingKey::from_bytes(public), signature.try_into()) else {
        return false;
    };
    key.verify_strict(text, &signature).is_ok()
}

/// When a witness signed a head, in seconds since 1970; none where it did not.
#[must_use]
pub fn cosigned_at(witness: &VerifierKey, text: &str, signature: &Signature) -> Option<u64> {
    let (seconds, signed) = signature.bytes.split_first_chunk()?;
    let seconds = u64::from_be_bytes(*seconds);
    let named = witness.algorithm == Algorithm::Cosignature && signature.names(witness);
    let right = named && verify(&witness.public, cosigned_text(seconds, text).as_bytes(), signed);
    right.then_some(seconds)
}

/// The file in which a key is kept, readable by its owner only. It is read each time that something is signed, so that a change
/// of keys needs no new start.
#[derive(Debug, Clone)]
pub struct KeyFile(PathBuf);

impl KeyFile {
    /// The file at this place.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The key that is in it.
    ///
    /// # Errors
    /// When there is no such file, or it holds no key.
    pub fn load(&self) -> Result<LogKey, LogKeyError> {
        let text = std::fs::read_to_string(&self.0).map_err(|error| self.failed(error))?;
        LogKey::parse(&text).ok_or_else(|| LogKeyError::NotAKey(self.0.clone()))
    }

    /// The key that is in it; where the file is not there, a new one under this name is made first.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds no key.
    pub fn load_or_create(
        &self,
        name: &KeyName,
        algorithm: Algorithm,
        random: &Source,
    ) -> Result<LogKey, LogKeyError> {
        match self.load() {
            Err(LogKeyError::File(_, error)) if error.kind() == io::ErrorKind::NotFound => {}
            known => return known,
        }
        let key = LogKey::generate(name, algorithm, random);
        match write_new(&self.0, &key) {
            Ok(()) => Ok(key),
            // Another process was first: its key is the key.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => self.load(),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Put a key beside the one that is in charge, to be moved over it with [`KeyFile::replace`] once the log says so.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn prepare(&self, key: &LogKey) -> Result<(), LogKeyError> {
        let next = self.next();
        // One that was prepared by a change of keys that was broken off signed nothing.
        let _ = std::fs::remove_file(&next);
        write_new(&next, key).map_err(|error| LogKeyError::File(next, error))
    }

    /// Let the prepared key take the place of the one that was in charge.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn replace(&self) -> Result<(), LogKeyError> {
        std::fs::rename(self.next(), &self.0).map_err(|error| self.failed(error))
    }

    fn next(&self) -> PathBuf {
        self.0.with_extension("next")
    }

    /// The key that was prepared, where there is one.
    #[must_use]
    pub fn prepared(&self) -> Option<LogKey> {
        Self(self.next()).load().ok()
    }

    fn failed(&self, error: io::Error) -> LogKeyError {
        LogKeyError::File(self.0.clone(), error)
    }
}

/// Whole and durable under its name, or not there: two processes may start at once.
fn write_new(path: &Path, key: &LogKey) -> io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}", std::process::id()));
    let draft = PathBuf::from(draft);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(key.to_text().as_bytes())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    linked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name() -> KeyName {
        KeyName::parse("openhuis.test/log").unwrap()
    }

    #[test]
    fn what_a_key_signed_is_right_and_with_anything_changed_is_not() {
        let key = LogKey::of(name(), Algorithm::Ed25519, &[7; 32]);
        let signature = key.sign("text\n");
        assert!(verify(&key.public().public, b"text\n", &signature.bytes));
        assert!(!verify(&key.public().public, b"text", &signature.bytes));
        assert!(!verify(&[0; 32], b"text\n", &signature.bytes));
        assert!(!verify(&key.public().public, b"text\n", &signature.bytes[1..]));
    }

    #[test]
    fn a_witness_signs_the_moment_too() {
        let key = LogKey::of(name(), Algorithm::Cosignature, &[7; 32]);
        let signature = key.cosign(1_795_310_400, "text\n");
        assert_eq!(cosigned_at(key.public(), "text\n", &signature), Some(1_795_310_400));
        assert_eq!(cosigned_at(key.public(), "other\n", &signature), None);
        let mut later = signature.clone();
        later.bytes[7] += 1;
        assert_eq!(cosigned_at(key.public(), "text\n", &later), None);
        let log = LogKey::of(name(), Algorithm::Ed25519, &[7; 32]);
        assert_eq!(cosigned_at(log.public(), "text\n", &signature), None, "another kind of key");
    }

    #[test]
    fn a_cosignature_of_the_specification_is_right() {
        // The seed of which the specification signs its example is not told; the form of its line is.
        let line = "\u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";
        let signature = Signature::parse(line).unwrap();
        let (seconds, _) = signature.bytes.split_first_chunk().unwrap();
        assert_eq!(u64::from_be_bytes(*seconds), 1_679_315_147);
    }

    #[test]
    fn a_key_is_made_once_kept_for_its_owner_and_handed_over() {
        let folder = std::env::temp_dir().join(format!("openhuis-log-key-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = KeyFile::at(&folder.join("log.key"));
        let random = Source::system();
        assert!(file.load().is_err());
        let made = file.load_or_create(&name(), Algorithm::Ed25519, &random).unwrap();
        let read = file.load_or_create(&name(), Algorithm::Ed25519, &random).unwrap();
        assert_eq!(made.public(), read.public());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(folder.join("log.key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing stays beside it");
        let next = LogKey::generate(&name(), Algorithm::Ed25519, &random);
        file.prepare(&next).unwrap();
        assert_eq!(file.load().unwrap().public(), made.public());
        file.replace().unwrap();
        assert_eq!(file.load().unwrap().public(), next.public());
        std::fs::write(folder.join("log.key"), "no key").unwrap();
        assert!(matches!(file.load(), Err(LogKeyError::NotAKey(_))));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
