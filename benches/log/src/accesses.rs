//! The list of who looked at ten thousand to ten million leaves, one in twenty of them a look: the first page, a page halfway and a filter.

use std::path::Path;
use std::time::Instant;

use diesel::connection::SimpleConnection as _;
use openhuis::app::access;
use openhuis::app::accesses::page;
use openhuis::domain::ids::Id;
use openhuis::storage::views::accesses::Wanted;
use openhuis::storage::{DatabaseUrl, DbConn, migrate};

use super::{Figure, median};

const REGION: &str = "01890a5d-ac96-774b-bcce-b302099a8001";
const ROUNDS: usize = 9;
/// Pages a round.
const PAGES: u32 = 40;

/// Leaves from one size up to another, without their bytes: the list reads the index only.
fn grow(conn: &mut DbConn, from: u64, until: u64) {
    let insert = format!(
        "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; WITH RECURSIVE leaf (n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM leaf \
         WHERE n + 1 < {until}) INSERT INTO audit_index SELECT n, strftime('%Y-%m-%d %H:%M:%S', 1700000000 + n * 30, 'unixepoch'), \
         CASE WHEN n % 20 = 0 THEN 'dossier.viewed' ELSE 'assessment.recorded' END, '{REGION}', NULL, 'application', 'a' || (n % 5000), \
         'o' || (n % 300), 'staff.assessor', NULL, printf('01890a5d-ac96-774b-bcce-b302099a%04x', n / 20 % 50), 's' || (n % 1000), \
         CASE WHEN n % 20 = 0 THEN '{REGION}' END FROM leaf; ANALYZE"
    );
    conn.batch_execute(&insert).expect("rows");
}

pub fn figures(folder: &Path, largest: u64) -> Vec<Figure> {
    let path = folder.join("accesses.db");
    let _ = std::fs::remove_file(&path);
    let url = DatabaseUrl::parse(&format!("sqlite://{}", path.display())).expect("a file");
    migrate::migrate(&url).expect("a schema");
    let mut conn = url.connect().expect("a connection");
    let scope = access::for_system(Id::parse(REGION).expect("an identifier"));
    let by = Id::parse("01890a5d-ac96-774b-bcce-b302099a0007").expect("an identifier");
    let (mut size, mut times) = (0, [Vec::new(), Vec::new(), Vec::new()]);
    let mut next = 10_000;
    while next <= largest {
        grow(&mut conn, size, next);
        size = next;
        let halfway = i64::try_from(size / 2).expect("a size");
        let at =
            chrono::DateTime::from_timestamp(1_700_000_000 + halfway * 30, 0).expect("a moment").naive_utc();
        let filtered = Wanted { by: Some(by.clone()), ..Wanted::default() };
        let cases = [(Wanted::default(), None), (Wanted::default(), Some((at, halfway))), (filtered, None)];
        for (case, (wanted, after)) in times.iter_mut().zip(&cases) {
            let mut rounds = Vec::new();
            for _ in 0..ROUNDS {
                let begin = Instant::now();
                for _ in 0..PAGES {
                    page(&mut conn, &scope, wanted, *after, 50).expect("a page");
                }
                rounds.push(begin.elapsed().as_secs_f64());
            }
            case.push(median(rounds));
        }
        next *= 10;
    }
    let named = ["first page", "page halfway", "one person"].iter().zip(&times);
    named
        .map(|(what, times)| {
            let (least, most) = times
                .iter()
                .fold((f64::MAX, 0.0_f64), |(least, most), one| (least.min(*one), most.max(*one)));
            Figure::at_most(
                &format!("list of looks, {what}, 10,000 to {largest} leaves: most / least"),
                most / least,
                1.25,
            )
        })
        .collect()
}
