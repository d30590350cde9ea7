//! Why a window closes when it does, in sentences.
//! May import: terms, windows, words::dates.

use chrono::{DateTime, Utc};

use crate::terms::local_day;
use crate::windows::{DatesPlan, Phases};
use crate::words::dates::{long_date, moment};

/// Why one can apply until then: who decided it and why, how long it is, and each time it became later.
#[must_use]
pub fn why_closes<'a>(
    phases: &Phases,
    motivation: &str,
    moved: impl IntoIterator<Item = (DateTime<Utc>, &'a DatesPlan)>,
) -> Vec<String> {
    let days = phases.submission_days();
    let length = days.end().signed_duration_since(*days.start()).num_days().saturating_add(1);
    let mut lines = vec![
        format!(
            "De regio maakte dit venster bekend op {}. De reden was: {motivation}",
            long_date(local_day(phases.publication))
        ),
        format!("U kunt zich {length} dagen aanmelden, vanaf {}.", long_date(*days.start())),
    ];
    for (at, plan) in moved.into_iter().filter(|(_, plan)| plan.phases.closes > plan.was.closes) {
        lines.push(format!(
            "Op {} is de sluiting verplaatst, van {} naar {}. De reden was: {}",
            long_date(local_day(at)),
            moment(plan.was.closes),
            moment(plan.phases.closes),
            plan.motivation.as_str()
        ));
    }
    lines.push("De sluiting komt nooit eerder dan is gepubliceerd.".to_owned());
    lines
}
