//! The names of gemeenten, productgroepen and windows of a region, for lists and filters.
//! May import: app, domain, storage.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use serde::Serialize;

use crate::app::schemes;
use crate::domain::words::review::ANY;
use crate::storage::views::queue;
use crate::storage::{DbConn, RegionScope, regions, types};

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

/// The names of a region.
///
/// # Errors
/// What the database says.
pub fn queue_words(conn: &mut DbConn, scope: &RegionScope, now: DateTime<Utc>) -> QueryResult<QueueWords> {
    let gemeenten = regions::gemeenten_of(conn, scope)?;
    let named = |value: String, label: String| Named { value, label };
    let mut groups: Vec<Named> = Vec::new();
    for procedure in regions::procedures_of(conn, scope)? {
        let id = types::id("procedures", &procedure.id)?;
        // A procedure whose regeling is not in force yet has no lots to name.
        let Ok(version) = schemes::in_force(conn, scope, &id, now) else { continue };
        for group in version.scheme.groups() {
            if !groups.iter().any(|known| known.value == group.code.as_str()) {
                groups.push(named(group.code.to_string(), group.title.clone()));
            }
        }
    }
    let windows = queue::windows(conn, scope, now)?;
    Ok(QueueWords {
        gemeenten: gemeenten.into_iter().map(|one| named(one.code, one.name)).collect(),
        windows: windows.into_iter().map(|(id, title)| named(id, title)).collect(),
        groups,
    })
}

fn title(list: &[Named], code: &str) -> String {
    list.iter().find(|one| one.value == code).map_or(code.to_owned(), |one| one.label.clone())
}

impl QueueWords {
    /// The same with an option for any of them in front, as a filter offers it.
    #[must_use]
    pub fn with_any(mut self) -> Self {
        for list in [&mut self.gemeenten, &mut self.groups, &mut self.windows] {
            list.insert(0, Named { value: String::new(), label: ANY.to_owned() });
        }
        self
    }

    /// The name of a gemeente.
    #[must_use]
    pub fn gemeente(&self, code: &str) -> String {
        title(&self.gemeenten, code)
    }

    /// The name of a productgroep.
    #[must_use]
    pub fn group(&self, code: &str) -> String {
        title(&self.groups, code)
    }

    /// The title of a window.
    #[must_use]
    pub fn window(&self, id: &str) -> String {
        title(&self.windows, id)
    }
}
