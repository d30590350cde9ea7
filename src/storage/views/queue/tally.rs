//! How much there is to do: the tiles above the queue.
//! May import: diesel, domain, storage.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Integer};

use super::sight::Sight;
use crate::domain::ids::UserId;
use crate::storage::db::{DbConn, directly};
use crate::storage::schema::applications;

/// Tiles count up to here; more is shown as "more than".
pub const MOST: i64 = 99;

/// How many open applications there are, as the tiles above the queue tell it; each up to one more than [`MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Tally {
    /// Whose term is over.
    pub over: i64,
    /// Whose term ends today or within seven days.
    pub week: i64,
    /// That are the work of who asks.
    pub mine: i64,
    /// That are nobody's work.
    pub nobodys: i64,
}

/// What there is to do, for a person of the team.
///
/// # Errors
/// What the database says.
pub fn tally(conn: &mut DbConn, sight: &Sight<'_>, me: &UserId) -> QueryResult<Tally> {
    let most = MOST.saturating_add(1);
    let (today, last) = sight.week();
    directly!(conn: Own => {
        let open = || {
            let rows = applications::table.filter(applications::region_id.eq(sight.scope.key()));
            let rows = rows.filter(applications::is_open.eq(true)).select(1.into_sql::<Integer>()).into_boxed::<Own>();
            sight.sealed().fold(rows, |rows, window| rows.filter(applications::window_id.ne(window))).limit(most)
        };
        diesel::select((
            Counted(open().filter(applications::due_key.lt(&today))),
            Counted(open().filter(applications::due_key.between(&today, &last))),
            Counted(open().filter(applications::assessor_id.eq(me.as_str()))),
            Counted(open().filter(applications::assessor_id.is_null())),
        ))
        .get_result(conn)
    })
}

/// How many rows a limited query has, counted by the database.
#[derive(Debug, Clone, QueryId)]
struct Counted<Q>(Q);

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Counted<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(SELECT COUNT(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS rows_found)");
        Ok(())
    }
}

impl<Q> Expression for Counted<Q> {
    type SqlType = BigInt;
}

impl<Q, QS> AppearsOnTable<QS> for Counted<Q> {}

impl<Q, QS> SelectableExpression<QS> for Counted<Q> {}

impl<Q, G> ValidGrouping<G> for Counted<Q> {
    type IsAggregate = is_aggregate::Never;
}
