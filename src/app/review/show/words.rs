//! The names of gemeenten, productgroepen and windows of a region, for lists and filters.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::error::Result;
use crate::app::schemes;
use crate::storage::views::queue::Window;
use crate::storage::{DbConn, RegionScope, regions};

/// A code with its name.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// The code.
    pub value: String,
    /// The name.
    pub label: String,
}

/// Names by code.
#[derive(Debug, Clone, Serialize)]
pub struct QueueWords {
    /// Gemeenten.
    pub gemeenten: Vec<Named>,
    /// Productgroepen.
    pub groups: Vec<Named>,
    /// Windows.
    pub windows: Vec<Named>,
}

/// The names of a region with these windows.
///
/// # Errors
/// What the database says, or [`Error::Internal`](crate::app::Error::Internal) when the stored text of a regeling is broken.
pub fn queue_words(
    conn: &mut DbConn,
    scope: &RegionScope,
    windows: &[Window],
    now: DateTime<Utc>,
) -> Result<QueueWords> {
    let mut groups: Vec<Named> = Vec::new();
    for version in schemes::all_in_force(conn, scope, now)? {
        for group in version.scheme.groups() {
            if !groups.iter().any(|known| known.value == group.code.as_str()) {
                groups.push(Named { value: group.code.to_string(), label: group.title.clone() });
            }
        }
    }
    let gemeenten = regions::gemeente_names(conn, scope)?;
    let open = windows.iter().filter(|window| window.is_open);
    Ok(QueueWords {
        gemeenten: gemeenten.into_iter().map(|(value, label)| Named { value, label }).collect(),
        groups,
        windows: open.map(|one| Named { value: one.id.clone(), label: one.title.clone() }).collect(),
    })
}

fn title<'a>(list: &'a [Named], code: &'a str) -> &'a str {
    list.iter().find(|one| one.value == code).map_or(code, |one| one.label.as_str())
}

impl QueueWords {
    /// The name of a gemeente.
    #[must_use]
    pub fn gemeente<'a>(&'a self, code: &'a str) -> &'a str {
        title(&self.gemeenten, code)
    }

    /// The name of a productgroep.
    #[must_use]
    pub fn group<'a>(&'a self, code: &'a str) -> &'a str {
        title(&self.groups, code)
    }

    /// The title of a window.
    #[must_use]
    pub fn window<'a>(&'a self, id: &'a str) -> &'a str {
        title(&self.windows, id)
    }
}
