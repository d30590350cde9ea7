//! Decisions: a mandated person signs for a gemeente or returns, one lot or many, by the same path.
//! May import: app::{ctx, error, schemes, letters, admissions}, domain, storage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::{admissions, letters, schemes, unhandled};
use crate::domain::application::{self, Application, LotApplication, Snapshot, lot};
use crate::domain::audit::{Event, Token};
use crate::domain::bibob::Waits;
use crate::domain::code::Code as _;
use crate::domain::decision::hearing::Heard;
use crate::domain::decision::{self, Hands, MandateGrant, MandateRefusal, ReviewPlan};
use crate::domain::digest::Digest;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{ApplicationId, DecisionId, LotApplicationId, OrgId, ProcedureId, UserId};
use crate::domain::letter::RemedyTrack;
use crate::domain::motivation::Motivation;
use crate::domain::policy_code::{GroupCode, LotKey};
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::domain::windows::{Minimums, Sealing, Window};
use crate::domain::words::refusals::InDutch as _;
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::calendar;
use crate::storage::lots::{self, LotRow};
use crate::storage::types::{self, AsText};
use crate::storage::{
    DbConn, RegionScope, assignments, bibob, decisions, hearings, mandates, members, snapshots,
};

/// One lot with everything a step on it looks at.
pub struct Case {
    /// The application.
    pub application: ApplicationRow,
    /// The lot.
    pub lot: LotRow,
    /// Its life.
    pub life: LotApplication,
    /// The window it came in by.
    pub window: Window,
    /// Everyone who acted on any lot of the application.
    pub hands: Hands,
    /// The review plan of its regeling.
    pub plan: ReviewPlan,
    /// The remedy track of its procedure.
    pub track: RemedyTrack,
    /// Whether the aanbieder was heard about what lies there.
    heard: Heard,
    /// Whether a Bibob dossier runs.
    waits: Waits,
    gemeente: GemeenteCode,
    group: GroupCode,
}

impl Case {
    /// Read a lot of a region.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the team may not know it.
    pub fn load(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &LotApplicationId) -> Result<Self> {
        let lot = lots::find(conn, scope, id)?;
        let application_id: ApplicationId = types::id("lot_applications", &lot.application_id)?;
        let application = applications::find_in_region(conn, scope, &application_id, ctx.now)?;
        let window = window(conn, scope, &application)?;
        let scheme = scheme_of(conn, scope, &application)?;
        let LotKey { group, gemeente } = lot.key()?;
        let heard = heard(conn, ctx, scope, &lot)?;
        let dossiers = bibob::of_application(conn, scope, &application_id)?;
        let runs = dossiers.iter().any(|one| one.state.0.runs());
        Ok(Self {
            heard,
            waits: if runs { Waits::Yes } else { Waits::No },
            life: lots::life(conn, &lot)?,
            hands: decisions::hands(conn, &application.id)?,
            plan: scheme.review_plan().into(),
            track: scheme.remedy().track.into(),
            gemeente,
            group,
            application,
            lot,
            window,
        })
    }

    /// What the domain looks at around a step.
    #[must_use]
    pub fn around(&self) -> lot::Around<'_> {
        lot::Around {
            application: self.application.state.0,
            window: &self.window,
            decision: decision::Around {
                plan: &self.plan,
                hands: &self.hands,
                gemeente: &self.gemeente,
                group: &self.group,
                track: self.track,
                heard: self.heard,
                waits: self.waits,
            },
        }
    }

    /// Why it is too late to sign that it is not handled, where that is what was proposed and a law sets a last day.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn too_late(&self, conn: &mut DbConn, ctx: &Ctx) -> Result<Option<String>> {
        match self.lot.outcome {
            Some(AsText(decision::Outcome::NotHandled)) => {
                unhandled::too_late(conn, ctx, &self.application, self.track)
            }
            Some(_) | None => Ok(None),
        }
    }

    /// Refuse somebody who is tied to the aanbieder or to one that takes part: also who signs, one or many at once.
    ///
    /// # Errors
    /// [`Error::Refused`].
    pub(super) fn free(&self, conn: &mut DbConn, scope: &RegionScope, user: &UserId) -> Result<()> {
        let id: ApplicationId = types::id("applications", &self.application.id)?;
        let members = members::of_application(conn, &id)?;
        let others = members.iter().filter_map(|one| one.org_id.as_ref());
        let orgs = std::iter::once(&self.application.org_id).chain(others);
        let orgs = orgs.map(|org| types::id("organisations", org)).collect::<Result<Vec<_>, _>>()?;
        match assignments::tied(conn, scope, &orgs, user)? {
            true => Err(Error::refused(crate::domain::words::review::TIED)),
            false => Ok(()),
        }
    }

    /// Whether a grant of this person reaches this lot on a day, and is of the kind that the track asks.
    ///
    /// # Errors
    /// [`MandateRefusal`] says why not.
    pub(super) fn covered(
        &self,
        who: &UserId,
        grant: &MandateGrant,
        today: NaiveDate,
    ) -> Result<(), MandateRefusal> {
        grant.belongs_to(who, self.track)?;
        grant.may_sign(&self.gemeente, &self.group, today)
    }

    fn place(&self, scope: &RegionScope) -> Result<Place> {
        let procedure: ProcedureId = types::id("applications", &self.application.procedure_id)?;
        let org: OrgId = types::id("applications", &self.application.org_id)?;
        Ok(Place::of_region(scope.region()).procedure(&procedure).about(&org))
    }

    /// Take a step of its decision and keep it.
    ///
    /// # Errors
    /// [`Error::Refused`] in the words of the rule; [`Error::Stale`] when somebody was first.
    pub fn step(self, conn: &mut DbConn, ctx: &Ctx, command: decision::Command, by: &UserId) -> Result<Self> {
        let before = match &self.life {
            LotApplication::With(decision) => decision.state(),
            LotApplication::Untouched
            | LotApplication::Reopened { .. }
            | LotApplication::Withdrawn { .. } => {
                return Err(Error::Stale);
            }
        };
        let life = self.life.clone();
        let next = life
            .apply(lot::Command::Decision(command), ctx.now, &self.around())
            .map_err(|refusal| Error::refused(refusal.in_dutch()))?;
        let LotApplication::With(decision) = &next else { return Err(Error::Stale) };
        if !decisions::step(conn, before, decision)? || !lots::step(conn, &self.lot, &next, by, ctx.now)? {
            return Err(Error::Stale);
        }
        Ok(Self { life: next, ..self })
    }
}

/// Whether the aanbieder was heard about the last proposal on a lot.
fn heard(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, lot: &LotRow) -> Result<Heard> {
    let Some(last) = decisions::last_row(conn, &lot.id)? else { return Ok(Heard::NotNeeded) };
    match hearings::of_decision(conn, scope, &last.id)? {
        Some(row) => Ok(row.life()?.heard(ctx.now)),
        None => Ok(Heard::NotNeeded),
    }
}

/// Whether the reader cannot agree with a proposal, because of another part in the application: who judged it, proposed it or signed.
///
/// # Errors
/// [`Error::NotFound`] when the team may not know it.
pub fn has_part(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &DecisionId) -> Result<bool> {
    let Some(reader) = &ctx.actor.user else { return Ok(true) };
    let row = decisions::find(conn, scope, id)?;
    let case = Case::load(conn, ctx, scope, &types::id("decisions", &row.lot_application_id)?)?;
    let proposer = types::id("decisions", &row.proposed_by)?;
    Ok(decision::separation(&case.plan, &case.hands, &proposer, Some(reader), None).is_err())
}

/// The window of an application as the domain knows it; what is stored was checked when it was published.
///
/// # Errors
/// What the database says.
pub fn window(conn: &mut DbConn, scope: &RegionScope, application: &ApplicationRow) -> Result<Window> {
    let row = calendar::window(conn, scope, &types::id("applications", &application.window_id)?)?;
    let sealing = if row.sealed { Sealing::UntilClose } else { Sealing::Unsealed };
    let none = Minimums { publication_days: 0, after_answers_days: 0, submission_days: 0 };
    let closed = row.closed_at.map(types::instant);
    Window::new(row.kind.0, sealing, row.phases(), &none)
        .map(|window| window.with_closed(closed))
        .map_err(|mistakes| Error::internal(format!("window {}: {mistakes:?}", row.id)))
}

fn scheme_of(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationRow,
) -> Result<std::sync::Arc<Scheme>> {
    // What was sent in counts, also where the aanbieder looks at a newer version since.
    let sent = snapshots::last(conn, &types::id("applications", &application.id)?)?;
    let sent = Snapshot::read(&sent.content).map_err(Error::internal)?;
    Ok(schemes::of_version(conn, scope, &sent.scheme.version)?.scheme)
}

/// Sign for the lots of one gemeente, one or many. Either all are signed or none.
///
/// # Errors
/// [`Error::Refused`] when a lot is of another gemeente, or the mandate, the review plan or the state refuses it.
pub fn sign(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, lots: &[LotApplicationId]) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let grants = grants(conn, scope, &by)?;
    let mut touched: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for id in lots {
        let case = Case::load(conn, ctx, scope, id)?;
        let case = sign_one(conn, ctx, scope, case, &by, &grants)?;
        touched.entry(case.application.id.clone()).or_default().push(case);
    }
    let gemeenten: BTreeSet<&str> =
        touched.values().flatten().map(|case| case.lot.gemeente.as_str()).collect();
    if gemeenten.len() > 1 {
        return Err(Error::refused(crate::domain::words::decide::ONE_GEMEENTE));
    }
    for cases in touched.into_values() {
        if let Some(case) = cases.into_iter().next() {
            finish(conn, ctx, scope, &case, &by)?;
        }
    }
    Ok(())
}

/// What somebody may sign, by the register.
///
/// # Errors
/// What the database says.
pub(super) fn grants(conn: &mut DbConn, scope: &RegionScope, user: &UserId) -> Result<Vec<MandateGrant>> {
    let rows = mandates::of_user(conn, scope, user)?;
    Ok(rows.iter().map(mandates::MandateRow::grant).collect::<Result<_, _>>()?)
}

/// The first grant that reaches this lot; where none does, the nearest one, which will say why.
///
/// # Errors
/// [`MandateRefusal::OtherGemeente`] where somebody has none at all.
pub(super) fn grant_for(
    case: &Case,
    grants: &[MandateGrant],
    today: NaiveDate,
) -> Result<MandateGrant, MandateRefusal> {
    let fits = |grant: &&MandateGrant| grant.may_sign(&case.gemeente, &case.group, today).is_ok();
    let nearest = || grants.iter().find(|grant| grant.gemeente == case.gemeente).or(grants.first());
    let found = grants.iter().find(fits).or_else(nearest);
    found.cloned().ok_or_else(|| MandateRefusal::OtherGemeente(case.gemeente.clone()))
}

fn sign_one(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    case: Case,
    by: &UserId,
    grants: &[MandateGrant],
) -> Result<Case> {
    case.free(conn, scope, by)?;
    let grant =
        grant_for(&case, grants, local_day(ctx.now)).map_err(|none| Error::refused(none.in_dutch()))?;
    if let Some(late) = case.too_late(conn, ctx)? {
        return Err(Error::Refused(late));
    }
    let mandate = grant.id.clone();
    let case = case.step(conn, ctx, decision::Command::Sign { by: by.clone(), grant }, by)?;
    let row = decisions::last_row(conn, &case.lot.id)?.ok_or(Error::Stale)?;
    let inputs = Digest::parse(&format!("sha256:{}", row.inputs_sha256)).ok();
    let event = Event::DecisionSigned {
        subject: types::id("decisions", &row.id)?,
        lot_application: types::id("lot_applications", &case.lot.id)?,
        outcome: Token::parse(row.outcome.0.code()).map_err(Error::internal)?,
        mandate,
        inputs,
    };
    ctx.record(conn, &case.place(scope)?, event)?;
    if let Some(revised) = &row.revises {
        let reason = Token::parse(row.outcome.0.code()).map_err(Error::internal)?;
        let revises = types::id("decisions", revised)?;
        let event = Event::DecisionRevised { subject: types::id("decisions", &row.id)?, revises, reason };
        ctx.record(conn, &case.place(scope)?, event)?;
    }
    match row.outcome.0 {
        decision::Outcome::Admit => admissions::grant(conn, ctx, scope, &case, &row)?,
        decision::Outcome::Refuse if row.revises.is_some() => {
            admissions::withdraw(conn, ctx, scope, &case, by)?;
        }
        decision::Outcome::Refuse | decision::Outcome::NotHandled => {}
    }
    Ok(case)
}

/// When the last lot is decided the application is, and what was decided is told: in a letter what was judged, in one of
/// its own what was not handled.
pub(super) fn finish(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    case: &Case,
    by: &UserId,
) -> Result<()> {
    let id: ApplicationId = types::id("applications", &case.application.id)?;
    let lots: Vec<(lot::State, Option<decision::Outcome>)> = lots::of_application(conn, &id)?
        .into_iter()
        .map(|row| (row.state.0, row.outcome.map(|outcome| outcome.0)))
        .collect();
    if !lots.iter().all(|(state, _)| matches!(state, lot::State::Decided | lot::State::Withdrawn)) {
        return Ok(());
    }
    let decided = |one: &(lot::State, Option<decision::Outcome>)| one.0 == lot::State::Decided;
    let outcomes: Vec<decision::Outcome> =
        lots.iter().filter(|one| decided(one)).filter_map(|(_, outcome)| *outcome).collect();
    let row = applications::find_in_region(conn, scope, &id, ctx.now)?;
    let command = application::Command::Decide { lots };
    let next = applications::life(conn, &row)?
        .apply(command, ctx.now, &case.window)
        .map_err(|refusal| Error::refused(refusal.in_dutch()))?;
    if !applications::step(conn, &row, &next, by, ctx.now)? {
        return Err(Error::Stale);
    }
    if let Application::NotHandled { .. } = next {
        let reason = unhandled::unused(conn, &row)?.into_iter().next().ok_or(Error::Stale)?;
        let reason = Token::parse(&reason.requirement).map_err(Error::internal)?;
        ctx.record(conn, &case.place(scope)?, Event::ApplicationNotHandled { subject: id, reason })?;
    }
    if outcomes.iter().any(|outcome| *outcome != decision::Outcome::NotHandled) {
        letters::prepare_decision(conn, ctx, scope, &row)?;
    }
    if outcomes.contains(&decision::Outcome::NotHandled) {
        letters::prepare_not_handled(conn, ctx, scope, &row)?;
    }
    Ok(())
}

/// Return lots with reasons: another outcome needs a new assessment.
///
/// # Errors
/// [`Error::Refused`] when the state refuses it, or nothing is said.
pub fn give_back(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    lots: &[LotApplicationId],
    motivation: &Motivation,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    for id in lots {
        let case = Case::load(conn, ctx, scope, id)?;
        case.free(conn, scope, &by)?;
        let command = decision::Command::Return { by: by.clone(), motivation: motivation.clone() };
        let case = case.step(conn, ctx, command, &by)?;
        let row = decisions::last_row(conn, &case.lot.id)?.ok_or(Error::Stale)?;
        let event = Event::DecisionReturned { subject: types::id("decisions", &row.id)? };
        ctx.record(conn, &case.place(scope)?, event)?;
        reopen(conn, ctx, scope, &case, &by)?;
    }
    Ok(())
}

/// An application with a returned lot is in assessment again.
fn reopen(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, case: &Case, by: &UserId) -> Result<()> {
    let id: ApplicationId = types::id("applications", &case.application.id)?;
    let row = applications::find_in_region(conn, scope, &id, ctx.now)?;
    if row.state.0 != application::State::Assessed {
        return Ok(());
    }
    let next = applications::life(conn, &row)?
        .apply(application::Command::Reopen, ctx.now, &case.window)
        .map_err(|refusal| Error::refused(refusal.in_dutch()))?;
    if applications::step(conn, &row, &next, by, ctx.now)? { Ok(()) } else { Err(Error::Stale) }
}
