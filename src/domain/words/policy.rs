//! What is said when policy cannot be laid down as asked.
//! May import: nothing.

/// Publishing takes two people.
pub const ONE_PERSON: &str = "Publiceren doet u met een collega. Vraag een andere persoon om te bevestigen.";
