//! Closed sets of names: enums whose variants have one permanent code each, as stored and as logged.
//! May import: std.

/// An enum with one permanent ASCII code per variant. Codes are stored, so they are added, never renamed.
pub trait Code: Copy + Eq + Sized + 'static {
    /// Every variant, in the order people expect.
    const ALL: &'static [Self];

    /// The permanent code of this variant.
    fn code(self) -> &'static str;

    /// The variant with this code, if there is one.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}
