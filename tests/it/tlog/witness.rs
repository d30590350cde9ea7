//! A witness signs the heads of a log that only grows, over HTTP as C2SP tlog-witness says, and nothing else.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use openhuis::app::tlog::keys;
use openhuis::auth::log_key::cosigned_at;
use openhuis::domain::tlog::{Checkpoint, Request, Signature, VerifierKey};
use openhuis::storage::db::Kind;

use super::{database, happen, openhuis};
use crate::support::app::noon;
use crate::support::client::Client;
use crate::support::database::TestDatabase;

struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn request(store: &TestDatabase, old: u64) -> String {
    let output = openhuis(store, &["log", "witness", "request", "--old", &old.to_string()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[actix_web::test]
async fn a_witness_signs_what_grew_and_refuses_what_did_not() {
    let store = TestDatabase::fresh(Kind::Sqlite).unwrap();
    let (log, notary) = (database(&store), store.notary());
    happen(&log, 0, 300);
    notary.sign(&log, noon()).unwrap();
    let vkey = log.read(keys).unwrap()[0].to_string();
    let state = store.folder.join("witness");
    let state = state.to_str().unwrap();
    let arguments = [
        "log",
        "witness",
        "serve",
        "--state",
        state,
        "--name",
        "getuige.test/1",
        "--vkey",
        &vkey,
        "--listen",
        "127.0.0.1:0",
    ];
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_openhuis")).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let _running = Running(child);
    let rest = line.strip_prefix("listening on ").unwrap();
    let (address, witness) = rest.trim().split_once(" as ").unwrap();
    let (client, witness) = (Client::new(address.parse().unwrap()), VerifierKey::parse(witness).unwrap());
    let ask = async |body: &str| {
        client.try_send("POST", "/add-checkpoint", &[("content-type", "text/plain")], body).await.unwrap()
    };

    let signed = |text: &str, body: &str| {
        let signature = Signature::parse(text.trim_end()).unwrap();
        cosigned_at(&witness, &Request::parse(body).unwrap().note.text, &signature).is_some()
    };
    let first = request(&store, 0);
    let answer = ask(&first).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(signed(&answer.text, &first));
    let again = ask(&first).await;
    assert_eq!((again.status, again.text.as_str()), (409, "300\n"), "it signed 300 leaves meanwhile");
    assert_eq!(ask(&request(&store, 300)).await.status, 200, "the same head once more");

    happen(&log, 1, 57);
    notary.sign(&log, noon()).unwrap();
    let grown = request(&store, 300);
    let mut parsed = Request::parse(&grown).unwrap();
    parsed.proof.pop();
    assert_eq!(ask(&parsed.to_string()).await.status, 422, "a proof that proves nothing");
    parsed.old = 500;
    assert_eq!(ask(&parsed.to_string()).await.status, 400);
    let mut unsigned = Request::parse(&grown).unwrap();
    let head = Checkpoint::parse(&unsigned.note.text).unwrap();
    unsigned.note.text = Checkpoint { size: head.size + 1, ..head }.to_string();
    assert_eq!(ask(&unsigned.to_string()).await.status, 403);
    assert_eq!(ask(&grown.replace("openhuis.test/log", "elders.test/log")).await.status, 404);
    assert_eq!(ask("old 0\n").await.status, 400);
    let answer = ask(&grown).await;
    assert!(answer.status == 200 && signed(&answer.text, &grown), "{}", answer.text);

    // The same on the command line, with the state of the server.
    let mut child = Command::new(env!("CARGO_BIN_EXE_openhuis"))
        .args(["log", "witness", "sign", "--state", state, "--vkey", &vkey])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(grown.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), b"357\n".as_slice()));
}
