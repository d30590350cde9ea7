//! Aanbieders ask about the window before it opens, and the region answers everybody at once in two notas van inlichtingen.
//! May import: app, auth, domain, serde.

use chrono::TimeDelta;
use serde::Deserialize;

use super::days::DemoDays;
use super::providers::Provider;
use super::region::Region;
use super::teller::Teller;
use super::{DemoError, Ground};
use crate::app::nota::{self, About, Filled, NewQuestion};
use crate::app::{self, Ctx, DbConn, access};
use crate::domain::access::{ProviderRole, Role, StaffRole};
use crate::domain::ids::{NotaItemId, QuestionId, WindowId};

/// What questions are about here.
const OTHER: &str = "other";
/// Days after the publication of the window on which the last answers come.
const LAST_ANSWERS: i64 = 20;

#[derive(Deserialize)]
struct Words {
    #[serde(rename = "inleiding")]
    intro: String,
    #[serde(rename = "groepen")]
    groups: Vec<Group>,
    #[serde(rename = "verbetering")]
    correction: String,
    #[serde(rename = "mededeling")]
    notice: String,
    #[serde(rename = "wacht")]
    waiting: Waiting,
}

#[derive(Deserialize)]
struct Group {
    #[serde(rename = "vraag")]
    question: String,
    #[serde(rename = "antwoord")]
    answer: String,
    #[serde(rename = "gesteld")]
    asked: Vec<String>,
}

#[derive(Deserialize)]
struct Waiting {
    #[serde(rename = "vraag")]
    body: String,
    #[serde(rename = "hoe")]
    came_in: String,
}

/// The questions of a window, while they are asked and answered.
pub struct Inquiry<'a> {
    ground: &'a Ground<'a>,
    region: &'a Region,
    window: &'a WindowId,
    words: Words,
}

impl<'a> Inquiry<'a> {
    /// About a window that was just published.
    ///
    /// # Errors
    /// When the texts do not fit.
    pub fn about(
        ground: &'a Ground<'a>,
        region: &'a Region,
        window: &'a WindowId,
    ) -> Result<Self, DemoError> {
        let words = serde_json::from_str(include_str!("../../data/demo/vragen.json"))
            .map_err(|error| DemoError::Data("vragen.json", error.to_string()))?;
        Ok(Self { ground, region, window, words })
    }

    /// These aanbieders ask, and everybody gets the answers: the first nota in the phase for answers, the second corrects it.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn hold(&self, teller: &mut Teller<'_>, askers: &[&Provider]) -> Result<(), DemoError> {
        let mut turn = askers.iter().cycle();
        teller.pause(TimeDelta::days(2));
        let mut grouped: Vec<(&Group, Vec<QuestionId>)> = Vec::new();
        for group in &self.words.groups {
            let mut asked = Vec::new();
            for body in &group.asked {
                let Some(asker) = turn.next() else { return Ok(()) };
                asked.push(self.ask(teller, asker, body)?);
                teller.pause(TimeDelta::hours(5));
            }
            grouped.push((group, asked));
        }
        teller.pause(TimeDelta::days(LAST_ANSWERS / 2));
        let mut last = None;
        for (group, asked) in grouped {
            last = Some(self.answer(teller, &asked, &group.question, &group.answer, "")?);
        }
        self.publish(teller, &self.words.intro)?;
        teller.pause(TimeDelta::days(LAST_ANSWERS / 2));
        let corrects = last.map(|item| item.to_string()).unwrap_or_default();
        self.answer(teller, &[], "", &self.words.correction, &corrects)?;
        self.answer(teller, &[], "", &self.words.notice, "")?;
        self.publish(teller, "")
    }

    /// Some days ago a question came in by mail that waits.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn leave_one(&self, teller: &mut Teller<'_>, days: &DemoDays) -> Result<(), DemoError> {
        teller.skip_to(days.at_work(2)?);
        let new = NewQuestion {
            subject: OTHER.to_owned(),
            body: self.words.waiting.body.clone(),
            came_in: self.words.waiting.came_in.clone(),
        };
        self.team(teller, |conn, ctx| nota::add(conn, ctx, &self.region.scope, self.window, &new).map(drop))
    }

    fn ask(&self, teller: &mut Teller<'_>, asker: &Provider, body: &str) -> Result<QuestionId, DemoError> {
        let role = ProviderRole::Tekenbevoegde;
        let person = asker.with(role).ok_or(DemoError::Nobody("tekenbevoegde"))?;
        let scope = access::for_system_org(asker.org.clone());
        let new = NewQuestion { subject: OTHER.to_owned(), body: body.to_owned(), ..NewQuestion::default() };
        teller.person(person, Role::Provider(role), Some(&asker.org), |conn, ctx| {
            nota::ask(conn, ctx, &scope, self.window, &new)
        })
    }

    fn team<T>(
        &self,
        teller: &mut Teller<'_>,
        step: impl FnOnce(&mut DbConn, &Ctx) -> app::Result<T>,
    ) -> Result<T, DemoError> {
        let by = self.region.crew.member("beleid")?;
        teller.person(by, Role::Staff(StaffRole::PolicyEditor), None, step)
    }

    fn answer(
        &self,
        teller: &mut Teller<'_>,
        asked: &[QuestionId],
        question: &str,
        answer: &str,
        corrects: &str,
    ) -> Result<NotaItemId, DemoError> {
        let scope = &self.region.scope;
        let filled = Filled {
            subject: OTHER.to_owned(),
            question: question.to_owned(),
            answer: answer.to_owned(),
            corrects: corrects.to_owned(),
            questions: asked.to_vec(),
        };
        let item = self.team(teller, |conn, ctx| nota::begin(conn, ctx, scope, self.window, asked))?;
        self.team(teller, |conn, ctx| nota::save(conn, ctx, scope, &item, 1, &filled))?;
        Ok(item)
    }

    fn publish(&self, teller: &mut Teller<'_>, intro: &str) -> Result<(), DemoError> {
        let scope = &self.region.scope;
        let about = About { intro: intro.to_owned(), amendment: String::new() };
        self.team(teller, |conn, ctx| nota::describe(conn, ctx, scope, self.window, 0, &about))?;
        let now = teller.now();
        let mark = teller.look(|conn| Ok(nota::work(conn, scope, self.window, now)?.mark))?;
        self.team(teller, |conn, ctx| {
            nota::publish(conn, ctx, scope, self.window, (&mark, true), self.ground.portal).map(drop)
        })
    }
}
