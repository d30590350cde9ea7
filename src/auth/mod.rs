//! Who is at the door: passwords, session and one-time tokens, CSRF, and where randomness comes from.
//! May import: domain, std and the cryptographic crates. Knows no database, no web server and no clock.

pub mod claim_code;
pub mod csrf;
pub mod log_key;
pub mod origin;
pub mod passwords;
pub mod policy;
pub mod random;
pub mod second_factor;
pub mod secret;
pub mod session_token;
mod typed_code;
