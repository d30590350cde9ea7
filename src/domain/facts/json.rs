//! Values as they are stored: JSON that is the same for the same value, read back only when it fits the definition.
//! May import: money.

use serde_json::Value;

use super::definition::FactType;
use super::value::FactValue;

/// A stored value does not fit its definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactJsonError {
    /// Not the JSON of any value.
    #[error("not the JSON of a value: {0}")]
    Unreadable(String),
    /// A value of another type, or outside its bounds.
    #[error("the value does not fit its definition")]
    Unfit,
}

/// The JSON of a value: `{"type": …, "value": …}`, keys and codes in fixed order, whole numbers only.
///
/// # Errors
/// [`FactJsonError::Unreadable`] when serde_json refuses, which no value makes it do.
pub fn to_json(value: &FactValue) -> Result<Value, FactJsonError> {
    serde_json::to_value(value).map_err(|error| FactJsonError::Unreadable(error.to_string()))
}

/// Read a value back.
///
/// # Errors
/// When it is no value, or not one that the definition admits.
pub fn from_json(json: &Value, kind: &FactType) -> Result<FactValue, FactJsonError> {
    let value: FactValue =
        serde_json::from_value(json.clone()).map_err(|error| FactJsonError::Unreadable(error.to_string()))?;
    if kind.admits(&value) { Ok(value) } else { Err(FactJsonError::Unfit) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Comply, PaidPerson, PaidPersons, PersonRole, Range};
    use crate::money::{BasisPoints, Cents};

    #[test]
    fn every_type_survives_being_stored() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
        let person = PaidPerson {
            role: PersonRole::Leidinggevend,
            pay: Cents::new(12_345_678),
            part_time: BasisPoints::new(5_000),
            days: 365,
            transitional: false,
        };
        let values = [
            FactValue::YesNo(true),
            FactValue::Whole(-3),
            FactValue::Money(Cents::new(5)),
            FactValue::Percent(BasisPoints::new(2_000)),
            FactValue::Day(day),
            FactValue::Choice("bv".into()),
            FactValue::Choices(["a".to_owned(), "b".to_owned()].into()),
            FactValue::Text("Wij".into()),
            FactValue::ComplyOrExplain(
                [("p1".to_owned(), Comply::Explained("klein".into())), ("p2".to_owned(), Comply::Applied)]
                    .into(),
            ),
            FactValue::PaidPersons(PaidPersons { year: 2025, persons: vec![person] }),
        ];
        for value in values {
            let json = to_json(&value).unwrap();
            assert_eq!(serde_json::from_value::<FactValue>(json).unwrap(), value);
        }
    }

    #[test]
    fn a_stored_value_outside_its_bounds_is_refused() {
        let kind = FactType::Whole(Range { min: Some(0), max: Some(10) });
        let json = to_json(&FactValue::Whole(11)).unwrap();
        assert_eq!(from_json(&json, &kind), Err(FactJsonError::Unfit));
        assert_eq!(from_json(&to_json(&FactValue::YesNo(true)).unwrap(), &kind), Err(FactJsonError::Unfit));
    }
}
