//! What an aanbieder reads about a ground of added value, in a lot that is closed without one.

use crate::rules::Case;
use crate::scheme::{CaseFile, NationalTables, Scheme};
use crate::words::verdict::explanation;

/// What is said of the eis, for somebody with two places for people with dementie.
fn said(beside: &str) -> String {
    let scheme = include_bytes!("../../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml");
    let scheme = Scheme::parse(scheme).unwrap();
    let file = format!(
        "formaat: openhuis-casus/1\ntitel: Proef\nregeling: wmo_zwd_2026\ndagen: {{aanmelding: 2026-10-12, sluiting: 2026-10-15, start: \
         2027-01-01}}\nkiest:\n  - gemeente: GM0118\n    producten: [ib_licht]\n    plaatsen: {{dementie: 2}}\n{beside}gegevens: \
         {{bedient_nieuwe_doelgroep: ja}}\n"
    );
    let case = Case::new(&CaseFile::parse(file.as_bytes()).unwrap(), &scheme).unwrap();
    let verdict = case.verdict(&scheme, &NationalTables::default());
    let result = verdict.results.iter().find(|one| one.code.as_str() == "TGW-01").unwrap();
    explanation(&scheme, result).join(" ")
}

#[test]
fn somebody_reads_for_whom_there_was_no_room_and_on_which_day() {
    let nobody = said("    gesloten: ja\n    plek_voor: [algemeen]\n");
    assert!(
        nobody.contains("U biedt plaatsen voor mensen met dementie. Daarvoor was op 12 oktober 2026 nergens"),
        "{nobody}"
    );
    let somebody = said("    gesloten: ja\n    plek_voor: [dementie]\n");
    assert!(somebody.contains("was op 12 oktober 2026 al plek vrij"), "{somebody}");
    let unknown = said("    gesloten: ja\n");
    assert!(unknown.contains("Het aanbod in dit perceel is nog niet gepubliceerd."), "{unknown}");
    assert_eq!(said(""), "Dit geldt niet voor u.");
}
