//! What leaves for whom, by class and kind; lists that a shell reads; names and XML that nothing breaks.

use super::*;
use crate::audit::EventCode;
use crate::class::Class;
use crate::code::Code;
use crate::digest::Digest;
use crate::testing::at;
use proptest::prelude::*;

/// DESIGN §4: who reads a class. The columns are the audiences; `o` only where a named officer takes it out.
const CLASSES: [(Class, [char; 3]); 6] = [
    (Class::Openbaar, ['x', 'x', 'x']),
    (Class::Intern, ['x', 'x', 'x']),
    (Class::Bedrijfsvertrouwelijk, ['x', 'x', 'x']),
    (Class::Persoon, ['x', 'x', 'x']),
    (Class::Strafrechtelijk, ['-', 'o', 'o']),
    (Class::Bibob, ['-', '-', '-']),
];

#[test]
fn each_audience_gets_the_classes_that_the_table_says() {
    assert_eq!(CLASSES.map(|(class, _)| class), Class::ALL);
    for (class, marks) in CLASSES {
        for (audience, mark) in Audience::ALL.iter().zip(marks) {
            for officer in [false, true] {
                let may = mark == 'x' || (mark == 'o' && officer);
                let told = audience.takes(Content::Own, class, officer);
                assert_eq!(told.is_ok(), may, "{audience:?} {class:?} officer: {officer}: {told:?}");
            }
        }
    }
}

#[test]
fn the_aanbieder_gets_nothing_of_others_nothing_in_progress_and_no_notes_of_the_team() {
    for content in Content::ALL {
        let told = Audience::Applicant.takes(*content, Class::Intern, false);
        let wanted = match content {
            Content::Own | Content::Published | Content::MadeKnown => Ok(()),
            Content::OtherMember => Err(LeftOut::OtherMember),
            Content::InProgress => Err(LeftOut::InProgress),
            Content::InternalNote | Content::Basis => Err(LeftOut::Internal),
        };
        assert_eq!(told, wanted, "{content:?}");
        for audience in [Audience::Court, Audience::Archive] {
            assert_eq!(audience.takes(*content, Class::Intern, false), Ok(()), "{content:?}");
            assert_eq!(audience.takes(*content, Class::Bibob, true), Err(LeftOut::Bibob), "{content:?}");
        }
    }
}

#[test]
fn the_log_tells_the_aanbieder_only_what_it_did_or_was_told_and_the_archive_everything() {
    for event in EventCode::ALL {
        assert!(Audience::Archive.tells(*event));
        if Audience::Applicant.tells(*event) {
            assert!(Audience::Court.tells(*event), "{}", event.code());
        }
    }
    for inner in [
        EventCode::AssessmentRecorded,
        EventCode::ProposalMade,
        EventCode::ProposalReturned,
        EventCode::ConflictDeclared,
        EventCode::ApplicationAssigned,
        EventCode::DossierViewed,
        EventCode::OrganisationViewed,
        EventCode::MemberSigned,
    ] {
        assert!(!Audience::Applicant.tells(inner), "{}", inner.code());
    }
}

#[test]
fn the_list_is_as_sha256sum_reads_it() {
    let mut manifest = Manifest::default();
    manifest.add(&Digest::of(b""), "bewijs/01-plan.pdf");
    let wanted = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  bewijs/01-plan.pdf\n";
    assert_eq!(manifest.text(), wanted);
    assert_eq!(manifest.digest(), Digest::of(wanted.as_bytes()));
}

#[test]
fn a_name_is_harmless_and_every_path_is_another_one() {
    let mut paths = Paths::default();
    for (name, path) in [
        ("plan.pdf", "bewijs/plan.pdf"),
        ("PLAN.pdf", "bewijs/PLAN-2.pdf"),
        ("../../etc/passwd", "bewijs/passwd"),
        ("C:\\temp\\..\\con.txt", "bewijs/con.txt"),
        ("\u{202e}fdp.exe\r\n.pdf", "bewijs/fdp.exe.pdf"),
        (") Tj \u{1f600} `rm -rf`.pdf", "bewijs/Tj-rm-rf.pdf"),
        ("", "bewijs/bestand"),
        ("....", "bewijs/bestand-2"),
        ("Zorgplan Čelik.docx", "bewijs/Zorgplan-Čelik.docx"),
    ] {
        assert_eq!(paths.give("bewijs", name).unwrap(), path, "{name:?}");
    }
    assert_eq!(paths.give("", "index.html").unwrap(), "index.html");
}

fn dossier() -> MdtoDossier {
    MdtoDossier {
        number: "ZWD-2026-00012".to_owned(),
        name: "Aanmelding van A & B <C>".to_owned(),
        description: "Begeleiding".to_owned(),
        from: "2026-11-22".parse().unwrap(),
        received: at("2026-11-22T10:00:00Z"),
        makers: vec![("gemeente Hoogeveen".to_owned(), "GM0118".to_owned())],
        sender: ("A & B".to_owned(), "01234567".to_owned()),
        activity: "Toelating".to_owned(),
        restriction: "Niet openbaar.".to_owned(),
    }
}

fn file(name: &str) -> MdtoFile {
    MdtoFile {
        path: "bewijs/plan.pdf".to_owned(),
        name: name.to_owned(),
        size: 12,
        format: Format::of("application/pdf", true),
        digest: Digest::of(b"inhoud"),
    }
}

/// The names of the elements in order, and that each is closed in turn.
fn elements(xml: &str) -> Vec<String> {
    let (mut open, mut seen) = (Vec::new(), Vec::new());
    for tag in xml.split('<').skip(2) {
        let tag = tag.split('>').next().unwrap();
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "{xml}"),
            None => {
                let name = tag.split(' ').next().unwrap().to_owned();
                open.push(name.clone());
                seen.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
    seen
}

/// The elements right under the object, in the order that the schema asks.
fn children(xml: &str, of: &str) -> Vec<String> {
    let (mut depth, mut found) = (0_usize, Vec::new());
    for tag in xml.split('<').skip(2) {
        let name = tag.split(['>', ' ']).next().unwrap();
        if let Some(closed) = name.strip_prefix('/') {
            depth -= 1;
            assert!(!closed.is_empty());
            continue;
        }
        if depth == 2 {
            found.push(name.to_owned());
        }
        depth += 1;
        assert!(depth != 2 || name == of, "{name}");
    }
    found
}

#[test]
fn the_dossier_is_described_in_the_order_of_mdto() {
    let xml = dossier().xml(&[file("Plan")]);
    elements(&xml);
    assert_eq!(
        children(&xml, "informatieobject"),
        [
            "identificatie",
            "naam",
            "aggregatieniveau",
            "omschrijving",
            "dekkingInTijd",
            "taal",
            "event",
            "waardering",
            "heeftRepresentatie",
            "archiefvormer",
            "betrokkene",
            "activiteit",
            "beperkingGebruik"
        ]
    );
    assert!(xml.contains("<naam>Aanmelding van A &amp; B &lt;C&gt;</naam>"), "{xml}");
}

#[test]
fn a_file_is_described_with_its_size_format_and_digest() {
    let xml = file("Plan").xml(("ZWD-2026-00012", "Aanmelding"), at("2026-11-22T10:00:00Z"));
    elements(&xml);
    assert_eq!(
        children(&xml, "bestand"),
        ["identificatie", "naam", "omvang", "bestandsformaat", "checksum", "isRepresentatieVan"]
    );
    for told in ["<omvang>12</omvang>", "fmt/476", &Digest::of(b"inhoud").hex(), "2026-11-22T10:00:00Z"] {
        assert!(xml.contains(told), "{told}: {xml}");
    }
}

proptest! {
    #[test]
    fn no_name_breaks_a_path_or_the_xml(names in proptest::collection::vec(any::<String>(), 1..8)) {
        let mut paths = Paths::default();
        let mut seen = std::collections::BTreeSet::new();
        for name in &names {
            let path = paths.give("bewijs", name).unwrap();
            prop_assert!(seen.insert(path.to_lowercase()), "{path} twice");
            let last = path.strip_prefix("bewijs/").unwrap();
            prop_assert!(!last.is_empty() && !last.contains(['/', '\\', '\n', '\r', '\0']) && !last.starts_with('.'));
            let xml = file(name).xml((name, name), at("2026-11-22T10:00:00Z"));
            elements(&xml);
            prop_assert!(!xml.chars().any(|one| one < ' ' && !"\t\n".contains(one)));
        }
    }
}
