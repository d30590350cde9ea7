//! When an aanbieder is reminded: of a request for evidence, of a bewijsstuk that expires, of a draft that was not sent in, of places that it
//! stated too long ago.
//! May import: std, chrono.

use chrono::{Days, NaiveDate};

/// So many days before the last day a reminder goes out, the earliest first.
pub const REMINDERS: [u64; 3] = [14, 7, 2];

/// So many days before a bewijsstuk expires an aanbieder is asked for a newer one, and reminded, the earliest first.
pub const RENEWALS: [u64; 4] = [90, 60, 30, 7];

/// So many days before the last day to answer a herstelverzoek or a voornemen a reminder goes out.
pub const REPAIR_AHEAD: u64 = 3;

/// Between two mails about places that were stated too long ago, in days.
pub const ASK_AGAIN: u64 = 14;

/// Whether to remind today: a day on which a reminder goes out (so many days ahead, one of `steps`) has come since the aanbieder last heard of it, and there is still time. A day on which nobody worked is made up for, and of several such days one reminder is left.
#[must_use]
pub fn reminder_is_due(steps: &[u64], last_day: NaiveDate, heard: NaiveDate, today: NaiveDate) -> bool {
    let days = steps.iter().filter_map(|days| last_day.checked_sub_days(Days::new(*days)));
    today <= last_day && days.into_iter().any(|day| heard < day && day <= today)
}

/// Whether to ask today for a newer bewijsstuk than one that is good until and with `end`: the first of [`RENEWALS`] has come, and the one
/// that is there still counts. What had ended before anybody could ask is not asked here: an admission does not start with it.
#[must_use]
pub fn renewal_is_due(end: NaiveDate, today: NaiveDate) -> bool {
    let ahead = RENEWALS.iter().max().copied().unwrap_or_default();
    today <= end && end.checked_sub_days(Days::new(ahead)).is_none_or(|from| from <= today)
}

/// Whether to ask today for new figures: what was stated last counts no more, and the aanbieder was not asked in the last [`ASK_AGAIN`] days.
#[must_use]
pub fn figures_are_due(
    stated: NaiveDate,
    oldest: NaiveDate,
    asked: Option<NaiveDate>,
    today: NaiveDate,
) -> bool {
    let again =
        |asked: NaiveDate| asked.checked_add_days(Days::new(ASK_AGAIN)).is_some_and(|day| day <= today);
    stated < oldest && asked.is_none_or(again)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(of_march: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, of_march).unwrap()
    }

    /// The days of March on which the aanbieder is reminded when somebody looks on these days; asked on the 1st, due on the 25th.
    fn reminded(looked: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut heard = day(1);
        let mut on = Vec::new();
        for today in looked {
            if reminder_is_due(&REMINDERS, day(25), heard, day(today)) {
                on.push(today);
                heard = day(today);
            }
        }
        on
    }

    #[test]
    fn an_aanbieder_is_reminded_fourteen_seven_and_two_days_ahead_and_on_no_other_day() {
        assert_eq!(reminded(1..=31), [11, 18, 23]);
    }

    #[test]
    fn a_day_on_which_nobody_worked_is_made_up_for_once_and_not_after_the_last_day() {
        assert_eq!(reminded([10, 12, 13, 24, 25, 26]), [12, 24]);
        assert_eq!(reminded([10, 25]), [25]);
        assert_eq!(reminded([10, 26]), Vec::<u32>::new());
    }

    #[test]
    fn whoever_is_asked_or_heard_of_it_later_gets_only_the_reminders_that_are_still_to_come() {
        assert!(!reminder_is_due(&REMINDERS, day(25), day(11), day(11)), "it was asked today");
        assert!(!reminder_is_due(&REMINDERS, day(25), day(12), day(17)));
        assert!(reminder_is_due(&REMINDERS, day(25), day(12), day(18)));
        assert!(!reminder_is_due(&REMINDERS, day(25), day(24), day(25)));
    }

    /// How many days before a paper ends its aanbieder hears of it, when somebody looks so many days ahead, the earliest first.
    fn asked(looked: impl IntoIterator<Item = u64>) -> Vec<u64> {
        let end = day(25);
        let mut heard: Option<NaiveDate> = None;
        let mut on = Vec::new();
        for ahead in looked {
            let today = end.checked_sub_days(Days::new(ahead)).unwrap();
            let due = match heard {
                None => renewal_is_due(end, today),
                Some(heard) => reminder_is_due(&RENEWALS, end, heard, today),
            };
            if due {
                on.push(ahead);
                heard = Some(today);
            }
        }
        on
    }

    #[test]
    fn a_newer_paper_is_asked_ninety_sixty_thirty_and_seven_days_ahead_and_on_no_other_day() {
        assert_eq!(asked((0..=200).rev()), [90, 60, 30, 7]);
    }

    #[test]
    fn who_comes_late_or_was_not_looked_at_for_days_hears_once_and_never_after_the_end() {
        assert_eq!(asked((0..=45).rev()), [45, 30, 7]);
        assert_eq!(
            asked([91, 50, 49, 20, 19, 2, 1]),
            [50, 20, 2],
            "one for each that was missed, never several"
        );
        assert_eq!(asked([91, 3, 2, 0]), [3]);
        assert!(!renewal_is_due(day(25), day(26)));
        assert!(renewal_is_due(day(25), day(25)));
    }

    #[test]
    fn figures_are_asked_when_they_count_no_more_and_again_after_a_fortnight() {
        let asked = |stated, before: Option<u32>, today| {
            figures_are_due(day(stated), day(5), before.map(day), day(today))
        };
        assert!(!asked(5, None, 10), "they still count");
        assert!(asked(4, None, 10));
        assert!(!asked(4, Some(10), 10) && !asked(4, Some(10), 23));
        assert!(asked(4, Some(10), 24));
    }
}
