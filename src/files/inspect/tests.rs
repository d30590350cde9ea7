//! Statements about what the thorough look sees, and about whom the parent believes.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use super::*;
use crate::files::samples::{self, Folder, docx, pdf};

fn seen(bytes: &[u8], media: MediaType) -> Inspection {
    let folder = Folder::new();
    look(&folder.file("sample", bytes), media).unwrap()
}

fn suspicious(bytes: &[u8], media: MediaType, why: Suspicion) {
    match seen(bytes, media) {
        Inspection::Suspicious { why: found } => assert!(found.contains(&why), "{found:?} lacks {why:?}"),
        other => panic!("{why:?} expected, not {other:?}"),
    }
}

fn active(bytes: &[u8], media: MediaType, what: Active) {
    match seen(bytes, media) {
        Inspection::ActiveContent { what: found, .. } => assert_eq!(found, BTreeSet::from([what])),
        other => panic!("{what:?} expected, not {other:?}"),
    }
}

/// Pages are counted by poppler, where it is installed.
fn poppler_is_here() -> bool {
    std::process::Command::new("pdfinfo").arg("-v").output().is_ok()
}

#[test]
fn honest_files_are_clean() {
    let pages = poppler_is_here().then_some(1);
    let plain = samples::plain_pdf();
    assert_eq!(seen(&plain, MediaType::Pdf), Inspection::Clean { pages });
    let to_page_one = pdf(&[], "/OpenAction[3 0 R/Fit]/Lang(nl)", "");
    assert_eq!(seen(&to_page_one, MediaType::Pdf), Inspection::Clean { pages });
    let link = br#"<Relationships><Relationship Type="http://x/hyperlink" Target="http://y" TargetMode="External"/>"#;
    let long = "<w:p>tekst</w:p>".repeat(200_000);
    let report = docx(&[("word/_rels/document.xml.rels", link), ("word/footnotes.xml", long.as_bytes())]);
    for (bytes, media) in [
        (report, MediaType::Docx),
        (samples::xlsx(), MediaType::Xlsx),
        (samples::open_document("text", &[("META-INF/manifest.xml", b"<m/>")]), MediaType::Odt),
        (samples::open_document("spreadsheet", &[]), MediaType::Ods),
        (samples::jpeg(4_000, 3_000), MediaType::Jpeg),
        (samples::png(4_000, 3_000), MediaType::Png),
    ] {
        assert_eq!(seen(&bytes, media), Inspection::Clean { pages: None }, "{media:?}");
    }
}

#[test]
fn what_a_pdf_can_do_is_told() {
    let cases = [
        ("/OpenAction<</S/JavaScript/JS(app.alert(1))>>", Active::Script),
        ("/OpenAction<</S/#4aavaScript/JS(x)>>", Active::Script),
        ("/OpenAction<</S/Launch/F(cmd.exe)>>", Active::Launch),
        ("/Names<</EmbeddedFiles 9 0 R>>", Active::EmbeddedFile),
        ("/AcroForm<</XFA 9 0 R>>", Active::ActiveForm),
    ];
    for (catalogue, what) in cases {
        active(&pdf(&[], catalogue, ""), MediaType::Pdf, what);
    }
    let hidden = samples::object_stream("5 0 <</S/JavaScript/JS(x)>>");
    active(&pdf(&[&hidden], "", ""), MediaType::Pdf, Active::Script);
}

#[test]
fn what_an_office_document_can_do_is_told() {
    let elsewhere =
        br#"<Relationship Type="http://x/attachedTemplate" Target="http://y/z.dotm" TargetMode="External"/>"#;
    let wide: Vec<u8> =
        String::from_utf8_lossy(elsewhere).encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (parts, what) in [
        (("word/vbaProject.bin", &b"macro"[..]), Active::Macros),
        (("word/_rels/settings.xml.rels", elsewhere), Active::ExternalContent),
        (("word/_rels/settings.xml.rels", wide.as_slice()), Active::ExternalContent),
        (("word/embeddings/Grafiek.xlsx", b"PK\x03\x04"), Active::EmbeddedFile),
        (("word/activeX/activeX1.bin", b"x"), Active::RichMedia),
    ] {
        active(&docx(&[parts]), MediaType::Docx, what);
    }
    let macros = samples::open_document("text", &[("Basic/Standard/Module1.xml", b"<m/>")]);
    active(&macros, MediaType::Odt, Active::Macros);
}

#[test]
fn a_container_no_program_makes_is_suspicious() {
    let check = |parts: &[(&str, &[u8])], why| suspicious(&docx(parts), MediaType::Docx, why);
    check(&[("word/media/a.bin", &vec![0; 40_000_000])], Suspicion::UnpacksTooLarge);
    check(&[("word/binnenin.zip", b"PK\x03\x04")], Suspicion::NestedArchive);
    check(&[("word/media/foto.jpg", &docx(&[]))], Suspicion::NestedArchive);
    for name in ["../../etc/cron.d/x", "/etc/passwd", "C:\\x.exe", "word\\..\\..\\x", "a\0b"] {
        check(&[(name, b"x")], Suspicion::UnsafeEntryName);
    }
    check(&[("WORD/document.xml", b"<w:document/>")], Suspicion::DuplicateEntries);
    let laughs = br#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>"#;
    check(&[("word/styles.xml", laughs)], Suspicion::DocumentTypeDefinition);
    let many: Vec<String> = (0..6_000).map(|number| format!("word/{number}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    check(&many, Suspicion::TooManyEntries);
    // Announced lengths and places that are not true, and a link.
    suspicious(
        &samples::relisted(docx(&[]), 24, &u32::MAX.to_le_bytes()),
        MediaType::Docx,
        Suspicion::UnpacksTooLarge,
    );
    suspicious(&samples::relisted(docx(&[]), 42, &[0; 4]), MediaType::Docx, Suspicion::OverlappingEntries);
    let link = samples::relisted(samples::relisted(docx(&[]), 5, &[3]), 38, &0xA1FF_0000_u32.to_le_bytes());
    suspicious(&link, MediaType::Docx, Suspicion::SymbolicLink);
}

#[test]
fn a_file_that_is_two_files_is_suspicious() {
    let both = |first: Vec<u8>, second: Vec<u8>| {
        // The second file's places count from the beginning of the whole.
        let shift = u32::try_from(first.len()).unwrap();
        let mut second = second;
        let end = second.len() - 22;
        let start = u32::from_le_bytes(second[end + 16..end + 20].try_into().unwrap());
        second[end + 16..end + 20].copy_from_slice(&(start + shift).to_le_bytes());
        [first, second].concat()
    };
    for (first, media) in [
        (samples::plain_pdf(), MediaType::Pdf),
        (samples::png(1, 1), MediaType::Png),
        (samples::jpeg(1, 1), MediaType::Jpeg),
    ] {
        suspicious(&both(first, docx(&[])), media, Suspicion::TwoTypesAtOnce);
    }
    let mut picture = samples::png(1, 1);
    picture.splice(40..40, *b"%PDF-1.7");
    suspicious(&picture, MediaType::Png, Suspicion::TwoTypesAtOnce);
}

#[test]
fn pixels_and_hidden_objects_beyond_reason_are_suspicious() {
    suspicious(&samples::png(60_000, 60_000), MediaType::Png, Suspicion::TooManyPixels);
    suspicious(&samples::jpeg(60_000, 60_000), MediaType::Jpeg, Suspicion::TooManyPixels);
    let unreadable = b"<</Type/ObjStm/N 1/First 4/Filter/Crypt>>stream\n\xff\xfe\xfd\nendstream";
    suspicious(&pdf(&[unreadable], "", ""), MediaType::Pdf, Suspicion::HiddenParts);
}

#[test]
fn locked_files_are_encrypted_wherever_they_say_so() {
    let far: Vec<u8> = [&b"("[..], &vec![b'x'; 200_000], b")"].concat();
    let mut hidden = pdf(&[&far, &far], "", "");
    let middle = hidden.len() / 2;
    hidden.splice(middle..middle, *b") /#45ncrypt 9 0 R (");
    assert_eq!(seen(&hidden, MediaType::Pdf), Inspection::Encrypted);
    let manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let odt = samples::open_document("text", &[("META-INF/manifest.xml", manifest)]);
    assert_eq!(seen(&odt, MediaType::Odt), Inspection::Encrypted);
    assert_eq!(seen(&samples::relisted(docx(&[]), 8, &[1]), MediaType::Docx), Inspection::Encrypted);
}

#[test]
fn what_is_cut_off_is_broken() {
    let cut_off = Inspection::Broken { why: Damage::CutOff };
    let cases = [
        (samples::plain_pdf(), MediaType::Pdf),
        (docx(&[]), MediaType::Docx),
        (samples::jpeg(10, 10), MediaType::Jpeg),
        (samples::png(10, 10), MediaType::Png),
    ];
    for (bytes, media) in cases {
        assert_eq!(seen(&bytes[..bytes.len() - 15], media), cut_off, "{media:?}");
    }
    assert_eq!(seen(b"", MediaType::Png), Inspection::Broken { why: Damage::NoBeginning });
    let mut changed = docx(&[("word/media/a.bin", b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]);
    let start = changed.windows(4).position(|window| window == b"a.bi").unwrap();
    changed[start + 6] ^= 0xff;
    assert_eq!(seen(&changed, MediaType::Docx), Inspection::Broken { why: Damage::Unreadable });
}

/// A child that does what the script says.
fn child(folder: &Folder, script: &str) -> std::path::PathBuf {
    let path = folder.file("child", format!("#!/bin/sh\n{script}\n").as_bytes());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    path
}

async fn heard(script: &str) -> Inspection {
    let folder = Folder::new();
    let exe = child(&folder, script);
    spawn(&exe, Path::new("/dev/null"), MediaType::Pdf, Duration::from_secs(2)).await
}

#[tokio::test]
async fn only_a_clear_answer_is_believed() {
    let clean = r#"echo '{"result":"clean","pages":3}'"#;
    assert_eq!(heard(clean).await, Inspection::Clean { pages: Some(3) });
    let suspicious = r#"echo '{"result":"suspicious","why":["nested_archive"]}'; exit 1"#;
    assert_eq!(heard(suspicious).await, Inspection::Suspicious { why: [Suspicion::NestedArchive].into() });
    let stopped = Inspection::Uninspectable { why: Obstacle::Stopped };
    for script in [
        "exit 0".to_owned(),
        "echo clean".to_owned(),
        "kill -SEGV $$".to_owned(),
        format!("{clean}; exit 1"),
        format!("{clean}; kill -ABRT $$"),
        format!("{clean}; {clean}"),
        r#"echo '{"result":"clean","pages":3,"more":1}'"#.to_owned(),
        "yes".to_owned() + " | head -c 10000000",
    ] {
        assert_eq!(heard(&script).await, stopped, "{script}");
    }
    assert_eq!(heard("exec sleep 20").await, Inspection::Uninspectable { why: Obstacle::TimedOut });
    let nobody =
        spawn(Path::new("/nowhere"), Path::new("/dev/null"), MediaType::Pdf, Duration::from_secs(1)).await;
    assert_eq!(nobody, Inspection::Uninspectable { why: Obstacle::NotStarted });
}

#[tokio::test]
async fn a_picture_that_was_not_made_leaves_nothing() {
    let folder = Folder::new();
    let out = folder.0.join("out");
    std::fs::create_dir(&out).unwrap();
    let page = NonZeroU32::new(2).unwrap();
    for (script, expected) in [
        (r#"echo half > "$8/page-2.png"; kill -XCPU $$"#, PageImageError::Stopped),
        (r#"echo '{"result":"not_made","why":"poppler_missing"}'; exit 1"#, PageImageError::PopplerMissing),
        (r#"echo '{"result":"made"}'"#, PageImageError::Stopped),
    ] {
        let exe = child(&folder, script);
        let made = page_image(&exe, Path::new("/dev/null"), page, &out, Duration::from_secs(2)).await;
        assert_eq!(made, Err(expected), "{script}");
        assert_eq!(Folder::files(&out), Vec::<std::path::PathBuf>::new());
    }
    let exe = child(&folder, r#"echo png > "$8/page-2.png"; echo '{"result":"made"}'"#);
    let made = page_image(&exe, Path::new("/dev/null"), page, &out, Duration::from_secs(2)).await;
    assert_eq!(made, Ok(out.join("page-2.png")));
}

#[test]
fn a_page_is_drawn_within_bounds_and_a_missing_page_is_not() {
    if !poppler_is_here() {
        return;
    }
    let folder = Folder::new();
    let path = folder.file("a.pdf", &samples::plain_pdf());
    poppler::draw(&path, NonZeroU32::MIN, &folder.0).unwrap();
    let picture = std::fs::read(folder.0.join("page-1.png")).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    let none = poppler::draw(&path, NonZeroU32::new(9).unwrap(), &folder.0);
    assert_eq!(none, Err(PageImageError::Unreadable));
    assert_eq!(Folder::files(&folder.0).len(), 2);
}

const SAMPLE: &str = "OPENHUIS_TEST_SAMPLE";
const HUNGRY: &str = "OPENHUIS_TEST_HUNGRY";

/// The child of the test below, in a process that it may limit; nothing otherwise.
#[test]
fn child_of_another_test() {
    let Some(sample) = std::env::var_os(SAMPLE) else { return };
    println!("{}", run(Path::new(&sample), MediaType::Pdf).json);
    if std::env::var_os(HUNGRY).is_some() {
        let eaten: Vec<Vec<u8>> = (0..64).map(|_| vec![1; 64 * 1024 * 1024]).collect();
        println!("ate {}", eaten.len());
    }
}

#[test]
fn a_child_within_its_limits_can_look_and_cannot_eat_the_machine() {
    let folder = Folder::new();
    let path = folder.file("a.pdf", &samples::plain_pdf());
    let child = |hungry: bool| {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "files::inspect::tests::child_of_another_test", "--nocapture"]);
        command.env(SAMPLE, &path).envs(hungry.then_some((HUNGRY, "1"))).current_dir(&folder.0);
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (well, said) = child(false);
    let pages = poppler_is_here().then_some(1);
    assert!(well && said.contains(&report(0, &Inspection::Clean { pages }).json), "{said}");
    let (well, said) = child(true);
    assert!(!well && !said.contains("ate"), "{said}");
}
