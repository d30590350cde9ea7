//! The computed set: everything that is known of a failure around a close, as it is kept with the decision that gives everybody more time.
//! May import: std, chrono, serde, failure, ids.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Outage;
use crate::ids::{AttemptId, OrgId};

/// An attempt to send in that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Which one.
    pub attempt: AttemptId,
    /// Whose.
    pub org: OrgId,
    /// When it was received.
    pub at: DateTime<Utc>,
}

/// What is known of a failure at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// When the portal was not there, the first first.
    pub outages: Vec<Outage>,
    /// What was refused, the first first.
    pub refused: Vec<Refused>,
    /// Who has a draft.
    pub drafts: Vec<OrgId>,
    /// Who could not log in, with the last moment.
    pub logins: BTreeMap<OrgId, DateTime<Utc>>,
}

/// What an aanbieder ran into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// When it tried to send in.
    pub tried: Vec<DateTime<Utc>>,
    /// It has a draft.
    pub draft: bool,
    /// When one of its people could not log in.
    pub login: Option<DateTime<Utc>>,
}

impl Evidence {
    /// Whom to tell, and why each.
    #[must_use]
    pub fn touched(&self) -> BTreeMap<OrgId, Touched> {
        let mut touched: BTreeMap<OrgId, Touched> = BTreeMap::new();
        for one in &self.refused {
            touched.entry(one.org.clone()).or_default().tried.push(one.at);
        }
        for org in &self.drafts {
            touched.entry(org.clone()).or_default().draft = true;
        }
        for (org, at) in &self.logins {
            touched.entry(org.clone()).or_default().login = Some(*at);
        }
        touched
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn everybody_in_the_set_is_told_once_with_all_that_it_ran_into() {
        let id = |last: u8| format!("01890a5d-ac96-774b-bcce-b302099a80{last:02x}");
        let org = |last: u8| Id::parse(&id(last)).unwrap();
        let at = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let refused = |last| Refused { attempt: Id::parse(&id(9)).unwrap(), org: org(last), at };
        let evidence = Evidence {
            outages: Vec::new(),
            refused: vec![refused(1), refused(1)],
            drafts: vec![org(1), org(2)],
            logins: [(org(3), at)].into(),
        };
        let touched = evidence.touched();
        assert_eq!(touched.len(), 3);
        assert_eq!(touched[&org(1)], Touched { tried: vec![at, at], draft: true, login: None });
        assert_eq!(touched[&org(3)], Touched { tried: vec![], draft: false, login: Some(at) });
    }
}
