//! Bringing a database to the schema of this program, and checking that its guards stand.
//! May import: diesel, db.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::db::{DatabaseUrl, DbConn};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Why a database cannot be used as it is.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// It does not answer.
    #[error("the database does not answer")]
    Connect(#[source] diesel::r2d2::Error),
    /// A migration was refused; the database is as it was before that migration.
    #[error("a migration failed: {0}")]
    Migration(Box<dyn std::error::Error + Send + Sync>),
    /// A query failed.
    #[error("the database refused a query")]
    Query(#[from] diesel::result::Error),
    /// Rows point to rows that are not there.
    #[error("after migrating, {0} references point nowhere; restore the backup")]
    DanglingReferences(usize),
    /// Somebody removed an append-only guard.
    #[error("the append-only guard {0} is missing; restore it or the backup before serving")]
    MissingGuard(String),
    /// Migrations wait to be run.
    #[error("the database has an older schema; run: openhuis migrate")]
    Pending,
}

/// Run what is pending; the number of migrations that ran.
///
/// # Errors
/// See [`MigrateError`].
pub fn migrate(url: &DatabaseUrl) -> Result<usize, MigrateError> {
    let mut conn = url.connect().map_err(MigrateError::Connect)?;
    match &mut conn {
        DbConn::Postgres(pg) => {
            Ok(pg.run_pending_migrations(POSTGRES).map_err(MigrateError::Migration)?.len())
        }
        DbConn::Sqlite(lite) => {
            // Rebuilding a table would delete the rows that point to it; the check afterwards replaces the guard.
            lite.batch_execute("PRAGMA foreign_keys = OFF")?;
            let ran = lite.run_pending_migrations(SQLITE).map_err(MigrateError::Migration)?.len();
            let dangling = diesel::sql_query("SELECT \"table\" AS name FROM pragma_foreign_key_check")
                .load::<Name>(lite)?;
            if dangling.is_empty() { Ok(ran) } else { Err(MigrateError::DanglingReferences(dangling.len())) }
        }
    }
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The guards of SQLite without which `serve` does not start; a test drops each in turn.
const SQLITE_GUARDS: [&str; 194] = [
    "guard_facts_update",
    "guard_facts_delete",
    "guard_audit_leaf_update",
    "guard_audit_leaf_delete",
    "guard_scheme_versions_update",
    "guard_scheme_versions_delete",
    "guard_documents_update",
    "guard_documents_delete",
    "guard_lot_states_update",
    "guard_lot_states_delete",
    "guard_opening_supply_update",
    "guard_opening_supply_delete",
    "guard_simulations_update",
    "guard_simulations_delete",
    "guard_simulations_motivated",
    "guard_amendments_update",
    "guard_amendments_delete",
    "guard_laid_down_update",
    "guard_laid_down_delete",
    "guard_assessments_update",
    "guard_assessments_delete",
    "guard_unequal_cases_update",
    "guard_unequal_cases_delete",
    "guard_hearing_decisions_update",
    "guard_hearing_decisions_delete",
    "guard_revisions_update",
    "guard_revisions_delete",
    "guard_extensions_update",
    "guard_extensions_delete",
    "guard_messages_update",
    "guard_messages_delete",
    "guard_acceptances_update",
    "guard_acceptances_delete",
    "guard_member_parts_update",
    "guard_member_parts_delete",
    "guard_letter_decisions_update",
    "guard_letter_decisions_delete",
    "guard_seen_evidence_update",
    "guard_seen_evidence_delete",
    "guard_refused_attempts_update",
    "guard_refused_attempts_delete",
    "guard_failures_update",
    "guard_failures_delete",
    "guard_application_snapshots_update",
    "guard_application_snapshots_delete",
    "guard_decisions_update",
    "guard_decisions_delete",
    "guard_decisions_withdrawn_insert",
    "guard_decisions_withdrawn_update",
    "guard_decisions_people",
    "guard_decisions_heard",
    "guard_decisions_panel",
    "guard_letters_update",
    "guard_letters_delete",
    "guard_letter_bounces_update",
    "guard_letter_bounces_delete",
    "guard_facts_replace",
    "guard_audit_leaf_replace",
    "guard_scheme_versions_replace",
    "guard_documents_replace",
    "guard_lot_states_replace",
    "guard_opening_supply_replace",
    "guard_amendments_replace",
    "guard_simulations_replace",
    "guard_laid_down_replace",
    "guard_assessments_replace",
    "guard_unequal_cases_replace",
    "guard_hearing_decisions_replace",
    "guard_revisions_replace",
    "guard_extensions_replace",
    "guard_messages_replace",
    "guard_acceptances_replace",
    "guard_member_parts_replace",
    "guard_application_snapshots_replace",
    "guard_decisions_replace",
    "guard_letters_replace",
    "guard_letter_bounces_replace",
    "guard_letter_decisions_replace",
    "guard_seen_evidence_replace",
    "guard_refused_attempts_replace",
    "guard_failures_replace",
    "guard_notas_update",
    "guard_notas_delete",
    "guard_notas_replace",
    "guard_nota_items_update",
    "guard_nota_items_delete",
    "guard_nota_items_insert",
    "guard_nota_items_replace",
    "guard_nota_questions_update",
    "guard_nota_questions_delete",
    "guard_nota_questions_replace",
    "guard_verifications_update",
    "guard_verifications_delete",
    "guard_verification_findings_update",
    "guard_verification_findings_delete",
    "guard_verification_findings_replace",
    "guard_verifications_replace",
    "guard_disputes_update",
    "guard_disputes_people",
    "guard_disputes_delete",
    "guard_disputes_replace",
    "guard_dispute_decisions_update",
    "guard_dispute_decisions_delete",
    "guard_dispute_decisions_replace",
    "guard_dispute_revisions_update",
    "guard_dispute_revisions_delete",
    "guard_dispute_revisions_replace",
    "guard_legal_holds_update",
    "guard_legal_holds_running",
    "guard_legal_holds_delete",
    "guard_legal_holds_replace",
    "guard_bibob_dossiers_update",
    "guard_bibob_dossiers_delete",
    "guard_bibob_dossiers_replace",
    "guard_bibob_notes_update",
    "guard_bibob_notes_delete",
    "guard_bibob_notes_replace",
    "guard_bibob_files_update",
    "guard_bibob_files_delete",
    "guard_bibob_files_replace",
    "guard_bibob_retentions_update",
    "guard_bibob_retentions_delete",
    "guard_bibob_retentions_replace",
    "guard_bibob_officers_update",
    "guard_bibob_officers_delete",
    "guard_bibob_officers_replace",
    "guard_decisions_bibob_insert",
    "guard_decisions_bibob_update",
    "guard_audit_node_update",
    "guard_audit_node_delete",
    "guard_audit_node_replace",
    "guard_audit_checkpoint_update",
    "guard_audit_checkpoint_delete",
    "guard_audit_checkpoint_replace",
    "guard_audit_key_update",
    "guard_audit_key_delete",
    "guard_audit_key_replace",
    "guard_signals_update",
    "guard_signals_delete",
    "guard_signals_replace",
    "guard_signal_reporters_update",
    "guard_signal_reporters_replace",
    "guard_signal_steps_update",
    "guard_signal_steps_delete",
    "guard_signal_steps_replace",
    "guard_samples_update",
    "guard_samples_delete",
    "guard_samples_replace",
    "guard_sample_orgs_update",
    "guard_sample_orgs_delete",
    "guard_sample_orgs_replace",
    "guard_measures_update",
    "guard_measures_delete",
    "guard_measures_replace",
    "guard_measure_admissions_update",
    "guard_measure_admissions_delete",
    "guard_measure_admissions_replace",
    "guard_measure_findings_update",
    "guard_measure_findings_delete",
    "guard_measure_findings_replace",
    "guard_measure_views_update",
    "guard_measure_views_delete",
    "guard_measure_views_replace",
    "guard_measure_steps_update",
    "guard_measure_steps_delete",
    "guard_measure_steps_replace",
    "guard_measure_letters_update",
    "guard_measure_letters_delete",
    "guard_measure_letters_replace",
    "guard_frameworks_update",
    "guard_frameworks_delete",
    "guard_frameworks_replace",
    "guard_investigations_update",
    "guard_investigations_delete",
    "guard_investigations_replace",
    "guard_investigation_gemeenten_update",
    "guard_investigation_gemeenten_delete",
    "guard_investigation_gemeenten_replace",
    "guard_investigation_steps_update",
    "guard_investigation_steps_delete",
    "guard_investigation_steps_replace",
    "guard_investigation_notes_update",
    "guard_investigation_notes_delete",
    "guard_investigation_notes_replace",
    "guard_investigation_findings_update",
    "guard_investigation_findings_delete",
    "guard_investigation_findings_replace",
    "guard_staff_roles_apart",
    "guard_year_plan_entries_update",
    "guard_year_plan_entries_delete",
    "guard_year_plan_entries_replace",
    "guard_year_plan_drops_update",
    "guard_year_plan_drops_delete",
    "guard_year_plan_drops_replace",
];

/// Those of PostgreSQL.
const POSTGRES_GUARDS: [&str; 125] = [
    "guard_facts_append_only",
    "guard_audit_leaf_append_only",
    "guard_facts_truncate",
    "guard_audit_leaf_truncate",
    "guard_scheme_versions_append_only",
    "guard_documents_append_only",
    "guard_lot_states_append_only",
    "guard_opening_supply_append_only",
    "guard_scheme_versions_truncate",
    "guard_documents_truncate",
    "guard_lot_states_truncate",
    "guard_opening_supply_truncate",
    "guard_simulations_append_only",
    "guard_simulations_truncate",
    "guard_amendments_truncate",
    "guard_simulations_motivated",
    "guard_amendments",
    "guard_laid_down",
    "guard_laid_down_truncate",
    "guard_assessments_append_only",
    "guard_unequal_cases_append_only",
    "guard_hearing_decisions_append_only",
    "guard_revisions_append_only",
    "guard_extensions_append_only",
    "guard_messages_append_only",
    "guard_acceptances_append_only",
    "guard_member_parts_append_only",
    "guard_letter_decisions_append_only",
    "guard_seen_evidence_append_only",
    "guard_refused_attempts_append_only",
    "guard_failures_append_only",
    "guard_application_snapshots",
    "guard_decisions",
    "guard_letters",
    "guard_letter_bounces",
    "guard_assessments_truncate",
    "guard_unequal_cases_truncate",
    "guard_hearing_decisions_truncate",
    "guard_revisions_truncate",
    "guard_extensions_truncate",
    "guard_messages_truncate",
    "guard_acceptances_truncate",
    "guard_member_parts_truncate",
    "guard_letter_decisions_truncate",
    "guard_seen_evidence_truncate",
    "guard_refused_attempts_truncate",
    "guard_failures_truncate",
    "guard_application_snapshots_truncate",
    "guard_decisions_truncate",
    "guard_letters_truncate",
    "guard_letter_bounces_truncate",
    "guard_notas",
    "guard_nota_items",
    "guard_nota_questions",
    "guard_notas_truncate",
    "guard_nota_items_truncate",
    "guard_nota_questions_truncate",
    "guard_verifications",
    "guard_verification_findings_append_only",
    "guard_verification_findings_truncate",
    "guard_verifications_truncate",
    "guard_disputes",
    "guard_dispute_decisions_append_only",
    "guard_dispute_revisions_append_only",
    "guard_legal_holds",
    "guard_disputes_truncate",
    "guard_dispute_decisions_truncate",
    "guard_dispute_revisions_truncate",
    "guard_legal_holds_truncate",
    "guard_bibob_dossiers",
    "guard_bibob_officers",
    "guard_bibob_notes_append_only",
    "guard_bibob_files_append_only",
    "guard_bibob_retentions_append_only",
    "guard_bibob_dossiers_truncate",
    "guard_bibob_notes_truncate",
    "guard_bibob_files_truncate",
    "guard_bibob_officers_truncate",
    "guard_bibob_retentions_truncate",
    "guard_decisions_bibob",
    "guard_audit_node_append_only",
    "guard_audit_node_truncate",
    "guard_audit_checkpoint_append_only",
    "guard_audit_checkpoint_truncate",
    "guard_audit_key_append_only",
    "guard_audit_key_truncate",
    "guard_signals",
    "guard_signal_reporters_update",
    "guard_signal_steps_append_only",
    "guard_samples_append_only",
    "guard_sample_orgs_append_only",
    "guard_signals_truncate",
    "guard_signal_reporters_truncate",
    "guard_signal_steps_truncate",
    "guard_samples_truncate",
    "guard_sample_orgs_truncate",
    "guard_measures",
    "guard_measure_admissions_append_only",
    "guard_measure_findings_append_only",
    "guard_measure_views_append_only",
    "guard_measure_steps_append_only",
    "guard_measures_truncate",
    "guard_measure_admissions_truncate",
    "guard_measure_findings_truncate",
    "guard_measure_views_truncate",
    "guard_measure_steps_truncate",
    "guard_measure_letters_append_only",
    "guard_measure_letters_truncate",
    "guard_frameworks_append_only",
    "guard_frameworks_truncate",
    "guard_investigations",
    "guard_investigations_truncate",
    "guard_investigation_gemeenten_append_only",
    "guard_investigation_gemeenten_truncate",
    "guard_investigation_steps_append_only",
    "guard_investigation_steps_truncate",
    "guard_investigation_notes_append_only",
    "guard_investigation_notes_truncate",
    "guard_investigation_findings",
    "guard_investigation_findings_truncate",
    "guard_staff_roles_apart",
    "guard_year_plan_entries_append_only",
    "guard_year_plan_entries_truncate",
    "guard_year_plan_drops_append_only",
    "guard_year_plan_drops_truncate",
];

/// Is this database at our schema, with its guards?
///
/// # Errors
/// [`MigrateError::Pending`], [`MigrateError::MissingGuard`], or what the database says.
pub fn check(conn: &mut DbConn) -> Result<(), MigrateError> {
    let pending = match conn {
        DbConn::Postgres(pg) => pg.has_pending_migration(POSTGRES),
        DbConn::Sqlite(lite) => lite.has_pending_migration(SQLITE),
    };
    if pending.map_err(MigrateError::Migration)? {
        return Err(MigrateError::Pending);
    }
    let (wanted, standing): (&[&str], _) = match conn {
        DbConn::Postgres(pg) => (
            &POSTGRES_GUARDS,
            diesel::sql_query(
                "SELECT tgname::text AS name FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
            )
            .load::<Name>(pg)?,
        ),
        DbConn::Sqlite(lite) => (
            &SQLITE_GUARDS,
            diesel::sql_query("SELECT name FROM sqlite_master WHERE type = 'trigger'").load::<Name>(lite)?,
        ),
    };
    let missing = wanted.iter().find(|guard| !standing.iter().any(|one| one.name == **guard));
    if let Some(guard) = missing {
        return Err(MigrateError::MissingGuard((*guard).to_owned()));
    }
    Ok(())
}
