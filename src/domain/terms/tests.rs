//! The calendar against the vectors of the domain reference, and against what must hold for every day.

use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::*;
use crate::code::Code;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%d-%m-%Y").unwrap()
}

fn calendar() -> Calendar {
    let days =
        ["28-04-2023", "19-05-2023", "10-05-2024", "27-12-2024", "30-05-2025", "02-01-2026", "15-05-2026"];
    let later = ["07-05-2027", "28-04-2028", "26-05-2028"];
    Calendar::new(days.iter().chain(&later).map(|text| (day(text), "vrijdag na een feestdag".to_owned())))
}

fn last_day(from: &str, term: &str, rule: Rule) -> NaiveDate {
    Count::new(day(from), Term::parse(term).unwrap(), rule).deadline(&calendar()).unwrap().last_day
}

#[test]
fn feestdagen_fall_on_the_days_of_the_reference() {
    for (year, feasts) in [
        (2025, ["18-04", "21-04", "26-04", "29-05", "09-06"]),
        (2026, ["03-04", "06-04", "27-04", "14-05", "25-05"]),
        (2027, ["26-03", "29-03", "27-04", "06-05", "17-05"]),
        (2028, ["14-04", "17-04", "27-04", "25-05", "05-06"]),
        (2029, ["30-03", "02-04", "27-04", "10-05", "21-05"]),
        (2030, ["19-04", "22-04", "27-04", "30-05", "10-06"]),
        (2031, ["11-04", "14-04", "26-04", "22-05", "02-06"]),
        (2032, ["26-03", "29-03", "27-04", "06-05", "17-05"]),
        (2033, ["15-04", "18-04", "27-04", "26-05", "06-06"]),
        (2034, ["07-04", "10-04", "27-04", "18-05", "29-05"]),
        (2035, ["23-03", "26-03", "27-04", "03-05", "14-05"]),
        (2036, ["11-04", "14-04", "26-04", "22-05", "02-06"]),
    ] {
        let names = [
            Feestdag::GoedeVrijdag,
            Feestdag::TweedePaasdag,
            Feestdag::Koningsdag,
            Feestdag::Hemelvaartsdag,
            Feestdag::TweedePinksterdag,
        ];
        for (feast, name) in feasts.iter().zip(names) {
            assert_eq!(Feestdag::on(day(&format!("{feast}-{year}"))), Some(name), "{feast}-{year}");
        }
        let found =
            day(&format!("01-01-{year}")).iter_days().take(365).filter(|day| Feestdag::on(*day).is_some());
        assert_eq!(found.count(), 9, "{year}");
    }
}

#[test]
fn easter_is_the_day_of_the_tables_of_clavius() {
    for (year, month, of_month) in [(1818, 3, 22), (1900, 4, 15), (1943, 4, 25), (1954, 4, 18), (1981, 4, 19)]
    {
        assert_eq!(easter(year), NaiveDate::from_ymd_opt(year, month, of_month), "{year}");
    }
    for year in 1583..=9999 {
        assert_eq!(easter(year), by_tables(year), "{year}");
    }
}

/// Easter from golden number and epact, as Knuth (The Art of Computer Programming, 1.3.2, exercise 14) has it from Clavius.
fn by_tables(year: i32) -> Option<NaiveDate> {
    let (golden, century) = (year % 19 + 1, year / 100 + 1);
    let (leaps, moon) = (3 * century / 4 - 12, (8 * century + 5) / 25 - 5);
    let epact = (11 * golden + 20 + moon - leaps).rem_euclid(30);
    let late = epact == 24 || (epact == 25 && golden > 11);
    let full = 44 - epact - i32::from(late);
    let full = if full < 21 { full + 30 } else { full };
    let sunday = 5 * year / 4 - leaps - 10;
    let of_march = full + 7 - (sunday + full) % 7;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_signed(chrono::TimeDelta::days(i64::from(of_march) - 1))
}

#[test]
fn a_term_for_bezwaar_ends_as_in_the_reference() {
    for (from, raw, last) in [
        ("20-02-2026", "03-04-2026", "07-04-2026"),
        ("16-03-2026", "27-04-2026", "28-04-2026"),
        ("03-04-2026", "15-05-2026", "18-05-2026"),
        ("13-11-2026", "25-12-2026", "28-12-2026"),
        ("20-11-2026", "01-01-2027", "04-01-2027"),
        ("12-02-2027", "26-03-2027", "30-03-2027"),
        ("25-03-2027", "06-05-2027", "10-05-2027"),
    ] {
        assert_eq!(last_day(from, "6w", Rule::Plain), day(raw), "{from}");
        assert_eq!(last_day(from, "6w", Rule::Atw), day(last), "{from}");
        assert_eq!(last_day(from, "42d", Rule::Atw), day(last), "{from}");
    }
}

#[test]
fn decision_term_and_vervaltermijn_end_as_in_the_reference() {
    for (from, term, raw, last) in [
        ("05-12-2026", "8w", "30-01-2027", "01-02-2027"),
        ("06-03-2027", "8w", "01-05-2027", "03-05-2027"),
        ("07-04-2026", "20d", "27-04-2026", "28-04-2026"),
        ("24-04-2026", "20d", "14-05-2026", "18-05-2026"),
        ("05-12-2026", "20d", "25-12-2026", "28-12-2026"),
    ] {
        assert_eq!(last_day(from, term, Rule::Plain), day(raw), "{from}");
        assert_eq!(last_day(from, term, Rule::Atw), day(last), "{from}");
    }
}

#[test]
fn a_term_of_twelve_weeks_still_moves_and_a_longer_one_does_not() {
    // Both would end on Saturday 28 March 2026 or a week later.
    assert_eq!(last_day("03-01-2026", "12w", Rule::Atw), day("30-03-2026"));
    assert_eq!(last_day("03-01-2026", "13w", Rule::Atw), day("04-04-2026"));
    assert_eq!(last_day("28-12-2025", "90d", Rule::Atw), day("30-03-2026"));
    assert_eq!(last_day("27-12-2025", "91d", Rule::Atw), day("28-03-2026"));
    assert_eq!(last_day("28-12-2025", "3m", Rule::Atw), day("30-03-2026"));
    assert_eq!(last_day("28-11-2025", "4m", Rule::Atw), day("28-03-2026"));
}

#[test]
fn a_term_of_three_days_holds_two_working_days() {
    // Thursday before Easter: Friday to Monday are all rest days, so two working days make it Wednesday.
    let easter =
        Count::new(day("02-04-2026"), Term::parse("3d").unwrap(), Rule::Atw).deadline(&calendar()).unwrap();
    assert_eq!(easter.last_day, day("08-04-2026"));
    assert!(easter.steps.contains(&Step::TwoWorkingDays { until: day("08-04-2026") }));
    // A term of two days has no such protection: it only moves off Easter.
    assert_eq!(last_day("02-04-2026", "2d", Rule::Atw), day("07-04-2026"));
    assert_eq!(last_day("02-04-2026", "3d", Rule::Plain), day("05-04-2026"));
    // Wednesday: Thursday and Friday are the two, so Saturday only moves to Monday.
    assert_eq!(last_day("03-06-2026", "3d", Rule::Atw), day("08-06-2026"));
}

#[test]
fn months_end_on_the_last_day_of_a_shorter_month() {
    assert_eq!(last_day("31-01-2028", "1m", Rule::Plain), day("29-02-2028"));
    assert_eq!(last_day("31-08-2026", "6m", Rule::Plain), day("28-02-2027"));
    assert_eq!(last_day("30-11-2026", "3m", Rule::Atw), day("01-03-2027"));
    let clamped = |from, term| {
        let count = Count::new(day(from), Term::parse(term).unwrap(), Rule::Plain);
        let steps = count.deadline(&calendar()).unwrap().steps;
        steps.iter().any(|step| matches!(step, Step::Counted { clamped: true, .. }))
    };
    assert!(clamped("31-01-2028", "1m") && !clamped("29-01-2028", "1m"));
    assert!(
        !clamped("31-01-2028", "1w") && !clamped("31-01-2028", "29d"),
        "weeks and days are never shortened"
    );
}

#[test]
fn working_days_are_counted_from_the_day_after_under_either_rule() {
    for rule in [Rule::Atw, Rule::Plain] {
        assert_eq!(last_day("02-04-2026", "1wd", rule), day("07-04-2026"));
        assert_eq!(last_day("22-04-2026", "10wd", rule), day("08-05-2026"));
        assert_eq!(last_day("13-05-2026", "1wd", rule), day("18-05-2026"));
    }
}

#[test]
fn a_term_that_stood_still_or_was_extended_ends_so_much_later() {
    let count = || Count::new(day("01-06-2026"), Term::parse("8w").unwrap(), Rule::Atw);
    let still = |first, last| Suspension::new(day(first), day(last)).unwrap();
    let end = |count: Count| count.deadline(&calendar()).unwrap().last_day;
    assert_eq!(end(count()), day("27-07-2026"));
    assert_eq!(end(count().extended_by(Term::parse("6w").unwrap())), day("07-09-2026"));
    assert_eq!(end(count().suspended([still("10-06-2026", "18-06-2026")])), day("05-08-2026"));
    // Two repairs that overlap stop the clock once: 10 to 20 June is eleven days, and 7 August is a Friday.
    let both = [still("15-06-2026", "20-06-2026"), still("10-06-2026", "18-06-2026")];
    assert_eq!(end(count().suspended(both)), day("07-08-2026"));
    // Two apart, of three and of two days.
    let apart = [still("10-06-2026", "12-06-2026"), still("17-06-2026", "18-06-2026")];
    assert_eq!(end(count().suspended(apart)), day("03-08-2026"));
    assert_eq!(apart.map(Suspension::days), [3, 2]);
    assert_eq!((apart[0].first(), apart[0].last()), (day("10-06-2026"), day("12-06-2026")));
    assert_eq!(Suspension::new(day("02-06-2026"), day("01-06-2026")), None);
}

#[test]
fn a_term_that_does_not_run_yet_cannot_stand_still() {
    // Who replaces an application while something was asked about the first one starts the term anew.
    let count = || Count::new(day("01-06-2026"), Term::parse("8w").unwrap(), Rule::Atw);
    let still = |first, last| Suspension::new(day(first), day(last)).unwrap();
    let end = |count: Count| count.deadline(&calendar()).unwrap().last_day;
    assert_eq!(end(count().suspended([still("11-05-2026", "01-06-2026")])), end(count()));
    let over = end(count().suspended([still("11-05-2026", "03-06-2026")]));
    assert_eq!(over, end(count().suspended([still("02-06-2026", "03-06-2026")])));
}

#[test]
fn terms_are_read_as_written_and_nothing_else_is_a_term() {
    for text in ["20d", "8w", "6m", "10wd"] {
        let term = Term::parse(text).unwrap();
        assert_eq!((term.to_string(), serde_json::to_value(term).unwrap()), (text.to_owned(), text.into()));
    }
    for text in ["", "8", "w", "0d", "4001d", "99999d", "8 w", "-1d", "8W", "1y", "1.5w", "8wé"] {
        assert_eq!(Term::parse(text), Err(NotATerm), "{text}");
    }
}

#[test]
fn a_day_ends_at_midnight_on_dutch_clocks_also_when_the_clock_changes() {
    let end = |text: &str| end_of_day(day(text)).unwrap().to_rfc3339();
    assert_eq!(end("28-03-2026"), "2026-03-28T23:00:00+00:00");
    assert_eq!(end("29-03-2026"), "2026-03-29T22:00:00+00:00");
    assert_eq!(end("24-10-2026"), "2026-10-24T22:00:00+00:00");
    assert_eq!(end("25-10-2026"), "2026-10-25T23:00:00+00:00");
    let hours = |text: &str| (end_of_day(day(text)).unwrap() - start_of_day(day(text)).unwrap()).num_hours();
    assert_eq!((hours("29-03-2026"), hours("25-10-2026"), hours("27-04-2026")), (23, 25, 24));
}

#[test]
fn a_time_that_is_skipped_or_comes_twice_cannot_be_set() {
    let half_past_two = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
    assert!(matches!(moment(day("29-03-2026"), half_past_two), Err(NotOneMoment::Skipped(_))));
    assert!(matches!(moment(day("25-10-2026"), half_past_two), Err(NotOneMoment::Twice(_))));
    let noon = moment(day("25-10-2026"), NaiveTime::from_hms_opt(12, 0, 0).unwrap()).unwrap();
    assert_eq!(noon.to_rfc3339(), "2026-10-25T11:00:00+00:00");
    assert_eq!(local(noon).to_string(), "2026-10-25 12:00:00");
}

#[test]
fn a_term_beyond_the_calendar_is_refused() {
    let end = Count::new(day("31-12-9998"), Term::parse("4000d").unwrap(), Rule::Atw).deadline(&calendar());
    assert_eq!(end, Err(OutOfRange));
    let end = Count::new(NaiveDate::MAX, Term::parse("1wd").unwrap(), Rule::Atw).deadline(&calendar());
    assert_eq!(end, Err(OutOfRange));
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..20_000_u64).prop_map(|days| day("01-01-2020") + chrono::Days::new(days))
}

fn any_term(max: u16) -> impl Strategy<Value = Term> {
    (1..=max, prop::sample::select(Unit::ALL)).prop_map(|(count, unit)| Term::new(count, unit).unwrap())
}

fn any_rule() -> impl Strategy<Value = Rule> {
    prop_oneof![Just(Rule::Atw), Just(Rule::Plain)]
}

proptest! {
    #[test]
    fn where_the_atw_applies_a_term_never_ends_on_a_rest_day(from in any_day(), term in any_term(12)) {
        let deadline = Count::new(from, term, Rule::Atw).deadline(&calendar()).unwrap();
        let applies = !deadline.steps.contains(&Step::BeyondAtw);
        prop_assert!(!applies || calendar().is_working_day(deadline.last_day));
    }

    #[test]
    fn an_event_on_a_later_day_never_gives_an_earlier_last_day(
        from in any_day(), later in 0..40_u64, term in any_term(400), rule in any_rule()
    ) {
        let end = |from| Count::new(from, term, rule).deadline(&calendar()).unwrap().last_day;
        prop_assert!(end(from) <= end(from + chrono::Days::new(later)));
    }

    #[test]
    fn the_atw_only_ever_gives_more_time_and_never_more_than_a_week(from in any_day(), term in any_term(400)) {
        let end = |rule| Count::new(from, term, rule).deadline(&calendar()).unwrap().last_day;
        let more = (end(Rule::Atw) - end(Rule::Plain)).num_days();
        prop_assert!((0..=7).contains(&more), "{more} days more");
    }

    #[test]
    fn the_last_step_that_names_a_day_names_the_last_day(from in any_day(), term in any_term(400), rule in any_rule()) {
        let deadline = Count::new(from, term, rule).deadline(&calendar()).unwrap();
        let named = deadline.steps.iter().rev().find_map(|step| match step {
            Step::Moved { to: day } | Step::TwoWorkingDays { until: day } | Step::Counted { until: day, .. } => Some(*day),
            _ => None,
        });
        prop_assert_eq!(named, Some(deadline.last_day));
    }

    #[test]
    fn every_moment_of_a_day_is_on_that_day(on in any_day(), second in 0..82_800_i64) {
        let at = start_of_day(on).unwrap() + chrono::TimeDelta::seconds(second);
        prop_assert_eq!(local_day(at), on);
        prop_assert!(at < end_of_day(on).unwrap());
    }
}
