//! Statements about tables: everything that is wrong is said at once, each with its place, and nothing else is.

use super::{
    CONTRACTS_COLUMNS, Capacity, Cell, Column, Flaw, MOST_ROWS, Quarter, Row, Table, Wrong, clients,
    contracts,
};
use crate::identifiers::{Flaw as IdentifierFlaw, IdentifierError, IdentifierKind};
use crate::scheme::Scheme;
use crate::testing::day;
use crate::text::TooLong;
use crate::words::imports::{flaw, heading};

const ZWD: &str = include_str!("../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml");

fn scheme() -> Scheme {
    Scheme::parse(ZWD.as_bytes()).unwrap()
}

/// A table of lines with semicolons; `=` is a formula.
fn table(lines: &[&str]) -> Table {
    let cell = |text: &str| if text == "=" { Cell::Formula } else { Cell::Text(text.to_owned()) };
    let rows = lines
        .iter()
        .zip(1..)
        .map(|(line, number)| Row { number, cells: line.split(';').map(cell).collect() });
    Table::of(rows).unwrap()
}

fn wrong(lines: &[&str]) -> Vec<Wrong> {
    clients(&table(lines), &scheme(), day("2026-11-22")).unwrap_err()
}

fn at(row: u32, column: Column, flaw: Flaw) -> Wrong {
    Wrong { row: Some(row), column: Some(column), flaw }
}

const HEAD: &str = "gemeente;productgroep;kwartaal;cliënten";

#[test]
fn a_table_of_clients_is_read_by_name_or_code_whatever_the_order_of_the_columns() {
    let table =
        table(&["Clienten;Kwartaal;Productgroep;GEMEENTE", "12;2026K3;ib;gm0118", "0;2026q4;db;de wolden"]);
    let read = clients(&table, &scheme(), day("2026-11-22")).unwrap();
    let said: Vec<String> = read
        .iter()
        .map(|one| format!("{}/{} {} {}", one.lot.group, one.lot.gemeente, one.quarter, one.clients))
        .collect();
    assert_eq!(said, ["ib/GM0118 2026K3 12", "db/GM1690 2026K4 0"]);
}

#[test]
fn everything_that_is_wrong_in_the_cells_is_said_at_once_with_row_and_column() {
    let told = wrong(&[
        HEAD,
        "GM0118;ib;2026K3;12",
        "Amsterdam;xx;derde kwartaal;-3",
        "GM0118;ib;2026K3;13",
        ";;;",
        "GM0118;db;2027K1;1.200",
        "GM0118;db;2026K3;99999999",
        "GM0118;db;=;",
        "GM1690;ib;2026K3;=",
    ]);
    assert_eq!(
        told,
        [
            at(3, Column::Gemeente, Flaw::UnknownGemeente("Amsterdam".to_owned())),
            at(3, Column::Group, Flaw::UnknownGroup("xx".to_owned())),
            at(3, Column::Quarter, Flaw::NotAQuarter),
            at(3, Column::Clients, Flaw::Negative),
            at(4, Column::Quarter, Flaw::Twice { first: 2 }),
            at(6, Column::Quarter, Flaw::QuarterAhead(Quarter::parse("2027K1").unwrap())),
            at(6, Column::Clients, Flaw::NotWhole),
            at(7, Column::Clients, Flaw::TooLarge),
            at(8, Column::Quarter, Flaw::Formula),
            at(8, Column::Clients, Flaw::Missing),
            at(9, Column::Clients, Flaw::Formula),
        ]
    );
}

#[test]
fn of_headings_that_do_not_fit_all_is_said_and_of_the_rows_nothing() {
    let told = wrong(&["gemeente;groep;kwartaal;kwartaal;", "x;x;x;x;"]);
    let head = |column, flaw| Wrong { row: Some(1), column, flaw };
    assert_eq!(
        told,
        [
            head(None, Flaw::UnknownColumn("groep".to_owned())),
            head(Some(Column::Group), Flaw::NoColumn),
            head(Some(Column::Quarter), Flaw::ColumnTwice),
            head(Some(Column::Clients), Flaw::NoColumn),
        ]
    );
}

#[test]
fn a_cell_beside_the_headings_is_no_part_of_the_table() {
    let nowhere = |row| Wrong { row: Some(row), column: None, flaw: Flaw::NoHeading };
    assert_eq!(wrong(&[HEAD, "GM0118;ib;2026K3;1;200"]), [nowhere(2)]);
    assert_eq!(wrong(&["gemeente;productgroep;kwartaal;cliënten;", "GM0118;ib;2026K3;1;200"]), [nowhere(2)]);
}

#[test]
fn a_table_without_rows_and_one_with_too_many_are_refused() {
    let whole = |flaw| Wrong { row: None, column: None, flaw };
    assert_eq!(wrong(&[HEAD]), [whole(Flaw::NoRows)]);
    let mut lines = vec![HEAD];
    lines.resize(MOST_ROWS + 2, "GM0118;ib;2026K3;12");
    assert_eq!(wrong(&lines), [whole(Flaw::TooManyRows)]);
}

#[test]
fn what_is_nowhere_bought_is_not_counted() {
    let scheme = scheme();
    let (group, gemeente) = scheme
        .groups()
        .iter()
        .flat_map(|group| scheme.gemeenten().iter().map(move |gemeente| (group, gemeente)))
        .find(|(group, gemeente)| {
            let cell = |code| scheme.cell(code, &gemeente.code);
            group.products.iter().all(|one| cell(&one.code) == Some(crate::scheme::CellState::NotBought))
        })
        .unwrap();
    let line = format!("{};{};2026K3;4", gemeente.name, group.code);
    assert_eq!(wrong(&[HEAD, &line]), [at(2, Column::Group, Flaw::NotBought)]);
}

#[test]
fn a_quarter_has_a_year_and_a_number_from_one_to_four_and_sorts_as_text() {
    let read = |text| Quarter::parse(text).map(|one| one.to_string()).ok();
    assert_eq!(read("2026K3").as_deref(), Some("2026K3"));
    assert_eq!(read("2026q1").as_deref(), Some("2026K1"));
    for text in ["", "2026", "2026K0", "2026K5", "26K1", "1999K4", "2026K 1", "20261", "2026KK", "K1"] {
        assert_eq!(read(text), None, "{text}");
    }
    assert_eq!(Quarter::of(day("2026-03-31")).to_string(), "2026K1");
    assert_eq!(Quarter::of(day("2026-12-31")).to_string(), "2026K4");
    let (last, first) = (Quarter::of(day("2025-12-31")), Quarter::of(day("2026-01-01")));
    assert!(last < first && last.to_string() < first.to_string());
}

const HOEVE: &str =
    "90000001;De Hoeve B.V.;bv;alleen;Dorpsstraat 1;7900 AA;Hoogeveen;info@hoeve.example;0850000001;A. Boer";

/// A table of contracts with these rows.
fn contract_table(rows: &[&str]) -> Table {
    let head = CONTRACTS_COLUMNS.map(heading).join(";");
    table(&[&[head.as_str()], rows].concat())
}

fn refused(rows: &[&str]) -> Vec<Wrong> {
    contracts(&contract_table(rows), &scheme(), day("2026-11-22")).unwrap_err()
}

/// The code of the first product of a productgroep that is bought in a gemeente.
fn product(group: &str, gemeente: &str) -> String {
    let scheme = scheme();
    let found = scheme.groups().iter().find(|one| one.code.as_str() == group).unwrap();
    let gemeente = scheme.gemeenten().iter().find(|one| one.code.as_str() == gemeente).unwrap();
    let bought = |code: &_| scheme.cell(code, &gemeente.code) == Some(crate::scheme::CellState::InUse);
    found.products.iter().find(|one| bought(&one.code)).unwrap().code.to_string()
}

#[test]
fn contracts_are_put_together_per_aanbieder_and_its_address_need_stand_in_its_first_row_only() {
    let (ib, db) = (product("ib", "GM0118"), product("db", "GM1690"));
    let rows = [
        format!("{HOEVE};GM0118;ib;{ib};1-1-2026;20;5;2026-11-01"),
        format!(
            "90000002;Thuis;Stichting;gezamenlijk;Laan 2;7941AB;Meppel;info@thuis.example;0522-123456;;GM0118;ib;{ib};2026-02-01;;;"
        ),
        format!("90000001;;;;;;;;;;de wolden;db;{db};15-03-2026;4;0;22-11-2026"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let read = contracts(&contract_table(&rows), &scheme(), day("2026-11-22")).unwrap();
    let said: Vec<_> =
        read.iter().map(|one| (one.row, one.profile.name.as_str(), one.contracts.len())).collect();
    assert_eq!(said, [(2, "De Hoeve B.V.", 2), (3, "Thuis", 1)]);
    assert_eq!(read[0].contact, "A. Boer");
    let contract = &read[0].contracts[1];
    assert_eq!((contract.lot.gemeente.as_str(), contract.since), ("GM1690", day("2026-03-15")));
    assert_eq!(contract.capacity, Some(Capacity { places: 4, free: 0, as_of: day("2026-11-22") }));
    assert_eq!(read[1].contracts[0].capacity, None, "nobody said");
}

#[test]
fn everything_that_is_wrong_in_a_row_of_a_contract_is_said_at_once() {
    let ib = product("ib", "GM0118");
    let rows = [
        "1234567;;naamloos;samen;;x;;geen mail;12;;GM0118;ib;xyz;1-1-2025;-1;5;morgen".to_owned(),
        format!("{HOEVE};GM0118;ib;{ib};1-1-2027;5;6;1-12-2026"),
        format!("90000001;De Hoeve BV;;;;;;;;;GM0118;ib;{ib};1-1-2026;=;;1-11-2026"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let not = |kind| Flaw::NotIdentifier(IdentifierError { kind, flaw: IdentifierFlaw::Shape });
    let (from, until) = (day("2026-01-01"), day("2035-12-31"));
    assert_eq!(
        refused(&rows),
        [
            at(2, Column::Kvk, not(IdentifierKind::Kvk)),
            at(2, Column::Name, Flaw::Missing),
            at(2, Column::LegalForm, Flaw::NotInList(Column::LegalForm)),
            at(2, Column::Signing, Flaw::NotInList(Column::Signing)),
            at(2, Column::Street, Flaw::Missing),
            at(2, Column::Postcode, not(IdentifierKind::Postcode)),
            at(2, Column::Town, Flaw::Missing),
            at(2, Column::Mail, not(IdentifierKind::Email)),
            at(2, Column::Phone, not(IdentifierKind::Phone)),
            at(2, Column::Products, Flaw::UnknownProduct("xyz".to_owned())),
            at(2, Column::Starts, Flaw::OutsideTerm { from, until }),
            at(2, Column::Places, Flaw::Negative),
            at(2, Column::AsOf, Flaw::NotADay),
            at(3, Column::Starts, Flaw::NotStarted),
            at(3, Column::AsOf, Flaw::DayAhead),
            at(4, Column::Group, Flaw::Twice { first: 3 }),
            at(4, Column::Name, Flaw::Contradicts { first: 3 }),
            at(4, Column::Places, Flaw::Formula),
            at(4, Column::Free, Flaw::Missing),
        ]
    );
}

#[test]
fn no_more_places_are_free_than_there_are_and_a_product_is_one_that_the_gemeente_buys() {
    let ib = product("ib", "GM0118");
    let row = format!("{HOEVE};GM0118;ib;{ib};1-1-2026;5;6;1-11-2026");
    assert_eq!(refused(&[&row]), [at(2, Column::Free, Flaw::MoreFreeThanPlaces { places: 5 })]);
    let scheme = scheme();
    let not_bought = scheme.groups().iter().find_map(|group| {
        let gemeente = scheme.gemeenten().iter().find(|gemeente| {
            let states: Vec<_> =
                group.products.iter().filter_map(|one| scheme.cell(&one.code, &gemeente.code)).collect();
            states.contains(&crate::scheme::CellState::InUse)
                && states.contains(&crate::scheme::CellState::NotBought)
        })?;
        let away = |code: &_| scheme.cell(code, &gemeente.code) == Some(crate::scheme::CellState::NotBought);
        let product = group.products.iter().find(|one| away(&one.code))?;
        Some((group.code.to_string(), gemeente.code.to_string(), product.code.to_string()))
    });
    if let Some((group, gemeente, product)) = not_bought {
        let row = format!("{HOEVE};{gemeente};{group};{product};1-1-2026;;;");
        assert_eq!(refused(&[&row]), [at(2, Column::Products, Flaw::ProductNotBought(product))]);
    }
}

#[test]
fn every_flaw_has_a_sentence_of_its_own_that_says_what_to_do() {
    let some = || "x".to_owned();
    let date = day("2026-01-01");
    let kvk = IdentifierError { kind: IdentifierKind::Kvk, flaw: IdentifierFlaw::Shape };
    let all = [
        Flaw::NoColumn,
        Flaw::ColumnTwice,
        Flaw::UnknownColumn(some()),
        Flaw::NoHeading,
        Flaw::NoRows,
        Flaw::TooManyRows,
        Flaw::Formula,
        Flaw::Missing,
        Flaw::UnknownGemeente(some()),
        Flaw::UnknownGroup(some()),
        Flaw::NotBought,
        Flaw::NotAQuarter,
        Flaw::QuarterAhead(Quarter::of(date)),
        Flaw::NotWhole,
        Flaw::Negative,
        Flaw::TooLarge,
        Flaw::Twice { first: 2 },
        Flaw::NotIdentifier(kvk),
        Flaw::TooLong(TooLong { max: 1, actual: 2 }),
        Flaw::NotInList(Column::Signing),
        Flaw::NotInList(Column::LegalForm),
        Flaw::Contradicts { first: 2 },
        Flaw::OtherName(some()),
        Flaw::UnknownProduct(some()),
        Flaw::ProductNotBought(some()),
        Flaw::NotADay,
        Flaw::DayAhead,
        Flaw::NotStarted,
        Flaw::OutsideTerm { from: date, until: date },
        Flaw::MoreFreeThanPlaces { places: 1 },
    ];
    let said: std::collections::BTreeSet<String> = all.iter().map(flaw).collect();
    assert_eq!(said.len(), all.len());
    assert!(said.iter().all(|one| one.ends_with('.')));
    assert!(
        flaw(&Flaw::UnknownGroup("é".repeat(500))).chars().count() < 200,
        "a long text is not said again whole"
    );
}
