//! From a day and a term to the last day, with every step that led there.
//! May import: std, chrono, terms.

use chrono::{Datelike as _, Days, NaiveDate};

use super::calendar::{Calendar, RestDay};
use super::suspension::{Suspension, merged};
use super::term::{Term, Unit};

/// Whether the Algemene termijnenwet has a say. It has for terms in a law, and for others when the document says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Atw arts. 1 to 4 apply.
    Atw,
    /// Counted by the plain calendar.
    Plain,
}

/// One step of the way to the last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The term starts the day after.
    Starts {
        /// Its first day.
        first: NaiveDate,
    },
    /// Counting the term gives this day.
    Counted {
        /// The day.
        until: NaiveDate,
        /// The month has no such day, so its last one counts.
        clamped: bool,
    },
    /// The term was made longer by decision.
    Extended {
        /// With how much.
        by: Term,
        /// To this day.
        until: NaiveDate,
    },
    /// The term stood still.
    Suspended {
        /// On which days.
        during: Suspension,
        /// So it runs to this day.
        until: NaiveDate,
    },
    /// The rule is the plain calendar: nothing moves.
    Plain,
    /// Atw art. 4: the term is too long for the Atw.
    BeyondAtw,
    /// Atw art. 2: fewer than two working days were in it, now there are two.
    TwoWorkingDays {
        /// To this day.
        until: NaiveDate,
    },
    /// This last day is no working day.
    Rest {
        /// The day.
        day: NaiveDate,
        /// Why not.
        why: RestDay,
    },
    /// Atw art. 1: so the term ends on this day instead.
    Moved {
        /// The next working day.
        to: NaiveDate,
    },
    /// The last day is a working day and stays.
    Stays,
}

/// The last day of a term, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a deadline that is not stored or shown is a bug"]
pub struct Deadline {
    /// What was counted.
    pub count: Count,
    /// The last day on which the act is in time.
    pub last_day: NaiveDate,
    /// How we came there, in order.
    pub steps: Vec<Step>,
}

/// The last day is beyond the dates we can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the term ends beyond the year 9999")]
pub struct OutOfRange;

/// What is to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The day of the event; the term starts the day after.
    pub from: NaiveDate,
    /// How long.
    pub term: Term,
    /// By which rule.
    pub rule: Rule,
    extended_by: Option<Term>,
    suspended: Vec<Suspension>,
}

impl Count {
    /// Count this term from the day after `from`.
    #[must_use]
    pub fn new(from: NaiveDate, term: Term, rule: Rule) -> Self {
        Self { from, term, rule, extended_by: None, suspended: Vec::new() }
    }

    /// Made longer by decision: counted on from where the term itself would end, before Atw art. 1.
    #[must_use]
    pub fn extended_by(mut self, by: Term) -> Self {
        self.extended_by = Some(by);
        self
    }

    /// Stood still on these days. Days that were suspended twice count once; a term that does not run yet cannot stand still.
    #[must_use]
    pub fn suspended(mut self, during: impl IntoIterator<Item = Suspension>) -> Self {
        let from = self.from;
        self.suspended.extend(during.into_iter().filter_map(|one| one.after(from)));
        self.suspended = merged(self.suspended);
        self
    }

    /// The last day, and why.
    ///
    /// # Errors
    /// [`OutOfRange`] when it lies beyond the year 9999.
    pub fn deadline(self, calendar: &Calendar) -> Result<Deadline, OutOfRange> {
        let mut steps = Vec::new();
        let last_day = self.walk(calendar, &mut steps).filter(|day| day.year() <= 9999).ok_or(OutOfRange)?;
        Ok(Deadline { count: self, last_day, steps })
    }

    fn walk(&self, calendar: &Calendar, steps: &mut Vec<Step>) -> Option<NaiveDate> {
        steps.push(Step::Starts { first: self.from.succ_opt()? });
        let mut until = after(self.term, self.from, calendar)?;
        let clamped = self.term.unit() == Unit::Months && until.day() != self.from.day();
        steps.push(Step::Counted { until, clamped });
        if let Some(by) = self.extended_by {
            until = after(by, until, calendar)?;
            steps.push(Step::Extended { by, until });
        }
        for during in &self.suspended {
            until = until.checked_add_days(Days::new(during.days()))?;
            steps.push(Step::Suspended { during: *during, until });
        }
        // A term in working days ends on one, whatever the rule.
        if self.term.unit() == Unit::WorkingDays {
            return next_working_day(until, calendar, steps);
        }
        if self.rule == Rule::Plain {
            steps.push(Step::Plain);
            return Some(until);
        }
        if self.term.is_beyond_atw() {
            steps.push(Step::BeyondAtw);
            return Some(until);
        }
        if self.term.has_three_days() && calendar.working_days_between(self.from, until) < 2 {
            until = calendar.working_days_after(self.from, 2)?;
            steps.push(Step::TwoWorkingDays { until });
        }
        next_working_day(until, calendar, steps)
    }
}

fn after(term: Term, day: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    match term.unit() {
        Unit::WorkingDays => calendar.working_days_after(day, term.count()),
        Unit::Days | Unit::Weeks | Unit::Months => term.after(day),
    }
}

/// Atw art. 1: a last day that is no working day moves to the next one that is.
fn next_working_day(until: NaiveDate, calendar: &Calendar, steps: &mut Vec<Step>) -> Option<NaiveDate> {
    let mut day = until;
    while let Some(why) = calendar.rest_day(day) {
        steps.push(Step::Rest { day, why });
        day = day.succ_opt()?;
    }
    steps.push(if day == until { Step::Stays } else { Step::Moved { to: day } });
    Some(day)
}
