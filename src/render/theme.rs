//! The style sheet of a region's colour: custom properties only, a function of the colour, under a name with its hash.
//! May import: domain.

use crate::domain::colour::Colour;
use crate::domain::digest::Digest;

/// Path under which the web serves these sheets.
pub const PREFIX: &str = "/thema/";

/// Where the sheet of this colour is.
#[must_use]
pub fn href(accent: Colour) -> String {
    format!("{PREFIX}{}", name(accent, &css(accent)))
}

/// The sheet of this name. What is derived from a colour may change with a release: the hash then makes it another name,
/// and an old one is not answered with the new content.
#[must_use]
pub fn sheet(wanted: &str) -> Option<String> {
    let (colour, _) = wanted.split_once('-')?;
    let accent = Colour::parse(&format!("#{colour}")).filter(|accent| accent.carries_white_text())?;
    let css = css(accent);
    (name(accent, &css) == wanted).then_some(css)
}

fn name(accent: Colour, css: &str) -> String {
    let hash = Digest::of(css.as_bytes()).hex();
    let (colour, hash) = (accent.to_string(), hash.get(..12).unwrap_or_default());
    format!("{}-{hash}.css", colour.trim_start_matches('#'))
}

/// The eight accent shades of `frontend/css/theme.css`, on the same element; everything else is derived from them there.
fn css(accent: Colour) -> String {
    let shades =
        accent.shades().map(|(step, shade)| format!("--voorbeeld-kleuren-violet-{step}:{shade};")).concat();
    format!(".voorbeeld-theme{{{shades}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_found_by_its_own_name_only() {
        let accent = Colour::parse("#154273").unwrap();
        let address = href(accent);
        let own = address.strip_prefix(PREFIX).unwrap();
        assert!(sheet(own).unwrap().contains("violet-400:#154273;"));
        assert_eq!(sheet("154273-000000000000.css"), None);
        assert_eq!(sheet("../Cargo.toml"), None);
    }

    #[test]
    fn a_colour_on_which_white_text_cannot_be_read_has_no_sheet() {
        let light = Colour::parse("#ffdd00").unwrap();
        assert_eq!(sheet(&name(light, &css(light))), None);
    }
}
