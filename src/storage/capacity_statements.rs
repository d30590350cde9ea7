//! What aanbieders stated of their places, day by day: of the past, beside `admission_capacity`, which holds what counts now.
//! May import: diesel, domain.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::admissions::CapacityRow;
use super::db::DbConn;
use super::schema::{admissions, capacity_statements};
use super::scope::RegionScope;
use crate::domain::ids::ProcedureId;

/// Keep a statement; one of the same day about the same doelgroep makes room.
///
/// # Errors
/// What the database says.
pub(super) fn keep(conn: &mut DbConn, row: &CapacityRow) -> QueryResult<()> {
    use capacity_statements as stated;
    let same = stated::table.find((&row.admission_id, &row.target_group, row.as_of));
    let figures =
        (stated::places.eq(row.places), stated::free.eq(row.free), stated::waiting_days.eq(row.waiting_days));
    if diesel::update(same).set(figures).execute(conn)? == 0 {
        let about = (
            stated::admission_id.eq(&row.admission_id),
            stated::region_id.eq(&row.region_id),
            stated::target_group.eq(&row.target_group),
            stated::as_of.eq(row.as_of),
        );
        diesel::insert_into(stated::table).values((about, figures)).execute(conn)?;
    }
    Ok(())
}

/// What was stated about the admissions of a procedure from one day up to and including another, by admission and doelgroep, the last one last.
///
/// # Errors
/// What the database says.
pub fn between(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
    (from, until): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<CapacityRow>> {
    use capacity_statements as stated;
    type Row = (String, String, String, i32, i32, NaiveDate, Option<i32>);
    let rows: Vec<Row> = stated::table
        .inner_join(admissions::table)
        .filter(stated::region_id.eq(scope.key()))
        .filter(stated::as_of.ge(from))
        .filter(stated::as_of.le(until))
        .filter(admissions::procedure_id.eq(procedure.as_str()))
        .order((stated::admission_id, stated::target_group, stated::as_of))
        .select((
            stated::admission_id,
            stated::region_id,
            stated::target_group,
            stated::places,
            stated::free,
            stated::as_of,
            stated::waiting_days,
        ))
        .load(conn)?;
    let row = |(admission_id, region_id, target_group, places, free, as_of, waiting_days): Row| CapacityRow {
        admission_id,
        region_id,
        target_group,
        places,
        free,
        as_of,
        waiting_days,
    };
    Ok(rows.into_iter().map(row).collect())
}
