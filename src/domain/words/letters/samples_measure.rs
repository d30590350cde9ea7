//! The samples of the letters about a measure. May import: letter's types, words::letters::samples.

use chrono::NaiveDate;

use super::samples::{envelope, remedy, signatory};
use crate::letter::{LetterKind, MeasureLetter, MeasureTold, RemedyTrack};
use crate::supervision::MeasureKind;

/// A cliëntenstop, as each letter tells it.
pub(super) fn measure(kind: LetterKind, track: RemedyTrack) -> MeasureLetter {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default();
    let step = match kind {
        LetterKind::MeasureIntended => MeasureTold::Intended { last_day: day(12, 7) },
        LetterKind::MeasureEnded => {
            MeasureTold::Lifted { why: "U hebt nu voor elke dienst iemand op het rooster. Dat zagen wij bij een bezoek.".to_owned() }
        }
        _ => MeasureTold::Taken {
            decision: "U schreef dat u twee mensen aannam. Zij beginnen over een maand. Tot die tijd is er te weinig toezicht in huis."
                .to_owned(),
            remedy: Some(remedy(track)),
        },
    };
    MeasureLetter {
        envelope: envelope(track),
        number: "MR-1A2B3C4D".to_owned(),
        kind: MeasureKind::IntakeStop,
        gemeente: "Nieuw-Fictie".to_owned(),
        groups: vec!["Individuele begeleiding".to_owned()],
        article: "Overeenkomst art. 12.4".to_owned(),
        until: NaiveDate::from_ymd_opt(2027, 3, 1),
        amount: None,
        facts: vec![[
            "Locatie De Wilg".to_owned(),
            "Op drie van de tien dagen stond er niemand op het rooster.".to_owned(),
            "Bezoek op 2 november 2026".to_owned(),
        ]],
        motivation: "Zorg dat er elke dag iemand is. Laat ons het rooster zien.".to_owned(),
        lighter: Some("Een waarschuwing in mei hielp niet.".to_owned()),
        step,
        signatory: signatory(),
    }
}
