//! What was reported about aanbieders and what toezicht made of it, from `data/demo/signalen.json`, and a sample that it drew.
//! May import: app, domain, serde.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::Deserialize;

use super::days::DemoDays;
use super::providers::Provider;
use super::region::Region;
use super::teller::Teller;
use super::{DemoError, Ground};
use crate::app::access::{self, Acting, Visitor};
use crate::app::signals::{self, Calamity, Draw, Observation, Own, Report, Step};
use crate::app::{self, Ctx, DbConn};
use crate::domain::access::{ProviderRole, Role, StaffRole};
use crate::domain::code::Code as _;
use crate::domain::ids::SignalId;
use crate::domain::supervision::{Discipline, Nature, Quarter};
use crate::domain::terms::local_day;

const FILE: &str = "signalen.json";
/// Between what one and another does.
const BETWEEN: TimeDelta = TimeDelta::minutes(20);

/// The texts.
#[derive(Debug, Deserialize)]
pub struct Signals {
    #[serde(rename = "signalen")]
    told: Vec<Told>,
    #[serde(rename = "steekproef")]
    sample: Sample,
}

#[derive(Debug, Deserialize)]
struct Told {
    /// Before the dossiers are told, or in the last days.
    #[serde(rename = "eerder")]
    earlier: bool,
    /// The place of the aanbieder among those whose dossiers are told and who have a contract.
    #[serde(rename = "aanbieder")]
    provider: usize,
    #[serde(rename = "van")]
    from: String,
    #[serde(rename = "waarover")]
    nature: String,
    #[serde(rename = "wat")]
    text: String,
    #[serde(rename = "waar", default)]
    location: String,
    #[serde(rename = "gedaan", default)]
    done: String,
    #[serde(rename = "naam", default)]
    name: String,
    #[serde(rename = "bereikbaar", default)]
    contact: String,
    #[serde(rename = "stappen", default)]
    steps: Vec<Taken>,
}

#[derive(Debug, Deserialize)]
struct Taken {
    #[serde(rename = "stap")]
    step: String,
    /// In days after the day of the demo.
    #[serde(rename = "tot_over")]
    until: Option<u64>,
    #[serde(rename = "aan", default)]
    to: String,
    #[serde(rename = "waarom")]
    why: String,
}

#[derive(Debug, Deserialize)]
struct Sample {
    #[serde(rename = "aantal")]
    size: usize,
    #[serde(rename = "startgetal")]
    seed: String,
    #[serde(rename = "herkomst")]
    seed_from: String,
}

/// The toezicht of a region.
pub struct Toezicht<'a> {
    /// What the demo is built on.
    pub ground: &'a Ground<'a>,
    /// Where.
    pub region: &'a Region,
    /// The days of the demo.
    pub days: &'a DemoDays,
    /// What is told.
    pub words: &'a Signals,
}

impl Signals {
    /// Read the texts.
    ///
    /// # Errors
    /// [`DemoError::Data`] when the embedded file is broken.
    pub fn read() -> Result<Self, DemoError> {
        serde_json::from_str(include_str!("../../data/demo/signalen.json"))
            .map_err(|error| DemoError::Data(FILE, error.to_string()))
    }
}

impl Toezicht<'_> {
    /// Tell what came in long ago, or in the last days, about who runs a contract among these.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn hears(
        &self,
        teller: &mut Teller<'_>,
        providers: &[&Provider],
        earlier: bool,
    ) -> Result<(), DemoError> {
        let mut running: Vec<(&Provider, Own)> = Vec::new();
        for provider in providers {
            let scope = access::for_system_org(provider.org.clone());
            let own = teller.look(|conn| signals::own(conn, &scope))?;
            running.extend(own.into_iter().next().map(|own| (*provider, own)));
        }
        for told in self.words.told.iter().filter(|told| told.earlier == earlier) {
            let about = running.get(told.provider);
            let (provider, own) = about.ok_or_else(|| DemoError::Data(FILE, told.provider.to_string()))?;
            let nature = Nature::from_code(&told.nature);
            let nature = nature.ok_or_else(|| DemoError::Data(FILE, told.nature.clone()))?;
            let id = self.comes_in(teller, told, (provider, own, nature.discipline()))?;
            for taken in &told.steps {
                teller.pause(BETWEEN);
                self.takes(teller, (&id, nature.discipline()), taken)?;
            }
            teller.pause(BETWEEN);
        }
        Ok(())
    }

    fn comes_in(
        &self,
        teller: &mut Teller<'_>,
        told: &Told,
        (provider, own, discipline): (&Provider, &Own, Discipline),
    ) -> Result<SignalId, DemoError> {
        let (scope, portal) = (&self.region.scope, self.ground.portal);
        let (nature, location, text) = (told.nature.clone(), told.location.clone(), told.text.clone());
        let (name, contact) = (told.name.clone(), told.contact.clone());
        let (org, gemeente, on) =
            (provider.org.to_string(), own.gemeente.clone(), Ok(Some(local_day(teller.now()))));
        match told.from.as_str() {
            "provider" => {
                let role = ProviderRole::Tekenbevoegde;
                let user = provider.with(role).ok_or(DemoError::Nobody("tekenbevoegde"))?;
                let (admission, done) = (own.id.clone(), told.done.clone());
                let told = Calamity { admission, nature, location, on, text, done, name, contact };
                let own = access::for_system_org(provider.org.clone());
                teller.person(user, Role::Provider(role), Some(&provider.org), |conn, ctx| {
                    signals::calamity(conn, ctx, (&own, portal), &told)
                })
            }
            "observation" => {
                let wall = signals::wall(&self.keeper(discipline))?;
                let discipline_code = discipline.code().to_owned();
                let seen =
                    Observation { org, discipline: discipline_code, nature, gemeente, location, on, text };
                self.acts(teller, discipline, |conn, ctx| signals::observe(conn, ctx, &wall, &seen))
            }
            who => {
                let who = who.to_owned();
                let told = Report { org, who, nature, gemeente, location, on, text, name, contact };
                teller.nobody(|conn, ctx| signals::report(conn, ctx, (scope, portal), &told))
            }
        }
    }

    fn takes(
        &self,
        teller: &mut Teller<'_>,
        (id, discipline): (&SignalId, Discipline),
        taken: &Taken,
    ) -> Result<(), DemoError> {
        let wall = signals::wall(&self.keeper(discipline))?;
        let until = taken.until.map(|days| self.days.after_today(days)).transpose()?;
        self.acts(teller, discipline, |conn, ctx| {
            let step = Step {
                step: taken.step.clone(),
                until: Ok(until),
                to: taken.to.clone(),
                why: taken.why.clone(),
                seen: signals::one(conn, &wall, id)?.version,
            };
            signals::take(conn, ctx, &wall, id, &step)
        })
    }

    /// Draw a sample, and plan to look at everybody in it this quarter.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn draws(&self, teller: &mut Teller<'_>) -> Result<(), DemoError> {
        let (discipline, sample) = (Discipline::Quality, &self.words.sample);
        let wall = signals::wall(&self.keeper(discipline))?;
        let draw = Draw {
            discipline: discipline.code().to_owned(),
            seed: sample.seed.clone(),
            seed_from: sample.seed_from.clone(),
            size: sample.size.to_string(),
        };
        self.acts(teller, discipline, |conn, ctx| {
            let sample = signals::draw(conn, ctx, &wall, &draw)?;
            let now = Quarter::of(local_day(ctx.now));
            let when = (now.year().to_string(), now.number().to_string());
            signals::add_sample_to_plan(conn, ctx, &wall, &sample, (&when.0, &when.1)).map(drop)
        })
    }

    fn acts<T>(
        &self,
        teller: &mut Teller<'_>,
        discipline: Discipline,
        step: impl FnOnce(&mut DbConn, &Ctx) -> app::Result<T>,
    ) -> Result<T, DemoError> {
        let by = self.region.crew.member(match discipline {
            Discipline::Quality => "toezicht",
            Discipline::Lawfulness => "rechtmatigheid",
        })?;
        teller.person(by, Role::Staff(StaffRole::Supervisor), None, step)
    }

    /// Who keeps toezicht, as the wall sees who comes.
    fn keeper(&self, discipline: Discipline) -> Visitor {
        let place = self.region.scheme.region();
        let acting = Acting::Region {
            region: self.region.scope.region().clone(),
            name: place.name.clone(),
            slug: place.slug.to_string(),
            accent: None,
            roles: vec![StaffRole::Supervisor],
            gemeenten: Vec::new(),
            watches: BTreeMap::from([(discipline, Vec::new())]),
        };
        Visitor { login: None, acting, unread: 0 }
    }
}
