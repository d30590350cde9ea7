//! An application with everything an assessor looks at: what was sent in, the rules, and what people said of it.
//! May import: app, domain, storage.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::blind::{self, Sight};
use crate::app::apply::whole;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::app::{decide, national, schemes};
use crate::domain::application::snapshot::MemberMark;
use crate::domain::application::{Application, Snapshot};
use crate::domain::decision::{self, Assessed, Assessment, Panel};
use crate::domain::facts::FactSet;
use crate::domain::ids::{ApplicationId, LotApplicationId, MemberId, OrgId, ProcedureId, SnapshotId, UserId};
use crate::domain::policy_code::LotKey;
use crate::domain::rules::{self, LotVerdict, RequirementResult, Stage, Verdict};
use crate::domain::scheme::{NationalTables, Scheme};
use crate::domain::windows::Window;
use crate::domain::words::refusals::InDutch as _;
use crate::domain::words::review as words;
use crate::storage::applications::{self, ApplicationRow};
use crate::storage::lots::{self, Choice, LotRow};
use crate::storage::{DbConn, RegionScope, assessments, assignments, decisions, snapshots, types};

/// An application as the team has it open.
#[derive(Debug)]
pub struct Opened {
    /// Identifier.
    pub id: ApplicationId,
    /// The row.
    pub row: ApplicationRow,
    /// The life.
    pub life: Application,
    /// The window.
    pub window: Window,
    /// The regeling.
    pub scheme: Arc<Scheme>,
    /// The national numbers that hold in the region.
    pub national: NationalTables,
    /// Which submission, or repair of it, counts.
    pub snapshot_id: SnapshotId,
    /// What was sent in.
    pub snapshot: Snapshot,
    /// Who signed beside the penvoerder, in the order of the application.
    pub members: Vec<MemberId>,
    /// The lots, withdrawn ones left out, with what was chosen.
    pub lots: Vec<(LotRow, Choice)>,
    /// What people said, the first first; of others nothing while the reader may not know it.
    pub assessments: Vec<Assessment>,
    /// How it stands with judging without each other.
    pub sight: Sight,
}

impl Opened {
    /// Open an application of a region.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a draft, a sealed one, and another region's.
    pub fn load(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, id: &ApplicationId) -> Result<Self> {
        let row = applications::find_in_region(conn, scope, id, ctx.now)?;
        let kept = snapshots::last(conn, id)?;
        let snapshot = whole(conn, scope, &kept.content)?;
        let said = assessments::of_application(conn, scope.key(), id.as_str())?;
        let none = Sight { panel: Panel::One, begun: BTreeSet::new(), done: BTreeSet::new(), blind: false };
        let mut opened = Self {
            id: id.clone(),
            life: applications::life(conn, &row)?,
            window: decide::window(conn, scope, &row)?,
            scheme: schemes::of_version(conn, scope, &snapshot.scheme.version)?.scheme,
            national: national::of_region(conn, scope)?,
            snapshot_id: types::id("application_snapshots", &kept.id)?,
            members: snapshot.contents.members.iter().map(|one| one.id.clone()).collect(),
            snapshot,
            lots: lots::choices(conn, id)?,
            assessments: said.iter().map(assessments::life).collect::<Result<_, _>>()?,
            row,
            sight: none,
        };
        opened.sight = blind::sight(conn, scope, &opened)?;
        blind::shade(ctx, &mut opened);
        Ok(opened)
    }

    /// What people said, and of whom that can be.
    #[must_use]
    pub fn assessed(&self) -> Assessed<'_> {
        Assessed { said: &self.assessments, members: &self.members }
    }

    /// What the rules say of one subject, as [`Contents::results_of`](crate::domain::application::snapshot::Contents::results_of)
    /// tells it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who did not sign.
    pub fn results_of(
        &self,
        judgements: &[rules::Judgement],
        member: Option<&MemberId>,
    ) -> Result<Vec<RequirementResult>> {
        let laid_down = (&*self.scheme, &self.national);
        self.snapshot.contents.results_of(laid_down, judgements, member).ok_or(Error::NotFound)
    }

    /// One that signed, as the penvoerder sent it in.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who did not sign.
    pub fn mark(&self, member: &MemberId) -> Result<&MemberMark> {
        let found = self.snapshot.members.iter().find(|one| one.id == *member && one.signature.is_some());
        found.ok_or(Error::NotFound)
    }

    /// The answers of a member; with none those of the aanbieder.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who did not sign.
    pub fn facts_of(&self, member: Option<&MemberId>) -> Result<&FactSet> {
        let contents = &self.snapshot.contents;
        match member {
            None => Ok(&contents.facts),
            Some(id) => Ok(&contents.member(id).ok_or(Error::NotFound)?.facts),
        }
    }

    /// The organisation of a member; with none the aanbieder.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who did not sign; a bad row.
    pub fn org_of(&self, member: Option<&MemberId>) -> Result<OrgId> {
        let Some(member) = member else { return self.org() };
        self.mark(member)?.signature.as_ref().map(|signed| signed.organisation.clone()).ok_or(Error::NotFound)
    }

    /// The name of a member, or of the aanbieder.
    #[must_use]
    pub fn name_of(&self, member: Option<&MemberId>) -> &str {
        let mark = member.and_then(|id| self.mark(id).ok());
        mark.map_or(&self.row.org_name, |one| &one.named.name)
    }

    /// The organisations in it: the aanbieder, and who signed beside it.
    ///
    /// # Errors
    /// A bad row.
    pub fn parties(&self) -> Result<Vec<OrgId>> {
        let signed = self.members.iter().map(|id| self.org_of(Some(id)));
        std::iter::once(self.org()).chain(signed).collect()
    }

    /// What the rules say of what was sent in, before anybody judged.
    pub fn by_rules(&self) -> Verdict {
        self.snapshot.contents.evaluate(&self.scheme, &self.national, Stage::Application, &[])
    }

    /// What the rules say with the answers that people gave on toetspunten.
    ///
    /// # Errors
    /// A bad row.
    pub fn verdict(&self) -> Result<Verdict> {
        let contents = &self.snapshot.contents;
        Ok(contents.evaluate(&self.scheme, &self.national, Stage::Application, &self.judgements()?))
    }

    /// The answers that count, per requirement and lot.
    ///
    /// # Errors
    /// A bad row.
    pub fn judgements(&self) -> Result<Vec<rules::Judgement>> {
        Ok(decision::judgements(&self.assessments, &self.keys()?))
    }

    /// Which lots they are.
    ///
    /// # Errors
    /// A bad row.
    pub fn keys(&self) -> Result<Vec<(LotApplicationId, LotKey)>> {
        let keyed = |(row, _): &(LotRow, Choice)| Ok((types::id("lot_applications", &row.id)?, row.key()?));
        self.lots.iter().map(keyed).collect()
    }

    /// What the verdict says of a lot.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the lot was not in what was sent in.
    pub fn of_lot<'a>(&self, verdict: &'a Verdict, row: &LotRow) -> Result<&'a LotVerdict> {
        verdict.lot(&row.key()?).ok_or(Error::NotFound)
    }

    /// One of its lots.
    ///
    /// # Errors
    /// [`Error::NotFound`] for another application's, or a withdrawn one.
    pub fn lot(&self, id: &LotApplicationId) -> Result<&LotRow> {
        self.lots.iter().map(|(row, _)| row).find(|row| row.id == id.as_str()).ok_or(Error::NotFound)
    }

    /// Is it this person's work?
    #[must_use]
    pub fn is_of(&self, user: Option<&UserId>) -> bool {
        self.row.assessor_id.is_some() && self.row.assessor_id.as_deref() == user.map(|id| id.as_str())
    }

    /// The assessor whose work it is: only this person judges, asks and proposes.
    ///
    /// # Errors
    /// [`Error::Refused`] when somebody else has it, or nobody.
    pub fn mine(&self, ctx: &Ctx) -> Result<UserId> {
        let user = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
        match self.row.assessor_id.as_deref() {
            Some(id) if id == user.as_str() => Ok(user),
            Some(_) => Err(Error::refused(words::TAKEN)),
            None => Err(Error::refused(words::TAKE_FIRST)),
        }
    }

    /// Refuse somebody who declared to be tied to the aanbieder or to one that takes part, or who works there.
    ///
    /// # Errors
    /// [`Error::Refused`].
    pub fn free(&self, conn: &mut DbConn, scope: &RegionScope, user: &UserId) -> Result<()> {
        match assignments::tied(conn, scope, &self.parties()?, user)? {
            true => Err(Error::refused(words::TIED)),
            false => Ok(()),
        }
    }

    /// Refuse somebody who cannot judge this: tied to who is in it, one who countersigned or signed before, or a third while two judge
    /// without each other.
    ///
    /// # Errors
    /// [`Error::Refused`].
    pub fn may_judge(&self, conn: &mut DbConn, scope: &RegionScope, user: &UserId) -> Result<()> {
        self.free(conn, scope, user)?;
        let hands = decisions::hands(conn, self.id.as_str())?;
        hands.may_assess(user).map_err(|why| Error::refused(why.in_dutch()))?;
        if self.sight.has_room_for(user) { Ok(()) } else { Err(Error::refused(words::TWO_AT_WORK)) }
    }

    /// What those who advise on a lot say of it by now: of each person the last word about each requirement. Under a plan of two, only who is
    /// done advises.
    #[must_use]
    pub fn advising(&self, lot: &LotApplicationId) -> Vec<Assessment> {
        let advises = |one: &&Assessment| self.sight.done.is_empty() || self.sight.done.contains(&one.by);
        let about = |one: &&Assessment| one.lot.as_ref().is_none_or(|about| about == lot);
        let mut last: Vec<Assessment> = Vec::new();
        for one in self.assessments.iter().filter(advises).filter(about) {
            let earlier = |other: &Assessment| {
                (&other.by, &other.requirement, &other.member) != (&one.by, &one.requirement, &one.member)
            };
            last.retain(earlier);
            last.push(one.clone());
        }
        last
    }

    /// When somebody began to judge; none who said nothing.
    #[must_use]
    pub fn began(&self, user: &UserId) -> Option<DateTime<Utc>> {
        self.assessments.iter().filter(|one| one.by == *user).map(|one| one.at).min()
    }

    /// Note a change that is no step of the application.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed it since `seen`.
    pub fn touch(&self, conn: &mut DbConn, ctx: &Ctx, seen: i64) -> Result<()> {
        if applications::touch(conn, &self.id, seen, ctx.now)? { Ok(()) } else { Err(Error::Stale) }
    }

    /// Keep a step of the application by somebody who saw version `seen`.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed it since.
    pub fn step(
        &self,
        conn: &mut DbConn,
        ctx: &Ctx,
        next: &Application,
        by: &UserId,
        seen: i64,
    ) -> Result<()> {
        let seen = ApplicationRow { version: seen, ..self.row.clone() };
        if applications::step(conn, &seen, next, by, ctx.now)? { Ok(()) } else { Err(Error::Stale) }
    }

    /// Where in the log what happens to it belongs.
    ///
    /// # Errors
    /// A bad row.
    pub fn place(&self, scope: &RegionScope) -> Result<Place> {
        self.place_of(scope, None)
    }

    /// Where in the log what happens to the part of a member belongs.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who did not sign; a bad row.
    pub fn place_of(&self, scope: &RegionScope, member: Option<&MemberId>) -> Result<Place> {
        let procedure: ProcedureId = types::id("applications", &self.row.procedure_id)?;
        Ok(Place::of_region(scope.region()).procedure(&procedure).about(&self.org_of(member)?))
    }

    /// The aanbieder.
    ///
    /// # Errors
    /// A bad row.
    pub fn org(&self) -> Result<OrgId> {
        Ok(types::id("applications", &self.row.org_id)?)
    }
}
