//! A store as it is typed, when it opens and when it changes.

use super::hours::{PER_DAY, clock, day_code};
use domain::{
    StoreId,
    store::{Day, Span},
    views::StoreView,
};
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

/// A form that was refused, on the way back to its page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptStore {
    /// The store that was to change.
    pub of: StoreId,
    /// What stood in the form.
    pub typed: TypedStore,
}

impl TypedStore {
    /// As if somebody had typed what is there.
    pub fn of(store: &StoreView) -> TypedStore {
        let text = |text: Option<String>| text.unwrap_or_default();
        let spans = store.hours.as_ref().map(|hours| hours.spans()).unwrap_or_default();
        let day = |day: Day| (day as u32 * PER_DAY..).zip(spans.iter().filter(move |span| span.day == day).map(TypedSpan::of));
        TypedStore {
            name: store.name.to_string(),
            about: text(store.about.as_ref().map(ToString::to_string)),
            line: store.address.line.to_string(),
            detail: text(store.address.detail.as_ref().map(ToString::to_string)),
            lat: store.address.position.lat().to_string(),
            lng: store.address.position.lng().to_string(),
            radius_km: kilometres(store.radius_m),
            min_order: store.min_order.amount().to_string(),
            delivery_fee: store.delivery_fee.amount().to_string(),
            illustration: store.illustration.as_ref().map_or_else(|| "shop".to_owned(), ToString::to_string),
            always: store.hours.is_none().then(|| "true".to_owned()),
            hours: Day::WEEK.into_iter().flat_map(day).collect(),
        }
    }

    /// A start that is quickly changed: in the middle of the neighbourhood, open from eleven to nine every day.
    pub fn to_begin_with() -> TypedStore {
        TypedStore {
            lat: "37.5667".to_owned(),
            lng: "126.929".to_owned(),
            radius_km: "3".to_owned(),
            min_order: "10000".to_owned(),
            delivery_fee: "2000".to_owned(),
            illustration: "shop".to_owned(),
            hours: Day::WEEK.into_iter().map(|day| (day as u32 * PER_DAY, TypedSpan::usual(day))).collect(),
            ..TypedStore::default()
        }
    }

    /// Without the spans into which nobody wrote a time.
    pub fn without_blanks(mut self) -> TypedStore {
        self.hours.retain(|_, span| !span.is_blank());
        self
    }
}

impl TypedSpan {
    fn of(span: &Span) -> TypedSpan {
        TypedSpan { day: day_code(span.day).to_owned(), open: clock(span.open), close: clock(span.close) }
    }

    /// Eleven to nine.
    pub fn usual(day: Day) -> TypedSpan {
        TypedSpan { day: day_code(day).to_owned(), open: "11:00".to_owned(), close: "21:00".to_owned() }
    }

    fn is_blank(&self) -> bool {
        self.open.is_empty() && self.close.is_empty()
    }
}

/// `2500` metres as `2.5`.
fn kilometres(metres: u32) -> String {
    let (whole, rest) = (metres / 1_000, metres % 1_000);
    let text = format!("{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(feature = "ssr")]
mod parsed {
    use super::*;
    use crate::store::won;
    use domain::{
        Address, Money, Position, Problem, Refusal,
        refusal::ProblemCode,
        store::{NewStore, OpeningHours, Patch, StoreChange, StoreKind, WallTime},
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
            let typed = self.hours.values().filter(|span| !span.is_blank());
            let spans: Vec<Span> = typed.map(span).collect::<Result<_, _>>()?;
            match spans.is_empty() {
                true => Err("must have at least one opening, or be always open".to_owned()),
                false => Ok(Some(OpeningHours::new(spans))),
            }
        }
    }

    fn span(typed: &TypedSpan) -> Result<Span, String> {
        let day = Day::WEEK.into_iter().find(|day| day_code(*day) == typed.day).ok_or("must be a weekday")?;
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
        if text.trim().is_empty() {
            return Ok(Money::ZERO);
        }
        won::won(text).map_err(|why| why.to_string())
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::nonsense::like;
        use domain::{AccountId, Timestamp};
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
        fn what_is_there_reads_as_if_it_had_been_typed() {
            let store = typed().into_new(StoreKind::Cafe).unwrap().open(StoreId(Uuid::nil()), AccountId(Uuid::nil())).unwrap();
            let typed = TypedStore::of(&StoreView::of(&store, Vec::new(), Timestamp::default()));
            let again = typed.into_new(StoreKind::Cafe).unwrap().open(store.id, store.owner).unwrap();
            assert_eq!((&again.hours, again.radius_m, again.min_order), (&store.hours, store.radius_m, store.min_order));
            assert_eq!((again.name, again.address), (store.name, store.address));
        }

        #[test]
        fn a_start_needs_no_more_than_a_name_and_an_address() {
            let start = TypedStore { name: "봄날".to_owned(), line: "연희로 1".to_owned(), ..TypedStore::to_begin_with() };
            assert_eq!(start.into_new(StoreKind::Cafe).unwrap().hours.unwrap().spans().len(), 7);
        }

        #[test]
        fn hours_that_overlap_are_named_by_the_domain() {
            let span = |open: &str, close: &str| TypedSpan {
                open: open.to_owned(),
                close: close.to_owned(),
                ..TypedSpan::usual(Day::Fri)
            };
            let hours = BTreeMap::from([(400, span("18:00", "02:00")), (401, span("11:00", "21:00"))]);
            let refused = TypedStore { hours, ..typed() }.into_new(StoreKind::Cafe).unwrap();
            let refused = refused.open(StoreId(Uuid::nil()), AccountId(Uuid::nil())).unwrap_err();
            assert_eq!(refused.problems()[0].pointer, "/hours/1");
        }

        #[test]
        fn metres_read_as_kilometres() {
            assert_eq!([kilometres(3_000), kilometres(2_500), kilometres(850)], ["3", "2.5", "0.85"]);
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
