//! What toezicht advised to do about some aanbieders, and what became of it, from `data/demo/maatregelen.json`.
//! May import: app, domain, serde.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::DemoError;
use super::days::DemoDays;
use super::providers::Provider;
use super::region::Region;
use super::teller::Teller;
use crate::app::measures::{self, Advice, Choices, Proposal, Reach, Recheck};
use crate::app::{self, Ctx, DbConn, access};
use crate::auth::origin::PublicUrl;
use crate::domain::access::{ProviderRole, Role, StaffRole};
use crate::domain::ids::MeasureId;
use crate::domain::supervision::Discipline;

const FILE: &str = "maatregelen.json";
/// Between what one and another does.
const BETWEEN: TimeDelta = TimeDelta::minutes(20);

/// A measure.
#[derive(Debug, Deserialize)]
struct Told {
    /// The place of the aanbieder among those that have a contract.
    #[serde(rename = "aanbieder")]
    provider: usize,
    #[serde(rename = "maatregel")]
    kind: String,
    #[serde(rename = "waar")]
    location: String,
    #[serde(rename = "feit")]
    fact: String,
    #[serde(rename = "bron")]
    source: String,
    #[serde(rename = "advies")]
    advice: String,
    #[serde(rename = "voorstel")]
    proposal: Option<Proposed>,
    #[serde(rename = "zienswijze")]
    view: Option<String>,
    #[serde(rename = "uitspraak")]
    decision: Option<String>,
    /// In days after the day of the demo.
    #[serde(rename = "hercontrole_over")]
    recheck: Option<u64>,
    #[serde(rename = "hercontrole_omdat", default)]
    recheck_why: String,
}

#[derive(Debug, Deserialize)]
struct Proposed {
    /// In days after the day of the demo.
    #[serde(rename = "dagen")]
    days: Option<u64>,
    #[serde(rename = "motivering")]
    motivation: String,
    #[serde(rename = "lichter")]
    lighter: String,
}

/// The measures of a region.
pub struct Measures<'a> {
    /// Where.
    pub region: &'a Region,
    /// Where the portal is.
    pub portal: &'a PublicUrl,
    /// The days of the demo.
    pub days: &'a DemoDays,
}

impl Measures<'_> {
    /// Tell them, about who runs a contract among these.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn tell(&self, teller: &mut Teller<'_>, providers: &[&Provider]) -> Result<(), DemoError> {
        let told: Vec<Told> = serde_json::from_str(include_str!("../../data/demo/maatregelen.json"))
            .map_err(|error| DemoError::Data(FILE, error.to_string()))?;
        let reach = self.watching();
        let mut running: Vec<(&Provider, Choices)> = Vec::new();
        for provider in providers {
            let found = teller.look(|conn| match measures::choices(conn, &reach, &provider.org) {
                Err(app::Error::NotFound) => Ok(None),
                found => found.map(Some),
            })?;
            running.extend(found.map(|choices| (*provider, choices)));
        }
        for one in &told {
            let about = running.get(one.provider);
            let (provider, choices) = about.ok_or_else(|| DemoError::Data(FILE, one.provider.to_string()))?;
            self.one(teller, one, (provider, choices))?;
        }
        Ok(())
    }

    fn one(
        &self,
        teller: &mut Teller<'_>,
        told: &Told,
        (provider, choices): (&Provider, &Choices),
    ) -> Result<(), DemoError> {
        let id = self.advised(teller, told, choices)?;
        let Some(proposal) = &told.proposal else { return Ok(()) };
        let team = Reach::team(self.region.scope.clone(), Vec::new());
        let proposal = Proposal {
            kind: told.kind.clone(),
            until: Ok(proposal.days.map(|days| self.days.after_today(days)).transpose()?),
            amount: String::new(),
            transferred: false,
            motivation: proposal.motivation.clone(),
            lighter: proposal.lighter.clone(),
            seen: 1,
        };
        self.act(teller, ("contract", StaffRole::ContractManager), |conn, ctx| {
            measures::propose(conn, ctx, &team, &id, &proposal)
        })?;
        let (Some(view), Some(decision)) = (&told.view, &told.decision) else { return Ok(()) };
        let role = ProviderRole::Tekenbevoegde;
        let user = provider.with(role).ok_or(DemoError::Nobody("tekenbevoegde"))?;
        let own = access::for_system_org(provider.org.clone());
        teller.person(user, Role::Provider(role), Some(&provider.org), |conn, ctx| {
            measures::give_view(conn, ctx, &own, &id, view)
        })?;
        teller.pause(BETWEEN);
        self.act(teller, ("beslisser", StaffRole::DecisionMaker), |conn, ctx| {
            measures::decide(conn, ctx, (&team, self.portal), (&id, 3), decision)
        })?;
        match told.recheck {
            Some(days) => self.planned(teller, &id, (self.days.after_today(days)?, &told.recheck_why)),
            None => Ok(()),
        }
    }

    fn advised(
        &self,
        teller: &mut Teller<'_>,
        told: &Told,
        choices: &Choices,
    ) -> Result<MeasureId, DemoError> {
        let first = choices.admissions.first().ok_or_else(|| DemoError::Data(FILE, told.kind.clone()))?;
        let [admission, _, _] = first.clone();
        let advice = Advice {
            org: choices.org.to_string(),
            discipline: String::new(),
            admissions: vec![admission],
            kind: told.kind.clone(),
            text: told.advice.clone(),
            findings: vec![[told.location.clone(), told.fact.clone(), told.source.clone()]],
            reports: Vec::new(),
        };
        let reach = self.watching();
        self.act(teller, ("toezicht", StaffRole::Supervisor), |conn, ctx| {
            measures::advise(conn, ctx, &reach, &advice)
        })
    }

    fn planned(
        &self,
        teller: &mut Teller<'_>,
        id: &MeasureId,
        (on, why): (NaiveDate, &str),
    ) -> Result<(), DemoError> {
        let step =
            Recheck { step: "plan_recheck".to_owned(), on: Ok(Some(on)), why: why.to_owned(), seen: 4 };
        let reach = self.watching();
        self.act(teller, ("toezicht", StaffRole::Supervisor), |conn, ctx| {
            measures::recheck(conn, ctx, &reach, id, &step)
        })
    }

    fn act<T>(
        &self,
        teller: &mut Teller<'_>,
        (who, role): (&'static str, StaffRole),
        step: impl FnOnce(&mut DbConn, &Ctx) -> app::Result<T>,
    ) -> Result<T, DemoError> {
        let by = self.region.crew.member(who)?;
        let done = teller.person(by, Role::Staff(role), None, step)?;
        teller.pause(BETWEEN);
        Ok(done)
    }

    /// What toezicht on kwaliteit reads.
    fn watching(&self) -> Reach {
        Reach::watching(self.region.scope.clone(), BTreeMap::from([(Discipline::Quality, Vec::new())]))
    }
}
