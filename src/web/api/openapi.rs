//! The description of the interface, OpenAPI 3.1, made from the table of routes: a route without words here fails a test.
//! May import: web.

use actix_web::HttpResponse;
use serde_json::{Map, Value, json};

use super::VERSION;
use crate::web::call::{Answer, Call};
use crate::web::route::Route;
use crate::web::routes::ROUTES;

const PREFIX: &str = "/api/v1";

/// What a route does, what it is asked with, and what it answers.
struct Words {
    route: &'static str,
    summary: &'static str,
    query: &'static [(&'static str, &'static str)],
    answer: fn() -> Value,
}

const WORDS: &[Words] = &[
    Words {
        route: "api.register",
        summary: "Admitted aanbieders of a region with their admissions, by name",
        query: &[
            ("gemeente", "CBS code, such as GM1690"),
            ("productgroep", "Code of a product group"),
            ("doelgroep", "Code of a doelgroep"),
            ("na", "Place to go on from; comes from _links.next"),
        ],
        answer: register,
    },
    Words {
        route: "api.openapi",
        summary: "This description",
        query: &[],
        answer: || json!({"type": "object"}),
    },
];

fn register() -> Value {
    let text = || json!({"type": "string"});
    let object = |fields: Value| {
        let required: Vec<_> =
            fields.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
        json!({"type": "object", "properties": fields, "required": required})
    };
    let list = |of: Value| json!({"type": "array", "items": of});
    let named = || object(json!({"code": text(), "naam": text()}));
    let lot = object(json!({
        "gemeente": named(), "productgroep": named(), "producten": list(named()), "doelgroepen": list(named()),
        "sinds": {"type": "string", "format": "date"}, "neemtNieuweClientenAan": {"type": "boolean"},
    }));
    let provider = object(json!({
        "id": {"type": "string", "format": "uuid"}, "naam": text(), "kvkNummer": text(), "plaats": text(),
        "toelatingen": list(lot),
    }));
    object(json!({"aanbieders": list(provider), "_links": {"type": "object"}}))
}

/// `GET /api/v1/openapi.json`
///
/// # Errors
/// None.
pub async fn document(call: Call) -> Answer {
    let mut response = HttpResponse::Ok();
    response.insert_header(("API-Version", VERSION)).insert_header(("Access-Control-Allow-Origin", "*"));
    Ok(response.json(description(call.site.url.as_str())))
}

fn description(url: &str) -> Value {
    let mut paths = Map::new();
    for route in ROUTES.iter().filter(|route| route.path.starts_with(PREFIX)) {
        let Some(words) = WORDS.iter().find(|words| words.route == route.name) else { continue };
        let method = route.method.as_str().to_lowercase();
        let path = route.path.trim_start_matches(PREFIX).to_owned();
        paths.insert(path, json!({ method: operation(route, words) }));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Openhuis: public register",
            "version": VERSION,
            "description": "Who is admitted where. Open data, without a key.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            "contact": {"name": "Openhuis", "url": format!("{url}/hulp")},
        },
        "servers": [{"url": format!("{url}{PREFIX}")}],
        "paths": paths,
    })
}

fn operation(route: &Route, words: &Words) -> Value {
    let in_path = route.path.split('{').skip(1).filter_map(|part| part.split('}').next());
    let mut parameters: Vec<Value> = in_path
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect();
    parameters.extend(words.query.iter().map(|(name, about)| {
        json!({"name": name, "in": "query", "required": false, "description": about, "schema": {"type": "string"}})
    }));
    let problem = |about: &str| {
        json!({
            "description": about,
            "content": {"application/problem+json": {"schema": {
                "type": "object",
                "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}},
            }}},
        })
    };
    json!({
        "operationId": route.name,
        "summary": words.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "As asked",
                "headers": {"API-Version": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": (words.answer)()}},
            },
            "400": problem("A filter that the region does not know"),
            "404": problem("No such region"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_of_the_interface_is_described_and_nothing_else() {
        let routes: Vec<_> =
            ROUTES.iter().filter(|route| route.path.starts_with(PREFIX)).map(|route| route.name).collect();
        let mut words: Vec<_> = WORDS.iter().map(|words| words.route).collect();
        words.sort_unstable();
        let mut sorted = routes.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, words);
        let made = description("https://openhuis.example.nl");
        assert_eq!(made["paths"].as_object().unwrap().len(), routes.len());
        assert_eq!(made["paths"]["/regio/{slug}/register"]["get"]["operationId"], "api.register");
    }
}
