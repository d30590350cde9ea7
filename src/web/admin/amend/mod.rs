//! `/beheer/regeling/wijzigingen`: changing the rules of a running procedure, from a first number to a published version.
//! May import: app, domain, render, web.

pub mod effect;
mod effect_csv;
pub mod enough;
pub mod number;
pub mod page;
pub mod places;
pub mod publish;
pub mod text;

use serde::Serialize;

use super::team::Choice;
use crate::app::DbConn;
use crate::app::amend::Opened;
use crate::domain::amendment::State;
use crate::domain::code::Code as _;
use crate::domain::ids::AmendmentId;
use crate::domain::scheme::Scheme;
use crate::storage::RegionScope;
use crate::web::call::Call;
use crate::web::error::AppError;
use crate::web::forms::Form;

pub use effect_csv::file as effect_csv;

/// What stands at the top of every page of a wijziging.
#[derive(Serialize)]
struct Head {
    /// Where its pages begin.
    base: String,
    /// Title of the procedure.
    procedure: String,
    /// The version it starts from.
    from: i32,
    /// Where it is.
    state: &'static str,
    /// For optimistic locking.
    version: i64,
    /// Whether its text may be changed.
    may_change: bool,
}

impl Head {
    fn of(opened: &Opened) -> Self {
        let state = opened.life.state();
        Self {
            base: home(&opened.id),
            procedure: opened.base.scheme.title().to_owned(),
            from: opened.base.seq,
            state: state.code(),
            version: opened.row.version,
            may_change: state == State::Draft,
        }
    }
}

/// Where the pages of a wijziging begin.
fn home(id: &AmendmentId) -> String {
    format!("/beheer/regeling/wijzigingen/{id}")
}

/// Open the wijziging of the path, and look something up beside it.
async fn opened(call: &Call) -> Result<Opened, AppError> {
    let (scope, id): (_, AmendmentId) = (call.visitor.region_scope()?, call.id("id")?);
    call.read(move |conn: &mut DbConn| Opened::load(conn, &scope, &id)).await
}

/// Whose it is, and which version of it the form was made for.
fn seen(call: &Call) -> Result<(RegionScope, AmendmentId, i64), AppError> {
    let seen = call.form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    Ok((call.visitor.region_scope()?, call.id("id")?, seen))
}

fn gemeenten(scheme: &Scheme) -> Vec<Choice> {
    let choice = |one: &crate::domain::scheme::Gemeente| Choice {
        value: one.code.as_str().to_owned(),
        label: one.name.clone(),
    };
    scheme.gemeenten().iter().map(choice).collect()
}

fn groups(scheme: &Scheme) -> Vec<Choice> {
    let choice = |one: &crate::domain::scheme::ProductGroup| Choice {
        value: one.code.to_string(),
        label: one.title.clone(),
    };
    scheme.groups().iter().map(choice).collect()
}

/// The codes that were ticked, in the order of the regeling; nothing where one is not of it.
fn ticked<T: Clone>(form: &Form, field: &str, all: &[T], code: impl Fn(&T) -> String) -> Option<Vec<T>> {
    let chosen: Vec<&str> = form.all(field).filter(|value| !value.is_empty()).collect();
    let known = all.iter().filter(|one| chosen.contains(&code(one).as_str())).cloned();
    let known: Vec<T> = known.collect();
    (known.len() == chosen.len()).then_some(known)
}
