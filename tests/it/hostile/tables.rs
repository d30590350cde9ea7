//! Tables that people open in a spreadsheet: what an aanbieder calls itself is never a formula, and reads back the same.

use crate::support::on_both;
use crate::support::register::Admitted;

use super::*;

#[actix_web::test]
async fn the_register_as_a_table_reads_back_whole_and_has_no_formula() {
    on_both(async |app| {
        let world = app.world();
        let names = [
            KEPT_NAME.to_owned(),
            KEPT_STREET.to_owned(),
            "+31 \"zorg\"; en meer".to_owned(),
            "-1".to_owned(),
            format!("Zorg {}", "\u{e9}".repeat(195)),
            "Een\u{202f}\u{5e9}\u{5dc}\u{5d5}\u{5dd} ) Tj".to_owned(),
        ];
        for name in &names {
            let org = app.organisation(name);
            app.admit(&world, &Admitted::active(&org, name, "ib", "GM1690"));
        }
        let body = app.visitor().get(&format!("/regio/{}/register.csv", world.slug)).await.body();
        let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap();
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(body);
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), names.len());
        let cells: Vec<&str> = rows.iter().flatten().collect();
        for name in &names {
            let expected =
                if name.starts_with(['=', '+', '-', '@']) { format!("'{name}") } else { name.clone() };
            assert!(cells.contains(&expected.as_str()), "{expected}: {cells:?}");
        }
        assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])), "{cells:?}");
        let page = app.visitor().get(&format!("/regio/{}/register", world.slug)).await.text;
        assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert("), "{page}");
        let api = app.visitor().get(&format!("/api/v1/regio/{}/register", world.slug)).await;
        let api: serde_json::Value = serde_json::from_slice(&api.body()).unwrap();
        let api = api.to_string();
        for name in &names {
            let quoted = serde_json::to_string(name).unwrap();
            assert!(api.contains(&quoted), "{name}: {api}");
        }
    })
    .await;
}
