//! What is said of the supply of a lot, and of closing it. May import: scheme, supply, windows, words.

use crate::money::BasisPoints;
use crate::policy_code::TargetGroupCode;
use crate::scheme::{Scheme, SufficientSupply};
use crate::supply::{Measured, Month, Sufficiency, When};
use crate::windows::LotState;
use crate::words::amounts::{percent, whole};
use crate::words::apply::ANYONE;
use crate::words::dates::{long_date, month_and_year};
use crate::words::{format, imports};

/// Said in public for figures of one or two aanbieders.
pub const OF_TOO_FEW: &str = "van te weinig aanbieders om te tonen";
/// Fewer aanbieders than this, and what they have free is not added up in public: everybody could tell whose it is.
pub const LEAST_ADDED_UP: u32 = 3;
/// A closure that nobody decided on anew.
pub const LAPSED: &str = "De sluiting is vervallen, omdat de regio niet opnieuw heeft beslist.";
/// Nobody stated it.
pub const NOT_KNOWN: &str = "niet bekend";
/// Said in public for clients of whom there are so few that they could be recognised.
pub const FEW_CLIENTS: &str = "minder dan 10";
/// Said in public for free places beside so few clients.
pub const BESIDE_FEW_CLIENTS: &str = "van te weinig cliënten om te tonen";
/// Nothing was chosen to be decided.
pub const CHANGE_MISSING: &str = "Kies wat u voorstelt.";
/// To open again.
pub const OPEN: &str = "Openen";
/// To take back a closure that does not count yet, and what that does.
pub const KEEP_OPEN: &str = "Toch open houden";
/// The same, as a help.
pub const TAKES_BACK: &str = "De aangekondigde sluiting gaat dan niet door.";
/// To open because there is too little.
pub const OPEN_FOR_SCARCITY: &str = "Openen omdat er te weinig zorg is";
/// From when an opening counts.
pub const AT_ONCE: &str = "Gaat in zodra een collega dit publiceert.";
/// Places that are no number.
pub const FREE_WRONG: &str = "Vul een heel getal in. Hebt u geen plek vrij? Vul dan 0 in.";
/// A waiting time that is no number of days.
pub const WAITING_WRONG: &str =
    "Vul een aantal dagen in, ten hoogste 3650. Kan iemand meteen beginnen? Vul dan 0 in.";

/// The columns of the supply as a table. Programs rely on them: they are added to, never renamed.
pub const SUPPLY_COLUMNS: [&str; 18] = [
    "gemeentecode",
    "gemeente",
    "productgroepcode",
    "productgroep",
    "stand",
    "aanbieders",
    "zonder_recente_opgave",
    "vrije_plekken",
    "clienten",
    "geteld",
    "langste_wachttijd_dagen",
    "voldoende_aanbod",
    "ondergrens_aanbieders",
    "doelgroepcode",
    "doelgroep",
    "aanbieders_voor_doelgroep",
    "vrij_voor_doelgroep",
    "eerste_plek_doelgroep_dagen",
];

/// The state of a lot in a table for a spreadsheet, as `lots.word` says it on a page.
#[must_use]
pub fn state(state: LotState) -> &'static str {
    match state {
        LotState::Open => "open",
        LotState::OpenScarcity => "open, te weinig zorg",
        LotState::ClosedUnlessAddedValue => "alleen met meerwaarde",
        LotState::Closed => "dicht",
        LotState::Local => "lokaal",
        LotState::NotBought => "niet",
        LotState::Later => "later",
        LotState::ToBeDetermined => "nog te bepalen",
    }
}

/// What the definition comes to, in a table for a spreadsheet.
#[must_use]
pub fn sufficiency(found: Sufficiency) -> &'static str {
    match found {
        Sufficiency::Enough => "voldoende",
        Sufficiency::NotEnough => "niet voldoende",
        Sufficiency::TooSmall => "te klein om te sluiten",
        Sufficiency::Uncounted => "cliënten niet geteld",
    }
}

/// A measure of the definition, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What is measured.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// What the regeling asks.
    pub asked: String,
}

/// A measure in words, with the titles of the regeling.
#[must_use]
pub fn measure(finding: &Measured, scheme: &Scheme) -> Measure {
    let (what, found, asked) = match finding {
        Measured::Clients { clients, least } => (
            "Cliënten",
            clients.map_or_else(|| "niet geteld".to_owned(), |count| count.to_string()),
            format!("ten minste {least}"),
        ),
        Measured::FreeShare { free, clients, least } => (
            "Vrije plekken",
            match clients {
                None => format!("{free}, cliënten niet geteld"),
                Some(clients) => format!("{free} voor {clients} cliënten"),
            },
            format!("ten minste {} van de cliënten", percent(BasisPoints::new(*least))),
        ),
        Measured::Waiting { days, most } => (
            "Wachttijd",
            days.map_or_else(|| "niet voor elke doelgroep bekend".to_owned(), in_days),
            format!("ten hoogste {}", in_days(*most)),
        ),
        Measured::Providers { providers, least } => {
            ("Aanbieders", providers.to_string(), format!("ten minste {least}"))
        }
        Measured::TargetGroups { unserved } => {
            let without: Vec<String> = unserved.iter().map(|code| served(scheme, Some(code))).collect();
            let found = match without.as_slice() {
                [] => "elke doelgroep kan terecht".to_owned(),
                some => format!("geen plek bekend voor: {}", format::list(some, "en")),
            };
            ("Doelgroepen", found, "dat elke doelgroep terechtkan".to_owned())
        }
    };
    Measure { what, found, asked }
}

/// When there is enough, measure by measure.
#[must_use]
pub fn sufficient(definition: &SufficientSupply) -> Vec<String> {
    let share = definition
        .free_share
        .map(|share| format!("vrije plaatsen: ten minste {} van de cliënten", percent(share)));
    let waiting = definition.waiting.map(|length| format!("wachttijd: ten hoogste {}", format::span(length)));
    let least = definition.providers.map(|count| format!("aanbieders: ten minste {}", whole(count)));
    let everybody = definition.every_target_group.then(|| "voor elke doelgroep is plek vrij".to_owned());
    [share, waiting, least, everybody].into_iter().flatten().collect()
}

/// When clients were counted, after their number.
#[must_use]
pub fn counted(when: When) -> String {
    match when {
        When::Quarter(quarter) => format!("geteld in {}", imports::quarter(quarter)),
        When::Day(day) => format!("geteld op {}, volgens de regeling", long_date(day)),
    }
}

/// The same in a narrow place: `2026K3`, or a day.
#[must_use]
pub fn counted_briefly(when: When) -> String {
    match when {
        When::Quarter(quarter) => quarter.to_string(),
        When::Day(day) => long_date(day),
    }
}

/// Closing a lot, or keeping it closed, and what that means.
#[must_use]
pub fn close(is_closed: bool) -> (&'static str, &'static str) {
    if is_closed {
        ("Langer dicht houden", "Kan alleen voor de dag waarop de sluiting vervalt.")
    } else {
        ("Sluiten", "Wie meerwaarde heeft volgens de regeling, kan zich blijven aanmelden.")
    }
}

/// Free places as everybody may read them: in a band, and of too few aanbieders not at all.
#[must_use]
pub fn in_public(providers: u32, free: u32) -> &'static str {
    match (providers, free) {
        (0, _) => "geen",
        (1..LEAST_ADDED_UP, _) => OF_TOO_FEW,
        (_, 0) => "nu geen plek vrij",
        (_, 1..5) => "1 tot en met 4",
        (_, 5..10) => "5 tot en met 9",
        (_, 10..25) => "10 tot en met 24",
        _ => "25 of meer",
    }
}

/// A month to look back to.
#[must_use]
pub fn month(month: Month, is_now: bool) -> String {
    let name = month_and_year(month.first_day());
    if is_now { format!("nu ({name})") } else { name }
}

/// A gemeente with how many aanbieders it has for something.
#[must_use]
pub fn with_providers(gemeente: &str, count: u32) -> String {
    match count {
        0 => format!("{gemeente} (geen)"),
        count => format!("{gemeente} ({count})"),
    }
}

/// A number of days.
#[must_use]
pub fn in_days(days: u32) -> String {
    match days {
        0 => "meteen".to_owned(),
        1 => "1 dag".to_owned(),
        days => format!("{days} dagen"),
    }
}

/// For whom places are: a doelgroep, or whoever comes.
#[must_use]
pub fn served(scheme: &Scheme, target: Option<&TargetGroupCode>) -> String {
    let Some(code) = target else { return ANYONE.to_owned() };
    scheme.target_group(code).map_or_else(|| code.to_string(), |one| one.title.clone())
}

/// How sure the figures are: nobody but the aanbieders counts their places. Of so many the statement is too old.
#[must_use]
pub fn stated_by_themselves(stale: u32, enough_without: bool) -> String {
    let stale = match stale {
        0 => String::new(),
        1 => " Van 1 aanbieder is de opgave te oud. Die telt niet mee.".to_owned(),
        count => format!(" Van {count} aanbieders is de opgave te oud. Die tellen niet mee."),
    };
    let without = if enough_without {
        "Ook zonder die opgaven is er genoeg."
    } else {
        "Zonder die opgaven is er niet genoeg."
    };
    format!("De vrije plekken en de wachttijd zijn opgaven van de aanbieders zelf. {without}{stale}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_public_places_are_a_band_and_of_one_or_two_aanbieders_nothing() {
        assert_eq!(in_public(0, 0), "geen");
        assert_eq!([(1, 40), (2, 0)].map(|(providers, free)| in_public(providers, free)), [OF_TOO_FEW; 2]);
        let bands = [0, 1, 4, 5, 9, 10, 24, 25, 4_000].map(|free| in_public(3, free));
        assert_eq!(bands[0], "nu geen plek vrij");
        assert_eq!([bands[1], bands[3], bands[5], bands[7]], [bands[2], bands[4], bands[6], bands[8]]);
        assert!(bands[1..].windows(2).filter(|pair| pair[0] != pair[1]).count() == 3, "{bands:?}");
    }
}
