//! Words by which a number in a text is known for what it is. May import: nothing.

/// Names of months, whole and short.
pub const MONTHS: &[(&str, u32)] = &[
    ("januari", 1),
    ("jan", 1),
    ("februari", 2),
    ("feb", 2),
    ("febr", 2),
    ("maart", 3),
    ("mrt", 3),
    ("april", 4),
    ("apr", 4),
    ("mei", 5),
    ("juni", 6),
    ("jun", 6),
    ("juli", 7),
    ("jul", 7),
    ("augustus", 8),
    ("aug", 8),
    ("september", 9),
    ("sep", 9),
    ("sept", 9),
    ("oktober", 10),
    ("okt", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];
/// What stands after the number of a day.
pub const ORDINALS: &[&str] = &["e", "de", "ste"];
/// What stands before a birth date.
pub const BORN: &[&str] = &["geb", "gebdat", "jarig"];
/// What stands before the number of a company.
pub const COMPANY_NUMBER: &[&str] = &["kvk", "k.v.k", "handelsregister"];
