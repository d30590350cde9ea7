//! The look of a region: structured fields with a contrast check, never free style.
//! May import: app::{ctx, error}, domain, storage.

use serde::{Deserialize, Serialize};

use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, FieldError, Result};
use crate::domain::audit::{Event, Token};
use crate::domain::colour::Colour;
use crate::domain::words::admin as words;
use crate::storage::regions::{self, RegionRow};
use crate::storage::{DbConn, RegionScope};

/// What a region chose. What it did not choose is the neutral look.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The colour of the head of the page, buttons and pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<Colour>,
}

/// The look as a form sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Name of the region on every page.
    pub name: String,
    /// The accent colour, or nothing for the neutral one.
    pub accent: String,
}

/// The theme of a region. A row that does not fit is the neutral look: a page is never refused for its colour.
#[must_use]
pub fn theme_of(region: &RegionRow) -> Theme {
    serde_json::from_str(&region.theme_json).unwrap_or_default()
}

/// The accent colour in a stored theme, where one was chosen on which white text can be read.
#[must_use]
pub fn accent_of(theme_json: &str) -> Option<Colour> {
    let theme: Theme = serde_json::from_str(theme_json).unwrap_or_default();
    theme.accent.filter(|accent| accent.carries_white_text())
}

/// Change the name and the look of a region.
///
/// # Errors
/// [`Error::Invalid`] when the name is empty, or white text could not be read on the colour (WCAG 2.2, 1.4.3: 4.5 to 1);
/// [`Error::Stale`] when a colleague changed it since `seen`.
pub fn change_look(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, seen: i64, look: &Look) -> Result<()> {
    let mut mistakes = Vec::new();
    if look.name.is_empty() {
        mistakes.push(FieldError::new("naam", words::NAME_MISSING));
    }
    let accent = match look.accent.as_str() {
        "" => None,
        text => match Colour::parse(text) {
            None => {
                mistakes.push(FieldError::new("kleur", words::COLOUR_WRONG));
                None
            }
            Some(colour) if !colour.carries_white_text() => {
                mistakes.push(FieldError::new("kleur", words::COLOUR_CONTRAST));
                None
            }
            Some(colour) => Some(colour),
        },
    };
    if !mistakes.is_empty() {
        return Err(Error::Invalid(mistakes));
    }
    let old = regions::find(conn, scope)?;
    let theme = Theme { accent };
    let changed = [("name", old.name != look.name), ("accent", theme_of(&old) != theme)];
    let fields = changed.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| Token::parse(field));
    let fields = fields.collect::<Result<Vec<_>, _>>().map_err(Error::internal)?;
    if fields.is_empty() {
        return Ok(());
    }
    let json = serde_json::to_string(&theme).map_err(Error::internal)?;
    if !regions::change_look(conn, scope, seen, &look.name, &json)? {
        return Err(Error::Stale);
    }
    let event = Event::ThemeChanged { subject: scope.region().clone(), fields };
    Ok(ctx.record(conn, &Place::of_region(scope.region()), event)?)
}
