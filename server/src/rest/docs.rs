//! The OpenAPI document, generated from the code, and the page to try the API at.

use axum::{
    Router,
    http::{HeaderValue, header},
};
use serde_json::{Map, Value, json};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::{OpenApi, openapi};
use utoipa_swagger_ui::SwaggerUi;

/// Swagger UI sets styles by itself and draws its logo from data; nothing else on the site may.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
);

/// `/api/v1/openapi.json` and `/api/docs`
pub(super) fn page(paths: openapi::OpenApi) -> Router {
    let document = serde_json::to_value(paths.merge_from(Head::openapi())).map(complete).unwrap_or_default();
    let page = SwaggerUi::new("/api/docs").external_url_unchecked("/api/v1/openapi.json", document);
    Router::from(page).layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, POLICY))
}

#[derive(OpenApi)]
#[openapi(components(schemas(super::problem::ProblemDetails)))]
struct Head;

/// Adds what is true of many operations, so that none of them forgets to say it: who may call it, how it refuses, which headers it takes.
fn complete(mut document: Value) -> Value {
    document["info"] = json!({
        "title": "Hansang",
        "version": "1",
        "description": "The same commands, rules and words as the screens. Errors are RFC 9457 `application/problem+json` with a stable `code`.",
    });
    document["components"]["securitySchemes"] = json!({
        "session": { "type": "http", "scheme": "bearer", "description": "The `token` that `POST /sessions` answers." },
    });
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, operations) in paths {
            for (method, operation) in operations.as_object_mut().into_iter().flatten() {
                complete_operation(path, method, operation);
            }
        }
    }
    document
}

fn complete_operation(path: &str, method: &str, operation: &mut Value) {
    let roles: Option<Vec<String>> = operation["security"][0]["session"]
        .as_array()
        .map(|roles| roles.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    let who = match &roles {
        None => "Anybody may call this.".to_owned(),
        Some(roles) if roles.is_empty() => "Anybody signed in may call this.".to_owned(),
        Some(roles) => format!("Who may call this: {}.", roles.join(", ")),
    };
    let says = operation["description"].as_str().map(|says| format!("{says}\n\n{who}")).unwrap_or(who);
    operation["description"] = says.into();
    // A bearer token has no scopes in OpenAPI 3.1's sense; they stood for the roles.
    if roles.is_some() {
        operation["security"] = json!([{ "session": [] }]);
    }
    if method == "post" {
        let header = idempotency_key(path == "/api/v1/orders");
        match operation["parameters"].as_array_mut() {
            Some(parameters) => parameters.push(header),
            None => operation["parameters"] = json!([header]),
        }
    }

    let with_body = operation.get("requestBody").is_some();
    let with_id = path.contains('{');
    let mut refusals = Map::new();
    let mut add = |status: &str, code: &str| refusals.insert(status.to_owned(), json!({ "description": code }));
    if with_body {
        add("400", "`malformed`");
        add("413", "`too_large`");
        add("415", "`unsupported_media_type`");
    }
    if roles.is_some() {
        add("401", "`unauthenticated`");
    }
    if roles.as_ref().is_some_and(|roles| !roles.is_empty()) {
        add("403", "`forbidden`: another role");
    }
    if with_id {
        add("404", "`not_found`, or not yours");
    }
    if with_body || method == "post" || operation["parameters"].is_array() {
        add("422", "`invalid`, with `errors`; `idempotency_key_reused`");
    }
    add("500", "`internal`");
    add("503", "`overloaded`, with `Retry-After`");
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    for (status, refusal) in refusals {
        responses.entry(status).or_insert(refusal);
    }
    for (status, response) in responses {
        // OpenAPI wants a sentence where the schema says it all.
        if !response["description"].is_string() {
            response["description"] = "Done.".into();
        }
        if status.starts_with(['4', '5']) {
            response["content"] =
                json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/ProblemDetails" } } });
        }
    }
}

fn idempotency_key(required: bool) -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": required,
        "description": "The same key and body again get the same answer, with `Idempotent-Replay: true`.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
    })
}
