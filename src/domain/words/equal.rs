//! Words about equal cases that were judged otherwise. May import: nothing.

/// Nothing was chosen.
pub const SAY_WHICH: &str = "Kies waarom de uitkomst anders is dan in het gelijke geval.";
/// Nothing was written.
pub const SAY_WHY: &str = "Schrijf waarom. Wie meeleest en wie tekent, lezen dit.";
