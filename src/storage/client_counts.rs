//! Clients per lot as they were counted, quarter by quarter.
//! May import: diesel, domain.

use diesel::prelude::*;

use super::db::DbConn;
use super::schema::client_counts;
use super::scope::RegionScope;
use crate::domain::ids::ProcedureId;

/// The clients of a lot in a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = client_counts)]
pub struct ClientCountRow {
    /// The procedure.
    pub procedure_id: String,
    /// The region.
    pub region_id: String,
    /// Product group.
    pub product_group: String,
    /// Gemeente, CBS code.
    pub gemeente: String,
    /// The quarter, such as `2026K3`.
    pub quarter: String,
    /// How many.
    pub clients: i32,
    /// The table that said so last.
    pub import_id: String,
}

/// Every count of a procedure, by lot and then by quarter.
///
/// # Errors
/// What the database says.
pub fn of_procedure(
    conn: &mut DbConn,
    scope: &RegionScope,
    procedure: &ProcedureId,
) -> QueryResult<Vec<ClientCountRow>> {
    client_counts::table
        .filter(client_counts::region_id.eq(scope.key()))
        .filter(client_counts::procedure_id.eq(procedure.as_str()))
        .order((client_counts::product_group, client_counts::gemeente, client_counts::quarter))
        .select(ClientCountRow::as_select())
        .load(conn)
}

/// Keep a count, in place of what was counted before of the same lot and quarter.
///
/// # Errors
/// What the database says.
pub fn keep(conn: &mut DbConn, row: &ClientCountRow) -> QueryResult<()> {
    let before = client_counts::table
        .filter(client_counts::procedure_id.eq(&row.procedure_id))
        .filter(client_counts::product_group.eq(&row.product_group))
        .filter(client_counts::gemeente.eq(&row.gemeente))
        .filter(client_counts::quarter.eq(&row.quarter));
    let counted = (client_counts::clients.eq(row.clients), client_counts::import_id.eq(&row.import_id));
    if diesel::update(before).set(counted).execute(conn)? == 0 {
        diesel::insert_into(client_counts::table).values(row).execute(conn)?;
    }
    Ok(())
}
