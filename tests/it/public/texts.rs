//! The pages that every page links to, and the files that robots look for.

use crate::support::on_both;

#[actix_web::test]
async fn every_page_of_text_is_there_with_and_without_regions() {
    on_both(async |app| {
        let pages = ["/hulp", "/over", "/privacy", "/toegankelijkheid", "/klachten", "/kwetsbaarheid-melden"];
        for path in pages {
            assert_eq!(app.visitor().get(path).await.status, 200, "{path}");
        }
        let world = app.world();
        for path in pages {
            assert_eq!(app.visitor().get(path).await.status, 200, "{path}");
        }
        let complaints = app.visitor().get("/klachten").await.text;
        for gemeente in world.scheme.gemeenten() {
            assert!(complaints.contains(&gemeente.name));
        }
        let security = app.visitor().get("/.well-known/security.txt").await.text;
        assert!(security.starts_with("Contact: ") && security.contains("Expires: 2027-"));
        let robots = app.visitor().get("/robots.txt").await.text;
        assert!(robots.contains("Disallow: /beoordeling"));
    })
    .await;
}
