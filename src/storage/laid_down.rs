//! What two people of a region lay down: national numbers, days and summers, and the calendar.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::{laid_down, users};
use super::scope::RegionScope;
use super::types::{AsText, BadRow, stored};
use crate::domain::code::Code as _;
use crate::domain::ids::{LaidDownId, UserId};
use crate::domain::laid_down::{Confirmation, LaidDown, LaidDownKind};
use crate::domain::money::Cents;
use crate::domain::scheme::{DayRuling, HolidayRegion, RegionSummer, Ruling, Summer, WntYear};

/// Something as somebody entered it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = laid_down)]
pub struct LaidDownRow {
    /// Identifier.
    pub id: String,
    /// The region.
    pub region_id: String,
    /// What kind of thing it is.
    pub kind: AsText<LaidDownKind>,
    /// The year, the day, the summer, the procedure, the window or the lot.
    pub about: String,
    /// As JSON: the maxima of a year in eurocents, in the order of the classes; the name of a day, null where it is one like any other; the
    /// vakantieregio with first and last day; a plan.
    pub content_json: String,
    /// Where it was published, or the motivation.
    pub ground: String,
    /// Who entered it.
    pub entered_by: String,
    /// When.
    pub entered_at: NaiveDateTime,
    /// Whether it counts.
    pub state: AsText<Confirmation>,
    /// Who confirmed it or took it back.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: Option<NaiveDateTime>,
}

impl LaidDownRow {
    /// Somebody enters something.
    ///
    /// # Errors
    /// None that can happen: every plan has a form as JSON.
    pub fn entered(
        id: &LaidDownId,
        scope: &RegionScope,
        what: &LaidDown,
        by: &UserId,
        at: DateTime<Utc>,
    ) -> QueryResult<Self> {
        Ok(Self {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            kind: AsText(what.kind()),
            about: what.about(),
            content_json: content(what)?.to_string(),
            ground: what.ground().to_owned(),
            entered_by: by.to_string(),
            entered_at: stored(at),
            state: AsText(Confirmation::Waiting),
            settled_by: None,
            settled_at: None,
        })
    }

    /// It, as the domain knows it.
    ///
    /// # Errors
    /// A [`BadRow`] where the parts do not fit.
    pub fn read(&self) -> QueryResult<LaidDown> {
        let bad = |what: &str| BadRow { table: "laid_down", id: self.id.clone(), what: what.to_owned() };
        let source = self.ground.as_str();
        let plan = |why: serde_json::Error| bad(&why.to_string());
        Ok(match self.kind.0 {
            LaidDownKind::WntYear => {
                let year = self.about.parse().map_err(|_| bad("year"))?;
                let cents: [i64; 6] = serde_json::from_str(&self.content_json).map_err(|_| bad("maxima"))?;
                let year = WntYear::new(year, cents.map(Cents::new), source);
                LaidDown::WntYear(year.map_err(|_| bad("order"))?)
            }
            LaidDownKind::Day => {
                let day = self.about.parse().map_err(|_| bad("day"))?;
                let name: Option<String> =
                    serde_json::from_str(&self.content_json).map_err(|_| bad("name"))?;
                let ruling = name.map_or(Ruling::NotEqual, |name| Ruling::Equal { name });
                LaidDown::Day(DayRuling::new(day, ruling, source).map_err(|_| bad("ruling"))?)
            }
            LaidDownKind::Summer => {
                let (region, from, until): (String, NaiveDate, NaiveDate) =
                    serde_json::from_str(&self.content_json).map_err(|_| bad("days"))?;
                let region = HolidayRegion::from_code(&region).ok_or_else(|| bad("region"))?;
                let summer = RegionSummer::new(region, Summer { from, until }, source);
                LaidDown::Summer(summer.map_err(|_| bad("summer"))?)
            }
            LaidDownKind::Window => LaidDown::Window(serde_json::from_str(&self.content_json).map_err(plan)?),
            LaidDownKind::Dates => LaidDown::Dates(serde_json::from_str(&self.content_json).map_err(plan)?),
            LaidDownKind::Lot => LaidDown::Lot(serde_json::from_str(&self.content_json).map_err(plan)?),
        })
    }
}

fn content(what: &LaidDown) -> QueryResult<serde_json::Value> {
    let plan = |made: serde_json::Result<serde_json::Value>| {
        made.map_err(|why| diesel::result::Error::SerializationError(why.into()))
    };
    Ok(match what {
        LaidDown::WntYear(year) => year.maxima().map(|(_, amount)| amount.get()).collect(),
        LaidDown::Day(said) => said.ruling().name().into(),
        LaidDown::Summer(one) => {
            let Summer { from, until } = one.summer();
            serde_json::json!([one.region().code(), from, until])
        }
        LaidDown::Window(window) => plan(serde_json::to_value(window))?,
        LaidDown::Dates(dates) => plan(serde_json::to_value(dates))?,
        LaidDown::Lot(lot) => plan(serde_json::to_value(lot))?,
    })
}

/// Keep what somebody entered.
///
/// # Errors
/// What the database says, for something about which another waits.
pub fn insert(conn: &mut DbConn, row: &LaidDownRow) -> QueryResult<()> {
    diesel::insert_into(laid_down::table).values(row).execute(conn).map(drop)
}

/// What waits for a second person.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn waiting(conn: &mut DbConn, scope: &RegionScope, id: &LaidDownId) -> QueryResult<LaidDownRow> {
    laid_down::table
        .filter(laid_down::region_id.eq(scope.key()).and(laid_down::id.eq(id.as_str())))
        .filter(laid_down::state.eq(AsText(Confirmation::Waiting)))
        .select(LaidDownRow::as_select())
        .first(conn)
}

/// Say whether it counts; `false` when somebody was first.
///
/// # Errors
/// What the database says.
pub fn settle(
    conn: &mut DbConn,
    scope: &RegionScope,
    id: &LaidDownId,
    state: Confirmation,
    (by, at): (&UserId, DateTime<Utc>),
) -> QueryResult<bool> {
    let row = laid_down::table
        .filter(laid_down::region_id.eq(scope.key()).and(laid_down::id.eq(id.as_str())))
        .filter(laid_down::state.eq(AsText(Confirmation::Waiting)));
    diesel::update(row)
        .set((
            laid_down::state.eq(AsText(state)),
            laid_down::settled_by.eq(Some(by.as_str())),
            laid_down::settled_at.eq(Some(stored(at))),
        ))
        .execute(conn)
        .map(|changed| changed == 1)
}

/// What the region confirmed of a kind, the first first: of what was confirmed twice the later counts.
///
/// # Errors
/// What the database says.
pub fn confirmed(
    conn: &mut DbConn,
    scope: &RegionScope,
    kind: LaidDownKind,
) -> QueryResult<Vec<LaidDownRow>> {
    laid_down::table
        .filter(laid_down::region_id.eq(scope.key()).and(laid_down::kind.eq(AsText(kind))))
        .filter(laid_down::state.eq(AsText(Confirmation::Confirmed)))
        .order((laid_down::settled_at, laid_down::id))
        .select(LaidDownRow::as_select())
        .load(conn)
}

/// What waits of a kind, in order of what it is about, each with the name of who entered it.
///
/// # Errors
/// What the database says.
pub fn all_waiting(
    conn: &mut DbConn,
    scope: &RegionScope,
    kind: LaidDownKind,
) -> QueryResult<Vec<(LaidDownRow, String)>> {
    laid_down::table
        .inner_join(users::table.on(users::id.eq(laid_down::entered_by)))
        .filter(laid_down::region_id.eq(scope.key()).and(laid_down::kind.eq(AsText(kind))))
        .filter(laid_down::state.eq(AsText(Confirmation::Waiting)))
        .order((laid_down::about, laid_down::id))
        .select((LaidDownRow::as_select(), users::name))
        .load(conn)
}
