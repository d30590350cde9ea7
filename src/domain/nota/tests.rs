//! Questions and notas: as drawn, taken in time, published whole, and a text that tells nobody who asked.

use std::collections::BTreeSet;

use super::*;
use crate::testing::{at, because, drawing_list_and_code_agree, id};
use crate::windows::Phases;
use chrono::NaiveDate;
use proptest::prelude::*;

fn phases() -> Phases {
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    Phases {
        publication: at("2027-01-04T08:00:00Z"),
        questions_until: at("2027-01-18T08:00:00Z"),
        answers_by: at("2027-01-25T08:00:00Z"),
        opens: at("2027-02-01T08:00:00Z"),
        closes: at("2027-03-15T11:00:00Z"),
        decisions_due: day(5, 10),
        starts_on: day(7, 1),
    }
}

#[test]
fn the_life_of_a_question_is_as_drawn() {
    let states = [
        Question::Asked,
        Question::Grouped { item: id(1) },
        Question::Answered { item: id(1) },
        Question::Declined { reason: because() },
        Question::Withdrawn,
    ];
    let commands = [
        Command::Group { item: id(2) },
        Command::Ungroup,
        Command::Publish,
        Command::Decline { reason: because() },
        Command::Withdraw,
    ];
    let mut ran = BTreeSet::new();
    for state in &states {
        for command in &commands {
            match state.clone().apply(command.clone()) {
                Ok(next) => drop(ran.insert((state.state(), command.name(), next.state()))),
                Err(no) => assert_eq!(no, Refusal { from: state.state(), step: command.name() }),
            }
        }
    }
    let page = include_str!("../../../docs/state-machines/question.md");
    drawing_list_and_code_agree(page, TRANSITIONS, &ran);
}

#[test]
fn what_was_answered_keeps_its_answer() {
    let asked = Question::Asked.apply(Command::Group { item: id(1) }).unwrap();
    let moved = asked.apply(Command::Group { item: id(2) }).unwrap();
    let answered = moved.apply(Command::Publish).unwrap();
    assert_eq!(answered.item(), Some(&id(2)));
    assert!(answered.apply(Command::Ungroup).is_err());
}

#[test]
fn a_question_is_taken_from_the_publication_until_the_end_of_its_phase() {
    let phases = phases();
    let ask = |now: &str| may_ask(&phases, at(now));
    assert_eq!(ask("2027-01-04T07:59:59Z"), Err(NotTaken::TooEarly { from: phases.publication }));
    assert_eq!(ask("2027-01-04T08:00:00Z"), Ok(()));
    assert_eq!(ask("2027-01-18T07:59:59Z"), Ok(()));
    let late = NotTaken::TooLate { until: phases.questions_until, answers: phases.answers_by };
    assert_eq!(ask("2027-01-18T08:00:00Z"), Err(late));
}

fn entry(seq: u16) -> Entry {
    Entry { seq, asked: true, question: true, answer: true }
}

#[test]
fn a_nota_is_published_whole_and_while_somebody_can_use_it() {
    let phases = phases();
    let publish = |entries: &[Entry], now: &str| ready(&phases, entries, at(now));
    const IN_TIME: &str = "2027-01-20T08:00:00Z";
    assert_eq!(publish(&[entry(1)], IN_TIME), Ok(()));
    assert_eq!(publish(&[], IN_TIME), Err(NotReady::Empty));
    let half = [entry(1), Entry { answer: false, ..entry(2) }];
    assert_eq!(publish(&half, IN_TIME), Err(NotReady::Unanswered(2)));
    let told = [Entry { question: false, ..entry(1) }];
    assert_eq!(publish(&told, IN_TIME), Err(NotReady::NoQuestion(1)));
    let of_the_region = [Entry { asked: false, question: false, ..entry(1) }];
    assert_eq!(publish(&of_the_region, IN_TIME), Ok(()), "the region may tell something of its own accord");
    let early = NotReady::WindowNotPublic { from: phases.publication };
    assert_eq!(publish(&[entry(1)], "2027-01-01T08:00:00Z"), Err(early));
    let closed = NotReady::WindowClosed { closed: phases.closes };
    assert_eq!(publish(&[entry(1)], "2027-03-15T11:00:00Z"), Err(closed));
}

#[test]
fn answers_are_late_after_their_day_and_worse_within_ten_days_of_the_close() {
    let phases = phases();
    let told = |now: &str| late(&phases, at(now));
    assert_eq!(told("2027-01-25T07:59:59Z"), None);
    assert_eq!(told("2027-01-25T08:00:00Z"), Some(LateAnswers::Overdue { due: phases.answers_by }));
    assert_eq!(told("2027-03-05T11:00:00Z"), Some(LateAnswers::Overdue { due: phases.answers_by }));
    let close = LateAnswers::CloseToTheEnd { closes: phases.closes };
    assert_eq!(told("2027-03-05T11:00:01Z"), Some(close));
    assert_eq!(told("2027-03-15T11:00:00Z"), None, "the window is over");
}

fn linde() -> Identity {
    Identity {
        name: "Stichting Zorggroep De Linde".to_owned(),
        kvk: "01234567".to_owned(),
        email: "info@delinde.example".to_owned(),
        phone: "0528123456".to_owned(),
        website: "https://www.delinde.example/zorg".to_owned(),
    }
}

#[test]
fn what_tells_who_asked_is_found_however_it_is_written() {
    let tells = |text: &str| found(text, &[linde()]);
    for (text, what) in [
        ("Mag stichting zorggroep de linde dit?", Found::Name("Stichting Zorggroep De Linde".to_owned())),
        ("Wij (LINDE) vragen ons af.", Found::Name("linde".to_owned())),
        ("Zie delinde.example voor ons beleid.", Found::Website("delinde.example".to_owned())),
        ("Mail naar jan@zorg.example.", Found::Email("jan@zorg.example".to_owned())),
        ("Ons nummer is 01234567.", Found::Kvk("01234567".to_owned())),
        ("Bel 0528 - 12 34 56.", Found::Phone("0528 - 12 34 56".to_owned())),
        ("Bel +31 6 12345678!", Found::Phone("+31 6 12345678".to_owned())),
    ] {
        assert_eq!(tells(text), [what], "{text}");
    }
}

#[test]
fn an_ordinary_question_tells_nobody_apart() {
    for text in [
        "Geldt eis FIN-01 ook voor een stichting met een groep?",
        "Is 30.000.000 euro de grens, en 1-1-2027 de datum?",
        "Mag de zorg op 15 januari 2027 om 12:00 uur beginnen?",
        "Telt een kwart van 12 plaatsen mee in Meppel of in Hoogeveen?",
    ] {
        assert_eq!(found(text, &[linde()]), [], "{text}");
    }
}

#[test]
fn a_subject_reads_back_as_it_was_written() {
    for text in ["other", "document:pve", "requirement:UIT-01.a"] {
        assert_eq!(Subject::parse(text).unwrap().to_string(), text);
    }
    for bad in ["", "anders", "document:", "document:a b", "lot:x"] {
        assert!(Subject::parse(bad).is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn looking_for_names_never_fails_and_finds_an_address_anywhere(before in any::<String>(), after in any::<String>()) {
        let text = format!("{before} info@delinde.example {after}");
        prop_assert!(found(&text, &[linde()]).contains(&Found::Email("info@delinde.example".to_owned())));
    }
}
