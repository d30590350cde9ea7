//! Does a text tell who a client is? A burgerservicenummer, a birth date, a telephone number and a mail address can be found; a name cannot.
//! May import: identifiers (elfproef), words::private, supervision::private.

mod dates;
mod scan;

use chrono::NaiveDate;

use self::scan::Line;

/// What in a text points to one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Private {
    /// A burgerservicenummer, or another number that passes its elfproef.
    Bsn,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// A birth date: a date long ago, or one beside a word that says so.
    BirthDate,
}

/// Something private in a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub what: Private,
    /// On which line, from 1.
    pub line: usize,
    /// From which character of that line, from 1.
    pub column: usize,
    /// As it stands there.
    pub text: String,
}

/// Everything private in a text, in the order of the text. A piece that can be two things is the longer one. `today` tells a birth date from a date
/// on which something happened.
#[must_use]
pub fn find_private(text: &str, today: NaiveDate) -> Vec<Found> {
    let lines = (1..).zip(text.lines());
    lines.flat_map(|(number, line)| in_line(number, &Line::new(line), today)).collect()
}

/// A piece of a line: what, from, until (not included).
type Piece = (Private, usize, usize);

fn in_line(number: usize, line: &Line, today: NaiveDate) -> Vec<Found> {
    let dates = dates::find(line);
    let mut pieces: Vec<Piece> = line.emails().map(|(from, to)| (Private::Email, from, to)).collect();
    // The digits of a date are no telephone number, whatever stands beside it.
    let apart = |from: usize, to: usize| !dates.iter().any(|date| date.from < to && from < date.to);
    pieces.extend(line.phones(apart).map(|(from, to)| (Private::Phone, from, to)));
    let within = |from: usize, to: usize| dates.iter().any(|date| date.from <= from && to <= date.to);
    pieces.extend(
        line.bsns().filter(|(from, to)| !within(*from, *to)).map(|(from, to)| (Private::Bsn, from, to)),
    );
    let births = dates.iter().filter(|date| date.is_birth(line, today));
    pieces.extend(births.map(|date| (Private::BirthDate, date.from, date.to)));
    pieces.sort_by_key(|(what, from, to)| (*from, std::cmp::Reverse(*to), *what));
    let mut until = 0;
    pieces.retain(|(_, from, to)| {
        let free = *from >= until;
        if free {
            until = *to;
        }
        free
    });
    let found =
        |(what, from, to): Piece| Found { what, line: number, column: from + 1, text: line.text(from, to) };
    pieces.into_iter().map(found).collect()
}
