use super::{
    Problem,
    json::{pointer, unfit},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{Position, Problem as FieldProblem, Refusal, refusal::ProblemCode};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::IntoParams;

/// The part of an address after the `?`. What it should not be is `422` with a pointer to the parameter.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, Problem> {
        let text = parts.uri.query().unwrap_or_default();
        // An empty parameter, as a blank field of a form sends it, is one left out.
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(text).map_err(|error| invalid("", &error))?;
        let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let given = serde_urlencoded::to_string(given).map_err(|error| invalid("", &error))?;
        let deserializer = serde_urlencoded::Deserializer::new(form_urlencoded::parse(given.as_bytes()));
        serde_path_to_error::deserialize(deserializer).map(Query).map_err(|error| invalid(&pointer(error.path()), error.inner()))
    }
}

fn invalid(pointer: &str, why: &impl ToString) -> Problem {
    Problem(unfit(pointer.to_owned(), &why.to_string()))
}

/// A place, in degrees.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct At {
    /// Latitude, -90 to 90.
    lat: Option<f64>,
    /// Longitude, -180 to 180.
    lng: Option<f64>,
}

impl At {
    pub(super) fn required(self) -> Result<Position, Problem> {
        self.optional()?.ok_or_else(|| Problem(Refusal::Invalid(vec![missing("/lat"), missing("/lng")])))
    }

    /// Both or neither.
    pub fn optional(self) -> Result<Option<Position>, Problem> {
        match (self.lat, self.lng) {
            (Some(lat), Some(lng)) => Position::new(lat, lng).map(Some).map_err(|error| invalid("/lat", &error)),
            (None, None) => Ok(None),
            (None, Some(_)) => Err(Problem(Refusal::Invalid(vec![missing("/lat")]))),
            (Some(_), None) => Err(Problem(Refusal::Invalid(vec![missing("/lng")]))),
        }
    }
}

fn missing(pointer: &str) -> FieldProblem {
    FieldProblem::new(pointer, ProblemCode::Required, format!("{pointer}: is required."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use axum::http::Request;
    use domain::{StoreId, store::StoreKind};
    use futures::FutureExt;
    use proptest::prelude::*;

    /// None: no address has such a query.
    fn read<T: DeserializeOwned>(query: &str) -> Option<Result<T, Problem>> {
        let (mut parts, ()) = Request::builder().uri(format!("/api/v1/stores?{query}")).body(()).ok()?.into_parts();
        let read = Query::<T>::from_request_parts(&mut parts, &()).now_or_never()?;
        Some(read.map(|Query(value)| value))
    }

    proptest! {
        #[test]
        fn a_place_is_read_or_refused(
            query in like(&["lat=37.5&lng=126.9", "lat=NaN&lng=1e999", "lat=&lng=", "lat=1&lat=2", "lng=%2B1&lat=%31", "lat=%F0%28"]),
        ) {
            match read::<At>(&query) {
                None => {}
                Some(Ok(at)) => {
                    if let Ok(Some(position)) = at.optional() {
                        prop_assert!(position.lat().abs() <= 90.0 && position.lng().abs() <= 180.0);
                    }
                }
                Some(Err(Problem(refusal))) => {
                    prop_assert_eq!(refusal.http_status(), 422);
                    prop_assert!(refusal.problems().iter().all(|problem| problem.pointer.is_empty() || problem.pointer.starts_with('/')));
                }
            }
        }
    }

    #[test]
    fn a_blank_parameter_is_one_left_out() {
        assert!(matches!(read::<At>("lat=&lng=").unwrap().unwrap().optional(), Ok(None)));
        assert!(matches!(read::<At>("lat=37.5&lng=126.9").unwrap().unwrap().optional(), Ok(Some(_))));
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Asked {
        limit: Option<u32>,
        kind: Option<StoreKind>,
        open: Option<bool>,
        id: Option<StoreId>,
    }

    #[test]
    fn what_is_wrong_is_told_without_a_word_of_rust() {
        let place = |query: &str| read::<At>(query).unwrap().err().unwrap().0;
        let asked = |query: &str| read::<Asked>(query).unwrap().unwrap_err().0;
        let far = read::<At>("lat=91&lng=0").unwrap().unwrap().optional().unwrap_err().0;
        for (refusal, pointer, detail) in [
            (place("lat=abc&lng=1"), "/lat", "/lat: must be a number."),
            (place("lat=1&lat=2"), "/lat", "/lat: is given twice."),
            (far, "/lat", "/lat: a latitude lies between -90 and 90, a longitude between -180 and 180."),
            (asked("limit=abc"), "/limit", "/limit: must be a whole number, in digits."),
            (asked("limit=-1"), "/limit", "/limit: must be a whole number, in digits."),
            (asked("limit=99999999999"), "/limit", "/limit: is out of range."),
            (asked("kind=bakery"), "/kind", "/kind: must be one of restaurant, cafe, meal_kit."),
            (asked("open=yes"), "/open", "/open: must be true or false."),
            (asked("id=7"), "/id", "/id: must be a UUID."),
        ] {
            assert_eq!((refusal.problems()[0].pointer.as_str(), refusal.en().as_str()), (pointer, detail));
        }
    }
}
