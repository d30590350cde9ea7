//! The register of mandaten and volmachten: who may sign what, for which gemeente, from when until when.
//! May import: code, identifiers, ids, letter, policy_code, decision::track.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::identifiers::GemeenteCode;
use crate::ids::{MandateId, UserId};
use crate::letter::RemedyTrack;
use crate::policy_code::GroupCode;

/// What kind of power it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantKind {
    /// Power to take a besluit in the name of the college (Awb art. 10:1).
    Mandaat,
    /// Power to act for the gemeente in private law (BW art. 3:60).
    Volmacht,
}

impl Code for GrantKind {
    const ALL: &'static [Self] = &[Self::Mandaat, Self::Volmacht];

    fn code(self) -> &'static str {
        match self {
            Self::Mandaat => "mandaat",
            Self::Volmacht => "volmacht",
        }
    }
}

/// The product groups a grant reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Groups {
    /// Every product group, also later ones.
    All,
    /// Only these.
    Some(BTreeSet<GroupCode>),
}

/// The days on which a grant holds: from the first up to and including the last, if a last is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MandateTerm {
    from: NaiveDate,
    last: Option<NaiveDate>,
}

/// The last day lies before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the last day lies before the first")]
pub struct NotATerm;

impl MandateTerm {
    /// From a day up to and including the last, or without a last day.
    ///
    /// # Errors
    /// [`NotATerm`] when the last day lies before the first.
    pub fn new(from: NaiveDate, last: Option<NaiveDate>) -> Result<Self, NotATerm> {
        if last.is_some_and(|last| last < from) { Err(NotATerm) } else { Ok(Self { from, last }) }
    }

    /// The first day.
    #[must_use]
    pub fn from(self) -> NaiveDate {
        self.from
    }

    /// The last day, if one is known.
    #[must_use]
    pub fn last(self) -> Option<NaiveDate> {
        self.last
    }
}

/// One line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateGrant {
    /// Its identifier: a decision keeps it.
    pub id: MandateId,
    /// Who holds it.
    pub holder: UserId,
    /// For which gemeente.
    pub gemeente: GemeenteCode,
    /// For which product groups.
    pub groups: Groups,
    /// On which days.
    pub term: MandateTerm,
    /// Mandaat or volmacht.
    pub kind: GrantKind,
}

/// Why a grant does not cover a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MandateRefusal {
    /// Somebody else holds it.
    #[error("the grant belongs to somebody else")]
    OtherHolder,
    /// It is for another gemeente.
    #[error("the grant is for another gemeente")]
    OtherGemeente(GemeenteCode),
    /// It does not reach this product group.
    #[error("the grant does not reach product group {0}")]
    OtherGroup(GroupCode),
    /// It does not hold yet.
    #[error("the grant starts on {0}")]
    NotYet(NaiveDate),
    /// It holds no more.
    #[error("the grant ended on {0}")]
    Over(NaiveDate),
    /// The track of the procedure asks the other kind.
    #[error("this procedure is signed under another kind of power")]
    OtherKind(GrantKind),
}

impl MandateGrant {
    /// May its holder sign for this gemeente and product group on this day?
    ///
    /// # Errors
    /// [`MandateRefusal`] with the first thing that is not covered.
    pub fn may_sign(
        &self,
        gemeente: &GemeenteCode,
        group: &GroupCode,
        on: NaiveDate,
    ) -> Result<(), MandateRefusal> {
        if self.gemeente != *gemeente {
            return Err(MandateRefusal::OtherGemeente(gemeente.clone()));
        }
        match &self.groups {
            Groups::Some(groups) if !groups.contains(group) => {
                return Err(MandateRefusal::OtherGroup(group.clone()));
            }
            Groups::All | Groups::Some(_) => {}
        }
        if on < self.term.from {
            return Err(MandateRefusal::NotYet(self.term.from));
        }
        match self.term.last {
            Some(last) if on > last => Err(MandateRefusal::Over(last)),
            Some(_) | None => Ok(()),
        }
    }

    /// May this person sign under this grant in a procedure of this track?
    ///
    /// # Errors
    /// [`MandateRefusal::OtherHolder`] or [`MandateRefusal::OtherKind`].
    pub fn belongs_to(&self, who: &UserId, track: RemedyTrack) -> Result<(), MandateRefusal> {
        if self.holder != *who {
            return Err(MandateRefusal::OtherHolder);
        }
        if self.kind == track.grant() { Ok(()) } else { Err(MandateRefusal::OtherKind(track.grant())) }
    }
}
