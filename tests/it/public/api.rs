//! The register as JSON, with the same rules as its page.

use openhuis::domain::admission::State;
use serde_json::Value;

use crate::support::on_both;
use crate::support::register::Admitted;

#[actix_web::test]
async fn programs_read_the_register_and_a_mistake_is_a_problem_document() {
    on_both(async |app| {
        let world = app.world();
        for (name, state) in [("Bravo", State::Suspended), ("Alfa", State::Active), ("Wacht", State::Granted)]
        {
            let org = app.organisation(name);
            let one = Admitted::active(&org, name, "ib", "GM1690");
            app.admit(&world, &Admitted { state, ..one });
        }
        let path = format!("/api/v1/regio/{}/register", world.slug);
        let page = app.visitor().get(&path).await;
        assert_eq!((page.status, page.header("api-version")), (200, "1.0.0"));
        let json: Value = serde_json::from_str(&page.text).unwrap();
        let found: Vec<_> = json["aanbieders"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["naam"].as_str().unwrap(), &one["toelatingen"][0]["neemtNieuweClientenAan"]))
            .collect();
        assert_eq!(found, [("Alfa", &Value::Bool(true)), ("Bravo", &Value::Bool(false))]);
        assert!(!page.text.contains("geheim"));
        for (wrong, status) in
            [(format!("{path}?gemeente=onzin"), 400), ("/api/v1/regio/niets/register".to_owned(), 404)]
        {
            let answer = app.visitor().get(&wrong).await;
            assert_eq!((answer.status, answer.header("content-type")), (status, "application/problem+json"));
        }
        let described = app.visitor().get("/api/v1/openapi.json").await;
        let json: Value = serde_json::from_str(&described.text).unwrap();
        assert_eq!(json["openapi"], "3.1.0");
    })
    .await;
}
