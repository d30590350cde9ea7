//! Whatever officers try, in whatever order, the term for the decision never stands still longer than was published, and one dossier ends once.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;
use crate::terms::{Calendar, Count, Rule, Term, Unit, local_day};
use crate::testing::{at, cases, id};

const LAID: fn() -> Laid =
    || Laid { advice: Term::new(8, Unit::Weeks).unwrap(), extension: Term::new(4, Unit::Weeks).unwrap() };

fn calendar() -> Calendar {
    Calendar::new([])
}

/// What somebody tries, some days later.
fn command(number: u8, life: &Bibob, now: DateTime<Utc>) -> Command {
    let asked = match life {
        Bibob::Advising { advice, .. } | Bibob::Extended { advice, .. } => advice.at,
        _ => now,
    };
    let until = |extended| last_day(local_day(asked), &LAID(), extended, &calendar()).unwrap().last_day;
    match number {
        0 => Command::HandIn,
        1 => Command::Research,
        2 => Command::AskAdvice { last: until(false) },
        3 => Command::Extend { last: until(true) },
        4 => Command::Conclude { conclusion: Conclusion::NoObjection, by: id(1) },
        5 => Command::Conclude { conclusion: Conclusion::SeriousDanger, by: id(1) },
        6 => Command::Stop { why: StopReason::NotNeeded, by: id(1) },
        _ => Command::Stop { why: StopReason::NoForm, by: id(1) },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_clock_stands_still_only_for_advice_and_at_most_as_long_as_published(
        tries in prop::collection::vec((0_u8..8, 0_i64..60), 1..14)
    ) {
        let mut now = at("2026-11-02T10:00:00Z");
        let mut life = Bibob::Asked(Asked { by: id(1), at: now });
        let mut ended = 0;
        for (number, days) in tries {
            now += TimeDelta::days(days);
            let before = life.clone();
            let command = command(number, &life, now);
            match life.clone().apply(command.clone(), now) {
                Ok(next) => {
                    prop_assert!(before.state().runs(), "what ended never changes");
                    ended += usize::from(!next.state().runs());
                    if let (Some(was), Some(is)) = (before.suspension(), next.suspension()) {
                        prop_assert_eq!(was.first(), is.first());
                        prop_assert!(command.name() == "extend" || is.last() <= was.last());
                    }
                    life = next;
                }
                Err(_) => prop_assert_eq!(&life, &before),
            }
            if let Some(still) = life.suspension() {
                let asked = still.first().pred_opt().unwrap();
                let most = last_day(asked, &LAID(), true, &calendar()).unwrap().last_day;
                prop_assert!(still.last() <= most && still.first() <= still.last());
                // Twelve weeks, and the days that the Algemene termijnenwet moves the end.
                prop_assert!(still.days() <= 12 * 7 + 7);
            }
        }
        prop_assert!(ended <= 1);
    }

    #[test]
    fn a_decision_is_never_due_earlier_because_advice_was_asked(
        asked_after in 0_i64..50, took in 0_i64..120, extended in any::<bool>()
    ) {
        let received = at("2026-11-02T10:00:00Z");
        let asked = received + TimeDelta::days(asked_after);
        let last = last_day(local_day(asked), &LAID(), extended, &calendar()).unwrap().last_day;
        let life = Bibob::Extended {
            asked: Asked { by: id(1), at: received },
            form: received,
            advice: Advice { at: asked, last },
        };
        let over = life
            .clone()
            .apply(
                Command::Conclude { conclusion: Conclusion::Conditions, by: id(1) },
                asked + TimeDelta::days(took),
            )
            .unwrap();
        let due = |still: Option<crate::terms::Suspension>| {
            let term = Term::new(8, Unit::Weeks).unwrap();
            let count = Count::new(local_day(received), term, Rule::Plain).suspended(still);
            count.deadline(&calendar()).unwrap().last_day
        };
        prop_assert!(due(None) <= due(over.suspension()));
        prop_assert!(due(over.suspension()) <= due(life.suspension()), "what ends sooner is due sooner");
    }
}
