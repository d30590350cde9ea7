//! The page of a dossier that was decided, among as many others as there are after ten years.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::Instant;

use crate::http::Wire;
use crate::process::Server;
use crate::table::{Bar, Figure, median};
use crate::{Arguments, SLUG, TOKEN, Target, rounds, rows};

/// The dossier for each size, and the floor: the bare rows of the same dossier, put together as many bytes as the page has.
pub fn figures(
    given: &Arguments,
    folders: &[PathBuf],
    servers: &[(Server, String)],
) -> io::Result<Vec<Figure>> {
    let middle = folders.len() / 2;
    let database = folders[middle].join("openhuis.db");
    let id = rows::dossier(&database, SLUG).map_err(io::Error::other)?;
    let path = format!("/beoordeling/aanmeldingen/{id}");
    let page = Wire::new(servers[middle].0.port).ask("GET", &path, &servers[middle].1, "")?;
    if page.status != 200 {
        return Err(io::Error::other(format!("{} for {path}", page.status)));
    }
    let frame = folders[middle].join("dossier.html");
    fs::write(&frame, &page.body)?;
    let arguments =
        [&database, &folders[middle].join("frame.html"), &frame].map(|one| one.display().to_string());
    let mut floor = Server::start(&given.floor, &[&arguments[0], "PORT", &arguments[1], &arguments[2]])?;
    let sid = format!("sid={TOKEN}");
    floor.answers(&path, &sid, 200, Instant::now())?;
    let least = Wire::new(floor.port).ask("GET", &path, &sid, "")?.body.len();
    println!("the dossier of the program has {} bytes, that of the floor {least}", page.body.len());
    let mut targets = vec![Target::new("floor".to_owned(), &floor, path.clone(), &sid, 4000)];
    for ((server, cookies), size) in servers.iter().zip(&given.sizes) {
        targets.push(Target::new(size.to_string(), server, path.clone(), cookies, 400));
    }
    rounds(given, &mut targets)?;
    let costs: Vec<f64> = targets.iter().map(|one| median(one.cost.clone())).collect();
    let told = targets.iter().zip(&costs).map(|(one, cost)| format!("{}: {cost:.0} µs", one.name));
    let own = &costs[1..];
    let ratio = targets[1 + middle].cost.iter().zip(&targets[0].cost).map(|(own, floor)| own / floor);
    Ok(vec![
        Figure {
            // The floor evaluates no rules and says nothing in words: how far it is away is told, and may not grow with the data.
            what: "dossier that was decided, with session: × its bare rows".to_owned(),
            measured: median(ratio.collect()),
            bar: Bar::Nothing,
            detail: told.collect::<Vec<_>>().join(", "),
        },
        Figure {
            what: "the same for every size: most / least".to_owned(),
            measured: own.iter().copied().fold(f64::MIN, f64::max)
                / own.iter().copied().fold(f64::MAX, f64::min),
            bar: Bar::AtMost(1.25),
            detail: format!("medians of {} rounds", given.rounds),
        },
    ])
}
