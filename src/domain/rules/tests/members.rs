//! A combinatie: each its own exclusion part, which the others do not see; suitability together.

use super::story::{Story, day};
use crate::code::Code;
use crate::rules::{
    About, CombinationVerdict, Input, Member, MemberRole, Outcome, OwnPart, RequirementResult,
    evaluate_combination,
};
use crate::scheme::{Requirement, RequirementKind, Together};
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
        closed: &[],
        supply: &SupplySnapshot::new(day(2026, 9, 1), Vec::new()),
    };
    evaluate_combination(&input, &members)
}

fn result<'a>(found: &'a CombinationVerdict, code: &str) -> &'a RequirementResult {
    found.verdict.results.iter().find(|one| one.code.as_str() == code).unwrap()
}

/// What one of them sees of an eis that it must meet by itself.
fn own<'a>(part: &'a OwnPart, code: &str) -> &'a RequirementResult {
    part.results.iter().find(|one| one.code.as_str() == code).unwrap()
}

#[test]
fn alone_it_is_the_same_as_without_a_combinatie() {
    let story = Story::complete().with("solvabiliteit", "18 %");
    assert_eq!(together(&story, &[]).verdict, story.verdict());
}

#[test]
fn a_role_is_asked_what_it_must_meet_itself_and_what_it_adds_to_and_nothing_else() {
    let scheme = Story::complete().scheme;
    let of = |wanted: fn(&Requirement) -> bool| scheme.requirements().iter().find(|one| wanted(one)).unwrap();
    let exclusion = of(|one| one.together == Together::Each && one.kind == RequirementKind::Exclusion);
    let pooled = of(|one| one.together == Together::Pooled);
    let lead = of(|one| one.together == Together::Lead);
    let asked = |role: MemberRole| [exclusion, pooled, lead].map(|one| role.is_asked(one));
    assert_eq!(asked(MemberRole::Partner), [true, true, false]);
    assert_eq!(asked(MemberRole::ReliedOn), [true, true, false]);
    assert_eq!(asked(MemberRole::Subcontractor), [true, false, false]);
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
        let told = own(&found.own[1], "UIT-01");
        assert!(matches!(told.findings[0].about, About::Exclusion { declared: Some(true), .. }));
        assert_eq!(own(&found.own[0], "UIT-01").outcome, Outcome::Met);
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
}

#[test]
fn what_all_together_fall_short_of_is_not_laid_upon_one_of_them() {
    let poor = Story::complete().with("omzet", "30.000");
    assert_eq!(result(&together(&poor, &[]), "GES-04").changes.len(), 1);
    let found = together(&poor.clone(), &[(MemberRole::Partner, poor.with("omzet", "10.000"))]);
    let short = result(&found, "GES-04");
    assert_eq!((short.outcome, short.changes.len()), (Outcome::NotMet, 0));
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

/// Everything in order, where a declaration that each makes by itself asks for an extract.
fn with_extract() -> Story {
    Story::under("voorwaarde: {aanvaard: overeenkomst}", "voorwaarde: {bewijs: kvk}")
}

#[test]
fn the_papers_of_each_stay_with_that_one_and_nobody_passes_by_those_of_another() {
    let lead = with_extract().paper("kvk", Some(day(2026, 4, 11)), None);
    let found = together(&lead, &[(MemberRole::Partner, with_extract().no_papers("kvk"))]);
    let outcomes = |found: &CombinationVerdict| {
        found.own.iter().map(|part| own(part, "VER-01").outcome).collect::<Vec<_>>()
    };
    assert_eq!(outcomes(&found), [Outcome::NotMet, Outcome::Unknown]);
    let shared = result(&found, "VER-01");
    assert_eq!((shared.evidence.len(), shared.changes.len()), (0, 0));
    let told = own(&found.own[0], "VER-01");
    assert_eq!((told.evidence.len(), told.changes.len()), (1, 1));
}

#[test]
fn a_judgement_about_the_penvoerder_is_none_about_a_combinant() {
    let mut other = Story::complete();
    other.judgements.clear();
    let found = together(&Story::complete(), &[(MemberRole::Partner, other)]);
    assert_eq!(result(&found, "UTV-03").outcome, Outcome::Judge);
}

#[test]
fn a_form_for_who_takes_part_asks_what_counts_with_the_others_and_what_it_must_meet_itself() {
    let scheme = Story::complete().scheme;
    // Turnover, an exclusion, the agreement, and what only the penvoerder must meet.
    let asked = ["GES-04", "UIT-01", "VER-01", "GOV-05"]
        .map(|code| scheme.requirements().iter().find(|one| one.code.as_str() == code).unwrap());
    for (role, adds, itself) in [
        (MemberRole::Partner, [true, false, false, false], [false, true, true, false]),
        (MemberRole::ReliedOn, [true, false, false, false], [false, true, true, false]),
        (MemberRole::Subcontractor, [false; 4], [false, true, false, false]),
    ] {
        assert_eq!(asked.map(|one| role.adds_to(one)), adds, "{role:?}");
        assert_eq!(asked.map(|one| role.meets_itself(one)), itself, "{role:?}");
    }
}

#[test]
fn a_role_is_chosen_in_a_form_by_the_word_under_which_it_is_stored() {
    for role in MemberRole::ALL {
        assert_eq!(serde_json::to_value(role).unwrap(), role.code());
    }
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
