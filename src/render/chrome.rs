//! What every page has around its content. Words for the codes in here stand in `templates/layout/`.
//! May import: chrono, serde, domain, render::theme.

use chrono::NaiveDate;
use serde::Serialize;

use super::theme;
use crate::domain::colour::Colour;

/// The frame of a page: who looks, where, and what the page must tell before anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chrome {
    /// The region the page belongs to; none on pages of the installation itself.
    pub region: Option<RegionMark>,
    /// The person who is logged in.
    pub user: Option<UserMark>,
    /// The main menu, in order.
    pub nav: Vec<NavEntry>,
    /// One message about what was just done.
    pub flash: Option<Flash>,
    /// The form on this page was refused: the title then starts with "Fout:".
    pub error: bool,
    /// Token that each form sends back.
    pub csrf: String,
    /// Identity of this showing of the page; each form derives its `_once` from it.
    pub once: String,
    /// Today in the Netherlands, for "nog n dagen".
    pub today: NaiveDate,
}

impl Chrome {
    /// The frame for someone who is not logged in and no region, on this day.
    #[must_use]
    pub fn anonymous(today: NaiveDate) -> Self {
        Self {
            region: None,
            user: None,
            nav: Vec::new(),
            flash: None,
            error: false,
            csrf: String::new(),
            once: String::new(),
            today,
        }
    }
}

/// The region in the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegionMark {
    /// Its full name.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// Address of its theme sheet, if it has one.
    pub theme_href: Option<String>,
}

impl RegionMark {
    /// A region by its name, its place in addresses and the colour it chose.
    #[must_use]
    pub fn new(name: &str, slug: &str, accent: Option<Colour>) -> Self {
        Self { name: name.to_owned(), slug: slug.to_owned(), theme_href: accent.map(theme::href) }
    }
}

/// The person in the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UserMark {
    /// Name as the person wrote it.
    pub name: String,
    /// The role the person acts in, in the words of `domain::words::roles`.
    pub role: &'static str,
    /// The organisation acted for; none for staff.
    pub organisation: Option<String>,
}

/// One entry of the main menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavEntry {
    /// Which entry; `templates/layout/nav_label.html` has the words.
    pub code: &'static str,
    /// Where it leads.
    pub href: String,
    /// The page shown is this one or lies under it.
    pub current: bool,
    /// How many things wait there; not shown when zero.
    pub count: u32,
}

/// A message about what was just done, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flash {
    /// Its colour and icon.
    pub tone: Tone,
    /// Which message; `templates/layout/flash.html` has the words.
    pub code: String,
    /// What the message is about, such as a file name.
    pub about: Option<String>,
}

/// One meaning, one colour and one icon, on every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// It is in order.
    Good,
    /// It is wrong or refused.
    Bad,
    /// Someone must do something.
    Attention,
    /// It is going on.
    Info,
    /// Nothing happens here.
    Quiet,
}
