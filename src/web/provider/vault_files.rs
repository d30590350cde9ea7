//! Which files a kind of bewijsstuk takes, and what is said about one that is not taken.
//! May import: domain, files.

use crate::domain::code::Code as _;
use crate::domain::scheme::{EvidenceDef, Manner};
use crate::domain::words::vault as words;
use crate::files::{MediaType, Refusal};

/// The kinds of file that may be this bewijsstuk; none for what the team only looks at.
pub(super) fn accepts(def: &EvidenceDef) -> Vec<MediaType> {
    match &def.manner {
        Manner::Upload(forms) => forms.iter().filter_map(|form| MediaType::from_code(form.code())).collect(),
        Manner::SeenOnly => Vec::new(),
    }
}

/// Why a file is not accepted, and what to do.
pub(super) fn sentence(why: &Refusal, allowed: &[MediaType]) -> String {
    match why {
        Refusal::Empty => words::EMPTY.to_owned(),
        Refusal::TooBig { max_bytes } => words::too_big(*max_bytes),
        Refusal::WrongType { extension } => {
            let names: Vec<_> = allowed.iter().map(|media| media.extension()).collect();
            words::wrong_type(extension.as_deref(), &names)
        }
        Refusal::Mismatch { named, found } => {
            words::mismatch(named.extension(), found.map(MediaType::extension))
        }
        Refusal::Encrypted => words::ENCRYPTED.to_owned(),
        Refusal::Damaged => words::DAMAGED.to_owned(),
    }
}
