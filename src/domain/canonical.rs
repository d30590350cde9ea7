//! Canonical JSON: the one way in which we turn a value into bytes that are hashed, signed or replayed.
//!
//! A strict subset of RFC 8785: keys are ASCII and sorted here (not by whatever map `serde_json` happens to use),
//! numbers are integers that every JSON reader keeps exactly, and there are no floats.
//! May import: std, serde_json.

use serde_json::Value;

/// The largest integer, and with a minus sign the smallest, that survives every JSON reader: 2^53 - 1.
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// Why a value has no canonical form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// A number with a fraction or an exponent.
    #[error("a number that is not an integer: {0}")]
    NotAnInteger(String),
    /// An integer beyond 2^53 - 1, either side of zero.
    #[error("an integer that does not survive every JSON reader: {0}")]
    TooLarge(String),
    /// A key with a character outside ASCII, which RFC 8785 would sort by UTF-16.
    #[error("a key that is not ASCII: {0:?}")]
    KeyNotAscii(String),
}

/// The canonical bytes of a value.
///
/// # Errors
/// [`CanonicalError`] when the value holds a float, an integer beyond ±(2^53-1) or a key that is not ASCII.
pub fn to_bytes(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    let mut text = String::new();
    write_value(&mut text, value)?;
    Ok(text.into_bytes())
}

fn write_value(out: &mut String, value: &Value) -> Result<(), CanonicalError> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&integer(number)?.to_string()),
        Value::String(text) => write_text(out, text),
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write_value(out, item)?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            out.push('{');
            for (place, (key, member)) in members.into_iter().enumerate() {
                if !key.is_ascii() {
                    return Err(CanonicalError::KeyNotAscii(key.clone()));
                }
                if place > 0 {
                    out.push(',');
                }
                write_text(out, key);
                out.push(':');
                write_value(out, member)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn integer(number: &serde_json::Number) -> Result<i64, CanonicalError> {
    match number.as_i64() {
        Some(integer) if (-MAX_INTEGER..=MAX_INTEGER).contains(&integer) => Ok(integer),
        None if number.is_f64() => Err(CanonicalError::NotAnInteger(number.to_string())),
        _ => Err(CanonicalError::TooLarge(number.to_string())),
    }
}

/// RFC 8785 section 3.2.2.2: the short escapes, lower-case `\u00xx` for other controls, everything else as it is.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for one in text.chars() {
        match one {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            plain => out.push(plain),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn text(value: &Value) -> String {
        String::from_utf8(to_bytes(value).unwrap()).unwrap()
    }

    #[test]
    fn the_bytes_are_golden() {
        let value = json!({
            "b": [1, -2, true, false, null, []],
            "a": {"z": "€ \u{7f}é\u{2028}", "A": "\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\"\\/", "_": {}},
            "": MAX_INTEGER,
            "a1": -MAX_INTEGER,
        });
        let golden = "{\"\":9007199254740991,\"a\":{\"A\":\"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\",\"_\":{},\
                      \"z\":\"€ \u{7f}é\u{2028}\"},\"a1\":-9007199254740991,\"b\":[1,-2,true,false,null,[]]}";
        assert_eq!(text(&value), golden);
    }

    #[test]
    fn a_float_an_overlong_integer_and_a_foreign_key_have_no_canonical_form() {
        assert_eq!(to_bytes(&json!([1.5])), Err(CanonicalError::NotAnInteger("1.5".into())));
        assert_eq!(to_bytes(&json!(1.0)), Err(CanonicalError::NotAnInteger("1.0".into())));
        for large in [json!(MAX_INTEGER + 1), json!(-MAX_INTEGER - 1), json!(u64::MAX)] {
            assert_eq!(to_bytes(&large), Err(CanonicalError::TooLarge(large.to_string())));
        }
        assert_eq!(to_bytes(&json!({"é": 1})), Err(CanonicalError::KeyNotAscii("é".into())));
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-MAX_INTEGER..=MAX_INTEGER).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map("[ -~]{0,6}", inner, 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn reading_the_bytes_gives_the_value_back_and_writing_again_the_same_bytes(value in any_value()) {
            let bytes = to_bytes(&value).unwrap();
            let back: Value = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(&back, &value);
            prop_assert_eq!(to_bytes(&back).unwrap(), bytes);
        }
    }
}
