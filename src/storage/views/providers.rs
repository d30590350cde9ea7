//! Aanbieders as a region's team knows them: only by what an application or admission in this region has fixed.
//! May import: diesel, domain, storage.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::application::State;
use crate::domain::ids::OrgId;
use crate::domain::text::fold_key;
use crate::storage::db::DbConn;
use crate::storage::schema::{admissions, applications, organisations, windows};
use crate::storage::scope::RegionScope;
use crate::storage::types::{AsText, stored};

/// An aanbieder in the list, by the name its last application or admission here has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// The organisation.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The folded name, by which the list is sorted and paged.
    pub key: String,
    /// Whether it is admitted for something now.
    pub admitted: bool,
}

/// One of its applications here.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Sent {
    /// The application.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Where it is.
    pub state: AsText<State>,
    /// When it was received.
    pub received_at: Option<NaiveDateTime>,
    /// The title of its window.
    pub window: String,
    /// The last day for the decision.
    pub due: Option<NaiveDate>,
}

/// One of its admissions here.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Admitted {
    /// The admission.
    pub id: String,
    /// Productgroep.
    pub group: String,
    /// Gemeente.
    pub gemeente: String,
    /// Where it is.
    pub state: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// The procedure.
    pub procedure: String,
}

type Named = (String, String, String);

/// A page of aanbieders by name, after a folded name and id; and whether there are more.
///
/// # Errors
/// What the database says.
pub fn page(
    conn: &mut DbConn,
    scope: &RegionScope,
    find: &str,
    after: Option<(&str, &str)>,
    now: DateTime<Utc>,
    size: usize,
) -> QueryResult<(Vec<Provider>, bool)> {
    let limit = i64::try_from(size.saturating_add(1)).unwrap_or(i64::MAX);
    let find = pattern(conn, find)?;
    let mut found: Vec<Provider> = Vec::new();
    let mut add = |named: Vec<Named>, admitted: bool| {
        for (id, name, key) in named {
            match found.iter_mut().find(|one| one.id == id) {
                Some(one) => one.admitted |= admitted,
                None => found.push(Provider { id, name, key, admitted }),
            }
        }
    };
    add(applying(conn, scope, &find, after, now, limit)?, false);
    add(admitted(conn, scope, &find, after, limit)?, true);
    found.sort_by(|one, other| (&one.key, &one.id).cmp(&(&other.key, &other.id)));
    let more = found.len() > size;
    found.truncate(size);
    Ok((found, more))
}

/// What a search looks for.
enum Find {
    All,
    Name(String),
    Orgs(Vec<String>),
}

fn pattern(conn: &mut DbConn, find: &str) -> QueryResult<Find> {
    let find = find.trim();
    if find.is_empty() {
        return Ok(Find::All);
    }
    if find.len() == 8 && find.bytes().all(|byte| byte.is_ascii_digit()) {
        let orgs = organisations::table.filter(organisations::kvk.eq(find)).select(organisations::id);
        return Ok(Find::Orgs(orgs.load(conn)?));
    }
    let escaped = fold_key(find).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Ok(Find::Name(format!("%{escaped}%")))
}

fn applying(
    conn: &mut DbConn,
    scope: &RegionScope,
    find: &Find,
    after: Option<(&str, &str)>,
    now: DateTime<Utc>,
    limit: i64,
) -> QueryResult<Vec<Named>> {
    let mut rows = applications::table
        .inner_join(windows::table)
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::state.ne(AsText(State::Draft)))
        .filter(applications::received_at.is_not_null())
        .filter(windows::sealed.eq(false).or(windows::closed_at.le(Some(stored(now)))))
        .into_boxed();
    rows = match find {
        Find::All => rows,
        Find::Name(pattern) => rows.filter(applications::org_name_key.like(pattern.clone()).escape('\\')),
        Find::Orgs(orgs) => rows.filter(applications::org_id.eq_any(orgs.clone())),
    };
    if let Some((key, id)) = after {
        let (key, id) = (key.to_owned(), id.to_owned());
        let same = applications::org_name_key.eq(key.clone()).and(applications::org_id.gt(id));
        rows = rows.filter(applications::org_name_key.gt(key).or(same));
    }
    rows.select((applications::org_id, applications::org_name, applications::org_name_key))
        .distinct()
        .order((applications::org_name_key, applications::org_id))
        .limit(limit)
        .load(conn)
}

fn admitted(
    conn: &mut DbConn,
    scope: &RegionScope,
    find: &Find,
    after: Option<(&str, &str)>,
    limit: i64,
) -> QueryResult<Vec<Named>> {
    let mut rows = admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::state.eq_any(["granted", "active", "suspended"]))
        .into_boxed();
    rows = match find {
        Find::All => rows,
        Find::Name(pattern) => rows.filter(admissions::org_name_key.like(pattern.clone()).escape('\\')),
        Find::Orgs(orgs) => rows.filter(admissions::org_id.eq_any(orgs.clone())),
    };
    if let Some((key, id)) = after {
        let (key, id) = (key.to_owned(), id.to_owned());
        let same = admissions::org_name_key.eq(key.clone()).and(admissions::org_id.gt(id));
        rows = rows.filter(admissions::org_name_key.gt(key).or(same));
    }
    rows.select((admissions::org_id, admissions::org_name, admissions::org_name_key))
        .distinct()
        .order((admissions::org_name_key, admissions::org_id))
        .limit(limit)
        .load(conn)
}

/// The applications of one aanbieder here, the last first.
///
/// # Errors
/// What the database says.
pub fn applications(
    conn: &mut DbConn,
    scope: &RegionScope,
    org: &OrgId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Sent>> {
    applications::table
        .inner_join(windows::table)
        .filter(applications::region_id.eq(scope.key()))
        .filter(applications::org_id.eq(org.as_str()))
        .filter(applications::state.ne(AsText(State::Draft)))
        .filter(applications::received_at.is_not_null())
        .filter(windows::sealed.eq(false).or(windows::closed_at.le(Some(stored(now)))))
        .order((applications::created_at.desc(), applications::id.desc()))
        .select((
            applications::id,
            applications::number,
            applications::state,
            applications::received_at,
            windows::title,
            applications::decision_due_on,
        ))
        .load(conn)
}

/// The admissions of one aanbieder here, by gemeente and productgroep.
///
/// # Errors
/// What the database says.
pub fn admissions(conn: &mut DbConn, scope: &RegionScope, org: &OrgId) -> QueryResult<Vec<Admitted>> {
    admissions::table
        .filter(admissions::region_id.eq(scope.key()))
        .filter(admissions::org_id.eq(org.as_str()))
        .order((admissions::gemeente, admissions::product_group, admissions::id))
        .select((
            admissions::id,
            admissions::product_group,
            admissions::gemeente,
            admissions::state,
            admissions::starts_on,
            admissions::procedure_id,
        ))
        .load(conn)
}
