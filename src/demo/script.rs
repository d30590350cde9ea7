//! How a dossier of the demo goes: the steps that people take, and what is particular about it.
//! May import: nothing.

/// What somebody does in a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The aanbieder begins: lots, answers, bewijsstukken in the vault.
    Begin,
    /// It fills in the rest.
    Complete,
    /// The next aanbieder joins as combinant, and signs.
    Join,
    /// It names its onderaannemers.
    Hire,
    /// It sends in.
    Submit,
    /// It takes back what it sent in.
    Withdraw,
    /// It writes to the team.
    Write,
    /// It answers every request for repair.
    Repair,
    /// It answers in words that nothing changes.
    RepairInWords,
    /// The team verifies the claim.
    Verify,
    /// The assessor takes the dossier.
    Take,
    /// A colleague declares to be tied to the aanbieder.
    Tie,
    /// The assessor writes to the aanbieder.
    Reply,
    /// The assessor judges one requirement.
    JudgeOne,
    /// The assessor judges everything that waits for a person, and after that the other one, where two assess.
    Judge,
    /// The assessor asks for repair.
    Ask,
    /// The assessor proposes for every lot.
    Propose,
    /// The assessor proposes not to handle it.
    LeaveUnhandled,
    /// The second person sends the proposals back.
    SendBack,
    /// The second person agrees.
    Agree,
    /// The decision maker returns the lots of one gemeente.
    Return,
    /// The decision maker signs for one gemeente.
    SignOne,
    /// The decision maker signs for every gemeente.
    Sign,
    /// The aanbieder takes no new clients for a while, under one of its admissions.
    StopIntake,
    /// The contract manager suspends one of its admissions.
    Suspend,
    /// Its polis, which the region relies on, turns out to end a week before today.
    Expire,
    /// The contract manager records the signed overeenkomsten.
    Contract,
    /// The aanbieder sends in that it does not agree with what was refused.
    Object,
}

/// What the assessor holds against an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Against {
    /// The requirement that is not met.
    pub requirement: &'static str,
    /// The published reason.
    pub reason: &'static str,
    /// Only in the last gemeente, or everywhere.
    pub everywhere: bool,
}

/// A request for repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The requirement.
    pub requirement: &'static str,
    /// `incomplete` or `incorrect`.
    pub kind: &'static str,
    /// What it points at.
    pub anchor: &'static str,
}

/// One dossier.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Where it stands, a key of `verhaal.json`.
    pub key: &'static str,
    /// How many groups in how many gemeenten; none for whatever chance gives.
    pub lots: Option<(usize, usize)>,
    /// Who assesses it.
    pub assessor: &'static str,
    /// Who reads after the assessor.
    pub second: &'static str,
    /// Answers that differ from those of others.
    pub answers: &'static [(&'static str, &'static str)],
    /// Questions and bewijsstukken that it forgets.
    pub forgets: &'static [&'static str],
    /// What is asked.
    pub asks: &'static [Question],
    /// What is held against it.
    pub against: Option<Against>,
    /// What only the other one holds against it, where two assess.
    pub differs: Option<Against>,
    /// Days before today, and what happens then.
    pub days: &'static [(u64, Step)],
}

/// What most dossiers have in common.
pub const PLAIN: Case = Case {
    key: "",
    lots: Some((1, 2)),
    assessor: "beoordelaar",
    second: "medelezer",
    answers: &[],
    forgets: &[],
    asks: &[],
    against: None,
    differs: None,
    days: &[],
};

impl Case {
    /// Who assesses beside the assessor, where two do: neither of them reads along.
    #[must_use]
    pub fn other(&self) -> &'static str {
        if self.assessor == PLAIN.assessor { "derde.lezer" } else { PLAIN.assessor }
    }
}
