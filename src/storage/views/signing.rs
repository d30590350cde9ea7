//! What waits for a signature, and what people found about it before.
//! May import: diesel, domain.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::domain::decision::Outcome;
use crate::storage::db::DbConn;
use crate::storage::schema::{applications, assessments, decisions, lot_applications, users};
use crate::storage::scope::RegionScope;
use crate::storage::types::AsText;

/// A lot that waits for a signature.
#[derive(Debug, Clone, Queryable)]
pub struct WaitingLot {
    /// The lot.
    pub lot: String,
    /// Its application.
    pub application: String,
    /// The number of the application.
    pub number: String,
    /// Who applied.
    pub org_name: String,
    /// Under which version of the regeling.
    pub scheme_version: String,
    /// Product group.
    pub product_group: String,
    /// Gemeente, CBS code.
    pub gemeente: String,
    /// What is proposed.
    pub outcome: AsText<Outcome>,
    /// Last day of the decision term.
    pub due: Option<NaiveDate>,
}

/// The lots of these gemeenten that wait for a signature: what is due first comes first.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope, gemeenten: &[String]) -> QueryResult<Vec<WaitingLot>> {
    lot_applications::table
        .inner_join(applications::table)
        .inner_join(decisions::table.on(decisions::lot_application_id.eq(lot_applications::id)))
        .filter(lot_applications::region_id.eq(scope.key()))
        .filter(lot_applications::gemeente.eq_any(gemeenten))
        .filter(lot_applications::state.eq("countersigned"))
        .filter(decisions::state.eq("countersigned"))
        .order((
            applications::due_key,
            applications::id,
            lot_applications::product_group,
            lot_applications::gemeente,
        ))
        .select((
            lot_applications::id,
            applications::id,
            applications::number,
            applications::org_name,
            applications::scheme_version_id,
            lot_applications::product_group,
            lot_applications::gemeente,
            decisions::outcome,
            applications::decision_due_on,
        ))
        .load(conn)
}

/// What a person said of one requirement.
#[derive(Debug, Clone, Queryable)]
pub struct Judged {
    /// The row.
    pub id: String,
    /// The application.
    pub application: String,
    /// For which lot; none for all.
    pub lot: Option<String>,
    /// The requirement.
    pub requirement: String,
    /// `met` or `not_met`.
    pub outcome: String,
    /// What the rules said.
    pub rule_outcome: String,
    /// Why.
    pub motivation: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
    /// The row it revises.
    pub revises: Option<String>,
}

impl Judged {
    /// Whether the person came to something else than the rules did. Where the rules left it to a person, nothing differs.
    #[must_use]
    pub fn differs(&self) -> bool {
        matches!(
            (self.rule_outcome.as_str(), self.outcome.as_str()),
            ("voldoet", "not_met") | ("voldoet_niet", "met")
        )
    }

    /// Whether it is about this lot.
    #[must_use]
    pub fn is_about(&self, lot: &str) -> bool {
        self.lot.as_deref().is_none_or(|own| own == lot)
    }
}

/// What people said of these applications, as it stands: what was revised is left out.
///
/// # Errors
/// What the database says.
pub fn judged(conn: &mut DbConn, scope: &RegionScope, applications: &[String]) -> QueryResult<Vec<Judged>> {
    let mut all: Vec<Judged> = Vec::new();
    for some in applications.chunks(500) {
        all.extend(
            assessments::table
                .inner_join(users::table.on(users::id.eq(assessments::assessed_by)))
                .filter(assessments::region_id.eq(scope.key()))
                .filter(assessments::application_id.eq_any(some))
                .order((assessments::requirement, assessments::assessed_at, assessments::id))
                .select((
                    assessments::id,
                    assessments::application_id,
                    assessments::lot_application_id,
                    assessments::requirement,
                    assessments::outcome,
                    assessments::rule_outcome,
                    assessments::motivation,
                    users::name,
                    assessments::assessed_at,
                    assessments::revises,
                ))
                .load::<Judged>(conn)?,
        );
    }
    let revised: Vec<String> = all.iter().filter_map(|one| one.revises.clone()).collect();
    all.retain(|one| !revised.contains(&one.id));
    Ok(all)
}

/// The name of somebody of the team.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn name_of(conn: &mut DbConn, user: &str) -> QueryResult<String> {
    users::table.find(user).select(users::name).first(conn)
}
