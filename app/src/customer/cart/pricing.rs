//! What one of an item costs with what was chosen. Only to show it: placing the order decides on the server.

use domain::{
    ChoiceId, Money,
    store::{Choice, OptionGroup},
};

/// The choices that these ids name, in the menu's order; None when an id is unknown or a group has too few or too many.
pub fn chosen<'a>(groups: &'a [OptionGroup], ids: &[ChoiceId]) -> Option<Vec<&'a Choice>> {
    let mut chosen = Vec::with_capacity(ids.len());
    for group in groups {
        let before = chosen.len();
        chosen.extend(group.choices.iter().filter(|choice| ids.contains(&choice.id)));
        let count = chosen.len() - before;
        if count < usize::from(group.min) || count > usize::from(group.max) {
            return None;
        }
    }
    (chosen.len() == ids.len()).then_some(chosen)
}

/// With whatever is chosen so far, complete or not; the most that can be said when it is more than money can hold.
pub fn unit_price(price: Money, groups: &[OptionGroup], ids: &[ChoiceId]) -> Money {
    let choices = groups.iter().flat_map(|group| &group.choices).filter(|choice| ids.contains(&choice.id));
    Money::sum(choices.map(|choice| choice.price).chain([price])).unwrap_or(Money::MAX)
}

/// One of several is chosen by a radio button; anything else by boxes to tick.
pub fn is_one_of(group: &OptionGroup) -> bool {
    group.min == 1 && group.max == 1
}

/// What is chosen before anybody has chosen: the first where one must be.
pub fn preset(groups: &[OptionGroup]) -> Vec<ChoiceId> {
    groups.iter().filter(|group| is_one_of(group)).filter_map(|group| group.choices.first()).map(|choice| choice.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn group(first: u128, min: u8, max: u8, prices: &[i64]) -> OptionGroup {
        let choice = |(index, price): (usize, &i64)| Choice {
            id: ChoiceId(Uuid::from_u128(first + index as u128)),
            name: "보통".to_owned().try_into().unwrap(),
            price: (*price).try_into().unwrap(),
        };
        OptionGroup {
            id: Uuid::from_u128(first).into(),
            name: "맵기".to_owned().try_into().unwrap(),
            min,
            max,
            choices: prices.iter().enumerate().map(choice).collect(),
        }
    }

    fn ids(ids: &[u128]) -> Vec<ChoiceId> {
        ids.iter().map(|id| ChoiceId(Uuid::from_u128(*id))).collect()
    }

    #[test]
    fn what_must_be_chosen_is_preset_and_priced() {
        let groups = [group(10, 1, 1, &[0, 2_000]), group(20, 0, 2, &[500, 1_000, 1_500])];
        assert_eq!(preset(&groups), ids(&[10]));
        assert_eq!(unit_price(Money::won(9_000), &groups, &ids(&[11, 20, 21])), Money::won(12_500));
    }

    #[test]
    fn too_few_too_many_and_unknown_choices_are_none() {
        let groups = [group(10, 1, 1, &[0, 2_000]), group(20, 0, 2, &[500, 1_000, 1_500])];
        assert_eq!(chosen(&groups, &ids(&[11, 20])).map(|choices| choices.len()), Some(2));
        for wrong in [&[][..], &[10, 11], &[10, 20, 21, 22], &[10, 99]] {
            assert_eq!(chosen(&groups, &ids(wrong)), None, "{wrong:?}");
        }
    }
}
