//! What somebody does in the race: a form as it stands on the page that was read just before, or a look.

use openhuis::app::DbConn;
use openhuis::domain::application::lot::State;
use openhuis::domain::code::Code as _;
use openhuis::domain::ids::DecisionId;
use openhuis::storage::lots::LotRow;
use openhuis::storage::types::id;
use openhuis::storage::{applications, decisions, lots};
use openhuis::web::forms::percent_encode;

use super::people::{Case, Field, Part, Somebody};
use crate::kill::chance::Chance;
use crate::support::app::noon;

/// Why something is sent back or returned.
pub const WHY: &str = "De motivering noemt een ander stuk.";

/// What somebody tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Propose,
    Countersign,
    SendBack,
    Sign,
    Return,
    WithdrawLot,
    Withdraw,
    Look,
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct Step {
    pub kind: Kind,
    pub path: String,
    /// None for a look.
    pub body: Option<String>,
    /// How many lots it is about.
    pub lots: usize,
}

/// An application as everybody has it on the screen at the beginning of a round.
pub struct Screen {
    version: i64,
    lots: Vec<(LotRow, Option<DecisionId>)>,
}

impl Screen {
    pub fn read(conn: &mut DbConn, field: &Field, case: &Case) -> Self {
        let scope = field.world.scope();
        let row = applications::find_in_region(conn, &scope, &case.id, noon()).unwrap();
        let mut found = Vec::new();
        for lot in lots::of_application(conn, &case.id).unwrap() {
            let last = decisions::last_row(conn, &lot.id).unwrap();
            found.push((lot, last.map(|row| id("decisions", &row.id).unwrap())));
        }
        Self { version: row.version, lots: found }
    }

    /// A lot where this makes sense, or now and then any.
    fn lot(&self, chance: &mut Chance, kind: Kind) -> &(LotRow, Option<DecisionId>) {
        let fits = |state: State| match kind {
            Kind::Propose => state == State::Pending,
            Kind::Countersign | Kind::SendBack => state == State::Proposed,
            Kind::Sign | Kind::Return => state == State::Countersigned,
            Kind::WithdrawLot => !matches!(state, State::Decided | State::Withdrawn),
            Kind::Withdraw | Kind::Look => true,
        };
        let good: Vec<_> = self.lots.iter().filter(|(lot, _)| fits(lot.state.0)).collect();
        let all: Vec<_> = if good.is_empty() || chance.one_in(8) { self.lots.iter().collect() } else { good };
        all[pick(chance, all.len())]
    }

    /// What this person does now, by chance.
    pub fn step(&self, chance: &mut Chance, case: &Case, who: &Somebody, owns: bool) -> Step {
        let kind = kind(chance, who.part, owns);
        let chosen = self.lot(chance, kind);
        let (lot, dossier) = (&chosen.0, format!("/beoordeling/aanmeldingen/{}", case.id));
        let own = format!("/aanbieder/aanmeldingen/{}", case.id);
        let (version, why) = (self.version, percent_encode(WHY));
        let page = match who.part {
            Part::Assessor | Part::Both => dossier.clone(),
            Part::Signer => "/beoordeling/beslissingen".to_owned(),
            Part::Aanbieder => format!("{own}/volgen"),
        };
        let look = Step { kind: Kind::Look, path: page, body: None, lots: 0 };
        let to = |path: String, body: String| Step { kind, path, body: Some(body), lots: 1 };
        match (kind, &chosen.1) {
            (Kind::Propose, _) => {
                let outcome = case.outcome.code();
                to(format!("{dossier}/voorstel/{}", lot.id), format!("voorstel={outcome}&version={version}"))
            }
            (Kind::Countersign, Some(decision)) => {
                to(format!("/beoordeling/medelezen/{decision}/akkoord"), String::new())
            }
            (Kind::SendBack, Some(decision)) => {
                to(format!("/beoordeling/medelezen/{decision}/terug"), format!("motivering={why}"))
            }
            (Kind::Sign, _) => {
                let beside =
                    |other: &&(LotRow, _)| other.0.gemeente == lot.gemeente && other.0.state == lot.state;
                let several = chance.one_in(3);
                let all: Vec<_> = self.lots.iter().filter(|one| several && beside(one)).collect();
                let ids = all.iter().map(|(lot, _)| lot.id.as_str()).filter(|id| *id != lot.id);
                let body = ids.fold(format!("perceel={}", lot.id), |body, id| format!("{body}&perceel={id}"));
                Step { lots: all.len().max(1), ..to("/beoordeling/beslissingen/tekenen".to_owned(), body) }
            }
            (Kind::Return, _) => {
                let body = format!("perceel={}&reden={why}", lot.id);
                to("/beoordeling/beslissingen/teruggeven".to_owned(), body)
            }
            (Kind::WithdrawLot, _) => {
                to(format!("{own}/intrekken"), format!("version={version}&perceel={}", lot.id))
            }
            (Kind::Withdraw, _) => to(format!("{own}/intrekken"), format!("version={version}")),
            (Kind::Look, _) | (Kind::Countersign | Kind::SendBack, None) => look,
        }
    }
}

/// A place under `end`.
pub fn pick(chance: &mut Chance, end: usize) -> usize {
    usize::try_from(chance.below(u64::try_from(end).unwrap())).unwrap()
}

/// What people of this part do, the likely things more often; also what they never may.
fn kind(chance: &mut Chance, part: Part, owns: bool) -> Kind {
    use Kind::{Countersign, Look, Propose, Return, SendBack, Sign, Withdraw, WithdrawLot};
    let among: &[Kind] = match part {
        Part::Assessor | Part::Both if owns => {
            &[Propose, Propose, Propose, Propose, Propose, Propose, Countersign, Sign]
        }
        Part::Assessor => &[Countersign, Countersign, Countersign, Countersign, SendBack, Propose, Look],
        Part::Both => &[Countersign, Countersign, Sign, Sign, Sign, SendBack, Return, Propose],
        Part::Signer => &[Sign, Sign, Sign, Sign, Return, Look],
        Part::Aanbieder if chance.one_in(24) => &[Withdraw],
        Part::Aanbieder => &[WithdrawLot, Look, Look, Look, Look],
    };
    among[pick(chance, among.len())]
}
