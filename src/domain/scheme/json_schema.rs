//! The JSON Schemas of our file formats, generated from the key table, so that they cannot say anything else than the reader does.
//! What only meaning can make wrong (codes that nothing has, types of gegevens, sums) they leave to `openhuis scheme check`.
//! May import: scheme.

use serde_json::{Map, Value, json};

use super::check::CELL_STATES;
use super::keys::{
    CASE, EQUAL_DAYS, FORMS, FRAMEWORK, Kind, Names, OPERAND, REGELING, SCHOOL_HOLIDAYS, Shape, WNT,
};
use super::problem::ScalarForm;

/// A published schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonSchema {
    /// Name of its file.
    pub file: &'static str,
    /// The schema: draft 2020-12, pretty-printed, with a newline at the end.
    pub text: String,
}

/// The schema of every format that we read.
///
/// # Errors
/// When serde_json refuses, which no key table makes it do.
pub fn json_schemas() -> Result<Vec<JsonSchema>, serde_json::Error> {
    let formats: [(&'static str, &'static Shape); 6] = [
        ("regeling.schema.json", &REGELING),
        ("casus.schema.json", &CASE),
        ("landelijk-wnt.schema.json", &WNT),
        ("landelijk-feestdagen.schema.json", &EQUAL_DAYS),
        ("landelijk-schoolvakanties.schema.json", &SCHOOL_HOLIDAYS),
        ("toetsingskader.schema.json", &FRAMEWORK),
    ];
    let text = |shape: &'static Shape| {
        let mut schema = object(shape);
        let format = shape.keys.iter().find_map(|key| match key.kind {
            Kind::Format(format) => Some(format),
            _ => None,
        });
        schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        schema.insert("title".into(), json!(format));
        if uses_conditions(shape) {
            let forms: Vec<Value> = FORMS.iter().map(|form| Value::Object(object(form))).collect();
            schema.insert("$defs".into(), json!({"voorwaarde": {"anyOf": forms}}));
        }
        serde_json::to_string_pretty(&Value::Object(schema)).map(|text| text + "\n")
    };
    formats.into_iter().map(|(file, shape)| Ok(JsonSchema { file, text: text(shape)? })).collect()
}

fn uses_conditions(shape: &'static Shape) -> bool {
    shape.keys.iter().any(|key| match key.kind {
        Kind::Condition => true,
        Kind::Map(inner) => uses_conditions(inner),
        Kind::List(Kind::Map(inner)) => uses_conditions(inner),
        _ => false,
    })
}

fn object(shape: &'static Shape) -> Map<String, Value> {
    let properties: Map<String, Value> =
        shape.keys.iter().map(|key| (key.name.to_owned(), value(key.kind))).collect();
    let required: Vec<&str> = shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut object = Map::new();
    object.insert("type".into(), json!("object"));
    object.insert("additionalProperties".into(), json!(false));
    object.insert("properties".into(), Value::Object(properties));
    if !required.is_empty() {
        object.insert("required".into(), json!(required));
    }
    object
}

fn value(kind: Kind) -> Value {
    match kind {
        Kind::Format(format) => json!({"const": format}),
        Kind::Text | Kind::Literal => any_scalar(),
        Kind::Code(names) | Kind::Ref(names) => code(names),
        Kind::Scalar(form) => scalar(form),
        Kind::Word(words) => words_of(words),
        Kind::WordOr(words, shape) => json!({"anyOf": [words_of(words), object(shape)]}),
        Kind::Map(shape) => Value::Object(object(shape)),
        Kind::List(item) => json!({"type": "array", "minItems": 1, "items": value(*item)}),
        Kind::Free(inner) => json!({"type": "object", "additionalProperties": value(*inner)}),
        Kind::OneOrMore => json!({"anyOf": [any_scalar(), value(Kind::List(&Kind::Text))]}),
        Kind::Cells => json!({
            "type": "object",
            "propertyNames": code(Names::Gemeente),
            "additionalProperties": words_of(CELL_STATES),
        }),
        Kind::Operand => {
            let mut named = object(&OPERAND);
            named.insert("minProperties".into(), json!(1));
            named.insert("maxProperties".into(), json!(1));
            json!({"anyOf": [any_scalar(), named]})
        }
        Kind::Condition => json!({"$ref": "#/$defs/voorwaarde"}),
    }
}

/// YAML readers make numbers and booleans of some texts; ours keeps them as they are written.
fn any_scalar() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn words_of(words: &'static [&'static str]) -> Value {
    let numbers = words.iter().filter_map(|word| word.parse::<i64>().ok()).map(Value::from);
    let all: Vec<Value> = words.iter().map(|word| json!(word)).chain(numbers).collect();
    json!({"enum": all})
}

fn code(names: Names) -> Value {
    match names {
        Names::Gemeente => scalar(ScalarForm::GemeenteCode),
        _ => scalar(ScalarForm::Code),
    }
}

fn scalar(form: ScalarForm) -> Value {
    let amount = r"-?([0-9]{1,15}|[0-9]{1,3}(\.[0-9]{3})+)";
    let pattern = match form {
        ScalarForm::YesNo => return json!({"enum": ["ja", "nee"]}),
        ScalarForm::Number => return json!({"type": "integer", "minimum": 0}),
        ScalarForm::Code => r"^[A-Za-z][A-Za-z0-9_-]{0,59}$".to_owned(),
        ScalarForm::GemeenteCode => r"^GM[0-9]{4}$".to_owned(),
        ScalarForm::Money => format!(r"^€ *{amount}(,[0-9]{{2}})?$"),
        ScalarForm::Percent => format!(r"^{amount}(,[0-9]{{1,2}})? *%$"),
        ScalarForm::Date => r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$".to_owned(),
        ScalarForm::Span => {
            r"^[1-9][0-9]{0,3} +(dag|dagen|werkdag|werkdagen|week|weken|maand|maanden|jaar)$".to_owned()
        }
        ScalarForm::Category => r"^[0-9]{2}$".to_owned(),
        ScalarForm::ProductCode => r"^[A-Za-z0-9]{5}$".to_owned(),
        ScalarForm::Slug => r"^[a-z0-9]+(-[a-z0-9]+)*$".to_owned(),
    };
    json!({"type": "string", "pattern": pattern})
}
