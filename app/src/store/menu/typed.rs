//! An item as it is typed. Nothing typed is nothing meant: empty groups and choices are left out.

use domain::{
    MenuItemId,
    store::{Choice, OptionGroup},
    views::MenuItemView,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// By any ascending numbers: a form that has lost a row has gaps.
pub type Rows<T> = BTreeMap<u32, T>;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedItem {
    pub name: String,
    pub section: String,
    pub description: String,
    /// Whole won.
    pub price: String,
    /// Empty: unlimited.
    pub stock: String,
    /// What the form showed at first: stock that nobody touched is left to the orders that came meanwhile.
    pub stock_before: String,
    pub illustration: String,
    pub groups: Rows<TypedGroup>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedGroup {
    pub name: String,
    pub min: String,
    pub max: String,
    pub choices: Rows<TypedChoice>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedChoice {
    pub name: String,
    pub price: String,
}

/// A form that was refused, on the way back to its page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptItem {
    /// None: a new one.
    pub of: Option<MenuItemId>,
    /// Without its groups, if it was too much to keep.
    pub typed: TypedItem,
}

impl TypedItem {
    /// As if somebody had typed what is there.
    pub fn of(item: &MenuItemView) -> TypedItem {
        let text = |text: Option<String>| text.unwrap_or_default();
        let stock = text(item.stock.map(|count| count.to_string()));
        TypedItem {
            name: item.name.to_string(),
            section: text(item.section.as_ref().map(ToString::to_string)),
            description: text(item.description.as_ref().map(ToString::to_string)),
            price: item.price.amount().to_string(),
            stock: stock.clone(),
            stock_before: stock,
            illustration: text(item.illustration.as_ref().map(ToString::to_string)),
            groups: (0..).zip(item.option_groups.iter().map(TypedGroup::of)).collect(),
        }
    }

    /// Options that were too much to keep stay as they are. A form without scripts always sends an empty group at least.
    pub fn or_groups_of(mut self, held: &TypedItem) -> TypedItem {
        if self.groups.is_empty() {
            self.groups = held.groups.clone();
        }
        self
    }
}

impl TypedGroup {
    fn of(group: &OptionGroup) -> TypedGroup {
        TypedGroup {
            name: group.name.to_string(),
            min: group.min.to_string(),
            max: group.max.to_string(),
            choices: (0..).zip(group.choices.iter().map(TypedChoice::of)).collect(),
        }
    }

    /// Two choices to begin with, of which one may be chosen.
    pub fn empty() -> TypedGroup {
        let choices = (0..2).map(|at| (at, TypedChoice::default())).collect();
        TypedGroup { name: String::new(), min: "0".to_owned(), max: "1".to_owned(), choices }
    }

    /// Whether nobody wrote anything into it.
    pub fn is_blank(&self) -> bool {
        self.name.trim().is_empty() && self.choices.values().all(|choice| choice.name.trim().is_empty())
    }
}

impl TypedChoice {
    fn of(choice: &Choice) -> TypedChoice {
        let price = if choice.price.is_zero() { String::new() } else { choice.price.amount().to_string() };
        TypedChoice { name: choice.name.to_string(), price }
    }
}

#[cfg(feature = "ssr")]
mod parsed {
    use super::*;
    use crate::store::won::won;
    use domain::{
        Money, Problem, Refusal,
        refusal::ProblemCode,
        store::{MenuItemChange, NewChoice, NewMenuItem, NewOptionGroup, Patch},
        text::{Description, Name},
    };

    /// Collects what is wrong, field by field, and goes on.
    #[derive(Default)]
    struct Wrong(Vec<Problem>);

    impl Wrong {
        fn at<T, E: std::fmt::Display>(&mut self, pointer: String, parsed: Result<T, E>) -> Option<T> {
            parsed.map_err(|why| self.0.push(Problem::new(pointer, ProblemCode::Invalid, why.to_string()))).ok()
        }
    }

    impl TypedItem {
        /// As a new item.
        pub fn into_new(self) -> Result<NewMenuItem, Refusal> {
            let mut wrong = Wrong::default();
            let name = wrong.at("/name".to_owned(), Name::try_from(self.name));
            let section = wrong.at("/section".to_owned(), Name::optional(&self.section));
            let description = wrong.at("/description".to_owned(), Description::optional(&self.description));
            let price = wrong.at("/price".to_owned(), won(&self.price));
            let stock = wrong.at("/stock".to_owned(), count(&self.stock));
            let illustration = wrong.at("/illustration".to_owned(), Name::optional(&self.illustration));
            let option_groups = groups(self.groups, &mut wrong);
            match (name, section, description, price, stock, illustration) {
                (Some(name), Some(section), Some(description), Some(price), Some(stock), Some(illustration))
                    if wrong.0.is_empty() =>
                {
                    Ok(NewMenuItem { name, section, description, price, stock, illustration, option_groups })
                }
                _ => Err(Refusal::Invalid(wrong.0)),
            }
        }

        /// As a change of an item.
        pub fn into_change(self) -> Result<MenuItemChange, Refusal> {
            let untouched = self.stock.trim() == self.stock_before.trim();
            let new = self.into_new()?;
            let stock = match new.stock {
                _ if untouched => Patch::Keep,
                None => Patch::Clear,
                Some(count) => Patch::Set(count),
            };
            Ok(MenuItemChange {
                name: Some(new.name),
                section: new.section,
                description: new.description.map_or(Patch::Clear, Patch::Set),
                price: Some(new.price),
                stock,
                sold_out_until: Patch::Keep,
                illustration: new.illustration,
                option_groups: Some(new.option_groups),
            })
        }
    }

    fn groups(typed: Rows<TypedGroup>, wrong: &mut Wrong) -> Vec<NewOptionGroup> {
        let mut groups = Vec::new();
        for (at, group) in typed {
            if group.is_blank() {
                continue;
            }
            let choices: Vec<_> = group.choices.into_iter().filter(|(_, choice)| !choice.name.trim().is_empty()).collect();
            let place = format!("/groups/{at}");
            let name = wrong.at(place.clone(), Name::try_from(group.name));
            let min = wrong.at(place.clone(), number(&group.min, 0));
            let max = wrong.at(place.clone(), number(&group.max, 1));
            let parsed: Vec<_> = choices
                .into_iter()
                .filter_map(|(_, choice)| {
                    let name = wrong.at(place.clone(), Name::try_from(choice.name));
                    let price = if choice.price.trim().is_empty() {
                        Some(Money::ZERO)
                    } else {
                        wrong.at(place.clone(), won(&choice.price))
                    };
                    Some(NewChoice { name: name?, price: price? })
                })
                .collect();
            let (Some(name), Some(min), Some(max)) = (name, min, max) else { continue };
            let fits = !parsed.is_empty() && max >= 1 && min <= max && usize::from(max) <= parsed.len();
            wrong.at(place, if fits { Ok(()) } else { Err("min and max must fit the number of choices") });
            groups.push(NewOptionGroup { name, min, max, choices: parsed });
        }
        groups
    }

    fn count(text: &str) -> Result<Option<u32>, &'static str> {
        match text.trim() {
            "" => Ok(None),
            digits => digits.parse().map(Some).map_err(|_| "must be a number, or empty for unlimited"),
        }
    }

    fn number(text: &str, otherwise: u8) -> Result<u8, std::num::ParseIntError> {
        match text.trim() {
            "" => Ok(otherwise),
            digits => digits.parse(),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::nonsense::like;
        use domain::{MenuItemId, StoreId, Timestamp, store::MAX_STOCK};
        use proptest::{collection::vec, prelude::*};
        use uuid::Uuid;

        fn typed() -> TypedItem {
            let choice = |name: &str, price: &str| TypedChoice { name: name.to_owned(), price: price.to_owned() };
            let size = TypedGroup {
                name: "양".to_owned(),
                min: "1".to_owned(),
                max: "1".to_owned(),
                choices: Rows::from([(0, choice("보통", "")), (4, choice("곱빼기", "1,500")), (5, choice(" ", ""))]),
            };
            TypedItem {
                name: "잔치국수".to_owned(),
                price: "7,500".to_owned(),
                groups: Rows::from([(3, size), (9, TypedGroup::default())]),
                ..TypedItem::default()
            }
        }

        #[test]
        fn empty_rows_are_left_out() {
            let item = typed().into_new().unwrap();
            assert_eq!(item.price, Money::won(7_500));
            assert_eq!(item.option_groups.len(), 1);
            assert_eq!(item.option_groups[0].choices.iter().map(|choice| choice.price.amount()).collect::<Vec<_>>(), [0, 1_500]);
        }

        #[test]
        fn every_wrong_field_is_named() {
            let mut item = TypedItem { name: " ".to_owned(), price: "만원".to_owned(), stock: "-1".to_owned(), ..typed() };
            item.groups.get_mut(&3).unwrap().max = "3".to_owned();
            let refusal = item.into_new().unwrap_err();
            let pointers: Vec<_> = refusal.problems().iter().map(|problem| problem.pointer.as_str()).collect();
            assert_eq!(pointers, ["/name", "/price", "/stock", "/groups/3"]);
        }

        #[test]
        fn what_is_there_reads_as_if_it_had_been_typed() {
            let ids = |path: &str| Uuid::from_u128(path.len() as u128);
            let typed = TypedItem { stock: "5".to_owned(), section: "국수".to_owned(), ..typed() };
            let item = typed.into_new().unwrap().put_on_menu(MenuItemId(Uuid::nil()), StoreId(Uuid::nil()), ids).unwrap();
            let again = TypedItem::of(&MenuItemView::of(&item, 0, Timestamp::default()));
            assert_eq!(again.clone().into_change().unwrap().stock, Patch::Keep);
            assert_eq!(again.into_new().unwrap().put_on_menu(item.id, item.store, ids), Ok(item));
        }

        #[test]
        fn options_that_could_not_be_kept_are_not_lost() {
            let cut = TypedItem { name: "비빔국수".to_owned(), groups: Rows::new(), ..typed() };
            let shown = cut.or_groups_of(&typed());
            assert_eq!((shown.name.as_str(), shown.groups), ("비빔국수", typed().groups));
            let emptied = TypedItem { groups: Rows::from([(7, TypedGroup::empty())]), ..typed() };
            assert_eq!(emptied.clone().or_groups_of(&typed()), emptied);
        }

        #[test]
        fn a_count_beyond_the_limit_is_named_like_one_that_is_none() {
            let refusal = |stock: String| {
                let new = TypedItem { stock, ..typed() }.into_new();
                new.and_then(|new| new.put_on_menu(MenuItemId(Uuid::nil()), StoreId(Uuid::nil()), |_| Uuid::nil())).unwrap_err()
            };
            for stock in [(MAX_STOCK + 1).to_string(), u64::MAX.to_string(), "몇 개".to_owned()] {
                assert_eq!(refusal(stock).problems()[0].pointer, "/stock");
            }
        }

        #[test]
        fn stock_that_nobody_touched_is_kept() {
            let counted = TypedItem { stock: "5".to_owned(), stock_before: "5".to_owned(), ..typed() };
            assert_eq!(counted.clone().into_change().unwrap().stock, Patch::Keep);
            let unlimited = TypedItem { stock: String::new(), ..counted };
            assert_eq!(unlimited.into_change().unwrap().stock, Patch::Clear);
        }

        /// One of the fields with something else in it.
        fn changed(mut item: TypedItem, (field, text): (usize, String)) -> TypedItem {
            let group = item.groups.entry(3).or_default();
            let choice = group.choices.entry(4).or_default();
            let fields = [
                &mut item.name,
                &mut item.section,
                &mut item.description,
                &mut item.price,
                &mut item.stock,
                &mut item.stock_before,
                &mut item.illustration,
                &mut group.name,
                &mut group.min,
                &mut group.max,
                &mut choice.name,
                &mut choice.price,
            ];
            let many = fields.len();
            if let Some(field) = fields.into_iter().nth(field % many) {
                *field = text;
            }
            item
        }

        fn any_field() -> impl Strategy<Value = (usize, String)> {
            (any::<usize>(), like(&["잔치국수", "1,000,000,000", "0", "2", "255", "256", "4294967295", "-1", "+1", " 보통 "]))
        }

        proptest! {
            #[test]
            fn whatever_is_typed_is_an_item_or_every_wrong_field(fields in vec(any_field(), 0..4)) {
                let typed = fields.into_iter().fold(typed(), changed);
                match typed.clone().into_new() {
                    Ok(new) => {
                        prop_assert!(typed.into_change().is_ok());
                        // Only what stands there twice, or is more than anybody counts, can still be wrong.
                        let item = new.put_on_menu(MenuItemId(Uuid::nil()), StoreId(Uuid::nil()), |_| Uuid::nil());
                        let problems = item.as_ref().err().map_or(&[][..], Refusal::problems);
                        let is_left = |problem: &Problem| problem.pointer.ends_with("/name") || problem.pointer == "/stock";
                        prop_assert!(problems.iter().all(is_left));
                    }
                    Err(refusal) => prop_assert!(!refusal.problems().is_empty()),
                }
            }
        }
    }
}
