//! One leaf a commit, as a decision makes one, against one bare row of as many bytes a commit: both wait for the disk.

use std::path::Path;
use std::time::Instant;

use chrono::{DateTime, Utc};
use diesel::RunQueryDsl as _;
use openhuis::app::{Ctx, Database, Place};
use openhuis::auth::random::Source;
use openhuis::domain::access::{Actor, Via};
use openhuis::domain::audit::{Event, Token};
use openhuis::storage::{DatabaseUrl, migrate, pool};

use super::{Figure, median};

const COMMITS: u32 = 300;
const ROUNDS: u32 = 7;

pub fn figures(folder: &Path) -> Vec<Figure> {
    let url = |name: &str| {
        let path = folder.join(name);
        let _ = std::fs::remove_file(&path);
        DatabaseUrl::parse(&format!("sqlite://{}", path.display())).expect("a file")
    };
    let (ours, bare) = (url("append.db"), url("bare.db"));
    migrate::migrate(&ours).expect("a schema");
    let database = Database::new(pool(&ours, 1));
    let now: DateTime<Utc> = "2026-11-22T11:00:00Z".parse().expect("a moment");
    let ctx = Ctx::new(now, Actor::system(Via::Cli), Source::system());
    let mut floor = bare.connect().expect("a connection with the settings of the program");
    diesel::sql_query("CREATE TABLE row (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        .execute(&mut floor)
        .expect("a table");
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        for _ in 0..COMMITS {
            database.write(|conn| Ok(ctx.record(conn, &Place::default(), decision(&ctx))?)).expect("a leaf");
        }
        let appended = begin.elapsed();
        let begin = Instant::now();
        for _ in 0..COMMITS {
            diesel::sql_query("INSERT INTO row (bytes) VALUES (zeroblob(700))")
                .execute(&mut floor)
                .expect("a row");
        }
        ratios.push(begin.elapsed().as_secs_f64() / appended.as_secs_f64());
    }
    vec![Figure::at_least(
        "append, a leaf a commit: × commits of a bare SQLite with synchronous=FULL",
        median(ratios),
        0.5,
    )]
}

fn decision(ctx: &Ctx) -> Event {
    Event::DecisionSigned {
        subject: ctx.id(),
        lot_application: ctx.id(),
        outcome: Token::parse("admitted").expect("a code"),
        mandate: ctx.id(),
        inputs: None,
    }
}
