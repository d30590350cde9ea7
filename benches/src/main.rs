//! Ratios that must hold, measured on the built program: `make bench`, `make soak`.
//!
//! `openhuis-bench --program FILE --floor FILE --folder DIR [--sizes 300,30000] [--rounds 7] [--letters 1000] [--out FILE]` prints a table and
//! ends with 1 when a bar is missed. Processor time per request counts, not time on the clock: targets take turns, and a
//! ratio is the median of the ratios of the rounds, so that what else the machine does hardly matters.

mod dossier;
mod http;
mod letters;
mod process;
mod rows;
mod table;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use http::Wire;
use process::Server;
use sha2::{Digest as _, Sha256};
use table::{Bar, Figure, median, table};

const SLUG: &str = "zuidwest-drenthe";
const OTHER_SLUG: &str = "midden-ijssel-oost-veluwe";
const MAIL: &str = "beoordelaar@zuidwest-drenthe.example";
const PASSWORD: &str = "drie blauwe fietsen";
const QUEUE: &str = "/beoordeling";
/// Lets one into the floor.
const TOKEN: &str = "a token as long as the ones of the program are, give or take a few";
/// Connections at a time.
const WIRES: usize = 4;

struct Arguments {
    program: PathBuf,
    floor: PathBuf,
    folder: PathBuf,
    sizes: Vec<usize>,
    rounds: usize,
    letters: usize,
    out: Option<PathBuf>,
}

impl Arguments {
    fn read() -> io::Result<Self> {
        let mut given = std::env::args().skip(1);
        let mut read = Self {
            program: PathBuf::new(),
            floor: PathBuf::new(),
            folder: PathBuf::new(),
            sizes: vec![300, 30_000],
            rounds: 7,
            letters: 1000,
            out: None,
        };
        while let (Some(name), value) = (given.next(), given.next()) {
            let value = value.ok_or_else(|| io::Error::other(format!("{name} needs a value")))?;
            match name.as_str() {
                "--program" => read.program = fs::canonicalize(value)?,
                "--floor" => read.floor = fs::canonicalize(value)?,
                "--folder" => read.folder = value.into(),
                "--sizes" => read.sizes = value.split(',').map(number).collect::<io::Result<_>>()?,
                "--rounds" => read.rounds = number(&value)?,
                "--letters" => read.letters = number(&value)?,
                "--out" => read.out = Some(value.into()),
                _ => return Err(io::Error::other(format!("unknown: {name}"))),
            }
        }
        Ok(read)
    }
}

fn number(text: &str) -> io::Result<usize> {
    text.parse().map_err(|_| io::Error::other(format!("not a number: {text}")))
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> io::Result<bool> {
    let given = Arguments::read()?;
    fs::create_dir_all(&given.folder)?;
    let base = base(&given)?;
    let mut results = Vec::new();
    let folders: Vec<_> =
        given.sizes.iter().map(|size| filled(&given, &base, *size)).collect::<io::Result<_>>()?;
    let servers: Vec<_> = folders.iter().map(|folder| open(&given, folder)).collect::<io::Result<_>>()?;
    results.extend(pages(&given, &folders, &servers)?);
    results.extend(dossier::figures(&given, &folders, &servers)?);
    drop(servers);
    let Some(middle) = folders.get(folders.len() / 2) else { return Err(io::Error::other("no sizes")) };
    results.push(start(&given, middle)?);
    results.push(memory(&given, middle)?);
    results.extend(letters::figures(&given, &base)?);
    let table = table(&results);
    print!("{table}");
    if let Some(out) = given.out {
        fs::write(out, table)?;
    }
    Ok(results.iter().all(Figure::holds))
}

/// The demo, made once: real regions, windows and people to add to.
fn base(given: &Arguments) -> io::Result<PathBuf> {
    let folder = given.folder.join("base");
    let path = folder.display().to_string();
    let mut demo = Server::start(&given.program, &["demo", "--data", &path, "--listen", "127.0.0.1:PORT"])?;
    demo.answers("/readyz", "", 200, Instant::now())?;
    Ok(folder)
}

/// A copy of the demo with so many applications more.
fn filled(given: &Arguments, base: &Path, size: usize) -> io::Result<PathBuf> {
    let folder = given.folder.join(size.to_string());
    let done = folder.join("filled");
    if !done.exists() {
        copy(base, &folder)?;
        rows::fill(&folder.join("openhuis.db"), [SLUG, OTHER_SLUG], size).map_err(io::Error::other)?;
        fs::write(done, "")?;
    }
    rows::calm(&folder.join("openhuis.db")).map_err(io::Error::other)?;
    Ok(folder)
}

/// The database of the demo and the key of its sessions, in a folder of their own.
fn copy(base: &Path, folder: &Path) -> io::Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    for name in ["openhuis.db", "openhuis.db-wal", "session.key"] {
        if base.join(name).exists() {
            fs::copy(base.join(name), folder.join(name))?;
        }
    }
    Ok(())
}

fn serve(given: &Arguments, folder: &Path) -> io::Result<Server> {
    let path = folder.display().to_string();
    Server::start(&given.program, &["serve", "--data", &path, "--listen", "127.0.0.1:PORT"])
}

/// The program on a database, and the cookies of an assessor in it.
fn open(given: &Arguments, folder: &Path) -> io::Result<(Server, String)> {
    let mut server = serve(given, folder)?;
    server.answers("/readyz", "", 200, Instant::now())?;
    let cookies = http::log_in(server.port, MAIL, PASSWORD)?;
    Ok((server, cookies))
}

/// A page of a server that is asked for in turns.
struct Target<'a> {
    name: String,
    server: &'a Server,
    path: String,
    cookies: String,
    requests: usize,
    /// Microseconds of processor time per request, by round.
    cost: Vec<f64>,
}

impl<'a> Target<'a> {
    fn new(name: String, server: &'a Server, path: String, cookies: &str, requests: usize) -> Self {
        Self { name, server, path, cookies: cookies.to_owned(), requests, cost: Vec::new() }
    }

    fn round(&mut self) -> io::Result<()> {
        let each = self.requests / WIRES;
        let before = self.server.cpu()?;
        let (port, path, cookies) = (self.server.port, &self.path, &self.cookies);
        std::thread::scope(|scope| {
            let work = || -> io::Result<()> {
                let mut wire = Wire::new(port);
                for _ in 0..each {
                    let answer = wire.ask("GET", path, cookies, "")?;
                    if answer.status != 200 {
                        return Err(io::Error::other(format!("{} for {path}", answer.status)));
                    }
                }
                Ok(())
            };
            let threads: Vec<_> = (0..WIRES).map(|_| scope.spawn(work)).collect();
            threads
                .into_iter()
                .try_for_each(|one| one.join().unwrap_or_else(|_| Err(io::Error::other("fell"))))
        })?;
        let used = self.server.cpu()?.saturating_sub(before);
        self.cost.push(used.as_secs_f64() * 1e6 / (each * WIRES) as f64);
        Ok(())
    }
}

/// All targets in turns. The first round only warms up.
fn rounds(given: &Arguments, targets: &mut [Target<'_>]) -> io::Result<()> {
    for round in 0..=given.rounds {
        for target in &mut *targets {
            target.round()?;
            if round == 0 {
                target.cost.clear();
            }
        }
    }
    Ok(())
}

/// The first and the last page of the queue, for each size, and the floor.
fn pages(given: &Arguments, folders: &[PathBuf], servers: &[(Server, String)]) -> io::Result<Vec<Figure>> {
    let middle = folders.len() / 2;
    let (floor, sid) = floor(given, &folders[middle], &servers[middle].0, &servers[middle].1)?;
    let mut targets = vec![Target::new("floor".to_owned(), &floor, QUEUE.to_owned(), &sid, 4000)];
    for (((server, cookies), folder), size) in servers.iter().zip(folders).zip(&given.sizes) {
        let last = rows::before_last_page(&folder.join("openhuis.db"), SLUG).map_err(io::Error::other)?;
        let last = format!("{QUEUE}?na={last}");
        targets.push(Target::new(format!("{size}, first page"), server, QUEUE.to_owned(), cookies, 1200));
        targets.push(Target::new(format!("{size}, last page"), server, last, cookies, 1200));
    }
    rounds(given, &mut targets)?;
    let costs: Vec<f64> = targets.iter().map(|one| median(one.cost.clone())).collect();
    let told = targets.iter().zip(&costs).map(|(one, cost)| format!("{}: {cost:.0} µs", one.name));
    let told = told.collect::<Vec<_>>().join(", ");
    let queue = &targets[1 + 2 * middle];
    let ratio = median(queue.cost.iter().zip(&targets[0].cost).map(|(own, floor)| own / floor).collect());
    let own = &costs[1..];
    let spread = own.iter().copied().fold(f64::MIN, f64::max) / own.iter().copied().fold(f64::MAX, f64::min);
    Ok(vec![
        Figure {
            what: "review queue, 25 lines, with session: × floor".to_owned(),
            measured: ratio,
            bar: Bar::AtMost(3.0),
            detail: told,
        },
        Figure {
            what: "the same for every size, first and last page: most / least".to_owned(),
            measured: spread,
            bar: Bar::AtMost(1.25),
            detail: format!("medians of {} rounds", given.rounds),
        },
    ])
}

/// The floor on a database, with the page of the program as its frame; and the cookie that lets one in.
fn floor(given: &Arguments, folder: &Path, program: &Server, cookies: &str) -> io::Result<(Server, String)> {
    let page = Wire::new(program.port).ask("GET", QUEUE, cookies, "")?.body;
    let body = page.find("<tbody").and_then(|at| Some(at + page[at..].find('>')? + 1));
    let (Some(start), Some(end)) = (body, page.find("</tbody>")) else {
        return Err(io::Error::other("the queue shows no table"));
    };
    let frame = folder.join("frame.html");
    fs::write(&frame, format!("{}@@ROWS@@{}", &page[..start], &page[end..]))?;
    let database = folder.join("openhuis.db");
    let token = TOKEN;
    rows::floor_session(&database, Sha256::digest(token).as_slice(), MAIL).map_err(io::Error::other)?;
    let (path, frame) = (database.display().to_string(), frame.display().to_string());
    let mut floor = Server::start(&given.floor, &[&path, "PORT", &frame])?;
    let cookie = format!("sid={token}");
    floor.answers(QUEUE, &cookie, 200, Instant::now())?;
    let own = Wire::new(floor.port).ask("GET", QUEUE, &cookie, "")?.body;
    println!("the page of the program has {} bytes, that of the floor {}", page.len(), own.len());
    Ok((floor, cookie))
}

/// From the start of the process to the first page for who is logged in.
fn start(given: &Arguments, folder: &Path) -> io::Result<Figure> {
    let cookies = {
        let mut server = serve(given, folder)?;
        server.answers("/readyz", "", 200, Instant::now())?;
        http::log_in(server.port, MAIL, PASSWORD)?
    };
    let (database, frame) = (folder.join("openhuis.db"), folder.join("frame.html"));
    let (database, frame) = (database.display().to_string(), frame.display().to_string());
    let sid = &format!("sid={TOKEN}");
    let (mut own, mut least) = (Vec::new(), Vec::new());
    for _ in 0..given.rounds {
        let begin = Instant::now();
        least.push(
            Server::start(&given.floor, &[&database, "PORT", &frame])?.answers(QUEUE, sid, 200, begin)?,
        );
        let begin = Instant::now();
        own.push(serve(given, folder)?.answers(QUEUE, &cookies, 200, begin)?);
    }
    let seconds = |list: &[Duration]| list.iter().map(Duration::as_secs_f64).collect::<Vec<_>>();
    let ratio = median(seconds(&own).iter().zip(seconds(&least)).map(|(own, least)| own / least).collect());
    let (own, least) = (median(seconds(&own)) * 1e3, median(seconds(&least)) * 1e3);
    Ok(Figure {
        what: "start to first page on an existing database: × floor".to_owned(),
        measured: ratio,
        bar: Bar::AtMost(5.0),
        detail: format!("{own:.0} ms, floor {least:.0} ms"),
    })
}

/// Memory a minute after twenty logins.
fn memory(given: &Arguments, folder: &Path) -> io::Result<Figure> {
    let mut server = serve(given, folder)?;
    server.answers("/readyz", "", 200, Instant::now())?;
    for _ in 0..20 {
        let cookies = http::log_in(server.port, MAIL, PASSWORD)?;
        Wire::new(server.port).ask("GET", QUEUE, &cookies, "")?;
    }
    let busy = server.resident()? as f64 / 1024.0;
    std::thread::sleep(Duration::from_secs(60));
    Ok(Figure {
        what: "resident memory 60 s after 20 logins, MiB".to_owned(),
        measured: server.resident()? as f64 / 1024.0,
        bar: Bar::AtMost(64.0),
        detail: format!("{busy:.0} MiB just after them"),
    })
}
