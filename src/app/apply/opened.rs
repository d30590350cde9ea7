//! An application with what belongs to it: its window, its region and its version of the regeling. Who takes part opens its own part
//! of it: everything that is read or saved through it is that organisation's.
//! May import: app, domain, storage.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::{access, schemes, supply};
use crate::domain::access::{ProviderRole, Role};
use crate::domain::application::{self, Application, State, member};
use crate::domain::ids::{ApplicationId, OrgId, ProcedureId, UserId};
use crate::domain::policy_code::LotKey;
use crate::domain::rules::MemberRole;
use crate::domain::scheme::Scheme;
use crate::domain::windows::{Entry, LotStates, Minimums, Sealing, Window};
use crate::domain::words::refusals::InDutch as _;
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::calendar::{self, WindowRow};
use crate::storage::members::{self, MemberRow};
use crate::storage::regions::{self, RegionRow};
use crate::storage::types::{self, AsText};
use crate::storage::{DbConn, OrgScope, RegionScope};

/// An application with everything around it that is published.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Identifier.
    pub id: ApplicationId,
    /// The row.
    pub row: ApplicationRow,
    /// The region, whose public data belong to it.
    pub region: RegionScope,
    /// The same, with its name and look.
    pub home: RegionRow,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The window as stored.
    pub window_row: WindowRow,
    /// The window.
    pub window: Window,
    /// The regeling it is filled in under.
    pub scheme: Arc<Scheme>,
    /// The states of the lots of the procedure.
    pub states: BTreeMap<LotKey, LotStates>,
    /// The life.
    pub life: Application,
    /// Whose part is open.
    pub org: OrgId,
    /// The member whose part that is; nothing when it is the penvoerder's.
    pub member: Option<MemberRow>,
}

/// Open an application of an organisation.
///
/// # Errors
/// [`Error::NotFound`] when it is not this organisation's.
pub fn open(conn: &mut DbConn, scope: &OrgScope, id: &ApplicationId) -> Result<Opened> {
    let row = applications::find(conn, scope, id)?;
    around(conn, scope, row, None)
}

/// Open the own part of an organisation in an application: its own, or one in which it takes part.
///
/// # Errors
/// [`Error::NotFound`] when it is neither.
pub fn open_part(conn: &mut DbConn, scope: &OrgScope, id: &ApplicationId) -> Result<Opened> {
    match open(conn, scope, id) {
        Err(Error::NotFound) => {
            let (member, row) = members::find_own(conn, scope, id)?;
            around(conn, scope, row, Some(member))
        }
        other => other,
    }
}

pub(super) fn around(
    conn: &mut DbConn,
    scope: &OrgScope,
    row: ApplicationRow,
    member: Option<MemberRow>,
) -> Result<Opened> {
    let region = access::for_system(types::id("applications", &row.region_id)?);
    let window_row = calendar::window(conn, &region, &types::id("applications", &row.window_id)?)?;
    let version = schemes::of_version(conn, &region, &types::id("applications", &row.scheme_version_id)?)?;
    let life = applications::life(conn, &row)?;
    let procedure = types::id("applications", &row.procedure_id)?;
    Ok(Opened {
        id: types::id("applications", &row.id)?,
        org: scope.org().clone(),
        member,
        states: supply::states(&calendar::lot_states_of(conn, &region, &procedure)?)?,
        procedure,
        window: window_of(&window_row)?,
        scheme: version.scheme,
        row,
        home: regions::find(conn, &region)?,
        region,
        window_row,
        life,
    })
}

/// The window of a row. It was checked when it was published.
pub(in crate::app) fn window_of(row: &WindowRow) -> Result<Window> {
    let none = Minimums { publication_days: 0, after_answers_days: 0, submission_days: 0 };
    let sealing = if row.sealed { Sealing::UntilClose } else { Sealing::Unsealed };
    Window::new(row.kind.0, sealing, row.phases(), &none)
        .map_err(|mistakes| Error::internal(format!("window {}: {mistakes:?}", row.id)))
}

/// The person who changes something for an aanbieder: everybody but who only reads.
pub(super) fn changer(ctx: &Ctx) -> Result<UserId> {
    match ctx.actor.role {
        Role::Provider(
            ProviderRole::Beheerder
            | ProviderRole::Invuller
            | ProviderRole::Tekenbevoegde
            | ProviderRole::Gemachtigde,
        ) => ctx.actor.user.clone().ok_or(Error::Forbidden),
        _ => Err(Error::Forbidden),
    }
}

/// The person who binds the organisation.
pub(super) fn signatory(ctx: &Ctx) -> Result<UserId> {
    match ctx.actor.role {
        Role::Provider(ProviderRole::Tekenbevoegde) => ctx.actor.user.clone().ok_or(Error::Forbidden),
        _ => Err(Error::Forbidden),
    }
}

/// A member changes something of its own part: what it signed no longer stands.
fn changed(conn: &mut DbConn, ctx: &Ctx, member: MemberRow, seen: i64) -> Result<MemberRow> {
    let by = changer(ctx)?;
    let next = member
        .life()
        .map_err(Error::internal)?
        .apply(member::Command::Change)
        .map_err(|no| Error::refused(no.in_dutch()))?;
    if member.version != seen || !members::step(conn, &member, (&next, None), &by, ctx.now)? {
        return Err(Error::Stale);
    }
    Ok(MemberRow { version: seen + 1, state: AsText(next.state()), signature_json: None, ..member })
}

impl Opened {
    /// Open it to be changed by somebody who saw version `seen`, and note that it is.
    pub(super) fn for_change(
        conn: &mut DbConn,
        ctx: &Ctx,
        scope: &OrgScope,
        id: &ApplicationId,
        seen: i64,
    ) -> Result<(Self, UserId)> {
        let by = changer(ctx)?;
        Ok((open(conn, scope, id)?.touched(conn, ctx, seen)?, by))
    }

    /// Open the own part of an organisation to be changed by somebody who saw version `seen`, and note that it is.
    pub(super) fn for_part(
        conn: &mut DbConn,
        ctx: &Ctx,
        scope: &OrgScope,
        id: &ApplicationId,
        seen: i64,
    ) -> Result<(Self, UserId)> {
        let by = changer(ctx)?;
        Ok((open_part(conn, scope, id)?.touched(conn, ctx, seen)?, by))
    }

    /// Open it to have something added or taken away that stands on its own: nothing that a colleague did is lost by it.
    pub(super) fn for_addition(
        conn: &mut DbConn,
        ctx: &Ctx,
        scope: &OrgScope,
        id: &ApplicationId,
    ) -> Result<Self> {
        changer(ctx)?;
        let opened = open_part(conn, scope, id)?;
        let seen = opened.version();
        opened.touched(conn, ctx, seen)
    }

    fn touched(mut self, conn: &mut DbConn, ctx: &Ctx, seen: i64) -> Result<Self> {
        self.may_change(ctx.now)?;
        if let Some(member) = &mut self.member {
            *member = changed(conn, ctx, member.clone(), seen)?;
            return Ok(self);
        }
        if !applications::touch(conn, &self.id, seen, ctx.now)? {
            return Err(Error::Stale);
        }
        self.row.version = seen + 1;
        Ok(self)
    }

    /// May what is filled in still be changed?
    ///
    /// # Errors
    /// [`Error::Refused`] after the close and when it is over.
    pub fn may_change(&self, now: DateTime<Utc>) -> Result<()> {
        match self.life.state() {
            State::Draft
            | State::Submitted
            | State::InAssessment
            | State::ClarificationAsked
            | State::Assessed
                if now >= self.window.phases().closes =>
            {
                let late = self.window.accepts(now).err().map(application::Refusal::from);
                late.map_or(Ok(()), |late| Err(Error::refused(late.in_dutch())))
            }
            State::Draft
            | State::Submitted
            | State::InAssessment
            | State::ClarificationAsked
            | State::Assessed => Ok(()),
            from @ (State::Decided | State::Withdrawn | State::NotHandled) => {
                let over = application::Refusal::NotPossible { from, step: "submit" };
                Err(Error::refused(over.in_dutch()))
            }
        }
    }

    /// The version of the part that is open: every form sends it back.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.member.as_ref().map_or(self.row.version, |member| member.version)
    }

    /// Whether a lot is closed at a moment but for who brings added value.
    #[must_use]
    pub fn is_closed(&self, lot: &LotKey, at: DateTime<Utc>) -> bool {
        self.states.get(lot).is_some_and(|states| states.entry(at) == Ok(Entry::WithAddedValue))
    }

    /// What the member whose part is open does in the application.
    #[must_use]
    pub fn role(&self) -> Option<MemberRole> {
        self.member.as_ref().map(|member| member.role.0)
    }

    /// Whether the window uses another version of the regeling by now.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.row.scheme_version_id != self.window_row.scheme_version_id
    }

    /// Where in the log what happens to it belongs.
    pub(in crate::app) fn place(&self, org: &OrgId) -> Place {
        Place::of_region(self.region.region()).procedure(&self.procedure).about(org)
    }
}
