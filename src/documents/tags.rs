//! The structure of a letter, for who reads it with something else than eyes (ISO 32000-1, 14.8.4).
//! May import: nothing.

/// A standard structure type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    H1,
    H2,
    H3,
    H4,
    P,
    L,
    Li,
    Lbl,
    LBody,
    Sect,
    Span,
    Table,
    Tr,
    ColumnHead,
    RowHead,
    Td,
}

/// An element with what it holds, in reading order.
#[derive(Debug)]
pub(super) struct Elem {
    pub(super) tag: Tag,
    pub(super) kids: Vec<Kid>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Kid {
    Elem(Elem),
    /// A piece of marked content: the page, from 0, and its number on that page.
    Marked {
        page: usize,
        id: i64,
    },
}

impl Tag {
    /// The name in the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::H4 => "H4",
            Self::P => "P",
            Self::L => "L",
            Self::Li => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Sect => "Sect",
            Self::Span => "Span",
            Self::Table => "Table",
            Self::Tr => "TR",
            Self::ColumnHead | Self::RowHead => "TH",
            Self::Td => "TD",
        }
    }

    /// What a head of a table is the head of.
    pub(super) fn scope(self) -> Option<&'static str> {
        match self {
            Self::ColumnHead => Some("Column"),
            Self::RowHead => Some("Row"),
            _ => None,
        }
    }
}

impl Elem {
    /// An element with these pieces of marked content or elements.
    pub(super) fn new(tag: Tag, kids: Vec<Kid>) -> Self {
        Self { tag, kids }
    }

    /// An element that holds elements.
    pub(super) fn of(tag: Tag, kids: Vec<Self>) -> Self {
        Self { tag, kids: kids.into_iter().map(Kid::Elem).collect() }
    }
}
