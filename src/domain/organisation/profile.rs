//! What an organisation says about itself. A profile that exists is well-formed; whether it is true, the team verifies.
//! May import: code, identifiers, organisation::legal_form.

use super::claim::State;
use super::legal_form::LegalForm;
use crate::code::Code;
use crate::identifiers::{AgbCode, EmailAddress, KvkNumber, PhoneNumber, Postcode, Rsin};

/// How its tekenbevoegden bind it, by the trade register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signing {
    /// Zelfstandig bevoegd: each of them alone.
    Alone,
    /// Gezamenlijk bevoegd: two together, so two confirm a submission.
    Jointly,
}

impl Code for Signing {
    const ALL: &'static [Self] = &[Self::Alone, Self::Jointly];

    fn code(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Jointly => "jointly",
        }
    }
}

/// What an organisation says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// KvK number. Several claims may have the same one; at most one of them is verified.
    pub kvk: KvkNumber,
    /// Name as in the trade register.
    pub name: String,
    /// Rechtsvorm.
    pub legal_form: LegalForm,
    /// RSIN, where it has one and it is not a person's.
    pub rsin: Option<Rsin>,
    /// How it is bound.
    pub signing: Signing,
    /// How to reach it.
    pub contact: Contact,
    /// AGB-code, where it has one.
    pub agb: Option<AgbCode>,
}

/// How to reach an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: Postcode,
    /// Town.
    pub town: String,
    /// Mail address for messages.
    pub email: EmailAddress,
    /// Telephone.
    pub phone: PhoneNumber,
    /// Website, or empty.
    pub website: String,
}

/// Why a profile is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The team compared these with the trade register.
    #[error("name, number, form and signing of a verified organisation are fixed")]
    Verified,
    /// The claim was rejected.
    #[error("a rejected claim does not change any more")]
    Rejected,
}

impl Profile {
    /// Change what it says about itself. What the team compared with the trade register stays as it was compared.
    ///
    /// # Errors
    /// [`Refusal`] says why not.
    pub fn change(&self, to: Self, claim: State) -> Result<Self, Refusal> {
        match claim {
            State::Rejected => Err(Refusal::Rejected),
            State::Verified if self.compared() != to.compared() => Err(Refusal::Verified),
            State::Verified | State::Unverified => Ok(to),
        }
    }

    fn compared(&self) -> (&KvkNumber, &str, LegalForm, Option<&Rsin>, Signing) {
        (&self.kvk, &self.name, self.legal_form, self.rsin.as_ref(), self.signing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> Profile {
        Profile {
            kvk: KvkNumber::parse("01234567").unwrap(),
            name: "Stichting De Linde".into(),
            legal_form: LegalForm::Stichting,
            rsin: None,
            signing: Signing::Alone,
            contact: Contact {
                street: "Dorpsstraat 1".into(),
                postcode: Postcode::parse("7900 AA").unwrap(),
                town: "Hoogeveen".into(),
                email: EmailAddress::parse("info@delinde.example").unwrap(),
                phone: PhoneNumber::parse("0528123456").unwrap(),
                website: String::new(),
            },
            agb: None,
        }
    }

    #[test]
    fn a_verified_organisation_may_move_but_not_become_another() {
        let old = profile();
        let mut moved = profile();
        moved.contact.town = "Meppel".into();
        assert_eq!(old.change(moved.clone(), State::Verified), Ok(moved));
        for claim in [State::Verified, State::Rejected, State::Unverified] {
            let renamed = Profile { name: "Stichting De Eik".into(), ..profile() };
            let refusal = match claim {
                State::Verified => Err(Refusal::Verified),
                State::Rejected => Err(Refusal::Rejected),
                State::Unverified => Ok(renamed.clone()),
            };
            assert_eq!(old.change(renamed, claim), refusal);
        }
    }

    #[test]
    fn the_rsin_of_a_person_is_never_asked() {
        let without: Vec<_> = LegalForm::ALL.iter().filter(|form| !form.may_give_rsin()).collect();
        assert_eq!(without, [&LegalForm::Eenmanszaak]);
    }
}
