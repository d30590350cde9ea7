//! Figures with their bars, as a table in Markdown. Also part of `benches/rules`.

use std::fmt::Write as _;

/// One line of the result.
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// How much it was.
    pub measured: f64,
    /// What is asked of it.
    pub bar: Bar,
    /// What it was made from.
    pub detail: String,
}

/// What is asked of a figure.
#[allow(dead_code, reason = "each of the two programs that share this file asks one thing or both")]
pub enum Bar {
    /// It may not be more.
    AtMost(f64),
    /// It may not be less.
    AtLeast(f64),
    /// Nothing: it is told beside the others.
    Nothing,
}

impl Figure {
    /// Whether the bar is held.
    pub fn holds(&self) -> bool {
        match self.bar {
            Bar::AtMost(most) => self.measured <= most,
            Bar::AtLeast(least) => self.measured >= least,
            Bar::Nothing => true,
        }
    }
}

/// All of them, one under the other.
pub fn table(figures: &[Figure]) -> String {
    let mut table = String::from("| what | measured | bar | |\n|---|---|---|---|\n");
    for one in figures {
        let good = match (&one.bar, one.holds()) {
            (Bar::Nothing, _) => "told",
            (_, true) => "held",
            (_, false) => "**missed**",
        };
        let bar = match one.bar {
            Bar::AtMost(most) => format!("≤ {most}"),
            Bar::AtLeast(least) => format!("≥ {least}"),
            Bar::Nothing => "none".to_owned(),
        };
        let _ = writeln!(table, "| {} | {:.2} | {bar} | {good}; {} |", one.what, one.measured, one.detail);
    }
    table
}

/// The one in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
