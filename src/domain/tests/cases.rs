//! The named cases of `tests/cases`, each played against the regeling that it names.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use openhuis_domain::rules::Case;
use openhuis_domain::scheme::{CaseFile, NationalTables, Scheme};

fn house(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn yaml_files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(house(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

#[test]
fn every_named_case_gives_the_outcome_it_tells() {
    let schemes: BTreeMap<String, Scheme> = yaml_files("data/schemes")
        .iter()
        .map(|path| Scheme::parse(&fs::read(path).unwrap()).unwrap())
        .map(|scheme| (scheme.code().to_owned(), scheme))
        .collect();
    let national = NationalTables::parse_wnt(&fs::read(house("data/national/wnt.yaml")).unwrap()).unwrap();
    let files = yaml_files("tests/cases");
    assert!(files.len() >= 60);
    let mut wrong = String::new();
    for path in files {
        let file = CaseFile::parse(&fs::read(&path).unwrap())
            .unwrap_or_else(|mistakes| panic!("{path:?}: {mistakes:?}"));
        let scheme = &schemes[&file.scheme];
        let case = Case::new(&file, scheme).unwrap_or_else(|problem| panic!("{path:?}: {problem}"));
        assert!(!file.expected.is_empty(), "{path:?} expects nothing");
        for deviation in case.deviations(&file.expected, &case.verdict(scheme, &national), scheme) {
            wrong += &format!("{}\n  {}\n  {deviation:?}\n", path.display(), file.title);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_case_that_names_what_the_regeling_does_not_have_is_refused() {
    let scheme =
        Scheme::parse(include_bytes!("../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml")).unwrap();
    let text = include_str!("../../../tests/cases/kvk-ontbreekt.yaml");
    for (right, other) in
        [("ib_midden", "ib_middel"), ("GM0119", "GM9999"), ("GES-01", "GES-99"), ("wmo_zwd", "wmo_x")]
    {
        let file = CaseFile::parse(text.replace(right, other).as_bytes()).unwrap();
        assert!(Case::new(&file, &scheme).is_err(), "{other}");
    }
    assert!(CaseFile::parse(text.replace("titel", "title").as_bytes()).is_err());
    assert!(CaseFile::parse(text.replace("2026-10-15", "15-10-2026").as_bytes()).is_err());
}

#[test]
fn an_expectation_that_the_rules_do_not_meet_is_reported() {
    let scheme =
        Scheme::parse(include_bytes!("../../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml"))
            .unwrap();
    let text = include_str!("../../../tests/cases/solvabiliteit-te-laag-in-apeldoorn.yaml");
    let deviations = |text: String| {
        let file = CaseFile::parse(text.as_bytes()).unwrap();
        let case = Case::new(&file, &scheme).unwrap();
        case.deviations(&file.expected, &case.verdict(&scheme, &NationalTables::default()), &scheme).len()
    };
    assert_eq!(deviations(text.to_owned()), 0);
    assert_eq!(deviations(text.replace("nodig: 20 %", "nodig: 21 %")), 1);
    assert_eq!(deviations(text.replace("uitkomst: voldoet_niet", "uitkomst: voldoet")), 1);
    assert_eq!(deviations(text.replace("uitkomst: geldt_niet", "uitkomst: onbekend")), 1);
    assert_eq!(deviations(text.replace("solvabiliteit: 18 %", "solvabiliteit: 20 %")), 1);
    let elsewhere = text.replace("{eis: GES-06, gemeente: GM0200,", "{eis: GES-06, gemeente: GM0232,");
    assert!(Case::new(&CaseFile::parse(elsewhere.as_bytes()).unwrap(), &scheme).is_err());
}
