//! How the fields of a payload become JSON: fixed-width dates, codes as text, and never a failure.
//! May import: code, digest, ids, audit::token.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::token::Token;
use crate::code::Code;
use crate::digest::Digest;
use crate::ids::Id;

/// A moment as it stands in leaves and payloads: exactly six digits of a second, and Z.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// Something that may stand in a payload.
pub(super) trait Field {
    /// Its JSON.
    fn value(&self) -> Value;
}

impl<C: Code> Field for C {
    fn value(&self) -> Value {
        Value::from(self.code())
    }
}
impl<K> Field for Id<K> {
    fn value(&self) -> Value {
        Value::from(self.as_str())
    }
}
impl Field for Token {
    fn value(&self) -> Value {
        Value::from(self.as_str())
    }
}
impl Field for Digest {
    fn value(&self) -> Value {
        Value::from(self.to_string())
    }
}
impl Field for NaiveDate {
    fn value(&self) -> Value {
        Value::from(self.format("%Y-%m-%d").to_string())
    }
}
impl Field for DateTime<Utc> {
    fn value(&self) -> Value {
        Value::from(moment(*self))
    }
}
impl Field for u32 {
    fn value(&self) -> Value {
        Value::from(*self)
    }
}
impl Field for u64 {
    fn value(&self) -> Value {
        Value::from(*self)
    }
}
impl Field for bool {
    fn value(&self) -> Value {
        Value::from(*self)
    }
}
impl<T: Field> Field for Option<T> {
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Field::value)
    }
}
impl<T: Field> Field for Vec<T> {
    fn value(&self) -> Value {
        self.iter().map(Field::value).collect()
    }
}
