//! After the race: whatever stood open can be brought to its end, and who was decided on has every decision in one letter.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use openhuis::app::{self, Ctx, Database, DbConn, decide, review};
use openhuis::auth::random::Source;
use openhuis::domain::access::{Actor, Role, StaffRole, Via};
use openhuis::domain::application::State;
use openhuis::domain::application::lot;
use openhuis::domain::code::Code as _;
use openhuis::domain::ids::LotApplicationId;
use openhuis::storage::db::pool;
use openhuis::storage::lots::LotRow;
use openhuis::storage::schema::{admissions, applications, decisions, letter_decisions, lot_applications};
use openhuis::storage::types::id;
use openhuis::storage::{applications as found, decisions as decided, lots};

use super::people::{Case, Field, Part};
use crate::support::database::TestDatabase;

/// Propose, countersign and sign what is left of every application.
pub fn all(store: &TestDatabase, field: &Field, now: DateTime<Utc>) {
    let (database, source) = (Database::new(pool(&store.url, 2)), Source::system());
    let as_ = |place: usize, role: StaffRole| {
        let user = Some(field.team[place].user.clone());
        Ctx::new(now, Actor { user, role: Role::Staff(role), ..Actor::anonymous(Via::Web) }, source.clone())
    };
    // People who only assess or only sign had no other part in any of them.
    let only = |part: Part, not: usize| {
        (0..field.team.len()).find(|place| field.team[*place].part == part && *place != not).unwrap()
    };
    for case in &field.cases {
        let owner = as_(case.owner, StaffRole::Assessor);
        let second = as_(only(Part::Assessor, case.owner), StaffRole::Assessor);
        let signer = as_(only(Part::Signer, case.owner), StaffRole::DecisionMaker);
        for row in rows(&database, case) {
            let done =
                database.write(|conn| on_to_the_end(conn, field, case, &row, [&owner, &second, &signer]));
            assert!(done.is_ok(), "{} in {}: {done:?}", case.id, row.state.0.code());
        }
    }
}

fn rows(database: &Database, case: &Case) -> Vec<LotRow> {
    database.read(|conn| Ok(lots::of_application(conn, &case.id)?)).unwrap()
}

fn on_to_the_end(
    conn: &mut DbConn,
    field: &Field,
    case: &Case,
    row: &LotRow,
    [owner, second, signer]: [&Ctx; 3],
) -> app::Result<()> {
    let (scope, lot): (_, LotApplicationId) = (field.world.scope(), id("lot_applications", &row.id)?);
    let mut state = row.state.0;
    if state == lot::State::Pending {
        let seen = found::find_in_region(conn, &scope, &case.id, owner.now)?.version;
        let outcome = case.outcome.code().to_owned();
        let advised = review::Advised { lot: lot.clone(), outcome, note: String::new(), seen };
        review::propose(conn, owner, &scope, &case.id, &advised)?;
        state = lot::State::Proposed;
    }
    if state == lot::State::Proposed {
        let last = decided::last_row(conn, &row.id)?.ok_or(app::Error::NotFound)?;
        review::agree(conn, second, &scope, &id("decisions", &last.id)?)?;
        state = lot::State::Countersigned;
    }
    match state {
        lot::State::Countersigned => decide::sign(conn, signer, &scope, &[lot]),
        _ => Ok(()),
    }
}

/// Every application is decided or was taken back; no lot has two decisions, or one after it was taken back; each decision stands in one
/// letter, and each admission comes from one.
pub fn is_done(conn: &mut DbConn, field: &Field) {
    let states: Vec<(String, String)> =
        applications::table.select((applications::id, applications::state)).load(conn).unwrap();
    assert_eq!(states.len(), field.cases.len());
    for (id, state) in states {
        let over = [State::Decided, State::Withdrawn].map(|one| one.code());
        assert!(over.contains(&state.as_str()), "{id} is {state}");
    }
    let signed: Vec<(String, String, String, String)> = decisions::table
        .inner_join(lot_applications::table)
        .filter(decisions::state.eq("signed"))
        .select((decisions::id, decisions::lot_application_id, decisions::outcome, lot_applications::state))
        .load(conn)
        .unwrap();
    let told: Vec<String> = letter_decisions::table.select(letter_decisions::decision_id).load(conn).unwrap();
    let (mut by_lot, mut by_letter) = (BTreeMap::<&str, usize>::new(), BTreeMap::<&str, usize>::new());
    for decision in &told {
        *by_letter.entry(decision).or_default() += 1;
    }
    for (id, lot, _, state) in &signed {
        *by_lot.entry(lot).or_default() += 1;
        assert_eq!((by_lot[lot.as_str()], state.as_str()), (1, "decided"), "{id}");
        assert_eq!(by_letter.get(id.as_str()), Some(&1), "{id} in how many letters?");
    }
    assert_eq!(told.len(), signed.len());
    let admitted = signed.iter().filter(|one| one.2 == "admit").count();
    let granted: i64 = admissions::table.count().get_result(conn).unwrap();
    assert_eq!(usize::try_from(granted).unwrap(), admitted);
}
