//! An aanbieder at its desk: applying in the open window, and answering the team.
//! May import: app, auth, domain, storage.

use std::collections::BTreeMap;

use super::days::DemoDays;
use super::draft::Draft;
use super::evidence::Pieces;
use super::providers::{Provider, Vault, fill_vault};
use super::region::Region;
use super::script::Case;
use super::tale::Tale;
use super::teller::Teller;
use super::{DemoError, Ground};
use crate::app::admissions::{self, Stop};
use crate::app::dispute::{self, FiledForm};
use crate::app::review::{self, Repair};
use crate::app::{self, Ctx, DbConn, access, apply, contracts, letters};
use crate::domain::access::{ProviderRole, Role};
use crate::domain::admission::State;
use crate::domain::application::clarification;
use crate::domain::code::Code as _;
use crate::domain::decision::Outcome;
use crate::domain::facts::{FactType, Fields};
use crate::domain::ids::{ApplicationId, ClarificationId, EvidenceId, LetterId, WindowId};
use crate::domain::motivation::Motivation;
use crate::domain::terms::local_day;
use crate::storage::lots::Choice;
use crate::storage::{OrgScope, clarifications, types};

/// What an aanbieder works with.
pub struct Desk<'a> {
    /// What the demo is built on.
    pub ground: &'a Ground<'a>,
    /// The region it applies in.
    pub region: &'a Region,
    /// The window.
    pub window: &'a WindowId,
    /// Who applies.
    pub provider: &'a Provider,
    /// The next aanbieder of the region, which joins where the story says so.
    pub beside: Option<&'a Provider>,
    /// Which of the aanbieders it is: each has its own files.
    pub number: usize,
    /// The files that can be put in its vault.
    pub pieces: &'a Pieces,
    /// For which lots.
    pub lots: &'a [Choice],
    /// How it goes.
    pub case: &'a Case,
    /// How many days before today its bewijsstukken were issued.
    pub issued: u64,
    /// The day the demo is shown on.
    pub days: &'a DemoDays,
    /// What people write.
    pub tale: &'a Tale,
}

impl Desk<'_> {
    pub(super) fn scope(&self) -> OrgScope {
        access::for_system_org(self.provider.org.clone())
    }

    /// One step of the tekenbevoegde.
    pub(super) fn act<T>(
        &self,
        teller: &mut Teller<'_>,
        step: impl FnOnce(&mut DbConn, &Ctx) -> app::Result<T>,
    ) -> Result<T, DemoError> {
        let role = ProviderRole::Tekenbevoegde;
        let user = self.provider.with(role).ok_or(DemoError::Nobody("tekenbevoegde"))?;
        teller.person(user, Role::Provider(role), Some(&self.provider.org), step)
    }

    /// Put bewijsstukken in the vault, choose lots and answer what is known.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn begin(&self, teller: &mut Teller<'_>) -> Result<(ApplicationId, Vault), DemoError> {
        let vault = fill_vault(teller, self.provider, self.pieces, self.number, (self.days, self.issued))?;
        let (scope, fields) = (self.scope(), self.answers()?);
        let id = self.act(teller, |conn, ctx| {
            let id = apply::start(conn, ctx, &scope, self.window)?;
            let mut draft = Draft { conn, ctx, scope: &scope, id: &id };
            draft.choose(self.lots)?;
            draft.answer(&self.region.scheme, &fields)?;
            Ok(id)
        })?;
        Ok((id, vault))
    }

    /// Hand over the bewijsstukken and accept the documents.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn complete(
        &self,
        teller: &mut Teller<'_>,
        id: &ApplicationId,
        vault: &Vault,
    ) -> Result<(), DemoError> {
        let scope = self.scope();
        self.act(teller, |conn, ctx| {
            let mut draft = Draft { conn, ctx, scope: &scope, id };
            draft.prove(vault, self.case.forgets)?;
            draft.accept()
        })
    }

    /// Send in.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn submit(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = self.scope();
        self.act(teller, |conn, ctx| {
            let seen = apply::open(conn, &scope, id)?.row.version;
            let portal = self.ground.portal;
            apply::submit(conn, ctx, &scope, &apply::Submit { application: id, seen, declared: true, portal })
                .map(drop)
        })
    }

    /// Take back what was sent in.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn withdraw(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = self.scope();
        self.act(teller, |conn, ctx| {
            let seen = apply::open(conn, &scope, id)?.row.version;
            apply::withdraw(conn, ctx, &scope, id, seen)
        })
    }

    /// Write to the team.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn write(&self, teller: &mut Teller<'_>, id: &ApplicationId) -> Result<(), DemoError> {
        let scope = self.scope();
        let body = &self.tale.from_provider;
        self.act(teller, |conn, ctx| review::from_provider(conn, ctx, &scope, id, body))
    }

    /// Take no new clients for a while, under the first admission that runs.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn stop_intake(&self, teller: &mut Teller<'_>) -> Result<(), DemoError> {
        let scope = self.scope();
        let basis = Motivation::parse(&self.tale.intake_stop);
        let basis = basis.map_err(|error| DemoError::Data("verhaal.json", error.to_string()))?;
        let until = local_day(teller.now()) + super::contracts::FOR;
        self.act(teller, |conn, ctx| {
            let own = contracts::own(conn, ctx, &scope)?;
            let Some(running) = own.iter().find(|one| one.state == State::Active) else { return Ok(()) };
            let stop = Stop { admissions: vec![types::id("admissions", &running.id)?], until, basis };
            admissions::stop_intake(conn, ctx, &scope, &stop)
        })
    }

    /// Send in that it does not agree with what its last letter refused.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn object(&self, teller: &mut Teller<'_>) -> Result<(), DemoError> {
        let (scope, portal) = (self.scope(), self.ground.portal);
        let grounds = self.tale.objection.clone();
        self.act(teller, |conn, ctx| {
            let received = letters::received(conn, &scope)?;
            let decided = received.into_iter().find(|row| row.kind.0.is_about_decisions());
            let letter: LetterId = types::id("letters", &decided.ok_or(app::Error::NotFound)?.id)?;
            let told = dispute::to_file(conn, ctx, &scope, &letter)?.letter.lots;
            let refused = told.into_iter().filter(|lot| lot.outcome == Outcome::Refuse.code());
            let decisions = refused.map(|lot| lot.value).collect();
            let form = FiledForm { decisions, grounds, late: String::new() };
            dispute::file(conn, ctx, (&scope, portal), &letter, &form).map(drop)
        })
    }

    /// Answer every request for repair: with what was forgotten, or in words that change nothing.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn repair(
        &self,
        teller: &mut Teller<'_>,
        id: &ApplicationId,
        vault: Option<&Vault>,
    ) -> Result<(), DemoError> {
        let scope = self.scope();
        let region = &self.region.scope;
        self.act(teller, |conn, ctx| {
            for row in clarifications::of_application(conn, region.key(), id.as_str())? {
                if row.state.0 != clarification::State::Asked {
                    continue;
                }
                let request: ClarificationId = types::id("clarifications", &row.id)?;
                let given = self.given(vault, &row.anchor);
                review::repair(conn, ctx, &scope, (id, &request), &given)?;
            }
            Ok(())
        })
    }

    fn given(&self, vault: Option<&Vault>, anchor: &str) -> Repair {
        let evidence: Vec<EvidenceId> = vault
            .into_iter()
            .flatten()
            .filter(|(kind, _)| anchor.strip_prefix("bewijs:") == Some(kind.as_str()))
            .map(|(_, piece)| piece.clone())
            .collect();
        let text = if vault.is_some() { &self.tale.answer } else { &self.tale.answer_no };
        Repair { text: text.clone(), fields: Fields::new(), evidence }
    }

    pub(super) fn answers(&self) -> Result<Fields, DemoError> {
        let wrong = |why: String| DemoError::Data("antwoorden.json", why);
        let typed: BTreeMap<String, String> =
            serde_json::from_str(include_str!("../../data/demo/antwoorden.json"))
                .map_err(|error| wrong(error.to_string()))?;
        let later = self.days.after_today(500)?.format("%d-%m-%Y").to_string();
        let mut fields = Fields::new();
        for def in self.region.scheme.facts() {
            let code = def.code.as_str();
            let own = self.case.answers.iter().find(|(own, _)| *own == code).map(|(_, text)| *text);
            let known = own.or_else(|| typed.get(code).map(String::as_str));
            let Some(text) = known.filter(|_| !self.case.forgets.contains(&code)) else { continue };
            let text = text.replace("{later}", &later).replace("{maatregelen}", &self.tale.measures);
            match &def.kind {
                FactType::ComplyOrExplain { rows, .. } => {
                    fields.extend(rows.iter().map(|row| (format!("{code}.{}", row.code), vec![text.clone()])))
                }
                _ => {
                    fields.insert(code.to_owned(), vec![text]);
                }
            }
        }
        Ok(fields)
    }
}
