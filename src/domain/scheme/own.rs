//! Kinds of bewijsstuk that belong to the portal and not to a regeling: the volmacht with which one person signs for two, and the form of a
//! Bibob dossier. May import: class, policy_code, scheme, words.

use std::sync::LazyLock;

use super::condition::ReferenceDate;
use super::model::{EvidenceDef, FileForm, Manner, Standing, Status, Validity};
use crate::class::Class;
use crate::policy_code::EvidenceKindCode;
use crate::words::vault as words;

/// Its code.
const VOLMACHT: &str = "volmacht_indienen";

static DEF: LazyLock<Option<EvidenceDef>> = LazyLock::new(|| {
    Some(EvidenceDef {
        code: EvidenceKindCode::parse(VOLMACHT).ok()?,
        title: words::VOLMACHT.to_owned(),
        class: Class::Bedrijfsvertrouwelijk,
        validity: Validity::Unlimited,
        on: ReferenceDate::Submission,
        manner: Manner::Upload(vec![FileForm::Pdf, FileForm::Jpg, FileForm::Png]),
        equivalent: None,
        standing: Standing { status: Status::Decided, source: None },
    })
});

/// The volmacht of an organisation whose tekenbevoegden bind it together: where it goes along, one of them sends in.
#[must_use]
pub fn volmacht() -> Option<&'static EvidenceDef> {
    DEF.as_ref()
}

/// Whether this kind is the volmacht.
#[must_use]
pub fn is_volmacht(kind: &EvidenceKindCode) -> bool {
    kind.as_str() == VOLMACHT
}

/// Code of the form of a Bibob dossier. No regeling names it, so it never goes along with an application.
const BIBOB: &str = "bibob_formulier";

static BIBOB_DEF: LazyLock<Option<EvidenceDef>> = LazyLock::new(|| {
    Some(EvidenceDef {
        code: EvidenceKindCode::parse(BIBOB).ok()?,
        title: words::BIBOB_FORM.to_owned(),
        class: Class::Bibob,
        validity: Validity::Unlimited,
        on: ReferenceDate::Submission,
        manner: Manner::Upload(vec![FileForm::Pdf]),
        equivalent: None,
        standing: Standing { status: Status::Decided, source: None },
    })
});

/// The form of a Bibob dossier: a PDF of the class `bibob`.
#[must_use]
pub fn bibob_form() -> Option<&'static EvidenceDef> {
    BIBOB_DEF.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_volmacht_is_a_kind_like_any_other() {
        assert!(is_volmacht(&volmacht().unwrap().code));
    }

    #[test]
    fn the_form_of_a_bibob_dossier_is_of_its_class_and_in_no_regeling() {
        assert!(bibob_form().unwrap().class == Class::Bibob && !is_volmacht(&bibob_form().unwrap().code));
    }
}
