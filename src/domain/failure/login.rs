//! Who could not log in in the last hours before a close.
//! May import: std, chrono.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

/// So many hours before the close count.
pub const LAST_HOURS: i64 = 24;

/// Somebody knocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginAttempt {
    /// Under which name.
    pub account: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the portal let this one in.
    pub succeeded: bool,
}

/// The accounts whose last attempt failed, with the moment of that attempt. Whoever got in after a mistake was not kept out.
#[must_use]
pub fn locked_out(attempts: &[LoginAttempt]) -> BTreeMap<String, DateTime<Utc>> {
    let mut last: BTreeMap<&str, &LoginAttempt> = BTreeMap::new();
    for one in attempts {
        let known = last.entry(&one.account).or_insert(one);
        if (one.at, one.succeeded) > (known.at, known.succeeded) {
            *known = one;
        }
    }
    let out = last.into_values().filter(|one| !one.succeeded);
    out.map(|one| (one.account.clone(), one.at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knock(account: &str, minute: i64, succeeded: bool) -> LoginAttempt {
        let at = DateTime::from_timestamp(1_790_000_000 + minute * 60, 0).unwrap();
        LoginAttempt { account: account.to_owned(), at, succeeded }
    }

    #[test]
    fn who_got_in_in_the_end_was_not_kept_out() {
        let attempts = [
            knock("typo", 1, false),
            knock("typo", 2, true),
            knock("out", 3, false),
            knock("out", 1, false),
            knock("later", 1, true),
            knock("later", 4, false),
        ];
        let out: Vec<_> = locked_out(&attempts).into_iter().collect();
        assert_eq!(out, [("later".to_owned(), attempts[5].at), ("out".to_owned(), attempts[2].at)]);
    }
}
