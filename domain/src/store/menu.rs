use crate::{ids::*, money::Money, text::*, time::Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MenuItem {
    pub id: MenuItemId,
    pub store: StoreId,
    pub section: Option<Name>,
    pub name: Name,
    pub description: Option<Description>,
    pub price: Money,
    /// Where the owner's photo is served.
    pub photo_url: Option<String>,
    /// The picture on its plate while there is no photo.
    pub illustration: Option<Name>,
    /// How many are left, net of holds; None: unlimited.
    pub stock: Option<u32>,
    pub sold_out: Option<SoldOut>,
    pub option_groups: Vec<OptionGroup>,
}

impl MenuItem {
    pub fn is_sold_out(&self, now: Timestamp) -> bool {
        self.sold_out.is_some_and(|sold_out| sold_out.holds(now))
    }

    /// Whether one could be ordered now.
    pub fn is_available(&self, now: Timestamp) -> bool {
        !self.is_sold_out(now) && self.stock != Some(0)
    }
}

/// Until when an item is not made: a time, after which it comes back by itself, or until further notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoldOut {
    Until(Timestamp),
    Forever,
}

impl SoldOut {
    pub fn holds(self, now: Timestamp) -> bool {
        match self {
            SoldOut::Until(until) => now < until,
            SoldOut::Forever => true,
        }
    }
}

impl Serialize for SoldOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            SoldOut::Until(until) => until.serialize(serializer),
            SoldOut::Forever => serializer.serialize_str("forever"),
        }
    }
}

impl<'de> Deserialize<'de> for SoldOut {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SoldOut, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        if text == "forever" {
            return Ok(SoldOut::Forever);
        }
        text.parse().map(SoldOut::Until).map_err(|_| serde::de::Error::custom("must be a time or \"forever\""))
    }
}

/// Choices that belong together: from `min` to `max` of them are chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionGroup {
    pub id: OptionGroupId,
    pub name: Name,
    pub min: u8,
    pub max: u8,
    pub choices: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    pub id: ChoiceId,
    pub name: Name,
    /// Added to the item's price.
    pub price: Money,
}

/// What an owner says to put an item on the menu; the same words change it later, what is left out stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewMenuItem {
    pub name: Name,
    #[serde(default)]
    pub section: Option<Name>,
    #[serde(default, deserialize_with = "blank_is_none")]
    pub description: Option<Description>,
    pub price: Money,
    #[serde(default)]
    pub stock: Option<u32>,
    #[serde(default)]
    pub illustration: Option<Name>,
    #[serde(default)]
    pub option_groups: Vec<NewOptionGroup>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOptionGroup {
    pub name: Name,
    #[serde(default)]
    pub min: u8,
    pub max: u8,
    pub choices: Vec<NewChoice>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewChoice {
    pub name: Name,
    #[serde(default)]
    pub price: Money,
}

/// What changes about an item. A [`Patch`] tells `null` (clear it) from left out (keep it).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuItemChange {
    pub name: Option<Name>,
    pub section: Option<Name>,
    #[serde(deserialize_with = "blank_clears", skip_serializing_if = "Patch::is_kept")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub description: Patch<Description>,
    pub price: Option<Money>,
    #[serde(skip_serializing_if = "Patch::is_kept")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u32>))]
    pub stock: Patch<u32>,
    #[serde(skip_serializing_if = "Patch::is_kept")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub sold_out_until: Patch<SoldOut>,
    pub illustration: Option<Name>,
    pub option_groups: Option<Vec<NewOptionGroup>>,
}

/// A field of a change that may also be emptied: left out keeps, `null` clears, a value sets.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Patch<T> {
    #[default]
    Keep,
    Clear,
    Set(T),
}

/// A text field that was left blank empties what it is about.
fn blank_clears<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Patch<Description>, D::Error> {
    blank_is_none(deserializer).map(|text| text.map_or(Patch::Clear, Patch::Set))
}

impl<T> Patch<T> {
    pub fn is_kept(&self) -> bool {
        matches!(self, Patch::Keep)
    }

    /// What is set, if something is.
    pub fn value(&self) -> Option<&T> {
        match self {
            Patch::Set(value) => Some(value),
            Patch::Keep | Patch::Clear => None,
        }
    }

    pub fn apply(self, place: &mut Option<T>) {
        match self {
            Patch::Keep => {}
            Patch::Clear => *place = None,
            Patch::Set(value) => *place = Some(value),
        }
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Patch::Set(value) => value.serialize(serializer),
            Patch::Keep | Patch::Clear => serializer.serialize_none(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Patch<T>, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Patch::Clear, Patch::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_tells_null_from_left_out() {
        let change: MenuItemChange = serde_json::from_str(r#"{ "stock": null, "sold_out_until": "forever" }"#).unwrap();
        assert_eq!(change.stock, Patch::Clear);
        assert_eq!(change.sold_out_until, Patch::Set(SoldOut::Forever));
        assert_eq!(serde_json::from_str::<MenuItemChange>("{}").unwrap(), MenuItemChange::default());
    }

    #[test]
    fn sold_out_for_a_while_ends_by_itself() {
        let until = Timestamp::from_micros(1_000);
        assert!(SoldOut::Until(until).holds(Timestamp::from_micros(999)));
        assert!(!SoldOut::Until(until).holds(until));
        assert!(SoldOut::Forever.holds(until));
    }
}
