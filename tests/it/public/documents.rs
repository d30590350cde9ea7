//! The inkoopdocumenten: each version to download, and the set in force in one zip with its hashes.

use std::io::Read as _;

use openhuis::app::policy::{self, NewDocument};
use openhuis::auth::origin::PublicUrl;
use openhuis::domain::digest::Digest;
use openhuis::files::Limits;

use crate::support::world::World;
use crate::support::{TestApp, on_both};

fn keep(app: &TestApp, text: &str) {
    let mut upload = app.store().begin(Limits { max_bytes: 1 << 20 }).unwrap();
    upload.write(text.as_bytes()).unwrap();
    upload.finish().unwrap();
}

/// Put the files behind the world's documents in the store.
fn keep_files(app: &TestApp, world: &World) {
    for def in world.scheme.documents() {
        keep(app, &format!("%PDF-1.7 {}", def.title));
    }
}

fn publish(app: &TestApp, world: &World, version: &str, text: &str) {
    keep(app, text);
    let portal = PublicUrl::parse("http://127.0.0.1").unwrap();
    let def = &world.scheme.documents()[0];
    let new = NewDocument {
        procedure: &world.procedure,
        kind: def.code.as_str(),
        title: &def.title,
        version,
        digest: Digest::of(text.as_bytes()),
        size: u64::try_from(text.len()).unwrap(),
        media_type: "application/pdf",
        file_name: "nieuw.pdf",
        by: &world.admin,
    };
    let ctx = app.system();
    app.database.write(|conn| policy::publish_document(conn, &ctx, &world.scope(), &new, &portal)).unwrap();
}

#[actix_web::test]
async fn each_version_stays_there_to_download_and_the_newest_is_in_force() {
    on_both(async |app| {
        let world = app.world();
        keep_files(app, &world);
        app.pass(chrono::TimeDelta::days(1));
        publish(app, &world, "2.0", "%PDF-1.7 tweede versie");
        let page = app.visitor().get(&format!("/regio/{}/documenten", world.slug)).await.text;
        assert!(page.contains("versie 2.0") && page.contains("Eerdere versies (1)"), "{page}");
        assert!(page.contains(&Digest::of(b"%PDF-1.7 tweede versie").hex()));
        let links: Vec<_> = page
            .split("href=\"")
            .filter_map(|part| part.split('"').next())
            .filter(|href| href.contains("/documenten/"))
            .collect();
        assert_eq!(links.len(), world.scheme.documents().len() + 1);
        for link in links {
            let file = app.visitor().get(link).await;
            assert_eq!((file.status, file.header("content-type")), (200, "application/pdf"), "{link}");
            assert!(file.header("content-disposition").starts_with("attachment"));
            assert!(file.body().starts_with(b"%PDF-1.7 "));
        }
    })
    .await;
}

#[actix_web::test]
async fn the_zip_holds_the_set_in_force_and_the_hash_of_each_file() {
    on_both(async |app| {
        let world = app.world();
        keep_files(app, &world);
        app.pass(chrono::TimeDelta::days(1));
        publish(app, &world, "2.0", "%PDF-1.7 tweede versie");
        let path = format!("/regio/{}/documenten.zip", world.slug);
        let answer = app.visitor().get(&path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/zip"));
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(answer.body())).unwrap();
        let mut manifest = String::new();
        zip.by_name("SHA256SUMS.txt").unwrap().read_to_string(&mut manifest).unwrap();
        assert_eq!(manifest.lines().count(), world.scheme.documents().len());
        let mut seen = Vec::new();
        for line in manifest.lines() {
            let (hash, name) = line.split_once("  ").unwrap();
            let mut bytes = Vec::new();
            zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
            assert_eq!(Digest::of(&bytes).hex(), hash);
            seen.push(bytes);
        }
        assert!(seen.contains(&b"%PDF-1.7 tweede versie".to_vec()));
        assert_eq!(app.visitor().get(&format!("{path}?procedure=niets")).await.status, 404);
    })
    .await;
}

#[actix_web::test]
async fn a_document_of_another_region_is_not_found() {
    on_both(async |app| {
        let world = app.world();
        keep_files(app, &world);
        let other = app.world_of(crate::support::world::MIJ, "mij.test");
        let page = app.visitor().get(&format!("/regio/{}/documenten", world.slug)).await.text;
        let link = page.split("href=\"").find(|part| part.contains("/documenten/")).unwrap();
        let foreign = link.split('"').next().unwrap().replace(&world.slug, &other.slug);
        assert_eq!(app.visitor().get(&foreign).await.status, 404);
    })
    .await;
}
