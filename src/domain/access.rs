//! Who someone is to us: the closed set of roles, and the actor that every change and every audit leaf names.
//! May import: code, ids.

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::ids::{OrgId, SessionId, UserId};

/// What a person may do in a region's team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Judges requirements and proposes an outcome; as another person, countersigns.
    Assessor,
    /// Holds a mandaat or volmacht and signs for a gemeente.
    DecisionMaker,
    /// Looks after running admissions.
    ContractManager,
    /// Toezichthouder: reads in the own gemeenten, advises, never decides.
    Supervisor,
    /// Writes schemes, windows and documents.
    PolicyEditor,
    /// Looks after users, mandates, theme and outbox.
    RegionAdmin,
}

impl Code for StaffRole {
    const ALL: &'static [Self] = &[
        Self::Assessor,
        Self::DecisionMaker,
        Self::ContractManager,
        Self::Supervisor,
        Self::PolicyEditor,
        Self::RegionAdmin,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Assessor => "assessor",
            Self::DecisionMaker => "decision_maker",
            Self::ContractManager => "contract_manager",
            Self::Supervisor => "supervisor",
            Self::PolicyEditor => "policy_editor",
            Self::RegionAdmin => "region_admin",
        }
    }
}

impl StaffRole {
    /// Whether one person may have both in a region. Toezicht advises and the others decide (D103): what it knows of an aanbieder is never in the
    /// hands of who admits it.
    #[must_use]
    pub fn goes_with(self, other: Self) -> bool {
        (self == Self::Supervisor) == (other == Self::Supervisor)
    }

    /// Decides, administers or edits policy: who does that shows with a telephone too that it is who logs in (DESIGN 10).
    #[must_use]
    pub fn needs_second_factor(self) -> bool {
        matches!(self, Self::DecisionMaker | Self::PolicyEditor | Self::RegionAdmin)
    }
}

/// What a person may do for an aanbieder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderRole {
    /// Invites colleagues and keeps the profile.
    Beheerder,
    /// Fills in, uploads and answers.
    Invuller,
    /// May bind the organisation: the only one who submits.
    Tekenbevoegde,
    /// Reads.
    Lezer,
    /// Adviser from outside, with a scope and an end date.
    Gemachtigde,
}

impl Code for ProviderRole {
    const ALL: &'static [Self] =
        &[Self::Beheerder, Self::Invuller, Self::Tekenbevoegde, Self::Lezer, Self::Gemachtigde];

    fn code(self) -> &'static str {
        match self {
            Self::Beheerder => "beheerder",
            Self::Invuller => "invuller",
            Self::Tekenbevoegde => "tekenbevoegde",
            Self::Lezer => "lezer",
            Self::Gemachtigde => "gemachtigde",
        }
    }
}

impl ProviderRole {
    /// Invites colleagues, changes their roles and keeps the profile. Who may bind the organisation may do this too:
    /// one person has one role, and a small organisation is one person.
    #[must_use]
    pub fn manages(self) -> bool {
        matches!(self, Self::Beheerder | Self::Tekenbevoegde)
    }

    /// Changes answers and the vault.
    #[must_use]
    pub fn fills_in(self) -> bool {
        self != Self::Lezer
    }
}

/// In what role something is done: the columns of the route matrix and `role` in an audit leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Not logged in.
    Anonymous,
    /// Gave the right password, and must set up a second factor before anything else.
    Enrolling,
    /// Gave the right password, and must still give a code of the second factor.
    Proving,
    /// Logged in, without a chosen organisation or region.
    Account,
    /// For an aanbieder.
    Provider(ProviderRole),
    /// For a region.
    Staff(StaffRole),
    /// The portal itself: a job or a command.
    System,
}

impl Code for Role {
    const ALL: &'static [Self] = &[
        Self::Anonymous,
        Self::Enrolling,
        Self::Proving,
        Self::Account,
        Self::Provider(ProviderRole::Beheerder),
        Self::Provider(ProviderRole::Invuller),
        Self::Provider(ProviderRole::Tekenbevoegde),
        Self::Provider(ProviderRole::Lezer),
        Self::Provider(ProviderRole::Gemachtigde),
        Self::Staff(StaffRole::Assessor),
        Self::Staff(StaffRole::DecisionMaker),
        Self::Staff(StaffRole::ContractManager),
        Self::Staff(StaffRole::Supervisor),
        Self::Staff(StaffRole::PolicyEditor),
        Self::Staff(StaffRole::RegionAdmin),
        Self::System,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Enrolling => "enrolling",
            Self::Proving => "proving",
            Self::Account => "account",
            Self::Provider(ProviderRole::Beheerder) => "provider.beheerder",
            Self::Provider(ProviderRole::Invuller) => "provider.invuller",
            Self::Provider(ProviderRole::Tekenbevoegde) => "provider.tekenbevoegde",
            Self::Provider(ProviderRole::Lezer) => "provider.lezer",
            Self::Provider(ProviderRole::Gemachtigde) => "provider.gemachtigde",
            Self::Staff(StaffRole::Assessor) => "staff.assessor",
            Self::Staff(StaffRole::DecisionMaker) => "staff.decision_maker",
            Self::Staff(StaffRole::ContractManager) => "staff.contract_manager",
            Self::Staff(StaffRole::Supervisor) => "staff.supervisor",
            Self::Staff(StaffRole::PolicyEditor) => "staff.policy_editor",
            Self::Staff(StaffRole::RegionAdmin) => "staff.region_admin",
            Self::System => "system",
        }
    }
}

/// Through which door something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// A page.
    Web,
    /// The JSON interface.
    Api,
    /// The job runner.
    Job,
    /// The command line.
    Cli,
}

impl Code for Via {
    const ALL: &'static [Self] = &[Self::Web, Self::Api, Self::Job, Self::Cli];

    fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Api => "api",
            Self::Job => "job",
            Self::Cli => "cli",
        }
    }
}

/// Who did something. Only identifiers of our own: never a name, a mail address or a KvK number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person, when there is one.
    pub user: Option<UserId>,
    /// The organisation the person belongs to.
    pub org: Option<OrgId>,
    /// The organisation on whose behalf a gemachtigde acts.
    pub acting_for: Option<OrgId>,
    /// In what role.
    pub role: Role,
    /// Level of assurance of the login, where the login tells it (eHerkenning: 2 to 4).
    pub loa: Option<u8>,
    /// The session, when there is one.
    pub session: Option<SessionId>,
    /// Through which door.
    pub via: Via,
}

impl Actor {
    /// The portal itself, at work without a person.
    #[must_use]
    pub fn system(via: Via) -> Self {
        Self { role: Role::System, ..Self::anonymous(via) }
    }

    /// Someone who is not logged in.
    #[must_use]
    pub fn anonymous(via: Via) -> Self {
        Self { user: None, org: None, acting_for: None, role: Role::Anonymous, loa: None, session: None, via }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_of_team_and_aanbieder_is_in_the_list_of_roles_under_its_own_code() {
        for role in StaffRole::ALL {
            assert_eq!(Role::from_code(&format!("staff.{}", role.code())), Some(Role::Staff(*role)));
        }
        for role in ProviderRole::ALL {
            assert_eq!(Role::from_code(&format!("provider.{}", role.code())), Some(Role::Provider(*role)));
        }
        assert_eq!(Role::ALL.len(), StaffRole::ALL.len() + ProviderRole::ALL.len() + 5);
    }

    #[test]
    fn who_may_sign_may_do_everything_at_its_organisation() {
        assert!(ProviderRole::Tekenbevoegde.manages() && ProviderRole::Tekenbevoegde.fills_in());
        let managers: Vec<_> = ProviderRole::ALL.iter().filter(|role| role.manages()).collect();
        assert_eq!(managers, [&ProviderRole::Beheerder, &ProviderRole::Tekenbevoegde]);
    }

    #[test]
    fn a_role_is_stored_as_its_code() {
        for role in StaffRole::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
        }
        for role in ProviderRole::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
        }
    }
}
