//! What holds for every request: headers, form tokens, refusals, and a database that is away.

use openhuis::storage::db::Kind;
use openhuis::web::route::matrix;
use openhuis::web::routes::ROUTES;

use crate::support::database::TestDatabase;
use crate::support::{TestApp, golden, on_both};

#[test]
fn who_may_use_which_route_is_what_the_golden_matrix_says() {
    golden::holds("routes.golden", &matrix(ROUTES));
}

#[actix_web::test]
async fn every_answer_carries_the_headers_also_a_refusal() {
    on_both(async |app| {
        let client = app.visitor();
        for path in ["/inloggen", "/kies", "/nergens", "/healthz", "/static/nergens.css"] {
            let page = client.get(path).await;
            assert!(page.header("content-security-policy").starts_with("default-src 'none'; "), "{path}");
            assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
            assert_ne!(page.header("cache-control"), "", "{path}");
        }
        assert_eq!(client.get("/kies").await.header("cache-control"), "no-store");
    })
    .await;
}

#[actix_web::test]
async fn a_form_counts_only_with_its_own_token_from_our_own_page() {
    on_both(async |app| {
        app.user("a@zorg.test");
        let client = app.visitor();
        let form = client.get("/inloggen").await.form("/inloggen");
        assert_eq!(client.submit(&form, &[("_csrf", "")]).await.status, 403, "no token");
        let other = app.visitor().get("/inloggen").await.form("/inloggen");
        assert_eq!(client.submit(&other, &[]).await.status, 403, "somebody else's token");
        let csrf = &form.fields.iter().find(|(name, _)| name == "_csrf").unwrap().1;
        let body = format!("_csrf={csrf}");
        for foreign in
            [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")]
        {
            assert_eq!(client.post("/inloggen", &body, &[foreign]).await.status, 403, "{foreign:?}");
        }
        let own = [("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1")];
        assert_eq!(client.post("/inloggen", &body, &own).await.status, 422);
        let json = [("accept", "text/html"), ("content-type", "text/plain")];
        assert_eq!(client.send("POST", "/inloggen", &json, &body).await.status, 400, "not a form");
    })
    .await;
}

#[actix_web::test]
async fn people_get_a_page_and_programs_get_a_problem() {
    on_both(async |app| {
        let client = app.visitor();
        let page = client.get("/nergens").await;
        assert_eq!(page.status, 404);
        assert!(page.text.contains("Deze pagina bestaat niet"));
        let problem = client.send("GET", "/nergens", &[("accept", "application/json")], "").await;
        assert_eq!(problem.header("content-type"), "application/problem+json");
        let problem: serde_json::Value = serde_json::from_str(&problem.text).unwrap();
        assert_eq!((&problem["type"], &problem["status"]), (&"/problems/not-found".into(), &404.into()));
        let login = client.send("GET", "/kies", &[("accept", "application/json")], "").await;
        assert_eq!(login.status, 401);
    })
    .await;
}

#[actix_web::test]
async fn another_method_is_refused_and_head_answers_like_get_without_its_body() {
    on_both(async |app| {
        let client = app.visitor();
        let page = client.send("DELETE", "/inloggen", &[], "").await;
        assert_eq!((page.status, page.header("allow")), (405, "GET, HEAD, POST"));
        let head = client.send("HEAD", "/inloggen", &[], "").await;
        assert_eq!((head.status, head.text.as_str()), (200, ""));
    })
    .await;
}

#[actix_web::test]
async fn the_style_sheet_of_a_page_is_there_for_ever() {
    on_both(async |app| {
        let client = app.visitor();
        let page = client.get("/inloggen").await.text;
        let start = page.find("/static/app.").unwrap();
        let path = page[start..].split('"').next().unwrap();
        let sheet = client.send("GET", path, &[("accept-encoding", "identity")], "").await;
        assert_eq!((sheet.status, sheet.header("content-type")), (200, "text/css; charset=utf-8"));
        assert!(sheet.header("cache-control").contains("immutable"));
    })
    .await;
}

#[actix_web::test]
async fn a_form_larger_than_any_of_ours_is_refused() {
    on_both(async |app| {
        let client = app.visitor();
        client.get("/inloggen").await;
        let body = format!("mail={}", "a".repeat(3 * 1024 * 1024));
        assert_eq!(client.post("/inloggen", &body, &[]).await.status, 413);
    })
    .await;
}

#[actix_web::test]
async fn without_its_database_the_portal_says_so_calmly_and_recovers_without_a_restart() {
    let store = TestDatabase::fresh(Kind::Sqlite).unwrap();
    let (here, gone) = (store.folder.clone(), store.folder.with_extension("gone"));
    std::fs::rename(&here, &gone).unwrap();
    let app = TestApp::start(store);
    let client = app.visitor();
    assert_eq!(client.get("/healthz").await.status, 200);
    assert_eq!(client.get("/readyz").await.status, 503);
    let form = client.get("/inloggen").await.form("/inloggen");
    let away = client.submit(&form, &[("mail", "a@zorg.test"), ("wachtwoord", "x")]).await;
    assert_eq!((away.status, away.header("retry-after")), (503, "10"));
    assert!(
        away.text.contains("even niet beschikbaar") && !away.text.contains("unable to open"),
        "{}",
        away.text
    );
    std::fs::rename(&gone, &here).unwrap();
    assert_eq!(client.get("/readyz").await.status, 200);
    assert_eq!(client.submit(&form, &[("mail", "a@zorg.test"), ("wachtwoord", "x")]).await.status, 422);
}
