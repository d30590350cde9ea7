//! Statements about single mails.

use proptest::prelude::*;

use super::*;

fn mail(subject: &str, text: &str) -> Message {
    let to = Recipient::parse("beheer@zorgboerderij.example").unwrap();
    Message::new(to, subject, text, "0193-a@openhuis.example", DateTime::UNIX_EPOCH).unwrap()
}

fn written(mail: &Message) -> String {
    let from = Sender::parse("Inkoopregio Voorbeeld <noreply@openhuis.example>").unwrap();
    String::from_utf8(mail.written(&from).unwrap().formatted()).unwrap()
}

fn header_names(written: &str) -> Vec<String> {
    let (head, _) = written.split_once("\r\n\r\n").unwrap();
    let own = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    own.map(|line| line.split_once(':').unwrap().0.to_owned()).collect()
}

#[test]
fn a_mail_says_who_when_and_what_and_keeps_its_identity() {
    let written = written(&mail("Uw aanmelding is ontvangen", "Dag,\n\nBedankt."));
    for line in [
        "From: \"Inkoopregio Voorbeeld\" <noreply@openhuis.example>\r\n",
        "To: beheer@zorgboerderij.example\r\n",
        "Subject: Uw aanmelding is ontvangen\r\n",
        "Message-ID: <0193-a@openhuis.example>\r\n",
        "Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n",
    ] {
        assert!(written.contains(line), "{line} in {written}");
    }
    assert!(written.trim_end().ends_with("Dag,\r\n\r\nBedankt."), "{written}");
}

#[test]
fn a_mail_with_html_has_both_versions() {
    let written = written(&mail("Herstelverzoek", "platte tekst").with_html("<p>opgemaakt</p>"));
    assert!(written.contains("multipart/alternative"));
    assert!(written.contains("platte tekst") && written.contains("<p>opgemaakt</p>"));
}

#[test]
fn only_one_plain_address_is_a_recipient() {
    assert!(Recipient::parse("jan.de-vries+wmo@voorbeeld.nl").is_ok());
    for text in [
        "",
        "jan",
        "jan@",
        "a@b.nl, c@d.nl",
        "a@b.nl\r\nBcc: x@y.nl",
        "Jan <jan@b.nl>",
        "\"a b\"@c.nl",
        "a@b.nl\0",
        "a@b.nl ",
    ] {
        assert_eq!(Recipient::parse(text), Err(MessageError::Address), "{text:?}");
    }
    assert!(Sender::parse("Naam\r\nBcc: x@y.nl").is_err());
}

#[test]
fn an_identifier_holds_nothing_that_could_end_its_header() {
    let to = Recipient::parse("a@b.nl").unwrap();
    for id in ["", "a", "a@", "@b", "a@b>\r\nBcc: x@y.nl", "a b@c", "a@b@c"] {
        let made = Message::new(to.clone(), "s", "t", id, DateTime::UNIX_EPOCH);
        assert_eq!(made, Err(MessageError::MessageId), "{id:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_subject_or_text_adds_a_header(
        subject in "(\\PC|\r|\n|\0|\u{85}|\u{2028}|\u{202e}|: |Bcc: x@y\\.nl){0,40}",
        text in any::<String>(),
    ) {
        let plain = header_names(&written(&mail("s", "t")));
        let mut hostile = header_names(&written(&mail(&subject, &text)));
        let expected: Vec<&String> =
            plain.iter().filter(|name| *name != "Content-Transfer-Encoding").collect();
        hostile.retain(|name| name != "Content-Transfer-Encoding");
        prop_assert_eq!(hostile.iter().collect::<Vec<_>>(), expected);
    }
}
