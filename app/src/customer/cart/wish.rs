//! What was ticked on an item's sheet, checked against the menu and priced.

use super::{lines::CartLine, pricing};
use crate::{backend::backend, failure::Failure};
use domain::{ChoiceId, MenuItemId, Problem, Quantity, Refusal, StoreId, refusal::ProblemCode, views::MenuItemView};

/// Refused when the item is gone, sold out, or cannot be made with these choices.
pub async fn line(store: StoreId, item: MenuItemId, quantity: Quantity, choices: Vec<ChoiceId>) -> Result<CartLine, Failure> {
    let store = backend()?.queries.store(store).await?;
    let Some(found) = store.menu.iter().find(|candidate| candidate.id == item) else {
        return Err(refused(Problem::new("/item", ProblemCode::UnknownItem, "This item is not on the menu.")));
    };
    if !found.available {
        return Err(refused(about(found, ProblemCode::SoldOut, "is sold out.")));
    }
    if pricing::chosen(&found.option_groups, &choices).is_none() {
        return Err(refused(about(found, ProblemCode::BadChoice, "needs other options.")));
    }
    let price = pricing::unit_price(found.price, &found.option_groups, &choices);
    Ok(CartLine::new(item, quantity, choices, price))
}

fn about(item: &MenuItemView, code: ProblemCode, what: &str) -> Problem {
    Problem::new("/item", code, format!("{} {what}", item.name)).about(&item.name)
}

fn refused(problem: Problem) -> Failure {
    Refusal::CannotOrder(vec![problem]).into()
}
