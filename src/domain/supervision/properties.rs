//! Whatever is typed or drawn: a number that points to a person is found in any text, and no aanbieder is likelier to be drawn than another.

use proptest::prelude::*;

use super::*;
use crate::identifiers::passes_elfproef;
use crate::testing::{at, cases, day, id};

fn today() -> chrono::NaiveDate {
    day("2026-11-23")
}

/// A number of nine digits that passes the elfproef.
fn bsn() -> impl Strategy<Value = String> {
    (10_000_000_u32..99_999_999).prop_filter_map("no last digit makes it fit", |first| {
        (0..10).map(|last| format!("{first:08}{last}")).find(|digits| passes_elfproef(digits))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_burgerservicenummer_is_found_in_any_text(
        number in bsn(), before in "[a-zé ,.\n]{0,40}", after in "[a-zé ,;!\n]{0,40}", cuts in prop::collection::btree_set(1_usize..9, 0..4),
        sign in prop::sample::select(vec![" ", "-", ".", "/", "–"])
    ) {
        let mut written = String::new();
        for (place, digit) in number.chars().enumerate() {
            if cuts.contains(&place) {
                written.push_str(sign);
            }
            written.push(digit);
        }
        let text = format!("{before}{written}{after}");
        prop_assert!(!find_private(&text, today()).is_empty(), "{text}");
    }

    #[test]
    fn a_text_without_digits_and_at_signs_holds_nothing_that_can_be_found(text in "[^0-9@]{0,200}") {
        prop_assert_eq!(find_private(&text, today()), vec![]);
    }

    #[test]
    fn what_is_found_stands_where_it_is_said_to_stand(text in "[0-9a-z @.+\n-]{0,80}") {
        let lines: Vec<&str> = text.lines().collect();
        for one in find_private(&text, today()) {
            let rest: String = lines[one.line - 1].chars().skip(one.column - 1).collect();
            prop_assert!(rest.starts_with(&one.text) && !one.text.is_empty());
        }
    }

    #[test]
    fn the_order_in_which_aanbieders_come_changes_no_sample(
        ids in prop::collection::btree_set("[0-9]{8}", 1..40), size in 0_usize..50, seed in "[!-~]{1,20}"
    ) {
        let seed = Seed::parse(&seed).unwrap();
        let forth: Vec<String> = ids.iter().cloned().collect();
        let mut back: Vec<String> = ids.iter().rev().cloned().collect();
        back.extend(forth.first().cloned());
        let drawn = draw(&seed, forth, size);
        prop_assert_eq!(&drawn, &draw(&seed, back, size));
        prop_assert_eq!(drawn.iter().filter(|one| one.chosen).count(), size.min(ids.len()));
        prop_assert!(drawn.windows(2).all(|pair| pair[0].digest < pair[1].digest), "in the order of the draw");
    }

    #[test]
    fn more_of_anything_never_puts_an_aanbieder_lower(counts in prop::array::uniform5(0_u32..6), new_here in any::<bool>(), which in 0_usize..5) {
        let known = |counts: [u32; 5]| Known {
            calamities: counts[0],
            violence: counts[1],
            signals: counts[2],
            expired_papers: counts[3],
            suspensions: counts[4],
            new_here,
        };
        let mut more = counts;
        more[which] += 1;
        prop_assert!(risk(&known(more)).points >= risk(&known(counts)).points);
    }

    #[test]
    fn whatever_toezicht_does_a_signal_waits_for_somebody_or_says_who_put_it_away(
        tries in prop::collection::vec((0_u8..6, -3_i64..400), 1..20)
    ) {
        let (mut life, now) = (Signal::Received { since: at("2026-11-23T10:00:00Z") }, at("2026-11-23T10:00:00Z"));
        for (number, days) in tries {
            let command = match number {
                0 => Command::Investigate,
                1 => Command::Watch { until: today() + chrono::TimeDelta::days(days) },
                2 => Command::PassOn { to: Receiver::Gemeente },
                3 => Command::Dismiss,
                4 => Command::HandOver { from: Discipline::Quality },
                _ => Command::Reopen,
            };
            let before = life.clone();
            match life.clone().apply(&command, id(1), now) {
                Ok(next) => life = next,
                Err(_) => prop_assert_eq!(&life, &before),
            }
            if let Signal::Watched { until, .. } = &life {
                prop_assert!(*until > today());
            }
        }
    }
}

#[test]
fn another_seed_gives_another_sample_and_everybody_is_drawn_about_as_often() {
    let ids = || (0..60).map(|number| format!("9000{number:04}"));
    let mut times = std::collections::BTreeMap::<String, u32>::new();
    let mut samples = std::collections::BTreeSet::new();
    for number in 0..600 {
        let seed = Seed::parse(&format!("trekking {number}")).unwrap();
        let chosen: Vec<String> =
            draw(&seed, ids(), 6).into_iter().filter(|one| one.chosen).map(|one| one.id).collect();
        for one in &chosen {
            *times.entry(one.clone()).or_default() += 1;
        }
        samples.insert(chosen);
    }
    assert_eq!(samples.len(), 600, "every seed its own");
    // 600 draws of 6 out of 60: sixty times each; seven standard deviations is about 51.
    assert!(times.len() == 60 && times.values().all(|count| (9..=111).contains(count)), "{times:?}");
    let spread: u32 = times.values().map(|count| count.abs_diff(60).pow(2)).sum();
    // Chi-squared with 59 degrees of freedom and variance 54 each: beyond 120 only once in a hundred thousand times.
    assert!(spread / 54 < 120, "{spread}");
}
