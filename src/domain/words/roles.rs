//! What roles are called on screens.
//! May import: access, facts.

use crate::access::{ProviderRole, Role, StaffRole};
use crate::facts::PersonRole;

/// What a topfunctionaris is called.
#[must_use]
pub fn person_role(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Leidinggevend => "leidinggevende",
        PersonRole::ToezichtVoorzitter => "voorzitter intern toezicht",
        PersonRole::ToezichtLid => "lid intern toezicht",
    }
}

/// The name of a role in a region's team.
#[must_use]
pub fn staff_role(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Assessor => "beoordelaar",
        StaffRole::DecisionMaker => "beslisser",
        StaffRole::ContractManager => "contractmanager",
        StaffRole::Supervisor => "toezichthouder",
        StaffRole::PolicyEditor => "beleidsadviseur",
        StaffRole::RegionAdmin => "regiobeheerder",
    }
}

/// The name of a role at an aanbieder.
#[must_use]
pub fn provider_role(role: ProviderRole) -> &'static str {
    match role {
        ProviderRole::Beheerder => "beheerder",
        ProviderRole::Invuller => "invuller",
        ProviderRole::Tekenbevoegde => "tekenbevoegde",
        ProviderRole::Lezer => "lezer",
        ProviderRole::Gemachtigde => "gemachtigde",
    }
}

/// What somebody in this role may do, beside the choice of a role.
#[must_use]
pub fn provider_role_help(role: ProviderRole) -> &'static str {
    match role {
        ProviderRole::Beheerder => "Nodigt collega's uit, wijzigt gegevens van de organisatie en vult in.",
        ProviderRole::Invuller => "Vult aanmeldingen in en voegt bewijs toe.",
        ProviderRole::Tekenbevoegde => {
            "Mag tekenen voor de organisatie volgens het Handelsregister. Dient aanmeldingen in en mag alles wat een beheerder mag."
        }
        ProviderRole::Lezer => "Leest mee en wijzigt niets.",
        ProviderRole::Gemachtigde => "Adviseur van buiten. Vult in tot en met een dag die u kiest.",
    }
}

/// The name of any role, as in an overview of who saw what.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Anonymous => "bezoeker",
        Role::Enrolling => "gebruiker die een tweede stap moet instellen",
        Role::Proving => "gebruiker die nog een code moet geven",
        Role::Account => "ingelogde gebruiker",
        Role::Provider(role) => provider_role(role),
        Role::Staff(role) => staff_role(role),
        Role::System => "het portaal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_roles_have_the_same_name() {
        let names: BTreeSet<_> = Role::ALL.iter().map(|one| role(*one)).collect();
        assert_eq!(names.len(), Role::ALL.len());
    }
}
