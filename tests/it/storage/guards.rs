//! What is append-only stays so, also for who has the database in hand; and nobody serves a database without its guards.

use std::process::Command;

use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;
use openhuis::storage::db::Kind;
use openhuis::storage::{DatabaseUrl, DbConn, migrate};

use super::rows::{fill, run};
use super::schema::lines;
use crate::support::database::{TestDatabase, kinds};

/// What never changes: a change of a column, and the table.
const APPEND_ONLY: [(&str, &str); 60] = [
    ("facts", "value_json = 'true'"),
    ("audit_leaf", "n = 7"),
    ("scheme_versions", "source = 'anders'"),
    ("documents", "title = 'Anders'"),
    ("lot_states", "state = 'local'"),
    ("opening_supply", "content = '{}'"),
    ("amendments", "note = 'Anders.'"),
    ("laid_down", "ground = 'Anders.'"),
    ("simulations", "seq = 2"),
    ("assessments", "outcome = 'not_met'"),
    ("unequal_cases", "motivation = 'Anders.'"),
    ("hearing_decisions", "hearing_id = hearing_id"),
    ("revisions", "motivation = 'Anders.'"),
    ("extensions", "motivation = 'Anders.'"),
    ("messages", "body = 'Anders.'"),
    ("acceptances", "sha256 = 'x'"),
    ("member_parts", "signed_at = '2026-01-01 00:00:00'"),
    ("application_snapshots", "seq = 2"),
    ("decisions", "note = 'Anders.'"),
    ("letters", "content_json = '[]'"),
    ("letter_decisions", "letter_id = letter_id"),
    ("letter_bounces", "reason = 'Anders.'"),
    ("refused_attempts", "cause = 'fault'"),
    ("failures", "recorded_at = '2026-01-01 00:00:00'"),
    ("seen_evidence", "seen_on = '2026-01-01'"),
    ("nota_questions", "body = 'Anders?'"),
    ("nota_items", "answer = 'Anders.'"),
    ("notas", "intro = 'Anders.'"),
    ("verifications", "place = 'Elders'"),
    ("verification_findings", "seen = 'Anders.'"),
    ("disputes", "grounds = 'Anders.'"),
    ("dispute_decisions", "dispute_id = dispute_id"),
    ("dispute_revisions", "dispute_id = dispute_id"),
    ("legal_holds", "reason = 'Anders.'"),
    ("bibob_dossiers", "conclusion = 'serious_danger'"),
    ("bibob_notes", "text = 'Anders.'"),
    ("bibob_files", "handed_in_at = '2026-01-01 00:00:00'"),
    ("bibob_officers", "user_id = user_id"),
    ("bibob_retentions", "years = 1"),
    ("audit_node", "place = 7"),
    ("audit_checkpoint", "size = 7"),
    ("audit_key", "seq = 7"),
    ("signals", "text = 'Anders.'"),
    ("signal_steps", "why = 'Anders.'"),
    ("samples", "seed = 'anders'"),
    ("year_plan_entries", "why = 'Anders.'"),
    ("year_plan_drops", "why = 'Anders.'"),
    ("sample_orgs", "chosen = FALSE"),
    ("measures", "advice = 'Anders.'"),
    ("measure_admissions", "admission_id = admission_id"),
    ("measure_findings", "fact = 'Anders.'"),
    ("measure_views", "text = 'Anders.'"),
    ("measure_letters", "measure_id = measure_id"),
    ("measure_steps", "why = 'Anders.'"),
    ("frameworks", "source = 'anders'"),
    ("investigations", "norms = 'ANDERS'"),
    ("investigation_gemeenten", "gemeente = 'GM0118'"),
    ("investigation_steps", "step = 'move'"),
    ("investigation_notes", "text = 'Anders.'"),
    ("investigation_findings", "text = 'Anders.'"),
];

fn filled(kind: Kind) -> TestDatabase {
    let store = TestDatabase::fresh(kind).unwrap();
    fill(&store.url, 3);
    store
}

fn refused(url: &DatabaseUrl, sql: &str, why: &str) {
    match run(url, sql) {
        Ok(()) => panic!("{:?} takes it: {sql}", url.kind()),
        Err(error) => assert!(error.to_string().contains(why), "{sql}: {error}"),
    }
}

#[test]
fn what_is_append_only_is_neither_changed_nor_deleted() {
    for kind in kinds() {
        let store = filled(kind);
        for (table, change) in APPEND_ONLY {
            let why = format!("{table} is append-only");
            refused(&store.url, &format!("UPDATE {table} SET {change}"), &why);
            // Who points to it would refuse too; the guard is asked first.
            refused(&store.url, &format!("DELETE FROM {table}"), &why);
            if kind == Kind::Postgres {
                refused(&store.url, &format!("TRUNCATE {table} CASCADE"), "append-only");
            }
        }
    }
}

/// A connection as somebody makes it who knows nothing of ours: without any of our settings.
fn by_hand(store: &TestDatabase, sql: &str) -> diesel::QueryResult<()> {
    let path = store.address.strip_prefix("sqlite://").unwrap();
    diesel::SqliteConnection::establish(path).unwrap().batch_execute(sql)
}

#[test]
fn what_is_append_only_is_not_replaced_either_whatever_the_connection() {
    let store = filled(Kind::Sqlite);
    for (table, _) in APPEND_ONLY {
        let why = format!("{table} is append-only");
        let replace = format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1");
        refused(&store.url, &replace, &why);
        let columns = lines(
            &mut store.url.connect().unwrap(),
            &format!("SELECT group_concat(name, ', ') AS line FROM pragma_table_info('{table}')"),
        );
        let by_rowid = format!(
            "INSERT OR REPLACE INTO {table} (rowid, {0}) SELECT rowid, {0} FROM {table} LIMIT 1",
            columns[0]
        );
        for sql in [replace, by_rowid] {
            let told = by_hand(&store, &sql).expect_err(&sql).to_string();
            assert!(told.contains(&why), "{sql}: {told}");
        }
    }
}

#[test]
fn replacing_by_another_key_is_refused_too() {
    let store = filled(Kind::Sqlite);
    for (table, other) in [
        ("scheme_versions", "id"),
        ("documents", "id"),
        ("lot_states", "id"),
        ("application_snapshots", "id"),
        ("decisions", "id"),
        ("letters", "id"),
    ] {
        let columns = lines(
            &mut store.url.connect().unwrap(),
            &format!("SELECT name AS line FROM pragma_table_info('{table}')"),
        );
        let values: Vec<String> = columns
            .iter()
            .map(|name| if name == other { "substr('x' || id, 1, 36)".to_owned() } else { name.clone() })
            .collect();
        let sql = format!("INSERT OR REPLACE INTO {table} SELECT {} FROM {table} LIMIT 1", values.join(", "));
        let told = by_hand(&store, &sql).expect_err(&sql).to_string();
        assert!(told.contains(&format!("{table} is append-only")), "{sql}: {told}");
    }
}

#[test]
fn a_letter_does_not_push_out_another_by_taking_its_herstelverzoek() {
    for kind in kinds() {
        let store = filled(kind);
        let second = "INSERT INTO letters VALUES (@second, @region, @org, @application, NULL, NULL, 'repair', 'WST-B-2', '{}', 'prepared', \
             NULL, NULL, NULL, '2026-11-22 11:00:00', @dik, NULL)";
        run(&store.url, second).unwrap();
        refused(
            &store.url,
            "UPDATE letters SET clarification_id = @request WHERE id = @second",
            "letters is append-only",
        );
    }
}

#[test]
fn a_receipt_is_added_to_a_snapshot_once() {
    for kind in kinds() {
        let store = filled(kind);
        run(&store.url, "UPDATE application_snapshots SET receipt_sha256 = #file").unwrap();
        refused(
            &store.url,
            "UPDATE application_snapshots SET receipt_sha256 = NULL",
            "application_snapshots is append-only",
        );
    }
}

/// A proposal for a lot.
fn proposal(id: &str, lot: &str, seq: u32, second: &str) -> String {
    let state = if second == "NULL" { "proposed" } else { "countersigned" };
    format!(
        "INSERT INTO decisions VALUES (@{id}, @region, @{lot}, {seq}, '{state}', 'admit', '', '[]', #inputs, @bea, \
         '2026-11-22 11:00:00', {second}, '2026-11-22 11:00:00', NULL, NULL, NULL, NULL, NULL, '', NULL)"
    )
}

#[test]
fn nobody_countersigns_or_signs_the_own_proposal_or_assessment() {
    for kind in kinds() {
        let store = filled(kind);
        refused(&store.url, &proposal("own", "open", 1, "@bea"), "");
        run(&store.url, &proposal("new", "open", 1, "NULL")).unwrap();
        let update = |set: &str| format!("UPDATE decisions SET {set} WHERE id = @new");
        // Bea assessed, and proposed.
        refused(&store.url, &update("state = 'countersigned', countersigned_by = @bea"), "");
        run(&store.url, &update("state = 'countersigned', countersigned_by = @cor")).unwrap();
        let signed =
            "state = 'signed', mandate_id = @mandate, signed_at = '2026-11-22 11:00:00', signed_by =";
        refused(&store.url, &update(&format!("{signed} @bea")), "");
        run(&store.url, &update(&format!("{signed} @dik"))).unwrap();
    }
}

#[test]
fn an_assessor_who_did_not_propose_does_not_countersign_either() {
    for kind in kinds() {
        let store = filled(kind);
        let assessed = "INSERT INTO assessments VALUES (@second, @region, @application, NULL, NULL, @snapshot, 'GES-02', 'met', \
             'beoordelen', '', 'Gezien.', '[]', @cor, '2026-11-22 11:00:00', NULL, #likeness, '', '', NULL)";
        run(&store.url, assessed).unwrap();
        run(&store.url, &proposal("new", "open", 1, "NULL")).unwrap();
        let agree = "UPDATE decisions SET state = 'countersigned', countersigned_by = @cor WHERE id = @new";
        refused(&store.url, agree, "the assessor is never countersigner or signer");
    }
}

#[test]
fn who_watches_over_aanbieders_has_no_hand_in_admitting_them() {
    for kind in kinds() {
        let store = filled(kind);
        let role = |id: &str, role: &str| {
            format!(
                "INSERT INTO staff_roles (id, region_id, user_id, role, gemeente, granted_at) \
                 VALUES (@{id}, @region, @bea, '{role}', 'GM1690', '2026-11-22 11:00:00')"
            )
        };
        refused(&store.url, &role("new", "supervisor"), "toezicht and procurement are other people");
        run(&store.url, &role("new", "contract_manager")).unwrap();
    }
}

#[test]
fn nobody_agrees_to_a_refusal_before_the_aanbieder_was_heard() {
    for kind in kinds() {
        let store = filled(kind);
        run(&store.url, &proposal("new", "open", 1, "NULL")).unwrap();
        run(&store.url, "INSERT INTO hearing_decisions VALUES (@new, @region, @hearing)").unwrap();
        let agree = |at: &str| {
            format!(
                "UPDATE decisions SET state = 'countersigned', countersigned_by = @cor, countersigned_at = {at} WHERE id = @new"
            )
        };
        for early in ["NULL", "'2026-12-06 22:59:59'"] {
            refused(&store.url, &agree(early), "before the aanbieder was heard");
        }
        run(&store.url, &agree("'2026-12-06 23:00:00'")).unwrap();
    }
}

#[test]
fn nothing_is_decided_while_a_bibob_dossier_runs() {
    for kind in kinds() {
        let store = filled(kind);
        let why = "no decision while a Bibob dossier runs";
        run(&store.url, &proposal("new", "open", 1, "NULL")).unwrap();
        let asked = |id: &str| {
            format!(
                "INSERT INTO bibob_dossiers VALUES (@{id}, @region, @application, 'asked', @bea, '2026-12-22 11:00:00', \
                 NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1)"
            )
        };
        run(&store.url, &asked("running")).unwrap();
        let second = run(&store.url, &asked("twice")).unwrap_err().to_string();
        assert!(second.to_lowercase().contains("unique"), "{second}");
        let agree = "UPDATE decisions SET state = 'countersigned', countersigned_by = @cor WHERE id = @new";
        refused(&store.url, agree, why);
        let back = "UPDATE decisions SET state = 'returned', returned_by = @cor, returned_at = '2026-11-22 11:00:00' WHERE id = @new";
        run(&store.url, back).unwrap();
        refused(&store.url, &proposal("second", "open", 2, "NULL"), why);
        let stop = "UPDATE bibob_dossiers SET state = 'stopped', stop_reason = 'not_needed', ended_by = @bea, \
             ended_at = '2026-12-23 11:00:00' WHERE id = @running";
        run(&store.url, stop).unwrap();
        run(&store.url, &proposal("second", "open", 2, "NULL")).unwrap();
    }
}

#[test]
fn a_lot_has_one_open_decision_and_each_number_once() {
    for kind in kinds() {
        let store = filled(kind);
        run(&store.url, &proposal("new", "open", 1, "NULL")).unwrap();
        let second = run(&store.url, &proposal("second", "open", 2, "NULL")).unwrap_err().to_string();
        assert!(second.to_lowercase().contains("unique"), "{second}");
        let back = "UPDATE decisions SET state = 'returned', returned_by = @cor, returned_at = '2026-11-22 11:00:00' WHERE id = @new";
        run(&store.url, back).unwrap();
        let again = run(&store.url, &proposal("second", "open", 1, "NULL")).unwrap_err().to_string();
        assert!(again.to_lowercase().contains("unique"), "{again}");
        run(&store.url, &proposal("second", "open", 2, "NULL")).unwrap();
    }
}

/// A wijziging in a state, with who proposed and who published.
fn amendment(id: &str, state: &str, motivation: &str, [proposer, publisher]: [&str; 2]) -> String {
    let at = if proposer == "NULL" { "NULL" } else { "'2026-12-22 11:00:00'" };
    let version = if publisher == "NULL" { "NULL" } else { "@scheme" };
    format!(
        "INSERT INTO amendments VALUES (@{id}, @region, @procedure, @scheme, '{state}', 'tekst', #scheme, '{motivation}', %00, \
         @bea, '2026-11-22 11:00:00', @bea, '2026-11-22 11:00:00', 'Gezien.', {at}, {proposer}, {at}, '', {publisher}, \
         {version}, 1)"
    )
}

#[test]
fn nobody_publishes_the_own_wijziging_and_nothing_is_worked_out_before_its_reason() {
    for kind in kinds() {
        let store = filled(kind);
        refused(&store.url, &amendment("own", "published", "Nodig.", ["@bea", "@bea"]), "");
        refused(&store.url, &amendment("half", "proposed", "", ["@bea", "NULL"]), "");
        refused(&store.url, &amendment("nobody", "published", "Nodig.", ["@bea", "NULL"]), "");
        run(&store.url, &amendment("two", "published", "Nodig.", ["@bea", "@cor"])).unwrap();
        run(&store.url, &amendment("silent", "draft", "", ["NULL", "NULL"])).unwrap();
        let worked_out = |amendment: &str, seq: u32| {
            format!(
                "INSERT INTO simulations VALUES (@run{amendment}{seq}, @region, @{amendment}, {seq}, 'tekst', #scheme, %00, \
                 #result, @bea, '2026-11-22 11:00:00')"
            )
        };
        refused(&store.url, &worked_out("silent", 1), "no simulation before the motivation");
        run(&store.url, "UPDATE amendments SET motivation = 'Nodig.' WHERE id = @silent").unwrap();
        run(&store.url, &worked_out("silent", 1)).unwrap();
        let fitted = "UPDATE amendments SET motivation = 'Past beter.' WHERE id = @silent";
        refused(&store.url, fitted, "amendments is append-only");
        run(&store.url, "UPDATE amendments SET source = 'anders' WHERE id = @silent").unwrap();
    }
}

#[test]
fn nothing_is_decided_after_withdrawal() {
    for kind in kinds() {
        let store = filled(kind);
        let why = "no decision after withdrawal";
        refused(&store.url, &proposal("late", "gone", 1, "NULL"), why);
        run(&store.url, &proposal("new", "open", 1, "NULL")).unwrap();
        run(&store.url, "UPDATE applications SET state = 'withdrawn'").unwrap();
        let agree = "UPDATE decisions SET state = 'countersigned', countersigned_by = @cor WHERE id = @new";
        refused(&store.url, agree, why);
        // What lay there is put away.
        let back = "UPDATE decisions SET state = 'returned', returned_by = @anna, returned_at = '2026-11-22 11:00:00' WHERE id = @new";
        run(&store.url, back).unwrap();
    }
}

#[test]
fn who_had_a_hand_in_a_decision_does_not_decide_a_dispute_about_it_and_nothing_of_it_changes_then() {
    for kind in kinds() {
        let store = filled(kind);
        let decide = |by: &str| {
            format!(
                "UPDATE disputes SET state = 'decided', outcome = 'founded', ruled_on = '2026-11-24', closing = 'Gelijk.', \
                 closed_by = {by}, closed_at = '2026-11-24 11:00:00'"
            )
        };
        for hand in ["@bea", "@cor", "@dik"] {
            refused(&store.url, &decide(hand), "who had a hand in a decision");
        }
        run(&store.url, &decide("@anna")).unwrap();
        refused(&store.url, "UPDATE disputes SET closing = 'Anders.'", "disputes is append-only");
    }
}

#[test]
fn a_dossier_is_kept_while_a_dispute_runs_and_nobody_lifts_the_own_hold() {
    for kind in kinds() {
        let store = filled(kind);
        let lift = |by: &str| {
            format!(
                "UPDATE legal_holds SET lifted_by = {by}, lifted_at = '2026-11-25 11:00:00', lifted_reason = 'Voorbij.'"
            )
        };
        refused(&store.url, &lift("@bea"), "a dossier is kept while a dispute runs");
        let back = "UPDATE disputes SET state = 'withdrawn', closing = 'Opgelost.', closed_by = @anna, \
                    closed_at = '2026-11-24 11:00:00'";
        run(&store.url, back).unwrap();
        refused(&store.url, &lift("@anna"), "");
        run(&store.url, &lift("@bea")).unwrap();
        refused(&store.url, &lift("@cor"), "legal_holds is append-only");
    }
}

/// Name and table of every trigger.
fn triggers(conn: &mut DbConn) -> Vec<(String, String)> {
    let query = match conn {
        DbConn::Postgres(_) => {
            "SELECT (t.tgname || ' ' || c.relname)::text AS line FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
             WHERE NOT t.tgisinternal ORDER BY 1"
        }
        DbConn::Sqlite(_) => {
            "SELECT name || ' ' || tbl_name AS line FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
        }
    };
    let pair =
        |line: String| line.split_once(' ').map(|(name, table)| (name.to_owned(), table.to_owned())).unwrap();
    lines(conn, query).into_iter().map(pair).collect()
}

#[test]
fn a_database_without_one_of_its_guards_is_not_served_and_is_told_what_to_do() {
    for kind in kinds() {
        let store = TestDatabase::fresh(kind).unwrap();
        let mut conn = store.url.connect().unwrap();
        let all = triggers(&mut conn);
        assert!(all.len() >= 12, "{all:?}");
        for (name, table) in all {
            let (away, back) = match kind {
                Kind::Sqlite => {
                    let sql = lines(
                        &mut conn,
                        &format!("SELECT sql AS line FROM sqlite_master WHERE name = '{name}'"),
                    );
                    (format!("DROP TRIGGER {name}"), sql[0].clone())
                }
                // A guard that is switched off is no guard.
                Kind::Postgres => (
                    format!("ALTER TABLE {table} DISABLE TRIGGER {name}"),
                    format!("ALTER TABLE {table} ENABLE TRIGGER {name}"),
                ),
            };
            run(&store.url, &away).unwrap();
            let why = migrate::check(&mut conn).expect_err(&name).to_string();
            assert!(why.contains(&name) && why.contains("restore"), "{why}");
            run(&store.url, &back).unwrap();
            migrate::check(&mut conn).unwrap();
        }
    }
}

#[test]
fn serve_does_not_start_without_a_guard() {
    for kind in kinds() {
        let store = TestDatabase::fresh(kind).unwrap();
        run(
            &store.url,
            match kind {
                Kind::Sqlite => "DROP TRIGGER guard_facts_delete",
                Kind::Postgres => "DROP TRIGGER guard_facts_append_only ON facts",
            },
        )
        .unwrap();
        let served = Command::new(env!("CARGO_BIN_EXE_openhuis"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("OPENHUIS_DATABASE_URL", &store.address)
            .env("OPENHUIS_DATA_DIR", &store.folder)
            .env("OPENHUIS_PUBLIC_URL", "http://127.0.0.1:8080")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&served.stderr).into_owned();
        assert!(!served.status.success() && told.contains("guard_facts"), "{told}");
    }
}
