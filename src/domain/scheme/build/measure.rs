//! The measures that the overeenkomst allows. May import: scheme, supervision.

use super::{Build, read};
use crate::scheme::model::MeasureBasis;
use crate::scheme::problem::{MeasureProblem, Problem};
use crate::scheme::scalar::{Span, SpanUnit};
use crate::scheme::tree::Node;
use crate::supervision::MeasureKind;

/// The words of a regeling for the rungs of the ladder.
const KINDS: &[(&str, MeasureKind)] = &[
    ("aanbeveling", MeasureKind::Recommendation),
    ("verbeterplan", MeasureKind::ImprovementPlan),
    ("waarschuwing", MeasureKind::Warning),
    ("clientenstop", MeasureKind::IntakeStop),
    ("opschorting", MeasureKind::Suspension),
    ("terugvordering", MeasureKind::Recovery),
    ("beeindiging", MeasureKind::Ending),
];

impl Build {
    /// Every kind once.
    pub(super) fn measures(&mut self, nodes: &[Node]) -> Vec<MeasureBasis> {
        let mut seen: Vec<MeasureKind> = Vec::new();
        self.each(nodes, |build, node| {
            let basis = build.measure(node)?;
            if seen.contains(&basis.kind) {
                build.measure_wrong(node, "soort", MeasureProblem::Twice);
            }
            seen.push(basis.kind);
            Some(basis)
        })
    }

    fn measure(&mut self, node: &Node) -> Option<MeasureBasis> {
        let kind = read::word(node, "soort", KINDS)?;
        let longest = match node.get("ten_hoogste") {
            None => None,
            Some(_) => Some(read::span(node, "ten_hoogste")?),
        };
        match (kind.lasts(), longest) {
            (true, None) => self.measure_wrong(node, "soort", MeasureProblem::NoDuration),
            (false, Some(_)) => self.measure_wrong(node, "ten_hoogste", MeasureProblem::DurationNotFor),
            (true, Some(span)) if span.unit == SpanUnit::WorkingDays => {
                self.measure_wrong(node, "ten_hoogste", MeasureProblem::WorkingDays);
            }
            (true, Some(span)) if kind.touches_admission() && is_over_a_year(span) => {
                self.measure_wrong(node, "ten_hoogste", MeasureProblem::OverAYear);
            }
            (true | false, _) => {}
        }
        let running_clients = read::yes_no(node, "raakt_lopende_clienten")?;
        if kind == MeasureKind::IntakeStop && running_clients {
            self.measure_wrong(node, "raakt_lopende_clienten", MeasureProblem::StopTouchesClients);
        }
        Some(MeasureBasis {
            kind,
            article: read::text(node, "contractartikel")?,
            longest,
            running_clients,
            standing: read::standing(node),
        })
    }

    fn measure_wrong(&mut self, node: &Node, key: &str, problem: MeasureProblem) {
        let place = node.get(key).map_or(node.place, |value| value.place);
        self.add(place, Problem::Measure(problem));
    }
}

/// Longer than an admission can be suspended at a time.
fn is_over_a_year(span: Span) -> bool {
    let most = match span.unit {
        SpanUnit::Days | SpanUnit::WorkingDays => 366,
        SpanUnit::Weeks => 52,
        SpanUnit::Months => 12,
        SpanUnit::Years => 1,
    };
    span.count > most
}
