//! Passwords (argon2id) on two threads of their own, so that a rush of logins slows only logins.
//! May import: std, argon2, tokio::sync, auth::random.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::oneshot;

/// Memory in KiB, OWASP's minimum.
const MEMORY_KIB: u32 = 19_456;
/// Passes over the memory.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;
/// Two hashes at a time: on two cores one stays free for pages.
const THREADS: usize = 2;
/// Blocks of 1 KiB to ask the system for.
const ROOM: usize = 33 * 1024;
/// How long working memory stays ready after a login.
const READY: Duration = Duration::from_secs(30);
/// How many may wait; who comes later is told to try again.
const WAITING: usize = 64;
/// The hash that unknown accounts are checked against, so that they take as long as known ones. No password is behind it: the
/// answer is no, also for who knows what was hashed.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$gL0iVLWaBgvLNRmgzOJfMXwh02Ty6GjPvPhiy6MhjM8";

/// Why no answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too many are waiting.
    #[error("too many logins at once")]
    Busy,
    /// The stored hash is not one of ours, or hashing failed.
    #[error("the stored password hash cannot be read")]
    Broken,
}

/// The pool of threads that hash and check passwords. Cheap to copy.
#[derive(Clone)]
pub struct Passwords {
    queue: mpsc::SyncSender<Work>,
}

enum Work {
    Hash { password: String, salt: [u8; 16], answer: oneshot::Sender<Result<String, PasswordError>> },
    Check { password: String, hash: String, answer: oneshot::Sender<Result<bool, PasswordError>> },
}

impl Passwords {
    /// Start the threads.
    ///
    /// # Errors
    /// [`PasswordError::Broken`] when a thread cannot be started.
    pub fn start() -> Result<Self, PasswordError> {
        let (queue, work) = mpsc::sync_channel(WAITING);
        let work = Arc::new((Mutex::new(work), Desk::default()));
        for number in 1..=THREADS {
            let work = Arc::clone(&work);
            std::thread::Builder::new()
                .name(format!("passwords-{number}"))
                .spawn(move || serve(&work.0, &work.1))
                .map_err(|_| PasswordError::Broken)?;
        }
        Ok(Self { queue })
    }

    /// Hash a new password with a fresh random salt; the answer is a PHC string.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String, PasswordError> {
        let (answer, coming) = oneshot::channel();
        self.queue.try_send(Work::Hash { password, salt, answer }).map_err(|_| PasswordError::Busy)?;
        coming.await.map_err(|_| PasswordError::Broken)?
    }

    /// Whether `password` fits the stored hash. Without a hash (no such account) the answer is no, after the same work.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub async fn check(&self, password: String, stored: Option<&str>) -> Result<bool, PasswordError> {
        let (answer, coming) = oneshot::channel();
        let hash = stored.unwrap_or(NOBODY).to_owned();
        self.queue.try_send(Work::Check { password, hash, answer }).map_err(|_| PasswordError::Busy)?;
        let fits = coming.await.map_err(|_| PasswordError::Broken)??;
        Ok(fits && stored.is_some())
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passwords")
    }
}

fn serve(work: &Mutex<mpsc::Receiver<Work>>, desk: &Desk) {
    loop {
        let next = match work.lock() {
            Ok(queue) => queue.recv_timeout(READY),
            Err(_) => return,
        };
        // Who asked may have gone; then nobody needs the answer.
        match next {
            Ok(Work::Hash { password, salt, answer }) => {
                drop(answer.send(desk.lend(|memory| memory.hash(&password, &salt))));
            }
            Ok(Work::Check { password, hash, answer }) => {
                let _ = answer.send(desk.lend(|memory| memory.check(&password, &hash)));
            }
            Err(RecvTimeoutError::Timeout) => desk.clear(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Working memories that lie ready: one, and a second only once two were needed at a time; none when nobody logs in.
#[derive(Default)]
struct Desk(Mutex<Vec<Memory>>);

impl Desk {
    fn lend<T>(&self, work: impl FnOnce(&mut Memory) -> T) -> T {
        let free = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ready = free().pop();
        let mut memory = ready.unwrap_or_default();
        let done = work(&mut memory);
        free().push(memory);
        done
    }

    fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// What argon2 works in: room that is used again by the next hash, and given back when there is none for a while. glibc gives
/// back to the system at once what is larger than 32 MiB, and keeps what is smaller; so more is asked for than is ever touched.
#[derive(Default)]
struct Memory(Vec<Block>);

impl Memory {
    fn hash(&mut self, password: &str, salt: &[u8; 16]) -> Result<String, PasswordError> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Broken)?;
        let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
        let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
        self.fill(&Argon2::new(algorithm, version, params.clone()), password, salt, &mut out)?;
        let hash = PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: ParamsString::try_from(&params).map_err(|_| PasswordError::Broken)?,
            salt: Some(Salt::new(salt).map_err(|_| PasswordError::Broken)?),
            hash: Some(Output::new(&out).map_err(|_| PasswordError::Broken)?),
        };
        Ok(hash.to_string())
    }

    fn check(&mut self, password: &str, stored: &str) -> Result<bool, PasswordError> {
        let known = PasswordHash::new(stored).map_err(|_| PasswordError::Broken)?;
        let (Some(salt), Some(expected)) = (&known.salt, &known.hash) else {
            return Err(PasswordError::Broken);
        };
        let algorithm = Algorithm::try_from(known.algorithm.as_str()).map_err(|_| PasswordError::Broken)?;
        let version = known.version.map_or(Ok(Version::default()), Version::try_from);
        let params = Params::try_from(&known).map_err(|_| PasswordError::Broken)?;
        let argon = Argon2::new(algorithm, version.map_err(|_| PasswordError::Broken)?, params);
        let mut out = vec![0; expected.len()];
        self.fill(&argon, password, salt, &mut out)?;
        // Outputs compare in constant time.
        Ok(Output::new(&out).map_err(|_| PasswordError::Broken)? == *expected)
    }

    fn fill(
        &mut self,
        argon: &Argon2<'_>,
        password: &str,
        salt: &[u8],
        out: &mut [u8],
    ) -> Result<(), PasswordError> {
        self.0.reserve_exact(ROOM.saturating_sub(self.0.len()));
        self.0.resize(argon.params().block_count(), Block::default());
        argon
            .hash_password_into_with_memory(password.as_bytes(), salt, out, &mut self.0)
            .map_err(|_| PasswordError::Broken)
    }
}

/// Hash on the calling thread: for the command line and the demo, which have nobody waiting.
///
/// # Errors
/// [`PasswordError::Broken`] when the algorithm refuses.
pub fn hash_now(password: &str, salt: &[u8; 16]) -> Result<String, PasswordError> {
    Memory::default().hash(password, salt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_password_fits_its_own_hash_only_and_an_unknown_account_never() {
        let passwords = Passwords::start().unwrap();
        let hash = passwords.hash("drie blauwe fietsen".into(), [7; 16]).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.check("drie blauwe fietsen".into(), Some(&hash)).await.unwrap());
        assert!(!passwords.check("drie rode fietsen".into(), Some(&hash)).await.unwrap());
        assert!(!passwords.check("nobody has this password".into(), None).await.unwrap());
        assert_eq!(passwords.check("x".into(), Some("not a hash")).await, Err(PasswordError::Broken));
    }

    #[test]
    fn an_unknown_account_takes_the_work_of_a_known_one() {
        assert_eq!(hash_now("nobody has this password", &[0; 16]).as_deref(), Ok(NOBODY));
    }

    #[test]
    fn hashes_are_the_ones_of_the_library_in_memory_that_is_used_again() {
        use argon2::PasswordVerifier as _;
        let mut memory = Memory::default();
        for password in ["drie blauwe fietsen", "drie rode fietsen"] {
            let hash = memory.hash(password, &[7; 16]).unwrap();
            assert!(Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok());
            assert!(memory.check(password, &hash).unwrap());
        }
    }
}
