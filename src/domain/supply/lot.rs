//! What the aanbieders of one lot state, added up.
//! May import: code, policy_code.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::policy_code::{LotKey, TargetGroupCode};

/// What one aanbieder offers one doelgroep in a lot, as it was last stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The doelgroep; none for whoever comes.
    pub target: Option<TargetGroupCode>,
    /// Places, taken or free.
    pub places: u32,
    /// Free places.
    pub free: u32,
    /// In how many days somebody new can start; none where it was not stated.
    pub waiting_days: Option<u32>,
    /// The day on which this was so.
    pub as_of: NaiveDate,
}

/// What all aanbieders of a lot together offer one doelgroep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// The doelgroep; none for whoever comes.
    pub target: Option<TargetGroupCode>,
    /// Free places.
    pub free: u32,
    /// Where somebody new can start first: in how many days. None where nobody stated it.
    pub waiting_days: Option<u32>,
}

/// Supply of one lot on one day. Every figure is what aanbieders state of themselves: nobody else counts their places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotSupply {
    /// The lot.
    pub lot: LotKey,
    /// Clients; none where nobody counted them.
    pub clients: Option<u32>,
    /// Aanbieders with an active admission, that take new clients.
    pub providers: u32,
    /// Of these, how many stated their places too long ago. Those places do not count.
    pub stale: u32,
    /// Per doelgroep what is offered, in order.
    pub places: Vec<Places>,
}

impl LotSupply {
    /// Of a lot in which nobody offers anything.
    #[must_use]
    pub fn none(lot: LotKey) -> Self {
        Self { lot, clients: None, providers: 0, stale: 0, places: Vec::new() }
    }

    /// Add up what each aanbieder stated; what it stated before `oldest` does not count.
    #[must_use]
    pub fn add_up(
        lot: LotKey,
        clients: Option<u32>,
        providers: &[Vec<Statement>],
        oldest: NaiveDate,
    ) -> Self {
        let is_fresh = |one: &&Statement| one.as_of >= oldest;
        let mut places: BTreeMap<Option<TargetGroupCode>, Places> = BTreeMap::new();
        for one in providers.iter().flatten().filter(is_fresh) {
            let target = one.target.clone();
            let sum = places.entry(target.clone()).or_insert(Places { target, free: 0, waiting_days: None });
            sum.free = sum.free.saturating_add(one.free);
            sum.waiting_days = [sum.waiting_days, one.waiting_days].into_iter().flatten().min();
        }
        let stale = providers.iter().filter(|stated| !stated.iter().any(|one| is_fresh(&one))).count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            lot,
            clients,
            providers: count(providers.len()),
            stale: count(stale),
            places: places.into_values().collect(),
        }
    }

    /// Whether somebody has a free place that is meant for this doelgroep.
    #[must_use]
    pub fn has_room_for(&self, target: &TargetGroupCode) -> bool {
        self.places.iter().any(|one| one.target.as_ref() == Some(target) && one.free > 0)
    }

    /// Free places, for anybody.
    #[must_use]
    pub fn free(&self) -> u32 {
        self.places.iter().fold(0, |sum, one| sum.saturating_add(one.free))
    }

    /// The longest of the waiting times of the doelgroepen, in days; none where one of them is not known.
    #[must_use]
    pub fn waiting_days(&self) -> Option<u32> {
        let each = self.places.iter().map(|one| one.waiting_days);
        each.collect::<Option<Vec<u32>>>()?.into_iter().max()
    }

    /// The same without what aanbieders only state of themselves: who they are, and nothing of what is free.
    #[must_use]
    pub fn without_statements(&self) -> Self {
        Self { places: Vec::new(), ..self.clone() }
    }
}
