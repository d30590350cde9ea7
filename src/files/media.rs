//! The kinds of file that may be evidence.
//! May import: std, domain.

use openhuis_domain::code::Code;

/// A kind of file that may be uploaded. The list is closed: what is not on it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaType {
    /// Portable Document Format.
    Pdf,
    /// Word document (OOXML).
    Docx,
    /// Excel workbook (OOXML).
    Xlsx,
    /// OpenDocument text.
    Odt,
    /// OpenDocument spreadsheet.
    Ods,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
}

impl Code for MediaType {
    const ALL: &'static [Self] =
        &[Self::Pdf, Self::Docx, Self::Xlsx, Self::Odt, Self::Ods, Self::Jpeg, Self::Png];

    fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

impl MediaType {
    /// The usual extension, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.code()
    }

    /// The kind that goes with an extension (any case, without a dot).
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let lower = extension.to_ascii_lowercase();
        if lower == "jpeg" {
            return Some(Self::Jpeg);
        }
        Self::from_code(&lower)
    }

    /// The name for a `Content-Type` header.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// Whether the file is a zip container inside.
    pub(super) fn is_zip(self) -> bool {
        matches!(self, Self::Docx | Self::Xlsx | Self::Odt | Self::Ods)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_own_extension_in_any_case() {
        for kind in MediaType::ALL.iter().copied() {
            assert_eq!(MediaType::from_extension(&kind.extension().to_uppercase()), Some(kind));
        }
        for extension in ["", "exe", "docm", "svg", "html", "zip", "doc"] {
            assert_eq!(MediaType::from_extension(extension), None);
        }
    }
}
