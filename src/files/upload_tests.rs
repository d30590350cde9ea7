//! Statements about what gets in and what stays out.

use std::io::Read;

use futures_util::stream;

use super::*;
use crate::files::samples::{self, Folder};

const ROOM: Limits = Limits { max_bytes: 1_000_000 };

fn upload(store: &Store, bytes: &[u8], name: &str) -> Result<(StoredBlob, MediaType), UploadError> {
    let mut upload = store.begin(ROOM)?;
    bytes.chunks(1_000).try_for_each(|chunk| upload.write(chunk))?;
    upload.finish_as(name)
}

fn refused(bytes: &[u8], name: &str) -> Refusal {
    let folder = Folder::new();
    let store = Store::folder(&folder.0).unwrap();
    match upload(&store, bytes, name) {
        Err(UploadError::Refused(refusal)) => {
            assert_eq!(Folder::files(&folder.0), Vec::<PathBuf>::new(), "{name} left something");
            refusal
        }
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn what_is_stored_is_byte_for_byte_what_was_sent() {
    let folder = Folder::new();
    let store = Store::folder(&folder.0).unwrap();
    let cases = [
        ("Uittreksel KvK.PDF", samples::plain_pdf(), MediaType::Pdf),
        ("plan.docx", samples::docx(&[]), MediaType::Docx),
        ("begroting.xlsx", samples::xlsx(), MediaType::Xlsx),
        ("plan.odt", samples::open_document("text", &[]), MediaType::Odt),
        ("begroting.ods", samples::open_document("spreadsheet", &[]), MediaType::Ods),
        ("foto.jpeg", samples::jpeg(10, 10), MediaType::Jpeg),
        ("foto.png", samples::png(10, 10), MediaType::Png),
        // Names never become paths, and active content is for people to judge.
        (
            "../../../etc/passwd.pdf",
            samples::pdf(&[], "/OpenAction<</S/JavaScript/JS(x)>>", ""),
            MediaType::Pdf,
        ),
        ("\u{202e}fdp.😀\r\n\0.pdf", samples::pdf(&[b"(other)"], "", ""), MediaType::Pdf),
    ];
    for (name, bytes, media) in &cases {
        let (blob, found) = upload(&store, bytes, name).unwrap();
        assert_eq!(
            (found, blob.size, blob.sha256),
            (*media, u64::try_from(bytes.len()).unwrap(), Sha256::of(bytes)),
            "{name}"
        );
        let mut back = Vec::new();
        let mut open = store.open(&blob.sha256).unwrap();
        open.file.read_to_end(&mut back).unwrap();
        assert_eq!((open.size, &back), (blob.size, bytes));
    }
    assert_eq!(Folder::files(&folder.0).len(), cases.len());
}

#[test]
fn each_unacceptable_file_is_refused_for_its_own_reason_and_leaves_nothing() {
    let mismatch = |named, found| Refusal::Mismatch { named, found };
    let (pdf, docx) = (MediaType::Pdf, MediaType::Docx);
    let encrypted = || samples::pdf(&[], "", "/Encrypt 4 0 R");
    let wrong = |extension: &str| Refusal::WrongType { extension: Some(extension.to_owned()) };
    let long = format!("{}.exe", "a".repeat(10_000));
    assert_eq!(refused(b"", "leeg.pdf"), Refusal::Empty);
    assert_eq!(refused(b"MZ", "virus.exe"), wrong("exe"));
    assert_eq!(refused(b"MZ", &long), wrong("exe"));
    assert_eq!(refused(&samples::plain_pdf(), "factuur.pdf\u{202e}.exe"), wrong("exe"));
    assert_eq!(refused(&samples::docx(&[]), "met-macro.docm"), wrong("docm"));
    assert_eq!(refused(b"<svg onload=alert(1)>", "logo.svg"), wrong("svg"));
    assert_eq!(refused(&samples::plain_pdf(), "zonder extensie"), Refusal::WrongType { extension: None });
    assert_eq!(refused(b"<!doctype html><script>", "brief.pdf"), mismatch(pdf, None));
    assert_eq!(refused(b"<html>%PDF-1.7", "voorwerk.pdf"), mismatch(pdf, None));
    assert_eq!(refused(&samples::png(1, 1), "foto.jpg"), mismatch(MediaType::Jpeg, Some(MediaType::Png)));
    assert_eq!(refused(&samples::xlsx(), "plan.docx"), mismatch(docx, Some(MediaType::Xlsx)));
    assert_eq!(refused(&samples::zip(&[("a.txt", b"a")]), "plan.docx"), mismatch(docx, None));
    assert_eq!(
        refused(&samples::open_document("presentation", &[]), "plan.odt"),
        mismatch(MediaType::Odt, None)
    );
    assert_eq!(refused(&samples::ole("WordDocument"), "oud.docx"), mismatch(docx, None));
    assert_eq!(refused(&samples::ole("EncryptedPackage"), "geheim.docx"), Refusal::Encrypted);
    assert_eq!(refused(&samples::relisted(samples::docx(&[]), 8, &[1]), "geheim.docx"), Refusal::Encrypted);
    assert_eq!(refused(&encrypted(), "geheim.pdf"), Refusal::Encrypted);
    let mut cut = samples::docx(&[]);
    cut.truncate(cut.len() - 30);
    assert_eq!(refused(&cut, "half.docx"), Refusal::Damaged);
}

#[test]
fn a_file_is_refused_at_the_first_byte_too_many() {
    let folder = Folder::new();
    let store = Store::folder(&folder.0).unwrap();
    let mut upload = store.begin(Limits { max_bytes: 10 }).unwrap();
    upload.write(b"0123456789").unwrap();
    let error = upload.write(b"0").unwrap_err();
    assert!(matches!(error, UploadError::Refused(Refusal::TooBig { max_bytes: 10 })));
    drop(upload);
    assert_eq!(Folder::files(&folder.0), Vec::<PathBuf>::new());
}

#[test]
fn a_full_disk_is_told_apart_and_leaves_nothing() {
    let folder = Folder::new();
    let store = Store::folder(&folder.0).unwrap();
    let mut upload = store.begin(ROOM).unwrap();
    // The kernel's own full disk.
    upload.file = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let error = upload.write(b"some bytes").unwrap_err();
    assert!(matches!(error, UploadError::Store(StoreError::Full)), "{error:?}");
    drop(upload);
    assert_eq!(Folder::files(&folder.0), Vec::<PathBuf>::new());
}

#[test]
fn a_store_that_is_gone_is_an_error_and_works_again_when_it_is_back() {
    let folder = Folder::new();
    let store = Store::folder(&folder.0.join("store")).unwrap();
    std::fs::rename(folder.0.join("store"), folder.0.join("away")).unwrap();
    assert!(matches!(store.begin(ROOM), Err(StoreError::Io(_))));
    std::fs::rename(folder.0.join("away"), folder.0.join("store")).unwrap();
    assert!(upload(&store, &samples::plain_pdf(), "a.pdf").is_ok());
    let unknown = Sha256::of(b"never stored");
    assert!(matches!(store.open(&unknown), Err(StoreError::Missing(hash)) if hash == unknown));
    assert!(matches!(store.local(&unknown), Err(StoreError::Missing(_))));
}

#[test]
fn a_sweep_takes_only_what_is_old_and_unknown() {
    let folder = Folder::new();
    let store = Store::folder(&folder.0).unwrap();
    let (kept, _) = upload(&store, &samples::plain_pdf(), "a.pdf").unwrap();
    let (orphan, _) = upload(&store, &samples::docx(&[]), "a.docx").unwrap();
    folder.file("tmp/12-0", b"half a file");
    let long_ago = chrono::DateTime::UNIX_EPOCH;
    let later = long_ago + chrono::Duration::days(400_000);
    assert_eq!(store.sweep(|_| false, long_ago).unwrap(), crate::files::Swept::default());
    let swept = store.sweep(|hash| *hash == kept.sha256, later).unwrap();
    assert_eq!((swept.unfinished, swept.orphans), (1, 1));
    assert!(store.open(&kept.sha256).is_ok());
    assert!(store.open(&orphan.sha256).is_err());
    store.remove(&kept.sha256).unwrap();
    store.remove(&kept.sha256).unwrap();
    assert_eq!(Folder::files(&folder.0), Vec::<PathBuf>::new());
}

#[test]
fn two_nodes_with_the_same_process_id_never_write_into_one_file() {
    let folder = Folder::new();
    let nodes = [Store::folder(&folder.0).unwrap(), Store::folder(&folder.0).unwrap()];
    let [mut first, mut second] = nodes.each_ref().map(|node| node.begin(ROOM).unwrap());
    first.write(b"one").unwrap();
    second.write(b"two").unwrap();
    let first = first.finish().unwrap();
    assert_eq!(second.finish().unwrap().sha256, Sha256::of(b"two"));
    assert_eq!(std::fs::read(nodes[1].local(&first.sha256).unwrap().path()).unwrap(), b"one");
}

#[test]
fn the_same_bytes_are_stored_once() {
    let folder = Folder::new();
    let store = Store::folder(&folder.0).unwrap();
    let first = upload(&store, &samples::plain_pdf(), "a.pdf").unwrap();
    assert_eq!(upload(&store, &samples::plain_pdf(), "b.pdf").unwrap(), first);
    assert_eq!(Folder::files(&folder.0).len(), 1);
}

#[tokio::test]
async fn a_stream_is_stored_whole_or_not_at_all() {
    let folder = Folder::new();
    let store = Store::folder(&folder.0).unwrap();
    let bytes = samples::pdf(&[&[b'x'; 50_000]], "", "");
    let chunks = || bytes.chunks(700).map(<[u8]>::to_vec).map(Ok::<_, ()>).collect::<Vec<_>>();

    let mut broken = chunks();
    broken[40] = Err(());
    let error = crate::files::receive(&store, ROOM, "a.pdf", stream::iter(broken)).await.unwrap_err();
    assert!(matches!(error, UploadError::BrokenOff));
    let small = Limits { max_bytes: 5_000 };
    let error = crate::files::receive(&store, small, "a.pdf", stream::iter(chunks())).await.unwrap_err();
    assert!(matches!(error, UploadError::Refused(Refusal::TooBig { .. })));
    assert_eq!(Folder::files(&folder.0), Vec::<PathBuf>::new());

    let (blob, _) = crate::files::receive(&store, ROOM, "a.pdf", stream::iter(chunks())).await.unwrap();
    assert_eq!(blob.sha256, Sha256::of(&bytes));
}
