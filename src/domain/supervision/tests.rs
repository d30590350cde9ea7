//! Signals, texts, samples and the order of risk, by example.

use std::collections::BTreeSet;

use super::*;
use crate::code::Code as _;
use crate::testing::{at, day, drawing_list_and_code_agree, id};

const NOW: &str = "2026-11-23T10:00:00Z";

fn triaged() -> Triaged {
    Triaged { by: id(1), at: at(NOW) }
}

fn in_every_state() -> [Signal; 5] {
    [
        Signal::Received { since: at(NOW) },
        Signal::ToInvestigate(triaged()),
        Signal::Watched { until: day("2027-01-01"), triaged: triaged() },
        Signal::PassedOn { to: Receiver::Police, triaged: triaged() },
        Signal::Dismissed(triaged()),
    ]
}

fn every_command() -> [Command; 6] {
    [
        Command::Investigate,
        Command::Watch { until: day("2027-02-01") },
        Command::PassOn { to: Receiver::Inspectorate },
        Command::Dismiss,
        Command::HandOver { from: Discipline::Quality },
        Command::Reopen,
    ]
}

#[test]
fn the_drawing_of_the_life_is_the_life() {
    let mut ran = BTreeSet::new();
    for life in in_every_state() {
        for command in every_command() {
            if let Ok(next) = life.clone().apply(&command, id(2), at(NOW)) {
                ran.insert((life.state(), command.name(), next.state()));
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/signal.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}

#[test]
fn a_signal_is_watched_from_tomorrow_on_and_for_a_year_at_most() {
    let watch = |until: &str| {
        let life = Signal::Received { since: at(NOW) };
        life.apply(&Command::Watch { until: day(until) }, id(1), at(NOW)).is_ok()
    };
    for (until, fits) in
        [("2026-11-23", false), ("2026-11-24", true), ("2027-11-24", true), ("2027-11-25", false)]
    {
        assert_eq!(watch(until), fits, "{until}");
    }
    // Late in the evening in UTC it is tomorrow here.
    let life = Signal::Received { since: at(NOW) };
    let late = life.apply(&Command::Watch { until: day("2026-11-24") }, id(1), at("2026-11-23T23:30:00Z"));
    assert!(matches!(late, Err(Refusal::NotADayToWatch { .. })));
}

#[test]
fn what_an_aanbieder_must_report_goes_to_quality_and_money_to_lawfulness() {
    assert!(Nature::BY_PROVIDER.iter().all(|one| one.discipline() == Discipline::Quality));
    assert_eq!(Nature::Lawfulness.discipline(), Discipline::Lawfulness);
    assert_eq!(Discipline::Quality.other().other(), Discipline::Quality);
}

fn kinds(text: &str) -> Vec<Private> {
    find_private(text, day("2026-11-23")).into_iter().map(|one| one.what).collect()
}

#[test]
fn a_burgerservicenummer_is_found_however_it_is_typed() {
    for text in [
        "123456782",
        "bsn123456782.",
        "Zijn nummer is 1234.56.782",
        "123 456 782",
        "123-456-782",
        "12 34 56 78 2",
        "BSN: 010034560",
        // The zero in front left out.
        "cliënt 10034560 belde",
    ] {
        assert_eq!(kinds(text), [Private::Bsn], "{text}");
    }
    for text in [
        "123456789",
        "Het kostte 123456 euro",
        "KvK-nummer 10034560",
        "kvk 10034560",
        "1234567820",
        "000000000",
    ] {
        assert!(kinds(text).is_empty(), "{text}");
    }
}

#[test]
fn a_birth_date_is_told_from_the_day_on_which_something_happened() {
    for text in [
        "12-03-1956",
        "op 12/3/56 geboren",
        "12.03.1956",
        "12 03 1956",
        "12 maart 1956",
        "3e mei 1961",
        "12 mrt. '56",
        "1956-03-12",
        "12031956",
        "19560312",
        "geb. 12-03-2019",
        "geboortedatum: 1 januari 2020",
    ] {
        assert_eq!(kinds(text), [Private::BirthDate], "{text}");
    }
    for text in [
        "Op 3-11-2026 viel iemand.",
        "3 november 2026",
        "2026-11-03",
        "sinds 1-1-2020",
        "32-13-1956",
        "artikel 3.4 lid 1",
        "van 9.00 tot 12.30",
        "het contract van 2009",
        "03112026",
    ] {
        assert!(kinds(text).is_empty(), "{text}: {:?}", kinds(text));
    }
}

#[test]
fn telephone_numbers_and_mail_addresses_are_found() {
    for text in [
        "06-12345678",
        "06 12 34 56 78",
        "06 - 12 34 56 78",
        "(0522) 12 34 56",
        "0522-123456",
        "+31612345678",
        "+31 (0)6 12 34 56 78",
        "0031 6 12345678",
        "+32 470 12 34 56",
        "06-12-24-56-78",
    ] {
        assert_eq!(kinds(text), [Private::Phone], "{text}");
    }
    for text in ["jan@example.nl", "Mail jan.de-boer+zorg@post.example.org!", "<JAN@EXAMPLE.NL>", "é@zorg.nl"]
    {
        assert_eq!(kinds(text), [Private::Email], "{text}");
    }
    for text in ["@home", "a @ b", "jan@thuis", "kamer 012 345", "op 01-02-2026 12 mensen", "0900-1234"] {
        assert!(kinds(text).is_empty(), "{text}: {:?}", kinds(text));
    }
}

#[test]
fn what_is_found_is_told_with_its_place() {
    let found = find_private("Eerst niets.\r\nDan – één nummer: 123456782, jan@zorg.nl", day("2026-11-23"));
    let told: Vec<_> = found.iter().map(|one| (one.what, one.line, one.column, one.text.as_str())).collect();
    assert_eq!(told, [(Private::Bsn, 2, 19, "123456782"), (Private::Email, 2, 30, "jan@zorg.nl")]);
    let words = crate::words::signals::private(&found);
    assert!(words.contains("op regel 2 vanaf teken 19") && words.contains("“123456782”"), "{words}");
}

#[test]
fn a_name_is_not_found() {
    assert!(kinds("Mevrouw Jansen aan de Dorpsstraat 12 in Meppel is gevallen.").is_empty());
}

#[test]
fn a_sample_is_what_sha256sum_says() {
    // printf '%s\n%s' 'Lotto 7 12 19' '90001354' | sha256sum
    let seed = Seed::parse(" Lotto 7 12 19 ").unwrap();
    let drawn = draw(&seed, ["90001354".to_owned()], 1);
    assert_eq!(drawn[0].digest.hex(), SHA256SUM);
    assert!(drawn[0].chosen);
}

const SHA256SUM: &str = "47e95b0825c7effa73c4e15f3ecf41f0addc761ae47179a681ee945a51ec66ad";

#[test]
fn a_seed_is_the_same_bytes_wherever_it_is_typed() {
    for bad in ["", "   ", "é", "a\nb", "a\tb", &"x".repeat(101)] {
        assert_eq!(Seed::parse(bad), Err(BadSeed), "{bad:?}");
    }
    assert_eq!(Seed::parse(" 7 12 19\n").unwrap().as_str(), "7 12 19");
}

#[test]
fn who_is_known_for_more_stands_higher_and_the_reasons_add_up() {
    let score = risk(&Known { signals: 9, expired_papers: 2, new_here: true, ..Known::default() });
    assert_eq!(score.points, 3 * 15 + 2 * 10 + 5);
    assert_eq!(score.reasons, [(Reason::Signals, 9), (Reason::ExpiredPapers, 2), (Reason::NewHere, 1)]);
    assert_eq!(risk(&Known::default()), Score { points: 0, reasons: Vec::new() });
    let one = risk(&Known { calamities: 1, ..Known::default() });
    assert!(one.points > risk(&Known { signals: 2, ..Known::default() }).points);
}

#[test]
fn the_published_points_are_the_points() {
    let page = include_str!("../../../docs/algoritmeregister.md");
    for reason in Reason::ALL {
        let row = format!("| `{}` | {} |", reason.code(), reason.points());
        assert!(page.contains(&row), "{row}");
    }
    assert!(page.contains(&format!("ten hoogste {MOST_COUNTED}")));
}
