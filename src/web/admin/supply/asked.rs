//! What somebody wants to see of the dekking: for whom, of which product group, and of which month.
//! May import: app, domain, web.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::public::Procedure;
use crate::domain::policy_code::{GroupCode, TargetGroupCode};
use crate::domain::scheme::{ProductGroup, Scheme};
use crate::domain::supply::{Month, months};
use crate::domain::words::supply as words;
use crate::web::forms::Form;
use crate::web::stopping::Choice;

/// What is asked in an address; what a regeling does not have is not looked for in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    target: Option<TargetGroupCode>,
    group: Option<GroupCode>,
    month: Option<Month>,
}

/// The months one may look back to, and the one that is shown.
#[derive(Serialize)]
pub(super) struct Months {
    options: Vec<Choice>,
    /// The month that is shown; of the last one it is how things are now.
    chosen: String,
    /// Whether that is over.
    past: bool,
    previous: Option<Step>,
    next: Option<Step>,
    /// Where it is now again.
    now: String,
}

/// A month beside the one that is shown.
#[derive(Serialize)]
struct Step {
    href: String,
    label: String,
}

impl Asked {
    /// In an address.
    pub(super) fn of(query: &Form) -> Self {
        Self {
            target: TargetGroupCode::parse(query.text("doelgroep")).ok(),
            group: GroupCode::parse(query.text("productgroep")).ok(),
            month: Month::parse(query.text("maand")).ok(),
        }
    }

    /// The doelgroep, if the regeling has it.
    pub(super) fn target<'a>(&'a self, scheme: &Scheme) -> Option<&'a TargetGroupCode> {
        self.target.as_ref().filter(|code| scheme.target_group(code).is_some())
    }

    /// The product group on the map: the one that was asked, else the first.
    pub(super) fn group<'a>(&self, scheme: &'a Scheme) -> Option<&'a ProductGroup> {
        self.group.as_ref().and_then(|code| scheme.group(code)).or_else(|| scheme.groups().first())
    }

    /// The last day of the month that was asked, where it is over and within the term; none for now.
    pub(super) fn day(&self, starts_on: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
        let month = self.month.filter(|month| *month >= Month::of(starts_on) && *month < Month::of(today))?;
        Some(month.last_day())
    }

    /// The same page with other choices.
    pub(super) fn address(&self, group: Option<&GroupCode>, month: Option<Month>) -> String {
        let chosen = [
            self.target.as_ref().map(|code| format!("doelgroep={code}")),
            group.or(self.group.as_ref()).map(|code| format!("productgroep={code}")),
            month.map(|month| format!("maand={month}")),
        ];
        let chosen: Vec<String> = chosen.into_iter().flatten().collect();
        format!("{}?{}", super::HOME, chosen.join("&"))
    }

    /// The same page of the same month for another product group.
    pub(super) fn of_group(&self, group: &GroupCode) -> String {
        self.address(Some(group), self.month)
    }

    /// The same page for everybody.
    pub(super) fn for_everybody(&self) -> String {
        Self { target: None, ..self.clone() }.address(None, self.month)
    }

    /// The months of the term of a procedure so far.
    pub(super) fn months(&self, procedure: &Procedure, today: NaiveDate) -> Months {
        let all = months(procedure.starts_on, today);
        let now = Month::of(today);
        let day = self.day(procedure.starts_on, today);
        let shown = day.map_or(now, Month::of);
        let option = |month: &Month| Choice {
            value: month.to_string(),
            label: words::month(*month, *month == now),
            help: String::new(),
        };
        let step = |month: Month| Step {
            href: self.address(None, Some(month)),
            label: words::month(month, month == now),
        };
        Months {
            options: all.iter().map(option).collect(),
            chosen: shown.to_string(),
            past: day.is_some(),
            previous: all.iter().rev().find(|month| **month < shown).copied().map(step),
            next: all.iter().find(|month| **month > shown).copied().map(step),
            now: self.address(None, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_month_of_the_term_that_is_over_is_looked_back_to() {
        let asked = |query: &str| Asked::of(&Form::parse(query.as_bytes()).unwrap());
        let seen = |query: &str| asked(query).day(day("2026-02-01"), day("2026-11-22"));
        assert_eq!(seen("maand=2026-03"), Some(day("2026-03-31")));
        for now in ["", "maand=2026-11", "maand=2026-12", "maand=2026-01", "maand=gisteren"] {
            assert_eq!(seen(now), None, "{now}");
        }
        let kept = asked("maand=2026-03&doelgroep=nah");
        assert_eq!(
            kept.of_group(&GroupCode::parse("ib").unwrap()),
            "/beheer/dekking?doelgroep=nah&productgroep=ib&maand=2026-03"
        );
        assert_eq!(kept.for_everybody(), "/beheer/dekking?maand=2026-03");
    }
}
