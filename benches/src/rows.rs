//! Applications by the thousand, written straight into a copy of the demo: what ten years of a busy region could look like.
//!
//! The queue reads applications, their lots, people and windows; a dossier what was sent in, judged, decided and told. Those rows are there
//! and keep every constraint: of what was decided each is as the dossier of the demo that is opened to measure. Leaves of the log are not made.

use std::path::Path;

use rusqlite::types::Null;
use rusqlite::{Connection, ToSql, Transaction, params};

/// Windows of earlier years; each organisation applies once in each.
const WINDOWS: usize = 10;
const STATES: [&str; 20] = [
    "submitted",
    "submitted",
    "submitted",
    "submitted",
    "submitted",
    "in_assessment",
    "in_assessment",
    "in_assessment",
    "in_assessment",
    "clarification_asked",
    "clarification_asked",
    "assessed",
    "assessed",
    "decided",
    "decided",
    "decided",
    "decided",
    "withdrawn",
    "withdrawn",
    "not_handled",
];

/// Chance from a seed (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 20).unwrap_or(0) % end
    }
}

impl Place {
    /// An identifier of the form the program has, in order of making.
    fn id(&self, kind: usize, number: usize) -> String {
        format!("019a0000-{:04x}-7000-8000-{number:012x}", kind + 16 * self.turn)
    }
}

struct Place {
    /// The first region, or the second.
    turn: usize,
    region: String,
    procedure: String,
    scheme: String,
    window: String,
    people: Vec<String>,
    lots: Vec<(String, String)>,
}

/// Bring a database to `count` more applications, half of them in each of these regions.
pub fn fill(database: &Path, slugs: [&str; 2], count: usize) -> rusqlite::Result<()> {
    let mut conn = Connection::open(database)?;
    conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")?;
    conn.set_prepared_statement_cache_capacity(64);
    let places = [place(&conn, slugs[0], 0)?, place(&conn, slugs[1], 1)?];
    let models = [model(&conn, slugs[0])?, model(&conn, slugs[1])?];
    let write = conn.transaction()?;
    // The demo's own work is done, so that no server is busy with it while it is measured.
    write.execute("UPDATE jobs SET state = 'done', finished_at = created_at WHERE state = 'queued'", [])?;
    for (place, model) in places.iter().zip(&models) {
        windows(&write, place)?;
        organisations(&write, place, (count / 2).div_ceil(WINDOWS))?;
        applications(&write, place, count / 2)?;
        dossiers(&write, place, model)?;
    }
    write.execute_batch(
        "CREATE TABLE floor_session (token BLOB PRIMARY KEY, user_id TEXT NOT NULL, expires TEXT NOT NULL) WITHOUT ROWID",
    )?;
    write.commit()?;
    conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
}

/// Let somebody into the floor by this token.
pub fn floor_session(database: &Path, token: &[u8], mail: &str) -> rusqlite::Result<()> {
    let conn = Connection::open(database)?;
    let user: String =
        conn.query_row("SELECT id FROM users WHERE email_key = ?1", [mail], |row| row.get(0))?;
    conn.execute("INSERT OR REPLACE INTO floor_session VALUES (?1, ?2, '2999')", params![token, user])
        .map(drop)
}

/// Where the last page of the queue begins: the last key before its 25 lines.
pub fn before_last_page(database: &Path, slug: &str) -> rusqlite::Result<String> {
    let conn = Connection::open(database)?;
    conn.query_row(
        "SELECT due_key || '_' || id FROM applications WHERE region_id = (SELECT id FROM regions WHERE slug = ?1) \
         AND state IN ('submitted', 'in_assessment', 'clarification_asked', 'assessed') \
         AND window_id NOT IN (SELECT id FROM windows WHERE sealed AND closed_at IS NULL) \
         ORDER BY due_key DESC, id DESC LIMIT 1 OFFSET 25",
        [slug],
        |row| row.get(0),
    )
}

fn place(conn: &Connection, slug: &str, turn: usize) -> rusqlite::Result<Place> {
    let (region, procedure, scheme, window) = conn.query_row(
        "SELECT r.id, w.procedure_id, w.scheme_version_id, w.id FROM regions r JOIN windows w ON w.region_id = r.id \
         WHERE r.slug = ?1",
        [slug],
        |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let mut people =
        conn.prepare("SELECT user_id FROM staff_roles WHERE region_id = ?1 AND role = 'assessor'")?;
    let people = people.query_map([&region], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut lots = conn.prepare(
        "SELECT DISTINCT product_group, gemeente FROM lot_applications WHERE region_id = ?1 ORDER BY 1, 2",
    )?;
    let lots = lots.query_map([&region], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(Place { turn, region, procedure, scheme, window, people, lots })
}

fn windows(write: &Transaction<'_>, place: &Place) -> rusqlite::Result<()> {
    for number in 0..WINDOWS {
        let back = format!("-{} years", number + 1);
        write.execute(
            "INSERT INTO windows SELECT ?1, region_id, procedure_id, scheme_version_id, kind, 'Instroom ' || ?2, motivation, 0, \
             datetime(published_at, ?3), datetime(questions_until, ?3), datetime(answers_at, ?3), datetime(opens_at, ?3), \
             datetime(closes_at, ?3), date(decisions_due_on, ?3), date(starts_on, ?3), datetime(closes_at, ?3), 1 FROM windows WHERE id = ?4",
            params![place.id(1, number), (2026 - number).to_string(), back, place.window],
        )?;
    }
    Ok(())
}

fn organisations(write: &Transaction<'_>, place: &Place, count: usize) -> rusqlite::Result<()> {
    let mut one = write.prepare(
        "INSERT INTO organisations (id, kvk, name, name_key, legal_form, street, postcode, town, email, phone, signing, \
         state, consent_electronic_at, version, created_at) VALUES (?1, ?2, ?3, lower(?3), 'stichting', 'Bedachte straat 1', \
         '7941 AA', 'Meppel', 'info@example.nl', '0850000000', 'alone', 'unverified', '2016-01-04 08:00:00', 1, \
         '2016-01-04 08:00:00')",
    )?;
    for number in 0..count {
        one.execute(params![place.id(2, number), format!("8{number:07}"), name(number)])?;
    }
    Ok(())
}

fn name(number: usize) -> String {
    let kinds =
        ["Stichting Bedachte Zorg", "Verzonnen & Partners", "Cooperatie Nergens", "Thuiszorg De Illusie"];
    format!("{} {number}", kinds[number % kinds.len()])
}

fn applications(write: &Transaction<'_>, place: &Place, count: usize) -> rusqlite::Result<()> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut one = write.prepare(
        "INSERT INTO applications (id, region_id, procedure_id, window_id, scheme_version_id, org_id, org_name, \
         org_name_key, number, state, received_at, decision_due_on, due_key, assessor_id, taken_up_by, taken_up_at, \
         state_by, state_at, version, created_at, created_by, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, lower(?7), ?8, ?9, datetime(?10, '-56 days'), ?10, ?10, ?11, ?11, ?12, ?13, \
         '2026-11-02 09:00:00', 2, '2026-09-01 09:00:00', ?13, '2026-11-02 09:00:00')",
    )?;
    let mut lot = write.prepare(
        "INSERT INTO lot_applications VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, CASE ?6 WHEN 'withdrawn' THEN ?8 END, \
         CASE ?6 WHEN 'withdrawn' THEN '2026-11-02 09:00:00' END, 1)",
    )?;
    let mut days = write.prepare("SELECT date('now', ?1)")?;
    let mut lots = 0;
    for number in 0..count {
        let state = STATES[dice.below(STATES.len())];
        let open = matches!(state, "submitted" | "in_assessment" | "clarification_asked" | "assessed");
        let away =
            if open { dice.below(86).cast_signed() - 30 } else { -40 - dice.below(3500).cast_signed() };
        let due: String = days.query_row([format!("{away} days")], |row| row.get(0))?;
        let person = &place.people[dice.below(place.people.len())];
        let taken = state != "submitted" && open;
        let own = place.id(3, number);
        one.execute(params![
            own,
            place.region,
            place.procedure,
            place.id(1, number % WINDOWS),
            place.scheme,
            place.id(2, number / WINDOWS),
            name(number / WINDOWS),
            format!("B{}-{}-{number:06}", place.turn, 2026 - number % WINDOWS),
            state,
            due,
            taken.then_some(person),
            taken.then_some("2026-11-02 09:00:00"),
            person,
        ])?;
        let first = dice.below(place.lots.len());
        for step in 0..1 + dice.below(4) {
            let (group, gemeente) = &place.lots[(first + step) % place.lots.len()];
            let (state, outcome) = match state {
                "decided" => ("decided", Some("admit")),
                "withdrawn" => ("withdrawn", None),
                _ => ("pending", None),
            };
            lot.execute(params![
                place.id(4, lots),
                place.region,
                own,
                group,
                gemeente,
                state,
                outcome,
                person
            ])?;
            lots += 1;
        }
    }
    Ok(())
}

/// A dossier of the demo that was decided and told, by its identifiers.
struct Model {
    application: String,
    snapshot: String,
    assessments: Vec<String>,
    decision: String,
    letter: String,
}

/// The application that is opened to measure a dossier: decided, with the most that was judged and decided, of one aanbieder alone.
pub fn dossier(database: &Path, slug: &str) -> rusqlite::Result<String> {
    Ok(model(&Connection::open(database)?, slug)?.application)
}

fn model(conn: &Connection, slug: &str) -> rusqlite::Result<Model> {
    let application: String = conn.query_row(
        "SELECT a.id FROM applications a JOIN letters t ON t.application_id = a.id AND t.kind = 'decision' \
         WHERE a.region_id = (SELECT id FROM regions WHERE slug = ?1) AND a.state = 'decided' AND t.state = 'dispatched' \
         AND NOT EXISTS (SELECT 1 FROM application_members m WHERE m.application_id = a.id) \
         ORDER BY (SELECT count(*) FROM assessments s WHERE s.application_id = a.id) DESC, \
         (SELECT count(*) FROM decisions d JOIN lot_applications l ON l.id = d.lot_application_id WHERE l.application_id = a.id) DESC, a.id LIMIT 1",
        [slug],
        |row| row.get(0),
    )?;
    let one = |sql: &str| conn.query_row(sql, [&application], |row| row.get::<_, String>(0));
    let mut assessments = conn.prepare("SELECT id FROM assessments WHERE application_id = ?1 ORDER BY id")?;
    let assessments = assessments.query_map([&application], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(Model {
        snapshot: one(
            "SELECT id FROM application_snapshots WHERE application_id = ?1 ORDER BY seq DESC LIMIT 1",
        )?,
        decision: one(
            "SELECT d.id FROM decisions d JOIN lot_applications l ON l.id = d.lot_application_id \
             WHERE l.application_id = ?1 AND d.state = 'signed' AND d.outcome = 'admit' ORDER BY d.id LIMIT 1",
        )?,
        letter: one("SELECT id FROM letters WHERE application_id = ?1 AND kind = 'decision'")?,
        assessments,
        application,
    })
}

/// What differs in a copied row, by column.
type Other<'a> = (&'a str, &'a dyn ToSql);

/// Copy a row under another identifier, with these columns as given.
fn copy(write: &Connection, table: &str, from: &str, others: &[Other<'_>]) -> rusqlite::Result<()> {
    let mut columns = write.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
    let columns: Vec<String> = columns.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let read = |column: &String| match others.iter().position(|(name, _)| name == column) {
        Some(place) => format!("?{}", place + 2),
        None => column.clone(),
    };
    let read: Vec<String> = columns.iter().map(read).collect();
    let sql = format!("INSERT INTO {table} SELECT {} FROM {table} WHERE id = ?1", read.join(", "));
    let mut values: Vec<&dyn ToSql> = vec![&from];
    values.extend(others.iter().map(|(_, value)| *value));
    write.prepare_cached(&sql)?.execute(values.as_slice()).map(drop)
}

/// What was sent in, judged, decided and told, for each of the applications that were decided.
fn dossiers(write: &Transaction<'_>, place: &Place, model: &Model) -> rusqlite::Result<()> {
    let mut decided = write.prepare(
        "SELECT id, org_id FROM applications WHERE region_id = ?1 AND state = 'decided' AND id LIKE '019a0000-%' ORDER BY id",
    )?;
    let decided: Vec<(String, String)> = decided
        .query_map([&place.region], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let none = &Null as &dyn ToSql;
    let (mut judged, mut signed) = (0, 0);
    for (number, (application, org)) in decided.iter().enumerate() {
        let snapshot = place.id(5, number);
        let own: Other<'_> = ("application_id", application);
        let sent = [("id", &snapshot as &dyn ToSql), own, ("seq", &1), ("receipt_sha256", none)];
        copy(write, "application_snapshots", &model.snapshot, &sent)?;
        for from in &model.assessments {
            let (id, likeness) = (place.id(6, judged), format!("{:064x}", judged + (place.turn << 40)));
            let of: [Other<'_>; 8] = [
                ("id", &id),
                own,
                ("lot_application_id", none),
                ("member_id", none),
                ("snapshot_id", &snapshot),
                ("likeness", &likeness),
                ("revises", none),
                ("copied_from", none),
            ];
            copy(write, "assessments", from, &of)?;
            judged += 1;
        }
        let letter = place.id(8, number);
        let kenmerk = format!("B{}-{number:06}-B1", place.turn);
        let told: [Other<'_>; 7] = [
            ("id", &letter),
            own,
            ("org_id", org),
            ("number", &kenmerk),
            ("clarification_id", none),
            ("hearing_id", none),
            ("mail_id", none),
        ];
        copy(write, "letters", &model.letter, &told)?;
        let mut lots =
            write.prepare_cached("SELECT id FROM lot_applications WHERE application_id = ?1 ORDER BY id")?;
        let lots: Vec<String> = lots.query_map([application], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for lot in lots {
            let id = place.id(7, signed);
            let of: [Other<'_>; 4] =
                [("id", &id), ("lot_application_id", &lot), ("seq", &1), ("revises", none)];
            copy(write, "decisions", &model.decision, &of)?;
            let in_letter =
                "INSERT INTO letter_decisions (letter_id, region_id, decision_id) VALUES (?1, ?2, ?3)";
            write.prepare_cached(in_letter)?.execute(params![letter, place.region, id])?;
            signed += 1;
        }
    }
    Ok(())
}

/// The work of these days is done, so that no server is busy with it while it is measured.
pub fn calm(database: &Path) -> rusqlite::Result<()> {
    let conn = Connection::open(database)?;
    conn.execute("UPDATE jobs SET state = 'done', finished_at = created_at WHERE state = 'queued'", [])?;
    for day in ["-1 day", "0 days", "1 day"] {
        conn.execute(
            "INSERT INTO jobs (id, kind, dedupe_key, payload_json, state, run_at, created_at, finished_at) \
             SELECT lower(hex(randomblob(4))) || '-0000-7000-8000-' || lower(hex(randomblob(6))), kind, kind || ':' || date('now', ?1), \
             payload_json, 'done', datetime('now'), datetime('now'), datetime('now') FROM jobs j \
             WHERE dedupe_key GLOB kind || ':[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' \
             AND NOT EXISTS (SELECT 1 FROM jobs o WHERE o.dedupe_key = j.kind || ':' || date('now', ?1)) GROUP BY kind",
            [day],
        )?;
    }
    Ok(())
}

/// So many letters of today that wait to be made, each as the one of the demo.
pub fn letters(database: &Path, slug: &str, count: usize) -> rusqlite::Result<()> {
    let mut conn = Connection::open(database)?;
    conn.busy_timeout(std::time::Duration::from_secs(30))?;
    let model = model(&conn, slug)?;
    let write = conn.transaction()?;
    let today: String = write.query_row("SELECT date('now', '+1 hour')", [], |row| row.get(0))?;
    let content: String = write.query_row(
        "SELECT json_set(content_json, '$.date', ?2) FROM letters WHERE id = ?1",
        [&model.letter, &today],
        |row| row.get(0),
    )?;
    let none = &Null as &dyn ToSql;
    for number in 0..count {
        let id = format!("019a0000-0009-7000-8000-{number:012x}");
        let of: [Other<'_>; 9] = [
            ("id", &id),
            ("number", &format!("{WAITING}{number:06}")),
            ("content_json", &content),
            ("state", &"prepared"),
            ("sha256", none),
            ("mail_id", none),
            ("dispatched_at", none),
            ("clarification_id", none),
            ("hearing_id", none),
        ];
        copy(&write, "letters", &model.letter, &of)?;
        write.prepare_cached(
            "INSERT INTO jobs (id, kind, dedupe_key, payload_json, state, run_at, created_at) VALUES (?1, 'render_letter', \
             'render_letter:' || ?2, json_object('kind', 'render_letter', 'letter', ?2), 'queued', datetime('now'), datetime('now'))",
        )?
        .execute(params![format!("019a0000-000a-7000-8000-{number:012x}"), id])?;
    }
    write.commit()
}

/// How the letters that waited are known.
const WAITING: &str = "B9-";

/// Content address of a letter that the runner sent.
pub fn sent_file(database: &Path) -> rusqlite::Result<String> {
    let sql = "SELECT sha256 FROM letters WHERE number LIKE ?1 || '%' AND state = 'dispatched' LIMIT 1";
    Connection::open(database)?.query_row(sql, [WAITING], |row| row.get(0))
}

/// How many of them were made and sent, and how many pieces of work failed.
pub fn letters_sent(database: &Path) -> rusqlite::Result<(usize, usize)> {
    let conn = Connection::open(database)?;
    conn.busy_timeout(std::time::Duration::from_secs(30))?;
    conn.query_row(
        "SELECT (SELECT count(*) FROM letters WHERE number LIKE ?1 || '%' AND state = 'dispatched'), \
         (SELECT count(*) FROM jobs WHERE state = 'failed' AND id LIKE '019a0000-%')",
        [WAITING],
        |row| Ok((row.get::<_, u32>(0)? as usize, row.get::<_, u32>(1)? as usize)),
    )
}
