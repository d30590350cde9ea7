//! The people of the demo: they share one password, so that it is hashed once.
//! May import: app, domain.

use std::collections::BTreeMap;

use super::DemoError;
use super::dice::Dice;
use super::names::Names;
use super::tale::Tale;
use super::teller::Teller;
use crate::app::admin::{self, NewMandate, NewUser};
use crate::domain::access::{Role, StaffRole};
use crate::domain::decision::GrantKind;
use crate::domain::identifiers::EmailAddress;
use crate::domain::ids::UserId;
use crate::domain::scheme::{Reviewers, Scheme, Track};
use crate::domain::supervision::Discipline;
use crate::domain::terms::local_day;
use crate::domain::words::roles;
use crate::storage::RegionScope;

/// Everybody's password. Not a secret: the demo listens on this machine only and is printed with it.
pub const PASSWORD: &str = "drie blauwe fietsen";

/// Somebody who can log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// For whom: a region or an organisation.
    pub place: String,
    /// Mail address.
    pub mail: String,
    /// Role, in Dutch.
    pub role: String,
    /// What this person finds, in Dutch; empty for who finds the same as a colleague.
    pub shows: String,
}

/// Opens accounts.
pub struct Registrar<'a> {
    /// Where names come from.
    pub names: &'a Names,
    /// Who is called what.
    pub dice: Dice,
    /// The one hash.
    pub hash: String,
    /// Who is told on the screen.
    pub logins: Vec<Login>,
}

impl Registrar<'_> {
    /// Open the account of somebody.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn account(&mut self, teller: &mut Teller<'_>, mail: &str) -> Result<UserId, DemoError> {
        let name = self.names.person(&mut self.dice);
        let mail = EmailAddress::parse(mail).map_err(|_| DemoError::Data("namen.json", mail.to_owned()))?;
        let new = NewUser { mail, name, password_hash: self.hash.clone(), team: None, discipline: None };
        teller.system(|conn, ctx| admin::add_user(conn, ctx, &new))
    }

    /// Tell on the screen that somebody can log in.
    pub fn tell(&mut self, place: &str, mail: &str, role: &str, shows: &str) {
        let [place, mail, role, shows] = [place, mail, role, shows].map(str::to_owned);
        self.logins.push(Login { place, mail, role, shows });
    }
}

/// The team of a region, by the first part of their mail addresses.
#[derive(Debug, Clone)]
pub struct Crew(BTreeMap<&'static str, UserId>);

/// Who is in a team, and as what.
const TEAM: &[(&str, &[StaffRole])] = &[
    ("beheer", &[StaffRole::RegionAdmin]),
    ("beleid", &[StaffRole::PolicyEditor]),
    ("beoordelaar", &[StaffRole::Assessor]),
    ("medelezer", &[StaffRole::Assessor]),
    ("derde.lezer", &[StaffRole::Assessor]),
    ("beslisser", &[StaffRole::DecisionMaker]),
    // Who had a hand in a decision neither revises it nor decides a dispute about it.
    ("tweede.beslisser", &[StaffRole::DecisionMaker]),
    ("contract", &[StaffRole::ContractManager]),
    ("toezicht", &[StaffRole::Supervisor]),
    ("rechtmatigheid", &[StaffRole::Supervisor]),
];

/// What a toezichthouder watches over.
fn discipline(name: &str, role: StaffRole) -> Option<Discipline> {
    let of = |name| if name == "rechtmatigheid" { Discipline::Lawfulness } else { Discipline::Quality };
    (role == StaffRole::Supervisor).then(|| of(name))
}

/// Who comes in where two differ. Two assess, one reads along: that needs a fourth.
const MODERATOR: (&str, &[StaffRole]) = ("moderator", &[StaffRole::Assessor]);

/// The team that a regeling needs.
fn team(scheme: &Scheme) -> impl Iterator<Item = (&'static str, &'static [StaffRole])> {
    let moderated = scheme.review_plan().reviewers == Reviewers::TwoWithModerator;
    TEAM.iter().copied().chain(moderated.then_some(MODERATOR))
}

impl Crew {
    /// Open the accounts of a team.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn open(
        teller: &mut Teller<'_>,
        registrar: &mut Registrar<'_>,
        scheme: &Scheme,
        tale: &Tale,
    ) -> Result<Self, DemoError> {
        let region = scheme.region();
        let mut members = BTreeMap::new();
        for (name, held) in team(scheme) {
            let mail = mail_of(name, scheme)?.as_str().to_owned();
            members.insert(name, registrar.account(teller, &mail)?);
            for role in held {
                registrar.tell(&region.name, &mail, roles::staff_role(*role), tale.team(name));
            }
        }
        Ok(Self(members))
    }

    /// The member with this name.
    ///
    /// # Errors
    /// [`DemoError::Nobody`] when the team has no such member.
    pub fn member(&self, name: &'static str) -> Result<&UserId, DemoError> {
        self.0.get(name).ok_or(DemoError::Nobody(name))
    }

    /// Give everybody their roles, and both decision makers a power for every gemeente.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn appoint(
        &self,
        teller: &mut Teller<'_>,
        scope: &RegionScope,
        scheme: &Scheme,
        names: &Names,
    ) -> Result<(), DemoError> {
        let admin = self.member("beheer")?;
        teller.system(|conn, ctx| admin::first_admin(conn, ctx, scope, admin))?;
        for (name, held) in team(scheme).filter(|(name, _)| *name != "beheer") {
            let mail = mail_of(name, scheme)?;
            for role in held {
                teller.person(admin, Role::Staff(StaffRole::RegionAdmin), None, |conn, ctx| {
                    admin::grant_role(conn, ctx, scope, &mail, (*role, discipline(name, *role)), "")
                })?;
            }
        }
        let kind = match scheme.remedy().track {
            Track::Civil => GrantKind::Volmacht,
            Track::Awb => GrantKind::Mandaat,
        };
        let from = local_day(teller.now());
        let deciders = ["beslisser", "tweede.beslisser"];
        for (holder, gemeente) in
            deciders.iter().flat_map(|one| scheme.gemeenten().iter().map(move |all| (one, all)))
        {
            let new = NewMandate {
                holder: self.member(holder)?.clone(),
                gemeente: gemeente.code.as_str().to_owned(),
                kind,
                product_groups: Vec::new(),
                reference: names.office.reference.clone(),
                function_title: names.office.function.clone(),
                from,
                until: None,
            };
            teller.person(admin, Role::Staff(StaffRole::RegionAdmin), None, |conn, ctx| {
                admin::record_mandate(conn, ctx, scope, &new).map(drop)
            })?;
        }
        Ok(())
    }
}

fn mail_of(name: &str, scheme: &Scheme) -> Result<EmailAddress, DemoError> {
    let mail = format!("{name}@{}.example", scheme.region().slug);
    EmailAddress::parse(&mail).map_err(|_| DemoError::Data("schemes", mail))
}
