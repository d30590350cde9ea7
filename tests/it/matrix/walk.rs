//! One step of the walk: a request as somebody, what it answered and what it left behind.

use diesel::prelude::*;
use openhuis::storage::DbConn;
use openhuis::storage::schema::{audit_head, audit_index};
use openhuis::web::route::{Action, Method, Route};

use super::people::Walker;
use super::prepared::{NOWHERE, Prepared};
use super::visit::{Effect, Sent, Visit};
use crate::support::TestApp;
use crate::support::client::Page;

const EDGE: &str = "----edge-of-a-part";

/// What a step came to.
#[derive(Debug)]
pub struct Seen {
    pub status: u16,
    pub location: String,
    /// The page without what differs each time.
    pub body: String,
    /// New leaves: event, region, organisation they are about.
    pub leaves: Vec<(String, Option<String>, Option<String>)>,
    /// Whether anything was written. Only SQLite tells; on PostgreSQL it is whether there are leaves.
    pub wrote: bool,
    /// What the query of [`Effect::Rows`] counted before and after.
    pub rows: (i64, i64),
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

fn count(conn: &mut DbConn, query: &str) -> i64 {
    let query = diesel::sql_query(query);
    let found = match conn {
        DbConn::Postgres(pg) => query.get_result::<Counted>(pg),
        DbConn::Sqlite(lite) => query.get_result::<Counted>(lite),
    };
    found.unwrap().n
}

/// A look at the database from beside the portal.
pub struct Watch(DbConn);

impl Watch {
    pub fn over(app: &TestApp) -> Self {
        Self(app.url().connect().unwrap())
    }

    fn leaves(&mut self) -> i64 {
        audit_head::table.select(audit_head::size).first(&mut self.0).unwrap()
    }

    /// A number that changes when anybody else writes anything.
    fn pulse(&mut self) -> i64 {
        match &self.0 {
            DbConn::Sqlite(_) => count(&mut self.0, "SELECT data_version AS n FROM pragma_data_version"),
            DbConn::Postgres(_) => self.leaves(),
        }
    }

    fn since(&mut self, n: i64) -> Vec<(String, Option<String>, Option<String>)> {
        audit_index::table
            .filter(audit_index::n.ge(n))
            .order(audit_index::n)
            .select((audit_index::event, audit_index::region_id, audit_index::about_org))
            .load(&mut self.0)
            .unwrap()
    }
}

/// The path of a route with these parameters.
pub fn path(prepared: &Prepared, route: &Route, at: &[&str]) -> String {
    let mut path = String::new();
    let mut values = at.iter();
    for (place, part) in route.path.split('/').enumerate() {
        if place > 0 {
            path.push('/');
        }
        if part.starts_with('{') {
            path +=
                &prepared.fill(values.next().unwrap_or_else(|| panic!("{}: parameter missing", route.name)));
        } else {
            path += part;
        }
    }
    assert!(values.next().is_none(), "{}: a parameter too many", route.name);
    path
}

/// The same parameters, with nothing where something of somebody stood.
pub fn nowhere(prepared: &Prepared, at: &[&'static str]) -> Vec<&'static str> {
    let is_id = |text: &str| prepared.fill(text).len() == NOWHERE.len();
    at.iter()
        .map(|text| {
            if is_id(text) {
                NOWHERE
            } else if *text == "{gemeente}" {
                "GM9999"
            } else {
                text
            }
        })
        .collect()
}

/// The fields of the form as this walker sees it, filled in.
pub async fn fields(
    app: &TestApp,
    prepared: &Prepared,
    visit: &Visit,
    route: &Route,
    walker: &Walker,
) -> Vec<(String, String)> {
    let action = path(prepared, route, &visit.at);
    let (mut fields, mut text) = (Vec::new(), String::new());
    if let Some(page) = visit.page {
        let page = prepared.fill(page);
        let shown = walker.client.get(&page).await;
        assert_eq!(shown.status, 200, "{}: the form on {page}\n{}", route.name, shown.text);
        fields = shown.form(&action).fields;
        text = shown.text;
    }
    let mut given: Vec<String> = Vec::new();
    for (name, value) in &visit.answers {
        let (name, value) = (prepared.fill(name), prepared.fill(value));
        if name == "<points>" {
            for point in names_under(&text, "toetspunt.") {
                fields.push((point, value.clone()));
            }
            continue;
        }
        let value = match value.as_str() {
            "<first>" => first_option(&text, &name),
            "<code>" => walker.user.as_ref().map(|user| app.code(user)).unwrap_or_default(),
            "<new code>" => {
                let user = walker.user.as_ref().unwrap();
                app.code_of(user, &first_option(&text, "aanvraag"))
            }
            _ => value,
        };
        // An answer takes the place of what stood on the page; a second one of the same name stands beside the first, as ticked boxes do.
        if !given.contains(&name) {
            fields.retain(|(each, _)| *each != name);
            given.push(name.clone());
        }
        fields.push((name, value));
    }
    fields.retain(|(name, _)| name != "_csrf" && name != "_once");
    fields
}

fn names_under(text: &str, prefix: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split("name=\"")
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| name.starts_with(prefix))
        .map(str::to_owned)
        .collect();
    found.dedup();
    found
}

fn first_option(text: &str, name: &str) -> String {
    let tag = text.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\""))).unwrap();
    tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Knock, and see what it came to.
pub async fn knock(
    app: &TestApp,
    prepared: &Prepared,
    visit: &Visit,
    route: &Route,
    at: &[&str],
    walker: &Walker,
    fields: &[(String, String)],
) -> Seen {
    let mut watch = Watch::over(app);
    let rows = |watch: &mut Watch| match visit.effect {
        Effect::Rows(query) => count(&mut watch.0, &prepared.fill(query)),
        _ => 0,
    };
    let (leaves, pulse, before) = (watch.leaves(), watch.pulse(), rows(&mut watch));
    let page = send(app, prepared, visit, route, &path(prepared, route, at), walker, fields).await;
    Seen {
        status: page.status,
        location: page.header("location").to_owned(),
        body: steady(&page.text),
        wrote: watch.pulse() != pulse,
        leaves: watch.since(leaves),
        rows: (before, rows(&mut watch)),
    }
}

pub async fn send(
    app: &TestApp,
    prepared: &Prepared,
    visit: &Visit,
    route: &Route,
    path: &str,
    walker: &Walker,
    fields: &[(String, String)],
) -> Page {
    if route.method == Method::Get {
        return walker.client.get(&format!("{path}{}", prepared.fill(visit.query))).await;
    }
    let once = app.source.one_time_token().shown;
    let own = [("_csrf".to_owned(), walker.csrf.clone()), ("_once".to_owned(), once)];
    let all: Vec<_> = own.iter().chain(fields).collect();
    if route.action == Action::Upload {
        let mut body = String::new();
        for (name, value) in all {
            body +=
                &format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        let Sent { field, name, content } = visit.file.unwrap_or(Sent::PDF);
        body += &format!(
            "--{EDGE}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n{}\r\n--{EDGE}--\r\n",
            content()
        );
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let headers = [("accept", "text/html"), ("content-type", kind.as_str())];
        return walker.client.send("POST", path, &headers, &body).await;
    }
    let encode = openhuis::web::forms::percent_encode;
    let pairs: Vec<_> =
        all.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    walker.client.post(path, &pairs.join("&"), &[]).await
}

/// A page without the marks that differ each time it is made.
fn steady(text: &str) -> String {
    let mut parts = text.split("name=\"_once\" value=\"");
    let mut steady = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        steady += part.split_once('"').map_or("", |(_, rest)| rest);
    }
    steady
}
