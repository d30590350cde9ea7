//! What a team filters its queue by, and which applications fit.
//! May import: diesel, domain, storage.

use diesel::dsl::{auto_type, exists};
use diesel::prelude::*;

use super::sight::Sight;
use crate::domain::application::{State, lot};
use crate::domain::ids::UserId;
use crate::domain::text::fold_key;
use crate::storage::db::MultiBackend;
use crate::storage::schema::{applications, lot_applications, organisations, users};
use crate::storage::types::AsText;

/// What is shown of the queue. Empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In these states; the open ones when empty.
    pub states: Vec<State>,
    /// With a lot in this gemeente.
    pub gemeente: String,
    /// With a lot of this productgroep.
    pub group: String,
    /// Of this window.
    pub window: String,
    /// By the last day for the decision.
    pub term: Option<Term>,
    /// By whose work it is.
    pub whose: Option<Whose>,
    /// Part of the name, the number of the application, or a KvK number.
    pub find: String,
}

/// By the last day for the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// It has passed.
    Over,
    /// Today or within seven days.
    Week,
}

/// By whose work it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// This person's.
    Of(UserId),
    /// Nobody's.
    Nobodys,
}

/// Applications, with the people whose work they are.
#[auto_type]
pub(super) fn with_people() -> _ {
    applications::table.left_join(users::table.on(users::id.nullable().eq(applications::assessor_id)))
}

pub(super) type Boxed<'a> = diesel::dsl::IntoBoxed<'a, with_people, MultiBackend>;

/// What fits a filter, but for the states.
pub(super) fn fitting<'a>(sight: &Sight<'a>, filter: &Filter) -> Boxed<'a> {
    let mut rows = with_people().filter(applications::region_id.eq(sight.scope.key())).into_boxed();
    for window in sight.sealed() {
        rows = rows.filter(applications::window_id.ne(window));
    }
    if !filter.window.is_empty() {
        rows = rows.filter(applications::window_id.eq(filter.window.clone()));
    }
    let (today, last) = sight.week();
    rows = match filter.term {
        None => rows,
        Some(Term::Over) => rows.filter(applications::due_key.lt(today)),
        Some(Term::Week) => {
            rows.filter(applications::due_key.ge(today)).filter(applications::due_key.le(last))
        }
    };
    rows = match &filter.whose {
        None => rows,
        Some(Whose::Of(user)) => rows.filter(applications::assessor_id.eq(Some(user.to_string()))),
        Some(Whose::Nobodys) => rows.filter(applications::assessor_id.is_null()),
    };
    found(with_lot(rows, filter), &filter.find)
}

fn found<'a>(rows: Boxed<'a>, find: &str) -> Boxed<'a> {
    let folded = fold_key(find);
    if folded.is_empty() {
        return rows;
    }
    if find.len() == 8 && find.bytes().all(|byte| byte.is_ascii_digit()) {
        let with_number = organisations::table.filter(organisations::kvk.eq(find.to_owned()));
        return rows.filter(applications::org_id.eq_any(with_number.select(organisations::id)));
    }
    let escaped = folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    rows.filter(
        applications::org_name_key
            .like(format!("%{escaped}%"))
            .escape('\\')
            .or(applications::number.eq(find.trim().to_uppercase())),
    )
}

fn with_lot<'a>(rows: Boxed<'a>, filter: &Filter) -> Boxed<'a> {
    let lots = lot_applications::table
        .filter(lot_applications::application_id.eq(applications::id))
        .filter(lot_applications::state.ne(AsText(lot::State::Withdrawn)));
    let (gemeente, group) = (filter.gemeente.clone(), filter.group.clone());
    match (gemeente.is_empty(), group.is_empty()) {
        (true, true) => rows,
        (false, true) => rows.filter(exists(lots.filter(lot_applications::gemeente.eq(gemeente)))),
        (true, false) => rows.filter(exists(lots.filter(lot_applications::product_group.eq(group)))),
        (false, false) => rows.filter(exists(
            lots.filter(lot_applications::gemeente.eq(gemeente))
                .filter(lot_applications::product_group.eq(group)),
        )),
    }
}
