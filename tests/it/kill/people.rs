//! Aanbieders who send in and upload, note every answer, and send again what was never answered.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;

use openhuis::clock::Clock;
use openhuis::domain::access::ProviderRole;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::OrgId;

use super::chance::Chance;
use crate::support::app::TestApp;
use crate::support::client::{Client, Page};
use crate::support::database::TestDatabase;
use crate::support::multipart;
use crate::support::people::PASSWORD;
use crate::support::server::Server;

const SHELF: &str = "/aanbieder/bewijs/soort/kvk_uittreksel";
const FORM: &str = "application/x-www-form-urlencoded";

/// Every answer that somebody got.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// How often each application was received, by its answers.
    pub received: BTreeMap<String, usize>,
    /// The SHA-256 of each bewijsstuk, by its id.
    pub kept: BTreeMap<String, String>,
    /// How often a form was sent again after a kill.
    pub again: usize,
}

impl Book {
    /// How many answers there are.
    pub fn answers(&self) -> usize {
        self.kept.len() + self.received.values().sum::<usize>()
    }
}

/// Aanbieders with a draft that can be sent in.
pub struct Pool(Vec<(String, OrgId, String)>);

impl Pool {
    /// Make them, through the use cases; afterwards nobody of this process has the database open.
    pub async fn prepare(store: TestDatabase, count: usize) -> (TestDatabase, Self) {
        let app = TestApp::start_at(store, Clock::system().now());
        let mut world = app.world();
        let mut all = Vec::new();
        for number in 0..count {
            world.org = app.organisation(&format!("Zorg {number}"));
            let mail = format!("teken{number}@zorg.test");
            app.member(&world.org, &app.user(&mail), ProviderRole::Tekenbevoegde);
            let draft = app.applicant(&world);
            draft.fill_in();
            all.push((mail, world.org.clone(), draft.id.to_string()));
        }
        (app.stop().await, Self(all))
    }

    /// The next aanbieder; one who comes `once` sends in and is done.
    pub fn take(&mut self, chance: &mut Chance, once: bool) -> Sender {
        let (mail, org, application) = self.0.pop().unwrap();
        let client = Client::new(SocketAddr::from(([127, 0, 0, 1], 1)));
        // Whoever logs in comes from elsewhere: a run of hundreds is not held for one who tries passwords.
        let place = self.0.len();
        let from = format!("10.0.{}.{}", place / 250, place % 250 + 1);
        let chance = chance.split();
        Sender { client, from, mail, org, application, once, done: false, pending: None, chance }
    }
}

/// What was sent and may or may not have arrived.
struct Sent {
    path: String,
    kind: String,
    body: String,
    /// Of an upload.
    sha256: Option<String>,
    tries: usize,
}

/// Somebody at work for an aanbieder.
pub struct Sender {
    client: Client,
    /// The address that the proxy names.
    from: String,
    mail: String,
    pub org: OrgId,
    pub application: String,
    once: bool,
    done: bool,
    pending: Option<Sent>,
    chance: Chance,
}

impl Sender {
    pub fn go_to(&self, address: SocketAddr) {
        self.client.go_to(address);
    }

    /// Whether this one came once and has its answer.
    pub fn has_finished(&self) -> bool {
        self.done && self.pending.is_none()
    }

    /// Whether a submission, or an upload, may have arrived without an answer.
    pub fn may_have_sent(&self, upload: bool) -> bool {
        self.pending.as_ref().is_some_and(|sent| sent.sha256.is_some() == upload)
    }

    /// Work until the server is gone.
    pub async fn work(&mut self, book: &RefCell<Book>) {
        while !self.has_finished() {
            if self.step(book).await.is_err() {
                return;
            }
        }
    }

    /// Get an answer to what is pending.
    pub async fn settle(&mut self, server: &Server, book: &RefCell<Book>) {
        self.go_to(server.address);
        if self.pending.is_some() {
            self.step(book).await.unwrap();
        }
    }

    async fn step(&mut self, book: &RefCell<Book>) -> io::Result<()> {
        if self.pending.is_none() {
            let upload = !self.once && self.chance.one_in(2);
            let Some(form) = self.get(&self.page_of(upload)).await? else { return self.log_in().await };
            self.pending = Some(if upload { self.upload(&form) } else { self.submission(&form) });
        }
        let Some(sent) = self.pending.as_mut() else { return Ok(()) };
        sent.tries += 1;
        book.borrow_mut().again += usize::from(sent.tries > 1);
        let headers = [("accept", "text/html"), ("content-type", sent.kind.as_str())];
        let answer = self.client.try_send("POST", &sent.path, &headers, &sent.body).await?;
        let to = answer.header("location").to_owned();
        match answer.status {
            303 if to.starts_with("/inloggen") => return self.log_in().await,
            // Too busy: not acknowledged, and sent again.
            503 => return Ok(()),
            303 => {}
            status => panic!("{status} to {}: {}", sent.path, answer.text),
        }
        let mut book = book.borrow_mut();
        match self.pending.take().and_then(|sent| sent.sha256) {
            Some(sha256) => {
                let id = to.rsplit('/').next().unwrap().to_owned();
                assert_eq!(book.kept.insert(id, sha256), None, "two answers about one bewijsstuk");
            }
            None => {
                assert!(to.ends_with("/ontvangst"), "{to}");
                *book.received.entry(self.application.clone()).or_default() += 1;
                self.done = self.once;
            }
        }
        Ok(())
    }

    fn page_of(&self, upload: bool) -> String {
        if upload {
            SHELF.to_owned()
        } else {
            format!("/aanbieder/aanmeldingen/{}/indienen", self.application)
        }
    }

    /// A page; none when one must log in first.
    async fn get(&self, path: &str) -> io::Result<Option<Page>> {
        let page = self.client.try_send("GET", path, &[("accept", "text/html")], "").await?;
        match page.status {
            200 => Ok(Some(page)),
            303 => Ok(None),
            503 => Err(io::ErrorKind::ConnectionRefused.into()),
            status => panic!("{status} for {path}: {}", page.text),
        }
    }

    async fn log_in(&self) -> io::Result<()> {
        let Some(page) = self.get("/inloggen").await? else { return Ok(()) };
        let body = page.form("/inloggen").body(&[("mail", &self.mail), ("wachtwoord", PASSWORD)]);
        let headers =
            [("accept", "text/html"), ("content-type", FORM), ("x-forwarded-for", self.from.as_str())];
        let answer = self.client.try_send("POST", "/inloggen", &headers, &body).await?;
        assert!(matches!(answer.status, 303 | 503), "{}: {}", answer.status, answer.text);
        Ok(())
    }

    fn submission(&self, page: &Page) -> Sent {
        let path = self.page_of(false);
        let body = page.form(&path).body(&[("verklaring", "ja")]);
        Sent { path, kind: FORM.to_owned(), body, sha256: None, tries: 0 }
    }

    /// A pdf that nobody else has, from a few hundred bytes to half a megabyte.
    fn upload(&mut self, page: &Page) -> Sent {
        let most = 1 << self.chance.below(14);
        let lines = 1 + self.chance.below(most);
        let mut pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            .to_owned();
        for _ in 0..lines {
            pdf += &format!("% {:020} {:020}\n", self.chance.below(u64::MAX), self.chance.below(u64::MAX));
        }
        pdf += "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";
        // The line end before the next part belongs to the form, not to the file.
        let sha256 = Digest::of(pdf.as_bytes()).hex();
        let (kind, body) = multipart::body(&page.form(SHELF), &[("uittreksel.pdf", &pdf)]);
        Sent { path: SHELF.to_owned(), kind, body, sha256: Some(sha256), tries: 0 }
    }

    /// Everything that was answered to this aanbieder can be read back by it.
    pub async fn reads_back(&self, server: &Server, book: &Book) {
        self.go_to(server.address);
        let path = format!("/aanbieder/aanmeldingen/{}/ontvangst", self.application);
        if book.received.contains_key(&self.application) {
            let Some(page) = self.get(&path).await.unwrap() else {
                self.log_in().await.unwrap();
                return Box::pin(self.reads_back(server, book)).await;
            };
            assert!(page.text.contains("Wij hebben uw aanmelding ontvangen"), "{}", page.text);
        }
        for (id, sha256) in &book.kept {
            let file = self.client.get(&format!("/aanbieder/bewijs/stuk/{id}/bestand")).await;
            if file.status == 200 {
                assert_eq!(Digest::of(&file.body()).hex(), *sha256, "{id}");
            }
        }
    }
}
