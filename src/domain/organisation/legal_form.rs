//! Rechtsvormen as the trade register knows them, as far as an aanbieder can have one.
//! May import: code.

use crate::code::Code;

/// A rechtsvorm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalForm {
    /// A person with a business: owner and business are one.
    Eenmanszaak,
    /// Vennootschap onder firma.
    Vof,
    /// Maatschap.
    Maatschap,
    /// Commanditaire vennootschap.
    Cv,
    /// Besloten vennootschap.
    Bv,
    /// Naamloze vennootschap.
    Nv,
    /// Stichting.
    Stichting,
    /// Vereniging.
    Vereniging,
    /// Coöperatie.
    Cooperatie,
    /// Kerkgenootschap.
    Kerkgenootschap,
    /// A form from another country.
    Buitenlands,
}

impl Code for LegalForm {
    const ALL: &'static [Self] = &[
        Self::Eenmanszaak,
        Self::Vof,
        Self::Maatschap,
        Self::Cv,
        Self::Bv,
        Self::Nv,
        Self::Stichting,
        Self::Vereniging,
        Self::Cooperatie,
        Self::Kerkgenootschap,
        Self::Buitenlands,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Eenmanszaak => "eenmanszaak",
            Self::Vof => "vof",
            Self::Maatschap => "maatschap",
            Self::Cv => "cv",
            Self::Bv => "bv",
            Self::Nv => "nv",
            Self::Stichting => "stichting",
            Self::Vereniging => "vereniging",
            Self::Cooperatie => "cooperatie",
            Self::Kerkgenootschap => "kerkgenootschap",
            Self::Buitenlands => "buitenlands",
        }
    }
}

impl LegalForm {
    /// Whether an RSIN may be asked. That of an eenmanszaak is the owner's BSN, which the portal never keeps (F04).
    #[must_use]
    pub fn may_give_rsin(self) -> bool {
        self != Self::Eenmanszaak
    }
}
