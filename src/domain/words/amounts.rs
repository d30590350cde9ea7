//! Numbers, amounts and shares as people read them.
//! May import: money.

use crate::money::{BasisPoints, Cents};

/// `€ 1.234,56`, with a no-break space after the sign.
#[must_use]
pub fn euros(amount: Cents) -> String {
    let cents = amount.get().unsigned_abs();
    let minus = if amount.get() < 0 { "-" } else { "" };
    format!("€\u{a0}{minus}{},{:02}", grouped(cents / 100), cents % 100)
}

/// `20,0 %`, or with two decimals where one would hide something.
#[must_use]
pub fn percent(share: BasisPoints) -> String {
    let points = share.get().unsigned_abs();
    let minus = if share.get() < 0 { "-" } else { "" };
    let (whole, rest) = (grouped(u64::from(points / 100)), points % 100);
    if rest.is_multiple_of(10) {
        format!("{minus}{whole},{}\u{a0}%", rest / 10)
    } else {
        format!("{minus}{whole},{rest:02}\u{a0}%")
    }
}

/// `1.234`.
#[must_use]
pub fn whole(number: i64) -> String {
    let minus = if number < 0 { "-" } else { "" };
    format!("{minus}{}", grouped(number.unsigned_abs()))
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_the_dutch_way() {
        assert_eq!(euros(Cents::new(123_456)), "€\u{a0}1.234,56");
        assert_eq!(euros(Cents::new(-5)), "€\u{a0}-0,05");
        assert_eq!(euros(Cents::new(100_000_000)), "€\u{a0}1.000.000,00");
        assert_eq!(whole(-1000), "-1.000");
    }

    #[test]
    fn a_share_shows_a_second_decimal_only_where_it_says_something() {
        assert_eq!(percent(BasisPoints::new(2000)), "20,0\u{a0}%");
        assert_eq!(percent(BasisPoints::new(1999)), "19,99\u{a0}%");
        assert_eq!(percent(BasisPoints::new(-5)), "-0,05\u{a0}%");
    }
}
