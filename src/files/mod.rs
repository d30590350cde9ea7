//! The evidence store and the look at what is in it.
//! May import: std, calamine, chrono, csv, flate2, futures-util, rlimit, serde, sha2, thiserror, tokio, zip, domain.
//!
//! A blob is stored before any row points to it: received in a temporary file, counted, hashed and looked at, synced,
//! renamed to its content address, the folder synced. [`inspect`] then reads it in a process of its own.

pub mod geojson;
pub mod inspect;
mod media;
mod names;
mod notes;
mod pdf_names;
mod receive;
mod scratch;
mod serving;
mod sha256;
mod sniff;
mod store;
pub mod table;
mod upload;
mod zip_directory;

#[cfg(test)]
mod samples;

pub use media::MediaType;
pub use names::{MAX_NAME, clean_file_name, content_disposition, extension};
pub use receive::receive;
pub use scratch::Scratch;
pub use serving::{Alone, Serving};
pub use sha256::{NotASha256, Sha256};
pub use sniff::{Refusal, sniff};
pub use store::{LocalFile, OpenBlob, Store, StoreError, Swept};
pub use upload::{Limits, StoredBlob, Upload, UploadError};
