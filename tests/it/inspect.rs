//! The look at evidence, in the real child process within its limits.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use openhuis::files::MediaType;
use openhuis::files::inspect::{Active, Inspection, Obstacle, PageImageError, Suspicion, page_image, spawn};

const PATIENCE: Duration = Duration::from_secs(30);

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("inspect");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A PDF of one page without a table of contents: readers rebuild it.
fn pdf(catalogue: &str) -> Vec<u8> {
    let objects = [
        format!("1 0 obj <</Type/Catalog/Pages 2 0 R{catalogue}>> endobj"),
        "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj".to_owned(),
        "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>> endobj".to_owned(),
    ];
    format!("%PDF-1.7\n{}\ntrailer <</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n", objects.join("\n"))
        .into_bytes()
}

async fn seen(path: &Path, media: MediaType) -> Inspection {
    spawn(Path::new(env!("CARGO_BIN_EXE_openhuis")), path, media, PATIENCE).await
}

#[tokio::test]
async fn the_child_tells_clean_from_active_from_suspicious_from_unreadable() {
    let clean = seen(&file("clean.pdf", &pdf("")), MediaType::Pdf).await;
    assert!(matches!(clean, Inspection::Clean { pages: Some(1) | None }), "{clean:?}");
    let script = seen(&file("script.pdf", &pdf("/OpenAction<</S/JavaScript/JS(x)>>")), MediaType::Pdf).await;
    let Inspection::ActiveContent { what, .. } = &script else { panic!("{script:?}") };
    assert!(what.contains(&Active::Script));
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bomb.extend(b"\x00\xff\xff\xff\x00\xff\xff\xff\x08\x02\0\0\0\0\0\0\0IEND\0\0\0\0");
    let bomb = seen(&file("bomb.png", &bomb), MediaType::Png).await;
    assert_eq!(bomb, Inspection::Suspicious { why: [Suspicion::TooManyPixels].into() });
    let missing = seen(Path::new("/nowhere.pdf"), MediaType::Pdf).await;
    assert_eq!(missing, Inspection::Uninspectable { why: Obstacle::NotReadable });
}

#[tokio::test]
async fn the_child_draws_a_page_and_says_so_when_poppler_is_missing() {
    let path = file("page.pdf", &pdf(""));
    let out = path.with_file_name("pages");
    std::fs::create_dir_all(&out).unwrap();
    let exe = Path::new(env!("CARGO_BIN_EXE_openhuis"));
    match page_image(exe, &path, NonZeroU32::MIN, &out, PATIENCE).await {
        Ok(picture) => assert!(std::fs::read(picture).unwrap().starts_with(b"\x89PNG")),
        Err(error) => assert_eq!(error, PageImageError::PopplerMissing),
    }
}
