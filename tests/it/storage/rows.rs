//! One row in every table, by plain SQL: what a filled database looks like after each migration.
//!
//! In the files `@name` is an identifier (36 characters), `#x` a SHA-256 (64), `%00` bytes, and `%32` as many as a hash has.

use diesel::connection::SimpleConnection as _;
use openhuis::storage::{DatabaseUrl, DbConn};

/// The rows that each migration makes room for.
pub const ROWS: [&str; 3] = [
    include_str!("rows/1_people_and_log.sql"),
    include_str!("rows/2_policy.sql"),
    include_str!("rows/3_applications.sql"),
];

/// Fill the tables of the first `count` migrations.
pub fn fill(url: &DatabaseUrl, count: usize) {
    for rows in &ROWS[..count] {
        run(url, rows).unwrap();
    }
}

/// Run statements as a person with the database in hand would.
pub fn run(url: &DatabaseUrl, sql: &str) -> diesel::QueryResult<()> {
    let mut conn = url.connect().unwrap();
    let sql = spell_out(&conn, sql);
    conn.batch_execute(&sql)
}

/// SQL with its short names written in full.
fn spell_out(conn: &DbConn, sql: &str) -> String {
    let bytes = |count: usize| match conn {
        DbConn::Postgres(_) => format!("'\\x{}'", "00".repeat(count)),
        DbConn::Sqlite(_) => format!("X'{}'", "00".repeat(count)),
    };
    let sql = sql.replace("%00", &bytes(1)).replace("%32", &bytes(32));
    let mut full = String::new();
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        // In the middle of a word it is a mail address.
        let in_word = full.ends_with(|last: char| last.is_ascii_alphanumeric());
        if in_word || (letter != '@' && letter != '#') {
            full.push(letter);
            continue;
        }
        let mut name = String::new();
        while let Some(next) = letters.next_if(|next| next.is_ascii_alphanumeric() || *next == '_') {
            name.push(next);
        }
        let length = if letter == '@' { 36 } else { 64 };
        full += &format!("'{name:0<length$}'");
    }
    full
}
