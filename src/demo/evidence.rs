//! The bewijsstukken of the demo: a few files of every kind that can be uploaded, about sixty in all.
//! May import: domain, files, serde.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::DemoError;
use super::samples;
use super::shelf::{self, Shelved};
use crate::domain::class::Class;
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::scheme::{FileForm, Manner, Scheme};
use crate::files::Store;

/// A file that can serve as a bewijsstuk.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The file.
    pub file: Shelved,
    /// Its name.
    pub name: String,
    /// The class of its kind.
    pub class: Class,
}

/// The files by kind.
pub type Pieces = BTreeMap<EvidenceKindCode, Vec<Piece>>;

#[derive(Debug, Deserialize)]
struct Texts {
    #[serde(rename = "kop")]
    heading: String,
    #[serde(rename = "regels")]
    lines: Vec<String>,
    /// Kinds that hardly anybody needs, or that are asked after the start only: nobody of the demo has them.
    #[serde(rename = "zelden")]
    seldom: Vec<EvidenceKindCode>,
}

/// Make and store `each` files of every kind of a regeling that can be uploaded.
///
/// # Errors
/// What the store refuses.
pub fn make(store: &Store, scheme: &Scheme, each: usize) -> Result<Pieces, DemoError> {
    let texts: Texts = serde_json::from_str(include_str!("../../data/demo/stukken.json"))
        .map_err(|error| DemoError::Data("stukken.json", error.to_string()))?;
    let mut pieces = Pieces::new();
    for def in scheme.evidence().iter().filter(|def| !texts.seldom.contains(&def.code)) {
        let Manner::Upload(forms) = &def.manner else { continue };
        let forms: Vec<FileForm> = forms
            .iter()
            .copied()
            .filter(|form| matches!(form, FileForm::Pdf | FileForm::Jpg | FileForm::Docx))
            .collect();
        for number in 1..=each {
            let place = number.saturating_sub(1).checked_rem(forms.len()).unwrap_or(0);
            let Some(form) = forms.get(place) else { continue };
            let mut lines = vec![texts.heading.clone()];
            lines.extend(
                texts
                    .lines
                    .iter()
                    .map(|line| line.replace("{titel}", &def.title).replace("{nummer}", &number.to_string())),
            );
            let bytes = match form {
                FileForm::Jpg => samples::jpeg(number + def.title.len()),
                FileForm::Docx => samples::docx(&lines)
                    .map_err(|error| DemoError::File(def.title.clone(), error.to_string()))?,
                _ => samples::pdf(&lines),
            };
            let extension = crate::domain::code::Code::code(*form);
            let name = format!("voorbeeld-{}-{number}.{extension}", def.code);
            let file = shelf::put(store, &bytes, &name)?;
            pieces.entry(def.code.clone()).or_default().push(Piece { file, name, class: def.class });
        }
    }
    Ok(pieces)
}
