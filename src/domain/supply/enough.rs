//! Whether the supply of a lot is enough, by the definition that the regeling published beforehand (B062). Every measure that the definition
//! has must be reached. What is not known is not reached: doubt is never to the harm of who wants to enter.
//! May import: code, money, policy_code, scheme.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::lot::LotSupply;
use crate::code::Code;
use crate::money::BasisPoints;
use crate::policy_code::TargetGroupCode;
use crate::scheme::{Span, SpanUnit, SufficientSupply};

/// One measure of the definition: what was found and what is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// Clients: a lot with fewer is never closed (A042).
    Clients {
        /// How many; none where nobody counted them.
        clients: Option<u32>,
        /// At least.
        least: u32,
    },
    /// Free places as a share of the clients.
    FreeShare {
        /// Free places.
        free: u32,
        /// Clients; none where nobody counted them.
        clients: Option<u32>,
        /// At least this share, in basis points.
        least: i32,
    },
    /// The waiting time.
    Waiting {
        /// Days; none where it is not known for a doelgroep.
        days: Option<u32>,
        /// At most.
        most: u32,
    },
    /// Aanbieders.
    Providers {
        /// How many.
        providers: u32,
        /// At least.
        least: u32,
    },
    /// Doelgroepen.
    TargetGroups {
        /// For whom nobody has stated a place.
        unserved: Vec<TargetGroupCode>,
    },
}

impl Measured {
    /// Whether it is reached.
    #[must_use]
    pub fn is_met(&self) -> bool {
        match self {
            Self::Clients { clients, least } => clients.is_some_and(|clients| clients >= *least),
            Self::FreeShare { free, clients, least } => clients.is_some_and(|clients| {
                let whole = i64::from(BasisPoints::WHOLE.get());
                i64::from(*free).saturating_mul(whole) >= i64::from(clients).saturating_mul((*least).into())
            }),
            Self::Waiting { days, most } => days.is_some_and(|days| days <= *most),
            Self::Providers { providers, least } => providers >= least,
            Self::TargetGroups { unserved } => unserved.is_empty(),
        }
    }
}

/// What that comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sufficiency {
    /// Everything is reached.
    Enough,
    /// Something is not reached.
    NotEnough,
    /// It has too few clients to be closed, whatever there is.
    TooSmall,
    /// Nobody counted its clients.
    Uncounted,
}

impl Code for Sufficiency {
    const ALL: &'static [Self] = &[Self::Enough, Self::NotEnough, Self::TooSmall, Self::Uncounted];

    fn code(self) -> &'static str {
        match self {
            Self::Enough => "enough",
            Self::NotEnough => "not_enough",
            Self::TooSmall => "too_small",
            Self::Uncounted => "uncounted",
        }
    }
}

/// The definition held against the supply of a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Measure by measure; the clients first.
    pub findings: Vec<Measured>,
}

impl Judged {
    /// What it comes to, in a word.
    #[must_use]
    pub fn sufficiency(&self) -> Sufficiency {
        let small = self.findings.iter().find_map(|one| match one {
            Measured::Clients { clients: None, .. } => Some(Sufficiency::Uncounted),
            Measured::Clients { .. } if !one.is_met() => Some(Sufficiency::TooSmall),
            _ => None,
        });
        small.unwrap_or(if self.is_enough() { Sufficiency::Enough } else { Sufficiency::NotEnough })
    }

    /// Whether there is enough: everything is reached, and more than the number of clients is asked.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.findings.len() > 1 && self.findings.iter().all(Measured::is_met)
    }
}

impl SufficientSupply {
    /// The first day of which a statement still counts on a day.
    #[must_use]
    pub fn oldest(&self, on: NaiveDate) -> NaiveDate {
        before(self.confirmed_within, on)
    }

    /// Hold the definition against the supply of a lot on a day, in which these doelgroepen are to be served.
    #[must_use]
    pub fn judge(&self, supply: &LotSupply, targets: &[TargetGroupCode], on: NaiveDate) -> Judged {
        let count = |number: i64| u32::try_from(number.max(0)).unwrap_or(u32::MAX);
        let days = |span: Span| count(on.signed_duration_since(before(span, on)).num_days());
        let (clients, free) = (supply.clients, supply.free());
        let unserved = || targets.iter().filter(|target| !supply.has_room_for(target)).cloned().collect();
        let findings = [
            Some(Measured::Clients { clients, least: count(self.fewest_clients) }),
            self.free_share.map(|least| Measured::FreeShare { free, clients, least: least.get() }),
            self.waiting.map(|most| Measured::Waiting { days: supply.waiting_days(), most: days(most) }),
            self.providers
                .map(|least| Measured::Providers { providers: supply.providers, least: count(least) }),
            self.every_target_group.then(|| Measured::TargetGroups { unserved: unserved() }),
        ];
        Judged { findings: findings.into_iter().flatten().collect() }
    }
}

/// The day so long before another. Working days are taken for calendar days: that is shorter, and so never closes what should stay open.
fn before(span: Span, on: NaiveDate) -> NaiveDate {
    let shorter = Span { unit: SpanUnit::Days, ..span };
    span.before(on).or_else(|| shorter.before(on)).unwrap_or(on)
}
