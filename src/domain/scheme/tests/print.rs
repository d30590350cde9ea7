//! A regeling printed and read again is the same regeling.

use proptest::prelude::*;

use super::{MIJOV, SAMPLE, ZWD};
use crate::scheme::tree::{self, Node, Value};
use crate::scheme::{Scheme, compare, print};

/// The values of a tree without their places.
fn values(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, empty } => format!("{text:?}{empty}"),
        Value::List(items) => items.iter().map(|item| format!("[{}]", values(item))).collect(),
        Value::Map(members) => {
            members.iter().map(|one| format!("{{{:?}={}}}", one.key, values(&one.node))).collect()
        }
    }
}

fn same(file: &str) {
    let printed = print(file.as_bytes()).unwrap();
    let (before, after) = (tree::read(file).0.unwrap(), tree::read(&printed).0.unwrap());
    assert_eq!(values(&before), values(&after), "{printed}");
    assert_eq!(print(printed.as_bytes()).unwrap(), printed, "printing again changes nothing");
}

#[test]
fn every_regeling_survives_being_printed() {
    for bytes in [ZWD, MIJOV, SAMPLE.as_bytes()] {
        let file = std::str::from_utf8(bytes).unwrap();
        same(file);
        let (before, after) =
            (Scheme::parse(bytes).unwrap(), Scheme::parse(print(bytes).unwrap().as_bytes()).unwrap());
        assert!(compare(&before, &after).is_empty());
    }
}

#[test]
fn a_broken_regeling_is_not_printed() {
    assert!(print(SAMPLE.replacen("titel: Proefregeling", "titels: x", 1).as_bytes()).is_err());
    assert!(print(b"formaat: openhuis-regeling/2\n").is_err());
}

/// Texts that YAML could take for something else.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{1,20}",
        "[-:#,{}\\[\\]'\"&*!|>%@ a\n0-9€]{1,12}",
        any::<String>(),
        prop::sample::select(vec![
            "ja",
            "null",
            "~",
            "true",
            "02",
            "0",
            "1e3",
            "2026-01-01",
            "- a",
            "a: b",
            "a #b",
            " a",
            "a ",
            "=",
            "<<"
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(200)))]

    #[test]
    fn every_text_survives_being_printed(title in any_text(), explanation in any_text()) {
        let quoted = |text: &str| {
            let escaped: String = text
                .chars()
                .map(|one| match one {
                    '"' => "\\\"".to_owned(),
                    '\\' => "\\\\".to_owned(),
                    // What may not stand in a file of YAML at all is not our matter here.
                    odd if odd.is_control() || u32::from(odd) > 0xFFFF || u32::from(odd) >= 0xFFFE => " ".to_owned(),
                    plain => plain.to_string(),
                })
                .collect();
            format!("\"{escaped}\"")
        };
        let file = SAMPLE
            .replacen("titel: Proefregeling", &format!("titel: {}", quoted(&title)), 1)
            .replacen("naam: Proefregio", &format!("naam: {}", quoted(&explanation)), 1);
        prop_assume!(Scheme::parse(file.as_bytes()).is_ok());
        same(&file);
    }
}
