//! Policy as it is laid down: founding a procedure from its regeling, publishing documents and windows.
//! May import: app::{ctx, error, outbox}, auth, domain, render, storage.

mod closing;
mod documents;
mod followers;
mod found;
mod preparing;
mod reading;
mod windows;
mod year;

pub(super) use closing::plan as plan_close;
pub use closing::{SETTLED, STALE, close, still_fresh};
pub use documents::{NewDocument, publish_document};
pub(super) use followers::{News, tell as tell_followers};
pub(super) use found::FirstStates;
pub use found::{Founded, NewProcedure, found};
pub use preparing::{
    NewDraft, Ready, Waiting, all_ready, discard_ready, prepare_document, publish_ready, ready,
};
pub use reading::{version, versions, window, windows};
pub(super) use windows::judgeable;
pub use windows::{NewWindow, lacking, publish_window, wnt_years_of};
pub use year::{Alike, Known, Needed, Planner, planners};

use super::error::{Error, Result};
use crate::domain::ids::UserId;

/// Two people, never one: who publishes and who confirms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoPeople {
    by: UserId,
    confirmed_by: UserId,
}

impl TwoPeople {
    /// Two different people.
    ///
    /// # Errors
    /// [`Error::Refused`] when it is one.
    pub fn new(by: UserId, confirmed_by: UserId) -> Result<Self> {
        if by == confirmed_by {
            return Err(Error::refused(crate::domain::words::policy::ONE_PERSON));
        }
        Ok(Self { by, confirmed_by })
    }

    /// Who publishes.
    #[must_use]
    pub fn by(&self) -> &UserId {
        &self.by
    }

    /// Who confirms.
    #[must_use]
    pub fn confirmed_by(&self) -> &UserId {
        &self.confirmed_by
    }
}
