//! The role of a person in an organisation, and when it may change: somebody always manages the organisation.
//! May import: access, ids, organisation.

use chrono::NaiveDate;

use super::claim;
use super::membership::Left;
use crate::access::ProviderRole;
use crate::ids::ProcedureId;

/// A role with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seat {
    /// Invites colleagues and keeps the profile.
    Beheerder,
    /// Fills in.
    Invuller,
    /// Binds the organisation, and does all that a beheerder does.
    Tekenbevoegde,
    /// Reads.
    Lezer,
    /// Adviser from outside.
    Gemachtigde {
        /// The one procedure it is for; `None` for all.
        procedure: Option<ProcedureId>,
        /// The last day.
        until: NaiveDate,
    },
}

/// Why a role is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody would be left to manage the organisation.
    #[error("nobody would be left to manage the organisation")]
    LastManager,
    /// The team compared the roles with the trade register: from then on a colleague changes yours.
    #[error("in a verified organisation nobody changes their own role")]
    OwnRole,
}

/// Whose role it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// That of who changes it.
    Own,
    /// A colleague's.
    Colleague,
}

impl Seat {
    /// The role.
    #[must_use]
    pub fn role(&self) -> ProviderRole {
        match self {
            Self::Beheerder => ProviderRole::Beheerder,
            Self::Invuller => ProviderRole::Invuller,
            Self::Tekenbevoegde => ProviderRole::Tekenbevoegde,
            Self::Lezer => ProviderRole::Lezer,
            Self::Gemachtigde { .. } => ProviderRole::Gemachtigde,
        }
    }

    /// The last day, for a gemachtigde.
    #[must_use]
    pub fn until(&self) -> Option<NaiveDate> {
        match self {
            Self::Gemachtigde { until, .. } => Some(*until),
            Self::Beheerder | Self::Invuller | Self::Tekenbevoegde | Self::Lezer => None,
        }
    }

    /// The procedure it is limited to.
    #[must_use]
    pub fn procedure(&self) -> Option<&ProcedureId> {
        match self {
            Self::Gemachtigde { procedure, .. } => procedure.as_ref(),
            Self::Beheerder | Self::Invuller | Self::Tekenbevoegde | Self::Lezer => None,
        }
    }

    /// Whether this seat may come in the place of another role.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn may_replace(
        &self,
        old: ProviderRole,
        whose: Whose,
        claim: claim::State,
        left: Left,
    ) -> Result<(), Refusal> {
        if whose == Whose::Own && claim == claim::State::Verified && self.role() != old {
            return Err(Refusal::OwnRole);
        }
        if old.manages() && !self.role().manages() && left == Left::Nobody {
            return Err(Refusal::LastManager);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use claim::State;

    #[test]
    fn an_organisation_keeps_somebody_who_manages_it() {
        let lezer =
            |left| Seat::Lezer.may_replace(ProviderRole::Beheerder, Whose::Colleague, State::Verified, left);
        assert_eq!(lezer(Left::Nobody), Err(Refusal::LastManager));
        assert_eq!(lezer(Left::AnotherBeheerder), Ok(()));
        let up = Seat::Tekenbevoegde;
        assert_eq!(
            up.may_replace(ProviderRole::Beheerder, Whose::Colleague, State::Verified, Left::Nobody),
            Ok(())
        );
    }

    #[test]
    fn a_claim_may_correct_its_own_role_and_a_verified_organisation_may_not() {
        let own =
            |claim| Seat::Tekenbevoegde.may_replace(ProviderRole::Beheerder, Whose::Own, claim, Left::Nobody);
        assert_eq!(own(State::Unverified), Ok(()));
        assert_eq!(own(State::Verified), Err(Refusal::OwnRole));
    }
}
