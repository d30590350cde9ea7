//! A combinatie: each its own exclusion part, which the others do not see; suitability together.

use super::story::{Story, day};
use crate::rules::{
    About, CombinationVerdict, Input, Member, MemberRole, Outcome, RequirementResult, evaluate_combination,
};
use crate::supply::SupplySnapshot;

fn together(lead: &Story, others: &[(MemberRole, Story)]) -> CombinationVerdict {
    let facts: Vec<_> = others.iter().map(|(_, story)| story.facts()).collect();
    let members: Vec<Member<'_>> = others
        .iter()
        .zip(&facts)
        .map(|((role, story), facts)| Member {
            role: *role,
            facts,
            evidence: &story.evidence,
            accepted: &story.accepted,
            judgements: &story.judgements,
        })
        .collect();
    let input = Input {
        scheme: lead.scheme,
        national: lead.national,
        facts: &lead.facts(),
        evidence: &lead.evidence,
        accepted: &lead.accepted,
        lots: &lead.lots,
        dates: lead.dates,
        stage: lead.stage,
        judgements: &lead.judgements,
        supply: &SupplySnapshot::new(day(2026, 9, 1), Vec::new()),
    };
    evaluate_combination(&input, &members)
}

fn result<'a>(found: &'a CombinationVerdict, code: &str) -> &'a RequirementResult {
    found.verdict.results.iter().find(|one| one.code.as_str() == code).unwrap()
}

#[test]
fn alone_it_is_the_same_as_without_a_combinatie() {
    let story = Story::complete().with("solvabiliteit", "18 %");
    assert_eq!(together(&story, &[]).verdict, story.verdict());
}

#[test]
fn each_answers_for_its_own_exclusion_and_the_others_see_the_outcome_only() {
    let convicted = Story::complete()
        .with("veroordeeld", "ja")
        .with("veroordeeld_op", "1-11-2023")
        .with("veroordeeld_voor", "fraude")
        .with("maatregelen", "ander bestuur");
    for role in [MemberRole::Partner, MemberRole::ReliedOn, MemberRole::Subcontractor] {
        let found = together(&Story::complete(), &[(role, convicted.clone())]);
        let shared = result(&found, "UIT-01");
        assert_eq!(shared.outcome, Outcome::Judge, "{role:?}");
        assert!(matches!(shared.findings.as_slice(), [one] if matches!(one.about, About::Members { .. })));
        assert!(shared.evidence.is_empty());
        let told = crate::words::verdict::explanation(Story::complete().scheme, shared).join(" ");
        assert!(told.contains("De penvoerder: voldoet; deelnemer 2: beoordelen"), "{told}");
        let own = found.own[1].results.iter().find(|one| one.code.as_str() == "UIT-01").unwrap();
        assert!(matches!(own.findings[0].about, About::Exclusion { declared: Some(true), .. }));
        let lead = found.own[0].results.iter().find(|one| one.code.as_str() == "UIT-01").unwrap();
        assert_eq!(lead.outcome, Outcome::Met);
    }
}

#[test]
fn amounts_and_papers_count_together_and_shares_are_the_penvoerders() {
    let poor = Story::complete().with("omzet", "30.000").no_papers("kvk");
    assert_eq!(result(&together(&poor, &[]), "GES-04").outcome, Outcome::NotMet);
    let partner = Story::complete().with("omzet", "20.000,01").with("solvabiliteit", "1 %");
    let found = together(&poor, &[(MemberRole::Partner, partner.clone())]);
    assert_eq!(result(&found, "GES-04").outcome, Outcome::Met);
    assert_eq!(result(&found, "GES-01").outcome, Outcome::Met, "the partner has the extract");
    assert_eq!(result(&found, "GES-02").outcome, Outcome::Met, "25 % of the penvoerder");
    let helped = together(&poor, &[(MemberRole::ReliedOn, partner.clone())]);
    assert_eq!(result(&helped, "GES-04").outcome, Outcome::Met);
    let hired = together(&poor, &[(MemberRole::Subcontractor, partner)]);
    assert_eq!(result(&hired, "GES-04").outcome, Outcome::NotMet, "nobody relies on this one");
    assert!(result(&found, "GES-04").changes.is_empty());
}

#[test]
fn a_combinant_that_did_not_answer_leaves_a_sum_unknown() {
    let silent = Story::complete().without("omzet");
    let found = together(&Story::complete(), &[(MemberRole::Partner, silent.clone())]);
    assert_eq!(result(&found, "GES-04").outcome, Outcome::Unknown);
    let found = together(&Story::complete(), &[(MemberRole::ReliedOn, silent)]);
    assert_eq!(result(&found, "GES-04").outcome, Outcome::Met);
}

#[test]
fn each_accepts_the_agreement_and_a_mere_onderaannemer_need_not() {
    let mut silent = Story::complete();
    silent.accepted.clear();
    let partner = together(&Story::complete(), &[(MemberRole::Partner, silent.clone())]);
    assert_eq!(result(&partner, "VER-01").outcome, Outcome::Unknown);
    let hired = together(&Story::complete(), &[(MemberRole::Subcontractor, silent)]);
    assert_eq!(result(&hired, "VER-01").outcome, Outcome::Met);
}

#[test]
fn what_only_the_penvoerder_must_meet_is_not_asked_of_others() {
    let other = Story::complete().with("dagen", "ma");
    let found = together(&Story::complete(), &[(MemberRole::Partner, other)]);
    assert_eq!(result(&found, "GOV-05").outcome, Outcome::Met);
}

#[test]
fn the_order_of_the_others_changes_no_outcome() {
    let one = Story::complete().with("omzet", "1");
    let other = Story::complete().with("veroordeeld", "ja");
    let outcomes = |found: CombinationVerdict| -> Vec<Outcome> {
        found.verdict.results.iter().map(|one| one.outcome).collect()
    };
    let lead = Story::complete();
    let members = [(MemberRole::Partner, one), (MemberRole::ReliedOn, other)];
    let turned = [members[1].clone(), members[0].clone()];
    assert_eq!(outcomes(together(&lead, &members)), outcomes(together(&lead, &turned)));
}
