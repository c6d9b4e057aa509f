//! What an owner may ask for: everything is checked before anything is kept.

use super::*;
use crate::refusal::{Problem, ProblemCode, Refusal};
use uuid::Uuid;

/// How far a store may deliver, in metres.
const RADIUS_M: std::ops::RangeInclusive<u32> = 100..=50_000;
/// The most spans of opening hours a week may have.
const MAX_SPANS: usize = 50;
/// The most items one store may have on its menu.
pub const MAX_ITEMS: u32 = 200;
/// The most that can be left of one item, if it is counted at all.
pub const MAX_STOCK: u32 = 100_000;
/// The most that a photo of an item may have, in bytes: 8 MiB.
pub const MAX_PHOTO: usize = 8 << 20;
const MAX_GROUPS: usize = 20;
const MAX_CHOICES: usize = 50;

impl NewStore {
    pub fn open(self, id: StoreId, owner: AccountId) -> Result<Store, Refusal> {
        none(radius_is_sensible(self.radius_m).into_iter().chain(self.hours.as_ref().and_then(hours_can_be_kept)))?;
        let NewStore { name, kind, about, address, radius_m, min_order, delivery_fee, hours, illustration } = self;
        Ok(Store {
            id,
            owner,
            name,
            kind,
            about,
            address,
            radius_m,
            min_order,
            delivery_fee,
            hours: hours.filter(|hours| !hours.is_empty()).map(OpeningHours::in_order),
            mode: Mode::Normal,
            mode_until: None,
            illustration,
        })
    }
}

impl StoreChange {
    /// Applies all of it, or refuses and changes nothing.
    pub fn change(self, store: &mut Store, now: Timestamp) -> Result<(), Refusal> {
        let stray_end = self.mode_until.is_some() && self.mode.unwrap_or(store.mode_at(now)) == Mode::Normal;
        let stray_end = stray_end.then(|| invalid("/mode_until", "ends a mode, and an ordinary day has none"));
        let radius = self.radius_m.and_then(radius_is_sensible);
        let hours = self.hours.value().and_then(hours_can_be_kept);
        none(radius.into_iter().chain(hours).chain(stray_end))?;
        self.apply(store);
        Ok(())
    }
}

impl NewMenuItem {
    /// `ids` gives the id of a group or choice from what it is called, always the same: so a menu saved again keeps its ids.
    pub fn put_on_menu(self, id: MenuItemId, store: StoreId, ids: impl Fn(&str) -> Uuid) -> Result<MenuItem, Refusal> {
        let NewMenuItem { name, section, description, price, stock, illustration, option_groups } = self;
        none(stock.and_then(stock_can_be_counted).into_iter())?;
        let option_groups = groups(option_groups, ids)?;
        Ok(MenuItem {
            id,
            store,
            section,
            name,
            description,
            price,
            photo_url: None,
            illustration,
            stock,
            sold_out: None,
            option_groups,
        })
    }
}

impl MenuItemChange {
    /// Applies all of it, or refuses and changes nothing. `ids` as for [`NewMenuItem::put_on_menu`].
    pub fn change(self, item: &mut MenuItem, ids: impl Fn(&str) -> Uuid) -> Result<(), Refusal> {
        let MenuItemChange { name, section, description, price, stock, sold_out_until, illustration, option_groups } = self;
        none(stock.value().copied().and_then(stock_can_be_counted).into_iter())?;
        let option_groups = option_groups.map(|wanted| groups(wanted, ids)).transpose()?;
        set(&mut item.name, name);
        set(&mut item.price, price);
        set(&mut item.option_groups, option_groups);
        item.section = section.or(item.section.take());
        description.apply(&mut item.description);
        item.illustration = illustration.or(item.illustration.take());
        stock.apply(&mut item.stock);
        sold_out_until.apply(&mut item.sold_out);
        Ok(())
    }
}

fn radius_is_sensible(radius_m: u32) -> Option<Problem> {
    let fits = RADIUS_M.contains(&radius_m);
    (!fits).then(|| invalid("/radius_m", "must be 100 to 50000 metres"))
}

/// They are few, and no two of them overlap.
fn hours_can_be_kept(hours: &OpeningHours) -> Option<Problem> {
    // Each span is compared with all before it, so more than there may be are not even looked at.
    if hours.spans().len() > MAX_SPANS {
        return Some(invalid("/hours", format!("must have at most {MAX_SPANS} spans")));
    }
    let at = hours.first_overlap()?;
    Some(invalid(&format!("/hours/{at}"), "must not overlap another span, nor the night before"))
}

fn stock_can_be_counted(stock: u32) -> Option<Problem> {
    (stock > MAX_STOCK).then(|| invalid("/stock", format!("must be at most {MAX_STOCK}")))
}

fn groups(wanted: Vec<NewOptionGroup>, ids: impl Fn(&str) -> Uuid) -> Result<Vec<OptionGroup>, Refusal> {
    // Each name is compared with all before it, so more than there may be are not even looked at.
    if wanted.len() > MAX_GROUPS {
        return Err(Refusal::Invalid(vec![invalid("/option_groups", format!("must be at most {MAX_GROUPS}"))]));
    }
    let wrong = wanted.iter().enumerate().filter_map(|(index, group)| group_can_be_chosen_from(index, group));
    let twice = repeated(wanted.iter().map(|group| &group.name)).map(|index| twice(format!("/option_groups/{index}/name")));
    none(wrong.chain(twice))?;
    let group = |new: NewOptionGroup| {
        let path = new.name.to_string();
        let choice = |choice: NewChoice| Choice {
            id: ChoiceId(ids(&format!("{path}/{}", choice.name))),
            name: choice.name,
            price: choice.price,
        };
        OptionGroup {
            id: OptionGroupId(ids(&path)),
            min: new.min,
            max: new.max,
            choices: new.choices.into_iter().map(choice).collect(),
            name: new.name,
        }
    };
    Ok(wanted.into_iter().map(group).collect())
}

/// Some choice of its choices fits its bounds, and none of them comes twice.
fn group_can_be_chosen_from(index: usize, group: &NewOptionGroup) -> Option<Problem> {
    let at = |field: &str| format!("/option_groups/{index}/{field}");
    let count = group.choices.len();
    if count == 0 || count > MAX_CHOICES {
        return Some(invalid(&at("choices"), format!("must be 1 to {MAX_CHOICES}")));
    }
    if group.max == 0 || usize::from(group.max) > count {
        return Some(invalid(&at("max"), "must be 1 to the number of choices"));
    }
    if group.min > group.max {
        return Some(invalid(&at("min"), "must not be more than max"));
    }
    repeated(group.choices.iter().map(|choice| &choice.name)).map(|choice| twice(at(&format!("choices/{choice}/name"))))
}

/// The place of the first name that was there before.
fn repeated<'a>(names: impl Iterator<Item = &'a Name> + Clone) -> Option<usize> {
    let earlier = names.clone();
    names.enumerate().position(|(index, name)| earlier.clone().take(index).any(|other| other == name))
}

fn twice(pointer: String) -> Problem {
    invalid(&pointer, "is there twice")
}

fn invalid(pointer: &str, detail: impl Into<String>) -> Problem {
    Problem::new(pointer, ProblemCode::Invalid, detail)
}

fn none(problems: impl Iterator<Item = Problem>) -> Result<(), Refusal> {
    let problems: Vec<Problem> = problems.collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(groups: serde_json::Value) -> Result<MenuItem, Refusal> {
        let new = serde_json::json!({ "name": "봄날국수", "price": 9000, "option_groups": groups });
        let new: NewMenuItem = serde_json::from_value(new).unwrap();
        new.put_on_menu(MenuItemId(Uuid::nil()), StoreId(Uuid::nil()), |path| Uuid::from_u128(path.len() as u128))
    }

    fn pointer(refused: Result<MenuItem, Refusal>) -> String {
        refused.unwrap_err().problems()[0].pointer.clone()
    }

    #[test]
    fn an_option_group_can_be_chosen_from() {
        let group = |min: u8, max: u8| serde_json::json!([{ "name": "맵기", "min": min, "max": max, "choices": [{ "name": "순한맛" }, { "name": "매운맛" }] }]);
        assert!(item(group(1, 2)).is_ok());
        assert_eq!(pointer(item(group(2, 1))), "/option_groups/0/min");
        assert_eq!(pointer(item(group(0, 3))), "/option_groups/0/max");
        assert_eq!(pointer(item(group(0, 0))), "/option_groups/0/max");
    }

    #[test]
    fn nothing_on_a_menu_is_there_twice() {
        let choices = serde_json::json!([{ "name": "순한맛" }, { "name": "순한맛" }]);
        assert_eq!(
            pointer(item(serde_json::json!([{ "name": "맵기", "max": 1, "choices": choices }]))),
            "/option_groups/0/choices/1/name"
        );
        let group = serde_json::json!({ "name": "맵기", "max": 1, "choices": [{ "name": "순한맛" }] });
        assert_eq!(pointer(item(serde_json::json!([group, group]))), "/option_groups/1/name");
    }

    #[test]
    fn of_too_many_option_groups_none_is_looked_at() {
        let broken = |index| serde_json::json!({ "name": format!("옵션 {index}"), "max": 0, "choices": [] });
        let refused = item((0..=MAX_GROUPS).map(broken).collect()).unwrap_err();
        assert_eq!(refused.problems().iter().map(|problem| problem.pointer.as_str()).collect::<Vec<_>>(), ["/option_groups"]);
    }

    #[test]
    fn stock_is_counted_up_to_a_limit() {
        let new = |stock: u32| -> NewMenuItem {
            serde_json::from_value(serde_json::json!({ "name": "봄날국수", "price": 9000, "stock": stock })).unwrap()
        };
        let put = |stock| new(stock).put_on_menu(MenuItemId(Uuid::nil()), StoreId(Uuid::nil()), |_| Uuid::nil());
        let mut item = put(MAX_STOCK).unwrap();
        assert_eq!(pointer(put(MAX_STOCK + 1)), "/stock");
        let stock = |stock| MenuItemChange { stock: Patch::Set(stock), ..MenuItemChange::default() };
        let refused = stock(MAX_STOCK + 1).change(&mut item, |_| Uuid::nil()).unwrap_err();
        assert_eq!((refused.problems()[0].pointer.as_str(), item.stock), ("/stock", Some(MAX_STOCK)));
        item.stock = Some(MAX_STOCK + 1);
        MenuItemChange::default().change(&mut item, |_| Uuid::nil()).unwrap();
        assert_eq!(item.stock, Some(MAX_STOCK + 1), "what was kept before there was a limit stays until it is changed");
    }

    #[test]
    fn hours_that_overlap_are_refused_and_others_are_kept_in_order() {
        let new = |hours: serde_json::Value| -> NewStore {
            let new = serde_json::json!({ "name": "봄날", "kind": "cafe", "address": { "line": "연희로 1", "lat": 37.5, "lng": 126.9 },
                "radius_m": 1500, "min_order": 0, "delivery_fee": 0, "hours": hours });
            serde_json::from_value(new).unwrap()
        };
        let open = |hours| new(hours).open(StoreId(Uuid::nil()), AccountId(Uuid::nil()));
        let span = |open: &str, close: &str| serde_json::json!({ "day": "mon", "open": open, "close": close });
        let overlapping = serde_json::json!([span("18:00", "02:00"), span("11:00", "21:00")]);
        assert_eq!(open(overlapping.clone()).unwrap_err().problems()[0].pointer, "/hours/1");

        let apart = serde_json::json!([span("17:00", "21:00"), span("11:00", "15:00")]);
        let mut store = open(apart).unwrap();
        let in_order = serde_json::json!([span("11:00", "15:00"), span("17:00", "21:00")]);
        assert_eq!(serde_json::to_value(&store.hours).unwrap(), in_order);

        let change: StoreChange = serde_json::from_value(serde_json::json!({ "hours": overlapping })).unwrap();
        assert_eq!(change.change(&mut store, Timestamp::default()).unwrap_err().problems()[0].pointer, "/hours/1");
        assert_eq!(serde_json::to_value(&store.hours).unwrap(), in_order, "what was refused changes nothing");

        store.hours = serde_json::from_value(overlapping).unwrap();
        StoreChange::default().change(&mut store, Timestamp::default()).unwrap();
        assert_eq!(store.hours.unwrap().spans().len(), 2, "what was kept before stays until it is changed");
    }

    #[test]
    fn only_a_mode_that_is_there_ends() {
        let new = serde_json::json!({ "name": "봄날", "kind": "cafe", "address": { "line": "연희로 1", "lat": 37.5, "lng": 126.9 },
            "radius_m": 1500, "min_order": 0, "delivery_fee": 0, "hours": [] });
        let new: NewStore = serde_json::from_value(new).unwrap();
        assert!(NewStore { radius_m: 99, ..new.clone() }.open(StoreId(Uuid::nil()), AccountId(Uuid::nil())).is_err());
        let mut store = new.open(StoreId(Uuid::nil()), AccountId(Uuid::nil())).unwrap();
        assert_eq!(store.hours, None, "no spans: always open");
        let now = Timestamp::default();
        let until = StoreChange { mode_until: Some(now.plus_seconds(60)), ..StoreChange::default() };
        assert!(until.clone().change(&mut store, now).is_err());
        let paused = StoreChange { mode: Some(Mode::Paused), ..StoreChange::default() };
        paused.change(&mut store, now).unwrap();
        until.clone().change(&mut store, now).unwrap();
        assert_eq!((store.mode, store.mode_until), (Mode::Paused, Some(now.plus_seconds(60))));
        assert!(until.clone().change(&mut store, now.plus_seconds(60)).is_err(), "it has ended");
        let ordinary = StoreChange { mode: Some(Mode::Normal), ..until };
        assert!(ordinary.change(&mut store, now).is_err());
    }

    #[test]
    fn what_is_said_changes_and_what_is_left_out_stays() {
        let new = serde_json::json!({ "name": "봄날", "kind": "cafe", "address": { "line": "연희로 1", "lat": 37.5, "lng": 126.9 },
            "radius_m": 1500, "min_order": 0, "delivery_fee": 0 });
        let new: NewStore = serde_json::from_value(new).unwrap();
        let mut store = new.open(StoreId(Uuid::nil()), AccountId(Uuid::nil())).unwrap();
        let before = store.clone();
        let change: StoreChange = serde_json::from_value(serde_json::json!({ "kind": "restaurant" })).unwrap();
        change.change(&mut store, Timestamp::default()).unwrap();
        assert_eq!(store, Store { kind: crate::store::StoreKind::Restaurant, ..before });
    }
}
