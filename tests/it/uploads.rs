//! Files on their way in: the form token first, each file for itself, nothing left of what is refused.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use actix_web::test::TestRequest;
use openhuis::app::{Acting, Database, Visitor, access::Login};
use openhuis::auth::csrf::Holder;
use openhuis::auth::random::Source;
use openhuis::clock::Clock;
use openhuis::domain::access::Role;
use openhuis::files::Refusal;
use openhuis::storage::db::{Kind, pool};
use openhuis::web::call::Call;
use openhuis::web::error::AppError;
use openhuis::web::forms::Form;
use openhuis::web::routes::ROUTES;
use openhuis::web::site::{Site, Uploads};
use openhuis::web::upload::Uploaded;

use crate::support::app::{noon, site};
use crate::support::database::TestDatabase;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

struct Sender {
    site: Arc<Site>,
    visitor: Visitor,
    store: TestDatabase,
}

impl Sender {
    fn new() -> Self {
        let store = TestDatabase::fresh(Kind::Sqlite).unwrap();
        let source = Source::seeded(7);
        let database = Database::new(pool(&store.url, 1));
        let mut site = site(&store, database, Clock::fixed(noon()), source.clone());
        site.uploads = Uploads { file: 10_000, dossier: 50_000 };
        let login = Login {
            session: source.id(noon()),
            user: source.id(noon()),
            name: "A".into(),
            last_seen: noon(),
        };
        Self {
            site: Arc::new(site),
            visitor: Visitor { login: Some(login), acting: Acting::Account, unread: 0 },
            store,
        }
    }

    fn token(&self) -> String {
        self.site.forms.token(Holder::Session(self.visitor.login.as_ref().unwrap().session.as_str()))
    }

    /// Send parts: name, file name (none for an answer), content.
    async fn send(&self, parts: &[(&str, Option<&str>, &[u8])]) -> Result<(Form, Vec<Uploaded>), AppError> {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file
                .map(|file| format!("; filename=\"{file}\"\r\ncontent-type: application/octet-stream"))
                .unwrap_or_default();
            body.extend(
                format!("--grens\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes(),
            );
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--grens--\r\n");
        let request =
            TestRequest::post().insert_header(("content-type", "multipart/form-data; boundary=grens"));
        let (http, payload) =
            request.insert_header(("content-length", body.len())).set_payload(body).to_http_parts();
        let mut call = Call {
            site: Arc::clone(&self.site),
            visitor: self.visitor.clone(),
            role: Role::Account,
            now: noon(),
            form: Form::default(),
            route: &ROUTES[0],
            http,
            payload,
            region: std::cell::OnceCell::new(),
        };
        let files = call.receive().await?;
        Ok((call.form, files))
    }

    /// Files in the store, also unfinished ones.
    fn on_disk(&self) -> usize {
        fn count(folder: &Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.map(|path: PathBuf| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(&self.store.folder.with_extension("evidence"))
    }
}

#[actix_web::test]
async fn files_and_answers_of_one_form_arrive_together_and_a_field_left_empty_is_no_file() {
    let sender = Sender::new();
    let token = sender.token();
    let parts: [(&str, Option<&str>, &[u8]); 4] = [
        ("_csrf", None, token.as_bytes()),
        ("soort", None, b"kvk"),
        ("bestand", Some("map/scan.png"), PNG),
        ("ander", Some(""), b""),
    ];
    let (form, files) = sender.send(&parts).await.unwrap();
    assert_eq!(form.text("soort"), "kvk");
    assert_eq!((files.len(), files[0].name.as_str(), files[0].field.as_str()), (1, "scan.png", "bestand"));
    assert!(files[0].outcome.is_ok());
    assert_eq!(sender.on_disk(), 1);
}

#[actix_web::test]
async fn each_refused_file_says_why_and_leaves_nothing_behind_while_the_others_stay() {
    let sender = Sender::new();
    let token = sender.token();
    let big = vec![b'x'; 10_001];
    let parts: [(&str, Option<&str>, &[u8]); 6] = [
        ("_csrf", None, token.as_bytes()),
        ("bestand", Some("leeg.pdf"), b""),
        ("bestand", Some("groot.pdf"), &big),
        ("bestand", Some("virus.exe"), b"MZ"),
        ("bestand", Some("foto.pdf"), PNG),
        ("bestand", Some("foto.png"), PNG),
    ];
    let (_, files) = sender.send(&parts).await.unwrap();
    let refused: Vec<_> = files.iter().map(|file| file.outcome.as_ref().err()).collect();
    assert!(
        matches!(
            refused[..],
            [
                Some(Refusal::Empty),
                Some(Refusal::TooBig { .. }),
                Some(Refusal::WrongType { .. }),
                Some(Refusal::Mismatch { .. }),
                None
            ]
        ),
        "{refused:?}"
    );
    assert_eq!(sender.on_disk(), 1);
}

#[actix_web::test]
async fn a_file_before_the_form_token_or_with_another_one_is_not_even_opened() {
    let sender = Sender::new();
    let token = sender.token();
    let late: [(&str, Option<&str>, &[u8]); 2] =
        [("bestand", Some("a.png"), PNG), ("_csrf", None, token.as_bytes())];
    assert!(matches!(sender.send(&late).await, Err(AppError::ForeignForm)));
    let foreign: [(&str, Option<&str>, &[u8]); 2] = [("_csrf", None, b"x"), ("bestand", Some("a.png"), PNG)];
    assert!(matches!(sender.send(&foreign).await, Err(AppError::ForeignForm)));
    assert!(matches!(sender.send(&[("soort", None, b"kvk")]).await, Err(AppError::ForeignForm)));
    assert_eq!(sender.on_disk(), 0);
}

#[actix_web::test]
async fn more_than_a_dossier_may_hold_is_refused_before_it_is_read() {
    let sender = Sender::new();
    let token = sender.token();
    let big = vec![b'x'; 60_000];
    let parts: [(&str, Option<&str>, &[u8]); 2] =
        [("_csrf", None, token.as_bytes()), ("bestand", Some("a.png"), &big)];
    assert!(matches!(sender.send(&parts).await, Err(AppError::TooLarge)));
    assert_eq!(sender.on_disk(), 0);
}

#[actix_web::test]
async fn the_same_form_with_another_file_is_another_form() {
    let sender = Sender::new();
    let token = sender.token();
    let other: &[u8] = &[PNG, b"\0"].concat();
    let mut digests = Vec::new();
    for content in [PNG, PNG, other] {
        let parts: [(&str, Option<&str>, &[u8]); 2] =
            [("_csrf", None, token.as_bytes()), ("bestand", Some("a.png"), content)];
        digests.push(sender.send(&parts).await.unwrap().0.digest());
    }
    assert_eq!(digests[0], digests[1]);
    assert_ne!(digests[0], digests[2]);
}
