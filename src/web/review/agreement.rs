//! `/beoordeling/overeenstemming`: about which requirements people who judged without each other differ.
//! May import: app, domain (to show), web.

use serde::Serialize;

use crate::app::agreement::{self, Requirement};
use crate::domain::decision::{FEW, Panel};
use crate::domain::ids::Id;
use crate::web::call::{Answer, Call};

#[derive(Serialize)]
struct Page {
    windows: Vec<Choice>,
    window: String,
    /// Whether the regeling asks two at all.
    two: bool,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct Row {
    code: String,
    title: String,
    all: u32,
    agreed: u32,
    differed: u32,
    few: bool,
    /// Kappa as people write it, such as 0,42; none where it says nothing.
    kappa: Option<String>,
    /// How that is called.
    tone: &'static str,
}

/// `GET /beoordeling/overeenstemming`
///
/// # Errors
/// What the database says.
pub async fn page(call: Call) -> Answer {
    let (scope, now) = (call.visitor.region_scope()?, call.now);
    let chosen = Id::parse(call.query().text("venster")).ok();
    let found = call.read(move |conn| agreement::read(conn, &scope, chosen.as_ref(), now)).await?;
    let windows = found.windows.into_iter().map(|(value, label)| Choice { value, label });
    let page = Page {
        windows: windows.collect(),
        window: found.window.map(|id| id.to_string()).unwrap_or_default(),
        two: found.panel != Panel::One,
        rows: found.requirements.into_iter().map(row).collect(),
    };
    call.page("review/overeenstemming.html", &page)
}

fn row(one: Requirement) -> Row {
    let kappa = one.pairs.kappa();
    Row {
        all: one.pairs.all(),
        agreed: one.pairs.agreed(),
        differed: one.pairs.differed(),
        few: one.pairs.all() < FEW,
        tone: match kappa {
            // The bounds of Landis and Koch (1977), as far as they matter here.
            Some(kappa) if kappa < 4_000 => "low",
            Some(kappa) if kappa < 6_000 => "middling",
            Some(_) => "high",
            None => "",
        },
        kappa: kappa.map(two_decimals),
        code: one.code,
        title: one.title,
    }
}

/// Basis points as a number with two decimals and a comma.
fn two_decimals(points: i64) -> String {
    let rounded = (points.abs() + 50) / 100;
    let sign = if points < 0 && rounded > 0 { "\u{2212}" } else { "" };
    format!("{sign}{},{:02}", rounded / 100, rounded % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_has_two_decimals_and_a_comma() {
        let told =
            [(4_000, "0,40"), (10_000, "1,00"), (-1_667, "\u{2212}0,17"), (-49, "0,00"), (9_996, "1,00")];
        for (points, text) in told {
            assert_eq!(two_decimals(points), text, "{points}");
        }
    }
}
