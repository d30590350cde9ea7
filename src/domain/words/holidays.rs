//! That people are asked to apply while their schools have summer holidays (A050). It warns, and refuses nothing.
//! May import: scheme, words.

use super::dates::long_date;
use super::format::list;
use crate::scheme::{HolidayRegion, InSummer, NoSummer, SummerNotice};

/// A vakantieregio in a sentence: `regio Noord`.
#[must_use]
pub fn region_name(region: HolidayRegion) -> &'static str {
    match region {
        HolidayRegion::North => "regio Noord",
        HolidayRegion::Middle => "regio Midden",
        HolidayRegion::South => "regio Zuid",
    }
}

/// Somebody laid this summer down before.
pub const WAITING: &str = "Over deze zomervakantie wacht al een opgave op een collega. Laat de collega bevestigen, of neem de opgave eerst terug.";
/// The vakantieregio is missing.
pub const REGION_MISSING: &str = "Kies de vakantieregio.";
/// A day is missing.
pub const DAY_MISSING: &str = "Vul de dag in, bijvoorbeeld 10 7 2027.";
/// The source is missing.
pub const SOURCE_MISSING: &str = "Vul in waar u dit vond, bijvoorbeeld Staatscourant 2026, 12345.";

/// Why these cannot be summer holidays.
#[must_use]
pub fn no_summer(why: NoSummer) -> String {
    match why {
        NoSummer::Source => SOURCE_MISSING.into(),
        NoSummer::EndBeforeStart => "De laatste dag ligt voor de eerste. Kijk beide dagen na.".into(),
        NoSummer::Months => {
            "Een zomervakantie ligt in juli, augustus en september van één jaar. Kijk beide dagen na.".into()
        }
        NoSummer::Length { days } => {
            format!("Dit zijn {days} dagen. Een zomervakantie duurt ongeveer zes weken. Kijk beide dagen na.")
        }
        NoSummer::Known => "Deze zomervakantie staat al vast. U hoeft niets te doen.".into(),
    }
}

/// What who plans a window should know about its days.
#[must_use]
pub fn notice(notice: &SummerNotice) -> String {
    let gemeenten = list(&notice.gemeenten, "en");
    let there = if gemeenten.is_empty() { String::new() } else { format!(" Het gaat om {gemeenten}.") };
    match &notice.about {
        InSummer::Days { region, inside, of: all, summer } => {
            let when =
                format!("{} tot en met {}", long_date(summer.value.from), long_date(summer.value.until));
            let sure = if summer.verified {
                ""
            } else {
                " Deze vakantiedata zijn nog niet bevestigd: kijk ze na bij de Rijksoverheid."
            };
            let share = if inside == all {
                "Alle dagen om aan te melden vallen".to_owned()
            } else {
                let fall = if *inside == 1 { "valt" } else { "vallen" };
                format!("Van de {all} dagen om aan te melden {fall} er {inside}")
            };
            format!("{share} in de zomervakantie van {}, van {when}.{there}{sure}", region_name(*region))
        }
        InSummer::YearUnknown { region, year } => format!(
            "De zomervakantie van {year} in {} is hier nog niet bekend.{there} Kijk zelf na of het venster erin valt.",
            region_name(*region)
        ),
        InSummer::RegionUnknown => {
            let whose = if gemeenten.is_empty() { "de gemeenten" } else { &gemeenten };
            format!(
                "De regeling noemt geen vakantieregio voor {whose}. Kijk zelf na of het venster in de zomervakantie valt."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::{Figure, Summer};

    fn days(inside: usize, verified: bool, gemeenten: &[&str]) -> String {
        let day = |text: &str| text.parse().unwrap();
        let value = Summer { from: day("2027-07-10"), until: day("2027-08-22") };
        let summer = Figure { value, verified, source: String::new() };
        let about = InSummer::Days { region: HolidayRegion::North, inside, of: 42, summer };
        notice(&SummerNotice { gemeenten: gemeenten.iter().map(|one| (*one).to_owned()).collect(), about })
    }

    #[test]
    fn a_notice_says_how_many_days_whose_holidays_and_whether_they_are_certain() {
        assert_eq!(
            days(14, true, &[]),
            "Van de 42 dagen om aan te melden vallen er 14 in de zomervakantie van regio Noord, van 10 juli 2027 tot en met 22 augustus 2027."
        );
        assert_eq!(
            days(1, false, &["Hattem", "Epe"]),
            "Van de 42 dagen om aan te melden valt er 1 in de zomervakantie van regio Noord, van 10 juli 2027 tot en met 22 \
             augustus 2027. Het gaat om Hattem en Epe. Deze vakantiedata zijn nog niet bevestigd: kijk ze na bij de Rijksoverheid."
        );
        assert!(days(42, true, &[]).starts_with("Alle dagen om aan te melden vallen in de zomervakantie"));
    }

    #[test]
    fn what_is_not_known_is_said_to_be_not_known() {
        let unknown = |gemeenten: &[&str], about| {
            notice(&SummerNotice {
                gemeenten: gemeenten.iter().map(|one| (*one).to_owned()).collect(),
                about,
            })
        };
        let year = InSummer::YearUnknown { region: HolidayRegion::South, year: 2033 };
        assert!(
            unknown(&[], year)
                .starts_with("De zomervakantie van 2033 in regio Zuid is hier nog niet bekend.")
        );
        assert!(unknown(&["Epe"], InSummer::RegionUnknown).contains("geen vakantieregio voor Epe."));
    }
}
