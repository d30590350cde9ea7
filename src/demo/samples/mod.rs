//! Small files that are what they say: a PDF of a page, a picture of a page, a Word document.
//! May import: std, zip.

mod docx;
mod jpeg;
mod pdf;

pub use docx::docx;
pub use jpeg::jpeg;
pub use pdf::pdf;
