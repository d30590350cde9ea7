//! What a contractmanager does with an advice: propose a measure that the overeenkomst allows, or not follow it and say why. Who decides can say
//! no too. May import: app, domain, storage.

use chrono::NaiveDate;

use super::{Case, Reach, basis};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::{clean, needed, only, perhaps};
use crate::app::{letters, national};
use crate::domain::code::Code as _;
use crate::domain::ids::MeasureId;
use crate::domain::money::Cents;
use crate::domain::supervision::measure::{Clients, Command, Measure, MeasureKind, NoPlan, Plan, Wish};
use crate::domain::terms::local_day;
use crate::domain::words::measures as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::{DbConn, measures};

/// A proposal as a form gives it.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Which measure.
    pub kind: String,
    /// The day on which it is over, or what is wrong with the date.
    pub until: std::result::Result<Option<NaiveDate>, String>,
    /// What is claimed back, as typed: `€ 1.250,00`; may be empty.
    pub amount: String,
    /// Whether each client has another aanbieder.
    pub transferred: bool,
    /// Why, and what the aanbieder must do.
    pub motivation: String,
    /// Why a lighter measure does not do.
    pub lighter: String,
    /// The version of the measure that the person saw.
    pub seen: i64,
}

/// Propose a measure. What burdens the aanbieder is put to it first, in a letter.
///
/// # Errors
/// [`Error::Invalid`] with every mistake, also where the overeenkomst does not allow it; [`Error::Refused`] in the words of the rule;
/// [`Error::Stale`]; [`Error::NotFound`].
pub fn propose(
    conn: &mut DbConn,
    ctx: &Ctx,
    reach: &Reach,
    id: &MeasureId,
    proposal: &Proposal,
) -> Result<()> {
    let case = Case::load(conn, ctx, reach, (id, proposal.seen))?;
    let wish = wish(proposal, local_day(ctx.now))?;
    let scheme = basis::scheme(conn, &reach.scope, &case.row)?;
    let plan = Plan::new(wish.clone(), scheme.measure(wish.kind), local_day(ctx.now)).map_err(refused)?;
    let due = national::due_for_provider(conn, &reach.scope, &scheme, (scheme.terms().hearing, ctx.now))?;
    let next = case.step(conn, ctx, Command::Propose { plan, due }, None)?;
    case.note(conn, ctx, &reach.scope, "propose")?;
    match next {
        Measure::Hearing { .. } => {
            let row = measures::find(conn, &reach.scope, id)?;
            letters::prepare_measure(conn, ctx, &reach.scope, &row)
        }
        _ => Ok(()),
    }
}

fn wish(proposal: &Proposal, today: NaiveDate) -> Result<Wish> {
    let mut wrong = Vec::new();
    let kind = MeasureKind::from_code(&proposal.kind);
    if kind.is_none() {
        wrong.push(FieldError::new("maatregel", words::SAY_KIND));
    }
    let until = proposal.until.clone().unwrap_or_else(|message| {
        wrong.push(FieldError::new("tot_day", message));
        None
    });
    let amount = amount(&proposal.amount).unwrap_or_else(|()| {
        wrong.push(FieldError::new("bedrag", words::SAY_AMOUNT));
        None
    });
    let motivation = needed("motivering", &proposal.motivation, words::SAY_MOTIVATION, &mut wrong);
    let lighter = perhaps("lichter", &proposal.lighter)?;
    clean("motivering", &proposal.motivation, today, &mut wrong);
    clean("lichter", &proposal.lighter, today, &mut wrong);
    match (kind, motivation) {
        (Some(kind), Some(motivation)) if wrong.is_empty() => Ok(Wish {
            kind,
            until,
            amount,
            clients: if proposal.transferred { Clients::Transferred } else { Clients::AsTheyAre },
            motivation,
            lighter,
        }),
        _ => Err(Error::Invalid(wrong)),
    }
}

/// An amount in euros as people type it; nothing where nothing is typed.
fn amount(typed: &str) -> std::result::Result<Option<Cents>, ()> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    crate::domain::notation::money(typed).map(Some).ok_or(())
}

fn refused(why: NoPlan) -> Error {
    let field = match &why {
        NoPlan::NoBasis(_) => "maatregel",
        NoPlan::NoDay | NoPlan::DayNotFor | NoPlan::NotADay { .. } => "tot_day",
        NoPlan::NoAmount | NoPlan::AmountNotFor => "bedrag",
        NoPlan::NoProportion => "lichter",
    };
    Error::field(field, why.in_dutch())
}

/// It does not come to a measure. An aanbieder that was heard about it is told so.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::Refused`] in the words of the rule; [`Error::Stale`]; [`Error::NotFound`].
pub fn not_follow(
    conn: &mut DbConn,
    ctx: &Ctx,
    reach: &Reach,
    (id, seen): (&MeasureId, i64),
    why: &str,
) -> Result<()> {
    let case = Case::load(conn, ctx, reach, (id, seen))?;
    let why = only("waarom", why, words::SAY_WHY)?;
    case.step(conn, ctx, Command::NotFollow, Some(&why))?;
    case.note(conn, ctx, &reach.scope, "not_follow")?;
    if case.row.due_at.is_none() {
        return Ok(());
    }
    let row = measures::find(conn, &reach.scope, id)?;
    letters::prepare_measure(conn, ctx, &reach.scope, &row)
}
