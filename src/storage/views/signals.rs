//! What pages of toezicht say to the signals: which to list, and from which side of the wall.
//! May import: storage.

pub use crate::storage::signals::{WallScope, Wanted};
