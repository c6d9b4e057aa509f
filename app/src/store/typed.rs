//! A store as it is typed, when it opens and when it changes.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedStore {
    pub name: String,
    pub about: String,
    pub line: String,
    pub detail: String,
    /// Degrees.
    pub lat: String,
    pub lng: String,
    /// How far it delivers, in kilometres: `2.5`.
    pub radius_km: String,
    /// Whole won.
    pub min_order: String,
    pub delivery_fee: String,
    pub illustration: String,
    /// Ticked: open day and night, whatever the hours say.
    pub always: Option<String>,
    /// By any numbers: a form that has lost a row has gaps.
    pub hours: BTreeMap<u32, TypedSpan>,
}

/// One opening; without times it is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedSpan {
    pub day: String,
    pub open: String,
    pub close: String,
}

#[cfg(feature = "ssr")]
mod parsed {
    use super::*;
    use domain::{
        Address, Money, Position, Problem, Refusal,
        refusal::ProblemCode,
        store::{Day, NewStore, OpeningHours, Patch, Span, StoreChange, StoreKind, WallTime},
        text::{AddressLine, Description, Name},
    };

    impl TypedStore {
        /// As a new store, or every field that is wrong.
        pub fn into_new(self, kind: StoreKind) -> Result<NewStore, Refusal> {
            let mut problems = Vec::new();
            let mut wrong =
                |field: &str, why: String| problems.push(Problem::new(format!("/{field}"), ProblemCode::Invalid, why));
            let hours = self.opening_hours().map_err(|why| wrong("hours", why));
            let position = position(&self.lat, &self.lng).map_err(|why| wrong("position", why));
            let name = Name::try_from(self.name).map_err(|why| wrong("name", why.to_string()));
            let about = Description::optional(&self.about).map_err(|why| wrong("about", why.to_string()));
            let line = AddressLine::try_from(self.line).map_err(|why| wrong("line", why.to_string()));
            let detail = AddressLine::optional(&self.detail).map_err(|why| wrong("detail", why.to_string()));
            let radius_m = metres(&self.radius_km).map_err(|why| wrong("radius_km", why));
            let min_order = won(&self.min_order).map_err(|why| wrong("min_order", why));
            let delivery_fee = won(&self.delivery_fee).map_err(|why| wrong("delivery_fee", why));
            let illustration = Name::optional(&self.illustration).map_err(|why| wrong("illustration", why.to_string()));
            let store = (|| {
                let address = Address { line: line?, detail: detail?, position: position? };
                Ok::<_, ()>(NewStore {
                    name: name?,
                    kind,
                    about: about?,
                    address,
                    radius_m: radius_m?,
                    min_order: min_order?,
                    delivery_fee: delivery_fee?,
                    hours: hours?,
                    illustration: illustration?,
                })
            })();
            store.map_err(|()| Refusal::Invalid(problems))
        }

        /// As a change of a store of any kind, which stays as it is.
        pub fn into_change(self) -> Result<StoreChange, Refusal> {
            let new = self.into_new(StoreKind::Restaurant)?;
            Ok(StoreChange {
                name: Some(new.name),
                kind: None,
                about: new.about,
                address: Some(new.address),
                radius_m: Some(new.radius_m),
                min_order: Some(new.min_order),
                delivery_fee: Some(new.delivery_fee),
                hours: new.hours.map_or(Patch::Clear, Patch::Set),
                mode: None,
                mode_until: None,
                illustration: new.illustration,
            })
        }

        /// None: always open.
        fn opening_hours(&self) -> Result<Option<OpeningHours>, String> {
            if self.always.is_some() {
                return Ok(None);
            }
            let typed = self.hours.values().filter(|span| !span.open.is_empty() || !span.close.is_empty());
            let spans: Vec<Span> = typed.map(span).collect::<Result<_, _>>()?;
            match spans.is_empty() {
                true => Err("must have at least one opening, or be always open".to_owned()),
                false => Ok(Some(OpeningHours::new(spans))),
            }
        }
    }

    fn span(typed: &TypedSpan) -> Result<Span, String> {
        let day =
            Day::WEEK.into_iter().find(|day| super::super::hours::day_code(*day) == typed.day).ok_or("must be a weekday")?;
        let time = |text: &str| WallTime::try_from(text.to_owned()).map_err(|why| why.to_string());
        Ok(Span { day, open: time(&typed.open)?, close: time(&typed.close)? })
    }

    fn position(lat: &str, lng: &str) -> Result<Position, String> {
        let degrees = |text: &str| text.trim().parse::<f64>().map_err(|_| "must be degrees".to_owned());
        Position::new(degrees(lat)?, degrees(lng)?).map_err(|why| why.to_string())
    }

    /// Up to 100 km.
    fn metres(kilometres: &str) -> Result<u32, String> {
        let typed = kilometres.trim().parse::<f64>().ok().filter(|km| (0.0..=100.0).contains(km));
        typed.map(|km| (km * 1_000.0).round() as u32).ok_or_else(|| "must be 0 to 100 kilometres".to_owned())
    }

    /// Nothing typed is nothing.
    fn won(text: &str) -> Result<Money, String> {
        let digits = text.trim().replace(',', "");
        if digits.is_empty() {
            return Ok(Money::ZERO);
        }
        let amount = digits.parse::<i64>().ok();
        amount.and_then(|amount| Money::try_from(amount).ok()).ok_or_else(|| "must be an amount in whole won".to_owned())
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::nonsense::like;
        use domain::{AccountId, StoreId};
        use proptest::{collection::vec, prelude::*, sample::select};
        use uuid::Uuid;

        fn typed() -> TypedStore {
            let span = TypedSpan { day: "fri".to_owned(), open: "18:00".to_owned(), close: "02:00".to_owned() };
            TypedStore {
                name: "봄날국수".to_owned(),
                line: "연희로 12길 8".to_owned(),
                lat: "37.5667".to_owned(),
                lng: "126.929".to_owned(),
                radius_km: "2.5".to_owned(),
                min_order: "12,000".to_owned(),
                hours: BTreeMap::from([(40, span), (50, TypedSpan { day: "sat".to_owned(), ..TypedSpan::default() })]),
                ..TypedStore::default()
            }
        }

        #[test]
        fn a_store_reads_as_it_is_typed() {
            let store = typed().into_new(StoreKind::Cafe).unwrap();
            assert_eq!((store.radius_m, store.min_order.amount(), store.delivery_fee.amount()), (2_500, 12_000, 0));
            assert_eq!(store.hours.unwrap().spans().len(), 1);
        }

        #[test]
        fn a_store_that_never_opens_is_refused_but_one_may_be_always_open() {
            let never = TypedStore { hours: BTreeMap::new(), ..typed() };
            assert_eq!(never.clone().into_new(StoreKind::Cafe).unwrap_err().problems()[0].pointer, "/hours");
            let always = TypedStore { always: Some("true".to_owned()), ..never };
            assert_eq!(always.into_new(StoreKind::Cafe).unwrap().hours, None);
        }

        #[test]
        fn every_wrong_field_is_named() {
            let store = TypedStore { name: String::new(), lat: "north".to_owned(), radius_km: "far".to_owned(), ..typed() };
            let refusal = store.into_new(StoreKind::MealKit).unwrap_err();
            let pointers: Vec<_> = refusal.problems().iter().map(|problem| problem.pointer.as_str()).collect();
            assert_eq!(pointers, ["/position", "/name", "/radius_km"]);
        }

        /// One of the fields with something else in it.
        fn changed(mut store: TypedStore, (field, text): (usize, String)) -> TypedStore {
            let span = store.hours.entry(40).or_default();
            let fields = [
                &mut store.name,
                &mut store.about,
                &mut store.line,
                &mut store.detail,
                &mut store.lat,
                &mut store.lng,
                &mut store.radius_km,
                &mut store.min_order,
                &mut store.delivery_fee,
                &mut store.illustration,
                &mut span.day,
                &mut span.open,
                &mut span.close,
            ];
            let many = fields.len();
            if let Some(field) = fields.into_iter().nth(field % many) {
                *field = text;
            }
            store
        }

        fn any_field() -> impl Strategy<Value = (usize, String)> {
            (
                any::<usize>(),
                like(&["봄날국수", "연희로 12길 8", "-37.5", "0.1", "1e2", "100.0001", "12,000", "NaN", "sun", "24:00"]),
            )
        }

        proptest! {
            #[test]
            fn whatever_is_typed_is_a_store_or_every_wrong_field(
                fields in vec(any_field(), 0..4), always in any::<bool>(), kind in select(StoreKind::ALL.to_vec()),
            ) {
                let typed = fields.into_iter().fold(typed(), changed);
                let typed = TypedStore { always: always.then(|| "true".to_owned()), ..typed };
                match typed.clone().into_new(kind) {
                    Ok(new) => {
                        prop_assert!(typed.into_change().is_ok());
                        prop_assert!(new.radius_m <= 100_000);
                        if let Ok(store) = new.open(StoreId(Uuid::nil()), AccountId(Uuid::nil())) {
                            prop_assert!(store.hours.is_some() || always);
                        }
                    }
                    Err(refusal) => prop_assert!(!refusal.problems().is_empty()),
                }
            }
        }
    }
}
