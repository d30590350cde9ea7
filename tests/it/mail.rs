//! Mail, handed to a real SMTP server on loopback.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use chrono::DateTime;
use openhuis::mail::{Delivery, MailError, Mailer, Message, Recipient, Sender};

use crate::support::smtp::{Answer, SmtpServer};

fn mailer(url: &str) -> Mailer {
    let from = Sender::parse("Openhuis <noreply@openhuis.example>").unwrap();
    Mailer::smtp(url, from, Duration::from_secs(5)).unwrap()
}

fn mail(number: u32) -> Message {
    let to = Recipient::parse("beheer@zorgboerderij.example").unwrap();
    let (id, text) =
        (format!("{number}@openhuis.example"), "Dag,\n\n.een punt aan het begin\nTot ziens: reëel 😀");
    Message::new(to, "Uw aanmelding is ontvangen", text, &id, DateTime::UNIX_EPOCH).unwrap()
}

#[tokio::test]
async fn an_accepted_mail_arrived_once_with_the_servers_word_for_it() {
    let server = SmtpServer::start();
    let delivery = mailer(&server.url()).send(&mail(1)).await.unwrap();
    assert_eq!(delivery, Delivery::Accepted { response: "250 accepted as number 1".to_owned() });
    let [received] = server.received().try_into().unwrap();
    assert_eq!(received.to, ["beheer@zorgboerderij.example"]);
    assert!(received.data.contains("Message-ID: <1@openhuis.example>"));
    assert!(received.data.contains("Subject: Uw aanmelding is ontvangen"));
}

#[tokio::test]
async fn what_went_wrong_decides_whether_trying_again_makes_sense() {
    let server = SmtpServer::start();
    let mailer = mailer(&server.url());
    server.script(&[
        Answer::AtRecipient(550),
        Answer::AtRecipient(450),
        Answer::AfterData(554),
        Answer::AfterData(451),
        Answer::Accept,
    ]);
    for (number, refused) in [(1, true), (2, false), (3, true), (4, false)] {
        let error = mailer.send(&mail(number)).await.unwrap_err();
        match (&error, refused) {
            (MailError::Refused(said), true) | (MailError::Temporary(said), false) => {
                assert!(said.contains("scripted"), "{said}");
            }
            _ => panic!("mail {number}: {error:?}"),
        }
    }
    assert_eq!(server.received(), []);
    mailer.send(&mail(5)).await.unwrap();
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_data_leaves_it_open_and_the_identity_the_same() {
    let server = SmtpServer::start();
    let mailer = mailer(&server.url());
    server.script(&[Answer::DropAfterData]);
    let error = mailer.send(&mail(1)).await.unwrap_err();
    assert!(matches!(error, MailError::Unreachable(_)), "{error:?}");
    mailer.send(&mail(1)).await.unwrap();
    let same = |data: &str| data.contains("Message-ID: <1@openhuis.example>");
    assert_eq!(server.received().iter().filter(|mail| same(&mail.data)).count(), 2);
}

#[tokio::test]
async fn without_a_server_or_without_the_protection_asked_for_no_mail_leaves() {
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let error = mailer(&format!("smtp://{nobody}")).send(&mail(1)).await.unwrap_err();
    assert!(matches!(error, MailError::Unreachable(_)), "{error:?}");

    let server = SmtpServer::start();
    let plain = server.url();
    for url in [
        plain.replace("smtp://", "smtp+starttls://"),
        plain.replace("smtp://", "smtps://"),
        // It offers no log-in, so a password must not be sent.
        plain.replace("smtp://", "smtp://naam:geheim@"),
    ] {
        let error = mailer(&url).send(&mail(1)).await.unwrap_err();
        assert!(matches!(error, MailError::Unreachable(_)), "{url}: {error:?}");
        assert!(!error.to_string().contains("geheim"));
    }
    assert_eq!(server.received(), []);
}

#[tokio::test]
async fn a_server_that_says_nothing_holds_nobody() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let from = Sender::parse("noreply@openhuis.example").unwrap();
    let url = format!("smtp://{}", silent.local_addr().unwrap());
    let mailer = Mailer::smtp(&url, from, Duration::from_millis(200)).unwrap();
    let error = mailer.send(&mail(1)).await.unwrap_err();
    assert!(matches!(error, MailError::Unreachable(_)), "{error:?}");
}

#[tokio::test]
async fn settings_that_would_weaken_the_protection_are_refused() {
    let from = || Sender::parse("noreply@openhuis.example").unwrap();
    for url in ["smtp://localhost?tls=opportunistic", "http://localhost", "smtp://", "mail.example", ""] {
        assert!(Mailer::smtp(url, from(), Duration::from_secs(1)).is_err(), "{url}");
    }
}

#[tokio::test]
async fn without_settings_mail_is_kept() {
    assert_eq!(Mailer::Outbox.send(&mail(1)).await, Ok(Delivery::KeptInOutbox));
}
