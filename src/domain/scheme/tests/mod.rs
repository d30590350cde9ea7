//! The shipped regelingen, and everything that can be wrong with one.

use super::{NationalTables, Scheme};
use crate::words::scheme::mistakes;

const ZWD: &[u8] = include_bytes!("../../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml");
const MIJOV: &[u8] = include_bytes!("../../../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml");
const WNT: &[u8] = include_bytes!("../../../../data/national/wnt.yaml");

#[test]
fn the_shipped_regelingen_have_no_mistakes() {
    for (name, bytes) in [("zwd", ZWD), ("mijov", MIJOV)] {
        let read = Scheme::parse(bytes);
        assert!(read.is_ok(), "{}", read.map_or_else(|wrong| mistakes(name, &wrong), |_| String::new()));
    }
    assert!(NationalTables::parse_wnt(WNT).is_ok());
}

mod broken;
mod comparison;
mod edit;
mod kinds;
mod print;

/// A small regeling with every form of condition.
pub(crate) const SAMPLE: &str = include_str!("sample.yaml");

#[test]
fn the_hash_is_of_the_bytes_and_nothing_else() {
    let one = Scheme::parse(SAMPLE.as_bytes()).unwrap();
    let other = Scheme::parse(format!("{SAMPLE}\n").as_bytes()).unwrap();
    assert_eq!(one.sha256().len(), 64);
    assert_ne!(one.sha256(), other.sha256());
}

#[test]
fn negation_is_pushed_down_to_the_comparison() {
    use super::{Comparator, Condition, Test};
    let scheme = Scheme::parse(SAMPLE.as_bytes()).unwrap();
    let code = crate::policy_code::RequirementCode::parse("UIT-02").unwrap();
    let Condition::Fact(test) = &scheme.requirement(&code).unwrap().condition else { panic!("another form") };
    assert!(matches!(test.test, Test::Compare { comparator: Comparator::NotEqual, .. }));
}

#[test]
fn an_unconfirmed_or_missing_year_has_no_maximum() {
    let tables = NationalTables::parse_wnt(WNT).unwrap();
    assert!(tables.wnt_maximum(2024, super::WntClass::Ii).is_some());
    assert_eq!(tables.wnt_maximum(2025, super::WntClass::General), None);
    assert_eq!(tables.wnt_maximum(2025, super::WntClass::Ii), None);
    assert_eq!(tables.wnt_maximum(2022, super::WntClass::Ii), None);
}

#[test]
fn every_requirement_of_a_shipped_regeling_has_text() {
    for bytes in [ZWD, MIJOV, SAMPLE.as_bytes()] {
        let scheme = Scheme::parse(bytes).unwrap();
        for requirement in scheme.requirements() {
            let lines = crate::words::requirement::text(&scheme, requirement);
            assert!(
                lines.iter().all(|line| line.text.ends_with(['.', ':'])),
                "{}: {lines:?}",
                requirement.code
            );
        }
    }
}
