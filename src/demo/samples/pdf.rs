//! A PDF of one page with lines of text, by hand: a bewijsstuk comes from any program, not from ours.
//! May import: std.

use std::fmt::Write as _;

/// A page with these lines; the first is the heading.
#[must_use]
pub fn pdf(lines: &[String]) -> Vec<u8> {
    let mut text = String::from("BT /F1 16 Tf 56 770 Td 22 TL\n");
    for (place, line) in lines.iter().enumerate() {
        if place == 1 {
            text.push_str("/F1 11 Tf\n");
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "({}) Tj T*", shown(line));
    }
    text.push_str("ET\n");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Lang(nl-NL)>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        format!("<</Length {}>>stream\n{text}endstream", text.len()),
    ];
    let mut file = String::from("%PDF-1.7\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (number, object) in (1_u8..).zip(&objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    let _ = write!(
        file,
        "xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

/// Text between brackets: what is not plain ASCII goes as an octal code of WinAnsi, or as a question mark.
fn shown(line: &str) -> String {
    let mut text = String::new();
    for one in line.chars() {
        match one {
            '(' | ')' | '\\' => text.extend(['\\', one]),
            ' '..='~' => text.push(one),
            '–' => text.push_str("\\226"),
            '\u{a0}'..='\u{ff}' => {
                let _ = write!(text, "\\{:03o}", u32::from(one));
            }
            _ => text.push('?'),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_finds_the_page_and_its_text() {
        let bytes = pdf(&["Café (voorbeeld) – één".to_owned(), "Tweede".to_owned()]);
        let read = lopdf::Document::load_mem(&bytes).unwrap();
        assert_eq!(read.get_pages().len(), 1);
        let text = read.extract_text(&[1]).unwrap();
        assert!(text.contains("(voorbeeld)") && text.contains("Tweede"), "{text}");
    }
}
