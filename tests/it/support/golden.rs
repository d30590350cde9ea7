//! Texts that are kept in the repository and compared: `OPENHUIS_TEST_WRITE=1` writes them anew.

use std::path::Path;

/// The kept text is the one made now.
pub fn holds(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(file);
    if std::env::var_os("OPENHUIS_TEST_WRITE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        made == kept,
        "{file} changed; if that is right: OPENHUIS_TEST_WRITE=1 with the same test\n{made}"
    );
}

/// A text in which identifiers, and secrets as long as those of links and forms, stand as what they are. One secret in 1,400 has no digit;
/// a long word of a page has no capital within.
pub fn steady(text: &str) -> String {
    words(text, |word| {
        let is_id = word.len() == 36 && word.bytes().filter(|byte| *byte == b'-').count() == 4;
        let is_drawn = word.bytes().skip(1).any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        match word.len() {
            36 if is_id => Some("{id}"),
            43.. if is_drawn => Some("{secret}"),
            _ => None,
        }
    })
}

/// A text with other words where `other` gives one.
pub fn words(text: &str, other: impl Fn(&str) -> Option<&'static str>) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let mut changed = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let (before, word) = rest.split_at(start);
        let (word, after) = word.split_at(word.find(|c| !is_word(c)).unwrap_or(word.len()));
        changed += before;
        changed += other(word).unwrap_or(word);
        rest = after;
    }
    changed + rest
}

#[test]
fn a_secret_without_a_digit_is_a_secret_and_a_long_word_is_a_word() {
    assert_eq!(steady("VGeMlOloQPWnSjPOtQGpqcKKrWNyg_TIGbwFF_Vewbc"), "{secret}");
    assert_eq!(steady("vOCyx0aXJkzVh4mVqWZP5pBV0sSyl7sDyZ5kUnQXm2E-uitloggen"), "{secret}");
    assert_eq!(
        steady("Bestuurdersaansprakelijkheidsverzekeringspolis"),
        "Bestuurdersaansprakelijkheidsverzekeringspolis"
    );
}
