//! Any event that could stand in a log, however little sense it makes there.

use crate::{Address, Money, Position, ids::*, order::*, store::StoreKind, text::*, time::Timestamp};
use proptest::{option, prelude::*, sample::select};
use uuid::Uuid;

pub fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        placed().prop_map(|placed| Event::Placed(Box::new(placed))),
        (".{0,20}", money(), time()).prop_map(|(payment_key, amount, accept_by)| Event::PaymentConfirmed {
            payment_key,
            amount,
            accept_by
        }),
        ".{0,20}".prop_map(|reason| Event::PaymentDeclined { reason }),
        time().prop_map(|until| Event::PaymentDeferred { until }),
        (1i64..=180, time())
            .prop_map(|(minutes, ready_at)| Event::Accepted { prep_minutes: minutes.try_into().unwrap(), ready_at }),
        (reason(), option::of(text::<Reason>())).prop_map(|(reason, text)| Event::Rejected { reason, text }),
        person().prop_map(|rider| Event::Claimed { rider }),
        (text(), text()).prop_map(|(carrier, tracking_no)| Event::Shipped { carrier, tracking_no }),
        (by(), reason(), option::of(text::<Reason>())).prop_map(|(by, reason, text)| Event::Cancelled { by, reason, text }),
        money().prop_map(|amount| Event::RefundRequested { amount }),
        money().prop_map(|amount| Event::RefundSettled { amount }),
        select(vec![
            Event::PaymentUnknown {},
            Event::Expired {},
            Event::CookingStarted {},
            Event::CookingFinished {},
            Event::PickedUp {},
            Event::Delivered {},
            Event::Collected {},
            Event::PackingStarted {},
            Event::ReceiptConfirmed {},
            Event::SellerTold {},
            Event::DeliveryCancelled {},
        ]),
    ]
}

pub fn placed() -> impl Strategy<Value = Placed> {
    let money = (money(), money(), money());
    let there = (option::of(address()), option::of(text::<Note>()), option::of(ride()));
    (uuid(), store(), person(), prop::collection::vec(line(), 0..4), money, there).prop_map(
        |(id, store, customer, lines, (items_total, delivery_fee, total), (address, note, ride))| {
            let id = OrderId(id);
            let number = OrderNumber::of(id);
            Placed { id, number, store, customer, lines, items_total, delivery_fee, total, address, note, ride }
        },
    )
}

pub fn time() -> impl Strategy<Value = Timestamp> {
    any::<i64>().prop_map(Timestamp::from_micros)
}

fn money() -> impl Strategy<Value = Money> {
    (0u32..=1_000_000_000).prop_map(Money::won)
}

fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

/// With what JSON has to escape.
fn text<T: TryFrom<String> + std::fmt::Debug>() -> impl Strategy<Value = T> {
    r#"[가-힣a-z"\\/<🍜][가-힣a-z "\\/<🍜]{0,15}"#.prop_filter_map("a text that is valid", |text| T::try_from(text).ok())
}

fn address() -> impl Strategy<Value = Address> {
    let position = (-90.0..=90.0, -180.0..=180.0).prop_map(|(lat, lng)| Position::new(lat, lng).unwrap());
    (text(), option::of(text()), position).prop_map(|(line, detail, position)| Address { line, detail, position })
}

fn person() -> impl Strategy<Value = Person> {
    (uuid(), text()).prop_map(|(id, name)| Person { id: AccountId(id), name })
}

fn store() -> impl Strategy<Value = StoreRef> {
    let kind = select(StoreKind::ALL.to_vec());
    (uuid(), text(), kind, uuid(), address(), option::of(text())).prop_map(|(id, name, kind, owner, address, illustration)| {
        StoreRef { id: StoreId(id), name, kind, owner: AccountId(owner), address, illustration }
    })
}

fn line() -> impl Strategy<Value = Line> {
    let choice = (uuid(), text(), money()).prop_map(|(id, name, price)| ChosenChoice { id: ChoiceId(id), name, price });
    let choices = prop::collection::vec(choice, 0..3);
    (uuid(), text(), 1i64..=99, (money(), money()), choices, any::<bool>(), option::of(text())).prop_map(
        |(id, name, quantity, (unit_price, total), choices, counted, illustration)| Line {
            menu_item_id: MenuItemId(id),
            name,
            quantity: quantity.try_into().unwrap(),
            unit_price,
            choices,
            total,
            counted,
            illustration,
        },
    )
}

fn ride() -> impl Strategy<Value = Ride> {
    (any::<u32>(), money()).prop_map(|(distance_m, pay)| Ride { distance_m, pay })
}

fn by() -> impl Strategy<Value = By> {
    select(vec![By::Customer, By::Store, By::Rider, By::Operator, By::System])
}

fn reason() -> impl Strategy<Value = EndReason> {
    use EndReason::*;
    select(vec![SoldOut, Busy, Closing, Other, ChangedMind, AcceptDeadline])
}
