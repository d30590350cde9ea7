//! Mails as they really left over SMTP, read by a program that is not ours.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::on_both;
use crate::support::smtp::Received;

use super::team::lived;
use super::*;

/// The names of the headers, the subject, and the text of a mail, by the mail reader of Python.
fn read(mail: &Received) -> Value {
    const SCRIPT: &str = "import sys, json, email, email.policy\n\
        m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)\n\
        b = m.get_body(preferencelist=('plain',))\n\
        print(json.dumps({'names': sorted(set(k.lower() for k in m.keys())), 'to': m['to'], 'subject': m['subject'],\n\
        'defects': len(m.defects), 'text': b.get_content()}))";
    let mut reader = Command::new("python3")
        .args(["-X", "utf8", "-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    reader.stdin.take().unwrap().write_all(mail.data.as_bytes()).unwrap();
    let done = reader.wait_with_output().unwrap();
    assert!(done.status.success());
    serde_json::from_slice(&done.stdout).unwrap()
}

#[actix_web::test]
async fn a_mail_says_what_was_typed_goes_to_nobody_else_and_gets_no_header() {
    const HEADERS: [&str; 9] = [
        "content-transfer-encoding",
        "content-type",
        "date",
        "from",
        "message-id",
        "mime-version",
        "subject",
        "to",
        "auto-submitted",
    ];
    on_both(async |app| {
        let world = app.world();
        let story = lived(app, &world).await;
        let mails: Vec<(&Received, Value)> = story.mails.iter().map(|mail| (mail, read(mail))).collect();
        assert!(mails.len() > 8, "{}", mails.len());
        for (mail, parsed) in &mails {
            assert!(mail.to.len() == 1 && !mail.to[0].contains("dief"), "{:?}", mail.to);
            assert_eq!(parsed["to"].as_str().unwrap(), mail.to[0].trim_matches(['<', '>']));
            assert_eq!(parsed["defects"], 0, "{}", mail.data);
            for name in parsed["names"].as_array().unwrap() {
                assert!(HEADERS.contains(&name.as_str().unwrap()), "{name} in {}", mail.data);
            }
            assert!(!parsed["subject"].as_str().unwrap().contains(['\r', '\n', '\u{202e}']));
            let long = mail.data.split("\r\n").find(|line| line.len() > 998);
            assert_eq!(long, None, "no line is longer than a server must take");
        }
        let all: Vec<String> =
            mails.iter().map(|(_, one)| one["text"].as_str().unwrap().replace("\r\n", "\n")).collect();
        for text in [PLACE, BOUNCED, RULING].map(Field::kept) {
            assert!(
                all.iter().any(|mail| mail.contains(&text)),
                "{}",
                text.chars().take(30).collect::<String>()
            );
        }
        assert!(all.iter().any(|mail| mail.contains(KEPT_NAME)), "the name of the organisation");
        assert!(!all.iter().any(|mail| mail.contains("herstelvraag")), "a letter is read in the portal");
    })
    .await;
}
