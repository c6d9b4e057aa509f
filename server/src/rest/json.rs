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
            // That no number is as large as this is found out by the reader, which has no other word for it than this text.
            Ok(_) if error.classify() == Category::Data || error.to_string().starts_with("number out of range") => {
                unfit(path, &error.to_string())
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

/// Serde says "missing field `name`" at the object around it; a form wants to know the field.
fn unfit(mut pointer: String, why: &str) -> Refusal {
    let why = why.rsplit_once(" at line ").map_or(why, |(why, _)| why);
    let missing = why.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    let (code, detail) = match missing {
        Some(field) => {
            pointer.push('/');
            pointer.push_str(field);
            (ProblemCode::Required, "is required".to_owned())
        }
        None => (ProblemCode::Invalid, why.to_owned()),
    };
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
    use domain::{Address, order::LineRequest};
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

    const BODY: &str = r#"{"store_id":"018f7f4e-8a3b-7c11-9d55-0123456789ab","lines":[{"menu_item_id":"018f7f4e-8a3b-7c11-9d55-0123456789ac","quantity":2,"choice_ids":["018f7f4e-8a3b-7c11-9d55-0123456789ad"],"expected_price":9000}],"address":{"line":"연희로 12길 8","detail":"302호","lat":37.5667,"lng":126.929},"note":" ","payment":{"method":"card","token":"tok_ok"}}"#;

    fn is_pointed_at(refusal: Refusal) -> Result<(), TestCaseError> {
        prop_assert!(matches!(refusal.http_status(), 400 | 422));
        prop_assert!(!refusal.en().is_empty());
        prop_assert!(refusal.problems().iter().all(|problem| problem.pointer.is_empty() || problem.pointer.starts_with('/')));
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
