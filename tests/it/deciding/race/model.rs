//! The log, told to the machines of the domain: every step that it holds must be one that they allow, in that order, and what stands in
//! the database afterwards must be what they come to.

use std::collections::BTreeMap;

use diesel::prelude::*;
use openhuis::app::{DbConn, decide};
use openhuis::domain::application::{self, Application, LotApplication, lot};
use openhuis::domain::audit::EventCode;
use openhuis::domain::code::Code as _;
use openhuis::domain::decision::{self, Advice, Decision, Hands, MandateGrant, Outcome, ReviewPlan};
use openhuis::domain::ids::{Id, UserId};
use openhuis::domain::motivation::Motivation;
use openhuis::domain::policy_code::LotKey;
use openhuis::domain::windows::Window;
use openhuis::storage::decisions::{self, DecisionRow};
use openhuis::storage::schema::{audit_index, audit_payload, decisions as rows};
use openhuis::storage::types::instant;
use openhuis::storage::{applications, audit, lots, mandates};

use super::people::{Case, Field};
use super::steps::WHY;
use crate::support::app::noon;

/// One application as the domain knows it.
struct Followed {
    life: Application,
    window: Window,
    hands: Hands,
    advice: Advice,
    lots: BTreeMap<String, (LotKey, LotApplication)>,
}

/// A line of the log.
struct Leaf {
    event: String,
    subject: String,
    by: UserId,
    of_aanbieder: bool,
    at: chrono::DateTime<chrono::Utc>,
    /// The lot a proposal is for.
    lot: Option<String>,
}

/// What the domain comes to.
pub struct Model {
    begin: i64,
    plan: ReviewPlan,
    track: openhuis::domain::letter::RemedyTrack,
    grants: BTreeMap<String, MandateGrant>,
    applications: BTreeMap<String, Followed>,
    /// Of which application each lot is, and for which lot each decision.
    of_lot: BTreeMap<String, String>,
    of_decision: BTreeMap<String, String>,
    /// Every decision as it was last, also those that were sent back.
    decisions: BTreeMap<String, Decision>,
    /// How many steps of each kind the log holds.
    pub told: BTreeMap<String, usize>,
}

impl Model {
    /// Everything as it is before the race.
    pub fn before(conn: &mut DbConn, field: &Field) -> Self {
        let scope = field.world.scope();
        let scheme = &field.world.scheme;
        let all = mandates::all(conn, &scope).unwrap();
        let grants = all.iter().map(|(row, _)| (row.id.clone(), row.grant().unwrap())).collect();
        let mut model = Self {
            begin: audit::size(conn).unwrap(),
            plan: scheme.review_plan().into(),
            track: scheme.remedy().track.into(),
            grants,
            applications: BTreeMap::new(),
            of_lot: BTreeMap::new(),
            of_decision: BTreeMap::new(),
            decisions: BTreeMap::new(),
            told: BTreeMap::new(),
        };
        for case in &field.cases {
            let followed = follow(conn, field, case);
            let lots = followed.lots.keys().map(|lot| (lot.clone(), case.id.to_string()));
            model.of_lot.extend(lots);
            model.applications.insert(case.id.to_string(), followed);
        }
        model
    }

    /// Follow the log to its end. A step that the domain does not allow ends the test.
    pub fn follow(&mut self, conn: &mut DbConn) {
        let known: Vec<DecisionRow> = rows::table.select(DecisionRow::as_select()).load(conn).unwrap();
        let known: BTreeMap<String, DecisionRow> =
            known.into_iter().map(|row| (row.id.clone(), row)).collect();
        for (n, leaf) in leaves(conn, self.begin) {
            *self.told.entry(leaf.event.clone()).or_default() += 1;
            let step = self.take(&leaf, &known);
            assert_eq!(step, Ok(()), "line {n}, {} of {} by {}", leaf.event, leaf.subject, leaf.by);
            self.begin = n + 1;
        }
    }

    fn take(&mut self, leaf: &Leaf, known: &BTreeMap<String, DecisionRow>) -> Result<(), String> {
        let code = EventCode::from_code(&leaf.event).unwrap();
        if code == EventCode::ApplicationWithdrawn {
            let one = self.applications.get_mut(&leaf.subject).unwrap();
            let lots = one.states();
            return one.step(application::Command::Withdraw { by: leaf.by.clone(), lots }, leaf);
        }
        let lot = match code {
            EventCode::ProposalMade => leaf.lot.clone().unwrap(),
            EventCode::LotWithdrawn => leaf.subject.clone(),
            _ => self.of_decision[&leaf.subject].clone(),
        };
        let one = self.applications.get_mut(&self.of_lot[&lot]).unwrap();
        let command = command(code, leaf, one, known, &self.grants);
        let (key, life) = one.lots[&lot].clone();
        let around = lot::Around {
            application: one.life.state(),
            window: &one.window,
            decision: decision::Around {
                plan: &self.plan,
                hands: &one.hands,
                gemeente: &key.gemeente,
                group: &key.group,
                track: self.track,
                heard: decision::hearing::Heard::NotNeeded,
                waits: openhuis::domain::bibob::Waits::No,
            },
        };
        let next = life.apply(command, leaf.at, &around).map_err(|why| format!("{why:?}"))?;
        if let LotApplication::With(decision) = &next {
            self.of_decision.insert(decision.proposed().decision.to_string(), lot.clone());
            self.decisions.insert(decision.proposed().decision.to_string(), decision.clone());
        }
        one.lots.insert(lot, (key, next));
        one.after(code, leaf)
    }

    /// What stands in the database is what the domain came to, of every application, lot and decision.
    pub fn agrees(&self, conn: &mut DbConn, field: &Field) {
        for (id, one) in &self.applications {
            let id = Id::parse(id).unwrap();
            let row = applications::find_in_region(conn, &field.world.scope(), &id, noon());
            assert_eq!(row.unwrap().state.0, one.life.state(), "{id}");
            for row in lots::of_application(conn, &id).unwrap() {
                let (_, expected) = &one.lots[&row.id];
                assert_eq!(lots::life(conn, &row).unwrap(), *expected, "{}", row.id);
                assert_eq!(row.state.0, expected.state(), "{}", row.id);
            }
        }
        let kept: Vec<DecisionRow> = rows::table.select(DecisionRow::as_select()).load(conn).unwrap();
        assert_eq!(kept.len(), self.decisions.len());
        for row in kept {
            assert_eq!(decisions::life(&row).unwrap(), self.decisions[&row.id], "{}", row.id);
        }
    }
}

/// An application as it is before the race.
fn follow(conn: &mut DbConn, field: &Field, case: &Case) -> Followed {
    let scope = field.world.scope();
    let row = applications::find_in_region(conn, &scope, &case.id, noon()).unwrap();
    let owner = field.team[case.owner].user.clone();
    let mut followed = Followed {
        life: applications::life(conn, &row).unwrap(),
        window: decide::window(conn, &scope, &row).unwrap(),
        hands: decisions::hands(conn, case.id.as_str()).unwrap(),
        advice: Advice { by: owner, outcome: case.outcome, at: instant(row.state_at) },
        lots: BTreeMap::new(),
    };
    for lot in lots::of_application(conn, &case.id).unwrap() {
        let life = lots::life(conn, &lot).unwrap();
        followed.lots.insert(lot.id.clone(), (lot.key().unwrap(), life));
    }
    followed
}

/// The lines about proposals, decisions and what was taken back, from one on.
fn leaves(conn: &mut DbConn, begin: i64) -> Vec<(i64, Leaf)> {
    let about = [
        EventCode::ProposalMade,
        EventCode::ProposalCountersigned,
        EventCode::ProposalReturned,
        EventCode::DecisionSigned,
        EventCode::DecisionReturned,
        EventCode::LotWithdrawn,
        EventCode::ApplicationWithdrawn,
    ];
    let payloads: Vec<(i64, Vec<u8>)> = audit_payload::table
        .filter(audit_payload::n.ge(begin))
        .select((audit_payload::n, audit_payload::bytes))
        .load(conn)
        .unwrap();
    let payloads: BTreeMap<i64, Vec<u8>> = payloads.into_iter().collect();
    type Line = (i64, String, String, Option<String>, String, chrono::NaiveDateTime);
    let lines: Vec<Line> = audit_index::table
        .filter(audit_index::n.ge(begin))
        .filter(audit_index::event.eq_any(about.map(|code| code.code())))
        .order(audit_index::n)
        .select((
            audit_index::n,
            audit_index::event,
            audit_index::subject_id,
            audit_index::user_id,
            audit_index::role,
            audit_index::at,
        ))
        .load(conn)
        .unwrap();
    let leaf = |(n, event, subject, by, role, at): Line| {
        let payload: Option<serde_json::Value> =
            payloads.get(&n).map(|bytes| serde_json::from_slice(bytes).unwrap());
        let lot = payload.and_then(|found| Some(found["lot_application"].as_str()?.to_owned()));
        let by = Id::parse(&by.unwrap()).unwrap();
        (n, Leaf { event, subject, by, of_aanbieder: role.starts_with("provider."), at: instant(at), lot })
    };
    lines.into_iter().map(leaf).collect()
}

/// What a line of the log asks of the lot that it is about.
fn command(
    code: EventCode,
    leaf: &Leaf,
    one: &Followed,
    known: &BTreeMap<String, DecisionRow>,
    grants: &BTreeMap<String, MandateGrant>,
) -> lot::Command {
    let (by, motivation) = (leaf.by.clone(), || Motivation::parse(WHY).unwrap());
    match code {
        EventCode::ProposalMade => lot::Command::Propose {
            by,
            decision: Id::parse(&leaf.subject).unwrap(),
            proposal: decisions::life(&known[&leaf.subject]).unwrap().proposed().proposal.clone(),
            advices: vec![one.advice.clone()],
            unequal: Vec::new(),
        },
        EventCode::LotWithdrawn => lot::Command::Withdraw { by },
        EventCode::ProposalReturned | EventCode::DecisionReturned if leaf.of_aanbieder => {
            lot::Command::Replace { by }
        }
        EventCode::ProposalCountersigned => lot::Command::Decision(decision::Command::Countersign { by }),
        EventCode::ProposalReturned => {
            lot::Command::Decision(decision::Command::SendBack { by, motivation: motivation() })
        }
        EventCode::DecisionReturned => {
            lot::Command::Decision(decision::Command::Return { by, motivation: motivation() })
        }
        EventCode::DecisionSigned => {
            let mandate = known[&leaf.subject].mandate_id.as_ref().unwrap();
            lot::Command::Decision(decision::Command::Sign { by, grant: grants[mandate].clone() })
        }
        other => panic!("{} is no step of a lot", other.code()),
    }
}

impl Followed {
    fn states(&self) -> Vec<lot::State> {
        self.lots.values().map(|(_, life)| life.state()).collect()
    }

    fn step(&mut self, command: application::Command, leaf: &Leaf) -> Result<(), String> {
        let next = self.life.clone().apply(command, leaf.at, &self.window);
        self.life = next.map_err(|why| format!("{why:?}"))?;
        Ok(())
    }

    /// What follows for the application, and whose hands it went through.
    fn after(&mut self, code: EventCode, leaf: &Leaf) -> Result<(), String> {
        let by = leaf.by.clone();
        match code {
            EventCode::ProposalMade => self.hands.assessors.insert(by),
            EventCode::ProposalCountersigned => self.hands.countersigners.insert(by),
            EventCode::DecisionSigned => self.hands.signers.insert(by),
            _ => false,
        };
        let returned = matches!(code, EventCode::ProposalReturned | EventCode::DecisionReturned);
        if returned && !leaf.of_aanbieder && self.life.state() == application::State::Assessed {
            self.step(application::Command::Reopen, leaf)?;
        }
        let left: Vec<(lot::State, Option<Outcome>)> =
            self.lots.values().map(|(_, life)| (life.state(), outcome(life))).collect();
        let all = |far: fn(lot::State) -> bool| left.iter().all(|(state, _)| far(*state));
        if all(|state| state == lot::State::Withdrawn) {
            return Ok(());
        }
        if self.life.state() == application::State::InAssessment && all(|state| !state.is_waiting()) {
            self.step(application::Command::Finish { lots: self.states() }, leaf)?;
        }
        if all(|state| matches!(state, lot::State::Decided | lot::State::Withdrawn)) {
            self.step(application::Command::Decide { lots: left }, leaf)?;
        }
        Ok(())
    }
}

fn outcome(life: &LotApplication) -> Option<Outcome> {
    match life {
        LotApplication::With(decision) => Some(decision.proposed().proposal.outcome()),
        LotApplication::Untouched | LotApplication::Reopened { .. } | LotApplication::Withdrawn { .. } => {
            None
        }
    }
}
