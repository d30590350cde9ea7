//! The published JSON Schemas are those of the key table. `OPENHUIS_TEST_WRITE=1` writes them.

use std::fs;
use std::path::{Path, PathBuf};

use openhuis_domain::scheme::json_schemas;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas")
}

#[test]
fn the_published_schemas_are_those_of_the_reader() {
    let schemas = json_schemas().unwrap();
    assert_eq!(schemas.len(), 6);
    for schema in &schemas {
        let path = folder().join(schema.file);
        if std::env::var_os("OPENHUIS_TEST_WRITE").is_some() {
            fs::create_dir_all(folder()).unwrap();
            fs::write(&path, &schema.text).unwrap();
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(published == schema.text, "{} is out of date: run with OPENHUIS_TEST_WRITE=1", schema.file);
    }
    let named: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(named.len(), schemas.len(), "{named:?}");
}

#[test]
fn a_schema_knows_every_form_of_condition_and_no_other_key() {
    let regeling = json_schemas().unwrap().remove(0);
    let schema: serde_json::Value = serde_json::from_str(&regeling.text).unwrap();
    let forms = schema["$defs"]["voorwaarde"]["anyOf"].as_array().unwrap();
    let first: Vec<&str> = forms.iter().map(|form| form["required"][0].as_str().unwrap()).collect();
    for form in ["gegeven", "aantal", "som", "omzet", "bewijs", "als", "uitsluiting", "beoordeling"] {
        assert!(first.contains(&form), "{form}");
    }
    assert!(forms.iter().all(|form| form["additionalProperties"] == false));
    assert_eq!(schema["required"][0], "formaat");
}
