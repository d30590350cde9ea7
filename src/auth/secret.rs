//! Texts that never appear in a log, and the installation's own key.
//! May import: std, base64, auth::random.

use std::fmt;
use std::io::Write as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::random::Source;

/// A text that shows itself only to who asks for it by name.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keep `text` out of sight.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// The key that signs sessions and form tokens: at least 32 bytes.
#[derive(Clone)]
pub struct Key(Vec<u8>);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Too little to be a key.
    #[error("the key must hold at least 32 characters; remove it to have one made")]
    TooShort,
    /// The file cannot be read or made.
    #[error("the key file cannot be read or made: {0}")]
    File(#[from] std::io::Error),
}

/// Fewer bytes than this are guessable (RFC 7518 §3.2 asks the same of HS256).
const SHORTEST: usize = 32;

impl Key {
    /// A key from the operator's text.
    ///
    /// # Errors
    /// [`KeyError::TooShort`] under 32 bytes.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        let bytes = text.trim().as_bytes();
        if bytes.len() < SHORTEST { Err(KeyError::TooShort) } else { Ok(Self(bytes.to_vec())) }
    }

    /// The key in `path`; when the file is not there it is made first, readable by its owner only.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds too little.
    pub fn load_or_create(path: &Path, random: &Source) -> Result<Self, KeyError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::from_text(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::create(path, random),
            Err(error) => Err(error.into()),
        }
    }

    fn create(path: &Path, random: &Source) -> Result<Self, KeyError> {
        let text = URL_SAFE_NO_PAD.encode(random.bytes::<32>());
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                file.sync_all()?;
                Self::from_text(&text)
            }
            // Another process was first: its key is the key.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Self::from_text(&std::fs::read_to_string(path)?)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes, for the code that signs.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(key)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_show_itself() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "(secret)");
    }

    #[test]
    fn a_key_is_made_once_and_then_kept_readable_by_its_owner_only() {
        let folder = std::env::temp_dir().join(format!("openhuis-key-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("session.key");
        let random = Source::system();
        let made = Key::load_or_create(&path, &random).unwrap();
        let read = Key::load_or_create(&path, &random).unwrap();
        assert_eq!(made.bytes(), read.bytes());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_short_key_is_refused() {
        assert!(matches!(Key::from_text("too short"), Err(KeyError::TooShort)));
    }
}
