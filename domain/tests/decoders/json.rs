//! JSON that nobody should send, and some that is nearly right.

use super::nonsense::like;
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::fmt::Debug;

/// Names that readers look for, so that nonsense gets past the first of them.
const FIELDS: &str = "\
    about accept_by accepted address amount at by cancelled card carrier charge choice_ids choices close customer day \
    delivery_fee detail distance_m due_at expected_price hours id kind lat line lines lng max menu_item_id min min_order \
    mode mode_until name note number open option_groups pay payment_confirmed payment_key placed prep_minutes price \
    quantity radius_m reason ride rider role sold_out_until stock store store_id text total tracking_no until";

/// Values that some reader takes.
const WORDS: &str = "\
    018f7f4e-8a3b-7c11-9d55-0123456789ab 2026-11-20T09:30:00Z 24:00 auto_receipt busy cafe cancelled customer expired \
    forever meal_kit normal other owner paid sold_out sun system 연희로";

/// Numbers at the ends of what some reader takes.
const NUMBERS: &[f64] =
    &[-1.0, -0.0, 0.5, 1.0, 99.0, 100.0, 180.0, 181.0, 90.000_000_1, 255.0, 256.0, 1e9, 1_000_000_001.0, 4_294_967_296.0, 1e300];

pub fn any_json() -> BoxedStrategy<Value> {
    let [fields, words] = [FIELDS, WORDS].map(|all| all.split(' ').collect::<Vec<_>>());
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(NUMBERS).prop_map(whole_if_it_is),
        like(&words).prop_map(Value::from),
    ];
    let other = like(&fields);
    let name = prop_oneof![4 => select(fields).prop_map(str::to_owned), 1 => other];
    let nested = leaf.prop_recursive(4, 32, 8, move |inner| {
        prop_oneof![vec(inner.clone(), 0..4).prop_map(Value::from), vec((name.clone(), inner), 0..8).prop_map(Value::from_iter)]
    });
    nested.boxed()
}

/// Whole numbers come without a point.
fn whole_if_it_is(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 { Value::from(number as i64) } else { Value::from(number) }
}

#[derive(Debug, Clone)]
enum Change {
    Other(Value),
    Without(Index),
    Twice(Index),
}

/// Anything, or the example changed in a few places, however deep inside.
pub fn like_json(example: Value) -> BoxedStrategy<Value> {
    let change = prop_oneof![
        3 => any_json().prop_map(Change::Other),
        2 => any::<Index>().prop_map(Change::Without),
        1 => any::<Index>().prop_map(Change::Twice),
    ];
    let near = vec((any::<Index>(), change), 0..4).prop_map(move |changes| changes.into_iter().fold(example.clone(), changed));
    prop_oneof![1 => any_json(), 4 => near].boxed()
}

fn changed(mut json: Value, (at, change): (Index, Change)) -> Value {
    let mut place = at.index(size(&json));
    let Some(part) = part(&mut json, &mut place) else { return json };
    match (part, change) {
        (Value::Array(items), Change::Without(at)) if !items.is_empty() => drop(items.remove(at.index(items.len()))),
        (Value::Array(items), Change::Twice(at)) if !items.is_empty() => items.push(at.get(items).clone()),
        (Value::Object(fields), Change::Without(at)) if !fields.is_empty() => {
            let name = fields.keys().nth(at.index(fields.len())).cloned();
            name.map(|name| fields.remove(&name));
        }
        (part, Change::Other(other)) => *part = other,
        (part, Change::Without(_) | Change::Twice(_)) => *part = Value::Null,
    }
    json
}

/// How many values there are, it and those inside.
fn size(json: &Value) -> usize {
    1 + match json {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 0,
    }
}

/// The value at this place in the order of writing; `place` counts down.
fn part<'a>(json: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(json);
    }
    *place -= 1;
    match json {
        Value::Array(items) => items.iter_mut().find_map(|item| part(item, place)),
        Value::Object(fields) => fields.values_mut().find_map(|field| part(field, place)),
        _ => None,
    }
}

/// Reads or refuses. What was read is written so that it reads the same again.
pub fn read<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &Value) -> Result<Option<T>, TestCaseError> {
    // As text too, which takes another way through the readers.
    let _ = serde_json::from_str::<T>(&json.to_string());
    let Ok(value) = T::deserialize(json) else { return Ok(None) };
    reads_back(&value)?;
    Ok(Some(value))
}

pub fn reads_back<T: DeserializeOwned + Serialize + PartialEq + Debug>(value: &T) -> Result<(), TestCaseError> {
    let written = serde_json::to_string(value).map_err(|error| TestCaseError::fail(format!("{error}: {value:?}")))?;
    let again = serde_json::from_str::<T>(&written).map_err(|error| TestCaseError::fail(format!("{error} in {written}")))?;
    prop_assert_eq!(&again, value);
    Ok(())
}
