//! Whether an order can be made: everything is checked, and everything that fails is named, before anything is charged.

use super::{decide::person, *};
use crate::{
    account::Account,
    delivery::rider_pay,
    refusal::{Problem, ProblemCode, Refusal},
    store::{MenuItem, Shop, Store},
};

/// The most lines one order may have.
const MAX_LINES: usize = 50;

pub fn place(wish: &PlaceOrder, customer: &Account, facts: &Facts) -> Result<Decision, Refusal> {
    let shop = facts.shop.ok_or(Refusal::NotFound)?;
    lines_are_counted(wish)?;
    let fulfilment = Fulfilment::of(shop.store.kind);
    let address = destination(wish, fulfilment)?;

    let mut problems = Vec::new();
    problems.extend(store_takes_orders(&shop.store, facts.now));
    problems.extend(address.as_ref().and_then(|address| in_delivery_area(&shop.store, address)));
    let lines = collect(wish, shop, facts.now, &mut problems);
    problems.extend(in_stock(wish, shop));
    let too_much = |_| Refusal::invalid("/lines", "the total is more than one order may cost");
    let items_total = Money::sum(lines.iter().map(|line| line.total)).map_err(too_much)?;
    // What the lines come to is known only when each can be made.
    if lines.len() == wish.lines.len() {
        problems.extend(reaches_minimum(&shop.store, items_total));
    }
    if !problems.is_empty() {
        return Err(Refusal::CannotOrder(problems));
    }
    let delivery_fee = if fulfilment == Fulfilment::CounterPickup { Money::ZERO } else { shop.store.delivery_fee };
    let total = items_total.plus(delivery_fee).map_err(too_much)?;

    let placed = Placed {
        id: facts.order_id,
        number: OrderNumber::of(facts.order_id),
        store: reference(&shop.store),
        customer: person(customer),
        lines,
        items_total,
        delivery_fee,
        total,
        ride: address.as_ref().filter(|_| fulfilment == Fulfilment::RiderDelivery).map(|to| ride(&shop.store, to)),
        address,
        note: wish.note.clone(),
    };
    Ok(Decision { events: vec![Event::Placed(Box::new(placed))], tasks: vec![charge(&wish.card, total, facts)] })
}

pub fn charge(card: &CardToken, amount: Money, facts: &Facts) -> Task {
    Task { kind: TaskKind::Charge { card: card.clone(), amount }, due_at: facts.now }
}

fn lines_are_counted(wish: &PlaceOrder) -> Result<(), Refusal> {
    match wish.lines.len() {
        0 => Err(Refusal::Invalid(vec![Problem::new("/lines", ProblemCode::Required, "an order has at least one line")])),
        1..=MAX_LINES => Ok(()),
        _ => Err(Refusal::invalid("/lines", format!("an order has at most {MAX_LINES} lines"))),
    }
}

/// Food that is brought needs an address; at a counter one is not even kept.
fn destination(wish: &PlaceOrder, fulfilment: Fulfilment) -> Result<Option<Address>, Refusal> {
    match (fulfilment, &wish.address) {
        (Fulfilment::CounterPickup, _) => Ok(None),
        (_, Some(address)) => Ok(Some(address.clone())),
        (_, None) => {
            Err(Refusal::Invalid(vec![Problem::new("/address", ProblemCode::Required, "where should it be delivered?")]))
        }
    }
}

fn store_takes_orders(store: &Store, now: Timestamp) -> Option<Problem> {
    let closed = || {
        Problem::new("/store_id", ProblemCode::StoreClosed, format!("{} takes no orders at the moment.", store.name))
            .about(&store.name)
    };
    (!store.is_open(now)).then(closed)
}

fn in_delivery_area(store: &Store, address: &Address) -> Option<Problem> {
    let far = store.address.position.metres_to(address.position) > store.radius_m;
    far.then(|| {
        Problem::new("/address", ProblemCode::OutOfArea, format!("{} does not deliver to this address.", store.name))
            .about(&store.name)
    })
}

/// The lines that can be made; the others leave a problem.
fn collect(wish: &PlaceOrder, shop: &Shop, now: Timestamp, problems: &mut Vec<Problem>) -> Vec<Line> {
    let mut lines = Vec::with_capacity(wish.lines.len());
    for (index, request) in wish.lines.iter().enumerate() {
        match line(request, shop, now) {
            Ok(line) => lines.push(line),
            Err((code, detail)) => {
                let problem = Problem::new(format!("/lines/{index}"), code, detail);
                let name = shop.item(request.menu_item_id).map(|item| &item.name);
                problems.push(name.map_or(problem.clone(), |name| problem.about(name)));
            }
        }
    }
    lines
}

fn line(request: &LineRequest, shop: &Shop, now: Timestamp) -> Result<Line, (ProblemCode, String)> {
    let item = shop.item(request.menu_item_id).ok_or((ProblemCode::UnknownItem, "This item is not on the menu.".to_owned()))?;
    if item.is_sold_out(now) {
        return Err((ProblemCode::SoldOut, format!("{} is sold out.", item.name)));
    }
    let bad_choice = || (ProblemCode::BadChoice, format!("The options chosen for {} are not possible.", item.name));
    let choices = chosen(item, &request.choice_ids).ok_or_else(bad_choice)?;
    let unit_price = Money::sum(choices.iter().map(|choice| choice.price).chain([item.price])).map_err(|_| bad_choice())?;
    if request.expected_price.is_some_and(|expected| expected != unit_price) {
        return Err((ProblemCode::PriceChanged, format!("{} costs {unit_price} won now.", item.name)));
    }
    let total = unit_price.times(request.quantity.count()).map_err(|_| bad_choice())?;
    Ok(Line {
        menu_item_id: item.id,
        name: item.name.clone(),
        quantity: request.quantity,
        unit_price,
        choices,
        total,
        counted: item.stock.is_some(),
        illustration: item.illustration.clone(),
    })
}

/// Each choice exists and comes once, and each group has between its least and its most.
fn chosen(item: &MenuItem, ids: &[ChoiceId]) -> Option<Vec<ChosenChoice>> {
    let mut chosen = Vec::with_capacity(ids.len());
    for group in &item.option_groups {
        let before = chosen.len();
        let of_group = group.choices.iter().filter(|choice| ids.contains(&choice.id));
        chosen.extend(of_group.map(|choice| ChosenChoice { id: choice.id, name: choice.name.clone(), price: choice.price }));
        let count = chosen.len() - before;
        if count < usize::from(group.min) || count > usize::from(group.max) {
            return None;
        }
    }
    (chosen.len() == ids.len()).then_some(chosen)
}

/// Whether the stock, as last known, is too little for a wish.
pub fn is_short_of(shop: &Shop, wish: &PlaceOrder) -> bool {
    !in_stock(wish, shop).is_empty()
}

/// A first look at the stock as last known; the hold itself is decided where the stock is kept.
fn in_stock(wish: &PlaceOrder, shop: &Shop) -> Vec<Problem> {
    let wanted = |id| wish.lines.iter().filter(|line| line.menu_item_id == id).map(|line| line.quantity.count()).sum::<u32>();
    let short = |request: &LineRequest| {
        shop.item(request.menu_item_id).filter(|item| item.stock.is_some_and(|left| left < wanted(item.id)))
    };
    let lines = wish.lines.iter().enumerate();
    lines.filter_map(|(index, request)| short(request).map(|item| out_of_stock(index, &item.name))).collect()
}

/// Too few are left for this line.
pub(super) fn out_of_stock(index: usize, name: &Name) -> Problem {
    Problem::new(format!("/lines/{index}"), ProblemCode::OutOfStock, format!("Too few of {name} are left.")).about(name)
}

fn reaches_minimum(store: &Store, items_total: Money) -> Option<Problem> {
    let small = items_total < store.min_order || items_total.is_zero();
    let detail = || format!("{} delivers from {} won.", store.name, store.min_order);
    small.then(|| Problem::new("/lines", ProblemCode::BelowMinimum, detail()).about(&store.name))
}

fn reference(store: &Store) -> StoreRef {
    StoreRef {
        id: store.id,
        name: store.name.clone(),
        kind: store.kind,
        owner: store.owner,
        address: store.address.clone(),
        illustration: store.illustration.clone(),
    }
}

fn ride(store: &Store, to: &Address) -> Ride {
    let distance_m = store.address.position.metres_to(to.position);
    Ride { distance_m, pay: rider_pay(distance_m) }
}
