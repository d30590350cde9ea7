//! Eisen, closing, added value, exit, reasons, letters.
//! May import: scheme.

use std::collections::BTreeSet;

use super::{Build, read};
use crate::facts::FactType;
use crate::scheme::condition::{Condition, ReferenceDate};
use crate::scheme::model::{
    AddedValue, AddedValueKind, AppliesTo, ExitRule, LetterParagraph, Moment, ParagraphPlace, ReasonCode,
    ReasonKind, Requirement, RequirementKind, Scope, SufficientSupply, Together,
};
use crate::scheme::problem::{ConditionProblem, Problem};
use crate::scheme::tree::Node;

const TOGETHER: &[(&str, Together)] =
    &[("elk", Together::Each), ("samen", Together::Pooled), ("penvoerder", Together::Lead)];

impl Build {
    /// An eis, with whether it is in use.
    pub(super) fn requirement(&mut self, node: &Node) -> Option<(Requirement, bool)> {
        let kinds = [
            ("uitsluiting", RequirementKind::Exclusion),
            ("geschiktheid", RequirementKind::Suitability),
            ("uitvoering", RequirementKind::Execution),
            ("verklaring", RequirementKind::Declaration),
        ];
        let condition = node.get("voorwaarde").and_then(|condition| self.condition(condition, false));
        self.points_once(node, condition.as_ref());
        let kind = read::word(node, "soort", &kinds)?;
        let together = match node.get("combinatie") {
            None => Together::of_kind(kind),
            Some(_) => read::word(node, "combinatie", TOGETHER)?,
        };
        if let (RequirementKind::Exclusion, Together::Pooled | Together::Lead, Some(written)) =
            (kind, together, node.get("combinatie"))
        {
            self.add(written.place, Problem::ExclusionTogether);
        }
        let moment = moment(node)?;
        self.provable_at_start(node, moment, condition.as_ref());
        let in_use = read::yes_no_or(node, "in_gebruik", true)?;
        let requirement = Requirement {
            code: read::name(node, "code")?,
            title: read::text(node, "titel")?,
            kind,
            together,
            ground: read::text(node, "grond")?,
            hard: read::yes_no(node, "hard")?,
            repairable: read::yes_no(node, "herstelbaar")?,
            on: match node.get("peildatum") {
                None => ReferenceDate::Submission,
                Some(_) => read::word(node, "peildatum", read::REFERENCE_DATES)?,
            },
            moment,
            since: read::date(node, "vanaf")?,
            applies_to: applies_to(node)?,
            scope: scope(node),
            explanation: read::text(node, "toelichting"),
            condition: condition?,
            standing: read::standing(node),
        };
        Some((requirement, in_use))
    }

    /// An answer names a toetspunt by its code within the eis, so no two may share one.
    fn points_once(&mut self, node: &Node, condition: Option<&Condition>) {
        let (Some(condition), Some(place)) = (condition, node.get("voorwaarde").map(|node| node.place))
        else {
            return;
        };
        let mut seen = BTreeSet::new();
        for points in condition.test_points() {
            // Twice within one list is said by the key table, at the code itself.
            let codes: BTreeSet<_> = points.points.iter().map(|point| &point.code).collect();
            for code in codes.intersection(&seen) {
                self.add(place, Problem::DuplicateCode { code: code.to_string(), first: place });
            }
            seen.extend(codes);
        }
    }

    /// Grounds that no eis asks for would let nobody in.
    pub(super) fn grounds_asked(&mut self, grounds: Option<&Node>, requirements: &[(Requirement, bool)]) {
        let Some(node) = grounds.filter(|_| !self.grounds.is_empty()) else { return };
        let asks = |(one, in_use): &(Requirement, bool)| *in_use && one.condition.asks_added_value();
        if !requirements.iter().any(asks) {
            self.add(node.place, Problem::Condition(ConditionProblem::GroundsUnasked));
        }
    }

    /// Between decision and start nobody fills in a form or answers toetspunten: only evidence can still come in. An
    /// eis that asks for more would keep an admission waiting for ever.
    fn provable_at_start(&mut self, node: &Node, moment: Moment, condition: Option<&Condition>) {
        let (Some(condition), Some(written)) = (condition, node.get("moment")) else { return };
        let only_evidence = condition.leaves().iter().all(|leaf| matches!(leaf, Condition::Evidence(_)));
        if moment == Moment::Start && !only_evidence {
            self.add(written.place, Problem::StartNeedsEvidence);
        }
    }

    pub(super) fn sufficient(node: &Node) -> Option<SufficientSupply> {
        Some(SufficientSupply {
            free_share: read::percent(node, "vrije_capaciteit"),
            waiting: read::span(node, "wachttijd"),
            providers: read::number(node, "aanbieders"),
            every_target_group: read::yes_no_or(node, "alle_doelgroepen", false)?,
            confirmed_within: read::span(node, "capaciteit_bevestigd_binnen")?,
            fewest_clients: read::number(node, "niet_bij_minder_clienten_dan")?,
            standing: read::standing(node),
        })
    }

    pub(super) fn added_value(&mut self, node: &Node) -> Option<AddedValue> {
        let kinds = [
            ("doelgroep", AddedValueKind::TargetGroup),
            ("cultuur", AddedValueKind::Culture),
            ("nabijheid", AddedValueKind::Nearness),
            ("specialisme", AddedValueKind::Specialism),
            ("doorlopende_lijn", AddedValueKind::Continuity),
        ];
        self.typed(node.get("gegeven")?, "ja_nee", false, |kind| matches!(kind, FactType::YesNo));
        Some(AddedValue {
            code: read::text(node, "code")?,
            title: read::text(node, "titel")?,
            kind: read::word(node, "soort", &kinds)?,
            fact: read::name(node, "gegeven")?,
            condition: match node.get("voorwaarde") {
                None => None,
                Some(condition) => Some(self.condition(condition, false)?),
            },
            standing: read::standing(node),
        })
    }

    pub(super) fn exit_rule(&mut self, node: &Node) -> Option<ExitRule> {
        Some(ExitRule {
            code: read::text(node, "code")?,
            fewer_than: read::number(node, "minder_dan")?,
            within: read::span(node, "binnen")?,
            scope: scope(node),
            standing: read::standing(node),
        })
    }

    pub(super) fn reason(&mut self, node: &Node) -> Option<ReasonCode> {
        let kinds = [
            ("herstel", ReasonKind::Repair),
            ("afwijzing", ReasonKind::Refusal),
            ("advies", ReasonKind::Advice),
        ];
        Some(ReasonCode {
            code: read::text(node, "code")?,
            kind: read::word(node, "soort", &kinds)?,
            title: read::text(node, "titel")?,
            text: read::text(node, "tekst")?,
            standing: read::standing(node),
        })
    }

    pub(super) fn paragraph(&mut self, node: &Node) -> Option<LetterParagraph> {
        let places = [
            ("inleiding", ParagraphPlace::Opening),
            ("toelating", ParagraphPlace::Admission),
            ("afwijzing", ParagraphPlace::Refusal),
            ("vervolg", ParagraphPlace::Next),
            ("slot", ParagraphPlace::Closing),
        ];
        Some(LetterParagraph {
            code: read::text(node, "code")?,
            place: read::word(node, "plaats", &places)?,
            text: read::text(node, "tekst")?,
            standing: read::standing(node),
        })
    }
}

fn moment(node: &Node) -> Option<Moment> {
    let Some(moment) = node.get("moment") else { return Some(Moment::Application) };
    match moment.text() {
        Some("bij_aanmelding") => Some(Moment::Application),
        Some("bij_start") => Some(Moment::Start),
        _ => read::span(moment, "na_start").map(Moment::AfterStart),
    }
}

fn applies_to(node: &Node) -> Option<AppliesTo> {
    let Some(applies) = node.get("geldt_voor") else { return Some(AppliesTo::New) };
    if applies.text() == Some("nieuw") {
        return Some(AppliesTo::New);
    }
    let running = applies.get("lopend")?;
    Some(AppliesTo::Running {
        article: read::text(running, "contractartikel")?,
        transition: read::span(running, "overgangstermijn")?,
    })
}

fn scope(node: &Node) -> Scope {
    node.get("bereik").map_or_else(Scope::default, |scope| Scope {
        groups: read::names(scope, "productgroepen"),
        products: read::names(scope, "producten"),
        gemeenten: read::names(scope, "gemeenten"),
    })
}
