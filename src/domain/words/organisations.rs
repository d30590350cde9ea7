//! What rechtsvormen, ways of signing and states of a claim are called.
//! May import: organisation.

use crate::organisation::{LegalForm, Signing};

/// The choice that is no answer yet.
pub const LEGAL_FORM_NONE: &str = "Kies een rechtsvorm";

/// The name of a rechtsvorm.
#[must_use]
pub fn legal_form(form: LegalForm) -> &'static str {
    match form {
        LegalForm::Eenmanszaak => "Eenmanszaak",
        LegalForm::Vof => "Vennootschap onder firma (vof)",
        LegalForm::Maatschap => "Maatschap",
        LegalForm::Cv => "Commanditaire vennootschap (cv)",
        LegalForm::Bv => "Besloten vennootschap (bv)",
        LegalForm::Nv => "Naamloze vennootschap (nv)",
        LegalForm::Stichting => "Stichting",
        LegalForm::Vereniging => "Vereniging",
        LegalForm::Cooperatie => "Coöperatie",
        LegalForm::Kerkgenootschap => "Kerkgenootschap",
        LegalForm::Buitenlands => "Rechtsvorm uit een ander land",
    }
}

/// Who may sign, as a choice.
#[must_use]
pub fn signing(signing: Signing) -> &'static str {
    match signing {
        Signing::Alone => "Een persoon mag alleen tekenen (zelfstandig bevoegd)",
        Signing::Jointly => "Twee personen tekenen samen (gezamenlijk bevoegd)",
    }
}
