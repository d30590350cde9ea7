//! Closing a lot, keeping it closed and opening it: by two people, on what is measured when it is published.
//! May import: app, auth, domain, storage.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::letters::{self, Closed};
use crate::app::policy::{News, TwoPeople, tell_followers};
use crate::app::supply::{Lot, landscape};
use crate::auth::origin::PublicUrl;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::scheme::Scheme;
use crate::domain::supply::{Figures, LotChange, LotNow, LotPlan, NotDecided};
use crate::domain::windows::PublishedState;
use crate::domain::words::dates::{long_date, moment};
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::{apply as lots, policy as words};
use crate::storage::calendar::{self, LotStateRow};
use crate::storage::types::{AsText, stored};
use crate::storage::{DbConn, RegionScope};

/// A plan that could be published, with what was measured.
struct Decided {
    new: PublishedState,
    /// Whether it was closed until now.
    was_closed: bool,
    figures: Figures,
    /// The lot in words.
    title: String,
    scheme: Arc<Scheme>,
}

/// A plan as it would be published now, held against what is measured now.
fn decided(
    conn: &mut DbConn,
    scope: &RegionScope,
    plan: &LotPlan,
    now: DateTime<Utc>,
) -> Result<std::result::Result<Decided, NotDecided>> {
    let mut land = landscape(conn, scope, &plan.procedure, now)?;
    if land.version != plan.scheme {
        return Err(Error::refused(words::OTHER_RULES_FOR_LOT));
    }
    let Lot { states, supply, judged, .. } = land.lots.remove(&plan.lot).ok_or(Error::NotFound)?;
    let windows = calendar::every_window_of(conn, scope, &plan.procedure)?;
    let windows: Vec<_> = windows.iter().map(calendar::WindowRow::phases).collect();
    let lot = LotNow { scheme: &land.scheme, states: &states, windows: &windows, judged: &judged };
    let was_closed = states.at(now).is_some_and(|state| state.is_closed());
    let title = lots::lot_of(&land.scheme, &plan.lot);
    let new = plan.publish(&lot, now);
    Ok(new.map(|new| Decided {
        new,
        was_closed,
        figures: Figures { on: land.on, supply, judged },
        title,
        scheme: land.scheme,
    }))
}

/// See whether a plan could be published now; what is wrong is told beside the fields of its form.
pub(super) fn check(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, plan: &LotPlan) -> Result<()> {
    let field = |why: &NotDecided| match (why, plan.change) {
        (NotDecided::Review { .. }, _) => "heroverweging_day",
        (
            NotDecided::TooSoon { .. } | NotDecided::WhileOpen { .. } | NotDecided::NotAChange(_),
            LotChange::Close { .. },
        ) => "ingang_day",
        _ => "besluit",
    };
    decided(conn, scope, plan, ctx.now)?.map_err(|why| Error::field(field(&why), why.in_dutch())).map(drop)
}

#[derive(Serialize)]
struct Announced<'a> {
    lot: &'a str,
    closes: bool,
    stays_closed: bool,
    unless_added_value: bool,
    scarce: bool,
    from: String,
    review: String,
    motivation: &'a str,
}

/// Publish a plan, and tell who follows the procedure.
pub(super) fn publish(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    plan: &LotPlan,
    people: &TwoPeople,
    portal: &PublicUrl,
) -> Result<()> {
    let Decided { new, was_closed, figures, title, scheme } =
        decided(conn, scope, plan, ctx.now)?.map_err(|why| Error::refused(why.in_dutch()))?;
    calendar::insert_lot_state(
        conn,
        &LotStateRow {
            id: ctx.id::<LotStateRow>().to_string(),
            region_id: scope.key().to_owned(),
            procedure_id: plan.procedure.to_string(),
            product_group: plan.lot.group.to_string(),
            gemeente: plan.lot.gemeente.to_string(),
            state: AsText(new.state),
            effective_from: stored(new.from),
            motivation: plan.motivation.as_str().to_owned(),
            review_on: new.review_on,
            figures_json: Some(serde_json::to_string(&figures).map_err(Error::internal)?),
            decided_by: people.by().to_string(),
            confirmed_by: people.confirmed_by().to_string(),
            decided_at: stored(ctx.now),
        },
    )?;
    let lot = Token::parse(&format!("{}/{}", plan.lot.group, plan.lot.gemeente)).map_err(Error::internal)?;
    let state = Token::parse(new.state.code()).map_err(Error::internal)?;
    let place = Place::of_region(scope.region()).procedure(&plan.procedure);
    let (subject, effective) = (plan.procedure.clone(), new.from);
    ctx.record(conn, &place, Event::LotStateChanged { subject, lot, state, effective })?;
    let about = Announced {
        lot: &title,
        closes: new.state.is_closed(),
        stays_closed: new.state.is_closed() && was_closed,
        unless_added_value: new.state.may_apply().is_ok(),
        scarce: plan.change == LotChange::OpenForScarcity,
        from: moment(new.from),
        review: new.review_on.map(long_date).unwrap_or_default(),
        motivation: plan.motivation.as_str(),
    };
    if let (true, Some(review_on)) = (new.state.is_closed(), new.review_on) {
        let closed = Closed {
            procedure: &plan.procedure,
            lot: &plan.lot,
            scheme: &scheme,
            from: new.from,
            review_on,
            stays_closed: was_closed,
            unless_added_value: new.state.may_apply().is_ok(),
            motivation: plan.motivation.as_str(),
            by: people.confirmed_by(),
        };
        letters::tell_closed(conn, ctx, scope, &closed)?;
    }
    let news = News { kind: "lot_changed", page: "#anders", at: ctx.now, portal, about };
    tell_followers(conn, ctx, scope, &plan.procedure, &news)
}
