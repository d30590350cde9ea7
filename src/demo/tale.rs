//! What the people of the demo write, from `data/demo/verhaal.json`.
//! May import: serde.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::DemoError;

/// The texts.
#[derive(Debug, Deserialize)]
pub struct Tale {
    team: BTreeMap<String, String>,
    #[serde(rename = "standen")]
    states: BTreeMap<String, String>,
    /// Why a requirement is met.
    #[serde(rename = "gehaald")]
    pub met: String,
    #[serde(rename = "niet_gehaald")]
    not_met: BTreeMap<String, String>,
    #[serde(rename = "vragen")]
    questions: BTreeMap<String, String>,
    /// What an aanbieder writes with what was asked.
    #[serde(rename = "antwoord")]
    pub answer: String,
    /// What an aanbieder writes that sends nothing.
    #[serde(rename = "antwoord_nee")]
    pub answer_no: String,
    /// A question of an aanbieder.
    #[serde(rename = "bericht_aanbieder")]
    pub from_provider: String,
    /// The answer of the team.
    #[serde(rename = "bericht_team")]
    pub from_team: String,
    /// Why a proposal is sent back.
    #[serde(rename = "terugsturen")]
    pub sent_back: String,
    /// Why a decision maker returns lots.
    #[serde(rename = "teruggeven")]
    pub returned: String,
    /// Why an application cannot be judged without what was asked.
    #[serde(rename = "niet_behandelen")]
    pub unhandled: String,
    /// Why an aanbieder takes no new clients for a while.
    #[serde(rename = "stop")]
    pub intake_stop: String,
    /// Why an aanbieder does not agree with what was refused.
    #[serde(rename = "oneens")]
    pub objection: String,
    /// Why the team suspends an admission.
    #[serde(rename = "opschorting")]
    pub suspension: String,
    /// Why a lot in which there is enough should close.
    #[serde(rename = "sluiting")]
    pub closing: String,
    /// What an aanbieder did after a conviction.
    #[serde(rename = "maatregelen")]
    pub measures: String,
    /// What ties somebody to an aanbieder.
    #[serde(rename = "belang")]
    pub tie: String,
    /// What a proposal for admission says to who reads it next.
    #[serde(rename = "toelichting")]
    pub note: String,
    /// The same, of a refusal.
    #[serde(rename = "toelichting_afwijzing")]
    pub note_refusal: String,
    /// What stands in a signed overeenkomst.
    #[serde(rename = "overeenkomst")]
    pub agreement: Vec<String>,
    /// Who signed it.
    #[serde(rename = "getekend_door")]
    pub signatories: Signed,
    /// The names of onderaannemers.
    #[serde(rename = "onderaannemers")]
    pub hired: Vec<String>,
    /// Who follows a procedure by mail.
    #[serde(rename = "volgers")]
    pub followers: Vec<String>,
}

/// Who signed an overeenkomst.
#[derive(Debug, Deserialize)]
pub struct Signed {
    /// For the aanbieder.
    #[serde(rename = "aanbieder")]
    pub provider: String,
    /// For the gemeente.
    pub gemeente: String,
}

impl Tale {
    /// Read the texts.
    ///
    /// # Errors
    /// [`DemoError::Data`] when the embedded file is broken.
    pub fn read() -> Result<Self, DemoError> {
        serde_json::from_str(include_str!("../../data/demo/verhaal.json"))
            .map_err(|error| DemoError::Data("verhaal.json", error.to_string()))
    }

    /// What a member of the team finds.
    #[must_use]
    pub fn team(&self, name: &str) -> &str {
        self.team.get(name).map_or("", String::as_str)
    }

    /// Where a dossier stands.
    ///
    /// # Errors
    /// [`DemoError::Data`] when nothing is written about it.
    pub fn state(&self, key: &str) -> Result<&str, DemoError> {
        known(&self.states, key)
    }

    /// Why a requirement is not met.
    ///
    /// # Errors
    /// [`DemoError::Data`] when nothing is written about it.
    pub fn not_met(&self, requirement: &str) -> Result<&str, DemoError> {
        known(&self.not_met, requirement)
    }

    /// What must be repaired.
    ///
    /// # Errors
    /// [`DemoError::Data`] when nothing is written about it.
    pub fn question(&self, requirement: &str) -> Result<&str, DemoError> {
        known(&self.questions, requirement)
    }
}

fn known<'a>(texts: &'a BTreeMap<String, String>, key: &str) -> Result<&'a str, DemoError> {
    texts.get(key).map(String::as_str).ok_or_else(|| DemoError::Data("verhaal.json", key.to_owned()))
}
