//! Refusals about signals. May import: supervision, words.

use super::InDutch;
use crate::supervision::{Refusal, State};
use crate::words::dates::long_date;

impl InDutch for Refusal {
    fn in_dutch(&self) -> String {
        match self {
            Self::NotPossible { from, step: _ } => match from {
                State::Received | State::Watched => {
                    "Dit signaal is nog open. Kies onderzoeken, volgen, doorgeven, niets doen of overdragen."
                }
                State::ToInvestigate | State::PassedOn | State::Dismissed => {
                    "Dit signaal is al beoordeeld. Neem het eerst opnieuw in behandeling."
                }
            }
            .to_owned(),
            Self::NotADayToWatch { first, last } => {
                format!("Kies een dag van {} tot en met {}.", long_date(*first), long_date(*last))
            }
        }
    }
}
