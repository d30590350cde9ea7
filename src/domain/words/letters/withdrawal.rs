//! The words of the confirmation of a withdrawal. May import: letter's types, words::dates, words::letters::shared.

use chrono::{DateTime, Utc};

use super::shared::{self, lots_counted, salutation};
use crate::letter::{Block, LotName, RemedyTrack, TableError};
use crate::words::dates::exact_moment;

pub(crate) fn subject(application: &str, whole: bool) -> String {
    if whole {
        format!("Bevestiging: uw aanmelding {application} is ingetrokken")
    } else {
        format!("Bevestiging: uw aanmelding {application} is voor een deel ingetrokken")
    }
}

pub(crate) fn summary(track: RemedyTrack, at: DateTime<Utc>, remaining: usize) -> Vec<String> {
    let outcome = match track {
        RemedyTrack::Civiel => "beslissing",
        RemedyTrack::Awb => "besluit",
    };
    let rest = if remaining == 0 {
        format!("Er blijft niets over. U krijgt van ons geen {outcome} meer.")
    } else {
        format!("Wij behandelen nog {}.", lots_counted(remaining))
    };
    vec![format!("U hebt uw aanmelding ingetrokken op {}.", exact_moment(at)), rest]
}

pub(crate) fn opening(procedure: &str, at: DateTime<Utc>) -> Vec<Block> {
    vec![
        salutation(),
        Block::text(format!(
            "Op {} hebt u in het portaal uw aanmelding voor {procedure} ingetrokken, geheel of voor een deel. \
             Met deze brief bevestigen wij dat.",
            exact_moment(at)
        )),
    ]
}

pub(crate) fn withdrawn(lots: &[LotName]) -> Result<Vec<Block>, TableError> {
    Ok(vec![Block::part("Wat u hebt ingetrokken"), shared::lots(lots)?])
}

pub(crate) fn remaining(track: RemedyTrack, lots: &[LotName]) -> Result<Vec<Block>, TableError> {
    if lots.is_empty() {
        return Ok(Vec::new());
    }
    let outcome = match track {
        RemedyTrack::Civiel => "Hierover krijgt u een beslissing.",
        RemedyTrack::Awb => "Hierover krijgt u een besluit.",
    };
    Ok(vec![Block::part("Wat wij nog behandelen"), Block::text(outcome), shared::lots(lots)?])
}

pub(crate) fn again() -> Vec<Block> {
    vec![
        Block::part("Opnieuw aanmelden"),
        Block::text(
            "Is het instroomvenster nog open? Dan kunt u zich nu opnieuw aanmelden. Anders kan het in een volgend \
             venster. Wat u eerder instuurde, blijft voor u leesbaar in het portaal.",
        ),
    ]
}
