//! Text that people type: cleaned of what cannot be seen, limited in length, and folded for search and order.
//! May import: std.

/// The text is longer than there is room for, counted in characters after cleaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{actual} characters where {max} fit")]
pub struct TooLong {
    /// How many characters fit.
    pub max: usize,
    /// How many there are.
    pub actual: usize,
}

/// One line: what cannot be seen is gone, and every run of white space is one space.
///
/// # Errors
/// [`TooLong`] when more than `max` characters are left.
pub fn single_line(text: &str, max: usize) -> Result<String, TooLong> {
    // Line ends count as white space here, so they are looked at before controls are dropped.
    let seen: String =
        text.chars().map(|one| if one.is_whitespace() { ' ' } else { one }).filter(is_seen).collect();
    limited(seen.split_whitespace().collect::<Vec<_>>().join(" "), max)
}

/// Several lines: as typed, with one kind of line end, without what cannot be seen and without white space at the
/// ends of lines and of the whole.
///
/// # Errors
/// [`TooLong`] when more than `max` characters are left.
pub fn multi_line(text: &str, max: usize) -> Result<String, TooLong> {
    let one_line_end = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let lines = one_line_end.split('\n').map(|line| {
        let seen: String =
            line.chars().map(|one| if one == '\t' { ' ' } else { one }).filter(is_seen).collect();
        seen.trim_end().to_owned()
    });
    limited(lines.collect::<Vec<_>>().join("\n").trim().to_owned(), max)
}

fn limited(text: String, max: usize) -> Result<String, TooLong> {
    let actual = text.chars().count();
    if actual <= max { Ok(text) } else { Err(TooLong { max, actual }) }
}

/// Not a control, not a bidi control (which makes text read otherwise than it is), not invisible.
fn is_seen(one: &char) -> bool {
    !one.is_control() && !is_bidi_control(*one) && !is_invisible(*one)
}

/// A character that turns the direction of the text around it: Unicode property `Bidi_Control`.
#[must_use]
pub fn is_bidi_control(one: char) -> bool {
    matches!(one, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Takes no place and means nothing between letters. The joiners U+200C and U+200D do mean something, and stay.
fn is_invisible(one: char) -> bool {
    matches!(
        one,
        '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// The key by which names are searched and put in order: lower case, no diacritics, no dots or apostrophes, and every
/// run of anything else that is not a letter or digit as one space. Both databases then order it alike.
#[must_use]
pub fn fold_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut gap = false;
    for one in text.chars().flat_map(char::to_lowercase) {
        match one {
            '.' | '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{300}'..='\u{36f}' => {}
            _ if !one.is_alphanumeric() => gap = true,
            _ => {
                if gap && !key.is_empty() {
                    key.push(' ');
                }
                gap = false;
                match plain(one) {
                    "" => key.push(one),
                    letters => key.push_str(letters),
                }
            }
        }
    }
    key
}

/// A cell that no spreadsheet takes for a formula: an aanbieder writes its own name and address.
#[must_use]
pub fn harmless(cell: &str) -> String {
    let starts = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n');
    // Spreadsheets look past white space.
    if cell.starts_with(starts) || cell.trim_start().starts_with(starts) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The letters a lower-case letter with a mark counts as; nothing for any other.
fn plain(letter: char) -> &'static str {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĳ' => "ij",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'þ' => "th",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_found_without_its_marks_dots_and_capitals() {
        for (name, key) in [
            ("Zorggroep De Vélden B.V.", "zorggroep de velden bv"),
            ("'t Trefpunt", "t trefpunt"),
            ("Anne\u{2019}s Huis & Hof", "annes huis hof"),
            ("ĲSSEL-Zorg", "ijssel zorg"),
            ("Cafe\u{301} Bœuf Straße", "cafe boeuf strasse"),
            ("  İlkay  ", "ilkay"),
            ("Ökologie 24/7", "okologie 24 7"),
        ] {
            assert_eq!(fold_key(name), key);
        }
    }

    #[test]
    fn a_line_loses_what_cannot_be_seen() {
        let typed = " rekening\u{202e}fdp.exe\u{200b}\u{0}\r\n van\u{a0}mei\t";
        assert_eq!(single_line(typed, 40).unwrap(), "rekeningfdp.exe van mei");
    }

    #[test]
    fn several_lines_keep_their_lines() {
        let typed = "\n een \r\n\r\ntwee\u{7}\rdrie\tvier\u{2066}  \n";
        assert_eq!(multi_line(typed, 40).unwrap(), "een\n\ntwee\ndrie vier");
    }

    #[test]
    fn length_is_counted_in_characters_after_cleaning() {
        assert_eq!(single_line(" één ", 3).unwrap(), "één");
        assert_eq!(single_line("vier", 3), Err(TooLong { max: 3, actual: 4 }));
        assert_eq!(multi_line("a\nb", 2), Err(TooLong { max: 2, actual: 3 }));
    }

    proptest! {
        #[test]
        fn cleaning_and_folding_twice_changes_nothing_more(text in any::<String>()) {
            let line = single_line(&text, usize::MAX).unwrap();
            prop_assert_eq!(&single_line(&line, usize::MAX).unwrap(), &line);
            prop_assert!(!line.chars().any(|one| one.is_control() || is_bidi_control(one)));
            let lines = multi_line(&text, usize::MAX).unwrap();
            prop_assert_eq!(&multi_line(&lines, usize::MAX).unwrap(), &lines);
            let key = fold_key(&text);
            prop_assert_eq!(&fold_key(&key), &key);
        }
    }
}
