//! File names people gave: made harmless for a screen and for a download header. They never reach the disk.
//! May import: std.

/// The longest name kept, in characters, the extension included.
pub const MAX_NAME: usize = 120;

/// A name fit to show: without folders, control characters and signs that turn the reading direction, with single
/// spaces and at most [`MAX_NAME`] characters. The extension survives shortening. Never empty: `document` stands
/// for a name of which nothing is left.
#[must_use]
pub fn clean_file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String =
        last.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(visible).collect();
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    // Leading dots hide a file, trailing ones change its extension on Windows.
    let name = words.join(" ").trim_matches(['.', ' ']).to_owned();
    if name.is_empty() { "document".to_owned() } else { shortened(&name) }
}

/// The extension of a name (after cleaning), if it has one: what follows the last dot.
#[must_use]
pub fn extension(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then_some(extension)
}

/// The value of a `Content-Disposition` header that saves the file under this name (RFC 6266): a plain ASCII name for
/// old readers and the real one in UTF-8. Always `attachment`: evidence is never shown in our own origin.
#[must_use]
pub fn content_disposition(given: &str) -> String {
    let name = clean_file_name(given);
    let ascii: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let encoded: String = name.bytes().map(percent).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

fn visible(c: &char) -> bool {
    let turns =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hidden = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    !c.is_control() && !turns && !hidden
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    match name.rsplit_once('.').filter(|(_, extension)| extension.chars().count() <= 10) {
        Some((stem, extension)) => {
            let room = MAX_NAME.saturating_sub(extension.chars().count() + 1);
            let stem: String = stem.chars().take(room).collect();
            format!("{}.{extension}", stem.trim_end_matches(['.', ' ']))
        }
        None => name.chars().take(MAX_NAME).collect(),
    }
}

/// Characters that need no care between the quotes of `filename="…"`. A percent sign does: some browsers decode it.
fn plain(c: char) -> bool {
    (c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '(' | ')' | '+' | ',')) && c.is_ascii()
}

fn percent(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn odd_names_become_harmless_ones() {
        let long = format!("{}.pdf", "a".repeat(10_000));
        let cases = [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\jan\\KvK uittreksel.pdf", "KvK uittreksel.pdf"),
            ("verklaring\u{0}.pdf", "verklaring.pdf"),
            ("factuur\u{202e}fdp.exe", "factuurfdp.exe"),
            ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
            ("  twee   spaties .pdf ", "twee spaties .pdf"),
            ("😀 reëel.pdf", "😀 reëel.pdf"),
            (".htaccess", "htaccess"),
            ("..", "document"),
            ("", "document"),
            ("map/", "document"),
        ];
        for (given, expected) in cases {
            assert_eq!(clean_file_name(given), expected);
        }
        let short = clean_file_name(&long);
        assert_eq!(short.chars().count(), MAX_NAME);
        assert_eq!(extension(&short), Some("pdf"));
    }

    #[test]
    fn a_download_header_names_the_file_twice() {
        assert_eq!(
            content_disposition("reëel \"plan\" 50%.pdf"),
            "attachment; filename=\"re_el _plan_ 50_.pdf\"; filename*=UTF-8''re%C3%ABel%20%22plan%22%2050%25.pdf"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn no_name_can_break_out_of_the_header_or_of_a_folder(given in any::<String>()) {
            let name = clean_file_name(&given);
            prop_assert!(!name.is_empty() && name.chars().count() <= MAX_NAME);
            let dangerous = name.contains(['/', '\\', '\r', '\n', '\0', '\u{202e}']);
            prop_assert!(!dangerous);
            prop_assert_eq!(clean_file_name(&name), name.clone());
            let header = content_disposition(&given);
            prop_assert!(header.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
            prop_assert_eq!(header.matches('"').count(), 2);
        }
    }
}
