mod wording;

use self::wording::plainly;
use super::Problem;
use axum::{
    body::Bytes,
    extract::{FromRequest, OptionalFromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use domain::{Problem as FieldProblem, Refusal, refusal::ProblemCode};
use serde::{de::DeserializeOwned, de::IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

/// A JSON body, read into words of the domain. Not JSON by its content type `415`, not JSON by its content `400`, not what is asked for
/// `422` with a pointer to where, too large `413`.
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>, Problem> {
        if !says_json(request.headers()) {
            return Err(Problem(Refusal::UnsupportedMediaType));
        }
        let body = read(request, state).await?;
        parse(&body).map(Json).map_err(Problem)
    }
}

/// For requests that may as well say nothing.
impl<S: Send + Sync, T: DeserializeOwned> OptionalFromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Option<Json<T>>, Problem> {
        let json = says_json(request.headers());
        let body = read(request, state).await?;
        match (body.is_empty(), json) {
            (true, _) => Ok(None),
            (false, true) => parse(&body).map(|value| Some(Json(value))).map_err(Problem),
            (false, false) => Err(Problem(Refusal::UnsupportedMediaType)),
        }
    }
}

fn says_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

pub(super) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem(Refusal::TooLarge),
        _ => Problem(Refusal::Malformed("The body could not be read.".to_owned())),
    })
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let (path, error) = (pointer(error.path()), error.into_inner());
        // What is wrong may stand before the place where it stops being JSON.
        match serde_json::from_slice::<IgnoredAny>(body) {
            // Serde calls these two bad JSON: a number that is larger than any, and what is no text where one of several words should be.
            Ok(_) if error.classify() == Category::Data || is_unfit(&error.to_string()) => {
                let why = error.to_string();
                unfit(path, why.rsplit_once(" at line ").map_or(&*why, |(why, _)| why))
            }
            Ok(_) => malformed(&error),
            Err(error) => malformed(&error),
        }
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> Refusal {
    Refusal::Malformed(format!("The body is not JSON: {error}."))
}

fn is_unfit(why: &str) -> bool {
    why.starts_with("number out of range") || why.starts_with("expected value")
}

/// Serde says "missing field `name`" at the object around it; a form wants to know the field.
pub(super) fn unfit(mut pointer: String, why: &str) -> Refusal {
    let field = |what: &str| why.strip_prefix(what)?.strip_prefix(" field `")?.strip_suffix('`');
    let (field, code, detail) = match (field("missing"), field("duplicate")) {
        (Some(missing), _) => (missing, ProblemCode::Required, "is required".to_owned()),
        (_, Some(duplicate)) => (duplicate, ProblemCode::Invalid, "is given twice".to_owned()),
        _ => ("", ProblemCode::Invalid, plainly(why)),
    };
    if !field.is_empty() {
        pointer.push('/');
        pointer.push_str(field);
    }
    let place = if pointer.is_empty() { "The body".to_owned() } else { pointer.clone() };
    Refusal::Invalid(vec![FieldProblem::new(pointer, code, format!("{place}: {detail}."))])
}

/// RFC 6901.
pub(super) fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{nonsense::like, rest::orders::placing::PlaceForm};
    use domain::{
        Address, Position,
        order::{LineRequest, PrepMinutes},
        store::Day,
    };
    use proptest::{collection::vec, prelude::*};
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Wish {
        lines: Vec<LineRequest>,
        address: Option<Address>,
    }

    fn refused(body: &str) -> (u16, String, ProblemCode) {
        let refusal = parse::<Wish>(body.as_bytes()).unwrap_err();
        let problem = refusal.problems().first().cloned();
        let problem = problem.unwrap_or(FieldProblem::new("", ProblemCode::Invalid, ""));
        (refusal.http_status(), problem.pointer, problem.code)
    }

    #[test]
    fn what_is_wrong_is_pointed_at() {
        let line = |quantity: &str| {
            format!(r#"{{ "lines": [{{ "menu_item_id": "018f7f4e-8a3b-7c11-9d55-0123456789ab", "quantity": {quantity} }}] }}"#)
        };
        assert!(parse::<Wish>(line("2").as_bytes()).is_ok());
        assert_eq!(refused(&line("0")), (422, "/lines/0/quantity".to_owned(), ProblemCode::Invalid));
        assert_eq!(refused(&line("\"two\"")), (422, "/lines/0/quantity".to_owned(), ProblemCode::Invalid));
        assert_eq!(refused("{}"), (422, "/lines".to_owned(), ProblemCode::Required));
        assert_eq!(
            refused(r#"{ "lines": [{ "quantity": 1 }] }"#),
            (422, "/lines/0/menu_item_id".to_owned(), ProblemCode::Required)
        );
        assert_eq!(refused("[]").0, 422);
        assert_eq!(refused(&line("1e999")), (422, "/lines/0/quantity".to_owned(), ProblemCode::Invalid));
        let far = r#"{ "lines": [], "address": { "line": "연희로 1", "lat": -1e400, "lng": 127 } }"#;
        assert_eq!(refused(far), (422, "/address/lat".to_owned(), ProblemCode::Invalid));
    }

    #[test]
    fn what_is_not_json_is_malformed() {
        for body in ["", "{", "{ \"lines\": 3, ", "{} {}", "lines=1", "{ \"lines\": [] } x", "\u{feff}{}"] {
            assert_eq!(refused(body).0, 400, "{body}");
        }
    }

    #[test]
    fn unknown_fields_are_ignored() {
        assert!(parse::<Wish>(br#"{ "lines": [], "colour": "green" }"#).is_ok());
    }

    fn told<T: DeserializeOwned>(body: &str) -> (String, String) {
        let refusal = parse::<T>(body.as_bytes()).err().unwrap();
        assert_eq!(refusal.http_status(), 422, "{body}");
        let problem = refusal.problems()[0].clone();
        assert_eq!(refusal.en(), problem.detail);
        (problem.pointer, problem.detail)
    }

    #[test]
    fn what_is_wrong_is_told_without_a_word_of_rust() {
        for (body, pointer, detail) in [
            ("[]", "", "must be an object"),
            ("null", "", "must be an object"),
            ("{}", "/store_id", "is required"),
            (r#"{ "store_id": 7 }"#, "/store_id", "must be a UUID"),
            (r#"{ "store_id": "noodles" }"#, "/store_id", "must be a UUID"),
            (r#"{ "lines": "all" }"#, "/lines", "must be a list"),
            (r#"{ "lines": [], "lines": [] }"#, "/lines", "is given twice"),
            (r#"{ "lines": [7] }"#, "/lines/0", "must be an object"),
            (r#"{ "lines": [{ "quantity": "a, expected f64" }] }"#, "/lines/0/quantity", "must be a whole number"),
            (r#"{ "lines": [{ "quantity": 1.5 }] }"#, "/lines/0/quantity", "must be a whole number"),
            (r#"{ "lines": [{ "quantity": 1e999 }] }"#, "/lines/0/quantity", "is out of range"),
            (r#"{ "lines": [{ "quantity": 9999999999999999999 }] }"#, "/lines/0/quantity", "is out of range"),
            (r#"{ "lines": [{ "quantity": 0 }] }"#, "/lines/0/quantity", "a quantity lies between 1 and 99"),
            (r#"{ "address": { "line": 7 } }"#, "/address/line", "must be text"),
            (r#"{ "note": "\u0007" }"#, "/note", "must not contain control characters"),
            (r#"{ "payment": { "token": "" } }"#, "/payment/token", "must not be empty"),
            (r#"{ "payment": { "method": "cash" } }"#, "/payment/method", "must be card"),
            (r#"{ "payment": { "method": 7 } }"#, "/payment/method", "is not what this field takes"),
            (r#"{ "payment": { "method": {} } }"#, "/payment/method", "is not what this field takes"),
            (r#"{ "payment": { "method": { "card": 7 } } }"#, "/payment/method", "is not what this field takes"),
        ] {
            let place = if pointer.is_empty() { "The body" } else { pointer };
            assert_eq!(told::<PlaceForm>(body), (pointer.to_owned(), format!("{place}: {detail}.")), "{body}");
        }
        assert_eq!(told::<PrepMinutes>("\"a\"").1, "The body: must be a whole number.");
        assert_eq!(told::<Position>(r#"{ "lat": "north" }"#), ("/lat".to_owned(), "/lat: must be a number.".to_owned()));
        assert_eq!(told::<PrepMinutes>("0").1, "The body: must be 1 to 180 minutes.");
        assert_eq!(told::<bool>("1").1, "The body: must be true or false.");
        assert_eq!(told::<Day>("\"Monday\"").1, "The body: must be one of mon, tue, wed, thu, fri, sat, sun.");
    }

    const BODY: &str = r#"{"store_id":"018f7f4e-8a3b-7c11-9d55-0123456789ab","lines":[{"menu_item_id":"018f7f4e-8a3b-7c11-9d55-0123456789ac","quantity":2,"choice_ids":["018f7f4e-8a3b-7c11-9d55-0123456789ad"],"expected_price":9000}],"address":{"line":"연희로 12길 8","detail":"302호","lat":37.5667,"lng":126.929},"note":" ","payment":{"method":"card","token":"tok_ok"}}"#;

    fn is_pointed_at(refusal: Refusal) -> Result<(), TestCaseError> {
        prop_assert!(matches!(refusal.http_status(), 400 | 422));
        prop_assert!(!refusal.en().is_empty());
        prop_assert!(refusal.problems().iter().all(|problem| problem.pointer.is_empty() || problem.pointer.starts_with('/')));
        prop_assert!(refusal.problems().iter().all(|problem| !problem.detail.contains("expected")), "{refusal:?}");
        Ok(())
    }

    proptest! {
        #[test]
        fn a_body_is_read_or_refused(body in like(&[BODY, r#"{"lines":[{"quantity":1}]}"#])) {
            parse::<Wish>(body.as_bytes()).err().map_or(Ok(()), is_pointed_at)?;
            parse::<PlaceForm>(body.as_bytes()).err().map_or(Ok(()), is_pointed_at)?;
        }

        #[test]
        fn so_are_bytes_that_are_no_text(bytes in vec(any::<u8>(), 0..40)) {
            parse::<Wish>(&bytes).err().map_or(Ok(()), is_pointed_at)?;
        }
    }

    #[test]
    fn a_whole_order_is_read() {
        assert!(parse::<PlaceForm>(BODY.as_bytes()).is_ok());
    }
}
