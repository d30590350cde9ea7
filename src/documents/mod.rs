//! Letters as files: content in, PDF/A-2a with PDF/UA-1 out. The same letter gives the same bytes.
//! May import: domain, printpdf, lopdf.
//!
//! printpdf draws the pages with their marked content; lopdf adds what printpdf cannot say: the structure tree, the
//! metadata, the output intent and the language. Lengths are whole twips, so no machine rounds differently.

mod canvas;
mod finish;
mod flow;
mod fonts;
mod letter;
mod letterhead;
mod metadata;
mod structure;
mod table;
mod tags;
mod units;
mod visible;
mod wrap;

#[cfg(test)]
mod tests;

use crate::domain::letter::LetterContent;

/// Why a letter could not be drawn. Not the reader's doing: each is a fault of the installation.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The fonts were built wrong.
    #[error("the letter font {0} cannot be read; build the assets again")]
    Font(&'static str),
    /// The PDF library made something else than a letter needs.
    #[error("the PDF could not be finished: {0}")]
    Pdf(#[from] lopdf::Error),
    /// The finished bytes could not be written.
    #[error("the PDF could not be written: {0}")]
    Write(#[from] std::io::Error),
    /// The content could not be put in order for its identifier.
    #[error("the letter has no stable form: {0}")]
    Content(#[from] serde_json::Error),
    /// More pages or pieces of text than a PDF can number.
    #[error("the letter is too large")]
    TooLarge,
}

/// Draw a letter: A4, PDF/A-2a and PDF/UA-1, byte for byte the same for the same content.
///
/// # Errors
/// [`DocumentError`] when the fonts are broken or the PDF cannot be put together; never because of what a text holds.
pub fn render(letter: &LetterContent) -> Result<Vec<u8>, DocumentError> {
    let fonts = fonts::fonts()?;
    let (pages, tree) = letter::draw(letter, fonts)?;
    finish::finish(letter, fonts, pages, tree)
}
