//! The team of a region at work on one application: assessing, reading after each other, signing, recording contracts.
//! May import: app, domain, files, storage.

use std::collections::BTreeSet;

use super::region::Region;
use super::script::{Against, Case};
use super::tale::Tale;
use super::teller::Teller;
use super::{DemoError, Ground};
use crate::app::review::{self, Advised, Ask, Judged, Opened, Whom, show};
use crate::app::{self, Ctx, DbConn, access, claims, decide};
use crate::domain::access::{Role, StaffRole};
use crate::domain::application::{Relation, lot};
use crate::domain::decision::{Outcome, ReviewPlan, Said, State};
use crate::domain::ids::{ApplicationId, DecisionId, Id, LotApplicationId, MemberId, OrgId};
use crate::domain::motivation::Motivation;
use crate::storage::lots::{self, LotRow};
use crate::storage::{decisions, organisations, types};

/// The team, with one dossier before it.
pub struct Team<'a> {
    /// What the demo is built on.
    pub ground: &'a Ground<'a>,
    /// The region.
    pub region: &'a Region,
    /// How the dossier goes.
    pub case: &'a Case,
    /// What people write.
    pub tale: &'a Tale,
}

impl Team<'_> {
    /// One step of a member of the team.
    pub(super) fn act<T>(
        &self,
        teller: &mut Teller<'_>,
        (name, role): (&'static str, StaffRole),
        step: impl FnOnce(&mut DbConn, &Ctx) -> app::Result<T>,
    ) -> Result<T, DemoError> {
        teller.person(self.region.crew.member(name)?, Role::Staff(role), None, step)
    }

    fn assessing<T>(
        &self,
        teller: &mut Teller<'_>,
        step: impl FnOnce(&mut DbConn, &Ctx) -> app::Result<T>,
    ) -> Result<T, DemoError> {
        self.act(teller, (self.case.assessor, StaffRole::Assessor), step)
    }

    /// The same dossier in the hands of the other one, where two assess.
    pub(super) fn other(&self) -> Option<Case> {
        let two = ReviewPlan::from(self.region.scheme.review_plan()).panel.assessors() > 1;
        let against = self.case.differs.or(self.case.against);
        two.then(|| Case { assessor: self.case.other(), against, ..*self.case })
    }

    /// Give the dossier to a colleague.
    ///
    /// # Errors
    /// What the use case refuses.
    pub(super) fn hand_over(
        &self,
        teller: &mut Teller<'_>,
        id: &ApplicationId,
        to: &'static str,
    ) -> Result<(), DemoError> {
        let (scope, to) = (&self.region.scope, self.region.crew.member(to)?);
        self.assessing(teller, |conn, ctx| {
            let seen = Opened::load(conn, ctx, scope, id)?.row.version;
            review::hand_over(conn, ctx, scope, id, (to, seen))
        })
    }

    /// Give the dossier back to the queue.
    ///
    /// # Errors
    /// What the use case refuses.
    pub(super) fn release(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        self.assessing(teller, |conn, ctx| {
            let seen = Opened::load(conn, ctx, scope, id)?.row.version;
            review::give_back(conn, ctx, scope, id, seen)
        })
    }

    /// The lots in which something is held against the application.
    fn is_refused(&self, lots: &[LotRow], row: &LotRow) -> bool {
        self.case.against.is_some_and(|against| {
            against.everywhere || lots.last().is_some_and(|last| last.gemeente == row.gemeente)
        })
    }

    /// Verify the claim of an aanbieder.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn verify(&self, teller: &mut Teller<'_>, org: &OrgId) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        self.assessing(teller, |conn, ctx| {
            let seen = organisations::find(conn, &access::for_system_org(org.clone()))?.version;
            claims::verify(conn, ctx, scope, self.ground.portal, org, seen)
        })
    }

    /// Take the dossier.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn take(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        self.assessing(teller, |conn, ctx| {
            let seen = Opened::load(conn, ctx, scope, id)?.row.version;
            review::take(conn, ctx, scope, id, seen)
        })
    }

    /// A colleague of the assessor declares to be tied to the aanbieder.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn tie(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        self.act(teller, ("beoordelaar", StaffRole::Assessor), |conn, ctx| {
            let seen = Opened::load(conn, ctx, scope, id)?.row.version;
            review::declare(conn, ctx, scope, id, (Relation::Family, &Whom::Unsaid), (&self.tale.tie, seen))
        })
    }

    /// Write to the aanbieder.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn reply(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let (scope, body) = (&self.region.scope, &self.tale.from_team);
        self.assessing(teller, |conn, ctx| review::from_team(conn, ctx, scope, self.ground.portal, id, body))
    }

    /// Ask for repair.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn ask(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        for asked in self.case.asks {
            let question = self.tale.question(asked.requirement)?.to_owned();
            self.assessing(teller, |conn, ctx| {
                let form = Ask {
                    requirement: asked.requirement.to_owned(),
                    member: None,
                    kind: asked.kind.to_owned(),
                    anchor: asked.anchor.to_owned(),
                    question,
                    team_fault: String::new(),
                    seen: Opened::load(conn, ctx, scope, id)?.row.version,
                };
                review::ask(conn, ctx, scope, id, &form)
            })?;
        }
        Ok(())
    }

    /// Judge what waits for a person, `most` requirements at most, and what is held against the application.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn judge(&self, teller: &mut Teller<'_>, id: &ApplicationId, most: usize) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        let against = self.case.against;
        let fails = |code: &str| against.is_some_and(|one| one.everywhere && one.requirement == code);
        let open: BTreeSet<String> = self.assessing(teller, |conn, ctx| {
            let lots = show::dossier(conn, ctx, scope, id)?.lots;
            Ok(lots.into_iter().flat_map(|lot| lot.open).filter(|code| !fails(code)).collect())
        })?;
        for code in open.into_iter().take(most) {
            self.say(teller, id, (&code, None, &self.tale.met), None)?;
        }
        match against {
            Some(against) => self.hold_against(teller, id, &against),
            None => Ok(()),
        }
    }

    fn hold_against(
        &self,
        teller: &mut Teller<'_>,
        id: &ApplicationId,
        against: &Against,
    ) -> Result<(), DemoError> {
        let why = self.tale.not_met(against.requirement)?;
        let code = against.requirement;
        if against.everywhere {
            return self.say(teller, id, (code, Some(against.reason), why), None);
        }
        let lots = self.lots(teller, id)?;
        for row in lots.iter().filter(|row| self.is_refused(&lots, row)) {
            let lot = types::id("lot_applications", &row.id).map_err(app::Error::from)?;
            self.say(teller, id, (code, Some(against.reason), why), Some(lot))?;
        }
        Ok(())
    }

    /// One judgement, of each of a combinatie that waits for one, with every toetspunt answered: in favour without a reason, else against,
    /// by the first toetspunt.
    fn say(
        &self,
        teller: &mut Teller<'_>,
        id: &ApplicationId,
        (code, reason, why): (&str, Option<&str>, &str),
        lot: Option<LotApplicationId>,
    ) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        teller.pause(chrono::TimeDelta::minutes(6));
        self.assessing(teller, |conn, ctx| {
            let whole = show::judging(conn, ctx, scope, id, (code, None))?;
            let waiting = whole.parts.iter().filter(|one| one.open).map(|one| Id::parse(&one.member).ok());
            let mut waiting: Vec<Option<MemberId>> = waiting.collect();
            if waiting.is_empty() {
                waiting.push(None);
            }
            for member in waiting {
                let judging = show::judging(conn, ctx, scope, id, (code, member.as_ref()))?;
                let answer = |place: usize| if reason.is_some() && place == 0 { "nee" } else { "ja" };
                let points = judging.points.into_iter().enumerate();
                let said = if reason.is_some() { Said::NotMet } else { Said::Met };
                let judged = Judged {
                    agrees: false,
                    note: String::new(),
                    copied_from: None,
                    requirement: code.to_owned(),
                    member,
                    lot: lot.clone(),
                    outcome: crate::domain::code::Code::code(said).to_owned(),
                    reason: reason.unwrap_or_default().to_owned(),
                    motivation: why.to_owned(),
                    differs: String::new(),
                    points: points.map(|(place, point)| (point.code, answer(place).to_owned())).collect(),
                    seen: judging.head.version,
                };
                review::assess(conn, ctx, scope, id, &judged)?;
            }
            Ok(())
        })
    }

    pub(super) fn lots(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<Vec<LotRow>, DemoError> {
        teller.look(|conn| Ok(lots::of_application(conn, id)?))
    }

    /// Propose for every lot.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn propose(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        let lots = self.lots(teller, id)?;
        for row in lots.iter().filter(|row| row.state.0 == lot::State::Pending) {
            let (outcome, note) = if self.is_refused(&lots, row) {
                (Outcome::Refuse, &self.tale.note_refusal)
            } else {
                (Outcome::Admit, &self.tale.note)
            };
            self.assessing(teller, |conn, ctx| {
                let advised = Advised {
                    lot: types::id("lot_applications", &row.id)?,
                    outcome: crate::domain::code::Code::code(outcome).to_owned(),
                    note: note.clone(),
                    seen: Opened::load(conn, ctx, scope, id)?.row.version,
                };
                review::propose(conn, ctx, scope, id, &advised)
            })?;
        }
        Ok(())
    }

    /// Propose not to handle the application.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn leave_unhandled(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        self.assessing(teller, |conn, ctx| {
            let seen = Opened::load(conn, ctx, scope, id)?.row.version;
            review::leave_unhandled(conn, ctx, scope, id, (&self.tale.unhandled, seen))
        })
    }

    /// The second person agrees with every proposal, or sends every one back.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn read_along(
        &self,
        teller: &mut Teller<'_>,
        id: &ApplicationId,
        agrees: bool,
    ) -> Result<(), DemoError> {
        let (scope, why) = (&self.region.scope, &self.tale.sent_back);
        for row in self.lots(teller, id)? {
            self.act(teller, (self.case.second, StaffRole::Assessor), |conn, ctx| {
                let Some(last) = decisions::last_row(conn, &row.id)? else { return Ok(()) };
                // What is about the whole application was read with its first lot.
                if last.state.0 != State::Proposed {
                    return Ok(());
                }
                let decision: DecisionId = types::id("decisions", &last.id)?;
                if agrees {
                    review::agree(conn, ctx, scope, &decision)
                } else {
                    review::send_back(conn, ctx, scope, &decision, why)
                }
            })?;
        }
        Ok(())
    }

    /// The decision maker signs, gemeente by gemeente, `most` gemeenten at most.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn sign(&self, teller: &mut Teller<'_>, id: &ApplicationId, most: usize) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        for lots in self.by_gemeente(teller, id)?.into_iter().take(most) {
            self.act(teller, ("beslisser", StaffRole::DecisionMaker), |conn, ctx| {
                decide::sign(conn, ctx, scope, &lots)
            })?;
        }
        Ok(())
    }

    /// The decision maker returns the lots of one gemeente.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn give_back(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        let why = Motivation::parse(&self.tale.returned)
            .map_err(|error| DemoError::Data("verhaal.json", error.to_string()))?;
        let lots = self.by_gemeente(teller, id)?.pop().unwrap_or_default();
        self.act(teller, ("beslisser", StaffRole::DecisionMaker), |conn, ctx| {
            decide::give_back(conn, ctx, scope, &lots, &why)
        })
    }

    fn by_gemeente(
        &self,
        teller: &mut Teller<'_>,
        id: &ApplicationId,
    ) -> Result<Vec<Vec<LotApplicationId>>, DemoError> {
        let mut places = std::collections::BTreeMap::<String, Vec<LotApplicationId>>::new();
        for row in self.lots(teller, id)? {
            let lot = types::id("lot_applications", &row.id).map_err(app::Error::from)?;
            places.entry(row.gemeente).or_default().push(lot);
        }
        Ok(places.into_values().collect())
    }
}
