//! The two regions' data against the figures of the documents they come from.

use std::collections::{BTreeMap, BTreeSet};

use openhuis_domain::code::Code;
use openhuis_domain::money::Cents;
use openhuis_domain::scheme::{CellState, EqualDays, NationalTables, Scheme, Status, Unit, WntClass};
use openhuis_domain::terms::Calendar;
use openhuis_domain::words::requirement::paragraph;

const DRENTHE: &[u8] = include_bytes!("../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml");
const IJSSEL: &[u8] = include_bytes!("../../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml");

fn read(bytes: &[u8]) -> Scheme {
    Scheme::parse(bytes).unwrap_or_else(|mistakes| {
        let lines: Vec<String> = mistakes.0.iter().map(|one| format!("{one:?}")).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// The matrix in the letters of the table in the document: one letter per gemeente, in the order of the file.
fn row(cells: &BTreeMap<openhuis_domain::identifiers::GemeenteCode, CellState>, scheme: &Scheme) -> String {
    let letter = |state: &CellState| match state {
        CellState::InUse => 'x',
        CellState::Later => 'l',
        CellState::NotBought => '-',
        CellState::Local => 'L',
        CellState::Undecided => '?',
    };
    scheme.gemeenten().iter().map(|gemeente| letter(&cells[&gemeente.code])).collect()
}

fn matrix(scheme: &Scheme) -> Vec<(String, String)> {
    scheme.matrix().iter().map(|one| (one.product.to_string(), row(&one.cells, scheme))).collect()
}

fn gemeenten(scheme: &Scheme) -> Vec<(&str, &str)> {
    scheme.gemeenten().iter().map(|one| (one.name.as_str(), one.code.as_str())).collect()
}

#[test]
fn both_regions_have_their_gemeenten_with_cbs_codes() {
    let six = [
        ("De Wolden", "GM1690"),
        ("Hoogeveen", "GM0118"),
        ("Meppel", "GM0119"),
        ("Staphorst", "GM0180"),
        ("Westerveld", "GM1701"),
        ("Zwartewaterland", "GM1896"),
    ];
    let eight = [
        ("Apeldoorn", "GM0200"),
        ("Brummen", "GM0213"),
        ("Epe", "GM0232"),
        ("Hattem", "GM0244"),
        ("Heerde", "GM0246"),
        ("Lochem", "GM0262"),
        ("Voorst", "GM0285"),
        ("Zutphen", "GM0301"),
    ];
    assert_eq!(gemeenten(&read(DRENTHE)), six);
    assert_eq!(gemeenten(&read(IJSSEL)), eight);
}

#[test]
fn the_contracts_until_2026_have_the_fifty_cells_of_the_note() {
    let scheme = read(DRENTHE);
    let history = &scheme.history()[0];
    let rows: Vec<String> = history.rows.iter().map(|one| row(&one.cells, &scheme)).collect();
    let table = [
        "----xx", "xxxx--", "xxxx--", "----xx", "xxxx--", "xxxx--", "xxxxxx", "xxxxxx", "xxxxxx", "xxxxxx",
        "xxxxxx",
    ];
    assert_eq!(rows, table);
    assert_eq!(rows.concat().matches('x').count(), 50);
}

#[test]
fn the_wished_products_are_bought_where_the_note_says_so_and_open_where_it_does_not() {
    let wished = [
        ("ib_licht", "xxxxll"),
        ("ib_midden", "xxxxxx"),
        ("ib_zwaar", "xxxxxx"),
        ("db_licht", "xxxx??"),
        ("db_midden", "xxxxxx"),
        ("db_zwaar", "xxxxxx"),
        ("db_vervoer", "xxxxxx"),
        ("respijtzorg", "xxxxxx"),
        ("beschermd_thuis", "---x-x"),
    ];
    let scheme = read(DRENTHE);
    assert_eq!(matrix(&scheme), wished.map(|(product, cells)| (product.to_owned(), cells.to_owned())));
    for light in scheme.matrix().iter().filter(|one| one.product.as_str().ends_with("_licht")) {
        assert_eq!(light.standing.status, Status::Proposed);
    }
}

#[test]
fn demand_adds_up_to_the_totals_of_the_note() {
    let scheme = read(DRENTHE);
    let total = |group: &str| -> i64 {
        scheme.demand().iter().filter(|one| one.group.as_str() == group).map(|one| one.clients).sum()
    };
    assert_eq!([total("ib"), total("db"), total("vervoer"), total("respijtzorg")], [1837, 733, 361, 5]);
    let inhabitants: i64 = scheme.gemeenten().iter().map(|one| one.inhabitants.unwrap().count).sum();
    assert_eq!(inhabitants, 178_176);
}

#[test]
fn the_second_region_shows_what_is_bought_locally_and_what_is_undecided() {
    let all = "xxxxxxxx";
    let expected = [
        ("hh", "LxxxLxxL"),
        ("persoonlijke_verzorging", all),
        ("bi_basis", all),
        ("bi_complex", all),
        ("bg_basis", all),
        ("bg_complex", all),
        ("vervoer", all),
        ("vervoer_plus", all),
        ("werkt_mee", all),
        ("time_out", all),
        ("zorgcoordinatie", all),
        ("respijtzorg", "L???????"),
    ];
    let scheme = read(IJSSEL);
    assert_eq!(scheme.groups().len(), 10);
    assert_eq!(matrix(&scheme), expected.map(|(product, cells)| (product.to_owned(), cells.to_owned())));
    assert!(scheme.demand().is_empty(), "the document gives no clients per gemeente");
}

#[test]
fn every_requirement_has_a_ground_and_says_where_it_comes_from() {
    for scheme in [read(DRENTHE), read(IJSSEL)] {
        for one in scheme.requirements() {
            assert!(one.ground.starts_with("Aanmeldingsdocument §"), "{}", one.code);
            assert!(one.standing.source.is_some(), "{}", one.code);
            assert!(one.explanation.is_some() || one.standing.status == Status::Decided, "{}", one.code);
        }
        let thresholds: Vec<_> =
            scheme.requirements().iter().filter(|one| !one.scope.gemeenten.is_empty()).collect();
        assert!(!thresholds.is_empty(), "a threshold may differ per gemeente");
        assert!(thresholds.iter().all(|one| one.standing.status == Status::Proposed));
    }
}

#[test]
fn the_same_question_has_the_same_code_and_type_in_both_regions() {
    let (one, other) = (read(DRENTHE), read(IJSSEL));
    let shared: Vec<_> = one.facts().iter().filter_map(|def| Some((def, other.fact(&def.code)?))).collect();
    assert!(shared.len() >= 45);
    assert!(shared.iter().all(|(def, same)| def.kind == same.kind && def.class == same.class));
    let shared: Vec<_> =
        one.evidence().iter().filter_map(|def| Some((def, other.evidence_def(&def.code)?))).collect();
    assert!(shared.len() >= 10);
    assert!(shared.iter().all(|(def, same)| def == same));
    let shared: Vec<_> =
        one.requirements().iter().filter_map(|def| Some((def, other.requirement(&def.code)?))).collect();
    assert!(shared.iter().all(|(def, same)| def.title == same.title && def.condition == same.condition));
}

#[test]
fn every_tariff_is_an_example_and_is_whole_per_minute() {
    for scheme in [read(DRENTHE), read(IJSSEL)] {
        for product in scheme.groups().iter().flat_map(|group| &group.products) {
            assert!(!product.tariffs.is_empty(), "{}", product.code);
            for tariff in &product.tariffs {
                assert_eq!(tariff.standing.status, Status::Example);
                let minutes = match product.unit {
                    Unit::Minute | Unit::Ride => 1,
                    Unit::Hour => 60,
                    Unit::DayPart => 240,
                    Unit::Day => 1440,
                };
                assert!(tariff.price.split_exactly(minutes).is_some(), "{} {:?}", product.code, tariff.price);
            }
        }
    }
}

#[test]
fn tiles_of_a_region_do_not_lie_on_each_other() {
    for scheme in [read(DRENTHE), read(IJSSEL)] {
        let mut tiles: Vec<_> = scheme.gemeenten().iter().map(|one| (one.column, one.row)).collect();
        tiles.sort_unstable();
        tiles.dedup();
        assert_eq!(tiles.len(), scheme.gemeenten().len());
    }
}

#[test]
fn a_wnt_maximum_that_nobody_confirmed_is_no_maximum() {
    let tables = NationalTables::parse_wnt(include_bytes!("../../../data/national/wnt.yaml")).unwrap();
    assert_eq!(tables.wnt_maximum(2024, WntClass::Ii), Some(Cents::new(15_800_000)));
    assert_eq!(tables.wnt_maximum(2024, WntClass::General), tables.wnt_maximum(2024, WntClass::V));
    for class in WntClass::ALL {
        assert_eq!(tables.wnt_maximum(2025, *class), None);
        assert_eq!(tables.wnt_maximum(2026, *class), None);
    }
}

#[test]
fn days_made_equal_to_feestdagen_are_read_once_each_and_move_a_deadline() {
    let bytes = include_bytes!("../../../data/national/feestdagen.yaml");
    let days = EqualDays::parse(bytes).unwrap();
    assert_eq!(days.days().count(), 10);
    let after_ascension = chrono::NaiveDate::from_ymd_opt(2026, 5, 15).unwrap();
    assert!(!days.calendar().is_working_day(after_ascension));
    assert!(days.calendar().without_unconfirmed().is_working_day(after_ascension), "nobody confirmed it");
    assert!(Calendar::default().is_working_day(after_ascension));
    let twice = String::from_utf8_lossy(bytes).replace("2026-01-02", "2026-05-15");
    assert!(EqualDays::parse(twice.as_bytes()).is_err());
}

#[test]
fn a_vog_is_never_asked_to_be_sent_and_something_equivalent_is_judged_by_published_points() {
    for scheme in [read(DRENTHE), read(IJSSEL)] {
        let text = |code: &str| {
            let requirement = scheme.requirements().iter().find(|one| one.code.as_str() == code).unwrap();
            paragraph(&scheme, requirement)
        };
        assert!(text("KWA-05").starts_with("Stuur dit niet op."), "{}", text("KWA-05"));
        let points = scheme.evidence().iter().find_map(|one| one.equivalent.as_ref()).unwrap();
        assert!(points.points.iter().all(|point| text("GES-04").contains(&point.norm)), "{}", text("GES-04"));
    }
}

/// The papers and statements that a toelatingsprocedure asks: D30 to D60 of the domain study, from the extract of the KvK to the
/// statement on financial health.
#[test]
fn each_regeling_is_a_full_procedure_with_a_place_for_every_paper_of_the_list() {
    for scheme in [read(DRENTHE), read(IJSSEL)] {
        assert!(scheme.requirements().len() >= 35, "{} eisen", scheme.requirements().len());
        let of_requirements = scheme.requirements().iter().map(|one| &one.standing);
        let of_evidence = scheme.evidence().iter().map(|one| &one.standing);
        let sources: BTreeSet<&str> = of_requirements
            .chain(of_evidence)
            .filter_map(|standing| standing.source.as_deref())
            .flat_map(|source| source.split(", "))
            .collect();
        let without: Vec<String> = (30..=60)
            .map(|number| format!("D{number}"))
            .filter(|one| !sources.contains(one.as_str()))
            .collect();
        assert!(without.is_empty(), "{}: {without:?}", scheme.code());
    }
}
