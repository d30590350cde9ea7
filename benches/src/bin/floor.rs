//! The floor: the least work that still answers "the review queue, 25 lines, for who is logged in".
//!
//! `floor DATABASE PORT FRAME [DOSSIER]`: one look-up of the session and one of the role, the 25 lines of the open states by deadline
//! along the same index, their lots and assessors, and HTML put together by hand in the frame (the file holds the page of
//! the program with `@@ROWS@@` where the lines stand, so that both send the same bytes over the wire). Statements stay
//! prepared, each thread has its connection, nothing is escaped twice, counted, checked or logged.
//!
//! With DOSSIER, the page of a dossier, it also answers that: the session, and the bare rows of the dossier, as text where the page has as many
//! bytes of its own.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::OnceLock;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, params};
use sha2::{Digest as _, Sha256};

static DATABASE: OnceLock<PathBuf> = OnceLock::new();
static FRAME: OnceLock<(String, String)> = OnceLock::new();

static DOSSIER: OnceLock<String> = OnceLock::new();

thread_local! {
    static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

const WHO: &str = "SELECT u.name, s.region_id FROM floor_session f JOIN users u ON u.id = f.user_id \
     JOIN staff_roles s ON s.user_id = u.id WHERE f.token = ?1 AND f.expires > ?2";
const LINES: &str = "SELECT a.id, a.number, a.org_name, a.state, a.due_key, coalesce(u.name, '') \
     FROM applications a LEFT JOIN users u ON u.id = a.assessor_id \
     WHERE a.region_id = ?1 AND a.state = ?2 AND a.due_key >= ?3 AND (a.due_key > ?3 OR a.id > ?4) \
     ORDER BY a.due_key, a.id LIMIT 26";
const LOTS: &str =
    "SELECT product_group, gemeente FROM lot_applications WHERE application_id = ?1 ORDER BY 1, 2";
const OPEN: [&str; 4] = ["submitted", "in_assessment", "clarification_asked", "assessed"];

// The markup of a line as the program has it: the same bytes, and an icon of the same size twice.
const NAME: &str =
    r#"<tr role="row"><th scope="row" role="rowheader"><a class="nl-link" href="/beoordeling/aanmeldingen/"#;
const GROUPS: &str = r#"</span></th>
<td role="cell" data-label="Productgroep"><span class="table__cell">"#;
const STATUS: &str = r#"</span></td>
<td role="cell" data-label="Status"><span class="table__cell"><span class="utrecht-status-badge utrecht-status-badge--neutral status"><svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="M10 12a2 2 0 1 0 4 0a2 2 0 0 0 -4 0" /><path d="M21 12c-2.4 4 -5.4 6 -9 6c-3.6 0 -6.6 -2 -9 -6c2.4 -4 5.4 -6 9 -6c3.6 0 6.6 2 9 6" /></svg>"#;
const PERSON: &str = r#"</span></span></td>
<td role="cell" data-label="Van"><span class="table__cell">"#;
const DEADLINE: &str = r#"</span></td>
<td role="cell" data-label="Termijn"><span class="table__cell"><span class="deadline deadline--late"><span class="deadline__left"><svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="M20.986 12.502a9 9 0 1 0 -5.973 7.98" /><path d="M12 7v5l3 3" /><path d="M19 16v3" /><path d="M19 22v.01" /></svg>30 dagen te laat</span> <time class="deadline__date" datetime=""#;

/// The rows of a dossier, each with what the page needs of them.
const DOSSIER_ROWS: [&str; 10] = [
    "SELECT number, org_name, state, received_at, due_key, taken_up_at FROM applications WHERE id = ?1",
    "SELECT product_group, gemeente, state, outcome FROM lot_applications WHERE application_id = ?1",
    "SELECT received_at, content FROM application_snapshots WHERE application_id = ?1 ORDER BY seq",
    "SELECT a.requirement, a.outcome, a.motivation, a.points_json, a.assessed_at, u.name FROM assessments a \
     JOIN users u ON u.id = a.assessed_by WHERE a.application_id = ?1",
    "SELECT d.state, d.outcome, d.note, d.reasons_json, d.proposed_at, p.name, d.countersigned_at, c.name, d.signed_at, s.name \
     FROM decisions d JOIN lot_applications l ON l.id = d.lot_application_id JOIN users p ON p.id = d.proposed_by \
     LEFT JOIN users c ON c.id = d.countersigned_by LEFT JOIN users s ON s.id = d.signed_by WHERE l.application_id = ?1",
    "SELECT number, kind, state, dispatched_at FROM letters WHERE application_id = ?1 ORDER BY created_at",
    "SELECT requirement, asked_at, settled_at, state FROM clarifications WHERE application_id = ?1",
    "SELECT state, due_at FROM hearings WHERE application_id = ?1",
    "SELECT body, sent_at FROM messages WHERE application_id = ?1",
    "SELECT e.kind, e.file_name FROM evidence e JOIN application_evidence a ON a.evidence_id = e.id WHERE a.application_id = ?1",
];

struct Line {
    id: String,
    number: String,
    name: String,
    state: String,
    due: String,
    assessor: String,
}

fn escape(html: &mut String, text: &str) {
    for one in text.chars() {
        match one {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

fn lines(conn: &Connection, region: &str, due: &str, id: &str) -> rusqlite::Result<Vec<Line>> {
    let mut found = Vec::with_capacity(104);
    for state in OPEN {
        let mut statement = conn.prepare_cached(LINES)?;
        let rows = statement.query_map(params![region, state, due, id], |row| {
            Ok(Line {
                id: row.get(0)?,
                number: row.get(1)?,
                name: row.get(2)?,
                state: row.get(3)?,
                due: row.get(4)?,
                assessor: row.get(5)?,
            })
        })?;
        for row in rows {
            found.push(row?);
        }
    }
    found.sort_unstable_by(|one, other| (&one.due, &one.id).cmp(&(&other.due, &other.id)));
    found.truncate(25);
    Ok(found)
}

/// The name and the region of who is logged in.
fn visitor(conn: &Connection, request: &HttpRequest) -> rusqlite::Result<Option<(String, String)>> {
    let cookie = request.headers().get("cookie").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = cookie.split("; ").find_map(|one| one.strip_prefix("sid=")).unwrap_or_default();
    let hash = Sha256::digest(token.as_bytes());
    let who = conn.prepare_cached(WHO)?.query_row(params![hash.as_slice(), "2026"], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    });
    Ok(who.ok())
}

/// The bare rows of a dossier, and of the page as many bytes as are left.
fn dossier(conn: &Connection, request: &HttpRequest) -> rusqlite::Result<Option<String>> {
    let Some((name, _)) = visitor(conn, request)? else { return Ok(None) };
    let id = request.path().rsplit('/').next().unwrap_or_default();
    let frame = DOSSIER.get().map_or("", String::as_str);
    let mut html = String::with_capacity(frame.len() + 1024);
    escape(&mut html, &name);
    for sql in DOSSIER_ROWS {
        let mut statement = conn.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            html.push_str("<p>");
            for column in 0..columns {
                match row.get_ref(column)? {
                    ValueRef::Text(text) => escape(&mut html, std::str::from_utf8(text).unwrap_or_default()),
                    ValueRef::Blob(bytes) => html.push_str(if bytes.is_empty() { "0" } else { "1" }),
                    ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {}
                }
            }
            html.push_str("</p>");
        }
    }
    let left = (html.len()..frame.len()).find(|at| frame.is_char_boundary(*at)).unwrap_or(frame.len());
    html.push_str(&frame[left..]);
    Ok(Some(html))
}

fn page(conn: &Connection, request: &HttpRequest) -> rusqlite::Result<Option<String>> {
    let Some((name, region)) = visitor(conn, request)? else { return Ok(None) };
    let after = request.query_string().strip_prefix("na=").and_then(|key| key.split_once('_'));
    let (due, id) = after.unwrap_or_default();
    let (head, tail) = FRAME.get().map_or(("", ""), |(head, tail)| (head, tail));
    let mut html = String::with_capacity(head.len() + tail.len() + 32 * 1024);
    html.push_str(head);
    escape(&mut html, &name);
    for line in lines(conn, &region, due, id)? {
        html.push_str(NAME);
        html.push_str(&line.id);
        html.push_str("\">");
        escape(&mut html, &line.name);
        html.push_str("</a><span class=\"table__sub\">");
        html.push_str(&line.number);
        html.push_str(GROUPS);
        let mut statement = conn.prepare_cached(LOTS)?;
        let mut lots = statement.query(params![line.id])?;
        while let Some(lot) = lots.next()? {
            escape(&mut html, lot.get_ref(0)?.as_str().unwrap_or_default());
            html.push(' ');
            escape(&mut html, lot.get_ref(1)?.as_str().unwrap_or_default());
        }
        for (between, text) in [(STATUS, &line.state), (PERSON, &line.assessor), (DEADLINE, &line.due)] {
            html.push_str(between);
            escape(&mut html, text);
        }
        html.push_str("</time></span></span></td></tr>\n");
    }
    html.push_str(tail);
    Ok(Some(html))
}

fn connect() -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(DATABASE.get().map_or(PathBuf::new(), PathBuf::clone), flags)?;
    conn.set_prepared_statement_cache_capacity(16);
    Ok(conn)
}

async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, page)
}

async fn one(request: HttpRequest) -> HttpResponse {
    answer(&request, dossier)
}

/// A page of the floor, from the connection of its thread.
fn answer(
    request: &HttpRequest,
    page: fn(&Connection, &HttpRequest) -> rusqlite::Result<Option<String>>,
) -> HttpResponse {
    let answer = CONNECTION.with_borrow_mut(|conn| {
        if conn.is_none() {
            *conn = Some(connect()?);
        }
        conn.as_ref().map_or(Ok(None), |conn| page(conn, request))
    });
    match answer {
        Ok(Some(html)) => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html),
        Ok(None) => HttpResponse::SeeOther().insert_header(("location", "/inloggen")).finish(),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [database, port, frame, dossier @ ..] = arguments.as_slice() else {
        return Err(std::io::Error::other("usage: floor DATABASE PORT FRAME [DOSSIER]"));
    };
    if let Some(file) = dossier.first() {
        let _ = DOSSIER.set(std::fs::read_to_string(file)?);
    }
    let frame = std::fs::read_to_string(frame)?;
    let (head, tail) = frame.split_once("@@ROWS@@").unwrap_or((&frame, ""));
    let _ = DATABASE.set(database.into());
    let _ = FRAME.set((head.to_owned(), tail.to_owned()));
    let port: u16 = port.parse().map_err(std::io::Error::other)?;
    let dossiers = "/beoordeling/aanmeldingen/{id}";
    HttpServer::new(move || {
        App::new().route("/beoordeling", web::get().to(list)).route(dossiers, web::get().to(one))
    })
    .workers(2)
    .bind(("127.0.0.1", port))?
    .run()
    .await
}
