//! The same law a second time, written another way: days are numbers, Easter stands in a list, and a term is walked day by day. It shares
//! nothing with the calendar but the question, so that a slip in one is not a slip in both.

use chrono::NaiveDate;

use super::{Calendar, Count, Rule, Term};

/// Days since 1 January 2024, a Monday.
type Day = i64;

/// Easter Sunday as month and day, from 2024 on, as it is printed in almanacs.
const EASTER: [(i64, i64); 20] = [
    (3, 31),
    (4, 20),
    (4, 5),
    (3, 28),
    (4, 16),
    (4, 1),
    (4, 21),
    (4, 13),
    (3, 28),
    (4, 17),
    (4, 9),
    (3, 25),
    (4, 13),
    (4, 5),
    (4, 25),
    (4, 10),
    (4, 1),
    (4, 21),
    (4, 6),
    (3, 29),
];

fn length(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

fn number(year: i64, month: i64, day: i64) -> Day {
    let years: i64 = (2024..year).map(|one| if one % 4 == 0 { 366 } else { 365 }).sum();
    let months: i64 = (1..month).map(|one| length(year, one)).sum();
    years + months + day - 1
}

/// Year, month and day of a number.
fn date(mut day: Day) -> (i64, i64, i64) {
    let (mut year, mut month) = (2024, 1);
    loop {
        let here = length(year, month);
        if day < here {
            return (year, month, day + 1);
        }
        day -= here;
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
}

/// Whether somebody works, for every day from 2024 to 2043; `equal` are the days made equal to a feestdag.
fn working(equal: &[Day]) -> Vec<bool> {
    let mut works: Vec<bool> = (0..number(2044, 1, 1)).map(|day| day % 7 < 5).collect();
    let mut rests = equal.to_vec();
    for (year, (month, day)) in (2024..).zip(EASTER) {
        let easter = number(year, month, day);
        let king = number(year, 4, 27);
        rests.extend([easter - 2, easter + 1, easter + 39, easter + 50]);
        rests.extend([number(year, 1, 1), number(year, 5, 5), number(year, 12, 25), number(year, 12, 26)]);
        rests.push(if king % 7 == 6 { king - 1 } else { king });
    }
    for day in rests {
        works[usize::try_from(day).unwrap()] = false;
    }
    works
}

/// The last day of a term by Atw arts. 1, 2 and 4, or by the plain calendar.
fn last(works: &[bool], from: Day, (count, unit): (i64, &str), rule: Rule) -> Day {
    let works = |day: Day| works[usize::try_from(day).unwrap()];
    let mut end = match unit {
        "d" => from + count,
        "w" => from + 7 * count,
        "m" => {
            let (year, month, day) = date(from);
            let months = year * 12 + month - 1 + count;
            let (year, month) = (months / 12, months % 12 + 1);
            number(year, month, day.min(length(year, month)))
        }
        _ => {
            let (mut day, mut left) = (from, count);
            while left > 0 {
                day += 1;
                left -= i64::from(works(day));
            }
            return day;
        }
    };
    let long = match unit {
        "d" => count > 90,
        "w" => count > 12,
        _ => count > 3,
    };
    if rule == Rule::Plain || long {
        return end;
    }
    let three_days = unit != "d" || count >= 3;
    while three_days && (from + 1..=end).filter(|day| works(*day)).count() < 2 {
        end += 1;
    }
    while !works(end) {
        end += 1;
    }
    end
}

#[test]
fn every_day_from_2024_to_2040_ends_each_term_as_the_law_counted_another_way() {
    let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let as_date = |day: Day| monday + chrono::TimeDelta::days(day);
    let equal = [(2024, 5, 10), (2024, 12, 27), (2025, 5, 30), (2026, 1, 2), (2026, 5, 15), (2027, 5, 7)];
    let equal = equal.map(|(year, month, day)| number(year, month, day));
    let works = working(&equal);
    let calendar = Calendar::new(equal.map(|day| (as_date(day), "gelijkgesteld".to_owned())));
    let terms = ["1d", "2d", "3d", "5d", "10d", "20d", "90d", "91d", "2w", "4w", "8w", "12w", "13w"];
    let terms = terms.into_iter().chain(["1m", "3m", "4m", "6m", "18m", "1wd", "2wd", "5wd", "10wd"]);
    let mut held = 0_u32;
    for text in terms {
        let term = Term::parse(text).unwrap();
        let unit = text.trim_start_matches(|one: char| one.is_ascii_digit());
        let count: i64 = text.trim_end_matches(unit).parse().unwrap();
        for (from, rule) in (0..number(2041, 1, 1)).flat_map(|from| [(from, Rule::Atw), (from, Rule::Plain)])
        {
            let ours = Count::new(as_date(from), term, rule).deadline(&calendar).unwrap().last_day;
            assert_eq!(
                ours,
                as_date(last(&works, from, (count, unit), rule)),
                "{text} from {} by {rule:?}",
                as_date(from)
            );
            held += 1;
        }
    }
    assert!(held > 200_000, "{held}");
}
