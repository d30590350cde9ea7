//! Applications by the thousand, written straight into a copy of the demo: what ten years of a busy region could look like.
//!
//! The queue reads applications, their lots, people and windows: those rows are there and keep every constraint. What a
//! dossier has beyond them (snapshots, leaves) is not made.

use std::path::Path;

use rusqlite::{Connection, Transaction, params};

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

/// An identifier of the form the program has, in order of making.
fn id(kind: usize, number: usize) -> String {
    format!("019a0000-{:04x}-7000-8000-{number:012x}", kind)
}

struct Place {
    region: String,
    procedure: String,
    scheme: String,
    window: String,
    people: Vec<String>,
    lots: Vec<(String, String)>,
}

/// Bring a database to `count` more applications of the region with this slug.
pub fn fill(database: &Path, slug: &str, count: usize) -> rusqlite::Result<()> {
    let mut conn = Connection::open(database)?;
    conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")?;
    let place = place(&conn, slug)?;
    let write = conn.transaction()?;
    // The demo's own work is done, so that no server is busy with it while it is measured.
    write.execute("UPDATE jobs SET state = 'done', finished_at = created_at WHERE state = 'queued'", [])?;
    windows(&write, &place)?;
    organisations(&write, count.div_ceil(WINDOWS))?;
    applications(&write, &place, count)?;
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

fn place(conn: &Connection, slug: &str) -> rusqlite::Result<Place> {
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
    Ok(Place { region, procedure, scheme, window, people, lots })
}

fn windows(write: &Transaction<'_>, place: &Place) -> rusqlite::Result<()> {
    for number in 0..WINDOWS {
        let back = format!("-{} years", number + 1);
        write.execute(
            "INSERT INTO windows SELECT ?1, region_id, procedure_id, scheme_version_id, kind, 'Instroom ' || ?2, motivation, 0, \
             datetime(published_at, ?3), datetime(questions_until, ?3), datetime(answers_at, ?3), datetime(opens_at, ?3), \
             datetime(closes_at, ?3), date(decisions_due_on, ?3), date(starts_on, ?3), datetime(closes_at, ?3), 1 FROM windows WHERE id = ?4",
            params![id(1, number), (2026 - number).to_string(), back, place.window],
        )?;
    }
    Ok(())
}

fn organisations(write: &Transaction<'_>, count: usize) -> rusqlite::Result<()> {
    let mut one = write.prepare(
        "INSERT INTO organisations (id, kvk, name, name_key, legal_form, street, postcode, town, email, phone, signing, \
         state, consent_electronic_at, version, created_at) VALUES (?1, ?2, ?3, lower(?3), 'stichting', 'Bedachte straat 1', \
         '7941 AA', 'Meppel', 'info@example.nl', '0850000000', 'alone', 'unverified', '2016-01-04 08:00:00', 1, \
         '2016-01-04 08:00:00')",
    )?;
    for number in 0..count {
        one.execute(params![id(2, number), format!("8{number:07}"), name(number)])?;
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
        let own = id(3, number);
        one.execute(params![
            own,
            place.region,
            place.procedure,
            id(1, number % WINDOWS),
            place.scheme,
            id(2, number / WINDOWS),
            name(number / WINDOWS),
            format!("ZWD-{}-{number:06}", 2026 - number % WINDOWS),
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
            lot.execute(params![id(4, lots), place.region, own, group, gemeente, state, outcome, person])?;
            lots += 1;
        }
    }
    Ok(())
}
